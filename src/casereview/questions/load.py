"""Reading a question set file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casereview.questions.build import build
from casereview.questions.model import QuestionSet

MOST_BYTES = 2_000_000


class QuestionSetError(Exception):
    """A question set can not be used; `faults` has one line for each reason, each naming the file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


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
    from casereview.questions.toml_words import unparsed, unread

    if not path.is_file():
        raise QuestionSetError([f"{path}: there is no such file; `casereview questions list` names the sets shipped"])
    size = path.stat().st_size
    if size > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} million characters are the most"
        raise QuestionSetError([f"{path}: too large for a question set ({size:,}; {most}); is it the right file?"])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if too_much := beyond(text):
            raise QuestionSetError([f"{path}: {too_much}"])
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise QuestionSetError([f"{path}: {unread(error)}"]) from error
    except ValueError as error:  # TOMLDecodeError, and what the interpreter says of a number or a date
        raise QuestionSetError([f"{path}: {unparsed(str(error), text)}"]) from error
    except RecursionError as error:
        raise QuestionSetError([f"{path}: nested too deeply for a question set"]) from error
