"""Writing a document: whole or not at all, and never over something else unless told to."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from casereview.casebook import CannotCreate, StorageFailed

_SQLITE = b"SQLite format 3\0"


def write_file(path: Path, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write a file that appears only when it is complete and on the disk, readable by its owner only.

    `force` replaces an ordinary file, but never a casebook. Raises CannotCreate, or StorageFailed if the disk did not
    take it; either way what was at `path` is as it was.
    """
    _refuse(path, force)
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotCreate(
            f"{path}: can not be made ({reason(error)}); choose a folder that you can write to"
        ) from error
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _publish(part, path, force)
    except OSError as error:
        raise StorageFailed(f"{path}: was not written ({reason(error)}); nothing was changed") from error
    finally:
        part.unlink(missing_ok=True)


def _refuse(path: Path, force: bool) -> None:
    if not (path.exists() or path.is_symlink()):
        return
    if not force:
        raise _taken(path)
    if path.is_symlink() or not path.is_file():
        raise CannotCreate(f"{path}: not an ordinary file, so it is not replaced; give another name")
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise CannotCreate(f"{path}: a casebook or another database, so it is not replaced; give another name")


def _publish(part: Path, path: Path, force: bool) -> None:
    if force:
        part.replace(path)
    else:
        try:
            os.link(part, path)
        except FileExistsError as error:
            raise _taken(path) from error
        except OSError:
            # A file system without links (a USB stick's): the check and the rename are two steps there.
            _refuse(path, force)
            part.rename(path)
    with contextlib.suppress(OSError):  # not every system can sync a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _taken(path: Path) -> CannotCreate:
    return CannotCreate(f"{path}: there already, so nothing was written; give another name, or --force to replace it")


def reason(error: OSError) -> str:
    """Return what the system says was wrong, in its words."""
    return os.strerror(error.errno).lower() if error.errno else "no reason given"
