"""Opening casebooks: the one place that makes connections, and where a foreign file is stopped at the door."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from casereview.casebook import schema
from casereview.casebook.errors import (
    CannotCreate,
    CasebookBusy,
    CasebookError,
    DamagedCasebook,
    NewerCasebook,
    NoSuchCasebook,
    NotACasebook,
    NotPermitted,
    Refused,
    StorageFailed,
)

_BUSY_SECONDS = 5.0
# No single value is longer; a hostile file can not make SQLite build a larger one.
_MOST_BYTES = 32_000_000

_DAMAGED = "the file is damaged; use a backup or another copy, and keep this one"


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Return a connection to a casebook, proved ours, at the present schema.

    Raises NoSuchCasebook, NotACasebook, NewerCasebook, DamagedCasebook, NotPermitted or StorageFailed.
    """
    number = _examine(path)
    with storage(path):
        connection = _sqlite(path, "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro")
        with _closing_if_it_fails(connection):
            _prove_ours(connection, path, number)
            if not write:
                connection.execute("PRAGMA query_only = ON")
    return connection


def connect_as_it_is(path: Path, most_bytes: int, whole: Callable[[Path, bytes], None]) -> sqlite3.Connection:
    """Return a connection for reading only, that does not even finish what another program left unfinished.

    No value in it may be longer than `most_bytes`; `whole` looks at path and header before SQLite does, and raises what
    it finds wrong. Raises the errors of `connect`.
    """
    number = _examine(path)
    with path.open("rb") as file:
        whole(path, file.read(100))
    with storage(path):
        connection = _sqlite(path, "ro")
        with _closing_if_it_fails(connection):
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most_bytes)
            connection.execute("PRAGMA query_only = ON")
            _prove_ours(connection, path, number)
    return connection


def _prove_ours(connection: sqlite3.Connection, path: Path, number: int) -> None:
    if not schema.is_ours(connection, number):
        raise NotACasebook(
            f"{path}: its tables are not a casebook's; it was changed by another program, so it is not opened"
        )


def create(path: Path) -> sqlite3.Connection:
    """Return a connection to a new, empty casebook at `path`, which must not exist. Raises CannotCreate."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise CannotCreate(
            f"{path}: there is something here already and nothing was changed; give another name"
        ) from error
    except OSError as error:
        raise CannotCreate(
            f"{path}: can not be made ({_reason(error)}); choose a folder that you can write to"
        ) from error
    with storage(path):
        connection = _sqlite(path, "rw")
        with _closing_if_it_fails(connection):
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            schema.migrate(connection)
    return connection


@contextmanager
def _closing_if_it_fails(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:  # Ctrl-C too: no connection is left open; raised again
        connection.close()
        raise


def _sqlite(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    with _closing_if_it_fails(connection):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "foreign_keys = ON",
            "journal_mode = DELETE",
            "synchronous = EXTRA",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def _examine(path: Path) -> int:
    """Look at the file's kind and header, before SQLite does; return its schema number."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise NoSuchCasebook(
            f"{path}: there is no such file; `casereview new` starts a casebook, `casereview demo` writes an example"
        ) from error
    except OSError as error:
        raise NoSuchCasebook(f"{path}: can not be reached ({_reason(error)})") from error
    if stat.S_ISDIR(found.st_mode):
        raise NotACasebook(f"{path}: this is a folder; give the casebook file in it")
    if not stat.S_ISREG(found.st_mode):
        raise NotACasebook(f"{path}: this is not an ordinary file")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except PermissionError as error:
        raise NotPermitted(f"{path}: you may not read this file; ask its owner") from error
    except OSError as error:
        raise StorageFailed(f"{path}: can not be read ({_reason(error)})") from error
    if (
        len(header) < 100
        or header[:16] != b"SQLite format 3\0"
        or int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID
    ):
        raise NotACasebook(
            f"{path}: this is not a casebook; casebooks are made by `casereview new` or `casereview demo`"
        )
    if header[18:20] != b"\x01\x01":
        raise NotACasebook(
            f"{path}: another program changed how this file is kept (write-ahead log), so it is not opened"
        )
    number = int.from_bytes(header[60:64], "big")
    if number > schema.SCHEMA:
        raise NewerCasebook(f"{path}: written by a newer version of casereview; update casereview to open it")
    if number not in schema.STATEMENTS:
        raise DamagedCasebook(f"{path}: has no valid version number; use a backup or another copy")
    return number


@contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into this package's errors, in words."""
    try:
        yield
    except sqlite3.Error as error:
        raise in_words(path, error) from error
    except UnicodeEncodeError as error:
        raise Refused("the text has half a character that can not be stored; type it again") from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes what it found
        raise DamagedCasebook(f"{path}: {_DAMAGED}") from error


def in_words(path: Path, error: sqlite3.Error) -> CasebookError:
    """Return this package's error for one of SQLite's."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if not name and "UTF-8" in str(error):
        name = "SQLITE_CORRUPT"  # Python's own refusal of text that is not text
    match name.split("_")[1] if "_" in name else "":
        case "FULL":
            return StorageFailed(f"{path}: the disk is full; free some space and try again")
        case "BUSY" | "LOCKED":
            return CasebookBusy(f"{path}: another program is using the file; try again when it is done")
        case "READONLY" | "PERM" | "AUTH":
            return NotPermitted(f"{path}: can not be written to; copy it to a disk that you can write to")
        case "CORRUPT" | "NOTADB" | "FORMAT" | "TOOBIG":
            return DamagedCasebook(f"{path}: {_DAMAGED}")
        case "CANTOPEN":
            return StorageFailed(f"{path}: can not be opened for saving; is the disk or USB stick still there?")
        case _:
            # SQLite's own words can hold the values of a statement; its error name never does.
            return StorageFailed(f"{path}: the disk did not take it ({name or 'no reason given'}); try again")


def _reason(error: OSError) -> str:
    return os.strerror(error.errno or errno.EIO).lower()
