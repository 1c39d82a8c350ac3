"""What the rows of a form ask: a judgement, a fact, or an item of a questionnaire."""

from __future__ import annotations

import re

from casereview.questions.xlsform.beneath import a_no, note, reasons
from casereview.questions.xlsform.cells import name_of
from casereview.questions.xlsform.choices import answers, title
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.draft import ALWAYS, HINTS, ID, OF_QUESTION, ROLE, SHORT, Data, Draft, given, hint
from casereview.questions.xlsform.repeated import Repeated
from casereview.questions.xlsform.survey import Asked, no_place
from casereview.text import clipped

_NO_CHOICE = "its list '{}' has no two choices; not carried"
_TO_TEN = (".>=0and.<=10", ".<=10and.>=0", ".<11and.>=0", ".>=0and.<11", "0<=.and.<=10")


class Rows:
    """Adds what is asked to a draft, row by row; `unit` is what is judged, case or respondent."""

    def __init__(self, draft: Draft, repeated: Repeated, unit: str) -> None:
        self._draft = draft
        self._repeated = repeated
        self._unit = unit
        self._judged: set[str] = set()
        self._notes: list[Asked] = []

    def add(self, row: Asked) -> None:
        """Add one row, or tell why it is not carried."""
        role, left = row.line.get(ROLE), self._draft.left
        if not row.name:
            left.whole(row.line, "has no name, so it is not read")
        elif role == "note":
            self._notes.append(row)
        elif row.kind == "one":
            self._one(row, role)
        elif row.kind == "many":
            self._many(row, role)
        elif self._unit == "case" and row.kind == "text":
            left.whole(row.line, "is a text; a note can be written beside every question")
        elif self._unit == "case" or row.kind not in ("text", "range", "integer", "decimal"):
            left.whole(row.line, no_place(row.kind))
        else:
            self._open(row)

    def done(self) -> None:
        """See to the notes, once it is known which questions there are."""
        for row in self._notes:
            note(self._draft, row, self._judged)

    def _one(self, row: Asked, role: str) -> None:
        choices = self._draft.lists.get(row.list_name, ())
        if len(choices) < 2:
            self._draft.left.whole(row.line, _NO_CHOICE.format(clipped(row.list_name, 40)))
            return
        meant = None if role == "fact" else answers(choices, unsure=self._unit == "case")
        if meant is not None:
            self._draft.judged(row.list_name, meant)
            added = self._question(row, {})
            if added:
                row_id, question = added
                self._judged.add(row_id)
                self._draft.learn(row.name, row_id, meant, question)
        elif self._unit == "case" or role == "fact":
            self._fact(row)
        else:
            self._question(row, {"kind": "choice"})

    def _many(self, row: Asked, role: str) -> None:
        left = self._draft.left
        found = a_no(self._draft, row)
        if found is not None:
            reasons(self._draft, row, *found)
        elif role == "reasons":
            left.whole(row.line, "are the reasons of no question here; not carried")
        elif self._unit == "case":
            left.whole(row.line, "several answers at once are carried only as the reasons of a no")
        elif len(self._draft.lists.get(row.list_name, ())) < 2:
            left.whole(row.line, _NO_CHOICE.format(clipped(row.list_name, 40)))
        else:
            self._question(row, {"kind": "choices"})

    def _open(self, row: Asked) -> None:
        limits = _to_ten(row.line) if row.kind != "text" else ""
        if limits:
            self._question(row, {"kind": "scale"}, limits)
            if row.kind == "decimal":
                self._draft.left.row(row.line, "is a number with decimals; whole numbers are asked")
            return
        if row.kind != "text":
            self._draft.left.row(row.line, "is a number, not from 0 to 10; it is asked as a text")
        self._question(row, {"kind": "text"})

    def _fact(self, row: Asked) -> None:
        draft, line = self._draft, row.line
        identifier = draft.new_id(line, row.name, "fact", name_of(line.get(ID) or "x"))
        fact: Data = {"id": identifier, "label": title(line, "label", row.name, draft.left)}
        fact |= given({"short": line.get(SHORT), "help": hint(line)})
        draft.facts.append(fact | {"options": draft.options(row.list_name, "facts", identifier, "options")})
        draft.tongues.say(("facts", identifier, "label"), fact["label"], line, "label")
        draft.tongues.say(("facts", identifier, "help"), fact.get("help", ""), line, *HINTS)
        draft.learn(row.name, identifier, {each.name: each.id for each in draft.lists[row.list_name]})
        if draft.gates(line, row.group.gates if row.group else {}):
            draft.left.row(line, "is a fact of the case, which waits for nothing: its 'relevant' is not carried")
        own = {ROLE} if line.get(ROLE) == "fact" else set()
        self._rest(row, ALWAYS | {ID, SHORT} | own)

    def _question(self, row: Asked, asked: Data, column: str = "") -> tuple[str, Data] | None:
        """Add a question, or a row of the one that its group repeats; return the row's id and the question."""
        draft, line = self._draft, row.line
        item = self._repeated.item(row)
        if item is not None and row.group is not None:
            question = self._repeated.entry(row.group)
            asked = self._with_options(row, asked, ("questions", question["id"], "options"))
            row_id = self._repeated.add(row, item, asked)
            if row_id and row.other:
                self._no_other(line)
            return (row_id, question) if row_id else None
        if self._repeated.is_repeated(row.group):
            draft.left.row(line, "is no row of the question that its group repeats; it stands by itself")
        identifier = draft.new_id(line, row.name, "question", name_of(line.get(ID) or "x"))
        waits = draft.gates(line, row.group.gates if row.group else {})
        entry = draft.entry(line, identifier, row.group, draft.label(line, row.name), waits, repeated=False)
        entry |= self._with_options(row, asked, ("questions", identifier, "options"))
        draft.questions.append(entry)
        self._rest(row, ALWAYS | OF_QUESTION | {column})
        return identifier, entry

    def _with_options(self, row: Asked, asked: Data, place: tuple[str, ...]) -> Data:
        if asked.get("kind") in ("choice", "choices"):
            return asked | {"options": self._draft.options(row.list_name, *place)}
        return asked

    def _rest(self, row: Asked, carried: set[str]) -> None:
        self._draft.unread(row.line, carried)
        if row.other:
            self._no_other(row.line)

    def _no_other(self, line: Line) -> None:
        self._draft.left.row(line, "'or other' is not carried; there is no answer in own words")


def _to_ten(line: Line) -> str:
    """Return the column that says that a number goes from 0 to 10, its
    parameters or its constraint; nothing for another.
    """
    said = line.get("parameters")
    if said:
        pieces = re.sub(r"\s*=\s*", "=", said[:500]).replace(";", " ").replace(",", " ").split()
        found = dict(re.findall(r"(start|end|step)=(\d+)(?![\d.])", " ".join(pieces)))
        to_ten = (found.get("start", "1"), found.get("end", "10"), found.get("step", "1")) == ("0", "10", "1")
        return "parameters" if to_ten and all(re.fullmatch(r"(start|end|step)=\d+", each) for each in pieces) else ""
    return "constraint" if re.sub(r"[\s()]", "", line.get("constraint")[:500]) in _TO_TEN else ""
