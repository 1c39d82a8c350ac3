"""Hands on the screens for the lead inspector's week: opening a case, answering it, merging, reading what is shown."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from casereview.casebook import Casebook
from casereview.casebook.ledger import Change
from tests.cli.running import run
from tests.tui.hands import Hand, ticking


def week(*arguments: str | Path) -> str:
    """Run a command of the week, which ends as it should; return what it said."""
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def copy_of(name: str) -> Path:
    return Path("copies", f"{name.replace(' ', '-')}.db")


@contextmanager
def at(path: Path) -> Iterator[Casebook]:
    with Casebook.open(path, write=False) as casebook:
        yield casebook


async def open_case(hand: Hand, ref: str) -> None:
    """Find a case in the list by typing, and open it."""
    await hand.press("slash")
    await hand.type(ref)
    await hand.press("enter", "enter")


async def enter_facts(hand: Hand, ref: str) -> None:
    """Give each fact that is open its second value, and go on to the questions."""
    assert hand.kind == "facts"
    known = hand.reading(ref, hand.app.session.reader).facts
    facts = [fact.id for fact in hand.app.session.question_set.facts]
    for fact in facts[next(place for place, fact in enumerate(facts) if fact not in known) :]:
        await hand.press("down" if fact in known else "2")
    assert f"{len(facts)} of {len(facts)} known" in hand.heading
    await hand.press("enter")


async def answer(hand: Hand, key: str) -> None:
    """Press the key of an answer; the first reason is ticked for a no."""
    await hand.press(key)
    if hand.kind == "Reasons":
        await hand.press("1", "enter")


async def finish_case(hand: Hand, ref: str, keys: str) -> int:
    """Answer what is blank in the case on the screen, by these keys in turn, and sign it off; return how many it was."""
    answered = 0
    while hand.kind == "review":
        await answer(hand, keys[answered % len(keys)])
        answered += 1
    assert (hand.kind, hand.status) == ("finish", "Nothing is blank. o signs the case off.")
    await hand.press("o")
    assert hand.kind == "cases"
    assert hand.status.startswith(f"Case {ref} is signed off.")
    assert hand.reading(ref, hand.app.session.reader).signed_off
    return answered


def answer_rest(path: Path, name: str, refs: Iterable[str], *, leave: int = 0, sign: bool = True) -> None:
    """What is blank in these cases by the core, second readers a little differently; the last ones left."""
    with Casebook.open(path, clock=ticking("2026-01-07T09:00:00+00:00")) as casebook:
        for ref in refs:
            said, differs = random.Random(ref), random.Random(f"{ref} {name}")
            reading = casebook.reading(ref, name)
            blank = [each.id for each in casebook.question_set.questions if reading.answer(each.id) == "blank"]
            changes = []
            for question in blank[: len(blank) - leave]:
                value = said.choice(("yes", "yes", "yes", "no", "na"))
                if reading.second and differs.random() < 0.2:
                    value = differs.choice(("yes", "no", "na"))
                changes.append(Change(ref, question, "answer", value))
            casebook.record(changes, name)
            if sign:
                casebook.sign_off(ref, name)


async def merge(hand: Hand, source: str) -> tuple[str, str]:
    """Merge a file or a folder on the merge screen; return what would come and what came, as it says."""

    async def page(words: str) -> str:
        await hand.until(lambda: hand.kind == "merge" and words in hand.words("#plan"), seconds=20)
        return hand.words("#plan")

    before = hand.path.read_bytes()
    await hand.press("m")
    await hand.type(source)
    await hand.press("enter")
    plan = await page("after the merge.")
    assert hand.status.startswith("Enter merges; Esc leaves everything as it is.")
    assert hand.path.read_bytes() == before
    await hand.press("enter")
    receipt = await page(" came: ")
    await hand.press("escape")
    await hand.until(lambda: hand.kind == "cases" and hand.app.session.loaded, seconds=20)
    assert hand.app.session.summary == hand.summary()
    return plan, receipt


def progress_of(hand: Hand, name: str) -> list[str]:
    """What the progress screen says of an assessor."""
    line = next(each for each in hand.words("#progress").split("\n") if each.startswith(f"{name} "))
    return line.removeprefix(f"{name} ").split()
