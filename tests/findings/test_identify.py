"""Words that may tell who an account is about."""

from __future__ import annotations

import pytest

from casereview.findings.identify import warnings


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("His worker went with him to each appointment.", []),
        ("Josh was seen weekly. He kept each appointment.", []),
        ("In case C-17 the plan was clear.", ["case reference"]),
        ("Seen on 12/03/2011 at home.", ["date"]),
        ("Seen on 3rd March at home.", ["date"]),
        ("Back in school since September 2011.", ["date"]),
        ("He went to live in Penge with an aunt.", ["capitalised word"]),
        ("The order YOT12345 was reviewed.", ["looks like a reference"]),
        ("The YOT and the CAMHS worker met; the RMP was shared.", []),
        ("MARY went along.", []),
        ("They met: Every week.", []),
        ("His brother Kieran's school helped, and Kieran knew.", ["capitalised word"]),
        ("", []),
    ],
)
def test_what_is_found(text: str, kinds: list[str]) -> None:
    found = warnings(text, "Josh", ["C-17"], ["Asset (form)"])
    assert [each.kind for each in found] == kinds


def test_words_of_the_field_are_known_and_the_invented_name_may_be_used() -> None:
    assert warnings("She met Josh and read the Compass form.", "Josh", [], ["Compass"]) == []
    assert [each.words for each in warnings("She met Josh.", "Liam", [])] == ["Josh"]
