# ruff: noqa: S608 - the names of our own tables
"""What one would otherwise do to put copies together: plain SQL (the limit), sqlite-utils, pandas. Nothing is checked here.

Run by `benchmarks.merge`, each in a process of its own: `python merge_others.py WAY TARGET KNOWN SOURCE...`. Each puts the same
new rows into the same tables, with the indexes and the settings of a casebook. This file imports nothing of casereview: pandas
lives in an environment of its own.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

_ATTACHED = 10  # at once: SQLite's own limit
_COLUMNS = "id, replica, seq, previous, case_ref, item, field, value, reader, parents, at"


def connect(path: str) -> sqlite3.Connection:
    """Open a casebook with the settings that casereview opens it with."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "foreign_keys = ON",
        "journal_mode = DELETE",
        "synchronous = EXTRA",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def newest(connection: sqlite3.Connection) -> int:
    """The number of the last entry."""
    return int(connection.execute("SELECT max(number) FROM entries").fetchone()[0])


def raw(target: str, known: int, sources: list[str]) -> None:
    """ATTACH and INSERT ... SELECT: the rows after those that both have, ten files in one transaction."""
    connection = connect(target)
    for start in range(0, len(sources), _ATTACHED):
        batch = sources[start : start + _ATTACHED]
        for place, source in enumerate(batch):
            connection.execute(f"ATTACH ? AS s{place}", (source,))
        connection.execute("BEGIN IMMEDIATE")
        for place in range(len(batch)):
            shift = newest(connection) - known
            connection.execute(
                f"INSERT INTO main.entries (number, {_COLUMNS}) SELECT number + ?, {_COLUMNS} FROM s{place}.entries"
                " WHERE number > ?",
                (shift, known),
            )
            connection.execute(
                "INSERT INTO main.heads (field, case_ref, item, reading, entry, value)"
                f" SELECT field, case_ref, item, reading, entry + ?, value FROM s{place}.heads WHERE entry > ?",
                (shift, known),
            )
        connection.execute("COMMIT")
        for place in range(len(batch)):
            connection.execute(f"DETACH s{place}")
    connection.close()


def with_sqlite_utils(target: str, known: int, sources: list[str]) -> None:
    """`upsert_all` of the same rows."""
    from sqlite_utils import Database

    database = Database(connect(target))
    database.execute("BEGIN IMMEDIATE")  # all in one, as the others
    for source in sources:
        other = sqlite3.connect(source)
        other.row_factory = sqlite3.Row
        shift = newest(database.conn) - known

        def rows(
            table: str, number: str, other: sqlite3.Connection = other, shift: int = shift
        ) -> Iterator[dict[str, Any]]:
            for row in other.execute(f"SELECT * FROM {table} WHERE {number} > ?", (known,)):
                yield {**dict(row), number: row[number] + shift}

        database.table("entries").upsert_all(rows("entries", "number"), pk="number", batch_size=1000)
        key = ("field", "case_ref", "item", "reading", "entry")
        database.table("heads").upsert_all(rows("heads", "entry"), pk=key, batch_size=1000)
        other.close()
    database.execute("COMMIT")
    database.close()


def with_pandas(target: str, known: int, sources: list[str]) -> None:
    """Read all, concatenate, drop duplicates, write what is new."""
    import pandas  # type: ignore[import-untyped,unused-ignore]

    def read(query: str) -> Any:
        frames = []
        for path in (target, *sources):
            with sqlite3.connect(path) as connection:
                frames.append(pandas.read_sql(query, connection))
        return pandas.concat(frames, ignore_index=True).drop_duplicates("id")

    connection = connect(target)
    connection.isolation_level = "IMMEDIATE"  # one transaction for each table, not one for each row
    before = newest(connection)
    everything = read(f"SELECT {_COLUMNS} FROM entries ORDER BY number")
    everything["number"] = range(1, len(everything) + 1)
    everything[before:].to_sql("entries", connection, if_exists="append", index=False)
    heads = read("SELECT e.id, h.* FROM heads AS h JOIN entries AS e ON e.number = h.entry")
    heads["entry"] = heads["id"].map(everything.set_index("id")["number"])
    heads[heads["entry"] > before].drop(columns="id").to_sql("heads", connection, if_exists="append", index=False)
    connection.commit()
    connection.close()


WAYS: dict[str, Callable[[str, int, list[str]], None]] = {
    "raw": raw,
    "sqlite-utils": with_sqlite_utils,
    "pandas": with_pandas,
}


def peak() -> int:
    """Kilobytes at most in use by this process so far; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def main(way: Callable[[str, int, list[str]], None], target: str, known: str, *sources: str) -> None:
    """Time one way without its imports; print seconds, peak memory, and how many entries and heads there are after it."""
    if way is with_pandas:
        import pandas  # type: ignore[import-untyped,unused-ignore] # noqa: F401
    elif way is with_sqlite_utils:
        import sqlite_utils  # noqa: F401
    started = time.perf_counter()
    way(target, int(known), list(sources))
    seconds = time.perf_counter() - started
    memory = peak()
    connection = sqlite3.connect(target)
    rows = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("entries", "heads")]
    connection.close()
    print(json.dumps({"seconds": seconds, "kilobytes": memory, "rows": rows}))


if __name__ == "__main__":
    main(WAYS[sys.argv[1]], *sys.argv[2:])
