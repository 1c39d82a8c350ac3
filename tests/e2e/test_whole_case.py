"""One case by keyboard alone, from the first key to the sign-off, in a real pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

from casereview.casebook import Casebook
from casereview.questions import find
from tests.e2e.conftest import Sit


def test_a_whole_case_from_an_empty_folder_to_sign_off(tmp_path: Path, sit: Sit) -> None:
    path = tmp_path / "area.db"
    cases = tmp_path / "cases.csv"
    cases.write_text("case,gender\nW-1,male\nW-2,female\n", encoding="utf-8")
    made = sit("new", str(path), "--set", "cci-2009", "--area", "Westborough", "--cases", str(cases))
    assert made.terminal.process.wait(timeout=20) == 0
    made.terminal.close()

    assessor = sit("review", str(path))
    assessor.sees("Who is assessing?")
    assessor.press("A Jones")
    assessor.press("\r")
    assessor.sees("Assessing as A Jones")
    assessor.press("\r")
    assessor.sees("Case facts")
    questions = find("cci-2009").questions
    for fact in find("cci-2009").facts:
        if fact.id != "gender":
            # The second value of each: no risk management plan, no custody, ... so that much is filled in.
            assessor.press("2")
    assessor.press("\r")
    assessor.sees("question ")
    start = assessor.blank
    assert start is not None
    assert start < len(questions), "the facts filled nothing in"
    answered = 0
    while (left := assessor.blank) and "What is left" not in assessor.screen:
        key = "n" if answered % 10 == 3 else "x" if answered % 10 == 7 else "y"
        assessor.press(key)
        if key == "n":
            assessor.sees("Why no?")
            assessor.press("1")
            assessor.press("\r")
        answered += 1
        assert answered <= start, f"{left} still blank after {answered} answers\n{assessor.screen}"
    assessor.sees("Nothing is blank. o signs the case off.")
    assessor.press("o")
    assessor.sees("Case W-1 is signed off")
    assessor.press("s")
    assessor.sees("Summary")
    assert assessor.leave() == 0

    with Casebook.open(path, write=False) as casebook:
        reading = casebook.reading("W-1", "A Jones")
        assert reading.signed_off
        assert all(reading.answer(question.id) in ("yes", "no", "na") for question in questions)
        assert all(reading.reasons.get(q) for q, answer in reading.answers.items() if answer == "no")
        assert casebook.summary().signed_off == 1
        assert casebook.case_line("W-2").counted.started is False


def test_the_second_window_reads_only_says_who_holds_it_and_follows(tmp_path: Path, sit: Sit) -> None:
    path = tmp_path / "two.db"
    cases = tmp_path / "cases.csv"
    question_set = find("cci-2009")
    header = ",".join(fact.id for fact in question_set.facts)
    values = ",".join(fact.options[0].id for fact in question_set.facts)
    cases.write_text(f"case,{header}\nW-1,{values}\n", encoding="utf-8")
    made = sit("new", str(path), "--set", "cci-2009", "--area", "Two", "--cases", str(cases))
    assert made.terminal.process.wait(timeout=20) == 0
    made.terminal.close()

    first = sit("review", str(path), "--as", "A Jones")
    first.sees("not started")
    second = sit("review", str(path), "--as", "B Shah")
    second.sees("Read only: A Jones has it open")
    second.press("s")
    second.sees("Summary")
    first.press("\r")
    first.sees("question ")
    first.press("y")
    first.sees("Saved: Yes")
    second.sees("1 of 1 (100%)", 5)
    second.press("\x1b")
    second.sees("last touched")
    second.press("\r")
    second.sees("To look at: A Jones's")
    second.press("n")
    assert first.leave() == 0
    assert second.leave() == 0
    with Casebook.open(path, write=False) as casebook:
        assert [entry.reader for entry in casebook.history("W-1") if entry.field == "answer"] == ["A Jones"]
