"""The question sets shipped with the program."""

from __future__ import annotations

from pathlib import Path

from casereview.questions.load import QuestionSetError, load
from casereview.questions.model import QuestionSet


def folder() -> Path:
    """Return the folder of shipped question sets: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "question_sets"
    return installed if installed.is_dir() else package.parents[1] / "question_sets"


def shipped() -> list[Path]:
    """Return the files of the shipped sets, by name."""
    return sorted(folder().glob("*.toml"))


def find(name: str) -> QuestionSet:
    """Return a question set by the id of a shipped one, or by the path of a file.

    Raises QuestionSetError if there is none such or it has faults.
    """
    by_id = {path.stem: path for path in shipped()}
    if name in by_id:
        return load(by_id[name])
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return load(Path(name))
    import difflib  # late: a casebook opens without it

    close = difflib.get_close_matches(name, by_id, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"shipped: {', '.join(by_id)}; or give a file ending in .toml"
    raise QuestionSetError([f"no question set '{name}'; {hint}"])


def example_folder(set_id: str) -> Path:
    """Return the folder of a shipped set's example inspection (which may not exist)."""
    return folder() / "examples" / set_id
