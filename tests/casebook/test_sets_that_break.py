"""A casebook from somebody else whose question set is none that the program could use: it is not opened, in words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook, DamagedCasebook
from casereview.questions.build import build, build_stored, canonical
from casereview.questions.catalogue import shipped
from casereview.questions.load import read
from tests.casebook.forging import other_version

Spoil = Callable[[dict[str, Any]], object]


def first_question(**more: Any) -> Spoil:
    return lambda data: data["questions"][0].update(more)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(scoring="zzz"),
        lambda data: data.update(unit="team"),
        lambda data: data.update(title=5),
        lambda data: data.update(about=["x"]),
        lambda data: data["bands"][0].update(label=5),
        lambda data: data["bands"][0].update(points="many"),
        lambda data: data["bands"][0].update({"from": 1.5}),
        lambda data: data["bands"][0].update({"from": True}),
        lambda data: data.update(bands=[]),
        lambda data: data.update(bands=[{"id": "b", "from": 10, "label": "B"}]),
        lambda data: data.update(findings={"few": "x"}),
        lambda data: data.update(overall={"standards": 2, "bands": [{"id": "a", "from": "0", "label": "A"}]}),
        lambda data: data["sections"][0].update(title=None),
        lambda data: data["facts"][0].update(help=3),
        lambda data: data["glossary"].append({"term": "a", "meaning": 1}),
        lambda data: data["criteria"][0].update(section="9"),
        first_question(kind="riddle"),
        first_question(themes=["nowhere"]),
        first_question(themes=[1]),
        first_question(part="nowhere"),
        first_question(prompt_of="nowhere"),
        first_question(applies_when={"nowhere": "yes"}),
        first_question(applies_when={"gender": 1}),
        first_question(reasons=[{"id": "a", "label": {}}]),
        first_question(strength_from="75"),
        first_question(text=5),
    ],
)
def test_a_set_that_no_screen_could_show_is_refused(path: Path, small_data: dict[str, Any], spoil: Spoil) -> None:
    spoil(small_data)
    try:
        other_version(path, small_data)
    except (KeyError, TypeError, ValueError, AttributeError):
        with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
            build_stored(canonical(small_data))
        return
    with pytest.raises(DamagedCasebook, match="its question set can not be read; use a backup or another copy"):
        Casebook.open(path)


def test_every_shipped_set_opens(small_data: dict[str, Any]) -> None:
    for data in (*map(read, shipped()), small_data):
        assert build_stored(canonical(data)) == build(data)


def test_a_casebook_is_opened_without_pydantic(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from casereview.casebook import Casebook\n"
        "with Casebook.open(Path(sys.argv[1])) as casebook: list(casebook.case_lines())\n"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0
