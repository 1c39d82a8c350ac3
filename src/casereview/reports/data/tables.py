"""An inspection as tables for machines: stable names, one kind of thing to a table, each column with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Literal, NamedTuple

from casereview.casebook import Casebook, CaseLine
from casereview.reports.data.export_csv import noted, source_of
from casereview.scoring import RunningTally
from casereview.scoring.rules import counts_of

Cell = str | int | bool | None


class Field(NamedTuple):
    """A column: its name, the kind of its values, and what they mean."""

    name: str
    type: Literal["string", "integer", "boolean"]
    description: str


class DataTable(NamedTuple):
    """A table with its key, and the columns that name rows of other tables."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: list[tuple[Cell, ...]]
    key: tuple[str, ...]
    refers: dict[str, tuple[str, str]] = {}


# What several tables have in common: columns, and what they refer to.
_CASE = Field("case", "string", "reference")
_QUESTION = Field("question", "string", "id of the scored row")
_OF_CASE = {"case": ("cases", "case")}
_OF_QUESTION = {"question": ("questions", "question")}
_COUNTS = tuple(
    Field(name, "integer", f"answers that are {words}")
    for name, words in (
        ("yes", "yes, sufficient"),
        ("no", "no, not sufficient"),
        ("na", "not applicable"),
        ("blank", "still blank"),
        ("unresolved", "unresolved: first readings differ"),
    )
)
_RATED = "; of a rated standard those to its lowest question, empty where there is none"
_PERCENT = Field("percent", "integer", "yes of yes and no, whole, halves rounded up; empty where nothing is scored")


def tables(casebook: Casebook, *, notes: bool = False) -> list[DataTable]:
    """Return the tables of an inspection: questions, reasons, facts, cases, answers,
    scores, question figures; and what respondents say.

    Texts can tell who wrote them: they are there with `notes` only.
    """
    lines = list(casebook.case_lines())
    return [
        _questions(casebook),
        _reasons(casebook),
        _facts(casebook, lines),
        _cases(lines),
        _answers(casebook, lines, notes),
        *_figures(casebook, lines),
        *([_responses(casebook, notes)] if casebook.question_set.unit == "respondent" else []),
    ]


def _responses(casebook: Casebook, notes: bool) -> DataTable:
    fields = (
        Field("respondent", "string", "reference"),
        Field("assessor", "string", "who entered the form"),
        Field("question", "string", "id of the item"),
        Field("value", "string", "id of the option, several with ; between; 0 to 10; or the text"),
    )
    asked = [each for each in casebook.question_set.questions if each.kind != "judgement"]
    rows: list[tuple[Cell, ...]] = [
        (form.respondent, form.reader, each.id, ";".join(value) if isinstance(value, list) else str(value))
        for form in casebook.forms()
        for each in asked
        if (value := form.values.get(each.id)) is not None and (notes or each.kind != "text")
    ]
    return DataTable(
        "responses", "What respondents say", fields, rows, ("respondent", "assessor", "question"),
        {"respondent": ("cases", "case"), "question": ("questions", "question")},
    )  # fmt: skip


def _questions(casebook: Casebook) -> DataTable:
    fields = (
        _QUESTION,
        Field("place", "integer", "place on the screens, from 1"),
        Field("part", "string", "where it sits as the file is read"),
        Field("criterion", "string", "where it is reported"),
        Field("section", "string", "the chapter of that criterion"),
        Field("themes", "string", "headlines that it feeds, ; between"),
        Field("short", "string", "short label"),
        Field("text", "string", "what is asked"),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.id, place, each.part, each.criterion, each.section, ";".join(each.themes), each.short, each.text)
        for place, each in enumerate(casebook.question_set.questions, 1)
    ]
    return DataTable("questions", "What is asked", fields, rows, ("question",))


def _reasons(casebook: Casebook) -> DataTable:
    fields = (
        _QUESTION,
        Field("reason", "string", "id of the reason"),
        Field("label", "string", "the reason in words"),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.id, reason.id, reason.label) for each in casebook.question_set.questions for reason in each.reasons
    ]
    return DataTable("reasons", "Reasons for a no", fields, rows, ("question", "reason"), _OF_QUESTION)


def _facts(casebook: Casebook, lines: Sequence[CaseLine]) -> DataTable:
    """One row for each fact that is known of a case: so a column never appears or goes with the question set."""
    fields = (
        _CASE,
        Field("fact", "string", "id of the fact"),
        Field("value", "string", "id of its value"),
        Field("label", "string", "the value in words"),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.ref, fact.id, value, fact.words(value))
        for line in lines
        for fact in casebook.question_set.facts
        if (value := line.counted.facts.get(fact.id, ""))
    ]
    return DataTable("facts", "Characteristics of the cases", fields, rows, ("case", "fact"), _OF_CASE)


def _cases(lines: Sequence[CaseLine]) -> DataTable:
    fields = (
        _CASE,
        Field("assessors", "string", "who made its first readings, ; between"),
        Field("second", "string", "who made its second readings, ; between; never scored"),
        Field("signed_off", "boolean", "whether a first reading is signed off"),
        Field("alerts", "integer", "case alerts that stand"),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.ref, ";".join(line.readers), ";".join(line.seconds), bool(line.signed & {*line.readers}), line.alerts)
        for line in lines
    ]
    return DataTable("cases", "The cases", fields, rows, ("case",))


def _answers(casebook: Casebook, lines: Sequence[CaseLine], notes: bool) -> DataTable:
    fields = (
        _CASE,
        _QUESTION,
        Field("answer", "string", "yes, no, na, unresolved; empty where it is blank"),
        Field("source", "string", "given, suggested (by routing), unresolved or blank"),
        Field("reasons", "string", "ids of the reasons of a no, ; between"),
        *([Field("notes", "string", "what the first readings noted")] if notes else []),
    )
    return DataTable(
        "answers",
        "The counted answers",
        fields,
        list(_answer_rows(casebook, lines, notes)),
        ("case", "question"),
        _OF_CASE | _OF_QUESTION,
    )


def _answer_rows(casebook: Casebook, lines: Sequence[CaseLine], notes: bool) -> Iterator[tuple[Cell, ...]]:
    for line in lines:
        by_question = noted(casebook, line) if notes else {}
        for question in casebook.question_set.questions:
            if question.kind != "judgement":
                continue
            answer, source = source_of(line.counted, question.id)
            row = (line.ref, question.id, answer, source, ";".join(line.counted.reasons.get(question.id, ())))
            yield (*row, by_question.get(question.id, "")) if notes else row


def _figures(casebook: Casebook, lines: Sequence[CaseLine]) -> list[DataTable]:
    scored = (question.id for question in casebook.question_set.scored)
    summary = casebook.summary(RunningTally(scored, (line.counted for line in lines)))
    fields = (
        Field("kind", "string", "theme, section or criterion"),
        Field("id", "string", "its id"),
        Field("title", "string", "its title"),
        *(each._replace(description=f"{each.description}{_RATED}") for each in _COUNTS),
        _PERCENT,
        Field("band", "string", "id of the band, read from the whole percentage"),
    )
    scores: list[tuple[Cell, ...]] = [
        (s.kind, s.id, s.title, *(astuple(tally) if (tally := counts_of(s)) else [None] * len(_COUNTS)), s.percent,
         s.band.id if s.band else None)
        for s in summary.scores
    ]  # fmt: skip
    questions: list[tuple[Cell, ...]] = [
        (q.id, q.tally.yes, q.tally.no, q.tally.na, q.tally.blank, q.tally.unresolved, q.percent)
        for q in summary.questions
    ]
    of_question = (_QUESTION, *_COUNTS, _PERCENT)
    return [
        DataTable("scores", "The scores", fields, scores, ("kind", "id")),
        DataTable(
            "figures", "The figures of each question", of_question, questions, ("question",),
            _OF_QUESTION,
        ),
    ]  # fmt: skip
