"""A translation changes what is shown and nothing else; what is wrong with one is said by place and nearest word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.questions import QuestionSet, QuestionSetError, find, load, shipped
from casereview.questions.build import build
from casereview.questions.catalogue import folder, translations
from casereview.questions.check import check
from casereview.questions.translate import missing, read_translation, texts_of, translated
from casereview.questions.translate_places import kind_of, said
from casereview.tui.actions import ACTIONS
from tests.questions import pseudo

IDS = [each.id for each in ACTIONS]
HEAD = 'language = "cy"\nof = "small"\nname = "Cymraeg"\n'


@pytest.fixture
def given(tmp_path: Path, small: QuestionSet) -> Callable[[str], QuestionSet]:
    """The small set in the words of a translation's text."""

    def make(text: str) -> QuestionSet:
        path = tmp_path / "small.cy.toml"
        path.write_text(HEAD.replace("small", small.id) + text, encoding="utf-8")
        return translated(small, read_translation(path, small, IDS))

    return make


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_complete_translation_leaves_no_text_of_the_set_and_changes_no_id(path: Path, tmp_path: Path) -> None:
    own = pseudo.canaried(load(path))
    file = pseudo.write(tmp_path / "x.qps.toml", own, IDS)
    found = read_translation(file, own, IDS)
    made = translated(own, found)
    assert missing(own, found, IDS) == []
    assert (made.id, made.version, made.digest, made.source) == (own.id, own.version, own.digest, own.source)
    assert pseudo.CANARY.lower() in repr(own.questions).lower()
    shown = (made.title, made.about, made.bands, made.sections, made.criteria, made.themes, made.facts, made.parts)
    everything = repr((*shown, made.questions, made.recommendations, made.glossary, made.overall))
    everything += repr(made.documents)
    assert pseudo.CANARY.lower() not in everything.lower()
    for name in ("by_id", "fact", "position", "by_part", "gated_by", "prompts"):
        assert list(getattr(made, name)) == list(getattr(own, name))
    assert [each.applies_when for each in made.questions] == [each.applies_when for each in own.questions]
    assert [[reason.id for reason in each.reasons] for each in made.questions] == [
        [reason.id for reason in each.reasons] for each in own.questions
    ]
    assert (made.finding_rules, made.scoring, made.unit) == (own.finding_rules, own.scoring, own.unit)


def test_what_is_not_translated_stays_as_it_was(small: QuestionSet, given: Callable[[str], QuestionSet]) -> None:
    part = small.parts[0]
    made = given(f'[parts]\n{part.id} = "Cynllun"\n')
    assert made.parts[0].title == "Cynllun"
    assert made.parts[1:] == small.parts[1:]
    assert made.questions == small.questions
    assert made.words.answers == small.words.answers


def test_an_empty_translation_shows_the_set_as_it_is(small: QuestionSet, given: Callable[[str], QuestionSet]) -> None:
    made = given("")
    assert made.questions == small.questions
    assert made.facts == small.facts
    assert made.words.language == "cy"


def test_answers_and_actions_have_words_of_their_own(given: Callable[[str], QuestionSet]) -> None:
    made = given('[words.answers]\nyes = "Ie"\n[words.actions]\n"review.yes" = { words = "ie", help = "Ateb ie" }\n')
    assert made.words.answers == {"yes": "Ie", "no": "No", "na": "Not applicable"}
    assert made.words.actions == {"review.yes": ("ie", "Ateb ie")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[part]\nx = "A"\n', "nothing is called 'part'; did you mean 'parts'?"),
        ('[parts]\nplanx = "A"\n', "parts: nothing is called 'planx'"),
        ('[questions.assessed]\ntxt = "A"\n', "questions assessed: nothing is called 'txt'; did you mean 'text'?"),
        ('[questions]\nassessed = 3\n', "questions: 'assessed' is 3; write a line [questions.assessed] with its texts below"),
        ('[questions.assessed]\ntext = ""\n', "question assessed: text is empty"),
        ('[questions.assessed]\nshort = "' + "x" * 49 + '"\n', "question assessed: short has 49 characters; it can have 48"),
        ('[questions.assessed]\nshort = "a\\u0007b"\n', "question assessed: short has a line break or a character that can not be seen"),
        ('[questions.assessed]\ntext = "a\u200bb"\n', "question assessed: text has a line break or a character that can not be seen"),
        ('[questions.assessed]\ntext = "{item}?"\n', "question assessed: text has '{item}', which the set's own text has not"),
        ('[words.actions."review.yes"]\nhelp = "Ateb ie"\n', "words actions: review.yes has help and no words; write its words too"),
        ('[words.actions]\n"review.yess" = "ie"\n', "nothing is called 'review.yess'; did you mean 'review.yes'?"),
        ('[words.answers]\nmaybe = "efallai"\n', "nothing is called 'maybe'; it can be yes, no, na"),
        ('[words]\nanswers = "Ie"\n', "words: 'answers' is a text; write a line [words.answers]"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place_and_the_nearest_word(
    given: Callable[[str], QuestionSet], text: str, words: str
) -> None:
    with pytest.raises(QuestionSetError) as caught:
        given(text)
    assert len(caught.value.faults) == 1
    assert words in str(caught.value)
    assert "small.cy.toml: " in str(caught.value)


@pytest.mark.parametrize("word", ["safon.", " safon", "s"])
def test_a_word_within_a_sentence_is_one_in_every_language(
    small_data: dict[str, Any], tmp_path: Path, word: str
) -> None:
    words = {"criterion_word": "standard", "criteria_word": "standards"}
    small = build(small_data | {"documents": words})
    assert check(small_data | {"documents": words | {"criterion_word": word}})
    path = tmp_path / "small.cy.toml"
    path.write_text(HEAD.replace("small", small.id) + f'[documents]\ncriterion_word = "{word}"\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match="criterion_word is a word within a sentence, without a full stop"):
        read_translation(path, small)


@pytest.mark.parametrize(
    ("name", "language", "sound"),
    [
        ("small.fr.toml", "cy", False),
        ("small.cy.toml", "cy", True),
        ("small.en-gb.toml", "en-GB", True),
        ("mine.fr.toml", "cy", True),
        ("beside.fr.toml", "cy", False),
    ],
)
def test_a_file_says_one_language_by_its_name_and_within(
    small: QuestionSet, tmp_path: Path, name: str, language: str, sound: bool
) -> None:
    """Where its name says one: as a sibling of its set's file, or named after its set."""
    (tmp_path / "beside.toml").write_text("")
    path = tmp_path / name
    path.write_text(HEAD.replace("small", small.id).replace('"cy"', f'"{language}"'), encoding="utf-8")
    if sound:
        assert read_translation(path, small).language == language
    else:
        with pytest.raises(QuestionSetError, match="'language' is 'cy', and the file's name says 'fr'"):
            read_translation(path, small)


@pytest.mark.parametrize("text", ["Pourquoi\u00a0?", "\u0645\u06cc\u200c\u062e\u0648"], ids=["French", "Persian"])
def test_a_translation_may_say_what_a_set_may(
    small_data: dict[str, Any], given: Callable[[str], QuestionSet], text: str
) -> None:
    """A space that does not break, and a sign that keeps two letters apart: both belong to good spelling."""
    small_data["title"] = small_data["questions"][0]["text"] = small_data["questions"][0]["guidance"] = text
    assert check(small_data) == []
    name = small_data["questions"][0]["id"]
    made = given(f'title = "{text}"\n[questions.{name}]\ntext = "{text}"\nguidance = "{text}"\n')
    assert made.title == made.by_id[name].text == made.by_id[name].guidance == text


LONG = {
    ("title",): 200, ("about",): None, ("questions", "assessed", "text"): 4000,
    ("questions", "assessed", "guidance"): None, ("questions", "assessed", "not_applicable"): None,
    ("questions", "assessed", "short"): 48, ("questions", "assessed", "good"): 300, ("facts", "gender", "label"): 200,
    ("facts", "gender", "short"): 12, ("facts", "gender", "help"): None, ("parts", "asset", "short"): 14,
    ("questions", "assessed", "reasons", "missing", "label"): 200,
    ("questions", "assessed", "reasons", "missing", "phrase"): 300, ("recommendations", "plans", "text"): 4000,
    ("recommendations", "plans", "who"): 200, ("glossary", "RMP", "meaning"): 4000, ("documents", "method"): 1000,
    ("documents", "criterion_word"): 40,
}  # fmt: skip


@pytest.mark.parametrize("place", LONG, ids=".".join)
def test_a_text_of_a_translation_can_be_as_long_as_that_of_a_set(
    small_data: dict[str, Any], tmp_path: Path, place: tuple[str, ...]
) -> None:
    longest = LONG[place] or 9_000

    def said(owner: Any, text: str) -> None:
        for step in place[:-1]:
            owner = (
                next(each for each in owner if step in (each.get("id"), each.get("term")))
                if isinstance(owner, list)
                else owner.setdefault(step, {})
            )
        owner[place[-1]] = text

    small_data.setdefault("documents", {}).update(method="How.", criterion_word="standard", criteria_word="standards")
    small = build(small_data)
    for length, sound in ((longest, True), (longest + 1, LONG[place] is None)):
        text = "x" * length
        path = tmp_path / "a.cy.toml"
        path.write_text(HEAD.replace("small", small.id) + f"{'.'.join(map(json.dumps, place))} = {json.dumps(text)}\n")
        said(small_data, text)
        assert (check(small_data) == []) == sound
        if sound:
            assert read_translation(path, small).texts == {place: text}
        else:
            with pytest.raises(QuestionSetError, match="characters; it can have"):
                read_translation(path, small)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('of = "{id}"\n', "'language' is missing"),
        ('language = "Welsh!"\nof = "{id}"\n', "no short name of a language"),
        ('language = "cy"\nof = "other"\n', "'of' is 'other'"),
        ('language = "cy"\n', "'of' is missing"),
        ('language = "cy"\nof = "{id}"\nname = 3\n', "'name' is no name; write what the language calls itself"),
        ('language = "cy"\nof = "{id}"\nname = " "\n', "'name' is no name"),
        ('language = "cy"\nof = "{id}"\n', "'name' is missing; write what the language calls itself"),
    ],
)
def test_a_translation_says_its_language_and_its_set(small: QuestionSet, tmp_path: Path, head: str, words: str) -> None:
    path = tmp_path / "a.cy.toml"
    path.write_text(head.replace("{id}", small.id), encoding="utf-8")
    with pytest.raises(QuestionSetError, match=words):
        read_translation(path, small)


def test_a_row_of_a_repeated_question_keeps_its_item(tmp_path: Path) -> None:
    own = find("cci-2009")
    repeated = next(each for each in own.questions if each.matrix)
    path = tmp_path / "a.cy.toml"
    head = f'language = "cy"\nof = "{own.id}"\nname = "Cymraeg"\n[questions.{repeated.matrix}]\n'
    path.write_text(head + 'text = "Dim eitem?"\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"needs '\{item\}' once"):
        read_translation(path, own)
    path.write_text(head + 'text = "A yw {item} yn dda?"\n', encoding="utf-8")
    made = translated(own, read_translation(path, own)).by_id[repeated.id]
    assert made.text == f"A yw {repeated.item} yn dda?"


def test_an_older_set_takes_what_it_knows_of_a_newer_translation(small: QuestionSet, tmp_path: Path) -> None:
    path = tmp_path / "a.cy.toml"
    text = f'language = "cy"\nof = "{small.id}"\nname = "Cymraeg"\n[parts]\nnew-part = "Newydd"\n{small.parts[0].id} = "Cynllun"\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionSetError, match="new-part"):
        read_translation(path, small)
    assert translated(small, read_translation(path, small, strict=False)).parts[0].title == "Cynllun"


def test_what_is_missing_is_told_by_kind_and_place(small: QuestionSet, tmp_path: Path) -> None:
    path = tmp_path / "a.cy.toml"
    path.write_text(
        f'language = "cy"\nof = "{small.id}"\nname = "Cymraeg"\n[parts]\n{small.parts[0].id} = "Cynllun"\n',
        encoding="utf-8",
    )
    lacking = missing(small, read_translation(path, small))
    assert len(lacking) == len(texts_of(small)) - 1 + 3
    assert {"question text", "band", "fact label", "option", "reason", "answers"} <= set(map(kind_of, lacking))
    assert "question assessed: text" in map(said, lacking)


def test_deep_nesting_is_refused_and_not_followed(small: QuestionSet, tmp_path: Path) -> None:
    path = tmp_path / "a.cy.toml"
    path.write_text(f'language = "cy"\nof = "{small.id}"\nparts' + ".a" * 800 + ' = "x"\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match="line 3: nested too deeply"):
        read_translation(path, small)


def test_shipped_translations_are_found_beside_their_set_and_are_no_sets() -> None:
    assert "cy" in translations("cci-2009")
    assert translations("cci") == {}
    assert not [path for path in shipped() if path.stem.endswith(".cy")]


SIBLINGS = [(path.stem, tag, file) for path in shipped() for tag, file in translations(path.stem).items()]


@pytest.mark.parametrize(("name", "tag", "path"), SIBLINGS, ids=lambda each: str(each)[-20:])
def test_every_shipped_translation_is_sound(name: str, tag: str, path: Path) -> None:
    found = read_translation(path, find(name), IDS)
    assert (found.language, found.of) == (tag, name)


def test_the_welsh_draft_has_the_labels_and_says_that_it_is_a_draft() -> None:
    own, path = find("cci-2009"), folder() / "cci-2009.cy.toml"
    lacking = {kind_of(place) for place in missing(own, read_translation(path, own, IDS), IDS)}
    assert lacking.isdisjoint({"part", "part short", "criterion", "section", "theme", "band", "answers"})
    assert "DRAFT" in path.read_text(encoding="utf-8").splitlines()[0]
