"""What goes into a document: every figure and every word of an inspection, gathered once from a casebook.

Nothing in it is about one case, but for accounts of notable practice, which name nobody and no case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casereview.casebook import Casebook
from casereview.casebook.case_lines import CaseLine
from casereview.casebook.decisions import Action
from casereview.casebook.second import SecondReadings, pairs
from casereview.findings.draft import decided
from casereview.findings.figures import filled
from casereview.findings.model import Finding, Which
from casereview.findings.recommend import suggest, words_of
from casereview.questions.model import Fact, QuestionSet
from casereview.reports.documents.comparators import Area, Comparators
from casereview.reports.documents.references import without
from casereview.reports.estimating import estimates_of
from casereview.scoring import RunningTally, Score, Summary
from casereview.scoring.interval import Estimate
from casereview.scoring.score import Kind
from casereview.scoring.small import shown, withheld


class Recommended(NamedTuple):
    """A recommendation as it is printed: what must be done, and who is responsible."""

    id: str
    text: str
    who: str

    @property
    def sentence(self) -> str:
        """What must be done, and in brackets who is responsible."""
        return f"{self.text.rstrip('.')}{f' ({self.who})' if self.who else ''}."


class Account(NamedTuple):
    """Notable practice: an invented first name, and what was done."""

    name: str
    text: str


class Characteristic(NamedTuple):
    """A fact of the cases: how many have each value, None where so few that the count is withheld."""

    fact: Fact
    counts: Mapping[str, int | None]


class Breakdown(NamedTuple):
    """The figures for each value of a fact.

    `few` are the values with so few cases that these are withheld; `hidden` has, for a score's kind and id, the values
    of which it is withheld: those, and where so few cases have an answer to its questions.
    """

    fact: Fact
    summaries: Mapping[str, Summary]
    few: frozenset[str]
    hidden: Mapping[tuple[Kind, str], frozenset[str]]


class Content(NamedTuple):
    """An inspection's figures and words.

    `findings` are those that are printed; `undecided` of them nobody has looked at. `suggested` are the standard
    recommendations that the lowest shares suggest. `differing` are the decisions that copies of the casebook differ in.
    """

    question_set: QuestionSet
    area: str
    about: str
    made: str
    summary: Summary
    estimates: Mapping[tuple[Kind, str], Estimate]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommended, ...]
    suggested: tuple[Recommended, ...]
    actions: tuple[Action, ...]
    accounts: tuple[Account, ...]
    characteristics: tuple[Characteristic, ...]
    breakdowns: tuple[Breakdown, ...]
    readings: SecondReadings
    comparators: Comparators | None = None
    family: tuple[Area, ...] = ()
    differing: int = 0

    @property
    def undecided(self) -> int:
        """How many of the findings are as they were drafted, neither accepted nor reworded."""
        return sum(not each.state and not each.wording for each in self.findings)

    @property
    def changed(self) -> int:
        """How many were worded under other figures."""
        return sum(each.changed for each in self.findings)

    def worded(self, text: str) -> str:
        """Return a text of the question set's own words for documents, about this area."""
        return text.replace("{area}", self.area)

    def findings_of(self, criterion: str, which: Which) -> tuple[Finding, ...]:
        """Return a criterion's strengths or areas for improvement, in their order."""
        return tuple(each for each in self.findings if each.criterion == criterion and each.which == which)

    def criteria_of(self, section: str) -> tuple[Score, ...]:
        """Return the scores of a section's criteria."""
        inside = {each.id for each in self.question_set.criteria if each.section == section}
        return tuple(each for each in self.summary.of_kind("criterion") if each.id in inside)


def gather(
    casebook: Casebook,
    *,
    today: date,
    by: Iterable[str] = (),
    caseload: int | None = None,
    comparators: Comparators | None = None,
    family: Iterable[Area] = (),
    shares: bool = True,
    lines: Sequence[CaseLine] | None = None,
) -> Content:
    """Return the content of an inspection; `by` are the facts to break the figures down by.

    `caseload` is how many cases the sample was drawn from, for the intervals; `family` are the areas to be named beside
    the ranges of the comparators; without `shares` the findings give counts alone. `lines` are the casebook's cases,
    where the caller has them. References of cases that somebody typed into their own words are taken out of them.
    Raises Refused for a fact that there is not, and for a caseload smaller than the sample.
    """
    question_set, lines = casebook.question_set, list(casebook.case_lines()) if lines is None else lines
    hide = without([*(line.ref for line in lines), *casebook.absent_cases()])
    questions = [question.id for question in question_set.scored]
    summary = casebook.summary(RunningTally(questions, (line.counted for line in lines)))
    fewest = question_set.finding_rules.small
    characteristics = _characteristics(question_set, lines, fewest)
    return Content(
        question_set=question_set,
        area=casebook.inspection.area,
        about=casebook.inspection.about,
        made=today.isoformat(),
        summary=summary,
        estimates=estimates_of(casebook, lines, caseload),
        findings=tuple(
            each._replace(text=filled(hide(each.wording), each.figures), wording=hide(each.wording))
            if each.wording
            else each
            for each in decided(question_set, summary.questions, casebook.decisions(), shares=shares)
            if each.printed
        ),
        recommendations=_recommended(casebook, hide),
        suggested=tuple(
            Recommended(each.recommendation.id, each.recommendation.text, each.recommendation.who)
            for each in suggest(question_set, {row.id: row for row in summary.questions})
        ),
        actions=tuple(
            each._replace(what=hide(each.what), who=hide(each.who), progress=hide(each.progress))
            for each in casebook.actions()
        ),
        accounts=tuple(Account(hide(each.name), hide(each.text)) for each in casebook.practices()),
        characteristics=characteristics,
        breakdowns=tuple(
            breakdown(question_set.fact[fact], groups, fewest)
            for fact, groups in [(fact, casebook.summaries_by(fact, lines)) for fact in by]
        ),
        readings=pairs(casebook, lines),
        comparators=comparators,
        family=tuple(family),
        differing=casebook.differing_decisions(),
    )


def _recommended(casebook: Casebook, hide: Callable[[str], str]) -> tuple[Recommended, ...]:
    """The recommendations that are made, in their words or the standard ones'."""
    return tuple(
        Recommended(chosen.id, *(hide(each) for each in words_of(casebook.question_set, chosen)))
        for chosen in casebook.recommendations()
    )


def _characteristics(question_set: QuestionSet, lines: Sequence[CaseLine], fewest: int) -> tuple[Characteristic, ...]:
    """Each fact that is known of any case; a value that no case has stays out."""
    found = []
    for fact in question_set.facts:
        counts = {option.id: 0 for option in fact.options} | {"": 0}
        for line in lines:
            value = line.counted.facts.get(fact.id, "")
            counts[value] = counts.get(value, 0) + 1
        if any(count for value, count in counts.items() if value):
            counted = {value: count for value, count in counts.items() if count}
            found.append(Characteristic(fact, shown(counted, fewest)))
    return tuple(found)


def breakdown(fact: Fact, groups: Mapping[str, Summary], fewest: int) -> Breakdown:
    """Return the breakdown of some groups of cases, by the values of a fact, with what of it is withheld."""
    few = withheld({value: summary.cases for value, summary in groups.items()}, fewest).cells
    hidden = {
        (score.kind, score.id): few
        | withheld({value: _cases_behind(summary, score) for value, summary in groups.items()}, fewest).cells
        for score in next((summary.scores for summary in groups.values()), ())
    }
    return Breakdown(fact, groups, few, hidden)


def _cases_behind(summary: Summary, score: Score) -> int:
    """In how many cases, at least, an answer to the score's questions is scored."""
    feeding = set(score.questions)
    return max((each.tally.scored for each in summary.questions if each.id in feeding), default=0)
