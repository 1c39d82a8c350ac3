"""The heads as they are asked: a view of a connection's own, with what is asked under its present name.

It stands before the table of the file from the first upgrade on, so that nothing else has to know of upgrades.
"""

from __future__ import annotations

import sqlite3

from casereview.casebook.asked import Asked
from casereview.casebook.entry import NAMED_FIELDS, RATING, RESOLUTION, as_json
from casereview.questions.changes import named
from casereview.questions.model import Fact, Question, QuestionSet

# What can hold only what the question set offers: one of these, or several.
_ONE, _SEVERAL = 1, 2
_FIELDS = ", ".join(f"'{each}'" for each in sorted((*NAMED_FIELDS, RATING)))
_VIEW = f"""CREATE TEMP VIEW heads AS
SELECT h.field AS field, h.case_ref AS case_ref, coalesce(a.name, h.item) AS item, h.reading AS reading, h.entry AS entry,
  CASE WHEN a.choice = {_SEVERAL} THEN coalesce(nullif((SELECT json_group_array(json(chosen.value)) FROM
    (SELECT o.value FROM temp.offered AS o WHERE o.field = h.field AND o.item = h.item
      AND o.value IN (SELECT json_quote(each.value) FROM json_each(h.value) AS each) ORDER BY o.place) AS chosen), '[]'), 'null')
  ELSE h.value END AS value
FROM main.heads AS h LEFT JOIN temp.asked AS a ON a.field = h.field AND a.item = h.item
WHERE (a.item IS NOT NULL OR h.field NOT IN ({_FIELDS}))
  AND (a.choice IS NOT {_ONE} OR h.value = 'null' OR EXISTS (SELECT 1 FROM temp.offered AS o
    WHERE o.field = h.field AND o.item = h.item AND o.value = h.value))"""  # noqa: S608 - our own constants
_TABLES = (
    "CREATE TEMP TABLE asked (field TEXT, item TEXT, name TEXT, choice INTEGER, PRIMARY KEY (field, item)) WITHOUT ROWID",
    "CREATE TEMP TABLE offered (field TEXT, item TEXT, value TEXT, place INTEGER, PRIMARY KEY (field, item, value))"
    " WITHOUT ROWID",
)


def show(connection: sqlite3.Connection, asked: Asked | None) -> None:
    """Put the view before the table, or take it away."""
    there = connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'heads'").fetchone()
    if asked is None and there is None:
        return
    (query_only,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute(
        "PRAGMA query_only = OFF"
    )  # which would keep even what is of this connection only from being made
    try:
        if there:
            for each in ("VIEW temp.heads", "TABLE temp.asked", "TABLE temp.offered"):
                connection.execute(f"DROP {each}")
        if asked is not None:
            for statement in _TABLES:
                connection.execute(statement)
            rows = [row for name, each in named(asked.question_set).items() for row in rows_of(name, each, asked)]
            rows += _standards(asked.question_set)
            connection.executemany("INSERT INTO temp.asked VALUES (?, ?, ?, ?)", [row[:4] for row in rows])
            offered = [
                (field, item, as_json(value), place)
                for field, item, _, _, values in rows
                for place, value in enumerate(values)
            ]
            connection.executemany("INSERT INTO temp.offered VALUES (?, ?, ?, ?)", offered)
            connection.execute(_VIEW)
    finally:
        connection.execute(f"PRAGMA query_only = {int(query_only)}")


_Row = tuple[str, str, str, int, tuple[str, ...]]


def rows_of(name: str, asked: Question | Fact, of: Asked) -> list[_Row]:
    """Field, item, name, how many can be chosen and from which, for everything
    that can be entered to a question or fact.
    """
    item = of.item(name)
    options = tuple(each.id for each in asked.options)
    if isinstance(asked, Fact):
        return [("value", item, name, _ONE, options)]
    found = [(field, item, name, 0, ()) for field in ("note", "mark")]
    if asked.kind == "judgement":
        reasons = tuple(each.id for each in asked.reasons)
        found += [(field, item, name, 0, ()) for field in ("answer", RESOLUTION)]
        return [*found, ("reasons", item, name, _SEVERAL, reasons)]
    choice = {"choice": _ONE, "choices": _SEVERAL}.get(asked.kind, 0)
    return [*found, ("response", item, name, choice, options if choice else ())]


def _standards(question_set: QuestionSet) -> list[_Row]:
    """The same for the rating of each standard that is judged elsewhere."""
    items = [f"{RATING}:{each}" for each in question_set.elsewhere]
    return [(RATING, item, item, _ONE, tuple(question_set.ratings)) for item in items]
