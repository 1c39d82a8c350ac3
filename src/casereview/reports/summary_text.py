"""The summary for a person: the tables of the screen as lines for a terminal, a pipe or a mail. Words carry everything."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from casereview.casebook import Casebook
from casereview.questions.model import Band, QuestionSet
from casereview.reports.bar import bar
from casereview.reports.columns import Row, table_lines
from casereview.reports.reserves_text import open_places_lines
from casereview.scoring import FEW, QuestionFigures, Score, Summary, Tally
from casereview.scoring.words import cases_said, provisional, share, x_of_y
from casereview.text import counted

_BAR = 50


def summary_lines(
    casebook: Casebook, summary: Summary, *, questions: bool = False, plain: bool = True, width: int = 80
) -> list[str]:
    """Return the summary of an inspection; `questions` adds every question, `plain` draws bars in ASCII."""
    question_set = casebook.question_set
    lines = [casebook.inspection.area, f"{question_set.title} {question_set.version}"]
    lines += textwrap.wrap(casebook.inspection.about, width)
    lines += _standing(summary)
    lines += open_places_lines(casebook.open_places(), width=width)
    if summary.of_kind("theme"):
        lines += ["", "Themes"]
        for theme in summary.of_kind("theme"):
            lines += _theme_lines(theme, question_set.bands, plain, width)
    lines += ["", "Sections and criteria"]
    lines += _score_table(question_set, [each for each in summary.scores if each.kind != "theme"], width)
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
    """Return what sets a band apart: its label without the words with which the label of every band ends."""
    if band is None:
        return ""
    labels = [each.label.split() for each in bands]
    shared = 0
    while len(labels) > 1 and all(len(each) > shared + 1 for each in labels):
        if len({each[-1 - shared] for each in labels}) > 1:
            break
        shared += 1
    words = band.label.split()
    return " ".join(words[: len(words) - shared])


def _standing(summary: Summary) -> list[str]:
    open_said = provisional(summary.answers)
    return [cases_said(summary.cases, summary.started, summary.signed_off), *([open_said] if open_said else [])]


def _theme_lines(theme: Score, bands: tuple[Band, ...], plain: bool, width: int) -> list[str]:
    said = share(theme.tally) + (f"  {theme.band.label}" if theme.band else "")
    across = max(10, min(_BAR, width - 4))
    return [
        *textwrap.wrap(f"{theme.title}: {said}", width, initial_indent="  ", subsequent_indent="    "),
        f"    {bar(theme.percent, bands, across, plain=plain)}",
        *textwrap.wrap(_counts_said(theme.tally), width, initial_indent=" " * 4, subsequent_indent=" " * 4),
    ]


def _counts_said(tally: Tally) -> str:
    said = f"{x_of_y(tally)}; {tally.yes} yes, {tally.no} no, {tally.na} n/a, {tally.blank} blank"
    return f"{said}, {tally.unresolved} unresolved" if tally.unresolved else said


def _columns(unresolved: bool, *, band: bool) -> list[str]:
    return [
        "Score",
        *(["Band"] if band else []),
        "Yes",
        "No",
        "N/A",
        "Blank",
        *(["Unres."] if unresolved else []),
        "x of y",
    ]


def _cells(tally: Tally, unresolved: bool, band: str | None = None) -> list[str]:
    """The figures of a row. Below ten scored answers the score says its x of y itself, so it is not said twice."""
    return [
        share(tally),
        *([] if band is None else [band]),
        str(tally.yes),
        str(tally.no),
        str(tally.na),
        str(tally.blank),
        *([str(tally.unresolved)] if unresolved else []),
        "" if tally.scored < FEW else x_of_y(tally),
    ]


def _score_table(question_set: QuestionSet, scores: Iterable[Score], width: int) -> list[str]:
    scores = list(scores)
    unresolved = any(each.tally.unresolved for each in scores)
    rows = [
        Row(
            each.title if each.kind == "theme" else f"{each.id} {each.title}",
            # A section is published as a figure, without a band.
            _cells(each.tally, unresolved, "" if each.kind == "section" else band_word(each.band, question_set.bands)),
            indent=2 if each.kind == "criterion" else 0,
        )
        for each in scores
    ]
    return table_lines(_columns(unresolved, band=True), rows, width, words=("Band",))


def _band_lines(bands: Iterable[Band], width: int) -> list[str]:
    said = "; ".join(f"{each.label} {each.first} to {each.last}" for each in bands)
    return textwrap.wrap(f"Bands: {said}", width, subsequent_indent="  ")


def _question_lines(question_set: QuestionSet, figures: Iterable[QuestionFigures], width: int) -> list[str]:
    """Every question in screen order, part by part; below it the reasons of its cases that said no."""
    by_id = {each.id: each for each in figures}
    unresolved = any(each.tally.unresolved for each in by_id.values())
    lines: list[str] = []
    for part in question_set.parts:
        rows = []
        for question in question_set.by_part[part.id]:
            found = by_id[question.id]
            labels = {reason.id: reason.label for reason in question.reasons}
            notes = [
                f"{number} of {counted(found.tally.no, 'no', 'no')}: {labels.get(reason, reason)}"
                for reason, number in sorted(found.reasons.items(), key=lambda each: -each[1])
            ]
            rows.append(Row(question.short, _cells(found.tally, unresolved), indent=2, notes=notes))
        if rows:
            lines += ["", part.title, *table_lines(_columns(unresolved, band=False), rows, width)]
    return lines
