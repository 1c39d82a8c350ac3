"""Question set files written by the program read back as what was written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import shipped
from casereview.questions.toml_text import toml_text
from tests.strategies import HOSTILE, examples

_texts = st.one_of(st.sampled_from([each[:200] for each in HOSTILE]), st.text(st.characters(exclude_categories=["Cs"])))
_plain = st.one_of(_texts, st.integers(-(2**40), 2**40), st.booleans())
_values = st.recursive(
    _plain,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_texts, inner, max_size=4)),
    max_leaves=20,
)


@examples(300)
@given(st.dictionaries(_texts, _values, max_size=5))
def test_whatever_is_written_reads_back(data: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text(data)) == data


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_set_reads_back(path: Any) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tomllib.loads(toml_text(data)) == data


def test_it_is_laid_out_for_people() -> None:
    data = {
        "title": "T",
        "questions": [{"id": "a", "text": "One\ntwo"}],
        "findings": {"few": 5},
        "fr": {"a.b": {"t": "x"}},
    }
    assert toml_text(data) == (
        'title = "T"\n\n[[questions]]\nid = "a"\ntext = """\nOne\ntwo"""\n\n[findings]\nfew = 5\n\n[fr."a.b"]\nt = "x"\n'
    )
