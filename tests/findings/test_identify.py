"""Words that may tell who an account is about."""

from __future__ import annotations

import pytest

from casereview.findings.identify import Warning, warnings


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
        ("MARY went along.", ["capitalised word"]),
        ("Kieran went along. His worker came too.", ["capitalised word"]),
        ("He went along. Kieran’s worker came too.", ["capitalised word"]),
        ("Work with his family began at once. Planning was shared.", []),
        ("Ring 07700 900123 or 020 7946 0000.", ["telephone number"] * 2),
        ("Known to the police as 483920.", ["looks like a reference"]),
        ("In case C 17 the plan was clear.", ["case reference"]),
        ("As in c17, C\u201117, C\u00ad-\u200b17 and C-017.", ["case reference"] * 4),
        ("As in c1 and c18.", []),
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


def test_an_invented_name_that_is_a_reference_is_told_of() -> None:
    assert [each.kind for each in warnings("He was met.", "C-17", ["C-17"])] == ["case reference"]


@pytest.mark.parametrize("reference", ["((", "a", "Ä-1", "x" * 200, "7", "2011-04", "*.+1"])
def test_every_reference_is_found_as_it_is_written(reference: str) -> None:
    assert warnings(f"see {reference} there", "", [reference])[0].kind == "case reference"


def test_what_is_no_account_begins_with_what_must_be_done() -> None:
    assert warnings("Look at plans again. Kieran's plan too.", "", [], account=False) == [
        Warning("capitalised word", "Kieran")
    ]
    assert warnings("Kieran was left out.", "", [], account=False) == [Warning("capitalised word", "Kieran")]
