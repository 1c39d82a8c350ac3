"""What is done to casebook files by hand, around the program: folding again, joining two copies, reading raw rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from casereview.casebook import Casebook, CasebookError
from casereview.questions import QuestionSet, suggestions

# Stated again here on purpose: whose word an entry is.
_OF_A_READER = ("answer", "reasons", "response", "note", "mark", "kind", "state")


def ticking(start: str = "2026-01-05T09:00:00+00:00") -> Any:
    """Return a clock that goes on by a second at each look."""
    now = datetime.fromisoformat(start).astimezone(UTC)

    def look() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return look


@contextmanager
def sql(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file with plain SQLite, as an SQLite browser does; without `write` not even a lock stays behind."""
    uri = f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection
        if write:
            connection.commit()


def rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    with sql(path) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def answer_all(casebook: Casebook, case: str, reader: str, answer: str = "yes") -> None:
    """Answer every question of a case alike."""
    for row in casebook.question_set.questions:
        casebook.answer(case, row.id, answer, reader)


def sign_off(casebook: Casebook, case: str, reader: str) -> None:
    """Answer every question of a case, and sign it off."""
    answer_all(casebook, case, reader)
    casebook.sign_off(case, reader)


def standing(path: Path) -> set[tuple[Any, ...]]:
    """What stands in a file, by slot, without the numbers that entries have in it."""
    return {(*row[:4], row[5]) for row in rows(path, "heads")}


def fold_by_hand(entries: Iterable[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Fold rows of `entries` to rows of `heads`: an entry stands unless another one replaces it."""
    entries = list(entries)
    replaced = {parents[at : at + 32] for *_, parents, _ in entries for at in range(0, len(parents), 32)}
    return {
        (field, case, item, reader if field in _OF_A_READER else "", number, value)
        for number, identifier, _, _, _, case, item, field, value, reader, _, _ in entries
        if identifier not in replaced
    }


def join(target: Path, *sources: Path) -> None:
    """Put the entries of other copies into a file and fold again, by plain SQL."""
    with sql(target, write=True) as connection:
        for source in sources:
            for _, *entry in rows(source, "entries ORDER BY number"):
                connection.execute(
                    "INSERT OR IGNORE INTO entries (id, replica, seq, previous, case_ref, item, field, value, reader, parents, at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    entry,
                )
        connection.execute("DELETE FROM heads")
        heads = fold_by_hand(connection.execute("SELECT * FROM entries").fetchall())
        connection.executemany("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", heads)


def present(path: Path) -> set[tuple[Any, ...]]:
    """What stands at present, without the numbers of entries; null is as good as never entered."""
    return {
        (field, case, item, reading, value)
        for field, case, item, reading, _, value in rows(path, "heads")
        if value != "null"
    }


def counted_by_hand(path: Path, asked: QuestionSet) -> dict[str, dict[str, str]]:
    """The counted answers of every case from its entries alone (law: first readings that agree)."""
    slots: dict[tuple[str, str, str, str], set[Any]] = {}
    for field, case, item, reading, _, value in fold_by_hand(rows(path, "entries")):
        slots.setdefault((field, case, item, reading), set()).add(value)
    found: dict[str, dict[str, str]] = {case: {} for field, case, *_ in slots if field == "case"}
    for case, answers in found.items():
        facts = {
            item.removeprefix("fact:"): json.loads(next(iter(values)))
            for (field, of, item, _), values in slots.items()
            if field == "value" and of == case and len(values) == 1 and values != {"null"}
        }
        for row in asked.questions:
            said: set[str] = set()
            for (field, of, item, reading), values in slots.items():
                if (field, of, item) != ("answer", case, row.id):
                    continue
                if '"second"' in slots.get(("kind", case, "reading", reading), ()):
                    continue
                said |= {"unresolved"} if len(values) > 1 else {json.loads(next(iter(values)))} - {None}
            if said:
                answers[row.id] = said.pop() if len(said) == 1 else "unresolved"
        answers |= dict.fromkeys(suggestions(asked, facts, answers), "na")
    return found


def perform(casebook: Casebook, operation: tuple[Any, ...]) -> bool:
    """Do one operation of `tests.strategies.operations`; tell whether the casebook took it."""
    name, *arguments = operation
    try:
        match name:
            case "withdraw_alert":
                case, why, who = arguments
                alerts = casebook.reading(case, who).alerts
                casebook.withdraw_alert(case, alerts[0].id if alerts else "none", why, who)
            case "answer_all":
                answer_all(casebook, *arguments)
            case _:
                getattr(casebook, name)(*arguments)
    except CasebookError:
        return False
    return True


def run(path: Path, program: Iterable[tuple[Any, ...]]) -> None:
    """Carry out a program of operations; nothing that was entered may ever change or go."""
    casebook = Casebook.open(path, clock=ticking())
    try:
        for operation in program:
            if operation == ("close_and_open",):
                casebook.close()
                casebook = Casebook.open(path, clock=ticking())
                continue
            before = rows(path, "entries ORDER BY number")
            taken = perform(casebook, operation)
            after = rows(path, "entries ORDER BY number")
            assert after[: len(before)] == before, operation
            assert taken or operation[0] == "answer_all" or after == before, operation
    finally:
        casebook.close()
