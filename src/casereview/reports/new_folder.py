"""Writing a folder of files: it appears only when it is complete, and never over something else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from casereview.casebook import CannotCreate, StorageFailed
from casereview.reports.new_file import reason, write_file


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, for its owner only.

    Raises CannotCreate if something has its name, and StorageFailed.
    """
    if os.path.lexists(folder):
        raise CannotCreate(f"{folder}: there already, so nothing was written; give another name")
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", suffix=".part", dir=folder.parent))
    except OSError as error:
        raise CannotCreate(f"{folder}: can not be made; choose a folder that you can write to") from error
    try:
        for name, content in files.items():
            write_file(part / name, [content])
        part.rename(folder)
    except OSError as error:
        raise StorageFailed(f"{folder}: was not written ({reason(error)}); nothing was changed") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
