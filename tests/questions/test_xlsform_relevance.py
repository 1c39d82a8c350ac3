"""When a question of a form is asked."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.questions.xlsform.relevance import gates


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("${a} = 'yes'", {"a": ("yes",)}),
        ('${ a }="yes"', {"a": ("yes",)}),
        ("selected(${a}, 'yes')", {"a": ("yes",)}),
        ("(${a} = 'yes' or ${a} = 'na') and ${b} = 'no'", {"a": ("yes", "na"), "b": ("no",)}),
        ("${a} != 'no'", {"a": ("yes", "na")}),
        ("not(selected(${a}, 'no'))", {"a": ("yes", "na")}),
        ("${a} = 'yes' and ${a} != 'no'", {"a": ("yes",)}),
        ("${a} = 'yes' or ${b} = 'yes'", None),
        ("${a} = 'yes' and ${a} = 'no'", None),
        ("${a} = 'maybe'", None),
        ("${c} = 'yes'", None),
        ("${a} > 5", None),
        ("${a} = ''", None),
        ("count(${a}) = 1", None),
        ("${a} = 'yes' and", None),
        ("((((((((((((((((((((((((${a} = 'yes'))))))))))))))))))))))))", None),
        ("(" * 100_000, None),
        ("", None),
    ],
)
def test_relevance(expression: str, found: Any) -> None:
    values = {"a": ("yes", "no", "na"), "b": ("yes", "no")}
    assert gates(expression, lambda name: values.get(name, ())) == found
