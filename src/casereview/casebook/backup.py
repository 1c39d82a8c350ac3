"""The backup beside a casebook that is merged into: made before the first write, kept until the next merge."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from casereview.casebook import connection as door
from casereview.casebook.errors import CannotCreate, StorageFailed
from casereview.casebook.hold import Hold


def backup_of(path: Path) -> Path:
    """Return where the backup of a casebook is kept while it is merged into."""
    return path.with_name(f"{path.stem}.before-merge{path.suffix}")


class Backup:
    """The copy of a casebook as it is now, under a name of its own; `keep` puts it in the place of the last backup."""

    def __init__(self, place: Path, part: Path) -> None:
        self._place = place
        self._part = part

    def keep(self) -> None:
        """Make it the backup, whole; call it before what was merged is committed. Raises StorageFailed."""
        with _trouble(self._place):
            with self._part.open("rb+") as file:
                os.fsync(file.fileno())
            self._part.replace(self._place)


@contextlib.contextmanager
def backing_up(path: Path, hold: Hold, inspection: str) -> Iterator[Backup]:
    """Copy a casebook that nobody else can write to now and that has no change
    waiting; unless kept, the copy goes again.

    Raises CannotCreate if something else has the backup's name (a casebook of another inspection too), and
    StorageFailed.
    """
    place = backup_of(path)
    part = place.with_name(f".{place.name}.part")
    if os.path.lexists(place) and (place.is_symlink() or not _is_backup(place, inspection)):
        raise CannotCreate(f"{place}: something else has the name of the backup; move it away, then merge")
    try:
        with _trouble(place):
            part.unlink(missing_ok=True)
            with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                hold.copy_to(file)
        yield Backup(place, part)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _trouble(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailed(f"{place}: the backup can not be written, so nothing was merged") from error


def _is_backup(path: Path, inspection: str) -> bool:
    try:
        with contextlib.closing(door.connect(path, write=False)) as connection:
            return bool(connection.execute("SELECT 1 FROM inspection WHERE id = ?", (inspection,)).fetchone())
    except Exception:  # whatever it is, it is no backup of ours
        return False
