"""Agreement for a person: raw agreement and the disagreements first, then the coefficients, each with what it means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from casereview.casebook import Casebook
from casereview.casebook.second import SecondReadings
from casereview.questions.model import ANSWER_WORDS, QuestionSet
from casereview.reports.text.columns import Row, table_lines
from casereview.scoring.agreement import FEWEST, Group, Grouping, Shared, Side, Table, groups, overall
from casereview.scoring.agreement_words import COLUMNS, agreed, applicability, cells, few, measures
from casereview.text import clipped, counted, visible

_TITLES: dict[Grouping, str] = {
    "part": "By part",
    "theme": "By theme",
    "pair": "By pair of assessors",
    "question": "By question",
}

# Below this width only kappa and AC1 find room beside the counts.
_ALL_COLUMNS = 60

# A list of more disagreements than a screen shows.
_LONG_LIST = 10
_BELOW = "The coefficients, and the tables by part, theme, pair and question, stand below this list."

_LEGEND = (
    "Agree: alike, of the answers that both judged yes or no. N/A: not applicable for both. Apart: not applicable against an"
    f" answer. Figures only from {FEWEST} answers on; a dash where one is not defined."
)


def agreement_lines(casebook: Casebook, readings: SecondReadings, *, width: int = 80) -> list[str]:
    """Return what there is to say about the agreement of first and second readings."""
    question_set = casebook.question_set
    lines = [casebook.inspection.area, f"{question_set.title} {question_set.version}", ""]
    lines += [line for said in standing(readings) for line in textwrap.wrap(said, width, subsequent_indent="  ")]
    if not readings.shared:
        return lines
    everything = overall(readings.shared)
    lines += _raw_lines(everything.table, width)
    lines += ["", *_disagreement_lines(question_set, everything.disagreements, width)]
    lines += ["", *_measure_lines(everything.table, width)]
    lines += ["", *textwrap.wrap(_LEGEND, width)]
    for by, title in _TITLES.items():
        found = groups(question_set, readings.shared, by)
        if found:
            lines += ["", title, *_table(found, width)]
    return lines


def standing(readings: SecondReadings) -> list[str]:
    """Return what is compared, what is not yet, and what the readings compared do not share."""
    if not readings.compared + readings.open_seconds + readings.open_firsts:
        return ["No second reading has been begun."]
    said = []
    if readings.compared:
        said.append(f"{counted(readings.compared, 'second reading')} compared, of {counted(readings.cases, 'case')}.")
    said += not_yet(readings)
    left_out = [f"{readings.blank:,} not answered by both"] if readings.blank else []
    left_out += [f"{readings.unresolved:,} unresolved"] if readings.unresolved else []
    return [*said, f"Left out: {', '.join(left_out)}."] if left_out else said


def not_yet(readings: SecondReadings) -> list[str]:
    """Return which second readings are not compared yet, and why."""
    said = []
    if readings.open_seconds:
        said.append(f"{counted(readings.open_seconds, 'second reading is', 'second readings are')} not signed off yet.")
    if readings.open_firsts:
        waits = counted(readings.open_firsts, "second reading waits", "second readings wait")
        said.append(f"{waits} for the first reading to be signed off.")
    return said


def _raw_lines(table: Table, width: int) -> list[str]:
    raw = f"Raw agreement: {agreed(table)} of the answers that both judged yes or no"
    applies = f"Does it apply? {applicability(table)}"
    return ["", *textwrap.wrap(raw, width), *table_of_two(table), *textwrap.wrap(applies, width)]


def table_of_two(table: Table) -> list[str]:
    """Return the table of yes and no behind the figures."""
    return [
        f"  {'':<12}{'second yes':>12}{'second no':>12}",
        f"  {'first yes':<12}{table.both_yes:>12,}{table.first_yes:>12,}",
        f"  {'first no':<12}{table.second_yes:>12,}{table.both_no:>12,}",
    ]


def _disagreement_lines(question_set: QuestionSet, found: Sequence[Shared], width: int) -> Iterator[str]:
    if not found:
        yield "No disagreements"
        return
    apart = sum(each.on_applicability for each in found)
    yield from textwrap.wrap(f"Disagreements: {len(found) - apart:,} yes against no, {apart:,} on applicability", width)
    if len(found) > _LONG_LIST:
        yield from textwrap.wrap(_BELOW, width)
    for each in found:
        question = question_set.by_id[each.question]
        yield from textwrap.wrap(f"{clipped(each.case, 30)}  {visible(question.short)}", width, subsequent_indent="  ")
        for side, which in ((each.first, "first"), (each.second, "second")):
            yield clipped(f"    {answer_words(side):<15} {clipped(side.reader, 24)} ({which}){_note(side)}", width)


def answer_words(side: Side, words: Mapping[str, str] = ANSWER_WORDS) -> str:
    """Return the answer of a side in words; what routing put there is marked."""
    return f"{words[side.answer]}{' ~' if side.suggested else ''}"


def _note(side: Side) -> str:
    return f': "{side.note}"' if side.note else ""


def _measure_lines(table: Table, width: int) -> Iterator[str]:
    if not table.enough:
        yield from textwrap.wrap(few(table), width)
        return
    yield "Coefficients"
    for each in measures(table):
        said = f"{each.name} {each.figure}: {each.meaning}"
        yield from textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")


def _table(found: Sequence[Group], width: int) -> list[str]:
    """Return a line for each group. Where none has answers enough, there are no columns for coefficients."""
    more = 0 if not any(each.table.enough for each in found) else len(COLUMNS) if width >= _ALL_COLUMNS else 2
    rows = [
        Row(
            each.title,
            [agreed(each.table), str(each.table.both_na), str(each.table.applicability), *cells(each.table)[:more]],
        )
        for each in found
    ]
    return table_lines(["Agree", "N/A", "Apart", *COLUMNS[:more]], rows, width)
