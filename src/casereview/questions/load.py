"""Reading a question set file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casereview.questions.build import build
from casereview.questions.model import QuestionSet

MOST_BYTES = 4_000_000


class QuestionSetError(Exception):
    """A question set can not be used; `faults` has one line for each reason, each naming the file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(path: Path) -> QuestionSet:
    """Read, check and write out the question set in a TOML file.

    Raises QuestionSetError with every fault found, and OSError where the file can not be read.
    """
    # Late: pydantic is needed to check a file, not to open a casebook.
    from casereview.questions.check import check

    data = read(path)
    faults = check(data)
    if faults:
        raise QuestionSetError([f"{path}: {fault}" for fault in faults])
    return build(data)


def read(path: Path) -> dict[str, Any]:
    """Return the data of a TOML file (errors as for `load`)."""
    # Late, like pydantic: a casebook opens without either.
    import tomllib

    if not path.is_file():
        raise QuestionSetError([f"{path}: there is no such file; `casereview questions list` names the sets shipped"])
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise QuestionSetError([f"{path}: {size:,} bytes is too large for a question set (at most {MOST_BYTES:,})"])
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuestionSetError([f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise QuestionSetError([f"{path}: not valid TOML: {error}"]) from error
    except RecursionError as error:
        raise QuestionSetError([f"{path}: nested too deeply for a question set"]) from error
