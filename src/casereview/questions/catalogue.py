"""The question sets shipped with the program."""

from __future__ import annotations

from pathlib import Path

from casereview.questions.build import build
from casereview.questions.changes import set_words, told_apart
from casereview.questions.load import QuestionSetError, load, read
from casereview.questions.model import QuestionSet
from casereview.text import nearest


def folder() -> Path:
    """Return the folder of shipped question sets: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "question_sets"
    return installed if installed.is_dir() else package.parents[1] / "question_sets"


def shipped() -> list[Path]:
    """Return the files of the shipped sets, by name; their translations are left out."""
    found = sorted(folder().glob("*.toml"))
    names = {path.name for path in found}
    return [path for path in found if not _is_sibling(path, names)]


def _is_sibling(path: Path, names: set[str]) -> bool:
    """Tell by its name whether a file translates another one: `ID.cy.toml` beside `ID.toml`."""
    of, _, language = path.stem.rpartition(".")
    tag = language.split("-")[0]
    return tag.isalpha() and 2 <= len(tag) <= 3 and f"{of}.toml" in names


def translations(set_id: str, beside: Path | None = None) -> dict[str, Path]:
    """Return the translations of a set by language: siblings of the shipped one, or of the file `beside`."""
    where, stem = (folder(), set_id) if beside is None else (beside.parent, beside.stem)
    if not where.is_dir():
        return {}
    start = f"{stem}."
    return {
        path.stem.removeprefix(start): path
        for path in sorted(where.iterdir())
        if path.suffix == ".toml" and path.name.startswith(start) and path.stem.startswith(start)
    }


def find(name: str) -> QuestionSet:
    """Return a question set by the id of a shipped one, or by the path of a file.

    Raises QuestionSetError if there is none such or it has faults.
    """
    return load(path_of(name))


def path_of(name: str) -> Path:
    """Return the file of a question set by the id of a shipped one; any other name is the path of a file.

    Raises QuestionSetError for what is neither.
    """
    by_id = {path.stem: path for path in shipped()}
    if name in by_id:
        return by_id[name]
    if name.endswith(".toml") or "/" in name or "\\" in name or Path(name).exists():
        return Path(name)
    hint = nearest(name, by_id) or f"; shipped: {', '.join(by_id)}; or give a file ending in .toml"
    raise QuestionSetError([f"no question set '{name}'{hint}"])


def namesake(question_set: QuestionSet) -> QuestionSet | None:
    """Return the shipped set with the id and version of another one whose content differs; None where there is none."""
    for path in shipped():
        if path.stem == question_set.id:
            found = build(read(path))
            return found if told_apart(found, question_set) else None
    return None


def namesake_words(question_set: QuestionSet) -> str:
    """Return that a shipped set has the id and version of this one and other
    content, as a sentence; nothing where none has.
    """
    other = namesake(question_set)
    if other is None:
        return ""
    return f"{set_words(question_set)}: not the one shipped under this version ({other.digest[:8]})"


def examples() -> dict[str, Path]:
    """Return the description of each example by the id of its set, by id; the usual one (`default =
    true` in it) first.
    """
    import tomllib  # late: a casebook opens without it

    found = {path.parent.name: path for path in sorted((folder() / "examples").glob("*/example.toml"))}

    def usual(set_id: str) -> bool:
        return bool(tomllib.loads(found[set_id].read_text(encoding="utf-8")).get("default"))

    return {set_id: found[set_id] for set_id in sorted(found, key=lambda each: not usual(each))}
