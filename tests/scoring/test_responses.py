"""What respondents say, counted: told again by hand, and withheld where people are few."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions.model import Option, Question
from casereview.scoring.responses import Form, ItemFigures, count, median, outward
from tests.strategies import examples, question, question_set

OPTIONS = tuple(Option(each, each.upper()) for each in ("a", "b", "c"))


def item(kind: str, name: str = "") -> Question:
    options = OPTIONS if kind in ("choice", "choices") else ()
    return question(name or kind, "1.1", kind=kind, options=options)


ASKED = question_set([item("choice"), item("choices"), item("scale"), item("text"), question("judged", "1.1")])


def form(number: int, differing: frozenset[str] = frozenset(), **values: Any) -> Form:
    return Form(f"R-{number}", "Ann", values, differing)


def figures(*forms: Form, respondents: int = 0) -> dict[str, ItemFigures]:
    found = count(ASKED, forms, respondents)
    assert found.respondents == respondents
    assert found.forms == len(forms)
    return {each.question: each for each in found.items}


def test_every_kind_is_counted_in_its_own_way_and_blank_is_told() -> None:
    found = figures(
        form(1, choice="a", choices=["a", "c"], scale=0, text="words"),
        form(2, choice="a", choices=["c"], scale=10),
        form(3, choice="b", scale=3, text="more"),
        form(4),
        respondents=6,
    )
    assert found["choice"] == ItemFigures("choice", 3, 1, 0, {"a": 2, "b": 1, "c": 0})
    assert found["choices"] == ItemFigures("choices", 2, 2, 0, {"a": 1, "b": 0, "c": 2})
    marks = {str(mark): int(mark in (0, 3, 10)) for mark in range(11)}
    assert found["scale"] == ItemFigures("scale", 3, 1, 0, marks, 3.0, 0, 10)
    assert found["text"] == ItemFigures("text", 2, 2, 0, {})


def test_a_judgement_is_no_response() -> None:
    assert "judged" not in figures(form(1, choice="a"))


def test_of_nobody_nothing_is_counted() -> None:
    found = figures()
    assert found["scale"] == ItemFigures("scale", 0, 0, 0, dict.fromkeys(map(str, range(11)), 0))
    assert found["choice"].counts == {"a": 0, "b": 0, "c": 0}


def test_what_differs_between_copies_is_neither_answered_nor_blank() -> None:
    found = figures(form(1, frozenset({"choice"})), form(2, choice="b"))
    assert found["choice"] == ItemFigures("choice", 1, 0, 1, {"a": 0, "b": 1, "c": 0})


def test_an_option_that_the_set_no_longer_has_is_answered_and_in_no_count() -> None:
    assert figures(form(1, choice="gone"))["choice"] == ItemFigures("choice", 1, 0, 0, {"a": 0, "b": 0, "c": 0})


@pytest.mark.parametrize(
    ("marks", "middle"), [([], None), ([7], 7), ([1, 2], 1.5), ([2, 1, 9], 2), ([10, 0, 0, 1], 0.5), ([3] * 8, 3)]
)
def test_the_median_is_the_middle_one_or_half_way_between_two(marks: list[int], middle: float | None) -> None:
    assert median(marks) == middle


@given(st.lists(st.integers(0, 10), min_size=1))
@examples(100)
def test_half_of_the_marks_are_not_above_the_median_and_half_not_below(marks: list[int]) -> None:
    middle = median(marks)
    assert middle is not None
    half = Fraction(len(marks), 2)
    assert sum(mark <= middle for mark in marks) >= half
    assert sum(mark >= middle for mark in marks) >= half


@given(st.lists(st.fixed_dictionaries({}, optional={
    "choice": st.sampled_from("abc"),
    "choices": st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(sorted),
    "scale": st.integers(0, 10),
    "text": st.text(min_size=1, max_size=5),
})))  # fmt: skip
@examples(100)
def test_every_form_is_answered_or_blank_and_options_that_exclude_one_another_add_up(
    said: list[dict[str, Any]],
) -> None:
    found = figures(*(form(number, **values) for number, values in enumerate(said)))
    for name, each in found.items():
        assert each.answered == sum(name in values for values in said)
        assert each.answered + each.blank == len(said)
        if name in ("choice", "scale"):
            assert sum(each.counts.values()) == each.answered


# --- what leaves the room ---


def of(counts: dict[str, int], answered: int | None = None) -> ItemFigures:
    return ItemFigures("x", sum(counts.values()) if answered is None else answered, 0, 0, counts)


@pytest.mark.parametrize(
    ("kind", "found", "shown"),
    [
        pytest.param("choice", of({"a": 7, "b": 5}), {"a": 7, "b": 5}, id="nothing is small"),
        pytest.param("choice", of({"a": 7, "b": 0}), {"a": 7, "b": 0}, id="nobody is no small number"),
        pytest.param("choice", of({"a": 7, "b": 5, "c": 1}), {"a": 7, "b": None, "c": None}, id="a second count goes with it"),
        pytest.param("choice", of({"a": 1, "b": 1}), None, id="hardly anybody answered"),
        pytest.param("choice", of({"a": 2, "b": 2}), None, id="all alike"),
        pytest.param("choices", of({"a": 9, "b": 4, "c": 2}, 10), {"a": None, "b": 4, "c": None}, id="one did not choose it"),
        pytest.param("choices", of({"a": 10, "b": 0}, 10), {"a": 10, "b": 0}, id="all or none chose it"),
        pytest.param("choices", of({"a": 2, "b": 1}, 2), None, id="two people"),
        pytest.param("text", of({}, 2), None, id="two texts"),
        pytest.param("text", of({}, 3), {}, id="three texts"),
        pytest.param("scale", of({"0": 0, "5": 4, "9": 3}), {"0": 0, "5": 4, "9": 3}, id="a scale"),
    ],
)  # fmt: skip
def test_small_counts_stay_in_the_room(kind: str, found: ItemFigures, shown: dict[str, int | None] | None) -> None:
    assert outward(item(kind), found, 3) == shown


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 8), min_size=3), st.integers(1, 6))
@examples(100)
def test_no_count_of_few_people_is_shown(counts: dict[str, int], small: int) -> None:
    for kind in ("choice", "choices"):
        shown = outward(item(kind), of(counts), small) or {}
        assert all(number is None or number == counts[each] for each, number in shown.items())
        assert not any(number is not None and 0 < number < small for number in shown.values())


@pytest.mark.parametrize("small", [1, 2, 3, 4])
@pytest.mark.parametrize("answered", range(1, 9))
def test_what_is_withheld_of_several_choices_can_be_more_than_one_number(answered: int, small: int) -> None:
    withheld = set()
    for number in range(answered + 1):
        found = ItemFigures("choices", answered, 0, 0, {"a": number})
        shown = outward(item("choices"), found, small)
        if shown is None or shown["a"] is None:
            withheld.add(number)
    assert len(withheld) != 1
