"""From the data of a question set file to the set that the program uses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from casereview.questions.model import (
    Band,
    Criterion,
    DocumentWords,
    Fact,
    FindingRules,
    Milestone,
    Option,
    Overall,
    Part,
    Question,
    QuestionSet,
    Reason,
    Recommendation,
    Section,
    Standard,
    Term,
    Theme,
)
from casereview.questions.stored import refuse_unusable
from casereview.questions.texts import LONGEST_SHORT, words_of

# Of the canonical text, which a casebook carries; the largest set that is shipped takes 159,000 characters.
LONGEST_STORED = 2_000_000
_LONGEST_WRITTEN_OUT = 20_000_000


def canonical(data: dict[str, Any]) -> str:
    """Return the one JSON text of a file's data; its SHA-256 is the set's digest."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def build(data: dict[str, Any], source: str = "") -> QuestionSet:
    """Return the question set of a file's data, repeated questions written out and in screen order.

    `source` is the text that the data were read from where that is the canonical one already: it is not made again.
    `data` is expected to have passed `check`; other data ends in a KeyError, TypeError, ValueError or AttributeError.
    """
    source = source or canonical(data)
    section_of = {criterion["id"]: criterion["section"] for criterion in data["criteria"]}
    place = {part["id"]: index for index, part in enumerate(data["parts"])}
    items = {each["id"]: each["items"] for each in data.get("lists", ())}
    rows = [row for entry in data["questions"] for row in _rows(entry, section_of, items)]
    rows.sort(key=lambda row: place[row.part])  # stable: file order within a part
    return QuestionSet(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        about=data.get("about", ""),
        scoring=data.get("scoring", "pooled"),
        digest=hashlib.sha256(source.encode()).hexdigest(),
        bands=_bands(data.get("bands", ()), 100),
        sections=tuple(Section(each["id"], each["title"]) for each in data["sections"]),
        criteria=tuple(Criterion(each["id"], each["section"], each["title"]) for each in data["criteria"]),
        themes=tuple(Theme(each["id"], each["title"]) for each in data.get("themes", ())),
        facts=tuple(_fact(each) for each in data.get("facts", ())),
        parts=tuple(_part(each) for each in data["parts"]),
        questions=tuple(rows),
        source=source,
        finding_rules=FindingRules(**data.get("findings", {})),
        documents=DocumentWords(**{name: " ".join(text.split()) for name, text in data.get("documents", {}).items()}),
        timetable=tuple(
            Milestone(each["id"], each["what"], each["weeks"], each.get("to", each["weeks"]))
            for each in data.get("timetable", ())
        ),
        recommendations=tuple(_recommendation(each, rows) for each in data.get("recommendations", ())),
        glossary=tuple(Term(each["term"], each["meaning"]) for each in data.get("glossary", ())),
        unit=data.get("unit", "case"),
        overall=_overall(data["overall"], data["bands"]) if "overall" in data else None,
    )


def build_stored(source: str) -> QuestionSet:
    """Return the question set from the canonical text that a casebook carries (errors as for `build`).

    The casebook may come from somebody else: a set far larger than any that is asked is a ValueError, and so is one
    that could not be used (see `stored`).
    """
    if len(source) > LONGEST_STORED:
        raise ValueError("too long")
    data = json.loads(source)
    if written_out(data) > _LONGEST_WRITTEN_OUT:
        raise ValueError("too long when its repeated questions are written out")
    found = build(data, source)
    refuse_unusable(data, found)
    return found


def written_out(data: dict[str, Any]) -> int:
    """How many characters the repeated questions take when each is written out for every item of its list."""
    labels = {each["id"]: [len(item["label"]) for item in each["items"]] for each in data.get("lists", ())}
    found = 0
    for entry in data["questions"]:
        if "for_each" not in entry:
            continue
        text, of_items = canonical(entry), labels[entry["for_each"]]
        found += len(of_items) * len(text) + sum(of_items) * text.count("{item}")
    return found


def _overall(entry: dict[str, Any], bands: list[dict[str, Any]]) -> Overall:
    most = max(band.get("points", 0) for band in bands) * entry["standards"]
    elsewhere = tuple(Standard(each["id"], each["title"]) for each in entry.get("elsewhere", ()))
    return Overall(entry["standards"], _bands(entry["bands"], most), elsewhere)


def _bands(entries: Iterable[dict[str, Any]], last: int) -> tuple[Band, ...]:
    """Bands from the highest down, each reaching to the one above it, the highest to `last`."""
    bands: list[Band] = []
    for entry in sorted(entries, key=lambda each: -each["from"]):
        bands.append(Band(entry["id"], entry["from"], last, entry["label"], entry.get("points")))
        last = entry["from"] - 1
    return tuple(bands)


def _part(entry: dict[str, Any]) -> Part:
    return Part(entry["id"], entry["title"], entry.get("short") or _cut(entry["title"], LONGEST_SHORT["parts"]))


def _fact(entry: dict[str, Any]) -> Fact:
    short = entry.get("short") or _cut(entry["label"], LONGEST_SHORT["facts"])
    return Fact(entry["id"], entry["label"], short, entry.get("help", ""), _options(entry["options"]))


def _options(entries: Iterable[Any]) -> tuple[Option, ...]:
    """A bare id stands for an option whose label is the id in words."""
    return tuple(
        Option(each, words_of(each)) if isinstance(each, str) else Option(each["id"], each["label"]) for each in entries
    )


def _recommendation(entry: dict[str, Any], rows: list[Question]) -> Recommendation:
    """A repeated question that is named stands for all its rows."""
    named = set(entry.get("questions", ()))
    questions = tuple(row.id for row in rows if row.id in named or row.matrix in named)
    return Recommendation(entry["id"], entry["text"], entry.get("who", ""), questions)


def _rows(entry: dict[str, Any], section_of: dict[str, str], items: dict[str, list[dict[str, str]]]) -> list[Question]:
    """One row for a plain question, one per item for a repeated one."""
    if "for_each" not in entry:
        return [_row(entry, section_of, "", "")]
    only = set(entry["only"]) if "only" in entry else None
    chosen = [item for item in items[entry["for_each"]] if only is None or item["id"] in only]
    return [_row(entry, section_of, item["id"], item["label"]) for item in chosen]


def _cut(text: str, longest: int) -> str:
    """A title or label as a short name, the cut marked by an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _shortened(text: str) -> str:
    """A question's text as a short name; never cut through the place of its item."""
    longest = LONGEST_SHORT["questions"]
    if len(text) <= longest:
        return text
    at = text.rfind("{item}", 0, longest + 4)
    return (text[: longest - 1] if at + 6 < longest else text[:at].rstrip(" ,")) + "…"


def _row(entry: dict[str, Any], section_of: dict[str, str], item_id: str, item: str) -> Question:
    def filled(text: str) -> str:
        return text.replace("{item}", item).strip() if text else ""

    text = entry["text"]
    short = entry.get("short") or _shortened(text)
    if item_id and "{item}" not in short:
        short = f"{short}: {item}"
    gates = entry.get("applies_when", {})
    return Question(
        id=f"{entry['id']}-{item_id}" if item_id else entry["id"],
        part=entry["part"],
        criterion=entry["criterion"],
        section=section_of[entry["criterion"]],
        themes=tuple(entry.get("themes", ())),
        short=filled(short),
        text=filled(text),
        guidance=filled(entry.get("guidance", "")),
        not_applicable=filled(entry.get("not_applicable", "")),
        applies_when={gate: (value,) if isinstance(value, str) else tuple(value) for gate, value in gates.items()},
        reasons=tuple(
            Reason(each["id"], each["label"], filled(each.get("phrase", ""))) for each in entry.get("reasons", ())
        ),
        matrix=entry["id"] if item_id else "",
        item=item,
        stem=text.replace("{item}", "…").strip() if item_id else "",
        good=entry.get("good", "").strip(),
        poor=entry.get("poor", "").strip(),
        among=filled(entry.get("among", "")),
        strength_from=entry.get("strength_from"),
        kind=entry.get("kind", "judgement"),
        prompt_of=entry.get("prompt_of", ""),
        options=_options(entry.get("options", ())),
        ends=(entry.get("low", ""), entry.get("high", "")),
    )
