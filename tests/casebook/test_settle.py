"""The counted answer, from the answers that stand in the first readings and the resolutions that stand."""

from __future__ import annotations

import itertools
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook.settle import Head, Resolution, settled

ANN1, ANN2, BEA, CY = b"a" * 32, b"A" * 32, b"b" * 32, b"c" * 32


def head(reading: str, answer: str | None, entry: bytes) -> Head:
    return Head(reading, json.dumps(answer), entry)


def resolution(answer: str | None, *settles: bytes, note: str = "", entry: bytes = b"r" * 32) -> Resolution:
    return Resolution(answer, note, "Lead", "2026-01-05T09:00:00.000Z", frozenset(settles), entry)


Rows = tuple[tuple[str, str | None, bytes], ...]
TABLE: dict[str, tuple[Rows, tuple[Resolution, ...], str | None]] = {
    "nothing at all": ((), (), None),
    "one answer": ((("Ann", "yes", ANN1),), (), "yes"),
    "one cleared": ((("Ann", None, ANN1),), (), None),
    "two readings agree": ((("Ann", "no", ANN1), ("Bea", "no", BEA)), (), "no"),
    "two readings differ": ((("Ann", "no", ANN1), ("Bea", "yes", BEA)), (), "unresolved"),
    "not applicable against an answer": ((("Ann", "na", ANN1), ("Bea", "yes", BEA)), (), "unresolved"),
    "a blank reading beside an answer": ((("Ann", None, ANN1), ("Bea", "yes", BEA)), (), "yes"),
    "two copies of a reading agree": ((("Ann", "no", ANN1), ("Ann", "no", ANN2)), (), "no"),
    "two copies differ": ((("Ann", "no", ANN1), ("Ann", "yes", ANN2)), (), "unresolved"),
    "one copy cleared it": ((("Ann", "no", ANN1), ("Ann", None, ANN2)), (), "unresolved"),
    "both copies cleared it": ((("Ann", None, ANN1), ("Ann", None, ANN2)), (), None),
    "copies differ and another agrees with one": (
        (("Ann", "no", ANN1), ("Ann", "yes", ANN2), ("Bea", "yes", BEA)),
        (),
        "unresolved",
    ),
    "settled": ((("Ann", "no", ANN1), ("Bea", "yes", BEA)), (resolution("no", ANN1, BEA),), "no"),
    "settled with a third answer": ((("Ann", "no", ANN1), ("Bea", "yes", BEA)), (resolution("na", ANN1, BEA),), "na"),
    "settled as blank": ((("Ann", "no", ANN1), ("Bea", "yes", BEA)), (resolution(None, ANN1, BEA),), None),
    "copies settled": ((("Ann", "no", ANN1), ("Ann", None, ANN2)), (resolution("no", ANN1, ANN2),), "no"),
    "one copy seen, the other differs": ((("Ann", "no", ANN1), ("Ann", "yes", ANN2)), (resolution("no", ANN1),), "unresolved"),
    "one copy seen, the other is blank": ((("Ann", "no", ANN1), ("Ann", None, ANN2)), (resolution("no", ANN1),), "no"),
    "an agreed answer overruled": ((("Ann", "no", ANN1),), (resolution("yes", ANN1),), "yes"),
    "an unseen answer that differs": (
        (("Ann", "no", ANN1), ("Cy", "yes", CY)),
        (resolution("no", ANN1, BEA),),
        "unresolved",
    ),
    "an unseen answer that is the same": ((("Ann", "yes", ANN1), ("Cy", "no", CY)), (resolution("no", ANN1),), "no"),
    "an unseen blank": ((("Ann", "yes", ANN1), ("Cy", None, CY)), (resolution("no", ANN1),), "no"),
    "an unseen answer to what was settled as blank": (
        (("Ann", "yes", ANN1), ("Cy", "yes", CY)),
        (resolution(None, ANN1),),
        "unresolved",
    ),
    "two leads settle alike with other notes": (
        (("Ann", "no", ANN1), ("Bea", "yes", BEA)),
        (resolution("no", ANN1, BEA, note="p. 3"), resolution("no", ANN1, BEA, note="p. 9", entry=b"s" * 32)),
        "no",
    ),
    "two leads settle differently": (
        (("Ann", "no", ANN1), ("Bea", "yes", BEA)),
        (resolution("no", ANN1, BEA), resolution("yes", ANN1, BEA, entry=b"s" * 32)),
        "unresolved",
    ),
    "one lead settles as blank": (
        (("Ann", "no", ANN1), ("Bea", "yes", BEA)),
        (resolution("no", ANN1, BEA), resolution(None, ANN1, BEA, entry=b"s" * 32)),
        "unresolved",
    ),
    "two leads settle alike what each saw in part": (
        (("Ann", "no", ANN1), ("Bea", "yes", BEA)),
        (resolution("no", ANN1), resolution("no", BEA, entry=b"s" * 32)),
        "no",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_the_counted_answer_follows_from_what_stands(name: str) -> None:
    rows, resolutions, expected = TABLE[name]
    heads = [head(*row) for row in rows]
    for order in itertools.permutations(heads):
        for others in itertools.permutations(resolutions):
            assert settled(order, others) == expected


# --- at random, against the rule told another way ---

_answers = st.sampled_from(["yes", "no", "na", None])


@st.composite
def standing(draw: st.DrawFn) -> tuple[list[Head], list[Resolution]]:
    drawn = draw(st.lists(st.tuples(st.sampled_from(["Ann", "Bea", "Cy"]), _answers), max_size=5))
    heads = [head(who, answer, bytes([place]) * 32) for place, (who, answer) in enumerate(drawn)]
    seen = st.sets(st.sampled_from([each.entry for each in heads])) if heads else st.just(set())
    resolutions = draw(st.lists(st.tuples(_answers, seen, st.sampled_from(["", "p. 3"])), max_size=3))
    return heads, [
        resolution(answer, *settles, note=note, entry=bytes([100 + place]) * 32)
        for place, (answer, settles, note) in enumerate(resolutions)
    ]


def told_another_way(heads: list[Head], resolutions: list[Resolution]) -> str | None:
    """Everybody who still has a say, and what they say; a voice that is of two minds makes it unresolved."""
    open_ones = [each for each in heads if not any(each.entry in r.settles for r in resolutions)]
    for who in {each.reading for each in open_ones}:
        if len({each.value for each in open_ones if each.reading == who}) >= 2:
            return "unresolved"
    said = {json.loads(each.value) for each in open_ones} - {None}
    said |= {each.answer for each in resolutions}
    if len(said) >= 2:
        return "unresolved"
    return next(iter(said), None)


@given(standing(), st.randoms(use_true_random=False))
def test_the_rule_told_another_way_comes_to_the_same_in_any_order(
    what: tuple[list[Head], list[Resolution]], chance: random.Random
) -> None:
    heads, resolutions = what
    expected = told_another_way(heads, resolutions)
    assert settled(heads, resolutions) == expected
    chance.shuffle(heads)
    chance.shuffle(resolutions)
    assert settled(heads, resolutions) == expected


@given(standing(), _answers)
def test_a_resolution_in_sight_of_everything_is_what_counts(
    what: tuple[list[Head], list[Resolution]], answer: str | None
) -> None:
    heads, _ = what
    assert settled(heads, [resolution(answer, *(each.entry for each in heads))]) == answer


@given(standing())
def test_saying_again_what_counts_changes_nothing(what: tuple[list[Head], list[Resolution]]) -> None:
    heads, resolutions = what
    counted = settled(heads, resolutions)
    if counted not in (None, "unresolved"):
        assert settled([*heads, head("Dee", counted, b"d" * 32)], resolutions) == counted
        assert settled([*heads, head("Dee", None, b"d" * 32)], resolutions) == counted
