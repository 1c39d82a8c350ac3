"""Reading question set files as people save them, and refusing the rest in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.questions import QuestionSet, QuestionSetError, find, load, shipped
from casereview.questions.build import build_stored
from casereview.questions.catalogue import examples, folder
from casereview.questions.load import MOST_BYTES
from tests.conftest import DATA

TEXT = (DATA / "small.toml").read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "set.toml"


def refused(path: Path) -> list[str]:
    with pytest.raises(QuestionSetError) as caught:
        load(path)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return caught.value.faults


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_the_same_set(file: Path, small: QuestionSet) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load(file) == small


def test_every_fault_names_the_file(file: Path) -> None:
    file.write_text(TEXT.replace('part = "rmp"', 'part = "rnp"'), encoding="utf-8")
    assert refused(file) == [
        f"{file}: question rmp-done: no part 'rnp'; did you mean 'rmp'?",
        f"{file}: question rmp-timely: no part 'rnp'; did you mean 'rmp'?",
    ]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(file: Path) -> None:
    file.write_bytes(b'id = "x"\ntitle = "caf\xe9"')
    assert refused(file) == [
        f"{file}: line 2: a character that can not be read; save the file with the encoding UTF-8, which the editor asks for under 'Save as'"
    ]


def test_a_file_that_is_not_toml_is_refused_with_the_line(file: Path) -> None:
    file.write_text('id = "x"\n\ntitle = \n', encoding="utf-8")
    assert refused(file) == [
        f"{file}: line 3: what stands after = can not be read; words go in straight quotes, a list in [ ], a number as it is"
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("title = “Mine”", "line 2: what stands after = can not be read; words go in straight quotes"),
        ('title = "Mine', "line 2: a text has no closing quotation mark"),
        ('title: "Mine"', "line 2: a name stands here without ="),
        ("from = 65%", "line 2: something stands after the end of what this line says"),
        ('a = { id = "x" label = "y" }', "line 2: a { is not closed, or a comma is missing"),
        ('a = ["x"\nb = 2', "line 3: a [ is not closed, or a comma is missing"),
        ("[[parts]", "line 2: a heading is not closed"),
        ("id = 2", "line 2: a name is there twice"),
        ("[[parts]]\n[parts]", "line 3: a heading is there twice or in two ways"),
        ('[questions]\na = "x"\n[[questions]]', "line 2: [questions] is for one thing only; write [[questions]]"),
        ('title = "C:\\mine"', "line 2: a backslash in a text"),
        ("when = 2012-02-31", "line 2: no date and no number"),
        ("=", "line 2: neither a heading nor a name"),
        ('title = """Mine', "at its end: a text is begun with quotation marks and never closed"),
    ],
)
def test_a_slip_of_the_pen_is_said_in_words_for_who_made_it(file: Path, wrong: str, said: str) -> None:
    file.write_text(f'id = "x"\n{wrong}\n', encoding="utf-8")
    (fault,) = refused(file)
    assert fault.startswith(f"{file}: {said}")


def test_a_set_that_no_casebook_could_carry_is_not_sound(file: Path) -> None:
    """Each backslash is two characters in a casebook, and one in a file that says so."""
    about = 'about = "For tests."'
    assert about in TEXT
    file.write_text(TEXT.replace(about, f"about = '{chr(92) * 1_100_000}'"), encoding="utf-8")
    (fault,) = refused(file)
    assert "too large for a question set; 2,000,000 characters are the most" in fault
    file.write_text(TEXT.replace(about, f"about = '{chr(92) * 900_000}'"), encoding="utf-8")
    assert build_stored(load(file).source).about == chr(92) * 900_000


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    assert refused(file) == [
        f"{file}: too large for a question set (2,000,001; 2 million characters are the most); is it the right file?"
    ]


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "{a=" * 100_000])
def test_a_file_nested_too_deeply_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    (fault,) = refused(file)
    assert fault.startswith(f"{file}: line 1: nested too deeply for a question set")


def test_a_file_nested_deeply_by_dotted_keys_is_refused(file: Path) -> None:
    file.write_text("\ntitle" + ".a" * 4_000 + " = 1", encoding="utf-8")
    (fault,) = refused(file)
    assert fault.startswith(f"{file}: line 2: nested too deeply for a question set")


def test_an_empty_file_is_said_to_be_empty(file: Path) -> None:
    file.touch()
    assert refused(file) == [f"{file}: there is nothing in it; `casereview questions new` writes a set to begin from"]


def test_a_file_that_has_a_title_only_lacks_all_else(file: Path) -> None:
    file.write_text('title = "Mine"', encoding="utf-8")
    assert [fault.partition("; ")[0] for fault in refused(file)] == [
        f"{file}: '{key}' is missing" for key in ("id", "version", "sections", "criteria", "parts", "questions")
    ]


@pytest.mark.parametrize("name", ["absent.toml", ""])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert refused(path) == [f"{path}: there is no such file; `casereview questions list` names the sets shipped"]


def test_shipped_sets_are_found_by_id_and_are_sound() -> None:
    assert "cci-2009" in [path.stem for path in shipped()]
    found = find("cci-2009")
    assert found.id == "cci-2009"
    assert found == load(folder() / "cci-2009.toml")


def test_the_examples_are_those_of_shipped_sets_the_usual_one_first() -> None:
    found = examples()
    assert next(iter(found)) == "cci-2009"
    assert list(found)[1:] == sorted(list(found)[1:])
    assert set(found) <= {path.stem for path in shipped()}
    assert found["cci-2009"] == folder() / "examples" / "cci-2009" / "example.toml"


def test_a_set_is_found_by_the_path_of_its_file(small: QuestionSet, file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    assert find(str(file)) == small


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cci-2010", "no question set 'cci-2010'; did you mean 'cci-2009'?"),
        (
            "other",
            f"no question set 'other'; shipped: {', '.join(path.stem for path in shipped())}; or give a file ending in .toml",
        ),
        ("other.toml", "other.toml: there is no such file; `casereview questions list` names the sets shipped"),
        ("a/b", "a/b: there is no such file; `casereview questions list` names the sets shipped"),
        ("a\\b", "a\\b: there is no such file; `casereview questions list` names the sets shipped"),
    ],
)
def test_a_set_that_is_not_there_is_refused_with_the_nearest(name: str, said: str) -> None:
    with pytest.raises(QuestionSetError) as caught:
        find(name)
    assert caught.value.faults == [said]


def test_an_installed_package_carries_its_question_sets_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "casereview"
    (package / "question_sets").mkdir(parents=True)
    monkeypatch.setattr("casereview.questions.catalogue.__file__", str(package / "questions" / "catalogue.py"))
    assert folder() == package / "question_sets"
