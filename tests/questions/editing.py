"""Random edits of a question set, each remembered: what a question or fact was before, and whether it still means the same."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from casereview.questions.build import build
from casereview.questions.check import check
from casereview.questions.model import QuestionSet

Entry = dict[str, Any]


class Edited(NamedTuple):
    """A set after some edits. `was` has, for each question and `fact:ID`, its name before and whether it still means the same."""

    question_set: QuestionSet
    was: dict[str, tuple[str, bool]]
    edits: int


def edited(data: Entry, chance: random.Random, edits: int, version: str = "1.1.0") -> Edited:
    """Return a sound set that comes from the data of another one by so many edits."""
    working = copy.deepcopy(data) | {"version": version}
    for each in (*working["questions"], *working["facts"]):
        each["_was"], each["_same"] = each["id"], True
    made = 0
    while made < edits:
        tried = copy.deepcopy(working)
        chance.choice(EDITS)(tried, chance)
        tidy(tried)
        if not check(plain(tried)):
            working, made = tried, made + 1
    items = {each["id"]: [item["id"] for item in each["items"]] for each in working.get("lists", ())}
    was = {f"fact:{each['id']}": (f"fact:{each['_was']}", each["_same"]) for each in working["facts"] if each["_was"]}
    for each in working["questions"]:
        each["_same"] &= not any("_relabelled" in reason for reason in each.get("reasons", ()))
    for each in working["questions"]:
        if each["_was"]:
            ends = (
                [f"-{item}" for item in items[each["for_each"]] if item in each.get("only", [item])]
                if "for_each" in each
                else [""]
            )
            was |= {f"{each['id']}{end}": (f"{each['_was']}{end}", each["_same"]) for end in ends}
    return Edited(build(plain(working)), was, made)


def plain(data: Any) -> Any:
    """Return data without what only the editing remembers."""
    if isinstance(data, dict):
        return {name: plain(each) for name, each in data.items() if not name.startswith("_")}
    return [plain(each) for each in data] if isinstance(data, list) else data


def tidy(data: Entry) -> None:
    """Take out what leads nowhere after an edit: recommendations, criteria and parts without questions, gates."""
    rows = {each["id"] for each in data["questions"]}
    names = rows | {each["id"] for each in data["facts"]}
    data["recommendations"] = []
    used = {each["criterion"] for each in data["questions"]}
    data["criteria"] = [each for each in data["criteria"] if each["id"] in used]
    sections = {each["section"] for each in data["criteria"]}
    data["sections"] = [each for each in data["sections"] if each["id"] in sections]
    themes = {theme for each in data["questions"] for theme in each.get("themes", ())}
    data["themes"] = [each for each in data["themes"] if each["id"] in themes]
    for each in data["questions"]:
        each["applies_when"] = {gate: value for gate, value in each.get("applies_when", {}).items() if gate in names}


_count = iter(range(10**9))


def new_id(start: str) -> str:
    return f"{start}-n{next(_count)}"


def _question(data: Entry, chance: random.Random) -> Entry:
    return chance.choice(data["questions"])  # type: ignore[no-any-return]


def reword(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    item = " {item}" if "for_each" in each else ""
    each["text"], each["_same"] = f"Other words {next(_count)}{item}?", False


def add(data: Entry, chance: random.Random) -> None:
    question = {"id": new_id("added"), "text": f"Something new {next(_count)}?", "_was": "", "_same": True}
    question |= {name: _question(data, chance)[name] for name in ("part", "criterion")}
    data["questions"].insert(chance.randrange(len(data["questions"]) + 1), question)


def remove(data: Entry, chance: random.Random) -> None:
    if len(data["questions"]) > 2:
        data["questions"].remove(_question(data, chance))


def come_back(data: Entry, chance: random.Random) -> None:
    """An id that was used for one question is used for another one."""
    each = _question(data, chance)
    name, item = each["id"], " {item}" if "for_each" in each else ""
    fresh = copy.deepcopy(each) | {"text": f"Quite another {next(_count)}{item}?", "_same": False, "_was": name}
    if chance.random() < 0.5:
        each["id"] = new_id("renamed")  # the old one lives on beside it, under another id
        fresh = {key: value for key, value in fresh.items() if key not in ("for_each", "only")} | {"_was": ""}
        fresh["text"] = fresh["text"].replace(" {item}", "")
        fresh["short"] = "another"
        data["questions"].append(fresh)
    else:
        data["questions"][data["questions"].index(each)] = fresh


def rename(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    old, each["id"] = each["id"], new_id("renamed")
    for other in data["questions"]:
        gates = other.get("applies_when", {})
        if old in gates:
            gates[each["id"]] = gates.pop(old)


def move(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    each["part"] = chance.choice(data["parts"])["id"]
    each["criterion"] = chance.choice(data["criteria"])["id"]
    each["themes"] = [theme["id"] for theme in data["themes"] if chance.random() < 0.5]


def reorder(data: Entry, chance: random.Random) -> None:
    chance.shuffle(data[chance.choice(["questions", "parts", "facts"])])


def add_reason(data: Entry, chance: random.Random) -> None:
    _question(data, chance).setdefault("reasons", []).append({"id": new_id("why"), "label": f"Because {next(_count)}"})


def remove_reason(data: Entry, chance: random.Random) -> None:
    reasons = _question(data, chance).get("reasons")
    if reasons:
        reasons.remove(chance.choice(reasons))


def relabel_reason(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    old = [reason for reason in each.get("reasons", []) if "-n" not in reason["id"]]
    if old:
        chance.choice(old).update(label=f"Another reason {next(_count)}", _relabelled=True)


def gate(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    fact = chance.choice(data["facts"])
    each["applies_when"] = {fact["id"]: _ids(fact)[0]} if chance.random() < 0.7 else {}


def add_fact(data: Entry, chance: random.Random) -> None:
    name = new_id("fact")
    data["facts"].append({"id": name, "label": f"New fact {name}", "options": ["a", "b"], "_was": "", "_same": True})


def remove_fact(data: Entry, chance: random.Random) -> None:
    if len(data["facts"]) > 1:
        data["facts"].remove(chance.choice(data["facts"]))


def rename_fact(data: Entry, chance: random.Random) -> None:
    each = chance.choice(data["facts"])
    old, each["id"] = each["id"], new_id("fact")
    for other in data["questions"]:
        gates = other.get("applies_when", {})
        if old in gates:
            gates[each["id"]] = gates.pop(old)


def relabel_fact(data: Entry, chance: random.Random) -> None:
    each = chance.choice(data["facts"])
    each["label"], each["_same"] = f"Another fact {next(_count)}?", False


def change_option(data: Entry, chance: random.Random) -> None:
    each = chance.choice(data["facts"])
    if len(each["options"]) > 2 and chance.random() < 0.6:
        gone = chance.choice(each["options"])
        each["options"].remove(gone)
        for other in data["questions"]:
            other.get("applies_when", {}).pop(each["id"], None)
    else:
        each["options"].append(new_id("option"))


def _ids(fact: Entry) -> list[str]:
    return [each if isinstance(each, str) else each["id"] for each in fact["options"]]


EDITS = (
    reword, reword, add, add, remove, remove, come_back, rename, rename, move, move, reorder, add_reason, remove_reason,
    relabel_reason, gate, add_fact, remove_fact, rename_fact, relabel_fact, change_option, change_option,
)  # fmt: skip


def rounds(chance: random.Random, edits: int) -> Iterator[int]:
    """Return how many edits each round makes, until there are as many as wanted."""
    while edits > 0:
        number = min(edits, chance.randint(1, 5))
        edits -= number
        yield number
