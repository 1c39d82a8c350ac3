"""`casereview questions new`, `edit-check` and `preview`: writing a question set of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casereview.cli.status import Misuse, Status

_LOOK = 0.3  # seconds between two looks at a file that is being written
_CASE = "PREVIEW"


def new(
    target: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE", show_default=False)],
    from_: Annotated[
        str, typer.Option("--from", metavar="ID|FILE", help="Start from this set: its text with another id and title.")
    ] = "",
    set_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="The new set's id; else from the file's name.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="The new set's title; else from its id.")] = "",
) -> int:
    """Start a question set: from a shipped one, its comments kept, or from a small one with comments.

    Example: casereview questions new mine.toml --from other.toml
    """
    from casereview.casebook import CannotCreate
    from casereview.cli import inputs, output
    from casereview.questions.start import started, starter
    from casereview.reports.new_file import write_file

    if target.suffix != ".toml":
        raise Misuse(f"{target}: a question set is a file whose name ends with .toml")
    if target.exists() or target.is_symlink():
        raise CannotCreate(f"{target}: there is something here already and nothing was changed; give another name")
    set_id = set_id or target.stem
    if from_:
        found = inputs.question_set(from_)
        text = started(inputs.question_set_file(from_).read_text(encoding="utf-8-sig"), found, set_id, title)
    else:
        text = starter(set_id, title)
    write_file(target, [text.encode()])
    name = output.quoted(target)
    output.put(f"{target}: written")
    output.tell(
        f"`casereview questions edit-check {name}` watches it while you write, `preview` shows it on the screen"
    )
    return Status.DONE


def edit_check(
    name: Annotated[
        str, typer.Argument(help="The file of a set or a translation, or an id.", metavar="ID|FILE", show_default=False)
    ],
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
) -> int:
    """Watch a file while it is written: faults as they come, with the time; Ctrl-C ends.

    Example: casereview questions edit-check mine.toml
    """
    import time
    from datetime import datetime

    from casereview.cli import inputs, output
    from casereview.cli.questions_checking import verdict

    target = inputs.question_set_file(name)
    seen: object = None
    try:
        while True:
            stamp = _stamp(target)
            if stamp != seen:
                seen = stamp
                checked = verdict(name, [])
                now = datetime.now().strftime("%H:%M:%S")
                output.put(*(f"{now}  {line}" for line in (*checked.faults, *checked.lines)))
                output.flush()
                if once:
                    return checked.status
            time.sleep(_LOOK)
    except KeyboardInterrupt:
        return Status.DONE


def _stamp(path: Path) -> object:
    """What changes when a file is written; an editor may take it away for a moment."""
    try:
        found = path.stat()
    except OSError:
        return "gone"
    return found.st_mtime_ns, found.st_size, found.st_ino


def preview(
    name: Annotated[str, typer.Argument(help="The set's file, or its id.", metavar="ID|FILE", show_default=False)],
) -> int:
    """Walk a question set on the screens, with one made-up case or a questionnaire's form; nothing is kept.

    Example: casereview questions preview mine.toml
    """
    import tempfile

    from casereview.casebook import Casebook, NewCase
    from casereview.cli import inputs, terminal
    from casereview.questions.catalogue import translations
    from casereview.text import clipped

    found = inputs.question_set(name)
    lacks = terminal.missing()
    if lacks:
        raise Misuse(lacks)
    path = Path(name)
    siblings = translations(found.id, path if path.is_file() else None)
    # A folder that nobody else can look into, and that goes when the screens are left.
    with tempfile.TemporaryDirectory(prefix="casereview-preview-") as place:
        casebook = Path(place) / "preview.db"
        about = f"A preview: one made-up {found.unit}, and nothing is kept."
        Casebook.create(casebook, found, f"PREVIEW {clipped(found.title, 60)}", [NewCase(_CASE, {})], about=about)
        return terminal.open_screens(casebook, "Preview", _CASE, siblings)
