"""The feedback meeting: what is shown to a room, one thing at a time.

A `Meeting` holds no count of cases, no reference, note, alert or fact about a case: its types have no place for them. What could
tell of one case is taken out where it is made (see `quiet`), so that nothing that shows it can let anything slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casereview.casebook import Casebook
from casereview.findings.draft import decided
from casereview.findings.model import NAMES, Finding, Which
from casereview.questions.model import Band, FindingRules, QuestionSet
from casereview.reports.documents.references import without
from casereview.reports.meeting.quiet import quiet, replaced
from casereview.reports.meeting.quiet_counts import near_totals, quiet_count, tells
from casereview.reports.text.decisions_text import not_settled
from casereview.scoring import Score
from casereview.scoring.interval import Estimate, estimates
from casereview.scoring.interval_words import interval_said
from casereview.scoring.rules import rule_of, said
from casereview.scoring.words import provisional, share, x_of_y
from casereview.text import clipped, counted

# Nobody reads more from a wall; a text that somebody typed may be a megabyte.
_LONGEST = 1_000
# Of each list, where nobody has chosen: a room has an hour.
_WEIGHTIEST = 3


class Figure(NamedTuple):
    """A score as it is shown: `percent` None where there is none or too little to show; `behind` and `interval` may be empty.

    Without `bar` it is no share, so there is none to draw.
    """

    title: str
    said: str
    percent: int | None
    band: str = ""
    behind: str = ""
    interval: str = ""
    bar: bool = True


class Item(NamedTuple):
    """A text of a list, and what stands smaller below it (who is responsible)."""

    text: str
    small: str = ""


class CriterionWords(NamedTuple):
    """A criterion with its score and its findings."""

    figure: Figure
    strengths: tuple[Item, ...]
    improvements: tuple[Item, ...]


class SectionWords(NamedTuple):
    """A section with its score and its criteria."""

    figure: Figure
    criteria: tuple[CriterionWords, ...]


class Meeting(NamedTuple):
    """All that is shown. `provisional` says what is still open; nothing if nothing is. `practices` have an invented name."""

    area: str
    title: str
    cases: str
    provisional: str
    bands: tuple[Band, ...]
    headlines: tuple[Figure, ...] = ()
    sections: tuple[SectionWords, ...] = ()
    practices: tuple[Item, ...] = ()
    recommendations: tuple[Item, ...] = ()
    next_steps: tuple[str, ...] = ()


def next_steps(visit: date | None = None) -> tuple[str, ...]:
    """Return what happens after the last day of the visit, with dates if that day is given.

    Published in the inspection reports (Bromley 2012, Appendix 3): provisional findings two weeks after the visit, a draft report
    for comment after four to six, publication about six weeks later, the improvement plan four weeks after publication.
    """

    def after(weeks: int) -> str:
        if visit is None:
            return ""
        day = visit + timedelta(weeks=weeks)
        return f"{day.day} {day:%B %Y}"

    if visit is None:
        return (
            "Provisional findings in writing: two weeks after the visit",
            "Draft report, for comment on its facts: four to six weeks after the visit",
            "Publication: about six weeks after that",
            "Improvement plan: due four weeks after publication",
        )
    return (
        f"Provisional findings in writing: by {after(2)}",
        f"Draft report, for comment on its facts: between {after(4)} and {after(6)}",
        f"Publication: about {after(12)}",
        f"Improvement plan: due four weeks after publication, about {after(16)}",
    )


def meeting_of(casebook: Casebook, steps: Iterable[str] | None = None, *, everything: bool = False) -> Meeting:
    """Return what may be shown of a casebook; `steps` are what happens next. Raises the errors of reading it.

    Of a criterion in which any finding was accepted or worded, those are shown; else the weightiest of each list; `everything` shows
    all. Of fewer cases than a small number nothing is shown but that there are too few.
    """
    set_, rules = casebook.question_set, casebook.question_set.finding_rules
    counted_cases = [line.counted for line in casebook.case_lines()]
    summary = casebook.summary()
    about = Meeting(
        area=_line(casebook.inspection.area),
        title=_line(set_.title),
        cases="",
        provisional=not_settled(provisional(summary.answers), casebook.differing_decisions()).capitalize(),
        bands=tuple(each._replace(label=_line(each.label)) for each in set_.bands),
        next_steps=tuple(map(_line, next_steps() if steps is None else steps)),
    )
    if summary.started < rules.small:
        return about._replace(cases=f"Fewer than {rules.small} cases have been read: too few to show")
    hide = without([*(each.ref for each in counted_cases), *casebook.absent_cases()])
    interval = estimates(set_, counted_cases, few=rules.few)
    figure = {
        (each.kind, each.id): figure_of(each, rules, interval.get((each.kind, each.id))) for each in summary.scores
    }
    findings = [each for each in decided(set_, summary.questions, casebook.decisions()) if each.printed]
    said = _said(findings, set_, summary.cases, hide, everything=everything)
    sections = [
        SectionWords(
            figure["section", section.id],
            tuple(
                CriterionWords(
                    figure["criterion", each.id],
                    tuple(said.get((each.id, "strength"), ())),
                    tuple(said.get((each.id, "improvement"), ())),
                )
                for each in set_.criteria
                if each.section == section.id
            ),
        )
        for section in set_.sections
    ]
    standard = {each.id: each for each in set_.recommendations}
    recommendations = []
    for chosen in casebook.recommendations():
        usual = standard.get(chosen.id)
        text, who = chosen.text or (usual.text if usual else ""), chosen.who or (usual.who if usual else "")
        recommendations.append(Item(_line(hide(text)), _line(hide(who))))
    return about._replace(
        cases=counted(summary.cases, "case"),
        headlines=tuple(figure["theme", each.id] for each in set_.themes),
        sections=tuple(sections),
        practices=tuple(Item(_line(hide(each.text)), _line(hide(each.name))) for each in casebook.practices()),
        recommendations=tuple(recommendations),
    )


def _said(
    findings: Sequence[Finding], question_set: QuestionSet, cases: int, hide: Callable[[str], str], *, everything: bool
) -> dict[tuple[str, Which], tuple[Item, ...]]:
    """The lists of each criterion; the last item of a list that is not whole says how many more there are."""
    near = near_totals(findings, cases, question_set)
    chosen = {each.criterion for each in findings if each.state or each.wording}
    lists: dict[tuple[str, Which], list[Finding]] = {}
    for each in findings:
        lists.setdefault((each.criterion, each.which), []).append(each)
    said: dict[tuple[str, Which], tuple[Item, ...]] = {}
    for (criterion, which), found in lists.items():
        shown = found if everything else found[:_WEIGHTIEST]
        if criterion in chosen and not everything:
            shown = [each for each in found if each.state or each.wording]
        items = []
        for each in shown:
            text = quiet(each, question_set, near[criterion])
            items.append(Item(_line(hide(text) if each.wording else text)))
        left = len(found) - len(shown)
        if left and items:
            items[-1] = items[-1]._replace(small=f"The report has {left} more.")
        elif left:
            items = [Item(f"The report has {counted(left, *NAMES[which])}.")]
        said[criterion, which] = tuple(items)
    return said


def drafted_instead(casebook: Casebook) -> list[str]:
    """Return the ids of findings that somebody worded and for which the draft is shown, as their words name what may not be said."""
    set_, summary = casebook.question_set, casebook.summary()
    findings = [each for each in decided(set_, summary.questions, casebook.decisions()) if each.printed]
    near = near_totals(findings, summary.cases, set_)
    return [each.id for each in findings if replaced(each, set_, near[each.criterion])]


def figure_of(score: Score, rules: FindingRules, interval: Estimate | None) -> Figure:
    """Return a score as it may be shown to a room."""
    title = _line(score.title if score.kind == "theme" else f"{score.id} {score.title}")
    tally = score.behind
    if not tally.scored:
        return Figure(title, said(score), None)
    if rule_of(score).rated and score.kind == "section":
        return Figure(title, said(score), None, bar=False)
    # The published sections are figures without a band.
    band = _line(score.band.label) if score.band and score.kind != "section" else ""
    if not tells(tally, rules):
        if score.percent is None:  # counts only
            return Figure(title, said(score), None, band, bar=False)
        same = interval is not None and (interval.yes, interval.scored) == (tally.yes, tally.scored)
        words = interval_said(interval, few=rules.few) if interval and same and interval.whole else ""
        return Figure(title, share(tally), score.percent, band, f"{x_of_y(tally)} answers were sufficient", words)
    if score.percent is None:
        return Figure(title, quiet_count(tally, rules), None, bar=False)
    if tally.scored < max(rules.few, 2 * rules.small - 1):
        return Figure(title, "too few to show", None)
    # The percentage alone: with the number of answers it would tell the small number.
    return Figure(title, f"{score.percent}%", score.percent, band)


def _line(text: str) -> str:
    return " ".join(clipped(text, _LONGEST).split())
