"""Reserves, and cases that were taken out of the sample: read from what stands in the slot of each case."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from casereview.casebook.values import ADDED
from casereview.text import clipped


class Reserve(NamedTuple):
    """A case that can come in for one that turns out unusable; `place` is its turn, from 1."""

    ref: str
    place: int


class OpenPlaces(NamedTuple):
    """How many places of the sample nobody fills, and the reserves that stand for several cases, each with these cases.

    It comes about where two copies of a casebook replace different cases: each takes the next reserve, which is the
    same one.
    """

    number: int = 0
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()


def reserves(connection: sqlite3.Connection) -> list[Reserve]:
    """Return the reserves that have not come in, in their order; one that copies
    put in different places in the first of these.
    """
    places: dict[str, int] = {}
    for ref, value in _slots(connection):
        if "reserve" in value:
            places[ref] = min(value["reserve"], places.get(ref, value["reserve"]))
    return sorted((Reserve(*each) for each in places.items()), key=lambda each: each.place)


def replaced(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return the cases that were taken out: reference, reason, and what came instead."""
    return [(ref, value["out"], value["instead"]) for ref, value in _slots(connection) if "out" in value]


def open_places(connection: sqlite3.Connection) -> OpenPlaces:
    """Return the places that are open: more cases are out than reserves came in."""
    instead: dict[str, dict[str, None]] = {}
    for ref, _, other in replaced(connection):
        instead.setdefault(other, {})[ref] = None
    shared = tuple((other, tuple(refs)) for other, refs in sorted(instead.items()) if len(refs) > 1)
    if not shared:
        return OpenPlaces()
    out = {ref for refs in instead.values() for ref in refs}
    waiting = {each.ref for each in reserves(connection)}
    were = connection.execute("SELECT DISTINCT case_ref, value FROM entries WHERE field = 'case'")
    came = {ref for ref, value in were if "reserve" in json.loads(value)} - waiting
    number = len(out) - len(came)
    return OpenPlaces(number, shared) if number > 0 else OpenPlaces()


def absent(connection: sqlite3.Connection, case: str | None = None) -> dict[str, str]:
    """Return in words what the known cases are that are not in the sample, or one of them: taken out, or a reserve."""
    found = {}
    for ref, value in _slots(connection, case):
        name = clipped(ref, 40)
        if "out" in value:
            found[ref] = (
                f"case {name} is not in the sample any more: it was replaced by {clipped(value['instead'], 40)}"
            )
        else:  # a reserve
            found[ref] = f"case {name} is a reserve and has not come in; `casereview replace-case` brings reserves in"
    return found


def not_in_sample(connection: sqlite3.Connection, case: str) -> str:
    """Return in words why a reference is no case of the sample."""
    return absent(connection, case).get(case, f"no case {clipped(case, 40)} in this casebook")


def _slots(connection: sqlite3.Connection, case: str | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what stands for each case, or one, by reference."""
    only, bound = ("", ()) if case is None else (" AND case_ref = ?", (case,))
    rows = connection.execute(
        f"SELECT case_ref, value FROM heads WHERE field = 'case'{only} ORDER BY case_ref, value",  # noqa: S608 - our own condition
        bound,
    ).fetchall()
    for ref, value in rows:
        found = json.loads(value)
        if found != ADDED:
            yield ref, found
