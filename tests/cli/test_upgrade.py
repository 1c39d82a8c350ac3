"""`casereview upgrade`."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from casereview.casebook import Casebook
from casereview.questions import shipped
from tests.cli.running import Program


@pytest.fixture
def newer(tmp_path: Path, small_file: Path) -> Path:
    """The small set, later: `safe` in other words, `delivered` under another id, `rmp-timely` gone, a reason gone, one new."""
    text = small_file.read_text(encoding="utf-8").replace('version = "1.0.0"', 'version = "1.1.0"')
    text = text.replace("Was vulnerability assessed well enough?", "Is it clear how vulnerable the child is?")
    text = text.replace('id = "delivered"', 'id = "work-done"').replace('"delivered", "joint"', '"work-done", "joint"')
    text = text.replace('  { id = "late", label = "Late", phrase = "it came late" },\n', "")
    start, end = text.index('[[questions]]\nid = "rmp-timely"'), text.index("[[recommendations]]")
    new = '[[questions]]\nid = "heard"\npart = "asset"\ncriterion = "1.2"\ntext = "Was the child heard?"\n\n'
    text = (text[:start] + new + text[end:]).replace('"rmp-done", "rmp-timely"', '"rmp-done"')
    path = tmp_path / "newer.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_lists_everything_and_writes_nothing(program: Program, area: Path, newer: Path) -> None:
    before = area.read_bytes()
    ended = program("upgrade", area, "--to", newer, "--plan")
    assert (ended.status, ended.err) == (0, "")
    for said in (
        "small 1.0.0 (",
        "-> small 1.1.0 (",
        "Kept as they are: 3 questions, 2 facts",
        "Kept, with a change that is named below: 1 question",
        "Orphaned (can not be chosen any more; kept in the history, not counted): 1",
        "Reworded, asked again (the answers stay in the history and do not count): 1",
        "was: Was vulnerability assessed well enough?",
        "now: Is it clear how vulnerable the child is?",
        "delivered (",
        "-> work-done",
        "New, blank in every case: 1",
        "heard",
        "Gone (kept in the history, out of the scores): 1",
        "reason late of assessed: Late (chosen ",
        "Nothing is changed.",
    ):
        assert said in ended.out, said
    assert max(map(len, ended.out.splitlines())) <= 80
    assert area.read_bytes() == before


def test_json_is_the_published_format(program: Program, area: Path, newer: Path) -> None:
    data = json.loads(program("upgrade", area, "--to", newer, "--plan", "--json").out)
    assert list(data) == [
        "format", "applied", "from", "to", "same_version_other_content", "settles_a_conflict", "kept", "reworded", "renamed",
        "moved", "new", "gone", "orphaned", "rerouted", "rules", "words", "ratings_gone",
    ]  # fmt: skip
    assert (data["format"], data["applied"]) == ("casereview.upgrade/1", False)
    assert [(each["id"], each["means_the_same"]) for each in data["reworded"]] == [("safe", False)]
    assert [(each["was"], each["now"]) for each in data["renamed"]] == [("delivered", "work-done")]
    assert [each["id"] for each in data["gone"]] == ["rmp-timely"]
    assert [(each["of"], each["kind"], each["id"]) for each in data["orphaned"]] == [("assessed", "reason", "late")]


def test_an_upgrade_is_applied_and_taken_back(program: Program, area: Path, newer: Path) -> None:
    with Casebook.open(area) as casebook:
        casebook.answer(casebook.case_refs()[-1], "rmp-timely", "no", "A Jones")
    before = program("summary", area, "--json", "--questions").out
    ended = program("upgrade", area, "--to", newer, "--as", "L Lead", "--yes-reworded", "safe")
    on = f"casereview: next: casereview merge COPY.db {area} brings it into an assessor's copy; until then that asks as before\n"
    assert (ended.status, ended.err) == (0, on)
    assert "Reworded, said to mean the same (the answers count): 1" in ended.out
    assert f"casereview upgrade {area} --undo --as NAME" in ended.out
    data = json.loads(program("summary", area, "--json").out)
    assert data["inspection"]["version"] == "1.1.0"
    assert "heard" in [each["id"] for each in data["questions"]]
    assert program("verify", area).out.splitlines()[-1].startswith("question set small 1.1.0 (")
    old, new = (f"small 1.{minor}.0 ({each[:8]})" for minor, each in zip("01", digests(area), strict=True))
    shown = program("history", area).out.splitlines()[-1]
    assert shown.endswith(f" UTC  L Lead  upgrade: question set changed from {old} to {new}")
    assert program("history", area, "--question", "rmp-timely").status == 0  # what is gone is in the history
    ended = program("upgrade", area, "--undo", "--as", "L Lead")
    assert (ended.status, ended.err) == (0, on)
    assert "small 1.0.0 (" in ended.out
    assert program("summary", area, "--json", "--questions").out == before
    shown = program("history", area).out.splitlines()[-1]
    assert shown.endswith(f" UTC  L Lead  upgrade taken back: question set changed from {new} to {old}")


def test_a_report_prints_a_recommendation_that_the_set_has_no_more(
    program: Program, area: Path, newer: Path, tmp_path: Path
) -> None:
    assert program("recommend", area, "--make", "plans", "--as", "L").status == 0
    text = newer.read_text(encoding="utf-8")
    start = text.index('[[recommendations]]\nid = "plans"')
    newer.write_text(text[:start] + text[text.index("[[recommendations]]", start + 5) :], encoding="utf-8")
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 0
    for kind in ("report", "plan"):
        target = tmp_path / f"{kind}.md"
        assert program("report", area, "-o", target, "--kind", kind).status == 0
        assert "Make a risk management plan on time wherever one is needed" in target.read_text(encoding="utf-8")
    assert "Make a risk management plan on time" in program("recommend", area).out


def table(program: Program, path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """What `export` writes, by case and question."""
    rows = csv.DictReader(io.StringIO(program("export", path, "--csv").out))
    return {(each["case"], each["question"]): each for each in rows}


def test_each_word_of_the_plan_comes_true_in_whatever_order_copies_are_merged_and_is_undone(
    program: Program, tmp_path: Path, small_file: Path, newer: Path
) -> None:
    text = newer.read_text(encoding="utf-8")
    text = text.replace('id = "rmp-done"\npart = "rmp"', 'id = "rmp-done"\npart = "delivery"', 1)
    text = text.replace('[[parts]]\nid = "rmp"\ntitle = "Risk management plan"\nshort = "RMP"\n', "")
    newer.write_text(text, encoding="utf-8")
    (tmp_path / "cases.csv").write_text("case,rmp-needed\nC-1,yes\nC-2,yes\nC-3,yes\n", encoding="utf-8")
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    program("new", one, "--set", small_file, "--area", "Town", "--cases", tmp_path / "cases.csv")

    def answered(path: Path, reader: str, *rows: str) -> None:
        given = tmp_path / "given.csv"
        given.write_text("\n".join(["case,question,answer,reasons", *rows]), encoding="utf-8")
        ended = program("record", path, given, "--as", reader)
        assert ended.status == 0, ended.err

    old = [f"C-1,{each},no," for each in ("safe", "delivered", "rmp-done", "rmp-timely")] + [
        "C-1,assessed,no,late;missing"
    ]
    answered(one, "Ann", *old)
    shutil.copy(one, other)
    before = table(program, one)
    planned = " ".join(program("upgrade", one, "--to", newer, "--plan").out.split())
    for said in (
        "Kept as they are: 2 questions, 2 facts", "Reworded, asked again", "Renamed, in the same words",
        "Moved: 1 rmp-done part: rmp -> delivery", "New, blank in every case: 1 heard", "Gone (kept", "reason late of assessed",
    ):  # fmt: skip
        assert said in planned, said
    assert program("upgrade", one, "--to", newer, "--as", "Lead").status == 0
    answered(one, "Ann", "C-1,safe,yes,", "C-1,heard,yes,")
    answered(other, "Bea", "C-2,safe,no,", "C-2,delivered,yes,", "C-2,rmp-timely,yes,", "C-2,assessed,no,late")
    orders = {"a": (one, other), "b": (other, one), "c": (other, one, one)}
    for name, (first, *rest) in orders.items():
        shutil.copy(first, tmp_path / f"{name}.db")
        assert program("merge", tmp_path / f"{name}.db", *rest, "--as", "Lead").status == 0
    tables = [table(program, tmp_path / f"{name}.db") for name in orders]
    assert tables[0] == tables[1] == tables[2]
    found = tables[0]

    def cell(case: str, question: str) -> tuple[str, ...]:
        return tuple(found[case, question][name] for name in ("answer", "reasons", "part"))

    assert [cell(case, "assessed") for case in ("C-1", "C-2")] == [("no", "missing", "asset"), ("no", "", "asset")]
    assert [cell(case, "safe") for case in ("C-1", "C-2")] == [("yes", "", "asset"), ("", "", "asset")]
    assert [cell(case, "work-done")[0] for case in ("C-1", "C-2")] == ["no", "yes"]
    assert [cell(case, "heard")[0] for case in ("C-1", "C-2")] == ["yes", ""]
    assert cell("C-1", "rmp-done") == ("no", "", "delivery")
    assert not {question for _, question in found} & {"delivered", "rmp-timely"}
    history = program("history", tmp_path / "a.db", "--question", "rmp-timely").out
    assert "C-1  rmp-timely (not asked now)  answer  no" in history
    # Taken back: what was entered before is there as it was, and so is what came from a copy that was never upgraded.
    assert program("upgrade", tmp_path / "a.db", "--undo", "--as", "Lead").status == 0
    undone = table(program, tmp_path / "a.db")
    assert {name: row for name, row in undone.items() if name[0] == "C-1"} == {
        name: row for name, row in before.items() if name[0] == "C-1"
    }
    assert [undone["C-2", each]["answer"] for each in ("safe", "delivered", "rmp-timely")] == ["no", "yes", "yes"]
    assert program("verify", tmp_path / "a.db").status == 0


def digests(area: Path) -> tuple[str, str]:
    """The digest of the set that an inspection began with, and of what is asked."""
    with Casebook.open(area, write=False) as casebook:
        return casebook.first_set.digest, casebook.question_set.digest


def test_what_is_asked_already_is_refused(program: Program, area: Path, small_file: Path) -> None:
    ended = program("upgrade", area, "--to", small_file, "--as", "L")
    assert (ended.status, ended.out) == (65, "")
    assert "is asked already" in ended.err
    assert program("upgrade", area, "--undo", "--as", "L").status == 65


def test_a_plan_says_which_earlier_answers_count_again(
    program: Program, area: Path, newer: Path, small_file: Path
) -> None:
    with Casebook.open(area) as casebook:
        casebook.answer(casebook.case_refs()[-1], "rmp-timely", "no", "A Jones")
    before = program("export", area, "--csv").out
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 0
    planned = " ".join(program("upgrade", area, "--to", small_file, "--plan").out.split())
    assert "New, blank" not in planned
    assert "New here, asked before: 1 rmp-timely Was the risk management plan made on time? " in planned
    assert planned.count(" to these words count") == 2
    data = json.loads(program("upgrade", area, "--to", small_file, "--plan", "--json").out)
    assert data["new"][0]["earlier_answers"] > 0
    assert data["reworded"][0]["earlier_answers"] > 0
    assert program("upgrade", area, "--to", small_file, "--as", "L").status == 0
    assert program("export", area, "--csv").out == before


def test_a_plan_names_headings_rules_and_standards_that_changed(
    program: Program, area: Path, newer: Path, small_file: Path
) -> None:
    text = small_file.read_text(encoding="utf-8").replace('title = "Safeguarding"', 'title = "Being harmful"')
    text = text.replace('good = "the work was delivered as planned"', 'good = "all was done"').replace(
        "from = 75", "from = 70"
    )
    newer.write_text(text.replace('"1.0.0"', '"1.1.0"'), encoding="utf-8")
    planned = " ".join(program("upgrade", area, "--to", newer, "--plan").out.split())
    for said in (
        "theme safeguarding: Safeguarding -> Being harmful",
        "band minimum: 75 to 100: Minimum improvement required -> 70 to 100: Minimum improvement required",
        "good of delivered: the work was delivered as planned -> all was done",
    ):
        assert said in planned, said


@pytest.mark.parametrize(
    "words",
    [(), ("--undo", "--plan"), ("--undo", "--to", "x.toml", "--as", "L"), ("--to", "x.toml"), ("--undo",)],
)
def test_half_a_command_is_refused(program: Program, area: Path, words: tuple[str, ...]) -> None:
    ended = program("upgrade", area, *words)
    assert (ended.status, ended.out) == (2, "")


def test_a_set_with_a_fault_is_refused(program: Program, area: Path, newer: Path) -> None:
    newer.write_text(
        newer.read_text(encoding="utf-8").replace('criterion = "1.2"', 'criterion = "9.9"'), encoding="utf-8"
    )
    before = area.read_bytes()
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 65
    assert area.read_bytes() == before


def test_two_upgrades_are_listed_as_a_conflict_and_settled(
    program: Program, area: Path, newer: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(area, tmp_path / "other.db"))
    newest = tmp_path / "newest.toml"
    newest.write_text(
        newer.read_text(encoding="utf-8").replace("Was the child heard?", "Was she heard?"), encoding="utf-8"
    )
    assert program("upgrade", area, "--to", newer, "--as", "L").status == 0
    assert program("upgrade", other, "--to", newest, "--as", "M").status == 0
    merged = program("merge", area, other, "--as", "L")
    assert merged.status == 3
    shown = program("conflicts", area)
    assert "small 1.1.0 (" in shown.out
    assert "content" not in shown.out
    assert "content" not in program("conflicts", area, "--json").out
    assert "Copies were upgraded to different question sets. Until one is chosen, small" in " ".join(shown.out.split())
    assert "Both saw before: the question set that the inspection began with" in shown.out
    assert f"Settle: casereview resolve {area} upgrade 1 --as NAME" in shown.out
    assert program("resolve", area, "upgrade", "3", "--as", "L").status == 2
    side = next(line for line in shown.out.splitlines() if "small 1.1.0 (" in line).split()[0]
    settled = program("resolve", area, "upgrade", side, "--as", "L")
    assert settled.out.startswith("upgrade: settled as small 1.1.0 (")
    assert program("resolve", area, "upgrade", side, "--as", "L").status == 65
    last = program("history", area).out.splitlines()[-1]
    assert "  L  upgrade settled: question set small 1.1.0 (" in last
    assert "; copies had been upgraded to small 1." in last
    with Casebook.open(area, write=False) as casebook:
        assert casebook.question_set.version == "1.1.0"
        assert not [each for each in casebook.conflicts() if each.field == "question-set"]


def test_two_upgrades_to_one_set_that_differ_in_what_means_the_same_say_so(
    program: Program, area: Path, newer: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(area, tmp_path / "other.db"))
    assert program("upgrade", area, "--to", newer, "--as", "M").status == 0
    assert program("upgrade", other, "--to", newer, "--as", "L", "--yes-reworded", "safe").status == 0
    assert program("merge", area, other, "--as", "L").status == 3
    shown = program("conflicts", area).out
    words = " ".join(shown.split())
    assert "Copies were upgraded to one question set, and differ in what is said to mean the same." in words
    assert "different question sets" not in words
    sides = {line.split("; ")[1].split("  ")[0] for line in shown.splitlines() if "); " in line}
    assert sides == {"means the same: safe", "asked again: safe"}
    values = [each["value"] for each in json.loads(program("conflicts", area, "--json").out)["conflicts"][0]["sides"]]
    assert {each.partition("; ")[2] for each in values} == sides
    side = next(line for line in shown.splitlines() if "; means the same: safe" in line).split()[0]
    assert "; means the same: safe, by L" in program("resolve", area, "upgrade", side, "--as", "L").out


def test_a_set_that_bears_the_name_of_a_shipped_one_is_told_from_it(program: Program, tmp_path: Path) -> None:
    path = shipped()[0]
    mine = tmp_path / "mine.toml"
    text = path.read_text(encoding="utf-8")
    mine.write_text(text.replace('title = "', 'title = "My ', 1), encoding="utf-8")
    for words in (("questions", "check", mine), ("new", tmp_path / "a.db", "--set", mine, "--area", "Town")):
        ended = program(*words)
        assert ended.status == 0
        assert "not the one shipped under this version" in ended.out + ended.err
    planned = program("upgrade", tmp_path / "a.db", "--to", path.stem, "--plan")
    assert "Same id and version, other content" in " ".join(planned.out.split())
    digests = {line.split()[2] for line in program("questions", "list").out.splitlines()}
    assert len(digests) == len(shipped())
