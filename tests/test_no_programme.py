"""Nothing of an instrument stands in the code: no id, no question, no title, no name of a programme or of a place inspected."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from casereview.questions import QuestionSet, load, shipped
from casereview.questions.catalogue import examples

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "casereview"

# What may stand in the code: where a rule was published, and instruments of other people's that are compared with.
CITATIONS = {
    "HM Inspectorate of Probation",  # who published the rule or the wording that is followed
    "scored its Core Case Inspections",  # the publisher's name for what the rule was made for
    "Bromley 2012, Appendix 5",  # where the scoring rule was published
}
# Names of programmes, their publishers and the places that they were published for.
NAMES = (
    "Core Case Inspection",
    "Short Quality Screening",
    "Bromley",
    "Bury",
    "Inspectorate",
    "HMI Probation",
    "HMIP",
    "YJB",
    "SQS",
    "CCI",
)


@cache
def code() -> dict[str, str]:
    """Every text file of the program, its benchmarks and its scripts, citations taken out.

    A script `build_...` makes the example of one set, and names it; `pictures.py` shows some of them.
    """
    scripts = [
        path for path in sorted((ROOT / "scripts").glob("*.py")) if not path.name.startswith(("build_", "pictures"))
    ]
    found = {}
    for path in [*sorted(SRC.rglob("*")), *sorted((ROOT / "benchmarks").glob("*.py")), *scripts]:
        if path.is_dir() or "question_sets" in path.parts or "__pycache__" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for citation in CITATIONS:
            text = re.sub(re.escape(citation).replace(r"\ ", r"\s+"), "", text)
        found[path.relative_to(ROOT).as_posix()] = text
    return found


def where(word: str) -> list[str]:
    """The files in which a word stands by itself."""
    there = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])")
    return [f"{file}: {word}" for file, text in code().items() if there.search(text)]


SETS = [load(path) for path in shipped()]
each_set = pytest.mark.parametrize("question_set", SETS, ids=[each.id for each in SETS])


def test_every_file_of_the_program_is_looked_through() -> None:
    assert len(code()) > 150
    of_program = {
        "src/casereview/cli/demo.py",
        "src/casereview/tui/casereview.tcss",
        "src/casereview/questions/check.py",
    }
    assert of_program | {"benchmarks/sets.py", "scripts/invented.py"} <= set(code())
    assert "scripts/build_example.py" not in code()
    assert where("casereview")


def test_the_examples_belong_to_shipped_sets() -> None:
    assert set(examples()) <= {path.stem for path in shipped()}


@each_set
def test_no_code_names_the_set(question_set: QuestionSet) -> None:
    # An id that is one plain word is looked for where it would be an id: between quotation marks.
    ids = [question_set.id] if "-" in question_set.id else [f"{mark}{question_set.id}{mark}" for mark in "\"'`"]
    assert [place for each in (*ids, question_set.title) for place in where(each)] == []


@each_set
def test_no_code_names_a_question(question_set: QuestionSet) -> None:
    specific = {
        each for row in question_set.questions for each in (row.id, row.matrix) if len(each) >= 8 and "-" in each
    }
    text = "\n".join(code().values())
    named = {each for each in specific if each in text}  # quick; most stand nowhere
    assert [place for each in sorted(named) for place in where(each)] == []


@each_set
def test_no_code_has_the_words_of_a_theme_or_a_criterion(question_set: QuestionSet) -> None:
    titles = {each.title for each in (*question_set.themes, *question_set.criteria, *question_set.sections)}
    # A title of one word ("Review") is a word of the field too, which the program says of any instrument.
    assert [place for each in sorted(titles) if " " in each for place in where(each)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_code_names_a_programme_or_a_place(name: str) -> None:
    assert where(name) == []


@pytest.mark.parametrize("citation", sorted(CITATIONS))
def test_a_citation_that_is_allowed_is_there(citation: str) -> None:
    there = re.compile(re.escape(citation).replace(r"\ ", r"\s+"))
    assert any(there.search(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py"))
