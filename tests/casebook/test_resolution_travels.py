"""Law 3: a resolution travels. Whoever has it sees the conflict no more; only an answer given without sight of it opens it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook import Casebook
from casereview.casebook.verify import verify
from tests.casebook.replicas import folder
from tests.strategies import READERS, examples

CASE, QUESTION = "A1", "assessed"
ANSWERS = ("yes", "no", "na", None)


@contextmanager
def copies(template: Path, number: int) -> Iterator[list[Casebook]]:
    """Open copies of a casebook, in memory where the system has such a file system."""
    with folder() as place, ExitStack() as opened:
        paths = [Path(shutil.copy(template, Path(place) / f"{name}.db")) for name in range(number)]
        yield [opened.enter_context(Casebook.open(path)) for path in paths]


def counted(casebook: Casebook) -> str | None:
    return casebook.case_line(CASE).counted.answers.get(QUESTION)


def answer(casebook: Casebook, given: str | None, who: str) -> bool:
    """Answer; tell whether that was any news."""
    before = len(casebook.history())
    casebook.answer(CASE, QUESTION, given, who)
    return len(casebook.history()) > before


def come_to_differ(chance: random.Random, opened: list[Casebook]) -> None:
    """Have two of the copies hold different answers: of one assessor, or of two."""
    here, there = chance.sample(opened, 2)
    first, second = chance.sample(("yes", "no", "na"), 2)
    here.answer(CASE, QUESTION, first, READERS[0])
    there.answer(CASE, QUESTION, second, chance.choice(READERS[:2]))
    for other in opened:
        if other not in (here, there) and chance.random() < 0.5:
            other.answer(CASE, QUESTION, chance.choice(("yes", "no", "na")), READERS[2])


def settle(chance: random.Random, lead: Casebook) -> str | None:
    """Settle the one conflict in the copy of the lead inspector, in one of the two ways; return the answer."""
    (conflict,) = lead.conflicts()
    assert (conflict.case, conflict.item, conflict.field, conflict.reading) == (CASE, QUESTION, "answer", "")
    wanted = chance.choice(ANSWERS)
    if chance.random() < 0.5:
        lead.settle(conflict, wanted, "Lead", "agreed")
    else:
        lead.resolve(CASE, QUESTION, wanted, "", "Lead")
    assert lead.conflicts() == []
    assert counted(lead) == wanted
    return wanted


def spread(chance: random.Random, lead: Casebook, opened: list[Casebook], look: Callable[[Casebook], None]) -> None:
    """Merge what the lead has into all copies, directly and through one another, and some between them before it comes."""
    has = [lead]
    while len(has) < len(opened):
        source, target = chance.sample(opened, 2)
        target.merge([source.path], "Lead")
        if source in has and target not in has:
            has.append(target)
        if target in has:
            look(target)
    for each in chance.sample(opened, len(opened)):
        each.merge([other.path for other in chance.sample(opened, len(opened)) if other is not each], "Lead")
        look(each)


@given(chance=st.randoms(use_true_random=True))
@examples(1000)
def test_a_resolution_travels_and_only_an_answer_without_sight_of_it_opens_it(
    template: Path, chance: random.Random
) -> None:
    with copies(template, chance.randint(2, 4)) as opened:
        come_to_differ(chance, opened)
        lead, *others = chance.sample(opened, len(opened))
        for each in others:
            lead.merge([each.path], "Lead")
        wanted = settle(chance, lead)
        late, given = chance.choice((None, *others)), chance.choice(ANSWERS)
        news = late is not None and answer(late, given, chance.choice(READERS))
        opens = news and given not in (None, wanted)

        def look(casebook: Casebook) -> None:
            knows = late is not None and any(entry in casebook.history() for entry in late_entries)
            assert counted(casebook) == ("unresolved" if opens and knows else wanted)
            assert len(casebook.conflicts()) == (opens and knows)

        late_entries = late.history(CASE, QUESTION)[-1:] if late is not None and news else []
        spread(chance, lead, opened, look)
        digests = {verify(each.path).digest for each in opened}
        assert len(digests) == 1
        if opens:
            again = chance.choice(opened)
            wanted, opens = settle(chance, again), False
            spread(chance, again, opened, look)
