"""`casereview export`."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

from tests.cli.running import Program, run


def test_export_to_standard_output_is_plain_csv(area: Path) -> None:
    ended = run("export", area, "--csv", text=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    rows = list(csv.DictReader(io.StringIO(ended.stdout.decode("utf-8"))))
    assert len(rows) == 21
    assert b"\r" not in ended.stdout


def test_export_to_a_file_is_read_right_by_excel(program: Program, area: Path) -> None:
    target = area.with_name("answers.csv")
    ended = program("export", area, "--csv", "-o", target, "--with-notes")
    assert (ended.status, ended.out, ended.err) == (0, "", f"casereview: {target}: written\n")
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfcase,question,")
    assert b",See the contact log.," in data
    assert data.endswith(b"\r\n")


def test_export_does_not_overwrite_unless_told_to(program: Program, area: Path) -> None:
    target = area.with_name("answers.csv")
    target.write_bytes(b"mine")
    ended = program("export", area, "--csv", "-o", target)
    assert ended.status == 73
    assert target.read_bytes() == b"mine"
    assert program("export", area, "--csv", "-o", target, "--force").status == 0
    assert target.read_bytes() != b"mine"


def test_export_never_replaces_the_casebook(program: Program, area: Path) -> None:
    before = area.read_bytes()
    ended = program("export", area, "--csv", "-o", area, "--force")
    assert ended.status == 73
    assert area.read_bytes() == before
    assert os.listdir(area.parent) == ["area.db"]


def test_options_that_would_be_ignored_are_refused(program: Program, area: Path) -> None:
    for options in (["--csv", "--format", "json", "-o", "x.json"], ["--package", "F", "-o", "x.csv"]):
        ended = program("export", area, *options)
        assert (ended.status, "leave" in ended.err) == (2, True)


def test_why_a_package_was_not_written_is_said(program: Program, area: Path) -> None:
    ended = program("export", area, "--package", area.with_name("x" * 300))
    assert ended.status != 0
    assert "name too long" in ended.err


def test_export_needs_a_form(program: Program, area: Path) -> None:
    ended = program("export", area)
    assert (ended.status, ended.out) == (2, "")
    assert "--csv" in ended.err
