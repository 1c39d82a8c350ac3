"""The summary for a person: the tables of the screen as lines for a terminal, a pipe or a mail.

Words carry everything.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from casereview.casebook import Casebook
from casereview.questions.model import Band, QuestionSet
from casereview.reports.text.bar import bar
from casereview.reports.text.columns import Row, table_lines
from casereview.reports.text.ratings_text import overall_lines
from casereview.reports.text.reserves_text import open_places_lines
from casereview.reports.text.responses_text import responses_lines
from casereview.scoring import FEW, QuestionFigures, Score, Summary, Tally
from casereview.scoring.rules import RATED_COUNTS, Rule, counts_of, rule_of, said, said_of
from casereview.scoring.words import cases_said, provisional, x_of_y
from casereview.text import capital, counted

_BAR = 50


def summary_lines(
    casebook: Casebook, summary: Summary, *, questions: bool = False, plain: bool = True, width: int = 80
) -> list[str]:
    """Return the summary of an inspection; `questions` adds every question, `plain` draws bars in ASCII."""
    question_set = casebook.question_set
    lines = [casebook.inspection.area, f"{question_set.title} {question_set.version}"]
    lines += textwrap.wrap(casebook.inspection.about, width)
    lines += _standing(summary, question_set.unit)
    lines += open_places_lines(casebook.open_places(), width=width)
    if question_set.unit == "respondent":
        lines += ["", *responses_lines(question_set, casebook.responses(), width=width)]
        if not question_set.scored:
            return lines
    if summary.of_kind("theme"):
        lines += ["", "Themes"]
        for theme in summary.of_kind("theme"):
            lines += _theme_lines(theme, question_set.bands, plain, width)
    lines += ["", f"Sections and {question_set.documents.criteria_word}"]
    lines += _score_table(question_set, [each for each in summary.scores if each.kind != "theme"], width, summary)
    if rule_of(question_set).rated:
        lines += ["", *textwrap.wrap(RATED_COUNTS, width)]
    if summary.overall is not None:
        lines += ["", *overall_lines(question_set, summary, width)]
    if question_set.bands:
        lines += ["", *_band_lines(question_set.bands, width)]
    if questions:
        lines += _question_lines(question_set, summary.questions, width)
    return lines


def breakdown_lines(casebook: Casebook, fact: str, summaries: Mapping[str, Summary], *, width: int = 80) -> list[str]:
    """Return one block for each value of a fact: its cases, themes, sections and criteria."""
    known = casebook.question_set.fact[fact]
    lines: list[str] = []
    for value, summary in summaries.items():
        lines += ["", f"{known.label.rstrip('?')}: {known.words(value) or 'not known'}", *_standing(summary)]
        lines += _score_table(casebook.question_set, summary.scores, width)
    return lines


def band_word(band: Band | None, bands: Iterable[Band]) -> str:
    """Return what sets a band apart: its label without the words with which the label of every band ends, or begins."""
    if band is None:
        return ""
    labels = [each.label.split() for each in bands]
    ends = _shared([each[::-1] for each in labels])
    # In some languages the word that tells them apart comes last.
    begins = _shared([each[: len(each) - ends] for each in labels])
    words = band.label.split()
    said = " ".join(words[begins : len(words) - ends])
    return capital(said)


def _shared(labels: list[list[str]]) -> int:
    """Return how many words all begin with alike; one word is always left."""
    found = 0
    while len(labels) > 1 and all(len(each) > found + 1 for each in labels):
        if len({each[found] for each in labels}) > 1:
            break
        found += 1
    return found


def _standing(summary: Summary, unit: str = "case") -> list[str]:
    open_said = provisional(summary.answers)
    said = cases_said(summary.cases, summary.started, summary.signed_off, unit)
    return [said, *([open_said] if open_said else [])]


def _theme_lines(theme: Score, bands: tuple[Band, ...], plain: bool, width: int) -> list[str]:
    words = said(theme) + (f"  {theme.band.label}" if theme.band else "")
    across = max(10, min(_BAR, width - 4))
    return [
        *textwrap.wrap(f"{theme.title}: {words}", width, initial_indent="  ", subsequent_indent="    "),
        *([f"    {bar(theme.percent, bands, across, plain=plain)}"] if rule_of(theme).shares else []),
        *textwrap.wrap(_counts_said(theme.behind), width, initial_indent=" " * 4, subsequent_indent=" " * 4),
    ]


def _counts_said(tally: Tally) -> str:
    said = f"{tally.yes} yes, {tally.no} no, {tally.na} n/a, {tally.blank} blank"
    said = f"{x_of_y(tally)}; {said}" if tally.scored else said
    return f"{said}, {tally.unresolved} unresolved" if tally.unresolved else said


def _columns(rule: Rule, unresolved: bool, *, band: bool) -> list[str]:
    """A rule without percentages has its count in the first column, and neither a band nor the count again.

    Where standards are rated, the rating takes the room of the count, which can be read from yes and no.
    """
    return [
        "Score" if rule.shares else "Sufficient",
        *([_band_head(rule)] if band and rule.shares else []),
        "Yes",
        "No",
        "N/A",
        "Blank",
        *(["Unres."] if unresolved else []),
        *(["x of y"] if rule.pooled else []),
    ]


def _band_head(rule: Rule) -> str:
    return "Rating" if rule.rated else "Band"


def _cells(rule: Rule, figure: str, tally: Tally | None, unresolved: bool, band: str | None = None) -> list[str]:
    """The figures of a row.

    Where the score says its x of y itself, as below ten scored answers, it is not said twice.
    """
    counts = [""] * 4 if tally is None else [str(each) for each in (tally.yes, tally.no, tally.na, tally.blank)]
    if unresolved:
        counts.append("" if tally is None else str(tally.unresolved))
    if rule.pooled:
        counts.append("" if tally is None or tally.scored < FEW else x_of_y(tally))
    return [figure, *([] if band is None or not rule.shares else [band]), *counts]


def _score_table(
    question_set: QuestionSet, scores: Iterable[Score], width: int, summary: Summary | None = None
) -> list[str]:
    """The scores; with a summary and a rule that rates standards by a key question, these beneath each standard."""
    scores, rule = list(scores), rule_of(question_set)
    unresolved = any(each.tally.unresolved for each in scores)
    figures = {each.id: each.tally for each in summary.questions} if summary and rule.rated else {}
    rows = []
    for each in scores:
        figure, band = said(each), band_word(each.band, question_set.bands)
        if rule.rated and each.percent is None:
            figure, band = "", figure  # points, or that it is not rated: words, and no share
        elif each.kind == "section":
            band = ""  # it is published as a figure, without a band
        elif each.points is not None:
            band += f" ({each.points})"
        rows.append(
            Row(
                each.name,
                _cells(rule, figure, counts_of(each), unresolved, band),
                indent=2 if each.kind == "criterion" else 0,
            )
        )
        for question in each.questions if each.kind == "criterion" and figures else ():
            tally, mark = figures[question], "lowest" if question == each.lowest else ""
            cells = _cells(rule, said_of(question_set, tally), tally, unresolved, mark)
            rows.append(Row(question_set.by_id[question].short, cells, indent=4))
    return table_lines(_columns(rule, unresolved, band=True), rows, width, words=(_band_head(rule),))


def _band_lines(bands: Iterable[Band], width: int) -> list[str]:
    said = "; ".join(f"{each.label} {each.first} to {each.last}" for each in bands)
    return textwrap.wrap(f"Bands: {said}", width, subsequent_indent="  ")


def _question_lines(question_set: QuestionSet, figures: Iterable[QuestionFigures], width: int) -> list[str]:
    """Every question in screen order, part by part; below it the reasons of its cases that said no."""
    by_id = {each.id: each for each in figures}
    unresolved = any(each.tally.unresolved for each in by_id.values())
    rule, lines = rule_of(question_set), list[str]()
    for part in question_set.parts:
        rows = []
        for question in (each for each in question_set.by_part[part.id] if each.scored):
            found = by_id[question.id]
            labels = {reason.id: reason.label for reason in question.reasons}
            notes = [
                f"{number} of {counted(found.tally.no, 'no', 'no')}: {labels.get(reason, reason)}"
                for reason, number in sorted(found.reasons.items(), key=lambda each: -each[1])
            ]
            cells = _cells(rule, said_of(question_set, found.tally), found.tally, unresolved)
            rows.append(Row(question.short, cells, indent=2, notes=notes))
        if rows:
            lines += ["", part.title, *table_lines(_columns(rule, unresolved, band=False), rows, width)]
    return lines
