"""A merge in words: alerts first, each source whole, nothing wider than the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.casebook import NotACasebook
from casereview.casebook.conflicts import Resettled
from casereview.casebook.receipt import Arrival, NewAlert, Receipt
from casereview.casebook.reserves import OpenPlaces
from casereview.reports.text.merge_text import alert_lines, arrival_lines, merge_lines, receipts_lines
from tests.reports.making import JONES, SMITH

HOSTILE = "\x1b[31m[red]x[/red] \u202eabc\x07\n" + "long " * 2000

CAME = Arrival(
    Path("A-Jones.db"),
    entries=130,
    new={JONES: 120, "": 4},
    cases=("BR-001", "BR-002"),
    conflicts=2,
    unknown=(JONES,),
    mapped=("version 1.0.1 there, 1.0.0 here: 3 questions entered there, the same here",),
)
REFUSED = Arrival(Path("B-Smith.db"), refused=NotACasebook("B-Smith.db: not ours"))


def receipt(*arrivals: Arrival) -> Receipt:
    return Receipt("2026-11-24T16:30:00.000Z", "L Lead", 1200, 1324, "ab" * 32, arrivals)


def test_alerts_are_said_with_case_who_and_text() -> None:
    alerts = [
        NewAlert("BR-001", " Seen alone.\n", JONES, None),
        NewAlert("BR-002", "No visits.", SMITH, "told him"),
    ]
    assert list(alert_lines(alerts)) == [
        "CASE ALERTS in what arrives: 1 raised, 1 withdrawn",
        f'  Case BR-001, raised by {JONES}: "Seen alone."',
        f'  Case BR-002, raised by {SMITH}, now withdrawn ("told him"): "No visits."',
        "",
    ]


def test_without_alerts_nothing_is_said() -> None:
    assert list(alert_lines([])) == []


def test_a_source_is_said_with_what_is_to_be_noticed() -> None:
    assert list(arrival_lines(CAME)) == [
        "  A-Jones.db: 124 new entries in 2 cases",
        "    Cases: BR-001, BR-002",
        f"    Entered by: {JONES} 120, without a name 4",
        "    Conflicts: 2 more",
        f"    Not known here before: {JONES}",
        "    Question set: version 1.0.1 there, 1.0.0 here: 3 questions entered there,",
        "      the same here",
    ]


def test_a_source_can_settle_conflicts() -> None:
    assert "    Conflicts: 3 fewer" in arrival_lines(CAME._replace(conflicts=-3))


def test_many_cases_are_counted() -> None:
    cases = tuple(f"BR-{number:03}" for number in range(15))
    said = " ".join(arrival_lines(CAME._replace(cases=cases)))
    assert "BR-011 and 3 more" in said


def test_a_merge_and_a_dry_run_differ_in_their_heading_only() -> None:
    done = list(merge_lines(receipt(CAME, REFUSED), remaining=2))
    planned = list(merge_lines(receipt(CAME, REFUSED), remaining=2, dry_run=True))
    assert done[0] == "1 source merged, 1 refused"
    assert planned[0] == "Dry run: 1 source would be merged, 1 refused; nothing is changed"
    assert done[1:] == planned[1:]
    assert done[-4:] == [
        "  B-Smith.db: refused",
        "",
        "Entries: 1,200 before, 1,324 after",
        "Conflicts remaining: 2",
    ]


def test_what_the_lead_inspector_has_to_know_stands_below_the_sources() -> None:
    found = receipt(CAME)._replace(
        open_places=OpenPlaces(1, (("W-093", ("W-004", "W-014")),)),
        resettled=(Resettled("BR-001", "safe", ("L One",), ("L Two",)),),
    )
    assert list(merge_lines(found, remaining=0))[-8:] == [
        "1 place of the sample is open: W-004 and W-014 were both replaced by W-093.",
        "  `casereview replace-case LEAD.db W-014 --why TEXT --as NAME` brings the next",
        "  reserve in.",
        "Taken back and settled again without sight of each other: case BR-001, safe,",
        "  taken back by L One, settled by L Two; this stands.",
        "",
        "Entries: 1,200 before, 1,324 after",
        "Conflicts remaining: 0",
    ]


def test_a_source_with_nothing_new_is_one_line() -> None:
    same = Arrival(Path("A-Jones.db"), entries=130)
    assert list(arrival_lines(same)) == ["  A-Jones.db: nothing new"]


def test_a_long_path_stays_whole() -> None:
    path = f"/media/{'x' * 90}/B-Shah.db"
    assert list(arrival_lines(CAME._replace(source=Path(path))))[:2] == [
        f"  {path}:",
        "    124 new entries in 2 cases",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_page_and_nothing_raw_is_in_it(width: int) -> None:
    hostile = Arrival(
        Path("a\x1b[31m.db"),
        entries=2,
        new={HOSTILE: 1, JONES: 1},
        cases=(HOSTILE, "BR-002"),
        alerts=(NewAlert(HOSTILE, HOSTILE, HOSTILE, None), NewAlert("BR-002", "x", JONES, HOSTILE)),
        unknown=(HOSTILE,),
        mapped=(HOSTILE,),
    )
    said = [*alert_lines(hostile.alerts, width=width), *merge_lines(receipt(hostile), remaining=0, width=width)]
    assert max(map(len, said)) <= width
    assert not {"\x1b", "\x07", "\u202e", "\n"} & set("".join(said))


def test_receipts_are_listed_with_their_sources() -> None:
    kept = {
        "at": "2026-11-24T16:30:00.000Z",
        "by": "L Lead",
        "entries": {"before": 6, "after": 21},
        "sources": [
            {"source": "A-Jones.db", "refused": None, "new": 15},
            {"source": "b\x1b.db", "refused": "b.db: not ours", "new": 0},
        ],
    }
    assert list(receipts_lines([kept])) == [
        "2026-11-24 16:30 UTC  L Lead  6 entries before, 21 after",
        "  A-Jones.db: 15 new entries",
        "  b␛.db: refused",
    ]
    assert list(receipts_lines([])) == ["nothing has been merged into this copy"]
