"""What a workbook of an inspection holds: plain rows, gathered from the figures; no sheet knows
where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casereview.questions.model import ANSWER_WORDS, DEFAULT_WORDS, Band, DocumentWords, Question, QuestionSet
from casereview.reports.documents.content import breakdown
from casereview.scoring import BLANK, UNRESOLVED, CaseAnswers, Kind, Score, Summary, Tally
from casereview.scoring.overall_words import overall_lacks, standard_said
from casereview.scoring.rules import counts_of, rule_of, said
from casereview.scoring.words import cases_said, provisional

_KINDS: tuple[Kind, ...] = ("theme", "section", "criterion")


class ScoreRow(NamedTuple):
    """A score; `low` and `high` are whole percentages, where there is an interval. A section has no band.

    `instead` is said in place of the tally's x of y, where a score is something else; such a score may have no tally
    (see `counts_of`).
    """

    kind: Kind
    name: str
    tally: Tally | None
    percent: int | None
    band: str
    low: int | None = None
    high: int | None = None
    instead: str = ""


class QuestionRow(NamedTuple):
    """A question and its figures."""

    part: str
    criterion: str
    id: str
    text: str
    tally: Tally
    percent: int | None


class ReasonRow(NamedTuple):
    """A reason: in how many `cases` it was ticked, of those in which the answer was no."""

    question: str
    text: str
    reason: str
    cases: int
    of: int


class BreakdownRow(NamedTuple):
    """A score in the cases that have one value of a fact; with neither a tally
    nor `instead` it is withheld, being of few cases.
    """

    fact: str
    value: str
    cases: int | None
    name: str
    tally: Tally | None
    percent: int | None
    instead: str = ""


class CaseRow(NamedTuple):
    """One case: its reference, its facts and its answers in words, in the order of the columns."""

    ref: str
    facts: tuple[str, ...]
    answers: tuple[str, ...]


class CaseTable(NamedTuple):
    """Every case: what leaves the room only when somebody asks for it."""

    facts: tuple[str, ...]
    questions: tuple[str, ...]
    rows: tuple[CaseRow, ...]


class StandardRow(NamedTuple):
    """A standard of the overall rating, or that itself: `points` are of the
    `most` that there could be, None where it has none.
    """

    name: str
    judged: str
    rating: str
    points: int | None
    most: int | None = None


class WorkbookData(NamedTuple):
    """A whole workbook.

    `made` is a day, ISO 8601; `provisional` says what is open, or nothing; without `shares` there are counts alone.

    `rated` tells whether a standard's counts are those of its lowest question; `words` has the set's word for a
    criterion.
    """

    area: str
    question_set: str
    standing: str
    provisional: str
    made: str
    bands: tuple[Band, ...]
    scores: tuple[ScoreRow, ...]
    questions: tuple[QuestionRow, ...]
    reasons: tuple[ReasonRow, ...]
    breakdowns: tuple[BreakdownRow, ...]
    cases: CaseTable | None = None
    shares: bool = True
    rated: bool = False
    words: DocumentWords = DEFAULT_WORDS
    standards: tuple[StandardRow, ...] = ()


def workbook_data(
    question_set: QuestionSet,
    area: str,
    summary: Summary,
    breakdowns: Mapping[str, Mapping[str, Summary]],
    *,
    made: str,
    intervals: Mapping[tuple[Kind, str], tuple[int, int]] | None = None,
    cases: Iterable[CaseAnswers] | None = None,
) -> WorkbookData:
    """Return what a workbook holds.

    `breakdowns` has, for a fact's id, the summary of the cases of each value; figures of fewer cases than the question
    set's `small` are withheld. `intervals` are by kind and id of a score. Single cases are in it only if `cases` are
    given.
    """
    return WorkbookData(
        area=area,
        question_set=f"{question_set.title} {question_set.version}",
        standing=cases_said(summary.cases, summary.started, summary.signed_off),
        provisional=provisional(summary.answers),
        made=made,
        bands=question_set.bands,
        scores=tuple(_score(each, (intervals or {}).get((each.kind, each.id))) for each in _by_kind(summary)),
        questions=_questions(question_set, summary),
        reasons=_reasons(question_set, summary),
        breakdowns=tuple(row for fact, groups in breakdowns.items() for row in _breakdown(question_set, fact, groups)),
        cases=None if cases is None else _cases(question_set, cases),
        shares=rule_of(question_set).shares,
        rated=rule_of(question_set).rated,
        words=question_set.documents,
        standards=tuple(_standards(question_set, summary)),
    )


def _by_kind(summary: Summary) -> list[Score]:
    """Each kind together, so that a chart can take its rows."""
    return [score for kind in _KINDS for score in summary.of_kind(kind)]


def _score(score: Score, interval: tuple[int, int] | None) -> ScoreRow:
    band = score.band.label if score.band and score.kind != "section" else ""
    low, high = interval or (None, None)
    tally = counts_of(score)
    return ScoreRow(score.kind, score.name, tally, score.percent, band, low, high, "" if tally else said(score))


def _standards(question_set: QuestionSet, summary: Summary) -> Iterator[StandardRow]:
    """Every standard, then the overall rating and what it is without, where some standards are judged elsewhere."""
    rating, overall = summary.overall, question_set.overall
    if rating is None or overall is None or not overall.elsewhere:
        return
    for each in rating.standards:
        name = each.title if each.elsewhere else f"{each.id} {each.title}"
        yield StandardRow(name, "elsewhere" if each.elsewhere else "by these cases", standard_said(each), each.points)
    words = rating.band.label if rating.band else "No overall rating"
    yield StandardRow("Overall", "", words, rating.points if rating.most else None, rating.most or None)
    for lacks in overall_lacks(rating, overall):
        yield StandardRow(lacks, "", "", None)


def _questions(question_set: QuestionSet, summary: Summary) -> tuple[QuestionRow, ...]:
    rows = []
    for figures in summary.questions:
        question = question_set.by_id[figures.id]
        part = question_set.title_of("part", question.part)
        rows.append(QuestionRow(part, question.criterion, question.id, question.text, figures.tally, figures.percent))
    return tuple(rows)


def _reasons(question_set: QuestionSet, summary: Summary) -> tuple[ReasonRow, ...]:
    """The reasons of each question, the most frequent first."""
    rows = []
    for figures in summary.questions:
        question = question_set.by_id[figures.id]
        for reason, cases in sorted(figures.reasons.items(), key=lambda each: -each[1]):
            rows.append(ReasonRow(question.id, question.text, _label(question, reason), cases, figures.tally.no))
    return tuple(rows)


def _label(question: Question, reason: str) -> str:
    known = question.reason(reason)
    return known.label if known else reason


def _breakdown(question_set: QuestionSet, fact: str, groups: Mapping[str, Summary]) -> list[BreakdownRow]:
    """The scores by each value of a fact, score by score the same groups compared."""
    known = question_set.fact[fact]
    found = breakdown(known, groups, question_set.finding_rules.small)
    rows = []
    for value, summary in groups.items():
        cases = None if value in found.few else summary.cases
        words = known.words(value) or "not known"
        for score in _by_kind(summary):
            row = BreakdownRow(known.short, words, cases, score.name, None, None)
            if value not in found.hidden[score.kind, score.id]:
                tally = counts_of(score)
                row = row._replace(tally=tally, percent=score.percent, instead="" if tally else said(score))
            rows.append(row)
    return rows


def _cases(question_set: QuestionSet, cases: Iterable[CaseAnswers]) -> CaseTable:
    questions = tuple(question.id for question in question_set.questions)
    return CaseTable(
        tuple(fact.short for fact in question_set.facts),
        questions,
        tuple(
            CaseRow(
                case.ref,
                tuple(fact.words(case.facts.get(fact.id)) for fact in question_set.facts),
                tuple(_answer(case.answers.get(question, BLANK)) for question in questions),
            )
            for case in cases
        ),
    )


def _answer(answer: str) -> str:
    return {BLANK: "", UNRESOLVED: "Unresolved", **ANSWER_WORDS}[answer]


def rows_of(scores: Sequence[ScoreRow], kind: Kind) -> range:
    """Return the places of the scores of one kind; they stand together."""
    places = [at for at, row in enumerate(scores) if row.kind == kind]
    return range(places[0], places[-1] + 1) if places else range(0)
