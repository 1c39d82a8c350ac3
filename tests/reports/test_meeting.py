"""What is shown to the feedback meeting, and what never is."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Casebook, NewCase
from casereview.casebook.decisions import Chosen, Decision
from casereview.questions import QuestionSet, find
from casereview.questions.build import build
from casereview.questions.model import Band
from casereview.reports.documents.blocks import Items
from casereview.reports.documents.content import gather
from casereview.reports.documents.outline import document
from casereview.reports.meeting.meeting import (
    CriterionWords,
    Item,
    Meeting,
    SectionWords,
    meeting_of,
    next_steps,
)
from casereview.reports.meeting.quiet_responses import QuietItem
from casereview.reports.meeting.quiet_scores import Figure
from casereview.reports.meeting.slides import PAGE, Layout, Slide, slides
from tests.reports.meeting_making import CANARY, canary_casebook
from tests.strategies import BANDS, examples

ME = "A Jones"


@pytest.fixture
def ten(tmp_path: Path, small: QuestionSet) -> Path:
    """Ten cases; the first answers `assessed` with no, all else is yes; one question of one case is blank."""

    def fill(casebook: Casebook) -> None:
        for ref in casebook.case_refs():
            for question in small.questions:
                answer = "no" if (ref, question.id) == ("C-0", "assessed") else "yes"
                if (ref, question.id) != ("C-9", "rmp-timely"):
                    casebook.answer(ref, question.id, answer, ME)

    path = tmp_path / "a.db"
    Casebook.create(path, small, "Anytown", [NewCase(f"C-{n}", {}) for n in range(10)], fill=fill)
    return path


def gathered(path: Path) -> Meeting:
    with Casebook.open(path, write=False) as casebook:
        return meeting_of(casebook)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value of tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)


def test_no_type_of_a_meeting_has_a_place_for_a_count_of_cases() -> None:
    kinds = (Meeting, SectionWords, CriterionWords, Item, Figure, QuietItem)
    for kind in kinds:
        for name, hint in typing.get_type_hints(kind).items():
            plain = set(typing.get_args(hint)) or {hint}
            known = {str, bool, tuple[str, str], *kinds, Band, Ellipsis}
            assert plain <= known or (kind, name) == (Figure, "percent"), (kind, name)


def test_nothing_about_a_case_is_in_it_wherever_it_was_typed(tmp_path: Path, small_data: dict[str, Any]) -> None:
    meeting = gathered(canary_casebook(tmp_path / "a.db", small_data))
    whole = "\n".join([*texts(meeting), *texts(slides(meeting))])
    assert CANARY not in whole.casefold()
    assert "not in (a case)." in whole
    assert "Look at (a case) again" in whole
    assert "His worker ((a case)) went with him." in whole
    assert "Josh" in whole


def test_the_figures_are_those_of_the_casebook(ten: Path) -> None:
    meeting = gathered(ten)
    with Casebook.open(ten, write=False) as casebook:
        summary = casebook.summary()
    assert meeting.cases == "10 cases"
    assert [each.percent for each in meeting.headlines] == [each.percent for each in summary.of_kind("theme")]
    assert [each.figure.percent for each in meeting.sections] == [each.percent for each in summary.of_kind("section")]
    criteria = [each for section in meeting.sections for each in section.criteria]
    assert [each.figure.percent for each in criteria] == [each.percent for each in summary.of_kind("criterion")]
    assert {each.figure.band for each in meeting.sections} == {""}
    assert meeting.headlines[0].band == "Minimum improvement required"


def test_a_score_that_would_tell_of_one_answer_has_no_counts(ten: Path) -> None:
    meeting = gathered(ten)
    roh, safeguarding = meeting.headlines
    assert (roh.said, roh.behind, roh.interval) == ("97%", "", "")  # one no of 30
    assert safeguarding.behind == "40 of 40 answers were sufficient"
    first = meeting.sections[0].criteria[0]
    assert [each.text for each in first.strengths][-1].endswith("in most of the 10 cases.")


def test_provisional_while_anything_is_open_and_not_after(ten: Path) -> None:
    assert gathered(ten).provisional == "Provisional: 1 blank"
    with Casebook.open(ten) as casebook:
        casebook.answer("C-9", "rmp-timely", "yes", ME)
    assert gathered(ten).provisional == ""


def test_of_one_case_or_two_nothing_is_shown(tmp_path: Path, small: QuestionSet) -> None:
    def fill(casebook: Casebook) -> None:
        for ref in ("C-1", "C-2"):
            casebook.answer(ref, "assessed", "no", ME)

    cases = [NewCase(f"C-{n}", {}) for n in range(1, 9)]
    Casebook.create(tmp_path / "a.db", small, "Anytown", cases, fill=fill)
    meeting = gathered(tmp_path / "a.db")
    assert meeting.cases == "Fewer than 3 cases have been read: too few to show"
    assert (meeting.headlines, meeting.sections, meeting.practices) == ((), (), ())
    assert [each.title for each in slides(meeting)] == ["Anytown", "What happens next"]


def test_dropped_findings_are_left_out_and_own_words_and_recommendations_shown(ten: Path) -> None:
    with Casebook.open(ten) as casebook:
        casebook.decide("safe", ME, Decision("dropped"))
        casebook.decide("delivered", ME, Decision("accepted", "All work was done."))
        casebook.recommend(Chosen("own", "Plans are checked", "Head of service"), ME)
    meeting = gathered(ten)
    words = list(texts(meeting))
    assert not any("“Was vulnerability" in each for each in words)
    assert "All work was done." in words
    assert meeting.recommendations == (Item("Plans are checked", "Head of service"),)


def test_what_happens_next_with_dates_and_without() -> None:
    asked = find("cci-2009")
    assert next_steps(asked, date(2011, 12, 2)) == (
        "Provisional findings in writing: about 16 December 2011",
        "Draft report, for comment on its facts: between 30 December 2011 and 13 January 2012",
        "Publication of the report: about 24 February 2012",
        "Improvement plan from the service: about 23 March 2012",
    )
    assert next_steps(asked)[:2] == (
        "Provisional findings in writing: 2 weeks after the visit",
        "Draft report, for comment on its facts: 4 to 6 weeks after the visit",
    )


def test_a_set_without_a_timetable_has_no_page_of_what_happens_next() -> None:
    assert next_steps(find("local-audit"), date(2011, 12, 2)) == ()


def test_texts_of_a_megabyte_are_cut_and_control_characters_shown(ten: Path) -> None:
    with Casebook.open(ten) as casebook:
        casebook.recommend(Chosen("own", "x" * 90_000 + "\x1b[2J", "who\x1b[2J"), ME)
    (item,) = gathered(ten).recommendations
    assert len(item.text) == 1_000
    assert item.small == "who␛[2J"


# --- which findings ---


def gathered_list(path: Path, everything: bool = False) -> CriterionWords:
    with Casebook.open(path, write=False) as casebook:
        return meeting_of(casebook, everything=everything).sections[0].criteria[0]


@pytest.fixture
def many(tmp_path: Path, small_data: dict[str, Any]) -> Path:
    """Twenty cases, five strengths and two areas for improvement of one criterion; one case had not what the second asks about."""
    words = {"part": "asset", "criterion": "1.1", "among": "cases with one"}
    small_data["questions"] += [
        {"id": f"q{n}", "text": f"Q{n}?", "good": f"q{n} was done", "poor": f"q{n} was not done", **words}
        for n in range(7)
    ]

    def fill(casebook: Casebook) -> None:
        for place, ref in enumerate(casebook.case_refs()):
            for at in range(7):
                no = place == 0 if at == 0 else at > 4 and place % 2
                casebook.answer(ref, f"q{at}", "na" if at == 1 and place == 0 else "no" if no else "yes", ME)

    path = tmp_path / "many.db"
    Casebook.create(path, build(small_data), "Anytown", [NewCase(f"C-{n}", {}) for n in range(20)], fill=fill)
    return path


def test_where_nobody_chose_the_three_weightiest_are_shown_and_how_many_more_there_are(many: Path) -> None:
    shown = gathered_list(many)
    assert len(shown.strengths) == 3
    assert [each.small for each in shown.strengths] == ["", "", "The report has 2 more."]
    assert [each.small for each in shown.improvements] == ["", ""]
    whole = gathered_list(many, everything=True)
    assert [len(whole.strengths), len(whole.improvements)] == [5, 2]
    assert [each.text for each in shown.strengths] == [each.text for each in whole.strengths[:3]]
    assert not any(each.small for each in whole.strengths)


def test_what_was_accepted_is_shown_alone_in_its_criterion(many: Path) -> None:
    with Casebook.open(many) as casebook:
        casebook.decide("q1", ME, Decision("accepted"))
        casebook.decide("q2", ME, Decision("", "Worded."))
    shown = gathered_list(many)
    assert {each.text for each in shown.strengths} == {"Q1 was done in all cases with one.", "Worded."}
    assert shown.strengths[-1].small == "The report has 3 more."
    assert shown.improvements == (Item("The report has 2 areas for improvement."),)


def test_a_total_that_tells_of_one_case_is_said_in_no_selection(many: Path) -> None:
    """In 19 of the 20 it was done, and 19 had one: the second total would tell of the one."""
    with Casebook.open(many) as casebook:
        casebook.decide("q1", ME, Decision("accepted"))
    for everything in (False, True):
        said = [each.text for each in gathered_list(many, everything).strengths]
        assert "Q1 was done in all cases with one." in said
        assert not any("19" in each for each in said)
    with Casebook.open(many, write=False) as casebook:
        handed = document(gather(casebook, today=date(2012, 5, 1)), "meeting")
    assert not any("19" in each for block in handed.blocks if isinstance(block, Items) for each in block.items)


# --- slides ---

EMPTY = Meeting("Area", "Set", "10 cases", "", BANDS)


def titles(meeting: Meeting, layout: Layout = PAGE) -> list[str]:
    return [each.title for each in slides(meeting, layout)]


def test_the_order_is_headlines_sections_findings_practice_recommendations_next() -> None:
    figure = Figure("1.1 Risk", "80%", 80)
    criterion = CriterionWords(figure, (Item("Good."),), (Item("Poor."),))
    meeting = EMPTY._replace(
        headlines=(Figure("Harm", "75%", 75),),
        sections=(SectionWords(Figure("1 Plans", "79%", 79), (criterion,)),),
        practices=(Item("Well done.", "Josh"),),
        recommendations=(Item("Do it"),),
        next_steps=("Then",),
    )
    assert titles(meeting) == [
        *("Area", "Headline scores", "Harm", "1 Plans", "Criteria", "Strengths", "Areas for improvement"),
        *("Making a difference", "Recommendations", "What happens next"),
    ]


words = st.text(st.sampled_from("abc  é界"), max_size=700).map(lambda text: " ".join(text.split())).filter(bool)
layouts = st.builds(
    lambda width, rows, figures: PAGE._replace(wrap=wrap_to(width), rows=rows, figures=figures),
    st.integers(5, 60),
    st.integers(1, 30),
    st.integers(0, 5),
)


def wrap_to(width: int) -> Any:
    import textwrap

    return lambda text: textwrap.wrap(text, width)


@examples(100)
@given(st.lists(st.builds(Item, words, st.just("") | words.map(lambda text: text[:40])), max_size=8), layouts)
def test_every_word_is_on_a_slide_once_and_every_slide_fits(items: list[Item], layout: Layout) -> None:
    found = list(slides(EMPTY._replace(recommendations=tuple(items)), layout)[1:])
    shown = [item for slide in found for item in slide.items]
    for_reading = "".join(each.text.removesuffix(" …") for each in shown).replace(" ", "")
    assert for_reading == "".join(each.text for each in items).replace(" ", "")
    assert [each.small for each in shown if each.small] == [each.small for each in items if each.small]
    for slide in found:
        lines = [len(layout.wrap(each.text.removesuffix(" …"))) + len(layout.wrap(each.small)) for each in slide.items]
        if len(lines) > 1:
            assert sum(lines) <= 7
            assert sum(lines) + len(lines) - 1 <= layout.rows
        else:
            # Only who is responsible can not be cut.
            assert sum(lines) <= max(1, min(7, layout.rows)) or slide.items[0].small


rows = st.lists(
    st.tuples(words.map(lambda text: text[:60]), st.sampled_from(["7", "not shown"])), min_size=1, max_size=30
)


@examples(100)
@given(words.map(lambda text: text[:200]), words.map(lambda text: text[:120]), rows, layouts, st.integers(12, 40))
def test_every_answer_is_on_a_slide_once_with_its_question_and_fits(
    asked: str, said: str, rows: list[tuple[str, str]], layout: Layout, lines: int
) -> None:
    layout = layout._replace(table=lines)
    found = list(slides(EMPTY._replace(responses=(QuietItem("x", "Part", asked, said, tuple(rows)),)), layout)[1:])
    assert [row for slide in found for row in slide.table] == rows
    assert all((slide.title, slide.whole) == (asked, True) and slide.below in (said, "") for slide in found)
    assert [slide.above for slide in found] == ["Part", *["Part, continued"] * (len(found) - 1)]
    one_line = [row for row in rows if len(layout.wrap(f"{row[0]}  {row[1]}")) == 1]
    room = lines - max(0, len(layout.wrap(asked)) - 2)
    room -= len(layout.wrap(said)) + 1 if found[0].below else 0
    if len(one_line) == len(rows) and room > 0:
        assert max(len(slide.table) for slide in found) <= room


def test_an_item_without_answers_to_show_is_one_slide() -> None:
    item = QuietItem("x", "Part", "What was good?", "4 people wrote something; 0 left it blank.", ())
    slide = slides(EMPTY._replace(responses=(item,)))[1]
    assert (slide.title, slide.items, slide.whole) == ("What was good?", (Item(item.said),), True)


def test_recommendations_keep_their_numbers_over_the_slides() -> None:
    items = tuple(Item(f"Recommendation {number} " + "word " * 30) for number in range(1, 8))
    found: list[Slide] = list(slides(EMPTY._replace(recommendations=items))[1:])
    assert len(found) > 2
    for slide in found:
        for place, item in enumerate(slide.items):
            assert item.text.startswith(f"Recommendation {slide.numbered + place} ")


def test_a_section_without_an_answer_has_no_empty_bar(tmp_path: Path) -> None:
    def fill(casebook: Casebook) -> None:
        for ref in casebook.case_refs():
            for each in casebook.question_set.scored:
                casebook.answer(ref, each.id, "na", ME)

    path = tmp_path / "a.db"
    Casebook.create(path, find("sqs-2012"), "Anytown", [NewCase(f"C-{n}", {}) for n in range(4)], fill=fill)
    assert not any(each.figure.bar for each in gathered(path).sections)
