"""Reading a question set file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casereview.questions.build import build
from casereview.questions.model import QuestionSet
from casereview.text import clipped, counted

MOST_BYTES = 2_000_000
MOST_FAULTS = 20


class QuestionSetError(Exception):
    """A question set can not be used; `faults` has one line for each reason, each naming the file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def few(faults: Sequence[str]) -> list[str]:
    """Return the first faults, and how many more there are: nobody reads a thousand lines."""
    more = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], f"and {counted(more, 'fault')} more"] if more > 0 else list(faults)


def load(path: Path) -> QuestionSet:
    """Read, check and write out the question set in a TOML file.

    Raises QuestionSetError with the faults found, and OSError where the file can not be read.
    """
    return sound(path, read(path))


def sound(path: Path, data: dict[str, Any]) -> QuestionSet:
    """Check the data that was read from a file and write the question set out (errors as for `load`)."""
    # Late: pydantic is needed to check a file, not to open a casebook.
    from casereview.questions.check import check

    faults = check(data)
    if faults:
        raise QuestionSetError([f"{path}: {fault}" for fault in faults])
    return build(data)


def read(path: Path) -> dict[str, Any]:
    """Return the data of a TOML file (errors as for `load`)."""
    # Late, like pydantic: a casebook opens without any of them.
    import tomllib

    from casereview.questions.toml_limits import beyond

    if not path.is_file():
        raise QuestionSetError([f"{path}: there is no such file; `casereview questions list` names the sets shipped"])
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise QuestionSetError([f"{path}: {size:,} bytes is too large for a question set (at most {MOST_BYTES:,})"])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if too_much := beyond(text):
            raise QuestionSetError([f"{path}: {too_much}"])
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise QuestionSetError([f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"]) from error
    except ValueError as error:  # TOMLDecodeError, and what the interpreter says of a number or a date
        raise QuestionSetError([f"{path}: not valid TOML: {clipped(str(error), 200)}"]) from error
    except RecursionError as error:
        raise QuestionSetError([f"{path}: nested too deeply for a question set"]) from error
