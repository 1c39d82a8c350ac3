"""The values that stand at present in the slots of one case: settled, or several where copies of the file differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# The values of an answer as they stand in the file, decoded without a parser: there are very many of them.
ANSWER_OF = {'"yes"': "yes", '"no"': "no", '"na"': "na"}


@dataclass(slots=True)
class Standing:
    """Values by item for each field of one case and one reading; several values where copies differ."""

    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def put(self, name: str, item: str, value: str) -> None:
        """Take in the value of one head: of a field, about an item."""
        self.values.setdefault(name, {}).setdefault(item, set()).add(value)

    def settled(self, name: str) -> dict[str, Any]:
        """Return the values of a field, null ones left out, and those on which copies differ."""
        return {
            item: ANSWER_OF.get(value) or json.loads(value)
            for item, values in self.values.get(name, {}).items()
            if len(values) == 1 and (value := next(iter(values))) != "null"
        }

    def differing(self, name: str) -> frozenset[str]:
        """Return the items of a field on which copies differ."""
        return frozenset(item for item, values in self.values.get(name, {}).items() if len(values) > 1)

    def facts(self) -> dict[str, str]:
        """Return the settled facts by id."""
        return {item.removeprefix("fact:"): value for item, value in self.settled("value").items()}


def given_to(values: Iterable[str]) -> str:
    """Return whom a case was given to, by the values of that slot: where copies of the file differ, nobody."""
    names = {json.loads(value) for value in values}
    return (names.pop() or "") if len(names) == 1 else ""


def begun_by(connection: sqlite3.Connection, case: str) -> set[str]:
    """Return who has begun to read a case: in whose reading an answer stands, or what a respondent said.

    To whatever words, also such as are not asked at present.
    """
    rows = connection.execute(
        "SELECT DISTINCT reading FROM main.heads WHERE field IN ('answer', 'response') AND case_ref = ? AND value <> 'null'",
        (case,),
    )
    return {reading for (reading,) in rows}


def is_signed(state: Any) -> bool:
    """Tell whether the value of a sign-off slot means signed off."""
    return isinstance(state, dict) and state.get("signed") is True
