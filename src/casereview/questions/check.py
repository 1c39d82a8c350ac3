"""Is a question set sound? Every fault in words: where it is, what it is, and what to write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from pydantic import ValidationError

from casereview.questions.build import LONGEST_STORED, build, canonical, written_out
from casereview.questions.check_kinds import kind_faults, scoring_faults
from casereview.questions.check_references import band_faults, duplicate_faults, reference_faults
from casereview.questions.check_rows import gate_faults, row_id_faults, word_faults
from casereview.questions.check_shape import shape_faults, too_large
from casereview.questions.fault import Fault, few
from casereview.questions.file_model import QuestionSetFile
from casereview.questions.model import QuestionSet
from casereview.questions.texts import names_device

__all__ = ["MOST_ROWS", "Fault", "check"]

MOST_ROWS = 5_000
_MOST_WRITTEN_OUT = 5_000_000


def check(data: dict[str, Any]) -> list[Fault]:
    """Return the faults of a question set file's data, in file order; none means that `build` will succeed.

    Of more than `MOST_FAULTS` the last says how many more there are.
    """
    if not data:
        return [Fault("", "there is nothing in it; `casereview questions new` writes a set to begin from")]
    if large := too_large(data):
        return [large]
    try:
        checked = QuestionSetFile.model_validate(data)
    except ValidationError as error:
        return _few(*shape_faults(data, error))
    return (
        _few(_of_ids(checked))
        # Only a set whose ids are unique and whose references lead somewhere can be written out and its gates followed.
        or list(_sizes(checked, data))
        or _few(_of_rows(checked, build(data)))
    )


def _of_ids(file: QuestionSetFile) -> Iterator[Fault]:
    yield from duplicate_faults(file)
    yield from reference_faults(file)
    yield from band_faults(file.bands)
    yield from (Fault(*said) for said in scoring_faults(file))
    yield from (Fault(*said) for said in kind_faults(file))
    if names_device(file.id):
        yield Fault("", f"'id' is '{file.id}', which names a device on Windows; choose another")


def _of_rows(file: QuestionSetFile, built: QuestionSet) -> Iterator[Fault]:
    yield from row_id_faults(built)
    yield from gate_faults(built)
    yield from word_faults(file, built)


def _few(faults: Iterator[Fault], count: int | None = None) -> list[Fault]:
    return few(faults, partial(Fault, ""), count)


def _sizes(file: QuestionSetFile, data: dict[str, Any]) -> Iterator[Fault]:
    items = {each.id: len(each.items) for each in file.lists}
    if len(canonical(data)) > LONGEST_STORED:
        yield Fault(
            "", f"too large for a question set; {LONGEST_STORED:,} characters are the most; shorten its longest texts"
        )
        return
    rows = sum(1 if each.for_each is None else len(each.only or ()) or items[each.for_each] for each in file.questions)
    if rows > MOST_ROWS:
        yield Fault(
            "questions",
            f"{rows:,} rows when each is written out for its list; {MOST_ROWS:,} are the most; shorten its list",
        )
    elif written_out(data) > _MOST_WRITTEN_OUT:
        most = f"{_MOST_WRITTEN_OUT:,} characters are the most; shorten its list"
        yield Fault("questions", f"too long when each is written out for its list; {most}")
