"""Opening a file that somebody else brought: hostile until proved ours, and never written to."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from casereview.casebook import connection as door
from casereview.casebook.errors import DamagedCasebook, NoSuchCasebook, NotACasebook, NotPermitted

# The longest row that the program writes is an alert with its reason; a longer one is not ours.
_MOST_BYTES = 16_000_000
_MOST_HOLES = 1_000_000
_SIDE_FILES = ("-journal", "-wal", "-shm")


def connect_foreign(path: Path) -> sqlite3.Connection:
    """Return a connection to a casebook for reading only, its kind, its size
    and its tables proved; not yet its entries.

    Raises NoSuchCasebook, NotACasebook, NewerCasebook, DamagedCasebook, NotPermitted or StorageFailed.
    """
    try:
        found = path.lstat()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise NoSuchCasebook(f"{path}: there is no such file") from error
    if stat.S_ISDIR(found.st_mode):
        if not os.access(path, os.R_OK | os.X_OK):  # pragma: no cover - tested as "nobody", in a process of its own
            raise NotPermitted(f"{path}: this folder can not be looked into; copy its files to where you can read them")
        raise NotACasebook(f"{path}: there is no casebook (*.db) in this folder; give the one that holds the copies")
    if stat.S_ISLNK(found.st_mode):
        if path.is_dir():
            raise NotACasebook(f"{path}: a symbolic link to a folder; give the folder itself")
        raise NotACasebook(f"{path}: a symbolic link, not a file; give the file that it points to")
    for end in _SIDE_FILES:
        if os.path.lexists(f"{path}{end}"):
            raise NotACasebook(
                f"{path}: a file {path.name}{end} lies beside it, so something is unfinished; open it once with"
                " `casereview review`, then merge it"
            )
    return door.connect_as_it_is(path, _MOST_BYTES, _whole)


def _whole(path: Path, header: bytes) -> None:
    """Refuse a file whose length is not what its header says, or that has holes."""
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    size = path.stat().st_size
    if page * pages != size:
        what = "is cut off" if size < page * pages else "has something added at its end"
        raise DamagedCasebook(f"{path}: {what}; ask for the file again, and keep this one")
    if _holes(path, size) > _MOST_HOLES:
        raise NotACasebook(f"{path}: is mostly empty space (a sparse file), so it is not opened")


def _holes(path: Path, size: int) -> int:
    """Return how many bytes of a file are on no disk, as far as the system tells; counted up to what matters."""
    holes = place = 0
    descriptor = os.open(path, os.O_RDONLY)
    try:
        while place < size and holes <= _MOST_HOLES:
            hole = os.lseek(descriptor, place, os.SEEK_HOLE)
            try:
                place = os.lseek(descriptor, hole, os.SEEK_DATA)
            except OSError:  # no data after it
                place = size
            holes += place - hole
    except (OSError, AttributeError):  # a file system, or Windows, that does not tell
        return 0
    finally:
        os.close(descriptor)
    return holes
