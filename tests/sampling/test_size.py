"""How many cases a sample needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook.errors import Refused
from casereview.sampling.size import sample_size


@pytest.mark.parametrize(("population", "wanted"), [(60, 45), (100, 63), (203, 92), (523, 126)])
def test_eighty_percent_within_five_points_asks_for_the_known_numbers(population: int, wanted: int) -> None:
    assert sample_size(population, 0.8, 5) == wanted


@given(st.integers(1, 10**9), st.floats(0.01, 0.999), st.floats(0.1, 50))
def test_a_sample_is_at_least_one_case_and_never_more_than_there_are(
    population: int, confidence: float, margin: float
) -> None:
    assert 1 <= sample_size(population, confidence, margin) <= population


@given(st.integers(1, 5000), st.floats(0.5, 0.99), st.floats(1, 20))
def test_more_cases_or_a_smaller_margin_never_ask_for_less(population: int, confidence: float, margin: float) -> None:
    size = sample_size(population, confidence, margin)
    assert sample_size(population + 1, confidence, margin) >= size
    assert sample_size(population, confidence, margin / 2) >= size


def test_a_caseload_of_none_has_a_sample_of_none() -> None:
    assert sample_size(0, 0.8, 5) == 0


@pytest.mark.parametrize(
    ("confidence", "margin", "words"),
    [
        (80, 5, "0.8 for 80%"),
        (0, 5, "0.8 for 80%"),
        (1, 5, "0.8 for 80%"),
        (float("nan"), 5, "0.8 for 80%"),
        (0.8, 0, "5 for 5 either way"),
        (0.8, 100, "5 for 5 either way"),
        (0.8, float("nan"), "5 for 5 either way"),
    ],
)
def test_a_confidence_or_a_margin_that_is_none_is_refused_with_an_example(
    confidence: float, margin: float, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        sample_size(100, confidence, margin)
