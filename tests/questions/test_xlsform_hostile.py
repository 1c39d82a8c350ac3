"""Workbooks that would do harm, or are none, are refused in words, soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from casereview.questions import QuestionSetError
from casereview.questions.xlsform import import_form
from casereview.questions.xlsform.form import imported
from tests.questions.forms import FORM, changed, saved, tables
from tests.questions.hostile_forms import HOSTILE, SURVEY


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("form") / "form.xlsx", tables(FORM))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words_and_soon(kind: str, form: Path, tmp_path: Path) -> None:
    make, said = HOSTILE[kind]
    path = tmp_path / "hostile.xlsx"
    make(path, form)
    start = time.perf_counter()
    with pytest.raises(QuestionSetError) as refused:
        import_form(path)
    assert time.perf_counter() - start < 2
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not say how much memory was taken")
@pytest.mark.parametrize(
    "kind",
    [
        "a bomb beside the form",
        "far larger than it claims",
        "a million strings",
        "a million tags",
        "a row at the end of the sheet",
    ],
)
def test_a_hostile_workbook_takes_little_memory(kind: str, form: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    HOSTILE[kind][0](path, form)
    program = (
        "import re, sys; from pathlib import Path\n"
        "from casereview.questions import QuestionSetError\n"
        "from casereview.questions.xlsform import import_form\n"
        "try: import_form(Path(sys.argv[1]))\n"
        "except QuestionSetError: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 100_000  # kilobytes


def test_a_claim_of_a_million_rows_is_not_believed(form: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(form) as archive:
        sheet = archive.read(SURVEY)
    start, end = sheet.index(b"<dimension"), sheet.index(b"/>", sheet.index(b"<dimension"))
    claimed = sheet[:start] + b'<dimension ref="A1:XFD1048576"' + sheet[end:]
    start_time = time.perf_counter()
    assert import_form(changed(tmp_path / "form.xlsx", form, {SURVEY: claimed})).data == import_form(form).data
    assert time.perf_counter() - start_time < 2


def test_a_formula_is_read_by_its_last_value_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "form.xlsx", tables(FORM), {("survey", "C4"): ("CONCATENATE(B4,1)", "Was it so?")})
    found = import_form(path)
    assert found.data["questions"][0]["text"] == "Was it so?"
    assert "sheet survey, cell C4: its formula is not carried, only its last value: Was it so?" in found.left


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(QuestionSetError, match="20,000,001 bytes is too large for a form"):
        import_form(path)


def test_other_sheets_are_told_but_for_those_set_aside(tmp_path: Path) -> None:
    path = saved(tmp_path / "form.xlsx", {**tables(FORM), "entities": [["a"]], "_mine": [["b"]]})
    left = import_form(path).left
    assert "sheet entities: is not read" in left
    assert not [each for each in left if "_mine" in each]


def test_a_form_in_which_hardly_anything_can_be_carried_is_read_soon() -> None:
    heading = ["type", "name", "label", *(f"x{number}" for number in range(240))]
    rows = [["select_one yn", f"q{number}", "Is it?", *["v"] * 240] for number in range(700)]
    start = time.perf_counter()
    found = imported({"survey": [heading, *rows], "choices": tables(FORM)["choices"]})
    assert time.perf_counter() - start < 5
    assert sum("is not carried: v" in each for each in found.left) == 168_000


def test_one_long_list_in_very_many_questions_is_refused() -> None:
    rows = [["select_one all", f"q{number}", "Which?"] for number in range(5_000)]
    choices = [["all", f"c{number}", "C"] for number in range(4_000)]
    start = time.perf_counter()
    with pytest.raises(QuestionSetError, match="its questions have more than 50,000 choices together"):
        imported({"survey": [["type", "name", "label"], *rows], "choices": [["list_name", "name", "label"], *choices]})
    assert time.perf_counter() - start < 5
