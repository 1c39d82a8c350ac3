"""The shipped examples do not contradict themselves: where a case says that something is missing, nobody judged it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from casereview.questions import QuestionSet, find
from casereview.questions.catalogue import examples

# What a reason says of a thing that was not there at all: an assessment, a plan, a screening, a review.
MISSING = re.compile(
    r"^(there was no (assessment|screening|analysis|plan|community plan|custody plan|review)\b(?! (after|when))|nothing was (planned|recorded)\b(?! for after)|it was not done$)"
)
TABLES = [path for each in examples().values() for path in sorted(each.parent.rglob("answers.csv"))]


def contradictions(question_set: QuestionSet, lines: list[dict[str, str]]) -> list[str]:
    """What in a table of answers does not go with the reasons that say that something is missing."""
    cases: dict[str, dict[str, tuple[str, set[str]]]] = {}
    for line in lines:
        cases.setdefault(line["case"], {})[line["question"]] = (line["answer"], set(line["reasons"].split(";")) - {""})
    found = []
    for case, given in cases.items():
        for row in question_set.scored:
            answer, reasons = given.get(row.id, ("", set()))
            for phrase in (each.phrase for each in row.reasons if each.id in reasons and MISSING.match(each.phrase)):
                if answer != "no" or len(reasons) > 1:
                    found.append(f"{case} {row.id}: {phrase}, and yet {answer} {reasons}")
                found += [
                    f"{case} {each.id}: {phrase}, and yet yes"
                    for each in question_set.questions
                    if each.prompt_of == row.id and given.get(each.id, ("", set()))[0] == "yes"
                ]
                # The same words in the same part and criterion speak of the same thing.
                for other in question_set.scored:
                    same = {each.id for each in other.reasons if each.phrase == phrase}
                    value, why = given.get(other.id, ("", set()))
                    alike = same and (other.part, other.criterion) == (row.part, row.criterion)
                    if alike and not (value in ("", "na") or (value == "no" and why <= same)):
                        found.append(f"{case} {other.id}: {phrase} ({row.id}), and yet {value} {why}")
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parent.name)
def test_what_is_missing_is_missing_throughout_the_case(table: Path) -> None:
    set_id = table.relative_to(next(iter(examples().values())).parents[1]).parts[0]
    with table.open(encoding="utf-8", newline="") as file:
        assert contradictions(find(set_id), list(csv.DictReader(file))) == []
