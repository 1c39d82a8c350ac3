"""From a file's data to the set: order, repeated questions, words filled in, the digest."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from casereview.questions import QuestionSet
from casereview.questions.build import build, build_stored, canonical
from casereview.questions.model import DocumentWords, Milestone
from tests.conftest import DATA


def test_questions_come_by_part_and_in_file_order_within_a_part(small: QuestionSet) -> None:
    assert [row.id for row in small.questions] == [
        "assessed",
        "safe",
        "rmp-done",
        "rmp-timely",
        "delivered",
        "joint-health",
        "joint-police",
    ]
    assert small.position["rmp-done"] == 2
    assert {part: [row.id for row in rows] for part, rows in small.by_part.items()} == {
        "asset": ["assessed", "safe"],
        "rmp": ["rmp-done", "rmp-timely"],
        "delivery": ["delivered", "joint-health", "joint-police"],
    }


def test_a_repeated_question_is_written_out_for_the_items_chosen(small: QuestionSet) -> None:
    row = small.by_id["joint-health"]
    assert (row.matrix, row.item) == ("joint", "health services")
    assert row.text == "Did the team and health services work together well?"
    assert row.stem == "Did the team and … work together well?"
    assert row.short == "joint work: health services"
    assert row.not_applicable == "health services was not needed."
    assert [reason.id for reason in row.reasons] == ["no-contact"]
    assert "joint-education" not in small.by_id


def test_a_repeated_question_without_only_has_a_row_for_every_item_in_list_order(small_data: dict[str, Any]) -> None:
    del small_data["questions"][1]["only"]
    rows = [row for row in build(small_data).questions if row.matrix == "joint"]
    assert [row.id for row in rows] == ["joint-health", "joint-education", "joint-police"]
    small_data["questions"][1]["only"] = ["police", "health"]
    rows = [row for row in build(small_data).questions if row.matrix == "joint"]
    assert [row.id for row in rows] == ["joint-health", "joint-police"]


def test_short_names_are_made_where_the_file_gives_none(small_data: dict[str, Any]) -> None:
    small_data["questions"][0]["text"] = "x" * 48
    small_data["questions"][3]["text"] = "y" * 49
    del small_data["questions"][1]["short"]
    built = build(small_data)
    assert built.by_id["delivered"].short == "x" * 48
    assert built.by_id["safe"].short == "y" * 47 + "…"
    assert built.by_id["joint-health"].short == "Did the team and health services work together well?"
    small_data["questions"][1]["short"] = "joint work"
    assert build(small_data).by_id["joint-health"].short == "joint work: health services"
    assert built.parts[2].short == "Delivery"
    assert built.fact["gender"].short == "Gender"


def test_a_title_that_is_cut_to_a_short_name_ends_with_an_ellipsis(small_data: dict[str, Any]) -> None:
    small_data["parts"][0] = {"id": small_data["parts"][0]["id"], "title": "Working together"}
    small_data["parts"][1] = {"id": small_data["parts"][1]["id"], "title": "Fourteen signs"}
    small_data["facts"][0] |= {"label": "Lives at home now"}
    built = build(small_data)
    assert [each.short for each in built.parts[:2]] == ["Working toget…", "Fourteen signs"]
    assert built.facts[0].short == "Lives at ho…"


def test_a_short_name_is_never_cut_through_its_item(small_data: dict[str, Any]) -> None:
    start = "Was the work that was done by this agency, "
    for before in range(30, 50):
        small_data["questions"][1] |= {"text": f"{(start * 2)[:before]}{{item}}, all that was needed?"}
        small_data["questions"][1].pop("short", None)
        shorts = [row.short for row in build(small_data).questions if row.matrix == "joint"]
        assert len(set(shorts)) == 2
        for short, item in zip(shorts, ("health services", "the police"), strict=True):
            assert "{" not in short
            assert item in short


def test_a_question_knows_its_section_themes_gates_and_reasons(small: QuestionSet) -> None:
    assert small.by_id["delivered"].section == "2"
    assert small.by_id["delivered"].themes == ("roh", "safeguarding")
    assert small.by_id["rmp-timely"].applies_when == {"rmp-done": ("yes",)}
    assert [row.id for row in small.gated] == ["rmp-done", "rmp-timely"]
    assert {gate: [row.id for row in rows] for gate, rows in small.gated_by.items()} == {
        "rmp-needed": ["rmp-done"],
        "rmp-done": ["rmp-timely"],
    }
    assert small.by_id["assessed"].reason("late").label == "Late"  # type: ignore[union-attr]
    assert small.by_id["assessed"].reason("nothing") is None


def test_a_fact_knows_its_options_and_their_words(small: QuestionSet) -> None:
    fact = small.fact["gender"]
    assert fact.option("male").label == "Male"  # type: ignore[union-attr]
    assert fact.option("x") is None
    assert (fact.words("female"), fact.words("x"), fact.words(None), fact.words("")) == ("Female", "x", "", "")


def test_an_option_may_have_a_label_of_its_own(small_data: dict[str, Any]) -> None:
    small_data["facts"][0]["options"] = [{"id": "m", "label": "Boy or young man"}, "not-recorded"]
    assert [option.label for option in build(small_data).fact["gender"].options] == ["Boy or young man", "Not recorded"]


def test_titles_are_found_by_kind_and_id(small: QuestionSet) -> None:
    assert small.title_of("part", "rmp") == "Risk management plan"
    assert small.title_of("section", "2") == "Delivery"
    assert small.title_of("criterion", "1.2") == "Safeguarding"
    assert small.title_of("theme", "roh") == "Risk of Harm"
    assert small.title_of("theme", "none") == "none"


def test_bands_reach_from_their_limit_to_the_one_above(small: QuestionSet) -> None:
    assert [(band.id, band.first, band.last) for band in small.bands] == [
        ("minimum", 75, 100),
        ("moderate", 60, 74),
        ("substantial", 45, 59),
        ("drastic", 0, 44),
    ]


def test_what_may_be_left_out_of_a_file_is_left_out_of_the_set(small_data: dict[str, Any]) -> None:
    for key in ("about", "scoring", "themes", "facts", "lists"):
        del small_data[key]
    small_data["questions"] = [
        {"id": f"q{place}", "part": "asset", "criterion": each["id"], "text": "x"}
        for place, each in enumerate(small_data["criteria"])
    ]
    built = build(small_data)
    assert (built.about, built.scoring, built.themes, built.facts) == ("", "pooled", (), ())
    assert (built.questions[0].guidance, built.questions[0].matrix, built.questions[0].stem) == ("", "", "")


def test_the_words_of_documents_are_the_files_in_one_line_and_otherwise_neutral(small_data: dict[str, Any]) -> None:
    assert build(small_data).documents == DocumentWords()
    small_data["documents"] = {
        "reader": "",
        "next_steps": "Meet\nin May. ",
        "criterion_word": "standard",
        "criteria_word": "standards",
    }
    found = build(small_data).documents
    assert (found.reader, found.next_steps, found.thanks) == ("", "Meet in May.", "")
    assert (found.criterion_word, found.criteria_word) == ("standard", "standards")


def test_a_question_set_can_not_be_changed(small: QuestionSet) -> None:
    with pytest.raises(AttributeError):
        small.questions[0].text = "x"  # type: ignore[misc]


def test_the_set_that_a_casebook_carries_is_the_set_that_was_loaded(small: QuestionSet) -> None:
    assert build_stored(small.source) == small


def test_a_stored_set_far_larger_than_any_is_refused_before_it_is_written_out(small_data: dict[str, Any]) -> None:
    items = [{"id": f"i{number}", "label": "x" * 90} for number in range(5_000)]
    for text in ("y" * 5_000, "{item}" * 50):
        small_data["lists"][0]["items"] = items
        entry = next(each for each in small_data["questions"] if "for_each" in each)
        entry["text"] = text
        with pytest.raises(ValueError, match="written out"):
            build_stored(canonical(small_data))
    small_data["about"] = "x" * 2_000_000
    with pytest.raises(ValueError, match="too long"):
        build_stored(canonical(small_data))


def test_the_digest_ignores_layout_comments_and_the_order_of_keys(small: QuestionSet) -> None:
    text = (DATA / "small.toml").read_text(encoding="utf-8")
    other = "# another comment\n\n" + text.replace(" = ", "   =   ").replace('about = "For tests."\n', "").replace(
        'version = "1.0.0"', "about = 'For tests.'\nversion = \"1.0.0\" # three numbers"
    )
    assert other != text
    built = build(tomllib.loads(other))
    assert built.digest == small.digest
    assert built == small


@pytest.mark.parametrize(
    ("table", "key"), [("questions", "text"), ("questions", "id"), ("bands", "label"), ("facts", "label")]
)
def test_the_digest_changes_with_any_word(small: QuestionSet, small_data: dict[str, Any], table: str, key: str) -> None:
    small_data[table][0][key] += "x"
    assert build(small_data).digest != small.digest


def test_the_digest_changes_with_the_order_of_questions(small: QuestionSet, small_data: dict[str, Any]) -> None:
    small_data["questions"].reverse()
    assert build(small_data).digest != small.digest
    assert canonical(small_data) != small.source


def test_a_step_after_the_visit_is_in_one_week_or_between_two(small_data: dict[str, Any]) -> None:
    small_data["timetable"] = [
        {"id": "a", "what": "Draft", "weeks": 4, "to": 6},
        {"id": "b", "what": "End", "weeks": 9},
    ]
    assert build(small_data).timetable == (Milestone("a", "Draft", 4, 6), Milestone("b", "End", 9, 9))
