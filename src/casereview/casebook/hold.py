"""Which window holds a casebook: one writes, the others read.

The operating system's lock on the file tells whether it is held (and ends with the process, however that ends); a
line in the casebook's settings tells by whom. SQLite's own locks lie elsewhere in the file and are not touched.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import BinaryIO

# Far beyond the end of any casebook and clear of SQLite's lock bytes at 1 GiB.
_WINDOWS_OFFSET = 1 << 40


class Hold:
    """The right to write to a casebook, for as long as this object is kept."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Hold | None:
        """Return the hold on a file, or None if another window has it. Raises OSError if the file can not be opened."""
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def copy_to(self, file: BinaryIO) -> None:
        """Copy the held file. (Opening it anew and closing that would end SQLite's locks on it.) Raises OSError."""
        with open(self._descriptor, "rb", closefd=False) as held:
            held.seek(0)
            shutil.copyfileobj(held, file, 1 << 20)

    def release(self) -> None:
        """Give the right back.

        Closing any descriptor of a file ends SQLite's locks on it: close its connection first.
        """
        os.close(self._descriptor)


if sys.platform == "win32":  # pragma: no cover - no Windows machine runs these tests
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _WINDOWS_OFFSET, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
