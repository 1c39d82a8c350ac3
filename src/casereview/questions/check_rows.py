"""Are the written out rows of a question set sound: their ids, what they wait for, and their words for findings?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from casereview.questions.check_references import twice
from casereview.questions.fault import Fault, what_instead
from casereview.questions.file_model import QuestionSetFile
from casereview.questions.model import ANSWERS, QuestionSet
from casereview.text import clipped

_BRACES = re.compile(r"\{[^{}]*\}")


def row_id_faults(built: QuestionSet) -> Iterator[Fault]:
    """Yield faults of ids: rows and facts share one space of names, as gates and columns use both."""
    rows = [question.id for question in built.questions]
    for each in twice(rows):
        yield Fault(f"question {each}", "a repeated question writes out a row with this id too; rename one")
    for each in sorted(set(rows) & set(built.fact)):
        yield Fault(f"question {each}", "a fact has this id too; rename one")


def gate_faults(built: QuestionSet) -> Iterator[Fault]:
    """Yield faults of `applies_when`: it names a fact or an earlier question and one of its values."""
    position = built.position
    first = {question.matrix: question.id for question in reversed(built.questions) if question.matrix}
    told: set[tuple[str, str]] = set()
    for question in built.questions:
        where = f"question {question.matrix or question.id}"
        for gate, values in question.applies_when.items():
            if (where, gate) in told:
                continue
            told.add((where, gate))
            if gate in built.fact:
                allowed = [option.id for option in built.fact[gate].options]
            elif gate in position and built.by_id[gate].kind != "judgement":
                said = f"'applies_when' names '{gate}', a {built.by_id[gate].kind}"
                yield Fault(where, f"{said}; it can name a fact, or a question that is answered yes or no")
                continue
            elif gate in position:
                allowed = list(ANSWERS)
                if position[gate] >= position[question.id]:
                    yield Fault(where, "", partial(_backwards, gate, question.id, built.by_id))
            elif gate in first:
                said = f"'applies_when' names '{gate}', which is repeated; name one of its rows, as in '{first[gate]}'"
                yield Fault(where, said)
                continue
            else:
                hint = partial(what_instead, gate, built.fact.keys() | position.keys())
                yield Fault(where, f"'applies_when' names '{gate}', which is no fact or question", hint)
                continue
            for value in values:
                if value not in allowed:
                    hint = partial(what_instead, value, allowed)
                    yield Fault(
                        where, f"'applies_when' wants '{clipped(value, 40)}' of '{gate}', which can not be that", hint
                    )


def word_faults(file: QuestionSetFile, built: QuestionSet) -> Iterator[Fault]:
    """Yield faults of the words: those for findings come in pairs, and lead to questions that there are."""
    known = {*built.by_id, *(question.matrix for question in built.questions if question.matrix)}
    for question in file.questions:
        where = f"question {question.id}"
        if (question.good is None) != (question.poor is None):
            missing = "poor" if question.poor is None else "good"
            yield Fault(where, f"'{missing}' is missing: findings need both what a yes and what a no means")
        for name, clause in (("good", question.good), ("poor", question.poor)):
            if clause and question.for_each is not None and clause.count("{item}") != 1:
                yield Fault(where, f"'{name}' of a repeated question needs '{{item}}' once")
            elif clause and question.for_each is not None and all(map(str.strip, clause.split("{item}"))):
                said = f"'{{item}}' stands in the middle of '{name}', where several can not be listed"
                yield Fault(where, f"{said}; put it at the end")
            elif clause and question.for_each is None and "{item}" in clause:
                yield Fault(
                    where, f"'{{item}}' stands in '{name}'; name a list with 'for_each', or take '{{item}}' out"
                )
    for each in file.recommendations:
        for name in each.questions:
            if name not in known:
                yield Fault(f"recommendation {each.id}", f"no question '{name}'", partial(what_instead, name, known))
    lone = {"criterion_word", "criteria_word"} - file.documents.model_fields_set
    if len(lone) == 1:
        yield Fault("documents", f"'{lone.pop()}' is missing: one criterion and several need a word each")
    for name, said in file.documents.model_dump().items():
        for stands in _BRACES.findall(said):
            if stands != "{area}":
                yield Fault(
                    "documents", f"'{clipped(stands, 40)}' in '{name}' stands for nothing; it can be '{{area}}'"
                )
    for step in file.timetable:
        if step.to is not None and step.to < step.weeks:
            yield Fault(f"milestone {step.id}", f"'to' is {step.to}, before 'weeks', {step.weeks}")
    rules = file.findings
    # `strength_from_few` is not held against it: strengths are looked for first, so that few answers are never both.
    if rules.improvement_below > rules.strength_from:
        yield Fault(
            "findings",
            f"'improvement_below' is {rules.improvement_below}, above 'strength_from', {rules.strength_from};"
            " what lies between would be both",
        )


def _backwards(gate: str, question: str, rows: dict[str, Any]) -> str:
    """Say whether a gate that does not look back is a circle or merely in the wrong order."""
    path, seen = [gate], {gate}
    while path:
        here = path.pop()
        if here == question:
            return (
                f"'applies_when' names '{gate}', which itself waits for '{question}'; take one of the two out"
                if gate != question
                else "'applies_when' names the question itself; take it out"
            )
        for following in rows[here].applies_when if here in rows else ():
            if following not in seen:
                seen.add(following)
                path.append(following)
    return f"'applies_when' names '{gate}', which comes later on the screens; name a fact or an earlier question"
