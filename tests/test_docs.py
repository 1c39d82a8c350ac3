"""What the documents say is true: every command shown runs, every key is named."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casereview.questions.catalogue import folder
from casereview.tui.actions import of_screen

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.startswith(("casereview ", "cp "))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_shown_runs_in_order(page: Path, tmp_path: Path) -> None:
    for name in ("cci-2009.toml", "cci-2009.cy.toml"):
        shutil.copy(folder() / name, tmp_path)
    shutil.copytree(ROOT / "tests" / "data" / "readme", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs" / "week", tmp_path / "docs" / "week")
    for command in commands(page):
        program, *words = shlex.split(command, comments=True)
        if program == "cp":
            subprocess.run(["cp", *words], cwd=tmp_path, check=True)
            continue
        done = subprocess.run(
            [sys.executable, "-m", "casereview", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        # Without a terminal `review` says what it needs; all else is done, or ends as the page says.
        said = re.search(r"# ends with (\d+)", command)
        wanted = 2 if words[0] == "review" else int(said[1]) if said else 0
        assert done.returncode == wanted, (command, done.returncode, done.stderr)
        shown = re.search(r"# shows (.+)", command)
        assert shown is None or shown[1] in done.stdout, (command, done.stdout)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_assessors_page_names_every_key_of_the_review_screen() -> None:
    page = (ROOT / "docs" / "assessor.md").read_text(encoding="utf-8")
    shown = {
        word for cell in re.findall(r"^\| (.+?) \|", page, flags=re.MULTILINE) for word in re.findall(r"`(.+?)`", cell)
    }
    for action in of_screen("review"):
        if action.call not in ("read_on", "read_back"):
            assert action.shown in shown, action.id


def test_the_map_for_contributors_names_every_package_and_no_file_that_is_not_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "casereview"
    for folder_ in {each.parent for each in package.rglob("*.py")} - {package}:
        assert f"{folder_.name}/" in page, folder_
    for name in re.findall(r"`([\w/]+\.(?:py|toml|tcss))`", page):
        there = (ROOT / name).exists() or any(package.rglob(name))
        assert there or name == "question_sets/ID.toml", name
