"""Text from people and files is shown literally and can not act on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.text import clipped, counted, natural, storable, visible
from tests.strategies import HALF, HOSTILE

# What could move a cursor, start an escape sequence, hide or reorder its neighbours.
_ACTING = {"Cc", "Cf", "Zl", "Zp", "Cs"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("[/] [b]x[/b]", "[/] [b]x[/b]"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\tb\nc\r", "a␉b␊c␍"),
        ("\x9b31m\x85", "‹U+009B›31m‹U+0085›"),
        ("\u202eabc\u2066", "‹U+202E›abc‹U+2066›"),
        ("a\u200bb\ufeff", "a‹U+200B›b‹U+FEFF›"),
        ("a\u00a0b\u3000c", "a b c"),
        ("שלום عربي", "שלום عربي"),
        ("é e\u0301 😀", "é e\u0301 😀"),
        ("\ud800", "‹U+D800›"),
        ("", ""),
    ],
)
def test_what_acts_is_shown_and_what_reads_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_breaks_and_tabs_stay_where_lines_are_wanted() -> None:
    assert visible("a\n\tb\rc\x1b", lines=True) == "a\n    b␍c␛"


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("text", [*HOSTILE, *HALF])
def test_hostile_text_can_not_act(text: str, lines: bool) -> None:
    shown = visible(text, lines=lines)
    assert {unicodedata.category(each) for each in shown.replace("\n", "" if lines else "\n")}.isdisjoint(_ACTING)


@given(st.text(alphabet=st.characters()), st.booleans())
def test_any_text_can_not_act_and_is_shown_the_same_twice(text: str, lines: bool) -> None:
    shown = visible(text, lines=lines)
    assert {unicodedata.category(each) for each in shown.replace("\n", "" if lines else "\n")}.isdisjoint(_ACTING)
    assert visible(shown, lines=lines) == shown


@given(st.text(alphabet=st.characters()), st.integers(1, 50))
def test_a_clipped_text_is_one_line_of_at_most_the_width(text: str, width: int) -> None:
    line = clipped(text, width)
    assert len(line) <= width
    assert "\n" not in line
    if line == visible(text):
        return
    assert line.endswith("…")


def test_a_clipped_text_marks_the_cut() -> None:
    assert clipped("abcd", 4) == "abcd"
    assert clipped("abcde", 4) == "abc…"
    assert clipped("abc", 0) == "…"[:1]


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [(1, ("case",), "1 case"), (0, ("case",), "0 cases"), (1234, ("entry", "entries"), "1,234 entries"), (1, ("entry", "entries"), "1 entry")],
)  # fmt: skip
def test_a_number_agrees_with_its_noun(number: int, words: tuple[str, ...], said: str) -> None:
    assert counted(number, *words) == said


def test_references_are_in_the_order_in_which_people_count() -> None:
    mixed = ["BR-10", "BR-2", "A", "2", "AB-1", "BR-2a", "10", ""]
    assert sorted(mixed, key=natural) == ["", "2", "10", "A", "AB-1", "BR-2", "BR-2a", "BR-10"]


@given(st.lists(st.text(alphabet="BR-0129٣²", max_size=6), unique=True))
def test_the_order_of_references_does_not_depend_on_how_they_came(refs: list[str]) -> None:
    odd = [*refs, "9" * 5000, "9" * 5001, "R" * 400 + "1", "R" * 400 + "2"]
    assert len({str(natural(ref)) for ref in odd}) == len(odd)
    backwards = odd[::-1]
    assert sorted(odd, key=natural) == sorted(backwards, key=natural)


def test_half_a_surrogate_pair_can_not_be_stored() -> None:
    assert all(storable(text) for text in HOSTILE)
    assert not any(storable(text) for text in HALF)
