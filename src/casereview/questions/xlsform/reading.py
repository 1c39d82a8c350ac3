"""From the sheets of an XLSForm to the data of a question set, and what of the form has no place in one."""

from __future__ import annotations

import re
from typing import NamedTuple

from casereview.questions.load import QuestionSetError
from casereview.questions.xlsform.cells import OWN, Tables
from casereview.questions.xlsform.choices import Choice, answers, choice_lists, title
from casereview.questions.xlsform.columns import Line, languages, lines
from casereview.questions.xlsform.draft import ALWAYS, OF_QUESTION, Data, Draft, given, hint
from casereview.questions.xlsform.ids import valid
from casereview.questions.xlsform.survey import Asked, Group, at, no_place, walk
from casereview.questions.xlsform.tongues import Tongue, Tongues
from casereview.text import clipped

_SETTINGS = {"form_title", "form_id", "version", "default_language", "namespaces", f"{OWN}unit"}


class Read(NamedTuple):
    """The data of a question set file, a line for each thing that it can not carry, and what is said in other languages."""

    data: Data
    left: list[str]
    tongues: list[Tongue]


def read(sheets: Tables, unit: str = "") -> Read:
    """Return the question set that a form is nearest to.

    `unit` says what is judged, case or respondent; without it a form that asks anything to be answered yes or no is of cases.
    Raises QuestionSetError if nothing in it can be asked.
    """
    return _Reading(sheets, unit).whole()


class _Reading(Draft):
    def __init__(self, sheets: Tables, unit: str) -> None:
        left: list[str] = []
        tongues = Tongues()
        (settings,) = lines(sheets.get("settings", [])[:2], "")[:1] or [Line(0, {}, {})]
        wanted = settings.get("default_language")
        self._rows = walk(_lines(sheets, "survey", wanted, tongues), left)
        lists = choice_lists(_lines(sheets, "choices", wanted, tongues), left)
        self._settings = settings
        self._title = title(settings.get("form_title") or settings.get("form_id") or "Form", "settings", left)
        super().__init__(self._title, lists, tongues, left)
        self._unit = unit or settings.get(f"{OWN}unit") or ("case" if self._judges() else "respondent")

    def _judges(self) -> bool:
        return any(isinstance(each, Asked) and self._judged(each) is not None for each in self._rows)

    def _judged(self, row: Asked) -> dict[str, str] | None:
        return answers(self._lists.get(row.list_name, ())) if row.kind == "one" else None

    def whole(self) -> Read:
        for each in self._rows:
            if isinstance(each, Group):
                self._group(each)
            else:
                self._asked(each)
        if not self._questions:
            raise QuestionSetError([self._nothing()])
        for each in self._rows:
            if isinstance(each, Group) and self._bare(each):
                self._left.append(f"{at(each.line)}: a group in which no question stands; its label is not carried")
        if not self._settings.get("namespaces").startswith(OWN.removesuffix(":")):
            for name in sorted(self._lists.keys() - self._used):
                self._left.append(f"choices, list '{clipped(name, 40)}': belongs to nothing that is carried")
        for name in sorted(self._settings.cells.keys() - _SETTINGS):
            self._left.append(f"settings, {clipped(name, 40)}: is not carried: {clipped(self._settings.get(name), 60)}")
        data: Data = {
            "id": valid(self._settings.get("form_id") or self._title, "form"),
            "version": self._version(),
            "title": self._title,
            "scoring": "counts",
            "unit": self._unit,
        }
        used = {each["criterion"] for each in self._questions}
        criteria = [each for each in self._frame.criteria.values() if each["id"] in used]
        sections = {each["section"] for each in criteria}
        data["sections"] = [each for each in self._frame.sections.values() if each["id"] in sections]
        data |= {"criteria": criteria, "themes": list(self._frame.themes.values()), "facts": self._facts}
        data |= {"parts": self._frame.parts, "lists": self._listed(), "questions": self._questions}
        tongues = self._tongues.done(self._left)
        return Read({key: value for key, value in data.items() if value != []}, self._left, tongues)

    def _bare(self, group: Group) -> bool:
        """Whether nothing came of a group of somebody else's form."""
        ours = group.line.get(f"{OWN}role") or group.line.get(f"{OWN}id")
        return not ours and group in (group.top, group.second) and group not in self._frame.groups

    def _nothing(self) -> str:
        if self._unit == "case":
            return "no question has the answers yes and no, so there is nothing to judge a case by; `--unit respondent` reads a questionnaire"
        return "nothing in it can be asked: no choice, no text and no scale from 0 to 10"

    def _version(self) -> str:
        said = self._settings.get("version")
        if re.fullmatch(r"\d{1,9}\.\d{1,9}\.\d{1,9}", said, re.ASCII):
            return said
        found = f"{said}.0.0" if re.fullmatch(r"\d{1,12}", said, re.ASCII) else "1.0.0"
        if said:
            self._left.append(f"settings, version: '{clipped(said, 40)}' has not three numbers; {found} is written")
        return found

    def _listed(self) -> list[Data]:
        found = dict.fromkeys(each["for_each"] for each in self._questions if "for_each" in each)
        return [
            {"id": each, "title": each, "items": self._options(f"list_{each}", "lists", each, "items")}
            for each in found
        ]

    # --- groups ---

    def _group(self, group: Group) -> None:
        above = group.parent.gates if group.parent else {}
        group.gates = self._gates(group.line, above)
        repeats = f"list_{group.line.get(OWN + 'for_each')}" in self._lists
        self._columns(group.line, ALWAYS | OF_QUESTION if repeats or group is group.top else ALWAYS)
        if repeats and group is not group.top:
            self._repeated[group] = self._entry(
                group.line, group.line.get(f"{OWN}id") or group.name, group, group.label.replace("…", "{item}")
            )
            self._repeated[group]["for_each"] = group.line.get(f"{OWN}for_each")
        elif group is not group.top and group is not group.second:
            self._left.append(
                f"{at(group.line)}: a group in a group in a group: its questions stand in the one above, without its label"
            )
        if group not in self._repeated and group.line.get("hint"):
            self._left.append(f"{at(group.line)}: the hint of a group is not carried")

    # --- what is asked ---

    def _asked(self, row: Asked) -> None:
        role = row.line.get(f"{OWN}role")
        if not row.name or role == "note":
            self._passed(row.line)
            if not row.name:
                self._left.append(f"{at(row.line)}: has no name, so it is not read")
            return
        carried = ALWAYS | OF_QUESTION | ({"parameters", "constraint"} if row.kind in ("range", "integer") else set())
        if row.kind == "one":
            carried = self._one(row, role, carried)
        elif row.kind == "many":
            carried = self._many(row, role, carried)
        elif self._unit == "case" or row.kind not in ("text", "range", "integer", "decimal"):
            why = "is a text; a note can be written beside every question" if row.kind == "text" else no_place(row.kind)
            self._left.append(f"{at(row.line)}: {why}")
            return
        else:
            carried = self._open(row, carried)
        if carried:
            self._columns(row.line, carried)
            if row.other:
                self._left.append(f"{at(row.line)}: 'or other' is not carried; there is no answer in own words")

    def _one(self, row: Asked, role: str, carried: set[str]) -> set[str]:
        choices = self._lists.get(row.list_name, ())
        meant = self._judged(row)
        if len(choices) < 2:
            self._left.append(
                f"{at(row.line)}: its list '{clipped(row.list_name, 40)}' has no two choices; not carried"
            )
            return set()
        if meant is not None and role != "fact":
            self._question(row, "judgement", meant)
        elif self._unit == "case" or role == "fact":
            self._fact(row)
        else:
            self._question(row, "choice")
        return carried

    def _many(self, row: Asked, role: str, carried: set[str]) -> set[str]:
        choices = self._lists.get(row.list_name, ())
        question = self._a_no(row)
        if question is not None:
            reasons = self._options(row.list_name, "questions", question["id"], "reasons")
            for reason, each in zip(reasons, choices, strict=True):
                reason |= {"phrase": each.phrase} if each.phrase else {}
            if question.setdefault("reasons", reasons) != reasons:
                self._left.append(f"{at(row.line)}: the question has other reasons already; not carried")
            if role != "reasons":
                self._left.append(f"{at(row.line)}: its choices are the reasons of a no; its own words are not carried")
            self._passed(row.line)
            return carried
        if self._unit == "case":
            self._left.append(f"{at(row.line)}: several answers at once are carried only as the reasons of a no")
            return set()
        if len(choices) < 2:
            self._left.append(
                f"{at(row.line)}: its list '{clipped(row.list_name, 40)}' has no two choices; not carried"
            )
            return set()
        self._question(row, "choices")
        return carried

    def _a_no(self, row: Asked) -> Data | None:
        """The question of which these are the reasons: the one whose *no* they wait for."""
        found = self._read_gates(row.line)
        if found is None or len(found) != 1 or not row.list_name or row.list_name not in self._lists:
            return None
        ((name, values),) = found.items()
        question = self._by_name.get(name)
        return question if question and [self._known[name][1][each] for each in values] == ["no"] else None

    def _open(self, row: Asked, carried: set[str]) -> set[str]:
        if row.kind != "text" and _to_ten(row.line):
            self._question(row, "scale")
            return carried
        if row.kind != "text":
            self._left.append(f"{at(row.line)}: is a number, not from 0 to 10; it is asked as a text")
        self._question(row, "text")
        return carried - {"parameters", "constraint"}

    def _fact(self, row: Asked) -> None:
        choices = self._lists[row.list_name]
        identifier = self._ids.new(row.line.get(f"{OWN}id") or row.name, "fact")
        fact: Data = {"id": identifier, "label": title(row.label, at(row.line), self._left)}
        fact |= given({"short": row.line.get(f"{OWN}short"), "help": hint(row.line)})
        self._facts.append(fact | {"options": self._options(row.list_name, "facts", identifier, "options")})
        self._say(row.line, fact["label"], ("facts", identifier), label="label", hint="help")
        self._known[row.name] = (identifier, {each.name: each.id for each in choices})
        if self._gates(row.line, row.group.gates if row.group else {}):
            self._left.append(
                f"{at(row.line)}: is a fact of the case, which waits for nothing: its 'relevant' is not carried"
            )

    def _question(self, row: Asked, kind: str, meant: dict[str, str] | None = None) -> None:
        """Add a question, or a row of the one that its group repeats; `meant` says what the choices of a judgement are."""
        item = self._item(row) if row.group in self._repeated else None
        if item is None:
            if row.group in self._repeated:
                self._left.append(
                    f"{at(row.line)}: is no row of the question that its group repeats; it stands by itself"
                )
            label = row.label
            if "{item}" in label:
                label = label.replace("{item}", "{ item }")
                self._left.append(f"{at(row.line)}: '{{item}}' stands for the items of a list; '{{ item }}' is written")
            entry = self._entry(row.line, row.line.get(f"{OWN}id") or row.name, row.group, label)
            self._questions.append(entry)
            row_id = entry["id"]
        else:
            entry, row_id = self._row(row, item)
        if kind != "judgement":
            entry["kind"] = kind
        if kind in ("choice", "choices"):
            entry["options"] = self._options(row.list_name, "questions", entry["id"], "options")
        self._by_name[row.name] = entry
        if meant is not None:
            self._known[row.name] = (row_id, meant)
            self._words(row.list_name, meant)

    # --- rows of a repeated question ---

    def _item(self, row: Asked) -> Choice | None:
        """The item of the list that a row of a repeated question is about."""
        assert row.group is not None
        entry = self._repeated[row.group]
        row_id = valid(row.line.get(f"{OWN}id") or row.name, "row")
        items = self._lists[f"list_{entry['for_each']}"]
        return next((each for each in items if f"{entry['id']}-{each.id}" == row_id), None)

    def _row(self, row: Asked, item: Choice) -> tuple[Data, str]:
        assert row.group is not None
        entry = self._repeated[row.group]
        if "only" not in entry:
            if "{item}" not in entry["text"]:
                entry["text"] += " {item}"
            entry["only"] = []
            self._questions.append(entry)
        entry["only"].append(item.id)
        filled = entry["text"].replace("{item}", item.label)
        if " ".join(row.label.split()) != " ".join(filled.split()):
            self._left.append(
                f"{at(row.line)}: its label differs from its group's, which is what is asked: {clipped(filled, 80)}"
            )
        if row.line.get("relevant"):
            self._left.append(f"{at(row.line)}: 'relevant' is carried for the whole group only; not for this row")
        self._passed(row.line)
        self._ids.taken.add(f"{entry['id']}-{item.id}")
        return entry, f"{entry['id']}-{item.id}"


def _lines(sheets: Tables, sheet: str, wanted: str, tongues: Tongues) -> list[Line]:
    """The rows of a sheet in the form's own language: the one it names, the one without a name, English, or the first."""
    rows = sheets.get(sheet, [])
    there = languages(rows)
    english = [each for each in there if each.lower().startswith("english")]
    chosen = wanted if wanted in there else next((each for each in ("", *english, *there) if each in there), "")
    found = lines(rows, chosen)
    for line in found:
        for language, said in line.others.items():
            tongues.met(language, (text for column, text in said.items() if text != line.get(column)))
    return found


def _to_ten(line: Line) -> bool:
    """Whether a number is asked from 0 to 10, by its parameters or its constraint."""
    limits = dict(re.findall(r"(start|end|step)\s*=\s*(\d+)(?![\d.])", line.get("parameters")[:500]))
    if limits:
        return (limits.get("start", "1"), limits.get("end", "10"), limits.get("step", "1")) == ("0", "10", "1")
    said = re.sub(r"[\s()]", "", line.get("constraint")[:500])
    return said in (".>=0and.<=10", ".<=10and.>=0", ".<11and.>=0", ".>=0and.<11", "0<=.and.<=10")
