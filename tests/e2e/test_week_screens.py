"""The lead inspector's week by screens: shared out, answered, merged, settled and compared by keys, all on real files.

`test_week` is the same week by commands. What has no screen goes by command here too: the sample, the new casebook, the
files that the assessors take away. Most answers are put in by the core; whole cases are answered by keys as well.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from casereview.casebook.second import pairs
from casereview.casebook.verify import verify
from casereview.scoring.agreement import table_of
from casereview.scoring.agreement_words import agreed
from tests.e2e.week import (
    answer,
    answer_rest,
    at,
    copy_of,
    enter_facts,
    finish_case,
    merge,
    open_case,
    progress_of,
    week,
)
from tests.tui.hands import opened

CASELOAD = Path(__file__).resolve().parents[2] / "docs" / "week" / "caseload.csv"
ASSESSORS = ("A Jones", "B Shah", "C Wood", "D Okoro", "E Price", "F Hall", "G Lund")
LEAD = "L Reed"
ALERT = "Seen alone with an adult who is not allowed near."
ROOMY = (120, 40)
LEFT = 12  # answers that the second reader gives by keys


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named as from the folder they are in; and the pilot need not wait long for each key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.002)


def drawn() -> Path:
    """The lead's casebook, with 85 cases of 400."""
    lead = Path("lead.db")
    week(
        "sample", CASELOAD, "-o", "sample.csv", "--size", "85", "--by", "tier,gender", "--reserves", "10",
        "--at-least", "rosh=high|very-high:8", "--seed", "2012", "--set", "cci-2009", "--as", LEAD,
    )  # fmt: skip
    week(
        "new", lead, "--set", "cci-2009", "--area", "Westborough", "--cases", "sample.csv",
        "--reserves", "sample-reserves.csv",
    )  # fmt: skip
    return lead


async def share_out(lead: Path) -> dict[str, tuple[str, str]]:
    """On the screen: seven assessors named, each case given to one, each tenth to a second reader as well."""
    with at(lead) as casebook:
        refs = sorted(casebook.case_refs())
    plan: dict[str, tuple[str, str]] = {}
    async with opened(lead, reader="", size=ROOMY) as hand:
        assert "Who is assessing?" in hand.screen
        await hand.type(LEAD)
        await hand.press("enter", "A")
        assert hand.status.startswith("a adds an assessor.")
        assert hand.heading.endswith("85 cases given to nobody")
        for name in ASSESSORS:
            await hand.press("a")
            await hand.type(name)
            await hand.press("enter")
        for place, ref in enumerate(refs):
            first = ASSESSORS[place % 7]
            others = [name for name in ASSESSORS if name != first]
            steps = 0 if place % 10 else 1 + place // 10 % 6
            await hand.press(str(place % 7 + 1), *["s"] * steps)
            plan[ref] = (first, others[steps - 1] if steps else "")
            twice = f", read twice by {plan[ref][1]}" if steps else ""
            assert hand.status == f"{ref}: {first}{twice}."
            await hand.press("down")
        # The last one was meant for somebody else: one key, and back.
        await hand.press("right", "left")
        assert hand.heading.endswith("85 cases")
        counts = hand.words("#counts")
        for number, name in enumerate(ASSESSORS, 1):
            firsts = sum(first == name for first, _ in plan.values())
            seconds = sum(second == name for _, second in plan.values())
            assert f"{number} {name} {firsts}{f'+{seconds}' if seconds else ''}" in counts
        await hand.press("escape")
        assert hand.kind == "cases"
    with at(lead) as casebook:
        assert {line.ref: (line.first, line.second) for line in casebook.case_lines()} == plan
    assert sum(bool(second) for _, second in plan.values()) == 9
    return plan


async def read_first(path: Path, ref: str) -> None:
    """A whole case from its facts to the sign-off, with a note, and an alert on the way."""
    async with opened(path, reader="A Jones") as hand:
        await open_case(hand, ref)
        await enter_facts(hand, ref)
        await hand.press("e")
        await hand.type("Contact log, p. 3")
        await hand.press("escape", "exclamation_mark")
        await hand.type(ALERT)
        await hand.press("tab", "enter")
        assert hand.status == "Alert raised. Tell the lead inspector today."
        assert await finish_case(hand, ref, "yyynyx") > 80
        assert "ALERT" in hand.words("#cases")


async def read_second(path: Path, ref: str) -> None:
    """The end of a second reading, whose reader sees nothing of the first one."""
    async with opened(path, reader="B Shah") as hand:
        await open_case(hand, ref)
        assert hand.status == "Second reading: for measuring agreement, never scored."
        assert hand.ask(lambda casebook: casebook.reading(ref, "A Jones").answers) == {}
        assert await finish_case(hand, ref, "yyn") == LEFT


async def answer_some(path: Path, ref: str, keys: str) -> None:
    """The first questions of a case, its facts left open."""
    async with opened(path, reader="A Jones") as hand:
        await open_case(hand, ref)
        await hand.press("enter")
        for key in keys:
            await answer(hand, key)
        assert len(hand.reading(ref).answers) == len(keys)


async def everybody_reads(plan: Mapping[str, tuple[str, str]]) -> str:
    """Each in their own file, A Jones in two; return the case that A Jones answered in both."""
    mine = [ref for ref, (first, _) in plan.items() if first == "A Jones"]
    twice, torn = mine[:2]
    assert plan[twice] == ("A Jones", "B Shah")
    office = copy_of("A Jones")
    await read_first(office, twice)
    answer_rest(copy_of("B Shah"), "B Shah", [twice], leave=LEFT, sign=False)
    await read_second(copy_of("B Shah"), twice)
    for name in ASSESSORS:
        answer_rest(
            copy_of(name), name, (ref for ref, both in plan.items() if name in both and ref not in (twice, torn))
        )
    # The same file worked on in two places, without sight of one another.
    Path("laptop").mkdir()
    laptop = Path(shutil.copy(office, Path("laptop", office.name)))
    await answer_some(office, torn, "ynyy")
    await answer_some(laptop, torn, "nnx")
    answer_rest(office, "A Jones", [torn], sign=False)
    return torn


async def merge_as_they_come(lead: Path) -> None:
    """The folder first, then the laptop's file, and the last one half an hour before the meeting."""
    async with opened(lead, reader=LEAD, size=ROOMY) as hand:
        plan, receipt = await merge(hand, "copies")
        for said in (plan, receipt):
            assert said.startswith("CASE ALERTS in what arrives: 1 raised\n")
            assert f'raised by A Jones: "{ALERT}"' in said
            assert "letter.db LEFT OUT" in said
        assert "Nothing is in conflict." in receipt
        await hand.press("p")
        assert hand.heading.endswith("72 of 85 cases signed off; 8 of 9 second readings")
        assert progress_of(hand, "G Lund")[:4] == ["12", "0", "0", "12"]
        await hand.press("escape")
        plan, receipt = await merge(hand, "laptop")
        assert "Conflicts: 3 more" in plan
        assert "3 conflicts to settle: press c." in receipt
        await merge(hand, "late")
        assert "3 unresolved" in hand.heading
        assert hand.status == "3 answers unresolved and not scored: c settles."
        await hand.press("s")
        assert "3 unresolved" in hand.heading
        assert hand.status == "3 answers unresolved and not scored: c settles."
        await hand.press("escape", "p")
        assert "84 of 85 cases signed off; " in hand.heading
        assert progress_of(hand, "A Jones")[:6] == ["13", "12", "1", "0", "0", "1"]
        assert progress_of(hand, "G Lund")[:4] == ["12", "12", "0", "0"]


async def merge_in_other_orders(started: Path, lead: Path) -> None:
    """Whatever the order, it is the same casebook."""
    merged = [lead]
    for order in (("late", "laptop", "copies"), ("laptop", "copies", "late")):
        other = Path(shutil.copy(started, f"{order[0]}-first.db"))
        async with opened(other, reader=LEAD, size=ROOMY) as hand:
            for source in order:
                await merge(hand, source)
        merged.append(other)
    assert len({week("summary", each, "--json") for each in merged}) == 1
    assert len({verify(each).digest for each in merged}) == 1


async def settle(lead: Path, torn: str) -> None:
    """Each of the three in another way, one of them undone and settled again."""
    with at(lead) as casebook:
        asked = casebook.question_set.position
        found = sorted(casebook.conflicts(), key=lambda each: asked[each.item])
    assert {(each.case, each.field) for each in found} == {(torn, "answer")}
    async with opened(lead, reader=LEAD, size=ROOMY) as hand:
        await hand.press("c")
        assert hand.heading.endswith("3 conflicts in 1 case")
        await hand.press("enter", "1")
        assert hand.status.startswith("Settled: ")
        await hand.press("2")
        assert hand.heading.endswith("1 of 1")
        await hand.press("u")
        assert hand.heading.endswith("1 of 2")
        assert hand.ask(lambda casebook: len(casebook.conflicts())) == 2
        await hand.press("2", "e", "n")
        await hand.type("Read together on Thursday")
        await hand.press("tab", "enter")
        assert hand.kind == "conflicts"
        assert hand.status.endswith("Nothing is left to settle.")
        await hand.press("escape")
        assert hand.status == "Nothing is unresolved any more."
        assert "unresolved" not in hand.heading
    with at(lead) as casebook:
        assert casebook.conflicts() == []
        settled = [casebook.resolution(torn, each.item) for each in found]
    wanted = [(found[0].sides[0].value, ""), (found[1].sides[1].value, ""), ("no", "Read together on Thursday")]
    assert [(each.answer, each.note) for each in settled if each] == wanted


async def sign_off_the_last(torn: str) -> None:
    """What was settled comes back to A Jones, who sees no conflict and signs the case off."""
    async with opened(copy_of("A Jones"), reader="A Jones") as hand:
        _, receipt = await merge(hand, "lead.db")
        assert "Nothing is in conflict." in receipt
        await hand.press("c")
        assert hand.words("#conflicts") == "Nothing is left to settle."
        await hand.press("escape")
        await open_case(hand, torn)
        await hand.press("d", "o")
        assert hand.status.startswith(f"Case {torn} is signed off.")


async def show(lead: Path) -> None:
    """The last merge, and what the meeting sees: all signed off, nothing unresolved, how far two readings agree."""
    async with opened(lead, reader=LEAD, size=ROOMY) as hand:
        _, receipt = await merge(hand, "copies")
        assert "1 entry came: " in receipt
        await hand.press("s")
        assert hand.heading == "Westborough Summary 85 cases, 85 started, 85 signed off"
        assert hand.status.startswith("Enter lists the questions behind a figure.")
        figures = json.loads(week("summary", lead, "--json"))
        assert (figures["answers"]["blank"], figures["answers"]["unresolved"]) == (0, 0)
        for score, line in zip(figures["scores"], hand.words("#scores").split("\n"), strict=True):
            assert f"{score['percent']}%" in line
        await hand.press("escape", "g")
        table = table_of(hand.ask(lambda casebook: pairs(casebook).shared))
        assert hand.ask(lambda casebook: pairs(casebook).compared) == 9
        assert table.differ > 20
        assert hand.lines[1].split() == f"Raw agreement {agreed(table)} judged yes or no by both".split()
        assert len(hand.words("#disagreements").split("\n")) == 1 + table.differ + table.applicability


async def test_the_week_by_screens() -> None:
    lead = drawn()
    plan = await share_out(lead)
    started = Path(shutil.copy(lead, "shared-out.db"))
    # With nothing left to deal, this writes the files to take away.
    week("allocate", lead, "--evenly", ",".join(ASSESSORS), "--as", LEAD, "-o", "copies")
    with at(lead) as casebook:
        assert {line.ref: (line.first, line.second) for line in casebook.case_lines()} == plan
    torn = await everybody_reads(plan)
    Path("copies", "letter.db").write_text("Dear inspector,")
    # One comes later than the others.
    Path("late").mkdir()
    copy_of("G Lund").rename(Path("late", "G-Lund.db"))
    before = {file: file.read_bytes() for folder in ("copies", "laptop", "late") for file in Path(folder).iterdir()}
    await merge_as_they_come(lead)
    await merge_in_other_orders(started, lead)
    assert {file: file.read_bytes() for file in before} == before
    await settle(lead, torn)
    await sign_off_the_last(torn)
    await show(lead)
    week("conflicts", lead)
    week("verify", lead)
