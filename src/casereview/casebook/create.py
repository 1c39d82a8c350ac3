"""Making a casebook: the file is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from casereview.casebook import connection as door
from casereview.casebook.errors import CannotCreate, CasebookError, Refused
from casereview.casebook.ledger import stamp, transaction
from casereview.casebook.values import LONGEST_NAME
from casereview.questions.model import QuestionSet
from casereview.text import storable


def new_file(
    path: Path,
    question_set: QuestionSet,
    area: str,
    about: str,
    clock: Callable[[], datetime],
    fill: Callable[[Path], None],
) -> None:
    """Make a casebook beside its place, let `fill` put into it what belongs there, then give it its name.

    Raises CannotCreate, Refused for an area without a name, and what `fill` raises; then nothing is left behind.
    """
    area = area.strip()
    if not area or len(area) > LONGEST_NAME or not storable(area):
        raise Refused(f"the area needs a name of at most {LONGEST_NAME} characters")

    def begin(connection: sqlite3.Connection) -> None:
        digest = question_set.digest
        content = (digest, question_set.id, question_set.version, question_set.title, question_set.source)
        connection.execute("INSERT INTO question_sets VALUES (?, ?, ?, ?, ?)", content)
        made = (secrets.token_hex(16), area, digest, about, stamp(clock))
        connection.execute("INSERT INTO inspection VALUES (?, ?, ?, ?, ?)", made)

    whole_file(path, begin, fill)


def whole_file(
    path: Path, begin: Callable[[sqlite3.Connection], None], fill: Callable[[Path], None] = lambda part: None
) -> None:
    """Make a file with the tables of a casebook; `begin` writes to it in one transaction, then `fill` may open it.

    Raises CannotCreate and what the two raise; then nothing is left behind.
    """
    if os.path.lexists(path):
        raise _taken(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with contextlib.closing(door.create(part)) as connection, door.storage(part), transaction(connection):
            begin(connection)
        fill(part)
        _publish(part, path)
    except CasebookError as error:
        if str(part) not in str(error):
            raise
        raise type(error)(str(error).replace(str(part), str(path))) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _taken(path: Path) -> CannotCreate:
    return CannotCreate(f"{path}: there is something here already and nothing was changed; give another name")


def _publish(part: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError:
        # A file system without links (a USB stick's): the check and the rename are two steps there.
        if path.exists():
            raise _taken(path) from None
        part.rename(path)
