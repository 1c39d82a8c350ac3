"""The tables of a casebook, and the steps from each past schema to the present one.

The statements are kept as SQLite stores them, word for word: a file whose schema text differs is not ours and is not
read. Never edit a statement that was released; add a migration.
"""

from __future__ import annotations

import sqlite3

# "CaRv", in the file's header.
APPLICATION_ID = 0x43615276
SCHEMA = 1

# sqlite-utils keeps here which migrations ran. Made by us first, so that its text does not vary with its version.
_MIGRATIONS_TABLE = (
    "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)",
    "CREATE UNIQUE INDEX _sqlite_migrations_once ON _sqlite_migrations (migration_set, name)",
)

_FIRST = (
    """CREATE TABLE question_sets (
  digest TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT""",
    """CREATE TABLE inspection (
  id TEXT PRIMARY KEY,
  area TEXT NOT NULL,
  question_set TEXT NOT NULL REFERENCES question_sets (digest),
  about TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  replica TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  case_ref TEXT NOT NULL,
  item TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  reader TEXT NOT NULL,
  parents BLOB NOT NULL CHECK (length(parents) % 32 = 0),
  at TEXT NOT NULL,
  UNIQUE (replica, seq)
) STRICT""",
    "CREATE INDEX entries_of_a_case ON entries (case_ref)",
    """CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries BEGIN
  SELECT RAISE(ABORT, 'the history is append-only');
END""",
    """CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries BEGIN
  SELECT RAISE(ABORT, 'the history is append-only');
END""",
    # The heads of the entries: what stands at present. Derived: `verify` folds the entries again and compares.
    # The key is the covering order of the two questions asked of it: a field over all cases, and one case.
    """CREATE TABLE heads (
  field TEXT NOT NULL,
  case_ref TEXT NOT NULL,
  item TEXT NOT NULL,
  reading TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entries (number),
  value TEXT NOT NULL,
  PRIMARY KEY (field, case_ref, item, reading, entry)
) STRICT, WITHOUT ROWID""",
    # Not history: what is half-typed, where each assessor was, and what this copy of the file remembers.
    """CREATE TABLE drafts (
  reader TEXT NOT NULL,
  case_ref TEXT NOT NULL,
  item TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (reader, case_ref, item)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE places (
  reader TEXT NOT NULL,
  case_ref TEXT NOT NULL,
  item TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (reader, case_ref)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    # For people who open the file in an SQLite browser; the program reads none of these.
    """CREATE VIEW "present answers" AS
SELECT case_ref AS "case", item AS question, reading AS assessor, trim(value, '"') AS answer
FROM heads WHERE field = 'answer' AND value <> 'null'""",
    """CREATE VIEW "case facts" AS
SELECT case_ref AS "case", substr(item, 6) AS fact, trim(value, '"') AS value
FROM heads WHERE field = 'value' AND value <> 'null'""",
    """CREATE VIEW history AS
SELECT number, at AS "time (UTC)", reader AS assessor, case_ref AS "case", item, field, value,
  lower(hex(id)) AS entry, lower(hex(parents)) AS replaces
FROM entries ORDER BY number""",
)

# What a file of each schema number must hold, and nothing else.
STATEMENTS: dict[int, frozenset[str]] = {1: frozenset(_MIGRATIONS_TABLE + _FIRST)}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a new or older casebook to the present schema; each step is one transaction."""
    # Late: reading and answering need no sqlite-utils, and its import is felt at every start.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("casereview")

    @migrations()
    def first_schema(database: Database) -> None:
        for statement in _FIRST:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {SCHEMA}")

    database = Database(connection, execute_plugins=False)
    if not database["_sqlite_migrations"].exists():
        for statement in _MIGRATIONS_TABLE:
            database.execute(statement)
    migrations.apply(database)


def is_ours(connection: sqlite3.Connection, schema: int) -> bool:
    """Tell whether the schema text is exactly ours; call it before anything else is read."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    unnamed = [name for name, sql in rows if sql is None]
    texts = [sql for _, sql in rows if sql is not None]
    return (
        len(texts) == len(STATEMENTS[schema])
        and frozenset(texts) == STATEMENTS[schema]
        and all(str(name).startswith("sqlite_autoindex_") for name in unnamed)
    )
