"""A question set as the sheets of an XLSForm.

Facts come first, then a group for each part. A question is a select of yes, no, not applicable, followed by its reasons
(asked where the answer is no) and its note. The rows of a repeated question stand in a group that carries the words of
all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from casereview.questions.model import ANSWER_WORDS, HIGHEST_MARK
from casereview.questions.xlsform.cells import (
    ANSWERS,
    FORMAT,
    LANGUAGE,
    LONGEST,
    NAMESPACE,
    OWN,
    Tables,
    cell,
    label,
    name_of,
    option_pairs,
)

# What the rows say that are no words of the set.
FACTS, WHY, NOTE = "Facts", "Why not?", "Note"
GROUP_OF_FACTS = "case_facts"

Data = dict[str, Any]
Row = dict[str, str]

# In an extra column as they stand in the file.
WORDS = ("short", "not_applicable", "good", "poor", "among", "prompt_of", "low", "high")
_EXTRA = ("role", "id", "criterion", "themes", "for_each", "strength_from", *WORDS)
_SURVEY = ("type", "name", "label", "hint", "relevant", "parameters", *(OWN + each for each in _EXTRA))
_CHOICES = ("list_name", "name", "label", "phrase", "section")


def tables_of(data: Data, words: Mapping[str, str] = ANSWER_WORDS) -> Tables:
    """Return the sheets of the form for the data of a sound question set file; `words` name the answers."""
    settings = {
        "form_title": label(data["title"]),
        "form_id": data["id"],
        "version": data["version"],
        "default_language": LANGUAGE,
        "namespaces": NAMESPACE,
        f"attribute::{OWN}unit": data.get("unit", "case"),
    }
    return {
        "survey": _table(_SURVEY, _survey(data)),
        "choices": _table(_CHOICES, _choices(data, words)),
        "settings": [list(settings), list(settings.values())],
        "casereview": [[FORMAT], *([piece] for piece in _pieces(data))],
    }


def _table(columns: tuple[str, ...], rows: Iterator[Row]) -> list[list[str]]:
    """Columns in which nothing stands are left out."""
    found = list(rows)
    used = [each for each in columns if any(row.get(each) for row in found)]
    return [[_heading(each) for each in used], *([row.get(each, "") for each in used] for row in found)]


def _heading(column: str) -> str:
    if column in ("label", "hint"):
        return f"{column}::{LANGUAGE}"
    return f"bind::{column}" if column.startswith(OWN) else column


def _pieces(data: Data) -> list[str]:
    """The whole set as JSON, in pieces that a cell can hold; ASCII, and nothing that a reader takes for a number."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    text = text.replace("x00", "\\u007800").replace("_x", "_\\u0078")
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def _survey(data: Data) -> Iterator[Row]:
    if data.get("facts"):
        yield {"type": "begin_group", "name": GROUP_OF_FACTS, "label": FACTS, f"{OWN}role": "facts"}
        for fact in data["facts"]:
            row = _named(fact["id"]) | {"type": f"select_one fact_{fact['id']}", "label": label(fact["label"])}
            yield row | _own(fact, "short", role="fact") | {"hint": cell(fact.get("help", ""))}
        yield {"type": "end_group", "name": GROUP_OF_FACTS}
    items = {each["id"]: each["items"] for each in data.get("lists", ())}
    for part in data["parts"]:
        name = f"part_{part['id']}"
        words = {"type": "begin_group", "name": name, "label": label(part["title"])}
        yield words | _own(part, "short", id=part["id"])
        for question in data["questions"]:
            if question["part"] == part["id"]:
                yield from _question(question, items)
        yield {"type": "end_group", "name": name}


def _question(question: Data, items: Mapping[str, list[Data]]) -> Iterator[Row]:
    extra = _own(question, *WORDS, criterion=question["criterion"], themes=" ".join(question.get("themes", ())))
    if "strength_from" in question:
        extra[f"{OWN}strength_from"] = str(question["strength_from"])
    gate = {"relevant": _relevant(question.get("applies_when", {}))}
    if "for_each" not in question:
        yield from _asked(question, question["id"], {}, gate | extra)
        return
    name = f"repeat_{question['id']}"
    words = {"type": "begin_group", "name": name, "label": label(question["text"].replace("{item}", "…"))}
    words |= {"hint": cell(question.get("guidance", "")), f"{OWN}for_each": question["for_each"]}
    yield words | gate | extra | {f"{OWN}id": question["id"]}
    for item in items[question["for_each"]]:
        if item["id"] in question.get("only", [item["id"]]):
            yield from _asked(question, f"{question['id']}-{item['id']}", item, {})
    yield {"type": "end_group", "name": name}


def _asked(question: Data, row_id: str, item: Data, extra: Row) -> Iterator[Row]:
    """One row that is answered, and what belongs to a no."""

    def filled(text: str) -> str:
        return text.replace("{item}", item["label"]) if item else text

    row = _named(row_id) | {"type": _type(question), "label": label(filled(question["text"]))}
    row |= {"hint": cell(filled(question.get("guidance", "")))} | extra
    if question.get("kind") == "scale":
        row["parameters"] = f"start=0 end={HIGHEST_MARK} step=1"
    yield row
    if question.get("kind", "judgement") != "judgement":
        return
    why = {"label": WHY, "relevant": f"${{{row['name']}}} = 'no'", f"{OWN}role": "reasons"}
    if question.get("reasons"):
        yield {"type": f"select_multiple reasons_{question['id']}", "name": f"reasons_{row_id}"} | why
    yield {"type": "text", "name": f"note_{row_id}", "label": NOTE, f"{OWN}role": "note"}


def _type(question: Data) -> str:
    return {
        "judgement": f"select_one {ANSWERS}",
        "choice": f"select_one options_{question['id']}",
        "choices": f"select_multiple options_{question['id']}",
        "scale": "range",
        "text": "text",
    }[question.get("kind", "judgement")]


def _named(identifier: str) -> Row:
    """The name, and the id where they differ."""
    name = name_of(identifier)
    return {"name": name, f"{OWN}id": identifier if name != identifier else ""}


def _own(entry: Data, *keys: str, **more: str) -> Row:
    return {OWN + key: cell(entry.get(key) or "") for key in keys} | {OWN + key: text for key, text in more.items()}


def _relevant(gates: Mapping[str, Any]) -> str:
    """All gates must hold; a gate holds with any of its values."""
    found = []
    for gate, wanted in gates.items():
        values = [wanted] if isinstance(wanted, str) else wanted
        any_of = " or ".join(f"${{{name_of(gate)}}} = '{value}'" for value in values)
        found.append(f"({any_of})" if len(values) > 1 and len(gates) > 1 else any_of)
    return " and ".join(found)


def _choices(data: Data, words: Mapping[str, str]) -> Iterator[Row]:
    def listed(name: str, pairs: list[tuple[str, str]]) -> Iterator[Row]:
        for identifier, said in pairs:
            yield {"list_name": name, "name": identifier, "label": label(said)}

    if any(each.get("kind", "judgement") == "judgement" for each in data["questions"]):
        yield from listed(ANSWERS, list(words.items()))
    for fact in data.get("facts", ()):
        yield from listed(f"fact_{fact['id']}", option_pairs(fact["options"]))
    for question in data["questions"]:
        yield from listed(f"options_{question['id']}", option_pairs(question.get("options", [])))
        for reason in question.get("reasons", ()):
            (row,) = listed(f"reasons_{question['id']}", [(reason["id"], reason["label"])])
            yield row | {"phrase": cell(reason.get("phrase") or "")}
    for each in data.get("lists", ()):
        yield from listed(f"list_{each['id']}", option_pairs(each["items"]))
    for kind in ("sections", "criteria", "themes"):
        for each in data.get(kind, ()):
            (row,) = listed(f"casereview_{kind}", [(each["id"], each["title"])])
            yield row | {"section": each.get("section", "")}
