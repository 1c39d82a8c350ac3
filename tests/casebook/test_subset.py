"""Copies for single assessors: their cases only, provable, and merged back without a change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casereview.casebook import CannotCreate, Casebook, DamagedCasebook, NewCase, Refused
from casereview.casebook.entry import FIRST, entry_id
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from tests.casebook.hands import rows, sql, ticking

QUESTIONS = ("assessed", "safe", "rmp-done", "rmp-timely", "delivered", "joint-health", "joint-police")


@pytest.fixture
def lead(tmp_path: Path, small: QuestionSet) -> Path:
    """Five cases and a reserve: C1 and C2 are Ann's, C3 is Bea's with Ann as second reader; C4 and C5 are nobody's."""
    path = tmp_path / "lead.db"
    cases = [NewCase(f"C{number}", {"gender": "male"}) for number in range(1, 6)]
    with_reserve = lambda casebook: casebook.add_cases([NewCase("R1", {})], "Lead", reserves=True)  # noqa: E731
    Casebook.create(path, small, "Invented town", cases, by="Lead", clock=ticking(), fill=with_reserve)
    with Casebook.open(path) as casebook:
        casebook.allocate({"C1": ("Ann", ""), "C2": ("Ann", "Bea"), "C3": ("Bea", "Ann")}, "Lead")
    return path


def copy_of(lead: Path, reader: str) -> Path:
    path = lead.with_name(f"{reader}-{len(list(lead.parent.iterdir()))}.db")
    with Casebook.open(lead) as casebook:
        casebook.write_copy(path, reader)
    assert verify(path).faults == []
    return path


def merged(lead: Path, *copies: Path) -> None:
    with Casebook.open(lead) as casebook:
        receipt = casebook.merge(copies, "Lead")
    assert [each.refused for each in receipt.arrivals] == [None] * len(copies)
    assert verify(lead).faults == []


def answer_all(path: Path, case: str, reader: str, *, sign: bool = True, answer: str = "yes") -> None:
    with Casebook.open(path) as casebook:
        for question in QUESTIONS:
            casebook.answer(case, question, answer, reader)
        if sign:
            casebook.sign_off(case, reader)


def readings_in(path: Path, case: str) -> set[str]:
    return {reading for field, ref, _, reading, *_ in rows(path, "heads") if ref == case and field == "answer"}


def test_a_copy_holds_the_cases_of_its_assessor_only(lead: Path) -> None:
    with Casebook.open(copy_of(lead, "Ann"), write=False) as casebook:
        assert casebook.case_refs() == ["C1", "C2", "C3"]
        assert {entry.case for entry in casebook.history()} == {"C1", "C2", "C3"}
        assert casebook.case_line("C1").counted.facts == {"gender": "male"}
        assert (casebook.case_line("C2").first, casebook.case_line("C2").second) == ("Ann", "Bea")
        assert casebook.reading("C3", "Ann").second
        assert not casebook.reading("C1", "Ann").second
        assert casebook.last_reader == "Ann"
        assert casebook.reserves() == []


def test_a_copy_is_of_the_same_inspection(lead: Path) -> None:
    copy = copy_of(lead, "Ann")
    assert rows(copy, "inspection") == rows(lead, "inspection")
    assert rows(copy, "question_sets") == rows(lead, "question_sets")
    assert copy.stat().st_mode & 0o777 == 0o600


def test_somebody_without_a_case_gets_an_empty_copy(lead: Path) -> None:
    with Casebook.open(copy_of(lead, "Cy"), write=False) as casebook:
        assert casebook.case_refs() == []
        assert casebook.history() == []


def test_merging_a_copy_back_changes_nothing(lead: Path) -> None:
    copies = [copy_of(lead, name) for name in ("Ann", "Bea", "Cy")]
    before = lead.read_bytes()
    merged(lead, *copies)
    assert lead.read_bytes() == before


def test_what_is_done_in_the_copies_comes_back(lead: Path) -> None:
    ann, bea = copy_of(lead, "Ann"), copy_of(lead, "Bea")
    answer_all(ann, "C2", "Ann")
    answer_all(bea, "C2", "Bea", answer="na")
    merged(lead, ann, bea)
    with Casebook.open(lead) as casebook:
        line = casebook.case_line("C2")
        assert (line.readers, line.seconds, line.signed) == (("Ann",), ("Bea",), {"Ann", "Bea"})
        assert set(line.counted.answers.values()) == {"yes"}
        assert casebook.conflicts() == []


def test_neither_reader_gets_the_others_reading_before_both_are_signed_off(lead: Path) -> None:
    answer_all(lead, "C2", "Ann")
    answer_all(lead, "C2", "Bea", sign=False)
    assert readings_in(copy_of(lead, "Ann"), "C2") == {"Ann"}
    assert readings_in(copy_of(lead, "Bea"), "C2") == {"Bea"}
    with Casebook.open(lead) as casebook:
        casebook.sign_off("C2", "Bea")
        casebook.reopen("C2", "one more", "Ann")
    assert readings_in(copy_of(lead, "Ann"), "C2") == {"Ann"}
    assert readings_in(copy_of(lead, "Bea"), "C2") == {"Bea"}
    with Casebook.open(lead) as casebook:
        casebook.sign_off("C2", "Ann")
    assert readings_in(copy_of(lead, "Ann"), "C2") == {"Ann", "Bea"}
    assert readings_in(copy_of(lead, "Bea"), "C2") == {"Ann", "Bea"}


def test_a_first_reader_who_handed_over_does_not_open_the_case_to_the_second(lead: Path) -> None:
    answer_all(lead, "C2", "Ann")
    answer_all(lead, "C2", "Bea")
    with Casebook.open(lead) as casebook:
        casebook.allocate({"C2": ("Cy", "Bea")}, "Lead")
        casebook.note("C2", "safe", "on page 3", "Cy")
    assert readings_in(copy_of(lead, "Bea"), "C2") == {"Bea"}
    copy = copy_of(lead, "Cy")
    assert readings_in(copy, "C2") == {"Ann"}
    answer_all(copy, "C2", "Cy")
    merged(lead, copy)
    assert readings_in(copy_of(lead, "Bea"), "C2") == {"Ann", "Bea", "Cy"}


def test_a_case_that_two_copies_give_to_different_people_is_in_no_copy(lead: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(lead, tmp_path / "other.db"))
    for path, name in ((lead, "Ann"), (other, "Bea")):
        with Casebook.open(path) as casebook:
            casebook.allocate({"C4": (name, "")}, "Lead")
    merged(lead, other)
    for name in ("Ann", "Bea"):
        with Casebook.open(copy_of(lead, name), write=False) as casebook:
            assert "C4" not in casebook.case_refs()


def test_a_second_reader_gets_facts_and_alerts_and_no_note_or_resolution(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        casebook.put_facts("C2", {"rmp-needed": "yes"}, "Ann")
        casebook.raise_alert("C2", "seen alone", "Ann")
        casebook.answer("C2", "safe", "no", "Ann")
        casebook.note("C2", "safe", "on page 3", "Ann")
        casebook.resolve("C2", "safe", "yes", "agreed", "Lead")
    copy = copy_of(lead, "Bea")
    with Casebook.open(copy, write=False) as casebook:
        reading = casebook.reading("C2", "Bea")
        assert reading.facts == {"gender": "male", "rmp-needed": "yes"}
        assert [alert.text for alert in reading.alerts] == ["seen alone"]
        assert casebook.resolution("C2", "safe") is None
    assert b"on page 3" not in copy.read_bytes()
    assert b"agreed" not in copy.read_bytes()
    with Casebook.open(copy_of(lead, "Ann"), write=False) as casebook:
        assert casebook.resolution("C2", "safe") is not None


def test_a_half_read_case_goes_to_its_new_assessor_with_what_was_entered(lead: Path) -> None:
    ann = copy_of(lead, "Ann")
    with Casebook.open(ann) as casebook:
        casebook.answer("C1", "safe", "no", "Ann")
        casebook.note("C1", "safe", "on page 3", "Ann")
    merged(lead, ann)
    with Casebook.open(lead) as casebook:
        casebook.allocate({"C1": ("Bea", "")}, "Lead")
    new = copy_of(lead, "Bea")
    with Casebook.open(new, write=False) as casebook:
        reading = casebook.reading("C1", "Bea")
        assert (reading.answers, reading.handed_over) == ({"safe": "no"}, {"safe": "Ann"})
    with Casebook.open(copy_of(lead, "Ann"), write=False) as casebook:
        assert casebook.case_refs() == ["C2", "C3"]
    answer_all(new, "C1", "Bea", answer="no")
    merged(lead, new, ann)
    with Casebook.open(lead, write=False) as casebook:
        assert casebook.case_line("C1").readers == ("Ann", "Bea")
        assert set(casebook.case_line("C1").counted.answers.values()) == {"no"}


def test_a_new_copy_merges_into_the_one_already_begun(lead: Path) -> None:
    bea = copy_of(lead, "Bea")
    answer_all(bea, "C3", "Bea")
    with Casebook.open(lead) as casebook:
        casebook.allocate({"C1": ("Bea", "")}, "Lead")
    merged(bea, copy_of(lead, "Bea"))
    with Casebook.open(bea, write=False) as casebook:
        assert casebook.case_refs() == ["C1", "C2", "C3"]
        assert casebook.case_line("C3").counted.signed_off
        assert casebook.conflicts() == []


def test_who_had_a_case_before_learns_that_it_is_somebody_elses_or_out(lead: Path) -> None:
    """From the new copy, merged into the file that was begun; the new copy by itself does not list what was given away."""
    ann = copy_of(lead, "Ann")
    with Casebook.open(ann) as casebook:
        casebook.answer("C1", "safe", "no", "Ann")
    merged(lead, ann)
    with Casebook.open(lead) as casebook:
        casebook.allocate({"C1": ("Bea", "")}, "Lead")
        casebook.answer("C1", "safe", "yes", "Bea")
    with Casebook.open(lead) as casebook:
        casebook.replace_case("C2", "lost", "Lead")
    new = copy_of(lead, "Ann")
    assert readings_in(new, "C1") == set()
    with Casebook.open(new, write=False) as casebook:
        assert casebook.case_refs() == ["C3", "R1"]
    merged(ann, new)
    with Casebook.open(ann, write=False) as casebook:
        assert casebook.case_refs() == ["C1", "C3", "R1"]
        assert casebook.case_line("C1").first == "Bea"
        assert casebook.conflicts() == []
    whole = chains(lead)
    assert all(number == whole[replica] for replica, number in chains(new).items())


def test_a_case_taken_out_is_in_no_copy_and_the_one_instead_is(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        assert casebook.replace_case("C1", "file is missing", "Lead") == "R1"
    with Casebook.open(copy_of(lead, "Ann"), write=False) as casebook:
        assert casebook.case_refs() == ["C2", "C3", "R1"]


def test_a_resolution_of_what_is_not_in_the_copy_stays_out_whole(lead: Path) -> None:
    with Casebook.open(lead) as casebook:
        casebook.answer("C4", "safe", "yes", "Bea")
        casebook.resolve("C4", "safe", "no", "", "Lead")
        casebook.answer("C4", "safe", None, "Bea")
    with Casebook.open(lead) as casebook:
        casebook.allocate({"C4": ("Ann", "Bea")}, "Lead")
    copy = copy_of(lead, "Ann")
    with Casebook.open(copy, write=False) as casebook:
        assert casebook.resolution("C4", "safe") is None
    merged(lead, copy)
    with Casebook.open(lead, write=False) as casebook:
        found = casebook.resolution("C4", "safe")
        assert found is not None
        assert found.answer == "no"


def test_every_chain_is_there_whole_or_not_at_all(lead: Path) -> None:
    for turn in range(3):
        with Casebook.open(lead) as casebook:
            for case in ("C1", "C2", "C3"):
                for reader in ("Ann", "Bea"):
                    casebook.answer(case, QUESTIONS[turn], "no", reader)
                casebook.put_facts(case, {"gender": ("male", "female")[turn % 2]}, "Ann")
            casebook.resolve("C1", QUESTIONS[turn], "yes", "", "Lead")
    whole = chains(lead)
    for reader in ("Ann", "Bea"):
        for replica, number in chains(copy_of(lead, reader)).items():
            assert number == whole[replica]


def chains(path: Path) -> dict[str, int]:
    with sql(path) as connection:
        return dict(connection.execute("SELECT replica, count(*) FROM entries GROUP BY replica").fetchall())


def test_a_history_whose_chains_go_over_several_cases_is_refused_in_words(lead: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(lead, old)
    one_chain(old)
    assert verify(old).faults == []
    with Casebook.open(old) as casebook, pytest.raises(Refused, match="older version"):
        casebook.write_copy(tmp_path / "Ann.db", "Ann")
    assert not (tmp_path / "Ann.db").exists()


def one_chain(path: Path) -> None:
    """Write the history again as one chain over all cases, with the present that follows from it."""
    inspection = rows(path, "inspection")[0][0]
    history, heads = rows(path, "entries ORDER BY number"), rows(path, "heads")
    with sql(path, write=True) as connection:
        trigger = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entries_are_never_deleted'"
        ).fetchone()[0]
        connection.execute("DROP TRIGGER entries_are_never_deleted")
        connection.execute("DELETE FROM heads")
        connection.execute("DELETE FROM entries")
        previous, renamed = FIRST, {}
        for seq, (number, old, _, _, _, case, item, field, value, reader, parents, at) in enumerate(history, 1):
            ids = sorted(renamed[parents[start : start + 32]] for start in range(0, len(parents), 32))
            about = (case, item, field)
            new = entry_id(inspection, "old", seq, previous, about, value, reader, tuple(ids), at)
            connection.execute(
                "INSERT INTO entries VALUES (?, ?, 'old', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, new, seq, previous, *about, value, reader, b"".join(ids), at),
            )
            previous = renamed[old] = new
        connection.executemany("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", heads)
        connection.execute(trigger)


def test_a_damaged_history_makes_no_copy(lead: Path, tmp_path: Path) -> None:
    with sql(lead, write=True) as connection:
        trigger = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entries_are_never_changed'"
        ).fetchone()[0]
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute(
            "UPDATE entries SET value = ? WHERE field = 'value' AND case_ref = 'C1'", (json.dumps("female"),)
        )
        connection.execute(trigger)
    with Casebook.open(lead) as casebook, pytest.raises(DamagedCasebook, match="was changed after it was entered"):
        casebook.write_copy(tmp_path / "Ann.db", "Ann")
    assert [each.name for each in tmp_path.iterdir()] == ["lead.db"]


def test_a_copy_over_something_is_refused(lead: Path, tmp_path: Path) -> None:
    (tmp_path / "Ann.db").write_bytes(b"mine")
    with Casebook.open(lead) as casebook, pytest.raises(CannotCreate):
        casebook.write_copy(tmp_path / "Ann.db", "Ann")
    assert (tmp_path / "Ann.db").read_bytes() == b"mine"


def test_sharing_out_with_copies_is_all_or_nothing(lead: Path, tmp_path: Path) -> None:
    (tmp_path / "Bea.db").write_bytes(b"mine")
    before = rows(lead, "entries")
    copies = {"Ann": tmp_path / "Ann.db", "Bea": tmp_path / "Bea.db"}
    with Casebook.open(lead) as casebook:
        with pytest.raises(CannotCreate):
            casebook.allocate({"C4": ("Ann", "")}, "Lead", copies)
        assert casebook.case_line("C4").first == ""
        assert not (tmp_path / "Ann.db").exists()
        (tmp_path / "Bea.db").unlink()
        casebook.allocate({"C4": ("Ann", "")}, "Lead", copies)
    assert rows(lead, "entries")[: len(before)] == before
    with Casebook.open(tmp_path / "Ann.db", write=False) as casebook:
        assert "C4" in casebook.case_refs()
