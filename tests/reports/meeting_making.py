"""A casebook for the feedback meeting, with a canary in every field that must not be seen there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casereview.casebook import Casebook, NewCase
from casereview.casebook.decisions import Chosen, Decision
from casereview.questions.build import build

CANARY = "canary"


def canary_casebook(path: Path, data: dict[str, Any], cases: int = 12) -> Path:
    """Write a casebook of the small set's data with canaries in references, facts, notes, alerts, names and words of sign-off."""
    for fact in data["facts"]:
        fact |= {"label": f"{CANARY} fact {fact['id']}", "short": f"{CANARY} short", "help": f"{CANARY} help"}
        fact["options"] = [{"id": each, "label": f"{CANARY} option {each}"} for each in fact["options"]]
    reader, other = f"{CANARY} reader", f"{CANARY} second reader"
    refs = [f"{CANARY}-{number}" for number in range(cases)]

    def fill(casebook: Casebook) -> None:
        for place, ref in enumerate(refs):
            for at, question in enumerate(casebook.question_set.questions):
                answer = "no" if (place + at) % 4 == 0 or (at == 0 and place % 2) else "yes"
                casebook.answer(ref, question.id, answer, reader)
                if answer == "no" and question.reasons:
                    casebook.give_reasons(ref, question.id, [question.reasons[0].id], reader)
                casebook.note(ref, question.id, f"{CANARY} note on {ref}", reader)
            casebook.raise_alert(ref, f"{CANARY} alert", reader)
            casebook.put_draft(ref, "alert", f"{CANARY} draft", reader)
        casebook.begin_second_reading(refs[0], other)
        casebook.answer(refs[0], "assessed", "no", other)
        casebook.note(refs[0], "assessed", f"{CANARY} second note", other)
        casebook.sign_off(refs[1], reader)
        casebook.reopen(refs[1], f"{CANARY} why", reader)
        # Even where somebody typed a reference into what is shown.
        casebook.decide("assessed", reader, Decision("accepted", f"Assessed well in {{yes}} cases, not in {refs[3]}."))
        casebook.recommend(Chosen("own", f"Look at {refs[4].upper()} again", f"Whoever knows {refs[5]}"), reader)
        casebook.mark_practice(refs[2], "Josh", f"His worker ({refs[2]}) went with him.", reader)

    known = {"gender": "male", "rmp-needed": "yes"}
    new = [NewCase(ref, known) for ref in refs]
    Casebook.create(path, build(data), "Anytown", new, about=f"{CANARY} about", by=f"{CANARY} lead", fill=fill)
    return path
