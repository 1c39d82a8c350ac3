"""Agreement of two readings: against other people's statistics, against fractions, and by what must always hold."""

from __future__ import annotations

import json
import os
import random
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.questions import QuestionSet
from casereview.scoring.agreement import FEWEST, Group, Ratio, Shared, Side, Table, groups, overall, table_of
from casereview.scoring.agreement_words import agreed, applicability, cells, coefficient, few, measures, share
from tests.strategies import question, question_set

ROOT = Path(__file__).resolve().parents[2]
ORACLES = ROOT / ".venv-oracles" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

cell = st.integers(0, 400) | st.sampled_from([0, 0, 1])
tables = st.builds(Table, cell, cell, cell, cell, cell, cell)


def ask_the_oracles(asked: list[Table]) -> list[tuple[float | None, float | None]]:
    """Kappa by statsmodels and AC1 by irrCAC, all tables in one process of their own environment."""
    if not ORACLES.exists():
        pytest.fail("the statistics packages to compare with are not installed: run `make oracles`")
    done = subprocess.run(
        [ORACLES, ROOT / "tests" / "oracles" / "agreement.py"],
        input=json.dumps([table[:4] for table in asked]),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"run `make clean oracles`: {done.stderr}"
    return [(kappa, ac1) for kappa, ac1 in json.loads(done.stdout)]


def random_table(chance: random.Random) -> Table:
    """A table of 2 to some hundred answers, with empty cells as often as not and any leaning."""
    counts = [chance.choice([0, 0, 1, 3, 20, 150]) for _ in range(4)]
    return Table(*(chance.randint(0, most) for most in counts))


EXTREME = [
    *(Table(*(30 if place == here else 0 for place in range(4))) for here in range(4)),
    *(Table(*(0 if place == here else 30 for place in range(4))) for here in range(4)),
    Table(30, 0, 0, 30),
    Table(0, 30, 30, 0),
    Table(30, 30, 30, 30),
    Table(118, 5, 1, 0),
    Table(2, 0, 0, 0),
    Table(99_999, 1, 0, 0),
]


def test_kappa_and_ac1_are_those_of_other_packages() -> None:
    chance = random.Random()
    asked = list(EXTREME)
    while len(asked) < 500 + len(EXTREME):
        table = random_table(chance)
        if table.judged >= 2:  # irrCAC divides by one less than there are
            asked.append(table)
    for table, (kappa, ac1) in zip(asked, ask_the_oracles(asked), strict=True):
        for ours, theirs in ((table.kappa.value, kappa), (table.ac1.value, ac1)):
            assert (ours is None) == (theirs is None), table
            assert ours is None or theirs is None or abs(ours - theirs) <= 1e-9, table


def test_without_the_oracles_the_test_fails_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(globals(), "ORACLES", tmp_path / "python")
    with pytest.raises(pytest.fail.Exception, match="run `make oracles`"):
        ask_the_oracles([])


def by_definition(table: Table) -> dict[str, Fraction | None]:
    """Each figure as its paper writes it, in fractions."""
    a, b, c, d = (Fraction(each) for each in table[:4])
    n = a + b + c + d
    if not n:
        return dict.fromkeys(("raw", "kappa", "ac1", "positive", "negative", "prevalence"))
    po, p = (a + d) / n, ((a + b) / n + (a + c) / n) / 2
    pe_cohen = (a + b) / n * (a + c) / n + (c + d) / n * (b + d) / n
    pe_gwet = (p * (1 - p) + (1 - p) * p) / (2 - 1)
    ppos, pneg = (a + b) + (a + c), (c + d) + (b + d)
    return {
        "raw": po,
        "kappa": (po - pe_cohen) / (1 - pe_cohen) if pe_cohen != 1 else None,
        "ac1": (po - pe_gwet) / (1 - pe_gwet),
        "positive": a / (ppos / 2) if ppos else None,
        "negative": d / (pneg / 2) if pneg else None,
        "prevalence": p,
    }


def exactly(ratio: Ratio) -> Fraction | None:
    return Fraction(ratio.above, ratio.below) if ratio.below else None


@given(tables)
def test_every_figure_is_exactly_what_its_definition_gives(table: Table) -> None:
    for name, wanted in by_definition(table).items():
        ratio = getattr(table, name)
        assert exactly(ratio) == wanted, name
        assert ratio.value == (None if wanted is None else float(wanted))


@given(tables)
def test_it_does_not_matter_who_read_first(table: Table) -> None:
    swapped = table._replace(first_yes=table.second_yes, second_yes=table.first_yes)
    for name in ("raw", "applies", "kappa", "ac1", "positive", "negative", "prevalence"):
        assert getattr(swapped, name) == getattr(table, name)


@given(tables)
def test_it_does_not_matter_what_is_called_yes(table: Table) -> None:
    turned = Table(table.both_no, table.second_yes, table.first_yes, table.both_yes)
    assert (turned.kappa, exactly(turned.ac1)) == (table.kappa, exactly(table.ac1))
    assert (turned.positive, turned.negative) == (table.negative, table.positive)


@given(st.integers(0, 400), st.integers(0, 400))
def test_perfect_agreement_is_one_wherever_it_is_defined(yes: int, no: int) -> None:
    table = Table(both_yes=yes, both_no=no)
    assert table.raw.value == table.ac1.value == (1 if yes + no else None)
    assert table.kappa.value == (1 if yes and no else None)
    assert (table.positive.value, table.negative.value) == (1 if yes else None, 1 if no else None)


@given(tables, st.integers(0, 50), st.integers(0, 50))
def test_not_applicable_enters_no_coefficient(table: Table, both: int, apart: int) -> None:
    other = table._replace(both_na=both, applicability=apart)
    for name in ("raw", "kappa", "ac1", "positive", "negative", "prevalence", "judged"):
        assert getattr(other, name) == getattr(table, name)
    assert other.compared == table.judged + both + apart


@given(tables)
def test_figures_stay_in_their_range(table: Table) -> None:
    for name in ("raw", "positive", "negative", "prevalence", "applies"):
        value = getattr(table, name).value
        assert value is None or 0 <= value <= 1
    for name in ("kappa", "ac1"):
        value = getattr(table, name).value
        assert value is None or -1 <= value <= 1


def test_kappa_falls_with_prevalence_where_ac1_does_not() -> None:
    """Feinstein and Cicchetti's paradox: the same raw agreement, 85 of 100."""
    even, uneven = Table(40, 9, 6, 45), Table(80, 10, 5, 5)
    assert even.raw == uneven.raw == Ratio(85, 100)
    assert [coefficient(each.kappa) for each in (even, uneven)] == ["0.70", "0.32"]
    assert [coefficient(each.ac1) for each in (even, uneven)] == ["0.70", "0.81"]


# --- from answers to tables ---


def shared(first: str, second: str, **more: str) -> Shared:
    return Shared(
        case=more.get("case", "A1"),
        question=more.get("question", "q"),
        part=more.get("part", "file"),
        themes=tuple(more.get("themes", "").split()),
        first=Side(more.get("who", "Ann"), first),
        second=Side(more.get("other", "Bea"), second),
    )


@pytest.mark.parametrize(
    ("first", "second", "cell", "agree", "on_applicability"),
    [
        ("yes", "yes", "both_yes", True, False),
        ("yes", "no", "first_yes", False, False),
        ("no", "yes", "second_yes", False, False),
        ("no", "no", "both_no", True, False),
        ("na", "na", "both_na", True, False),
        ("na", "yes", "applicability", False, True),
        ("na", "no", "applicability", False, True),
        ("yes", "na", "applicability", False, True),
        ("no", "na", "applicability", False, True),
    ],
)
def test_each_pair_of_answers_has_its_cell(
    first: str, second: str, cell: str, agree: bool, on_applicability: bool
) -> None:
    answer = shared(first, second)
    assert table_of([answer, answer]) == Table()._replace(**{cell: 2})
    assert (answer.agree, answer.on_applicability) == (agree, on_applicability)


def test_a_pair_is_the_same_whoever_read_first_and_the_table_still_knows() -> None:
    asked = question_set([question("q", "1.1")])
    answers = [
        shared("yes", "no", who="bea", other="Ann"),
        shared("yes", "no", who="Ann", other="bea"),
        shared("no", "yes", who="Ann", other="Cy"),
    ]
    found = groups(asked, answers, "pair")
    assert [(each.names, each.title) for each in found] == [
        (("Ann", "bea"), "Ann and bea"),
        (("Ann", "Cy"), "Ann and Cy"),
    ]
    assert [each.table for each in found] == [Table(first_yes=2), Table(second_yes=1)]


def test_pairs_come_by_the_alphabet_and_not_by_how_well_they_agree() -> None:
    asked = question_set([question("q", "1.1")])
    good = [shared("yes", "yes", who="Zoe", other="Xia")] * 30
    bad = [shared("yes", "no", who="Ann", other="Bea")] * 30
    for answers in (good + bad, bad + good):
        assert [each.title for each in groups(asked, answers, "pair")] == ["Ann and Bea", "Xia and Zoe"]


def test_parts_themes_and_questions_come_in_the_order_of_the_set(small: QuestionSet) -> None:
    rows = [small.by_id[name] for name in ("delivered", "rmp-done", "assessed")]
    answers = [shared("yes", "yes", question=row.id, part=row.part, themes=" ".join(row.themes)) for row in rows]
    answers.append(shared("no", "na", question="assessed", part="asset", themes="roh"))

    def found(by: str) -> list[tuple[str, Table]]:
        return [(each.names[0], each.table) for each in groups(small, answers, by)]  # type: ignore[arg-type]

    assert found("part") == [("asset", Table(1, applicability=1)), ("rmp", Table(1)), ("delivery", Table(1))]
    assert found("question") == [
        ("assessed", Table(1, applicability=1)),
        ("rmp-done", Table(1)),
        ("delivered", Table(1)),
    ]
    # A key question of two themes is in both.
    assert found("theme") == [("roh", Table(3, applicability=1)), ("safeguarding", Table(1))]
    assert groups(small, answers, "overall") == [overall(answers)]
    assert overall(answers).disagreements == (answers[-1],)
    assert groups(small, [], "pair") == groups(small, [], "part") == []


@given(st.lists(st.tuples(*[st.sampled_from(["yes", "no", "na"])] * 2, st.sampled_from(["asset", "rmp"])), max_size=30))
def test_the_tables_of_the_groups_add_up(drawn: list[tuple[str, str, str]]) -> None:
    asked = question_set([question("q", "1.1")])
    answers = [shared(first, second, who=part) for first, second, part in drawn]
    by_pair: list[Group] = groups(asked, answers, "pair")
    added = Table(*(sum(each.table[place] for each in by_pair) for place in range(6)))
    assert added == table_of(answers)
    assert added.compared == len(drawn)
    assert sum(len(each.disagreements) for each in by_pair) == added.differ + added.applicability


# --- words ---


def test_below_twenty_shared_answers_there_are_counts_only() -> None:
    short, enough = Table(10, 4, 3, 2), Table(10, 4, 3, 3)
    assert (short.judged, enough.judged) == (FEWEST - 1, FEWEST)
    assert (agreed(short), agreed(enough)) == ("12 of 19", "13 of 20 (65%)")
    assert measures(short) == []
    assert [each.figure for each in measures(enough)] == cells(enough) == ["0.20", "0.38", "74%", "46%", "68%"]
    assert cells(short) == [""] * 5
    assert few(enough) == ""
    assert few(short) == "Counts only: 19 answers judged yes or no by both, and below 20 a figure says little."
    # What is not applicable makes no more of them.
    assert agreed(short._replace(both_na=40, applicability=40)) == "12 of 19"
    assert agreed(Table(both_na=4)) == "none shared"


def test_applicability_is_said_apart() -> None:
    assert applicability(Table(3, 1, 0, 2, 4, 5)) == "10 of 15; 4 n/a for both, 5 n/a against an answer"
    assert applicability(Table(8, 1, 0, 2, 4, 5)) == "15 of 20 (75%); 4 n/a for both, 5 n/a against an answer"


def test_what_is_not_defined_is_a_dash() -> None:
    assert cells(Table(both_yes=20)) == ["-", "1.00", "100%", "-", "100%"]
    assert (coefficient(Ratio(-1, 1000)), coefficient(Ratio(0, 0)), share(Ratio(1, 200))) == ("0.00", "-", "1%")


def test_each_coefficient_says_what_it_means_in_one_place() -> None:
    said = {each.name: each.meaning for each in measures(Table(30, 5, 5, 10))}
    assert list(said) == ["Cohen's kappa", "Gwet's AC1", "Positive agreement", "Negative agreement", "Prevalence"]
    assert "moves with prevalence" in said["Cohen's kappa"]
