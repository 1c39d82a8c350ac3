"""Which files are merged, where paths and folders are named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casereview.casebook.backup import backup_of


def sources_in(paths: Iterable[Path], target: Path) -> list[Path]:
    """Return the files to merge, each once: each path, and of a folder every `*.db` in it but the target's backup.

    The target itself is passed over: it holds what it holds. So are hidden files in a folder: a Mac leaves some on a
    USB stick, one beside each file and with its ending.
    """
    found: list[Path] = []
    for path in paths:
        inside = _in_folder(path) or [path]  # an empty folder is refused by name, not passed over
        found += [each for each in inside if each is path or not _same_file(each, backup_of(target))]
    return [each for each in dict.fromkeys(found) if not _same_file(each, target)]


def _in_folder(path: Path) -> list[Path]:
    """Return the casebooks in a folder; none if it is no folder, or can not be looked into (opening it says so)."""
    try:
        if path.is_symlink() or not path.is_dir():
            return []
        names = sorted(path.iterdir())
    except OSError:
        return []
    return [each for each in names if each.suffix.lower() == ".db" and not each.name.startswith(".")]


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or has a name that no file can have
        return False
