"""`casereview questions import` and `export`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from casereview.questions import load
from casereview.questions.load import read
from casereview.questions.translate import read_translation
from casereview.questions.xlsform.tables import tables_of
from tests.cli.running import Program, run
from tests.questions.forms import FORM, saved, tables


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return saved(tmp_path / "form.xlsx", tables(FORM))


def test_out_and_in_again_is_the_same_set(program: Program, small_file: Path, tmp_path: Path) -> None:
    form, again = tmp_path / "small.xlsx", tmp_path / "again.toml"
    ended = program("questions", "export", small_file, "-o", form)
    assert (ended.status, ended.out, ended.err) == (0, "", f"casereview: {form}: written\n")
    ended = program("questions", "import", form, "-o", again)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"casereview: {again}: written: 6 questions; 0 things of the form not carried as it is\n"
    assert load(again).digest == load(small_file).digest


def test_a_form_that_was_changed_and_kept_its_version_is_told_to_get_another(
    program: Program, small_file: Path, tmp_path: Path
) -> None:
    sheets = tables_of(read(small_file))
    row = next(each for each in sheets["survey"] if each[1] == "safe")
    row[sheets["survey"][0].index("label::English (en)")] = "Is the child safe?"
    form, again = saved(tmp_path / "small.xlsx", sheets), tmp_path / "again.toml"
    ended = program("questions", "import", form, "-o", again)
    assert ended.err.endswith(
        f"casereview: {again}: differs from the set that the form was written from, and has its version, 1.0.0; give it a version of its own\n"
    )


def test_translations_go_out_and_in(program: Program, small_file: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine.toml"
    source.write_bytes(small_file.read_bytes())
    welsh = 'language = "cy"\nname = "Cymraeg"\nof = "small"\n[questions.safe]\ntext = "Diogel?"\nshort = "diogel"\n'
    welsh += '[words.actions."review.undo"]\nwords = "dadwneud"\n'
    (tmp_path / "mine.cy.toml").write_text(welsh, encoding="utf-8")
    ended = program("questions", "export", source, "-o", tmp_path / "form.xlsx")
    for lost in ("question safe: short", "words actions: review.undo words"):
        assert f"form.xlsx: language cy: {lost} has no column in a form; left out\n" in ended.err
    ended = program("questions", "import", tmp_path / "form.xlsx", "-o", tmp_path / "new.toml")
    assert ended.err.endswith("new.cy.toml: written: the words in 'Cymraeg'\n")
    texts = read_translation(tmp_path / "new.cy.toml", load(tmp_path / "new.toml")).texts
    assert texts == {("questions", "safe", "text"): "Diogel?"}


def test_what_is_not_carried_is_told_line_by_line(program: Program, form: Path, tmp_path: Path) -> None:
    ended = program("questions", "import", form, "-o", tmp_path / "new.toml")
    assert ended.status == 0
    assert ended.err.splitlines() == [
        f"{form}: survey row 5, why_not: its choices are the reasons of a no; its own words are not carried",
        f"{form}: settings, version: '3' has not three numbers; 3.0.0 is written",
        f"casereview: {tmp_path / 'new.toml'}: written: 2 questions; 2 things of the form not carried as it is",
    ]
    assert program("questions", "check", tmp_path / "new.toml").status == 0


def test_a_set_from_a_form_can_be_used(program: Program, form: Path, tmp_path: Path) -> None:
    program("questions", "import", form, "-o", tmp_path / "new.toml")
    ended = program("new", tmp_path / "area.db", "--set", tmp_path / "new.toml", "--area", "Town")
    assert ended.status == 0


def test_any_form_can_be_read_as_a_questionnaire(program: Program, form: Path, tmp_path: Path) -> None:
    ended = program("questions", "import", form, "-o", tmp_path / "new.toml", "--unit", "respondent")
    assert ended.status == 0
    assert load(tmp_path / "new.toml").unit == "respondent"
    assert "new.toml: written: a questionnaire, 3 questions; " in ended.err


@pytest.mark.parametrize("command", ["import", "export"])
def test_nothing_is_replaced_unless_told_to(program: Program, form: Path, tmp_path: Path, command: str) -> None:
    target = tmp_path / ("there.toml" if command == "import" else "there.xlsx")
    target.write_text("mine")
    source = form if command == "import" else "cci-2009"
    ended = program("questions", command, source, "-o", target)
    assert (ended.status, target.read_text()) == (73, "mine")
    assert ended.err.endswith("there already, so nothing was written; give another name, or --force to replace it\n")
    assert program("questions", command, source, "-o", target, "--force").status == 0


def test_a_sibling_that_is_there_stops_it_before_anything_is_written(
    program: Program, form: Path, tmp_path: Path
) -> None:
    sheets = tables(FORM)
    sheets["survey"][0].append("label::Cymraeg (cy)")
    sheets["survey"][3].append("Cynllun?")
    saved(form, sheets)
    (tmp_path / "new.cy.toml").write_text("mine")
    assert program("questions", "import", form, "-o", tmp_path / "new.toml").status == 73
    assert not (tmp_path / "new.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["import", "none.xlsx", "-o", "a.toml"], 66, "none.xlsx: no such file"),
        (["import", ".", "-o", "a.toml"], 74, "is a directory"),
        (["import", "form.xlsx", "-o", "a.txt"], 2, "give one that ends in .toml"),
        (["import", "form.xlsx"], 2, "missing option '--output' / '-o'"),
        (["import", "form.xlsx", "-o", "a.toml", "--unit", "child"], 2, "it can be case or respondent"),
        (["import", "text.xlsx", "-o", "a.toml"], 65, "text.xlsx: no workbook"),
        (["import", "bomb.xlsx", "-o", "a.toml"], 65, "is packed more than 100 times over"),
        (["import", "asks-nothing.xlsx", "-o", "a.toml"], 65, "nothing in it can be asked"),
        (
            ["import", "asks-nothing.xlsx", "-o", "a.toml", "--unit", "case"],
            65,
            "no question has the answers yes and no",
        ),
        (["export", "cci-2008", "-o", "a.xlsx"], 65, "did you mean 'cci-2009'?"),
        (["export", "none.toml", "-o", "a.xlsx"], 66, "none.toml: no such file"),
        (["export", "cci-2009", "-o", "a.csv"], 2, "give one that ends in .xlsx"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    program: Program,
    form: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.xlsx").write_text("type,name")
    saved(Path("asks-nothing.xlsx"), {"survey": [["type", "name"], ["start", "start"]]})
    with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 9_000_000)
    before = sorted(tmp_path.iterdir())
    ended = program("questions", *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
    assert said in ended.err
    assert sorted(tmp_path.iterdir()) == before


def test_without_the_extra_it_says_what_to_install(form: Path, tmp_path: Path) -> None:
    (tmp_path / "openpyxl.py").write_text("raise ImportError")
    (tmp_path / "pyxform.py").write_text("raise ImportError")
    for command, source, target in (("import", form, "a.toml"), ("export", "cci-2009", "a.xlsx")):
        done = run("questions", command, source, "-o", tmp_path / target, env={"PYTHONPATH": str(tmp_path)})
        assert done.returncode == 65
        assert "needs the extra 'xlsform': python -m pip install 'casereview[xlsform]'" in done.stderr
        assert not (tmp_path / target).exists()


def test_the_other_commands_on_sets_need_none_of_it(small_file: Path, tmp_path: Path) -> None:
    for name in ("openpyxl", "pyxform", "xlsxwriter"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    assert run("questions", "check", small_file, env={"PYTHONPATH": str(tmp_path)}).returncode == 0
