"""Copies that a bad disk left: cut off, or with bytes that flipped."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from casereview.casebook import (
    Casebook,
    DamagedCasebook,
    NotACasebook,
)
from casereview.casebook.verify import verify
from tests.casebook.hostile.refusing import merge


def test_cut_off_at_any_length_it_is_refused(path: Path, bad: Path, good_file: Path, merged_digest: str) -> None:
    whole = bad.read_bytes()
    chance = random.Random(1)
    lengths = {0, 1, 15, 16, 99, 100, 101, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1}
    lengths |= {chance.randrange(len(whole)) for _ in range(40)}
    with Casebook.open(path) as casebook:
        for length in sorted(lengths):
            bad.write_bytes(whole[:length])
            (arrival,) = casebook.merge([bad], "Lead").arrivals
            assert isinstance(arrival.refused, DamagedCasebook | NotACasebook), length
        assert casebook.merge([good_file], "Lead").digest == merged_digest
    assert verify(path).faults == []


@pytest.mark.parametrize("seed", range(4))
def test_250_flipped_bytes_are_refused_or_change_nothing_that_counts(
    path: Path, bad: Path, bad_file: Path, seed: int
) -> None:
    """What merges in spite of a flipped byte is what was entered: the flip was where nothing stands."""
    chance = random.Random(seed)
    whole = bad_file.read_bytes()
    honest = Path(shutil.copy(path, path.with_name("honest.db")))
    merge(honest, bad_file)
    (honest_digest, before) = verify(honest).digest, verify(path).digest
    came = 0
    for _ in range(250):
        place = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        bad.write_bytes(flipped)
        with Casebook.open(path) as casebook:
            plan = casebook.plan_merge([bad])
        if plan.arrivals[0].refused is None:
            came += 1
            target = Path(shutil.copy(path, path.with_name("target.db")))
            merge(target, bad)
            assert verify(target).digest == honest_digest, place
        else:
            assert plan.digest == before
    assert 0 < came < 250
