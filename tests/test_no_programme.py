"""The program knows no programme: what is particular to one is data in `question_sets/`, and its id stands nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casereview.questions.catalogue import examples, shipped

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(
    path
    for folder in ("src", "benchmarks")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".tcss", ".css", ".html", ".js", ".typ"}
)


@pytest.mark.parametrize("set_id", [path.stem for path in shipped()])
def test_no_code_names_a_question_set(set_id: str) -> None:
    # An id that is one plain word of the language is looked for where it would be an id: between quotation marks.
    word = re.escape(set_id) if "-" in set_id else f"[\"'`]{re.escape(set_id)}[\"'`]"
    found = [
        str(path.relative_to(ROOT))
        for path in CODE
        if re.search(rf"(?<![\w-]){word}(?![\w-])", path.read_text("utf-8"))
    ]
    assert found == []


def test_the_code_looked_through_is_all_of_it() -> None:
    assert len(CODE) > 150
    assert any(path.name == "demo.py" for path in CODE)


def test_the_examples_belong_to_shipped_sets() -> None:
    assert set(examples()) <= {path.stem for path in shipped()}
