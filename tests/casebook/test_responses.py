"""What respondents say is kept like every answer: checked, durable, undone, merged, proved; and it touches no yes and no no."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Casebook, CasebookError, NewCase, NotPermitted, Refused
from casereview.casebook.intake import read_answers
from casereview.casebook.responses import LONGEST_RESPONSE, fits, from_cell, kept
from casereview.casebook.verify import verify
from casereview.questions import QuestionSet
from casereview.questions.build import build
from tests.casebook.forging import forging
from tests.casebook.hands import fold_by_hand, rows, ticking
from tests.questionnaire import ME, begin, data, fill_in, judged, made
from tests.strategies import HOSTILE, examples

ASKED = made()
SAID = {"helped": "a-bit", "with": ["school", "friends"], "mark": 10, "more": "It was good."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return begin(tmp_path / "q.db")


@pytest.fixture
def casebook(path: Path) -> Iterator[Casebook]:
    with Casebook.open(path, clock=ticking("2026-01-06T09:00:00+00:00")) as opened:
        yield opened


def again(path: Path, case: str = "R-01", reader: str = ME) -> dict[str, Any]:
    """What another program finds."""
    with Casebook.open(path, write=False) as opened:
        return dict(opened.reading(case, reader).responses)


# --- a value of each kind ---


def test_what_each_kind_holds_comes_back_as_it_was_said(casebook: Casebook, path: Path) -> None:
    fill_in(casebook, **SAID)
    assert again(path) == SAID
    assert verify(path).faults == []


def test_several_choices_stand_in_the_set_s_order_each_once(casebook: Casebook, path: Path) -> None:
    fill_in(casebook, **{"with": ["friends", "school", "friends"]})
    assert again(path) == {"with": ["school", "friends"]}


@pytest.mark.parametrize("question", SAID)
@pytest.mark.parametrize("nothing", [None, [], "", " \n\t"])
def test_nothing_clears(casebook: Casebook, path: Path, question: str, nothing: Any) -> None:
    ref = fill_in(casebook, **SAID)
    casebook.respond(ref, question, nothing, ME)
    assert again(path) == {name: value for name, value in SAID.items() if name != question}


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("helped", "maybe", "item helped can not hold 'maybe'; it can be yes, a-bit, no"),
        ("helped", ["yes"], "item helped can not hold 'yes'"),
        ("helped", 1, "item helped can not hold '1'"),
        ("with", "school", "item with can not hold 'school'; it can be any of school, home, friends"),
        ("with", ["school", "moon"], "item with can not hold 'moon'"),
        ("mark", 11, "item mark can not hold '11'; it is a whole number from 0 to 10"),
        ("mark", -1, "item mark can not hold '-1'"),
        ("mark", 5.0, "item mark can not hold '5.0'"),
        ("mark", True, "item mark can not hold 'True'"),
        ("mark", "5", "item mark can not hold '5'"),
        ("more", 5, "item more can not hold '5'; it is a text of at most 100,000 characters"),
        ("more", "x" * (LONGEST_RESPONSE + 1), "item more can not hold 100,001 characters"),
        ("nothing", "yes", "no question 'nothing'"),
    ],
)  # fmt: skip
def test_what_an_item_can_not_hold_is_refused_and_nothing_is_written(
    casebook: Casebook, path: Path, question: str, value: Any, said: str
) -> None:
    ref = casebook.add_respondent(ME)
    before = rows(path, "entries")
    with pytest.raises(Refused, match="^" + said.replace("(", r"\(")):
        casebook.respond(ref, question, value, ME)
    assert rows(path, "entries") == before


def test_a_mark_of_nought_is_an_answer(casebook: Casebook, path: Path) -> None:
    fill_in(casebook, mark=0)
    assert again(path) == {"mark": 0}
    assert casebook.forms()[0].values == {"mark": 0}


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=lambda text: ascii(text[:12]))
def test_every_text_is_kept_to_the_character(casebook: Casebook, path: Path, text: str) -> None:
    fill_in(casebook, more=text)
    assert again(path) == {"more": text}
    assert casebook.forms()[0].values == {"more": text}
    assert verify(path).faults == []


def test_a_text_that_is_called_unresolved_is_a_text(casebook: Casebook, path: Path) -> None:
    fill_in(casebook, more="unresolved")
    assert again(path) == {"more": "unresolved"}
    assert casebook.responses().items[-1].answered == 1


def test_a_judgement_and_a_response_are_not_taken_for_one_another(tmp_path: Path) -> None:
    path = begin(tmp_path / "j.db", question_set=build(judged(data())))
    with Casebook.open(path) as casebook:
        ref = casebook.add_respondent(ME)
        with pytest.raises(Refused, match="question helped is not judged"):
            casebook.answer(ref, "helped", "yes", ME)
        with pytest.raises(Refused, match="question safe is judged: answer it yes, no or na"):
            casebook.respond(ref, "safe", "yes", ME)
        casebook.answer(ref, "safe", "no", ME)
        casebook.respond(ref, "helped", "no", ME)
        assert casebook.summary().answers.no == 1
        assert [each.counts.get("no") for each in casebook.responses().items] == [1, None, None, None]


@given(st.sampled_from(ASKED.questions), st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats(allow_nan=False) | st.sampled_from(["yes", "school", "x", " "]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a"]), inner),
    max_leaves=4,
))  # fmt: skip
@examples(200)
def test_what_is_kept_fits_and_is_kept_the_same_again(question: Any, value: Any) -> None:
    try:
        found = kept(question, value)
    except Refused:
        return
    assert found is None or fits(question, found)
    assert kept(question, found) == found
    assert json.loads(json.dumps(found)) == found


# --- undo, sign-off, second readings ---


def test_undo_and_redo_go_step_by_step(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes", mark=3)
    casebook.respond(ref, "mark", 4, ME)
    assert casebook.undo(ref, ME) == "mark"
    assert casebook.reading(ref, ME).responses == {"helped": "yes", "mark": 3}
    assert casebook.undo(ref, ME) == "mark"
    assert casebook.undo(ref, ME) == "helped"
    assert casebook.reading(ref, ME).responses == {}
    assert [casebook.redo(ref, ME) for _ in range(4)] == ["helped", "mark", "mark", None]
    assert casebook.reading(ref, ME).responses == {"helped": "yes", "mark": 4}


def test_the_same_again_writes_nothing(casebook: Casebook, path: Path) -> None:
    ref = fill_in(casebook, **SAID)
    before = rows(path, "entries")
    for question, value in SAID.items():
        casebook.respond(ref, question, value, ME)
    assert rows(path, "entries") == before


def test_a_form_may_be_signed_off_with_items_left_open_and_then_takes_nothing(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes")
    casebook.sign_off(ref, ME)
    with pytest.raises(NotPermitted, match="signed off"):
        casebook.respond(ref, "mark", 3, ME)
    casebook.reopen(ref, "one page was missing", ME)
    casebook.respond(ref, "mark", 3, ME)
    assert casebook.reading(ref, ME).responses == {"helped": "yes", "mark": 3}


def test_a_judgement_of_a_respondent_may_be_left_open_as_well(tmp_path: Path) -> None:
    with Casebook.open(begin(tmp_path / "j.db", question_set=build(judged(data())))) as casebook:
        ref = casebook.add_respondent(ME)
        casebook.sign_off(ref, ME)
        assert casebook.case_line(ref).counted.signed_off


def test_a_half_typed_text_is_forgotten_once_it_is_said(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes")
    casebook.put_draft(ref, "more", "half", ME)
    casebook.respond(ref, "mark", 3, ME)
    assert casebook.draft(ref, "more", ME) == "half"
    casebook.respond(ref, "more", "half a word", ME, then="more")
    assert casebook.draft(ref, "more", ME) == ""
    assert casebook.place(ref, ME) == "more"


# --- who counts ---


def test_the_list_says_how_much_of_a_form_is_entered(casebook: Casebook) -> None:
    fill_in(casebook, helped="yes", mark=1)
    fill_in(casebook)
    first, second = casebook.case_lines()
    assert (first.responded, first.readers, first.counted.started) == (2, (ME,), True)
    assert (second.responded, second.readers, second.counted.started) == (0, (), False)
    assert first.counted.answers == {}
    assert casebook.summary().started == 1


def test_a_form_that_was_cleared_is_no_form(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes")
    casebook.respond(ref, "helped", None, ME)
    assert casebook.forms() == []
    assert casebook.responses().forms == 0
    assert casebook.responses().respondents == 1
    assert not casebook.case_line(ref).counted.started


def test_a_second_reading_never_counts(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes")
    casebook.begin_second_reading(ref, "B Shah")
    casebook.respond(ref, "helped", "no", "B Shah")
    assert [(form.reader, form.values) for form in casebook.forms()] == [(ME, {"helped": "yes"})]
    assert casebook.case_line(ref).responded == 1


def test_a_respondent_who_is_taken_out_does_not_count(casebook: Casebook) -> None:
    ref = fill_in(casebook, helped="yes")
    casebook.add_cases([NewCase("R-09", {})], ME, reserves=True)
    casebook.replace_case(ref, "filled in twice", ME)
    assert casebook.forms() == []
    assert casebook.responses().respondents == 1


def test_respondents_are_numbered_on_whatever_else_they_are_called(casebook: Casebook) -> None:
    assert casebook.add_respondent(ME) == "R-01"
    casebook.add_cases([NewCase("R-07", {}), NewCase("R-x", {}), NewCase("A-99", {}), NewCase("R-٣٣", {})], ME)
    casebook.add_cases([NewCase("R-12", {})], ME, reserves=True)
    assert [casebook.add_respondent(ME) for _ in range(2)] == ["R-13", "R-14"]
    casebook.add_cases([NewCase("R-99", {})], ME)
    assert casebook.add_respondent(ME) == "R-100"


def test_only_a_questionnaire_gets_respondents_and_only_from_somebody(
    tmp_path: Path, small: QuestionSet, casebook: Casebook
) -> None:
    with pytest.raises(Refused, match="say who is assessing"):
        casebook.add_respondent(" ")
    Casebook.create(tmp_path / "c.db", small, "Area")
    with Casebook.open(tmp_path / "c.db") as cases:
        with pytest.raises(Refused, match="is about cases"):
            cases.add_respondent(ME)
        with pytest.raises(Refused, match="only a questionnaire is handed over"):
            cases.check_hand_over()


def test_a_form_is_handed_over_only_while_nothing_is_in_it(casebook: Casebook) -> None:
    casebook.check_hand_over()
    empty, begun = fill_in(casebook), fill_in(casebook, helped="yes")
    casebook.check_hand_over(empty)
    with pytest.raises(Refused, match=f"respondent {begun}: something is entered already"):
        casebook.check_hand_over(begun)
    with pytest.raises(Refused, match="no case R-77"):
        casebook.check_hand_over("R-77")


# --- merging ---


def copies(path: Path, tmp_path: Path) -> tuple[Path, Path]:
    return Path(shutil.copy(path, tmp_path / "one.db")), Path(shutil.copy(path, tmp_path / "two.db"))


def entered(path: Path, ref: str, reader: str, **values: Any) -> None:
    with Casebook.open(path, clock=ticking()) as casebook:
        for question, value in values.items():
            casebook.respond(ref, question, value, reader)


def merged(tmp_path: Path, path: Path, *sources: Path) -> Path:
    target = Path(shutil.copy(path, tmp_path / f"to{len(list(tmp_path.iterdir()))}.db"))
    with Casebook.open(target) as casebook:
        receipt = casebook.merge(sources, "Lead")
        assert all(each.refused is None for each in receipt.arrivals)
    return target


def test_two_forms_under_one_reference_are_two_forms(path: Path, tmp_path: Path) -> None:
    """Each copy numbers on for itself: R-01 of one is not the person who is R-01 of the other, and neither is lost."""
    one, two = copies(path, tmp_path)
    for copy, who, value in ((one, "Ann", "yes"), (two, "Bob", "no")):
        with Casebook.open(copy) as casebook:
            assert fill_in(casebook, who, helped=value) == "R-01"
    both = [merged(tmp_path, path, one, two), merged(tmp_path, path, two, one)]
    for target in both:
        with Casebook.open(target, write=False) as casebook:
            assert casebook.conflicts() == []
            assert [(each.reader, each.values) for each in casebook.forms()] == [
                ("Ann", {"helped": "yes"}),
                ("Bob", {"helped": "no"}),
            ]
            assert casebook.responses().items[0].counts == {"yes": 1, "a-bit": 0, "no": 1}
        assert verify(target).faults == []


def test_copies_of_one_form_that_differ_are_a_conflict_until_it_is_settled(path: Path, tmp_path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, helped="yes", mark=3)
    one, two = copies(path, tmp_path)
    entered(one, "R-01", ME, mark=4, more="alike", **{"with": ["home"]})
    entered(two, "R-01", ME, mark=5, more="alike", **{"with": ["school"]})
    target = merged(tmp_path, path, one, two)
    with Casebook.open(target) as casebook:
        found = {conflict.item: conflict for conflict in casebook.conflicts()}
        assert set(found) == {"mark", "with"}
        assert {conflict.field for conflict in found.values()} == {"response"}
        assert casebook.reading("R-01", ME).responses == {"helped": "yes", "more": "alike"}
        assert casebook.reading("R-01", ME).differing == {"mark", "with"}
        figures = {each.question: each for each in casebook.responses().items}
        assert (figures["mark"].answered, figures["mark"].blank, figures["mark"].differing) == (0, 0, 1)
        casebook.settle(found["mark"], 5, "Lead")
        casebook.settle(found["with"], ["home"], "Lead")
        assert casebook.conflicts() == []
        assert casebook.reading("R-01", ME).responses["mark"] == 5
        assert casebook.reading("R-01", ME).responses["with"] == ["home"]
    assert verify(target).faults == []


def test_saying_it_again_settles_it_as_well(path: Path, tmp_path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook)
    one, two = copies(path, tmp_path)
    entered(one, "R-01", ME, mark=4)
    entered(two, "R-01", ME, mark=5)
    target = merged(tmp_path, path, one, two)
    entered(target, "R-01", ME, mark=4)
    with Casebook.open(target, write=False) as casebook:
        assert casebook.conflicts() == []
    assert again(target) == {"mark": 4}


def test_an_assessor_s_copy_takes_the_forms_along_and_comes_back(path: Path, tmp_path: Path) -> None:
    with Casebook.open(path) as casebook:
        mine, hers = fill_in(casebook, **SAID), fill_in(casebook, "B Shah", mark=2)
        casebook.allocate({mine: (ME, ""), hers: ("B Shah", "")}, "Lead")
        casebook.write_copy(tmp_path / "mine.db", ME)
    assert again(tmp_path / "mine.db") == SAID
    entered(tmp_path / "mine.db", mine, ME, mark=7)
    assert verify(tmp_path / "mine.db").faults == []
    assert again(merged(tmp_path, path, tmp_path / "mine.db"), mine) == SAID | {"mark": 7}


def test_the_heads_are_what_the_entries_fold_to(casebook: Casebook, path: Path) -> None:
    ref = fill_in(casebook, **SAID)
    casebook.respond(ref, "mark", None, ME)
    casebook.undo(ref, ME)
    assert set(rows(path, "heads")) == fold_by_hand(rows(path, "entries"))


# --- what comes from elsewhere ---


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("helped", '"maybe"'),
        ("helped", "true"),
        ("helped", '["yes"]'),
        ("with", '["friends","school"]'),
        ("with", '["school","school"]'),
        ("with", "[]"),
        ("with", '[["school"]]'),
        ("mark", "11"),
        ("mark", "5.0"),
        ("mark", "true"),
        ("mark", '"5"'),
        ("more", '" "'),
        ("more", "7"),
        ("nothing", '"yes"'),
        ("safe", '"yes"'),
        ("safe", "null"),
    ],
)
def test_a_value_that_the_set_does_not_allow_is_told_and_not_merged(tmp_path: Path, item: str, value: str) -> None:
    path = begin(tmp_path / "q.db", question_set=build(judged(data())))
    with Casebook.open(path) as casebook:
        fill_in(casebook, helped="yes")
    bad = Path(shutil.copy(path, tmp_path / "bad.db"))
    with forging(bad) as forger:
        forger.enter("R-01", item, "response", value, ME)
    assert verify(bad).faults != []
    with Casebook.open(path) as casebook:
        (arrival,) = casebook.merge([bad], "Lead").arrivals
        assert arrival.refused is not None
        assert casebook.reading("R-01", ME).responses == {"helped": "yes"}


def test_an_answer_to_what_is_not_judged_is_told(tmp_path: Path, path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, mark=1)
    with forging(path) as forger:
        forger.enter("R-01", "helped", "answer", '"yes"', ME)
    assert "holds an answer that the question set does not allow" in " ".join(map(str, verify(path).faults))


# --- typed elsewhere ---


@pytest.mark.parametrize(
    ("question", "cell", "value"),
    [
        ("helped", "A bit", "a-bit"),
        ("helped", " a-BIT ", "a-bit"),
        ("with", "friends; School ;", ["school", "friends"]),
        ("mark", " 10 ", 10),
        ("mark", "007", 7),
        ("more", " as it is; all of it ", " as it is; all of it "),
        ("helped", "", None),
        ("with", ";", None),
    ],
)
def test_a_cell_means_what_it_says(question: str, cell: str, value: Any) -> None:
    assert from_cell(ASKED.by_id[question], cell) == value


@pytest.mark.parametrize(
    ("question", "cell"), [("helped", "perhaps"), ("with", "school;moon"), ("mark", "11"), ("mark", "٣"), ("mark", "9" * 5000), ("mark", "-1")]
)  # fmt: skip
def test_a_cell_that_means_nothing_is_refused(question: str, cell: str) -> None:
    with pytest.raises(Refused, match=f"^item {question} can not hold"):
        from_cell(ASKED.by_id[question], cell)


def test_forms_typed_elsewhere_are_recorded(casebook: Casebook, path: Path, tmp_path: Path) -> None:
    fill_in(casebook)
    file = tmp_path / "forms.csv"
    file.write_text(
        "case,question,answer,note\nR-01,helped,A bit,\nR-01,with,home;school,\nR-01,mark,0,hard to read\nR-01,more,Fine.,\n"
    )
    found = read_answers(file, casebook, ME)
    assert found.faults == []
    casebook.record(found.changes, ME)
    assert again(path) == {"helped": "a-bit", "with": ["school", "home"], "mark": 0, "more": "Fine."}
    assert casebook.reading("R-01", ME).notes == {"mark": "hard to read"}


def test_faults_of_forms_typed_elsewhere_are_told_by_line(casebook: Casebook, tmp_path: Path) -> None:
    fill_in(casebook)
    file = tmp_path / "forms.csv"
    file.write_text("case,question,answer,reasons\nR-01,helped,x,\nR-01,mark,11,\nR-01,more,words,late\nR-01,with,,\n")
    found = read_answers(file, casebook, ME)
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "answer"), (3, "answer"), (4, "reasons")]
    assert found.changes == []


# --- reading only ---


def test_nothing_is_entered_where_nothing_can_be_written(path: Path) -> None:
    with Casebook.open(path) as casebook:
        fill_in(casebook, helped="yes")
    with Casebook.open(path, write=False) as casebook:
        for write in (lambda: casebook.add_respondent(ME), lambda: casebook.respond("R-01", "mark", 1, ME)):
            with pytest.raises(CasebookError):
                write()
        assert casebook.responses().forms == 1
