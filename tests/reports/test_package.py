"""The data package: stable columns, described, hashed, and read back by other people's readers."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from casereview.casebook import CannotCreate, Casebook, NewCase
from casereview.questions import QuestionSet
from casereview.reports.data.package import FORMATS, package
from casereview.reports.data.tables import tables
from casereview.reports.new_folder import write_folder

COLUMNS = {
    "questions": ["question", "place", "part", "criterion", "section", "themes", "short", "text"],
    "reasons": ["question", "reason", "label"],
    "facts": ["case", "fact", "value", "label"],
    "cases": ["case", "assessors", "second", "signed_off", "alerts"],
    "answers": ["case", "question", "answer", "source", "reasons"],
    "scores": ["kind", "id", "title", "yes", "no", "na", "blank", "unresolved", "percent", "band"],
    "figures": ["question", "yes", "no", "na", "blank", "unresolved", "percent"],
}
CANARY = "=CANARY(1)"


@pytest.fixture
def casebook(tmp_path: Path, small: QuestionSet) -> Iterator[Casebook]:
    path = tmp_path / "a.db"
    Casebook.create(path, small, "Area", [NewCase("=1+1", {"gender": "male"}), NewCase("C-2", {})])
    with Casebook.open(path) as opened:
        question = next(each for each in small.questions if each.reasons)
        opened.answer("C-2", question.id, "no", "A Jones")
        opened.give_reasons("C-2", question.id, [question.reasons[0].id], "A Jones")
        opened.note("C-2", question.id, CANARY, "A Jones")
        opened.answer("=1+1", question.id, "yes", "@B Shah")
        yield opened


def test_the_columns_are_these_and_stay(casebook: Casebook) -> None:
    found = tables(casebook)
    assert {table.name: [field.name for field in table.fields] for table in found} == COLUMNS
    for table in found:
        assert all(field.description for field in table.fields)
        assert all(len(row) == len(table.fields) for row in table.rows)
        keys = [tuple(row[[f.name for f in table.fields].index(name)] for name in table.key) for row in table.rows]
        assert len(set(keys)) == len(keys)


def test_what_refers_to_another_table_is_there(casebook: Casebook) -> None:
    found = {table.name: table for table in tables(casebook)}

    def column(table: str, name: str) -> list[object]:
        place = [field.name for field in found[table].fields].index(name)
        return [row[place] for row in found[table].rows]

    for table in found.values():
        for own, (other, name) in table.refers.items():
            assert set(column(table.name, own)) <= set(column(other, name))


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_says_the_same_and_is_what_its_description_says(casebook: Casebook, form: str) -> None:
    made = tables(casebook)
    files = package(casebook, made, form, "2012-03-01T09:00:00Z")
    described = json.loads(files["datapackage.json"])
    assert [each["name"] for each in described["resources"]] == [table.name for table in made]
    assert set(files) == {"datapackage.json", *(each["path"] for each in described["resources"])}
    for table, resource in zip(made, described["resources"], strict=True):
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == COLUMNS[table.name]
        if form == "json":
            assert json.loads(content) == [dict(zip(names, row, strict=True)) for row in table.rows]
        elif form == "parquet":
            read = parquet.read_table(io.BytesIO(content))
            assert read.column_names == names
            assert [tuple(row.values()) for row in read.to_pylist()] == table.rows
        else:
            rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
            assert rows[0] == names
            assert len(rows) == len(table.rows) + 1
    again = package(casebook, tables(casebook), form, "2012-03-01T09:00:00Z")
    assert again == files


def test_cells_that_a_spreadsheet_would_run_are_neutralised_unless_raw(casebook: Casebook) -> None:
    made = tables(casebook, notes=True)
    for raw, reference, note in ((False, "'=1+1", f"'{CANARY}"), (True, "=1+1", CANARY)):
        files = package(casebook, made, "csv", "", raw=raw)
        cells = {
            cell
            for name in ("answers.csv", "cases.csv")
            for row in csv.reader(io.StringIO(files[name].decode()))
            for cell in row
        }
        assert reference in cells
        assert note in cells


def test_notes_only_when_asked_for(casebook: Casebook) -> None:
    assert not any(CANARY.encode() in content for content in package(casebook, tables(casebook), "json", "").values())
    assert any(
        CANARY.encode() in content for content in package(casebook, tables(casebook, notes=True), "json", "").values()
    )


def test_an_empty_inspection_is_a_package_too(tmp_path: Path, small: QuestionSet) -> None:
    Casebook.create(tmp_path / "b.db", small, "Area")
    with Casebook.open(tmp_path / "b.db") as empty:
        for form in FORMATS:
            files = package(empty, tables(empty), form, "")
            assert len(files) == len(COLUMNS) + 1


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"a.csv": b"1", "b.csv": b"2"})
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["a.csv", "b.csv"]
    with pytest.raises(CannotCreate, match="there already"):
        write_folder(tmp_path / "out", {"a.csv": b"3"})
    assert (tmp_path / "out" / "a.csv").read_bytes() == b"1"
    with pytest.raises(CannotCreate, match="can not be made"):
        write_folder(tmp_path / "none" / "out", {})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out"]
