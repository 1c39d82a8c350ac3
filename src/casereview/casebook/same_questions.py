"""A copy whose question set is another version: merged only if every question answered in it means the same here."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from casereview.casebook.errors import DamagedCasebook, Refused
from casereview.questions.build import build_stored
from casereview.questions.changes import differences, told_apart, version_words
from casereview.questions.model import Fact, Question, QuestionSet
from casereview.text import clipped, counted


def mapping(foreign: sqlite3.Connection, digest: str, here: QuestionSet, source: Path) -> list[str]:
    """Return in words what maps between the versions.

    Raises Refused where something that was entered means something else here, naming the first questions.
    """
    row = foreign.execute("SELECT content FROM question_sets WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        raise DamagedCasebook(f"{source}: holds no question set; ask for the file again")
    there = build_stored(row[0])
    if there.digest != digest:
        raise DamagedCasebook(f"{source}: its question set was changed; ask for the file again")
    # No entry takes less than its three hashes; without a limit a page that leads back to itself has rows without end.
    most = source.stat().st_size // 96
    rows = foreign.execute("SELECT DISTINCT item FROM (SELECT item FROM entries LIMIT ?)", (most,))
    items = {item for (item,) in rows}
    used = [question for question in there.questions if question.id in items]
    other = [question.id for question in used if not _same(question, here.by_id.get(question.id))]
    facts = [fact for fact in there.facts if f"fact:{fact.id}" in items]
    other += [fact.id for fact in facts if not _same(fact, here.fact.get(fact.id))]
    if other:
        named = ", ".join(clipped(each, 48) for each in other[:5])
        raise Refused(
            f"{source}: made with version {version_words(there, here)} of question set {clipped(there.id, 40)}, where"
            f" {counted(len(other), 'item')} in use {'means' if len(other) == 1 else 'mean'} something else than in"
            f" {version_words(here, there)} here ({named}); not merged"
        )
    ids = {question.id for question in there.questions}
    return [
        f"{_versions(there, here)}: {counted(len(used), 'question')} entered there, the same here",
        f"not asked here: {len(ids - set(here.by_id))}; asked only here: {len(set(here.by_id) - ids)}",
    ]


def _versions(there: QuestionSet, here: QuestionSet) -> str:
    said = f"version {version_words(there, here)} there, {version_words(here, there)} here"
    return f"{said}, the same version of another content" if told_apart(there, here) else said


def _same(there: Question | Fact, here: Question | Fact | None) -> bool:
    """The same id and meaning, and every option and reason that could be chosen there."""
    return here is not None and not differences(there, here) and _choices(there) <= _choices(here)


def _choices(asked: Question | Fact) -> set[tuple[str, str]]:
    found = {("option", each.id) for each in asked.options}
    return found if isinstance(asked, Fact) else found | {("reason", each.id) for each in asked.reasons}
