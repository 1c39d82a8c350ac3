"""Where the keys of the review screen lead: what is blank, and which question comes next. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from casereview.casebook import Reading
from casereview.questions import QuestionSet, suggestions

_OPEN = ("blank", "unresolved")


def blanks(question_set: QuestionSet, reading: Reading) -> list[int]:
    """Return the places of all questions that are still to be answered."""
    return [question_set.position[each.id] for each in reading.to_answer(question_set)]


def following(places: Iterable[int], after: int) -> int | None:
    """Return the first of some places after one; from the start again at the end. None if there is no other."""
    others = sorted({*places} - {after})
    return next((place for place in others if place > after), others[0] if others else None)


def blank_once_answered(question_set: QuestionSet, reading: Reading, index: int, answer: str) -> int | None:
    """Return the blank question that comes after one is answered: what the answer makes not
    applicable is passed over.
    """
    questions = question_set.questions
    answers = {**reading.answers, questions[index].id: answer}
    filled = suggestions(question_set, reading.facts, answers)
    blank = (
        place
        for place, each in enumerate(questions)
        if not each.prompt_of and answers.get(each.id, "unresolved") == "unresolved" and each.id not in filled
    )
    return following(blank, index)


def after_prompt(question_set: QuestionSet, reading: Reading, index: int) -> int:
    """Return where to go from a prompt: to the next of the same key question
    that is blank; after the last to that question.
    """
    prompt = question_set.questions[index]
    places = (question_set.position[each.id] for each in question_set.prompts[prompt.prompt_of])
    open_ones = (
        place for place in places if place > index and reading.answer(question_set.questions[place].id) in _OPEN
    )
    return next(open_ones, question_set.position[prompt.prompt_of])


def part_from(question_set: QuestionSet, part: str, by: int) -> int | None:
    """Return the first question of the part so many parts on, parts without
    questions passed over; None if there is none.
    """
    filled = [each.id for each in question_set.parts if question_set.by_part[each.id]]
    at = filled.index(part) + by
    return question_set.position[question_set.by_part[filled[at]][0].id] if 0 <= at < len(filled) else None
