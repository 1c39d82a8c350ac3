"""Where a question of a form belongs: the parts, sections, criteria and themes,
made from its groups or from what it says itself.
"""

from __future__ import annotations

from typing import Any

from casereview.questions.xlsform.cells import OWN
from casereview.questions.xlsform.choices import Choice, Lists, title
from casereview.questions.xlsform.columns import Line
from casereview.questions.xlsform.ids import Ids, is_plainly, valid
from casereview.questions.xlsform.left import Left
from casereview.questions.xlsform.survey import Group
from casereview.questions.xlsform.tongues import Tongues
from casereview.text import clipped

Data = dict[str, Any]
_PREFIX = "casereview_"


class Frame:
    """The parts, sections, criteria and themes so far, in the order in which they are met.

    A form that says none of it has a part and a section for each group at the top, and a criterion for each group
    beneath; questions that stand between groups have a part of their own.
    """

    def __init__(self, name: str, lists: Lists, tongues: Tongues, left: Left) -> None:
        self._name = name
        self._tongues = tongues
        self._left = left
        self._ids = {kind: Ids(set(), {}) for kind in ("part", "section", "criterion")}
        self._of: dict[tuple[str, object], str] = {}
        self._between = 0
        self._last: Group | None = None
        self.groups: set[Group] = set()
        self.lists = {_PREFIX + kind for kind in ("sections", "criteria", "themes")}
        self.parts: list[Data] = []
        self.sections: dict[str, Data] = {}
        self.criteria: dict[str, Data] = {}
        self.themes: dict[str, Data] = {}
        for each in lists.get(f"{_PREFIX}sections", ()):
            self._ids["section"].taken.add(each.id)
            self.sections[each.id] = {"id": each.id, "title": self._named(each, "sections")}
        for each in lists.get(f"{_PREFIX}criteria", ()):
            self._ids["criterion"].taken.add(each.id)
            section = self._valid(each.line, each.line.get("section") or "1", "1")
            self._criterion(each.id, self._named(each, "criteria"), self._section(section))
        for each in lists.get(f"{_PREFIX}themes", ()):
            self.themes[each.id] = {"id": each.id, "title": self._named(each, "themes")}
        self._listed = {kind: lists.get(f"{_PREFIX}{kind}", ()) for kind in ("criteria", "sections")}

    def _named(self, choice: Choice, table: str) -> str:
        """The title of what a choice names."""
        if not is_plainly(choice.id, choice.name):
            self._left.row(choice.line, f"its name becomes the id '{choice.id}'")
        words = title(choice.line, "label", choice.name, self._left)
        self._tongues.say((table, choice.id, "title"), words, choice.line, "label")
        return words

    def _valid(self, line: Line, said: str, otherwise: str) -> str:
        found = valid(said, otherwise)
        if not is_plainly(found, said):
            self._left.row(line, f"'{clipped(said, 48)}' becomes the id '{found}'")
        return found

    def used(self, criteria: set[str]) -> tuple[list[Data], list[Data]]:
        """Return the criteria that are used and their sections; the rest of those that the form names is told."""
        kept = [each for each in self.criteria.values() if each["id"] in criteria]
        sections = {each["section"] for each in kept}
        for choice in self._listed["criteria"]:
            if choice.id not in criteria:
                self._left.whole(choice.line, "is a criterion for which no question counts; not carried")
        for choice in self._listed["sections"]:
            if choice.id not in sections:
                self._left.whole(choice.line, "is a section with no criterion; not carried")
        return kept, [each for each in self.sections.values() if each["id"] in sections]

    def part(self, group: Group | None) -> str:
        """Return the id of the part in which a question stands."""
        self.groups |= {group.top} if group else set()
        top = group.top if group else None
        if top is None and self._last is not None:
            self._between += 1
        self._last = top
        key = ("part", top or self._between)
        if key not in self._of:
            own = top.line.get(f"{OWN}id") if top else ""
            found = self._of[key] = self._ids["part"].new(own or (top.name if top else "questions"), "part")
            if top and not is_plainly(found, own or top.name):
                self._left.row(top.line, f"its name becomes the id '{found}'")
            words = self._title(top, "parts", found)
            entry = {"id": found, "title": words}
            if top and top.line.get(f"{OWN}short"):
                entry["short"] = top.line.get(f"{OWN}short")
            self.parts.append(entry)
        return self._of[key]

    def criterion(self, line: Line, group: Group | None) -> str:
        """Return the id of the criterion for which a row's question counts: the one it names, or its group's."""
        said = line.get(f"{OWN}criterion")
        if said:
            found = self._valid(line, said, "criterion")
            if found not in self.criteria:
                self._ids["criterion"].taken.add(found)
                self._criterion(found, said, self._section("1"))
            return found
        key = ("criterion", group.second if group else None)
        if key not in self._of:
            second = group.second if group else None
            self.groups |= {second} if second else set()
            found = self._of[key] = self._ids["criterion"].new(second.name if second else "questions", "criterion")
            if second and second is not second.top and not is_plainly(found, second.name):
                self._left.row(second.line, f"its name becomes the id '{found}'")
            self._criterion(found, self._title(second, "criteria", found), self._section_of(group))
        return self._of[key]

    def named_themes(self, line: Line) -> list[str]:
        """Return the ids of the themes that a row's question names, each once."""
        found = list(dict.fromkeys(self._valid(line, each, "theme") for each in line.get(f"{OWN}themes").split()))
        for each in found:
            self.themes.setdefault(each, {"id": each, "title": each})
        return found

    def _criterion(self, identifier: str, words: str, section: str) -> None:
        self.criteria[identifier] = {"id": identifier, "section": section, "title": words}

    def _section(self, identifier: str) -> str:
        self._ids["section"].taken.add(identifier)
        self.sections.setdefault(identifier, {"id": identifier, "title": self._name})
        return identifier

    def _section_of(self, group: Group | None) -> str:
        top = group.top if group else None
        key = ("section", top)
        if key not in self._of:
            found = self._of[key] = self._ids["section"].new(top.name if top else "questions", "section")
            self.sections[found] = {"id": found, "title": self._title(top, "sections", found)}
        return self._of[key]

    def _title(self, group: Group | None, table: str, identifier: str) -> str:
        """A group's label for what is made of it; the form's title where there is no group."""
        if group is None:
            return self._name
        found = title(group.line, "label", group.name, self._left)
        self._tongues.say((table, identifier, "title"), found, group.line, "label")
        return found
