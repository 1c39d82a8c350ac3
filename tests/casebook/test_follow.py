"""Several casebooks over time: which can be followed, and what each is called."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, Change, NewCase, Refused
from casereview.casebook.follow import followed, labels, shared_area
from casereview.questions import QuestionSet
from casereview.questions.build import build


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def made(path: Path, asked: QuestionSet, yes: int, area: str = "Anytown", month: int = 1) -> Path:
    refs = [f"C-{place}" for place in range(10)]

    def fill(casebook: Casebook) -> None:
        casebook.record(
            [
                Change(ref, row.id, "answer", "yes" if place < yes else "no")
                for place, ref in enumerate(refs)
                for row in asked.questions
            ],
            "A Jones",
        )

    begun = datetime(2026, month, 3, tzinfo=UTC)
    Casebook.create(path, asked, area, [NewCase(ref, {}) for ref in refs], fill=fill, clock=lambda: begun)
    return path


def opened(stack: ExitStack, *paths: Path) -> list[Casebook]:
    return [stack.enter_context(Casebook.open(path, write=False)) for path in paths]


def test_casebooks_are_followed_in_the_order_given(tmp_path: Path, small: QuestionSet, stack: ExitStack) -> None:
    books = opened(stack, *(made(tmp_path / f"{yes}.db", small, yes) for yes in (2, 5, 9)))
    found = followed(books)
    assert found.cases == (10, 10, 10)
    for each in found.lines:
        assert [side.score.percent for side in each.sides] == [20, 50, 90]


def test_copies_of_one_inspection_are_refused(tmp_path: Path, small: QuestionSet, stack: ExitStack) -> None:
    first, second = made(tmp_path / "a.db", small, 2), made(tmp_path / "b.db", small, 5)
    shutil.copy(first, tmp_path / "copy.db")
    with pytest.raises(Refused, match=r"copy\.db: a copy of the same inspection as .*a\.db; .*merge"):
        followed(opened(stack, first, second, tmp_path / "copy.db"))


def test_casebooks_of_two_sets_are_refused(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any], stack: ExitStack
) -> None:
    small_data["id"] = "other"
    first, second = made(tmp_path / "a.db", small, 2), made(tmp_path / "b.db", build(small_data), 5)
    with pytest.raises(Refused, match=r"b\.db: of question set other, and .*a\.db of small; a trend follows one set"):
        followed(opened(stack, first, second))


def test_versions_with_no_question_in_common_are_refused(
    tmp_path: Path, small: QuestionSet, small_data: dict[str, Any], stack: ExitStack
) -> None:
    for each in small_data["questions"]:
        each["text"] = f"Otherwise: {each['text']}"
    first, second = made(tmp_path / "a.db", small, 2), made(tmp_path / "b.db", build(small_data), 5)
    with pytest.raises(Refused, match=r"b\.db: no scored question means the same there as in all before it"):
        followed(opened(stack, first, second))


def test_each_is_named_by_what_tells_them_apart(tmp_path: Path, small: QuestionSet, stack: ExitStack) -> None:
    january = made(tmp_path / "one.db", small, 2, "North", 1)
    february = made(tmp_path / "two.db", small, 2, "North", 2)
    south = made(tmp_path / "three.db", small, 2, "South", 2)
    assert labels(opened(stack, january, south)) == ["North", "South"]
    assert labels(opened(stack, january, february)) == ["2026-01-03", "2026-02-03"]
    assert labels(opened(stack, january, february, south)) == ["one", "two", "three"]


def test_areas_that_begin_alike_are_named_by_how_they_go_on(
    tmp_path: Path, small: QuestionSet, stack: ExitStack
) -> None:
    july = made(tmp_path / "one.db", small, 2, "North, West team, July")
    august = made(tmp_path / "two.db", small, 2, "North, West team, August")
    other = made(tmp_path / "three.db", small, 2, "North, East team, August")
    books = opened(stack, july, august)
    assert (shared_area(books), labels(books)) == ("North, West team", ["July", "August"])
    books = opened(stack, july, august, other)
    assert (shared_area(books), labels(books)) == ("", [each.inspection.area for each in books])


def test_what_has_one_name_can_not_be_told_apart(tmp_path: Path, small: QuestionSet, stack: ExitStack) -> None:
    (tmp_path / "new").mkdir()
    books = opened(stack, made(tmp_path / "a.db", small, 2), made(tmp_path / "new" / "a.db", small, 2))
    with pytest.raises(Refused, match=r"--label"):
        labels(books)
