"""The rows of a question that a group of a form repeats over a list."""

from __future__ import annotations

from casereview.questions.xlsform.choices import Choice
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.draft import ALWAYS, FOR_EACH, HINTS, ID, OF_QUESTION, Data, Draft, hint
from casereview.questions.xlsform.ids import valid
from casereview.questions.xlsform.survey import Asked, Group
from casereview.text import clipped

_ASKED = ("kind", "options")
COLUMNS = ALWAYS | OF_QUESTION | {FOR_EACH}


class Repeated:
    """The questions that groups repeat, each from its first row on."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._entries: dict[Group, Data] = {}

    def is_repeated(self, group: Group | None) -> bool:
        """Tell whether a group repeats a question: it lies in another one and names a list of the form."""
        return group is not None and group is not group.top and self._list(group) in self._draft.lists

    def has_rows(self, group: Group) -> bool:
        """Tell whether any row of the question that a group repeats was there."""
        return group in self._entries

    def item(self, row: Asked) -> Choice | None:
        """Return the item of the list that a row is about; None for one that is no row of its group's question."""
        group = row.group
        if group is None or not self.is_repeated(group):
            return None
        stem, row_id = valid(group.line.get(ID) or group.name, "question"), valid(row.line.get(ID) or row.name, "row")
        items = self._draft.lists[self._list(group)]
        return next((each for each in items if f"{stem}-{each.id}" == row_id), None)

    def entry(self, group: Group) -> Data:
        """Return the question that a group repeats; it stands where the first of its rows does."""
        if group not in self._entries:
            self._entries[group] = self._begun(group)
            self._draft.questions.append(self._entries[group])
        return self._entries[group]

    def add(self, row: Asked, item: Choice, asked: Data) -> str:
        """Add a row for an item; `asked` is what kind of thing it asks.

        Returns the row's id; nothing for an item there already.
        """
        group, draft = row.group, self._draft
        assert group is not None
        entry = self.entry(group)
        if item.id in entry["only"]:
            draft.left.whole(row.line, "this item of the group's question is there already; not carried")
            return ""
        if not entry["only"]:
            entry |= asked
        elif {key: entry.get(key) for key in _ASKED} != {key: asked.get(key) for key in _ASKED}:
            draft.left.row(
                row.line, "is answered in another way than the group's first row, which is followed", group.line
            )
        entry["only"].append(item.id)
        row_id = f"{entry['id']}-{item.id}"
        draft.ids.taken.add(row_id)
        self._words(row.line, group.line, entry, item)
        carried = {"type", "name", "label", *HINTS, *({ID} if row.line.get(ID) == row_id else ())}
        draft.unread(row.line, carried | ({"parameters"} if asked.get("kind") == "scale" else set()))
        return row_id

    def _list(self, group: Group) -> str:
        return f"list_{group.line.get(FOR_EACH)}"

    def _begun(self, group: Group) -> Data:
        draft, line = self._draft, group.line
        identifier = draft.new_id(line, group.name, "question", f"repeat_{line.get(ID)}")
        text = draft.label(line, group.name).replace("…", "{item}")
        if "{item}" not in text:
            draft.left.row(line, "its label has no '…' where the item goes; it is put at the end")
            text += " {item}"
        entry = draft.entry(line, identifier, group, text, group.gates, repeated=True)
        return entry | {"for_each": line.get(FOR_EACH), "only": []}

    def _words(self, line: Line, group: Line, entry: Data, item: Choice) -> None:
        """A row says what its group says, with the item in it; what else it says is told."""
        draft = self._draft
        for what, key, columns in (("label", "text", ("label",)), ("hint", "guidance", HINTS)):
            own = entry.get(key, "")
            said = line.get("label") if key == "text" else hint(line)
            filled = own.replace("{item}", item.label)
            if said and said.split() != filled.split():
                draft.left.row(
                    line,
                    f"its {what} differs from its group's, which is shown: {clipped(filled, 80)}",
                    group,
                    item.line,
                )
            for heading, text in line.others_of(*columns).items():
                place = ("questions", entry["id"], key)
                called = " ".join(item.line.others.get(heading, {}).get("label", item.label).split())
                if text.split() == draft.tongues.said(place, heading, own).replace("{item}", called).split():
                    draft.tongues.take(line, heading, *columns)
