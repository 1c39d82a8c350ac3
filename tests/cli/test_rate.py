"""`casereview rate`: published inspections through a whole casebook, and what a rating can not be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, NewCase
from casereview.questions import find
from tests.cli.running import Program
from tests.standards import standards

AS = ("--as", "L Lead")
SET = "youth-casework"
FACTS = {"kind": "court", "child-concern": "yes", "others-concern": "yes", "review-due": "yes"}
# How many of ten cases are sufficient for a rating of so many points.
SUFFICIENT = {0: 4, 1: 6, 2: 7, 3: 9}
ELSEWHERE = ("o1", "o2", "o3", "o4", "d1", "d2", "d3", "d4")
WORDS = ("inadequate", "Requires improvement", "good", "OUTSTANDING")


def court(path: Path, points: tuple[int, ...], cases: int = 10) -> Path:
    """Ten cases under court orders, whose four standards are rated with so many points."""
    asked = find(SET)

    def fill(casebook: Casebook) -> None:
        for place, question in enumerate(asked.scored):
            sufficient = SUFFICIENT[points[int(question.criterion) - 1]] if place % 3 == 2 else 10
            for case in range(cases):
                casebook.answer(f"C-{case}", question.id, "yes" if case < sufficient else "no", "A Jones")

    Casebook.create(path, asked, "Area", [NewCase(f"C-{case}", FACTS) for case in range(cases)], fill=fill)
    return path


def overall(program: Program, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(program("summary", path, "--json").out)["overall"]
    return found


@pytest.mark.parametrize(
    ("cases", "elsewhere", "total", "band"),
    [
        # East Sussex 2024: how the service is run, court, out of court.
        ((2, 0, 3, 3), (2, 2, 3, 3, 1, 1, 3, 2), 25, "good"),
        ((3,) * 4, (3,) * 8, 36, "outstanding"),  # Brighton & Hove 2021
        ((0,) * 4, (0,) * 8, 0, "inadequate"),  # Cardiff 2020
    ],
)
def test_a_published_sum_through_a_whole_casebook(
    program: Program, tmp_path: Path, cases: tuple[int, ...], elsewhere: tuple[int, ...], total: int, band: str
) -> None:
    path = court(tmp_path / "a.db", cases)
    assert [each["points"] for each in overall(program, path)["standards"]][:4] == list(cases)
    for standard, points in zip(ELSEWHERE, elsewhere, strict=True):
        assert overall(program, path)["band"] is None, "not before all are there"
        assert program("rate", path, standard, WORDS[points], *AS).status == 0
    found = overall(program, path)
    assert (found["points"], found["most"], found["elsewhere"], found["band"]) == (total, 36, 0, band)
    label = find(SET).bands[3 - WORDS.index(band) if band in WORDS else 0].label
    said = f"Overall: {label}, {total} of 36 points."
    assert said in program("summary", path).out
    assert said in program("rate", path).out
    assert program("report", path, "-o", tmp_path / "a.md").status == 0
    report = (tmp_path / "a.md").read_text()
    assert f"Overall. {label}, {total} of 36 points." in report
    assert f"| Overall |  | {label} | {total} of 36 |" in report
    assert report.count("| elsewhere |") == 8


def test_a_standard_that_is_not_rated_takes_its_points_off_and_is_never_zero(program: Program, tmp_path: Path) -> None:
    path = court(tmp_path / "a.db", (2, 0, 3, 3))
    for standard in ELSEWHERE:
        program("rate", path, standard, "not-rated" if standard == "o1" else "good", *AS)
    found = overall(program, path)
    assert (found["points"], found["most"], found["not_rated"], found["band"]) == (22, 33, 1, "good")
    assert found["standards"][4] == {
        "id": "o1", "title": "Leadership and governance", "elsewhere": True, "rating": "not-rated", "points": None,
        "differs": False,
    }  # fmt: skip
    out = program("rate", path).out
    assert "1 standard not rated, and left out of it" in out
    assert "-  elsewhere" in next(line for line in out.splitlines() if line.startswith("o1"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Casebook.create(tmp_path / "s.db", standards(), "Area", [NewCase("C-1", {})])
    return tmp_path / "s.db"


def test_without_a_standard_all_are_listed_and_nothing_is_written(program: Program, path: Path) -> None:
    before = path.read_bytes()
    ended = program("rate", path)
    assert (ended.status, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()[1:6]] == ["1.1", "1.2", "2.1", "o1", "o2"]
    assert ended.out.count("Not entered yet") == 2
    assert ended.out.count("Not rated") == 3
    assert path.read_bytes() == before


def test_a_rating_is_taken_back(program: Program, path: Path) -> None:
    assert "Minimum improvement" in program("rate", path, "o1", "minimum", *AS).out
    assert program("rate", path, "o1", "--take-back", *AS).out.count("Not entered yet") == 2
    history = program("history", path).out
    assert "L Lead" in history
    assert "Minimum improvement required -> no rating entered" in history


def test_for_a_program_each_standard_and_what_it_can_be(program: Program, path: Path) -> None:
    data = json.loads(program("rate", path, "o2", "drastic", *AS, "--json").out)
    assert list(data) == ["format", "ratings", "overall"]
    assert data["format"] == "casereview.ratings/1"
    assert [each["id"] for each in data["ratings"]] == ["minimum", "moderate", "substantial", "drastic", "not-rated"]
    assert list(data["overall"]) == ["points", "most", "not_rated", "elsewhere", "band", "standards"]
    assert [each["rating"] for each in data["overall"]["standards"]] == ["not-rated"] * 3 + [None, "drastic"]
    assert [each["points"] for each in data["overall"]["standards"]] == [None] * 4 + [0]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("o1",), 2, "the standard and its rating"),
        (("o1", "minimum"), 2, "--as NAME"),
        (("o1", "minimum", "--take-back", *AS), 2, "or the standard and --take-back"),
        (("--take-back", *AS), 2, "needs a standard"),
        (("o3", "minimum", *AS), 65, "no standard 'o3' is judged elsewhere; it can be o1, o2"),
        (("1.1", "minimum", *AS), 65, "rated by the cases here"),
        (("o1", "fine", *AS), 65, "'fine' is no rating; it can be minimum,"),
        (("o1", "blank", *AS), 65, "not-rated; `rate` with --take-back takes one back"),
    ],
)
def test_what_can_not_be_rated_is_refused_in_one_line(
    program: Program, path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = path.read_bytes()
    ended = program("rate", path, *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
    assert said in ended.err
    assert path.read_bytes() == before


def test_a_set_whose_ratings_do_not_add_up_has_none(program: Program, area: Path) -> None:
    ended = program("rate", area)
    assert (ended.status, ended.out) == (65, "")
    assert "question set small has no overall rating" in ended.err


def test_copies_that_differ_are_told_of_and_settled_by_number(program: Program, path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "b.db"))
    program("rate", path, "o1", "minimum", *AS)
    program("rate", other, "o1", "not-rated", "--as", "M Lead")
    program("merge", path, other, *AS)
    ended = program("conflicts", path)
    assert ended.status == 3
    assert "Rating: Leadership (rating:o1)" in ended.out
    assert "Not rated " in ended.out
    assert "Copies differ" in program("rate", path).out
    assert "copies of the casebook differ on Leadership" in " ".join(program("summary", path).out.split())
    assert overall(program, path)["standards"][3]["differs"] is True
    [line] = [each for each in ended.out.splitlines() if "Settle: " in each]
    words = line.split("casereview ")[1].replace("--as NAME", "").split()
    words = [str(path) if each.endswith("s.db") else each for each in words]
    assert program(*words, *AS).status == 0
    assert program("conflicts", path).status == 0
    assert "Copies differ" not in program("rate", path).out


def test_an_upgrade_says_which_ratings_it_has_no_place_for(program: Program, path: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "data" / "small.toml").read_text()
    (tmp_path / "later.toml").write_text(text.replace('version = "1.0.0"', 'version = "1.1.0"'))
    program("rate", path, "o1", "minimum", *AS)
    ended = program("upgrade", path, "--to", tmp_path / "later.toml", "--plan")
    assert "Ratings of standards judged elsewhere that the new set has no place for" in " ".join(ended.out.split())
    assert "o1: Minimum improvement required" in ended.out
    data = json.loads(program("upgrade", path, "--to", tmp_path / "later.toml", "--plan", "--json").out)
    assert data["ratings_gone"] == [{"id": "o1", "title": "Leadership", "rating": "minimum"}]
