"""The published JSON Schema says what the checker says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from casereview.questions import shipped
from casereview.questions.build import canonical
from casereview.questions.check import check
from casereview.questions.file_model import json_schema
from casereview.questions.file_tables import ONCE, TABLES, in_order

SCHEMA = json_schema()


def test_the_schema_is_plain_json_of_a_named_draft() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_names_every_table_and_refuses_unknown_keys(small_data: dict[str, Any]) -> None:
    assert set(small_data) <= set(SCHEMA["properties"])
    assert SCHEMA["additionalProperties"] is False
    assert all(model["additionalProperties"] is False for model in SCHEMA["$defs"].values())
    assert set(SCHEMA["required"]) == {"id", "version", "title", "sections", "criteria", "parts", "questions"}


def test_the_schema_uses_the_words_of_the_file() -> None:
    assert set(SCHEMA["$defs"]["BandEntry"]["properties"]) == {"id", "from", "to", "label", "points"}
    for table, model in (("questions", "QuestionEntry"), ("bands", "BandEntry"), ("facts", "FactEntry")):
        assert SCHEMA["properties"][table]["items"] == {"$ref": f"#/$defs/{model}"}


def _accepts(schema: Any, value: Any) -> bool:
    """As much of JSON Schema as the published one uses: kinds, keys, lists and alternatives."""
    if "$ref" in schema:
        return _accepts(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], value)
    if "anyOf" in schema:
        return any(_accepts(each, value) for each in schema["anyOf"])
    if "const" in schema:
        return bool(value == schema["const"])
    match schema["type"]:
        case "object" if "properties" in schema:
            known = schema["properties"]
            return (
                isinstance(value, dict)
                and set(schema.get("required", ())) <= set(value) <= set(known)
                and all(_accepts(known[key], each) for key, each in value.items())
            )
        case "object":
            ((pattern, wanted),) = schema["patternProperties"].items()
            return isinstance(value, dict) and all(
                re.search(pattern, k) and _accepts(wanted, v) for k, v in value.items()
            )
        case "array":
            return isinstance(value, list) and all(_accepts(schema["items"], each) for each in value)
        case kind:
            return type(value) is {"string": str, "integer": int, "null": type(None)}[kind]


def test_the_schema_accepts_the_small_set(small_data: dict[str, Any]) -> None:
    assert _accepts(SCHEMA, small_data)


@pytest.mark.parametrize("key", ["tilte", "version", "questions", "bands"])
def test_the_schema_refuses_what_the_checker_refuses(small_data: dict[str, Any], key: str) -> None:
    bad = small_data | {key: 3}
    assert check(bad)
    assert not _accepts(SCHEMA, bad)


def test_what_the_page_on_writing_sets_shows_is_of_the_right_shape() -> None:
    page = (Path(__file__).parents[2] / "docs" / "question-sets.md").read_text(encoding="utf-8")
    blocks = [
        tomllib.loads(block) for block in re.findall(r"^```toml\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)
    ]
    shown = [(table, each) for block in blocks if "language" not in block for table, each in block.items()]
    assert {"facts", "lists", "questions"} <= {table for table, _ in shown}
    for table, entries in shown:
        for entry in entries if isinstance(entries, list) else [entries]:
            (TABLES[table][1] if table in TABLES else ONCE[table]).model_validate(entry)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_data_in_order_are_the_same_data_with_the_id_first(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    made = in_order(json.loads(canonical(data)))
    assert made == data
    assert list(made)[:3] == ["id", "version", "title"]
    assert list(made)[-1] in ("questions", "findings", "documents", "recommendations", "glossary")
    assert all(next(iter(each)) == "id" for each in made["questions"] + made.get("facts", []))
