"""What a copy of a casebook remembers that is no history: half-typed notes, places, who was assessing, who holds it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from casereview.text import clipped


def put_draft(connection: sqlite3.Connection, reader: str, case: str, item: str, text: str, at: str) -> None:
    """Keep a half-typed note; an empty text forgets it."""
    if text:
        connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", (reader, case, item, text, at))
    else:
        connection.execute("DELETE FROM drafts WHERE reader = ? AND case_ref = ? AND item = ?", (reader, case, item))


def draft(connection: sqlite3.Connection, reader: str, case: str, item: str) -> str:
    """Return the half-typed note, or nothing."""
    row = connection.execute(
        "SELECT text FROM drafts WHERE reader = ? AND case_ref = ? AND item = ?", (reader, case, item)
    ).fetchone()
    return str(row[0]) if row else ""


def put_place(connection: sqlite3.Connection, reader: str, case: str, item: str, at: str) -> None:
    """Keep where an assessor is in a case."""
    connection.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", (reader, case, item, at))


def place(connection: sqlite3.Connection, reader: str, case: str) -> str:
    """Return the question where an assessor was in a case, or nothing."""
    row = connection.execute("SELECT item FROM places WHERE reader = ? AND case_ref = ?", (reader, case)).fetchone()
    return str(row[0]) if row else ""


def last_case(connection: sqlite3.Connection, reader: str) -> str:
    """Return the case where an assessor was last, or nothing."""
    row = connection.execute(
        "SELECT case_ref FROM places WHERE reader = ? ORDER BY at DESC LIMIT 1", (reader,)
    ).fetchone()
    return str(row[0]) if row else ""


def put_setting(connection: sqlite3.Connection, name: str, value: Any) -> None:
    """Keep a setting of this copy."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value, ensure_ascii=False)))


def setting(connection: sqlite3.Connection, name: str) -> Any:
    """Return a setting of this copy, or None."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else None


def settings_like(connection: sqlite3.Connection, start: str) -> list[tuple[str, Any]]:
    """Return the settings of this copy whose names begin with `start`, by name."""
    rows = connection.execute(
        "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name", (len(start), start)
    )
    return [(name, json.loads(value)) for name, value in rows]


def language(connection: sqlite3.Connection, reader: str) -> str:
    """Return the language that an assessor chose in this copy, or nothing."""
    found = setting(connection, "languages")
    chosen = found.get(reader) if isinstance(found, dict) else None
    return chosen if isinstance(chosen, str) else ""


def put_language(connection: sqlite3.Connection, reader: str, language: str) -> None:
    """Keep the language that an assessor chose."""
    found = setting(connection, "languages")
    put_setting(connection, "languages", {**(found if isinstance(found, dict) else {}), reader: language})


def holder_words(holder: Any) -> str:
    """Return who holds a casebook, in words."""
    if not isinstance(holder, dict):
        return "another window or command is using this casebook"
    since = str(holder.get("since", ""))[:16].replace("T", " ")
    return clipped(f"{holder.get('reader')} has it open on {holder.get('host')} since {since} UTC", 160)
