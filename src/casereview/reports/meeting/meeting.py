"""The feedback meeting: what is shown to a room, one thing at a time.

A `Meeting` holds no count of cases, no reference, note, alert or fact about a case: its types have no place for them.
What could tell of one case is taken out where it is made (see `quiet`), so that nothing that shows it can let anything
slip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casereview.casebook import Casebook
from casereview.findings.draft import decided
from casereview.findings.model import NAMES, Finding, Which
from casereview.findings.recommend import words_of
from casereview.questions.model import Band, Milestone, QuestionSet
from casereview.reports.documents.readied import day_said
from casereview.reports.documents.references import without
from casereview.reports.meeting.quiet import quiet, replaced
from casereview.reports.meeting.quiet_counts import near_totals
from casereview.reports.meeting.quiet_responses import QuietItem, people, quiet_items
from casereview.reports.meeting.quiet_scores import Figure, quiet_scores
from casereview.reports.text.decisions_text import not_settled
from casereview.scoring import Summary
from casereview.scoring.interval import estimates
from casereview.scoring.overall_words import overall_lacks, sum_said
from casereview.scoring.words import provisional
from casereview.text import capital, clipped, counted

# Nobody reads more from a wall; a text that somebody typed may be a megabyte.
_LONGEST = 1_000
# Of each list, where nobody has chosen: a room has an hour.
_WEIGHTIEST = 3


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
    """All that is shown.

    `provisional` says what is still open; nothing if nothing is. `criteria` is what the programme calls them. `practices` have an invented name.
    """

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
    responses: tuple[QuietItem, ...] = ()
    overall: tuple[Figure, ...] = ()
    criteria: str = "Criteria"


def next_steps(question_set: QuestionSet, visit: date | None = None) -> tuple[str, ...]:
    """Return what happens after the last day of the visit by the set's timetable, with dates if that day is given."""
    return tuple(_step(each, visit) for each in question_set.timetable)


def _step(milestone: Milestone, visit: date | None) -> str:
    first, last = milestone.first, milestone.last
    if visit is None:
        weeks = f"{first} to {last} weeks" if first < last else counted(first, "week")
        return f"{milestone.what}: {weeks} after the visit"
    days = [day_said((visit + timedelta(weeks=each)).isoformat()) for each in (first, last)]
    return f"{milestone.what}: " + (f"between {days[0]} and {days[1]}" if first < last else f"about {days[0]}")


def meeting_of(casebook: Casebook, visit: date | None = None, *, everything: bool = False) -> Meeting:
    """Return what may be shown of a casebook; `visit` is the last day, which dates what happens next.

    Raises the errors of reading it.

    Of a criterion in which any finding was accepted or worded, those are shown; else the weightiest of each list;
    `everything` shows all. Of fewer cases than a small number nothing is shown but that there are too few.
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
        next_steps=tuple(map(_line, next_steps(set_, visit))),
        criteria=_line(capital(set_.documents.criteria_word)),
    )
    if set_.unit == "respondent":
        return _responses(casebook, about)
    if summary.started < rules.small:
        return about._replace(cases=f"Fewer than {rules.small} cases have been read: too few to show")
    hide = without([*(each.ref for each in counted_cases), *casebook.absent_cases()])
    findings = [each for each in decided(set_, summary.questions, casebook.decisions()) if each.printed]
    scores = quiet_scores(set_, summary, findings, estimates(set_, counted_cases, few=rules.few))
    figure = {
        key: each._replace(title=_line(each.title), said=_line(each.said), band=_line(each.band))
        for key, each in scores.items()
    }
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
    recommendations = (
        Item(*(_line(hide(each)) for each in words_of(set_, chosen))) for chosen in casebook.recommendations()
    )
    return about._replace(
        cases=counted(summary.cases, "case"),
        headlines=tuple(figure["theme", each.id] for each in set_.themes),
        sections=tuple(sections),
        overall=_overall(casebook, summary),
        practices=tuple(Item(_line(hide(each.text)), _line(hide(each.name))) for each in casebook.practices()),
        recommendations=tuple(recommendations),
    )


def _responses(casebook: Casebook, about: Meeting) -> Meeting:
    """What respondents said; what is judged beside it is of the team's own summary.

    Nothing is published, so nothing happens next.
    """
    set_, found = casebook.question_set, casebook.responses()
    small = set_.finding_rules.small
    if found.forms < small:
        return about._replace(cases=f"Fewer than {small} people have answered: too few to show", next_steps=())
    differing = any(each.differing for each in found.items)
    return about._replace(
        cases=f"{people(found.forms, small)} answered",
        provisional="Provisional: copies of the casebook differ, and not all is counted yet" if differing else "",
        next_steps=(),
        responses=tuple(
            item._replace(
                part=_line(item.part),
                asked=_line(item.asked),
                said=_line(item.said),
                rows=tuple((_line(label), number) for label, number in item.rows),
            )
            for item in quiet_items(set_, found)
        ),
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
            items.append(Item(_line(quiet(each._replace(wording=hide(each.wording)), question_set, near[criterion]))))
        left = len(found) - len(shown)
        if left and items:
            items[-1] = items[-1]._replace(small=f"The report has {left} more.")
        elif left:
            items = [Item(f"The report has {counted(left, *NAMES[which])}.")]
        said[criterion, which] = tuple(items)
    return said


def drafted_instead(casebook: Casebook) -> list[str]:
    """Return the ids of findings that somebody worded and for which the draft is
    shown, as their words name what may not be said.
    """
    set_, summary = casebook.question_set, casebook.summary()
    findings = [each for each in decided(set_, summary.questions, casebook.decisions()) if each.printed]
    near = near_totals(findings, summary.cases, set_)
    return [each.id for each in findings if replaced(each, set_, near[each.criterion])]


def _overall(casebook: Casebook, summary: Summary) -> tuple[Figure, ...]:
    """The overall rating, if there is one: its points, its words, and what it is without."""
    rating, overall = summary.overall, casebook.question_set.overall
    if rating is None or overall is None:
        return ()
    said = sum_said(rating) if rating.most else "not rated"
    band = rating.band.label if rating.band else "No overall rating yet"
    lacks = " ".join(overall_lacks(rating, overall)).removesuffix(".")
    return (Figure("Overall rating", said, None, _line(band), _line(lacks), bar=False),)


def _line(text: str) -> str:
    return " ".join(clipped(text, _LONGEST).split())
