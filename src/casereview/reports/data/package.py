"""A data package: a folder of tables with a description of each column, for programs that know nothing of us.

The description follows the Data Package standard (`datapackage.json`, version 2): names, kinds and meanings of the
columns, keys, and the size and SHA-256 of each file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

from casereview.casebook import Casebook, Refused
from casereview.reports.data.export_csv import harmless
from casereview.reports.data.tables import Cell, DataTable

FORMATS = ("csv", "json", "parquet")
_MEDIA = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def package(
    casebook: Casebook, tables: list[DataTable], form: str, made: str, *, raw: bool = False
) -> dict[str, bytes]:
    """Return the files of a data package by name; `form` is csv, json or parquet, `made` the time (UTC).

    A CSV cell that a spreadsheet would run as a formula gets an apostrophe, unless `raw`. Raises Refused for Parquet
    without its library.
    """
    write: dict[str, Callable[[DataTable], bytes]] = {
        "csv": lambda table: _csv(table, raw=raw),
        "json": _json,
        "parquet": _parquet,
    }
    files = {f"{table.name}.{form}": write[form](table) for table in tables}
    question_set = casebook.question_set
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "casereview-export",
        "title": casebook.inspection.area,
        "description": casebook.inspection.about,
        "created": made,
        "version": "1",
        "question_set": {"id": question_set.id, "version": question_set.version, "digest": question_set.digest},
        "resources": [
            _resource(table, f"{table.name}.{form}", form, files[f"{table.name}.{form}"]) for table in tables
        ],
    }
    return files | {"datapackage.json": _text(described)}


def _resource(table: DataTable, path: str, form: str, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [field._asdict() for field in table.fields],
        "primaryKey": list(table.key),
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": [own], "reference": {"resource": other, "fields": [name]}}
            for own, (other, name) in table.refers.items()
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": path,
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _csv(table: DataTable, *, raw: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([_cell(value, raw) for value in row] for row in table.rows)
    return text.getvalue().encode()


def _cell(value: Cell, raw: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return text if raw or not isinstance(value, str) else harmless(text)


def _json(table: DataTable) -> bytes:
    names = [field.name for field in table.fields]
    return _text([dict(zip(names, row, strict=True)) for row in table.rows])


def _text(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _parquet(table: DataTable) -> bytes:
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        raise Refused('Parquet needs one package more; get it by: pip install "casereview[parquet]"') from error
    kinds = {"string": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
    schema = pyarrow.schema([(field.name, kinds[field.type]) for field in table.fields])
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.fields)
    made = pyarrow.table(
        [pyarrow.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)], schema=schema
    )
    target = pyarrow.BufferOutputStream()
    parquet.write_table(made, target)
    return bytes(target.getvalue().to_pybytes())
