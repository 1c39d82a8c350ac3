"""Where a question of a form belongs: the parts, sections, criteria and themes, made from its groups or from what it says itself."""

from __future__ import annotations

from typing import Any

from casereview.questions.xlsform.cells import OWN
from casereview.questions.xlsform.choices import Lists, title
from casereview.questions.xlsform.ids import Ids, valid
from casereview.questions.xlsform.survey import Group, at
from casereview.questions.xlsform.tongues import Tongues

Data = dict[str, Any]
_PREFIX = "casereview_"


class Frame:
    """The parts, sections, criteria and themes so far, in the order in which they are met.

    A form that says none of it has a part and a section for each group at the top, and a criterion for each group beneath;
    questions that stand between groups have a part of their own.
    """

    def __init__(self, name: str, lists: Lists, tongues: Tongues, left: list[str]) -> None:
        self._name = name
        self._tongues = tongues
        self._left = left
        self._ids = {kind: Ids(set(), {}) for kind in ("part", "section", "criterion")}
        self._of: dict[tuple[str, object], str] = {}
        self._between = 0
        self._last: Group | None = None
        self.groups: set[Group] = set()
        self.parts: list[Data] = []
        self.sections: dict[str, Data] = {}
        self.criteria: dict[str, Data] = {}
        self.themes: dict[str, Data] = {}
        for each in lists.get(f"{_PREFIX}sections", ()):
            self._ids["section"].taken.add(each.id)
            self.sections[each.id] = {"id": each.id, "title": each.label}
        for each in lists.get(f"{_PREFIX}criteria", ()):
            self._ids["criterion"].taken.add(each.id)
            self._criterion(each.id, each.label, self._section(valid(each.section or "1", "1")))
        for each in lists.get(f"{_PREFIX}themes", ()):
            self.themes[each.id] = {"id": each.id, "title": each.label}
        for kind in ("sections", "criteria", "themes"):
            for each in lists.get(_PREFIX + kind, ()):
                tongues.say((kind, each.id, "title"), each.label, each.others)

    def part(self, group: Group | None) -> str:
        """Return the id of the part in which a question stands."""
        self.groups |= {group.top, group.second} if group else set()
        top = group.top if group else None
        if top is None and self._last is not None:
            self._between += 1
        self._last = top
        key = ("part", top or self._between)
        if key not in self._of:
            own = top.line.get(f"{OWN}id") if top else ""
            found = self._of[key] = self._ids["part"].new(own or (top.name if top else "questions"), "part")
            words = self._title(top, "parts", found)
            entry = {"id": found, "title": words}
            if top and top.line.get(f"{OWN}short"):
                entry["short"] = top.line.get(f"{OWN}short")
            self.parts.append(entry)
        return self._of[key]

    def criterion(self, said: str, group: Group | None) -> str:
        """Return the id of the criterion for which a question counts: the one it names, or its group's."""
        if said:
            found = valid(said, "criterion")
            if found not in self.criteria:
                self._ids["criterion"].taken.add(found)
                self._criterion(found, said, self._section("1"))
            return found
        key = ("criterion", group.second if group else None)
        if key not in self._of:
            second = group.second if group else None
            found = self._of[key] = self._ids["criterion"].new(second.name if second else "questions", "criterion")
            self._criterion(found, self._title(second, "criteria", found), self._section_of(group))
        return self._of[key]

    def named_themes(self, said: str) -> list[str]:
        """Return the ids of the themes that a question names, each once."""
        found = list(dict.fromkeys(valid(each, "theme") for each in said.split()))
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
        found = title(group.label, at(group.line), self._left)
        self._tongues.say((table, identifier, "title"), found, group.line.others_of("label"))
        return found
