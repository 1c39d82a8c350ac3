"""Is a file sound? Question sets and their translations, for `questions check` and `edit-check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from casereview.cli.status import Status
from casereview.questions import QuestionSet, QuestionSetError, load
from casereview.text import counted


class Verdict(NamedTuple):
    """What there is to say of a file: its faults, or that it is sound and what it lacks; and how a command ends with it."""

    status: Status
    faults: Sequence[str]
    lines: Sequence[str]


def with_translations(names: Sequence[str]) -> list[str]:
    """Return the names of files and sets, each set followed by the translations beside it that are not named themselves."""
    from casereview.cli import inputs
    from casereview.questions.catalogue import translations

    found: list[str] = []
    named = {Path(each).absolute() for each in names}
    for name in names:
        found.append(name)
        try:
            path = inputs.question_set_file(name)
        except (QuestionSetError, OSError):
            continue  # told when it is looked at
        beside = translations("", path).values()
        found += [str(each) for each in beside if each.absolute() not in named and _may_translate(each)]
    return found


def _may_translate(path: Path) -> bool:
    """Whether a file beside a set translates it; one that can not be read is told of as well."""
    from casereview.questions.load import read
    from casereview.questions.translate import is_translation

    try:
        return is_translation(read(path))
    except (QuestionSetError, OSError):
        return True


def verdict(name: str, beside: Sequence[str], *, list_missing: bool = False) -> Verdict:
    """Check a set by its id or its file. A translation is held against its set: one of `beside`, a sibling, or a shipped one."""
    from casereview.cli import inputs, output
    from casereview.questions.load import read, sound
    from casereview.questions.translate import is_translation

    try:
        path = inputs.question_set_file(name)
        data = read(path)
        if is_translation(data):
            lines = _of_translation(path, str(data.get("of", "")) or "?", [*map(Path, beside)], list_missing)
        else:
            lines = _lines_of_set(path, sound(path, data))
    except QuestionSetError as error:
        return Verdict(Status.BAD_DATA, error.faults, ())
    except OSError as error:
        return Verdict(Status.NO_INPUT, [output.in_words(error)], ())
    return Verdict(Status.DONE, (), lines)


def _lines_of_set(path: Path, found: QuestionSet) -> list[str]:
    from casereview.cli import inputs

    return [_of_set(path, found), *inputs.namesake_words(found)]


def _of_set(path: Path, found: QuestionSet) -> str:
    from casereview.reports.text.question_set_text import sizes_said

    sizes = (
        sizes_said(found),
        counted(len(found.criteria), "criterion", "criteria"),
        counted(len(found.themes), "theme"),
    )
    return f"{path}: sound: {', '.join(sizes)}"


def _of_translation(path: Path, of: str, beside: Sequence[Path], list_missing: bool) -> list[str]:
    from casereview.questions.translate import missing, read_translation
    from casereview.questions.translate_places import kind_of, said
    from casereview.tui.actions import ACTIONS

    actions = [each.id for each in ACTIONS]
    question_set = _set_of(path, of, beside)
    found = read_translation(path, question_set, actions)
    head = f"{path}: sound: {question_set.id} in {found.language}, {counted(len(found.texts), 'text')}"
    lacking = missing(question_set, found, actions)
    # What keys do is said by the program, not asked: it is told apart, and stays English where it is left out.
    keys = [place for place in lacking if kind_of(place) == "actions"]
    asked = [place for place in lacking if place not in set(keys)]
    kinds = Counter(map(kind_of, asked))
    told = [f"{head}; missing {len(asked):,}" if asked else f"{head}, nothing missing"]
    if asked:
        told[0] += ":" if list_missing else ": " + ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    if list_missing:
        told += [f"  {said(place)}" for place in asked]
    if keys:
        more = ":" if list_missing else ""
        told.append(
            f"{path}: {len(keys):,} of {counted(len(actions), 'key')} keep their English names on the screens{more}"
        )
        told += [f"  {said(place)}" for place in keys] if list_missing else []
    return told


def _set_of(path: Path, of: str, beside: Sequence[Path]) -> QuestionSet:
    """Return the set that a translation is of. Raises QuestionSetError where there is none."""
    from casereview.questions import shipped
    from casereview.questions.load import read
    from casereview.questions.translate import is_translation

    sibling = path.with_name(f"{path.stem.rpartition('.')[0]}.toml")
    for each in (*beside, sibling, *(each for each in shipped() if each.stem == of)):
        if each != path and each.is_file():
            data = read(each)
            if not is_translation(data) and (each == sibling or data.get("id") == of):
                return load(each)
    raise QuestionSetError([f"{path}: its question set '{of[:48]}' is not here; give the set's file with it"])
