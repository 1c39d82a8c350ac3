"""What a copy remembers beside what was entered: drafts, places, who sat down; and what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from casereview.casebook import (
    Casebook,
)
from tests.casebook.hands import rows


def test_drafts_are_kept_by_assessor_and_forgotten_with_their_note(casebook: Casebook, path: Path) -> None:
    entries = rows(path, "entries")
    casebook.put_draft("A1", "assessed", "half a sen", "Ann")
    casebook.put_draft("A1", "assessed", "half a sentence", "Ann")
    casebook.put_draft("A1", "alert", "half an al", "Ann")
    casebook.put_draft("A1", "safe", "x", "Ann")
    casebook.put_draft("A1", "safe", "", "Ann")
    assert rows(path, "entries") == entries, "a draft is no history"
    casebook.close()
    with Casebook.open(path) as again:
        assert again.draft("A1", "assessed", "Ann") == "half a sentence"
        assert again.draft("A1", "assessed", "Bea") == again.draft("A1", "safe", "Ann") == ""
        again.note("A1", "assessed", "half a sentence, whole", "Ann")
        again.raise_alert("A1", "an alert", "Ann")
        assert again.draft("A1", "assessed", "Ann") == again.draft("A1", "alert", "Ann") == ""


def test_places_are_kept_by_assessor(casebook: Casebook, path: Path) -> None:
    assert casebook.last_case("Ann") == casebook.place("A1", "Ann") == ""
    casebook.put_place("A1", "safe", "Ann")
    casebook.put_place("B2", "assessed", "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann", then="rmp-done")
    casebook.give_reasons("A1", "safe", ["thin"], "Bea", then="delivered")
    casebook.close()
    with Casebook.open(path) as again:
        assert again.place("A1", "Ann") == "rmp-done"
        assert again.place("B2", "Ann") == "assessed"
        assert again.place("A1", "Bea") == "delivered"
        assert (again.last_case("Ann"), again.last_case("Cy")) == ("A1", "")


def test_the_place_moves_on_though_the_answer_was_given_before(casebook: Casebook) -> None:
    casebook.answer("A1", "assessed", "yes", "Ann")
    casebook.answer("A1", "assessed", "yes", "Ann", then="safe")
    assert casebook.place("A1", "Ann") == "safe"


def test_who_sat_down_last_is_remembered(casebook: Casebook) -> None:
    assert casebook.last_reader == ""
    assert casebook.holder == "another window or command is using this casebook"
    casebook.sit_down("Ann")
    assert casebook.last_reader == "Ann"
    assert casebook.holder.startswith("Ann has it open on ")
    assert casebook.holder.endswith("since 2026-01-05 10:00 UTC")


def test_when_a_case_was_last_touched(casebook: Casebook) -> None:
    assert casebook.last_touched() == {"B2": "2026-01-05T09:00:02.000Z"}
    casebook.answer("A1", "assessed", "yes", "Ann")
    assert casebook.last_touched()["A1"] == casebook.history("A1")[-1].at


def test_times_are_utc_whatever_the_clock_says(path: Path) -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    with Casebook.open(path, clock=lambda: summer) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
        assert casebook.history()[-1].at == "2026-07-01T09:00:00.000Z"


def test_the_clock_is_the_machine_s_if_none_is_given(path: Path) -> None:
    with Casebook.open(path) as casebook:
        casebook.answer("A1", "assessed", "yes", "Ann")
        entered = datetime.fromisoformat(casebook.history()[-1].at)
    assert abs((datetime.now(UTC) - entered).total_seconds()) < 60


def test_the_version_changes_when_another_window_writes(path: Path) -> None:
    with Casebook.open(path, write=False) as watching, Casebook.open(path) as casebook:
        before = watching.version()
        assert watching.version() == before
        casebook.answer("A1", "assessed", "yes", "Ann")
        assert watching.version() != before
        assert watching.reading("A1", "Ann").answers == {"assessed": "yes"}
