"""The feedback meeting: what is shown to a room, one thing at a time.

A `Meeting` holds no count of cases, no reference, note, alert or fact about a case: its types have no place for them. What could
tell of one case is taken out where it is made (see `quiet`), so that nothing that shows it can let anything slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from casereview.casebook import Casebook
from casereview.findings.draft import decided
from casereview.findings.model import Which
from casereview.questions.model import Band, FindingRules
from casereview.reports.quiet import quiet, tells
from casereview.scoring import RunningTally, Score
from casereview.scoring.interval import Estimate, estimates
from casereview.scoring.interval_words import interval_said
from casereview.scoring.words import provisional, share, x_of_y
from casereview.text import clipped, counted

# Nobody reads more from a wall; a text that somebody typed may be a megabyte.
_LONGEST = 1_000


class Figure(NamedTuple):
    """A score as it is shown: `percent` None where there is none or too little to show; `behind` and `interval` may be empty."""

    title: str
    said: str
    percent: int | None
    band: str = ""
    behind: str = ""
    interval: str = ""


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

    Published in the inspection reports (Bromley 2012, Appendix 6): provisional findings two weeks after the visit, a draft report
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


def meeting_of(casebook: Casebook, steps: Iterable[str] | None = None) -> Meeting:
    """Return what may be shown of a casebook; `steps` are what happens next. Raises the errors of reading it.

    Of fewer cases than a small number nothing is shown but that there are too few.
    """
    set_, rules = casebook.question_set, casebook.question_set.finding_rules
    counted_cases = [line.counted for line in casebook.case_lines()]
    summary = casebook.summary(RunningTally((each.id for each in set_.questions), counted_cases))
    about = Meeting(
        area=_line(casebook.inspection.area),
        title=_line(set_.title),
        cases="",
        provisional=provisional(summary.answers).capitalize(),
        bands=tuple(each._replace(label=_line(each.label)) for each in set_.bands),
        next_steps=tuple(map(_line, next_steps() if steps is None else steps)),
    )
    if summary.started < rules.small:
        return about._replace(cases=f"Fewer than {rules.small} cases have been read: too few to show")
    hide = _without({each.ref for each in counted_cases})
    interval = estimates(set_, counted_cases, few=rules.few)
    figure = {(each.kind, each.id): _figure(each, rules, interval[each.kind, each.id]) for each in summary.scores}
    said: dict[tuple[str, Which], list[Item]] = {}
    for finding in decided(set_, summary.questions, casebook.decisions()):
        if finding.printed:
            text = quiet(finding, set_)
            said.setdefault((finding.criterion, finding.which), []).append(
                Item(_line(hide(text) if finding.wording else text))
            )
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


def _figure(score: Score, rules: FindingRules, interval: Estimate) -> Figure:
    title = _line(score.title if score.kind == "theme" else f"{score.id} {score.title}")
    if score.percent is None:
        return Figure(title, "no cases", None)
    # The published sections are figures without a band.
    band = _line(score.band.label) if score.band and score.kind != "section" else ""
    if not tells(score.tally, rules):
        words = interval_said(interval, few=rules.few) if interval.whole else ""
        return Figure(
            title, share(score.tally), score.percent, band, f"{x_of_y(score.tally)} answers were sufficient", words
        )
    if score.tally.scored < max(rules.few, 2 * rules.small - 1):
        return Figure(title, "too few to show", None)
    # The percentage alone: with the number of answers it would tell the small number.
    return Figure(title, f"{score.percent}%", score.percent, band)


def _line(text: str) -> str:
    return " ".join(clipped(text, _LONGEST).split())


def _without(references: Iterable[str]) -> Callable[[str], str]:
    """Return what takes case references out of a text that somebody typed; a number of one or two digits may be any number."""
    wanted = sorted((each for each in references if len(each) > 2), key=len, reverse=True)
    if not wanted:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub("(a case)", text)
