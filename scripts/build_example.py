"""Build the example inspection "Bromley 2011, reconstructed": 38 invented cases with a published report's tallies.

The figures of a Core Case Inspection were published; its case files of course were not. This script invents cases
whose pooled tallies give every printed figure exactly: counts, percentages, reasons, criteria, sections and themes.
No case, note or reason belongs to a real child. Run it as `python scripts/build_example.py`; the result is always the
same. It ends by reading back what it wrote, and fails if any figure does not hold.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SET_FILE = ROOT / "question_sets" / "cci-2009.toml"
FIGURES = ROOT / "tests" / "data"
EXAMPLE = ROOT / "question_sets" / "examples" / "cci-2009"
CASES = [f"BR-{number:03}" for number in range(1, 39)]

Table = dict[str, dict[str, str]]  # by case, then by fact or question

# Facts whose number of cases is printed, or follows from printed denominators.
TOTALS = {
    "custodial-phase": 10, "rmp-needed": 23, "roh-no-rmp": 5, "roh-issue": 26, "vmp-needed": 24, "victim-issue": 23,
    "significant-change": 20, "non-compliance": 16, "safeguarding-factor": 29, "violent-offence": 16,
}  # fmt: skip

# What is printed in words only: the lowest share of yes, the highest, and the one to aim at.
WORDS: dict[str, tuple[float, float, float]] = {
    "rosh-screen-done": (0.95, 0.99, 0.97),  # nearly all
    "lor-learning-style": (0.70, 0.749, 0.74),  # almost three-quarters
    "lor-other-agencies": (0.75, 0.95, 0.85),  # a large number of those concerned
    "plan-cust-yot-led": (0.70, 0.89, 0.80),  # a small number were not
    "safe-joint-comm": (0.70, 1.0, 0.88),  # most agencies
    "safe-joint-cust": (0.70, 1.0, 0.88),
    "safe-continuity": (0.70, 1.0, 0.85),
    "lor-scaled-level": (0.96, 0.99, 0.974),  # all but one
    "out-victim-risk": (0.40, 0.499, 0.48),  # fewer than half
    "out-factors": (0.20, 0.70, 0.45),
    "out-factors-neighbourhood": (0.0, 0.19, 0.0),  # the three that improved least
    "out-factors-substance": (0.0, 0.19, 0.0),
    "out-factors-phys-health": (0.0, 0.19, 0.0),
    "out-progress-main": (0.668, 0.70, 0.684),  # nearly one-third insufficient
    "out-frequency": (0.60, 0.95, 0.85),  # better than elsewhere; no figure
    "out-seriousness": (0.60, 0.95, 0.85),
}
UNPRINTED = (0.50, 0.85, 0.66)  # what was asked and not printed was neither a strength nor an area for improvement
REDUCED = 35  # per cent of the answers on factors: "nearly two-thirds" show no reduction

# About how many cases a row should apply to, where gates alone would say too many: by question, or by agency or factor.
USUAL = {
    "rosh-class-agreed": 36, "rosh-full-done": 28, "rosh-info-sources": 27, "rosh-quality": 28, "rosh-oversight": 29,
    "lor-engage-parents": 36, "lor-self-assessment": 37, "lor-other-agencies": 33, "plan-comm-diversity": 19,
    "vul-docs-on-file": 20, "vul-oversight": 27, "safe-needs-reviewed": 34, "roh-review-timescale": 34,
    "roh-resources": 31, "roh-int-comm-delivered": 23, "roh-multiagency-comm": 14, "roh-home-visits": 22,
    "roh-multiagency-cust": 9, "lor-int-diversity": 24, "lor-parents-comm": 33, "safe-action-other": 4,
    "out-roh-action": 27, "out-frequency": 31, "out-seriousness": 31,
    "csc": 17, "education": 26, "phys-health": 9, "emh": 17, "accommodation": 12, "subst": 19, "living": 14,
    "family": 26, "ete": 27, "neighbourhood": 14, "lifestyle": 25, "substance": 22, "perception": 18, "thinking": 33,
    "attitudes": 32, "motivation": 20,
}  # fmt: skip
SAME_NEED = {"subst": "substance", "education": "ete", "accommodation": "living"}  # an agency and its factor

# A plan that is missing cannot be good: a no here is a no there. And weak work shows again in what is built on it.
MISSING = {"rmp-quality": "rmp-done", "vmp-quality": "vmp-done", "rosh-quality": "rosh-full-done"}
FOLLOWS = {
    "rmp-oversight": ["rmp-quality"], "rosh-oversight": ["rosh-quality"], "vmp-informs-interventions": ["vmp-quality"],
    "vmp-informs-plans": ["vmp-quality", "vmp-informs-interventions"], "safe-int-vmp-comm": ["vmp-quality"],
    "vul-oversight": ["vmp-quality", "vul-screen-quality"], "roh-oversight-comm": ["rmp-quality", "roh-review-change"],
    "safe-oversight": ["vul-oversight", "safe-int-reviewed-comm"], "out-victim-risk": ["victim-safety"],
    "out-roh-action": ["rmp-quality", "roh-oversight-comm"], "out-safe-action": ["vmp-quality", "safe-oversight"],
    "out-safe-factors": ["out-safe-action"], "out-progress-main": ["lor-int-per-plan"],
}  # fmt: skip

# Where the evidence is, for the weakest two cases of a question; the numbers are filled in.
NOTES = {
    "lor-quality": "Asset: section scores of 3 and over rest on one line each.",
}


class Count(NamedTuple):
    """A tally of scored answers."""

    yes: int
    n: int


@dataclass(frozen=True)
class Row:
    """One scored row of the question set, with the scores it feeds."""

    id: str
    question: str
    item: str
    part: str
    gates: Mapping[str, list[str]]
    reasons: list[str]
    scores: list[str]


def percent(yes: int, n: int) -> int:
    """The whole percentage, rounded half up."""
    return (200 * yes + n) // (2 * n)


def noise(*key: str) -> float:
    """A number from 0 to 1 that depends on nothing but the key, on every machine and version."""
    return int.from_bytes(hashlib.sha256("|".join(key).encode()).digest()[:4], "big") / 2**32


def read_csv(path: Path) -> list[dict[str, str]]:
    """The lines of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def load_rows(question_set: dict[str, Any]) -> list[Row]:
    """The scored rows in screen order, repeated questions written out."""
    places = [part["id"] for part in question_set["parts"]]
    items = {each["id"]: [item["id"] for item in each["items"]] for each in question_set["lists"]}
    entries = sorted(question_set["questions"], key=lambda entry: places.index(entry["part"]))
    known = {entry["id"] for entry in entries}
    rows = []
    for entry in entries:
        own = [item for item in items.get(entry.get("for_each", ""), [""]) if item in entry.get("only", [item])]
        gates = {gate: [v] if isinstance(v, str) else v for gate, v in entry.get("applies_when", {}).items()}
        done = entry["id"].removesuffix("-timely") + "-done"
        if entry["id"].endswith("-timely") and done in known:
            gates.setdefault(done, ["yes"])  # nothing was late that was never done
        scores = [f"criterion {entry['criterion']}", f"section {entry['criterion'][0]}"]
        scores += [f"theme {theme}" for theme in entry.get("themes", [])]
        scores += ["words out-factors"] if entry["id"] == "out-factors" else []
        reasons = [reason["id"] for reason in entry.get("reasons", [])]
        for item in own:
            row_id = f"{entry['id']}-{item}" if item else entry["id"]
            rows.append(Row(row_id, entry["id"], item, entry["part"], gates, reasons, scores))
    return rows


# --- The cases ------------------------------------------------------------------------------------------------------


def invent_facts() -> Table:
    """Thirty-eight cases with the printed totals: the gravest by one hidden measure each for harm and for need."""
    custody = set(top(10, lambda case: noise("custody", case)))
    community = set(top(16, lambda case: noise("community", case) - 2 * (case in custody)))

    def harm(case: str) -> float:
        return noise("harm", case) + 0.6 * (case in custody) + 0.1 * (case in community)

    looked_after = set(top(6, lambda case: noise("looked after", case)))

    def need(case: str) -> float:
        return noise("need", case) + 0.4 * (case in looked_after) + 0.2 * (case in custody)

    by_harm, by_need = top(38, harm), top(38, need)
    roh = by_harm[:28]  # an RMP in 23, RoH issues without one in 5
    inside = [case for case in roh if case in custody][-2:]  # their RoH issues do not reach the community
    chosen = {
        "custodial-phase": custody,
        "community-phase": set(CASES) - {inside[0]},  # not yet released
        "rmp-needed": set(roh[:23]),
        "roh-no-rmp": set(roh[23:]),
        "roh-issue": set(roh) - set(inside),
        "vmp-needed": set(by_need[:24]),
        "safeguarding-factor": set(by_need[:29]),
        "violent-offence": set(top(16, lambda case: noise("violent", case) + harm(case))),
        "victim-issue": set(top(23, lambda case: noise("victim", case) + harm(case))),
        "significant-change": set(top(20, lambda case: noise("change", case) + 0.4 * harm(case) + 0.4 * need(case))),
        "non-compliance": set(top(16, lambda case: noise("comply", case) + 0.3 * (case in custody))),
        "looked-after": looked_after,
    }
    # Steps down a ranking: the option of each case is the first whose running total covers its place.
    ranked = {
        "rosh": (by_harm, {"very-high": 1, "high": 8, "medium": 16, "low": 11, "not-recorded": 2}),
        "vulnerability": (by_need, {"very-high": 1, "high": 9, "medium": 15, "low": 12, "not-recorded": 1}),
        "lor-level": (
            top(38, lambda case: noise("lor", case) + 0.7 * harm(case)),
            {"high": 12, "medium": 17, "low": 9},
        ),
        "gender": (top(38, lambda case: noise("gender", case)), {"female": 7, "male": 31}),
        "age": (
            top(38, lambda case: noise("age", case) + 0.4 * (case in custody) + 0.2 * (case in community)),
            {"18-over": 3, "16-17": 17, "14-15": 13, "12-13": 4, "10-11": 1},
        ),
        "ethnicity": (
            top(38, lambda case: noise("ethnicity", case)),
            {"white": 25, "black": 5, "mixed": 5, "asian": 2, "not-recorded": 1},
        ),
        "status": (top(38, lambda case: noise("status", case) - (case == inside[0])), {"ended": 15, "current": 23}),
    }
    facts: Table = {}
    for case in CASES:
        facts[case] = {fact: "yes" if case in cases else "no" for fact, cases in chosen.items()}
        facts[case]["tier"] = "custody" if case in custody else "community" if case in community else "first-tier"
        for fact, (order, sizes) in ranked.items():
            options = [option for option, size in sizes.items() for _ in range(size)]
            facts[case][fact] = options[order.index(case)]
    return facts


def top(count: int, measure: Callable[[str], float]) -> list[str]:
    """The cases highest on a measure, the highest first."""
    return sorted(CASES, key=lambda case: (-measure(case), case))[:count]


# --- The counts -----------------------------------------------------------------------------------------------------


def candidates(row: Row, limit: int, figure: Mapping[str, str]) -> list[tuple[float, Count]]:
    """Every count the printed figure or words allow, with its cost: the distance from what is usual, cheapest first."""
    low, high, aim = WORDS.get(row.id) or WORDS.get(row.question) or UNPRINTED
    usual = USUAL.get(row.id) or USUAL.get(row.item, 38) * limit / 38
    usual = max(3.0, usual / 4) if row.question == "out-factors" else min(usual, limit)  # most factors: too early
    sizes = [int(figure["applicable"])] if figure.get("applicable") else range(min(3, limit), limit + 1)
    found = []
    for n in sizes:
        for yes in range(n + 1):
            share = yes if figure.get("of", "yes") != "no" else n - yes
            if figure and not (
                figure["yes"] in ("", str(yes))
                and figure["percent"] in ("", str(percent(share, n)))
            ):
                continue
            if not figure and not low <= yes / n <= high:
                continue
            if row.id == "rosh-quality" and (n - yes) % 2:
                continue  # half of those cases share a reason
            cost = ((n - usual) / (1 + usual / 8)) ** 2 + (0 if figure else (12 * (yes / n - aim)) ** 2)
            found.append((cost, Count(yes, n)))
    # A printed denominator may be larger than its gate: then the answers override the suggestion.
    return sorted(found) if found or limit == 38 else candidates(row, 38, figure)


def miss(count: Count, target: int) -> float:
    """How many yes answers away a pooled count is from the printed percentage."""
    low, high = (2 * target - 1) * count.n, (2 * target + 1) * count.n
    return max(0, low - 200 * count.yes, 200 * count.yes - high + 1) / 200


def choose_counts(rows: list[Row], facts: Table, figures: Table, targets: Mapping[str, int]) -> dict[str, Count]:
    """A count for each row so that every pooled score rounds to the printed one.

    Start from the most usual count of every row; then, as long as it helps, make the one change to one row that helps
    most. Being wrong costs far more than being unusual, so the search first mends the scores and then tidies up.
    """
    parents = {gate for row in rows for gate in row.gates}
    chosen: dict[str, tuple[float, Count]] = {}
    free: dict[str, list[tuple[float, Count]]] = {}
    for row in rows:
        limit = sum(all(facts[c].get(gate, v[0]) in v for gate, v in row.gates.items()) for c in CASES)
        limit = min([limit] + [chosen[gate][1].yes for gate, v in row.gates.items() if gate in chosen and v == ["yes"]])
        options = candidates(row, limit, figures.get(row.id, {}))
        if not options:
            raise ValueError(f"{row.id}: no count of at most 38 cases gives the printed figure")
        chosen[row.id] = options[0]
        free[row.id] = options[:1] if row.id in parents else options  # what gates others stays as it is

    totals = {score: Count(0, 0) for score in targets}
    for row in rows:
        for score in row.scores:
            totals[score] = Count(totals[score].yes + chosen[row.id][1].yes, totals[score].n + chosen[row.id][1].n)

    def gain(row: Row, option: tuple[float, Count]) -> float:
        cost, count = chosen[row.id]
        better = cost - option[0]
        for score in row.scores:
            moved = Count(totals[score].yes + option[1].yes - count.yes, totals[score].n + option[1].n - count.n)
            better += 100 * (miss(totals[score], targets[score]) - miss(moved, targets[score]))
        return better

    while True:
        best, row, option = max(
            ((gain(row, option), row, option) for row in rows for option in free[row.id]), key=lambda each: each[0]
        )
        if best < 1e-9:
            return {row.id: chosen[row.id][1] for row in rows}
        old, new = chosen[row.id][1], option[1]
        for score in row.scores:
            totals[score] = Count(totals[score].yes + new.yes - old.yes, totals[score].n + new.n - old.n)
        chosen[row.id] = option
