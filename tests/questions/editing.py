"""Random edits of a question set, each remembered: what a question or fact was before, and whether it still means the same."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
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
    working = copy.deepcopy({"facts": [], "themes": [], "lists": []} | data) | {"version": version}
    for each in (*working["questions"], *working["facts"]):
        each["_was"], each["_same"] = each["id"], True
    made = 0
    while made < edits:
        tried = copy.deepcopy(working)
        chance.choice(edits_of(data))(tried, chance)
        tidy(tried)
        if not check(plain(tried)):
            working, made = tried, made + 1
    items = {each["id"]: each["items"] for each in working["lists"]}
    was = {f"fact:{each['id']}": (f"fact:{each['_was']}", each["_same"]) for each in working["facts"] if each["_was"]}
    for each in working["questions"]:
        labels = (*each.get("reasons", ()), *each.get("options", ()))
        each["_same"] &= not any("_relabelled" in label for label in labels)
    for each in working["questions"]:
        if each["_was"] and "for_each" not in each:
            was[each["id"]] = each["_was"], each["_same"]
        elif each["_was"]:
            for item in items[each["for_each"]]:
                if item["id"] in each.get("only", [item["id"]]):
                    same = each["_same"] and "_relabelled" not in item
                    was[f"{each['id']}-{item['id']}"] = f"{each['_was']}-{item['id']}", same
    return Edited(build(plain(working)), was, made)


def plain(data: Any) -> Any:
    """Return data without what only the editing remembers."""
    if isinstance(data, dict):
        return {name: plain(each) for name, each in data.items() if not name.startswith("_")}
    return [plain(each) for each in data] if isinstance(data, list) else data


def tidy(data: Entry) -> None:
    """Take out what leads nowhere after an edit: recommendations, criteria and parts without questions, gates, prompts of nothing."""
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
        if each.get("prompt_of", "") not in rows:
            each.pop("prompt_of", None)


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
    if data.get("unit") == "respondent":
        question |= _kind(chance.choice(KINDS))
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
        if other.get("prompt_of") == old:
            other["prompt_of"] = each["id"]


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


# --- repeated rows ---


def repeat_less(data: Entry, chance: random.Random) -> None:
    """A row less for each question that repeats over a list, or for one of them."""
    each = _question(data, chance)
    if "for_each" not in each:
        return
    (of,) = (found for found in data["lists"] if found["id"] == each["for_each"])
    if chance.random() < 0.5:
        gone = chance.choice(of["items"])
        of["items"].remove(gone)
        for other in data["questions"]:
            if gone["id"] in other.get("only", ()):
                other["only"].remove(gone["id"])
    else:
        each["only"] = [item["id"] for item in of["items"] if chance.random() < 0.6]


def repeat_more(data: Entry, chance: random.Random) -> None:
    each = _question(data, chance)
    if "for_each" not in each:
        return
    (of,) = (found for found in data["lists"] if found["id"] == each["for_each"])
    of["items"].insert(chance.randrange(len(of["items"]) + 1), {"id": new_id("item"), "label": f"some {next(_count)}"})
    if chance.random() < 0.5:
        each.pop("only", None)


def relabel_item(data: Entry, chance: random.Random) -> None:
    if data["lists"]:
        chance.choice(chance.choice(data["lists"])["items"]).update(label=f"others {next(_count)}", _relabelled=True)


# --- prompts beneath a key question ---


def prompt(data: Entry, chance: random.Random) -> None:
    each, key = _question(data, chance), _question(data, chance)
    if each is not key:
        each |= {"prompt_of": key["id"], "themes": [], "criterion": key["criterion"]}


def no_prompt(data: Entry, chance: random.Random) -> None:
    prompts = [each for each in data["questions"] if "prompt_of" in each]
    if prompts:
        del chance.choice(prompts)["prompt_of"]


# --- standards judged elsewhere ---


def remove_standard(data: Entry, chance: random.Random) -> None:
    elsewhere = data["overall"]["elsewhere"]
    if elsewhere:
        elsewhere.remove(chance.choice(elsewhere))


def add_standard(data: Entry, chance: random.Random) -> None:
    data["overall"]["standards"] += 1
    data["overall"]["elsewhere"].append({"id": new_id("standard"), "title": "Another standard"})


def rename_band(data: Entry, chance: random.Random) -> None:
    chance.choice(data["bands"])["id"] = new_id("band")


# --- what respondents answer ---

KINDS = ("judgement", "choice", "choices", "scale", "text")


def _kind(kind: str) -> Entry:
    options = [{"id": new_id("answer"), "label": f"Answer {next(_count)}"} for _ in range(3)]
    found: Entry = {"kind": kind}
    return found | {"choice": {"options": options}, "choices": {"options": options}}.get(kind, {})


def change_kind(data: Entry, chance: random.Random) -> None:
    """A scale becomes a choice, a choice several, and so on, under the same id and text; once only, so that it never turns back."""
    each = _question(data, chance)
    if "_kind" in each:
        return
    each["_kind"] = True
    other = chance.choice([kind for kind in KINDS if kind != each.get("kind", "judgement")])
    options = each.get("options")
    for name in ("kind", "options", "low", "high", "good", "poor"):
        each.pop(name, None)
    each |= _kind(other)
    if options and "options" in each and chance.random() < 0.5:
        each["options"] = options
    each["_same"] = False


def _option(given: Any) -> Entry:
    """An option; a bare id stands for one whose label is the id in words."""
    return {"id": given, "label": given.replace("-", " ").capitalize()} if isinstance(given, str) else given


def _answers(data: Entry, chance: random.Random) -> Any:
    choices = [each["options"] for each in data["questions"] if each.get("options")]
    found = chance.choice(choices) if choices else []
    found[:] = [_option(each) for each in found]
    return found


def add_answer(data: Entry, chance: random.Random) -> None:
    _answers(data, chance).append({"id": new_id("answer"), "label": f"Answer {next(_count)}"})


def remove_answer(data: Entry, chance: random.Random) -> None:
    found = _answers(data, chance)
    if len(found) > 2:
        found.remove(chance.choice(found))


def relabel_answer(data: Entry, chance: random.Random) -> None:
    old = [each for each in _answers(data, chance) if "-n" not in each["id"]]
    if old:
        chance.choice(old).update(label=f"Another answer {next(_count)}", _relabelled=True)


def turn_answers(data: Entry, chance: random.Random) -> None:
    chance.shuffle(_answers(data, chance))


def change_ends(data: Entry, chance: random.Random) -> None:
    scales = [each for each in data["questions"] if each.get("kind") == "scale"]
    if scales:
        chance.choice(scales).update(high=f"the end {next(_count)}", _same=False)


# --- facts ---


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
    relabel_reason, gate, add_fact, remove_fact, rename_fact, relabel_fact, change_option, change_option, repeat_less,
    repeat_more, relabel_item,
)  # fmt: skip
PROMPTING = (prompt, prompt, no_prompt)
RATING = (remove_standard, add_standard, rename_band)
ANSWERING = (
    change_kind,
    change_kind,
    add_answer,
    remove_answer,
    remove_answer,
    relabel_answer,
    turn_answers,
    change_ends,
)


def edits_of(data: Entry) -> tuple[Callable[[Entry, random.Random], None], ...]:
    """Return what can be done to a set, by what is in it."""
    found = EDITS
    if any("prompt_of" in each for each in data["questions"]):
        found += PROMPTING * 2
    if "overall" in data:
        found += RATING
    return found + ANSWERING * 2 if data.get("unit") == "respondent" else found


def rounds(chance: random.Random, edits: int) -> Iterator[int]:
    """Return how many edits each round makes, until there are as many as wanted."""
    while edits > 0:
        number = min(edits, chance.randint(1, 5))
        edits -= number
        yield number
