"""What was decided about the inspection as a whole in words, for whoever must choose between two such decisions."""

from __future__ import annotations

import re
from typing import Any

from casereview.findings.draft import STEP
from casereview.questions.model import QuestionSet
from casereview.text import counted

INSPECTION_WORDS = "The inspection"
DECIDED = frozenset({"finding", "recommendation", "action", "practice", "rating"})
_COUNTS = re.compile(r"(\d+)/(\d+)")
_LISTS = {"strength": "strengths", "improvement": "areas for improvement"}


def differing_said(number: int) -> str:
    """Return that copies differ in so many decisions: `6 decisions differ
    between copies of the casebook`; nothing for none.
    """
    if not number:
        return ""
    return f"{counted(number, 'decision differs', 'decisions differ')} between copies of the casebook"


def not_settled(provisional: str, differing: int) -> str:
    """Return what is provisional about the answers, and how many decisions are; nothing where all is settled."""
    said = differing_said(differing)
    if not said:
        return provisional
    return f"{provisional}; {said}" if provisional else f"provisional: {said}"


def decided_about(question_set: QuestionSet, field: str, item: str) -> str:
    """Return what a decision is about: `Finding: RMP quality`; the id where the question set has no words for it."""
    name = item.partition(":")[2]
    if field == "finding":
        matrix, _, which = name.partition("/")
        question = question_set.by_id.get(name)
        called = question.short if question else f"{matrix}, {_LISTS[which]}" if which in _LISTS else name
        return f"Finding: {called}"
    if field == "recommendation":
        usual = next((each for each in question_set.recommendations if each.id == name), None)
        return f"Recommendation: {usual.text if usual else name}"
    if field == "rating":
        return f"Rating: {question_set.elsewhere.get(name, name)}"
    return f"Improvement plan: line {name}" if field == "action" else "Notable practice"


def decision_words(question_set: QuestionSet, field: str, value: Any) -> str:
    """Return a decision in words: `accepted, worded "...", at place 2`; nothing of how it is kept is in them."""
    if field == "rating" and isinstance(value, str):
        return question_set.ratings.get(value, value)
    if not isinstance(value, dict):
        return _NONE[field]
    if field == "finding":
        parts = [value["state"] or ("" if value["text"] else "as drafted")]
        if value["text"]:
            counts = ", ".join(f"{yes} of {scored}" for yes, scored in _COUNTS.findall(value["figures"]))
            parts.append(f'worded "{value["text"]}"' + (f" when the answers were {counts}" if counts else ""))
        parts.append(_place(value["place"]))
    elif field == "recommendation":
        parts = [f'made: "{value["text"]}"' if value["text"] else "made, in the standard words"]
        parts += [value["who"], f"number {value['place']}" if value["place"] else ""]
    elif field == "action":
        days = [f"{words} {value[name]}" for name, words in (("by", "by"), ("review", "review")) if value[name]]
        parts = [f'"{value["what"]}"', value["who"], *days]
        parts += [f'progress: "{value["progress"]}"' if value["progress"] else "", "done" if value["done"] else ""]
        parts.append(f"for recommendation {value['recommendation']}" if value["recommendation"] else "")
    else:
        parts = [f'{value["name"] or "no name given"}: "{value["text"]}"']
    return ", ".join(part for part in parts if part)


def _place(place: int) -> str:
    """A place as it was written by earlier versions, from 1; or one between two others in the order of the draft."""
    if not place:
        return ""
    if 0 < place < 1000:
        return f"at place {place}"
    return f"moved to after number {place // STEP} of the draft" if place > STEP else "moved to the top"


_NONE = {
    "finding": "as drafted",
    "recommendation": "not made",
    "action": "not in the plan",
    "practice": "no account",
    "rating": "no rating entered",
}
