"""Build the example of the local audit: three months of an invented team, eight other cases each month.

Every case is invented, and so is the team. Run it as `python scripts/build_audit.py`; the result is always the same.
"""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from invented import SETS, Table, noise, write_csv

SET_FILE = SETS / "local-audit.toml"
EXAMPLE = SETS / "examples" / "local-audit"


class Month(NamedTuple):
    """A month: where its tables stand, the number of its first case, and what had by then been worked on, by criterion.

    `missing`: the places among its cases of those without a plan, and of those without an assessment either.
    """

    folder: str
    first: int
    raised: dict[str, float]
    missing: tuple[tuple[int, ...], tuple[int, ...]]


# The team took up reviews and oversight after July, and plans after August; all else changes by chance alone.
MONTHS = [
    Month("july", 1, {}, ((1,), (2,))),
    Month("august", 9, {"1.4": 0.25, "2.1": 0.2}, ((), (5,))),
    Month("", 17, {"1.4": 0.45, "2.1": 0.5, "1.3": 0.15}, ((6,), ())),
]
LIKELY = {  # how often each criterion is good enough in July: records are kept, reviews and oversight lag behind
    "1.1": 0.75, "1.2": 0.6, "1.3": 0.55, "1.4": 0.3, "2.1": 0.25, "2.2": 0.9,
}  # fmt: skip
TIERS = ["community"] * 4 + ["first-tier"] * 2 + ["custody", "out-of-court"]
MANY = {"roh-issue": 5, "vulnerability-issue": 6, "review-due": 6, "significant-change": 4}
APPLIES = {"audit-shared": 5, "audit-oversight-acted": 5, "audit-record-why": 7}  # where no fact says it
# What is asked of a document that is not there, and the reason that says so.
NO_ASSESSMENT = {
    "audit-assess-timely": "missing", "audit-assess-quality": "missing", "audit-assess-voice": "missing",
    "audit-vul-recognised": "together", "audit-roh-analysed": "missing",
}  # fmt: skip
NO_PLAN = {
    "audit-plan-specific": "missing", "audit-plan-follows": "missing", "audit-plan-vul": "none", "audit-plan-roh": "none",
    "audit-review-timely": "none", "audit-review-change": "noted",
}  # fmt: skip
NOTES = {
    "audit-plan-specific dates": "First objective: address offending. No date.",
    "audit-review-change missed": "New address in week 6; plan still names the old school.",
    "audit-oversight-found countersigned": "Signed the day it came; nothing in supervision since.",
    "audit-vul-recognised ": "One page puts school, clinic and home side by side.",
}


def main() -> None:
    """Write each month's two tables."""
    question_set = tomllib.loads(SET_FILE.read_text(encoding="utf-8"))
    names = [fact["id"] for fact in question_set["facts"]]
    for month in MONTHS:
        cases = [f"WB-{month.first + place:02}" for place in range(len(TIERS))]
        facts = invent_facts(cases)
        lines = [
            line for place, case in enumerate(cases) for line in read(question_set, month, place, cases, facts[case])
        ]
        noted: set[str] = set()
        for line in lines:
            place = f"{line[1]} {line[3]}"
            if place in NOTES and line[2] != "na" and place not in noted:
                line[4] = NOTES[place]
                noted.add(place)
        known = [[case, *(facts[case][name] for name in names)] for case in cases]
        write_csv(EXAMPLE / month.folder / "cases.csv", ["case", *names], known)
        write_csv(EXAMPLE / month.folder / "answers.csv", ["case", "question", "answer", "reasons", "note"], lines)
        print(f"{month.folder or 'the last month'}: {len(cases)} cases, {len(lines)} answers")


def invent_facts(cases: list[str]) -> Table:
    """The facts of a month's cases."""
    facts: Table = {case: {"sentence": tier} for case, tier in zip(cases, TIERS, strict=True)}
    for fact, count in MANY.items():
        chosen = sorted(cases, key=lambda case: noise(fact, case))[:count]
        for case in cases:
            facts[case][fact] = "yes" if case in chosen else "no"
    return facts


def read(
    question_set: dict[str, Any], month: Month, place: int, cases: list[str], facts: dict[str, str]
) -> list[list[str]]:
    """The lines of one case: nothing is judged that is not there, nor is anything put right that nobody looked for."""
    case, (no_plan, neither) = cases[place], month.missing
    missing = (NO_PLAN if place in no_plan + neither else {}) | (NO_ASSESSMENT if place in neither else {})
    lines: list[list[str]] = []
    given: dict[str, str] = {}
    for question in question_set["questions"]:
        name, reasons = question["id"], [each["id"] for each in question["reasons"]]
        asked = all(facts[gate] == value for gate, value in question.get("applies_when", {}).items())
        if name in APPLIES:
            asked = case in sorted(cases, key=lambda case: noise("asked", name, case))[: APPLIES[name]]
        asked = asked and not (name == "audit-oversight-acted" and given["audit-oversight-found"] == "not-looked")
        likely = LIKELY[question["criterion"]] + month.raised.get(question["criterion"], 0)
        good = 0.4 * noise("work", case) + 0.6 * noise(name, case) < 0.36 + 0.45 * likely
        # Without a review after all, nothing was changed by one.
        if name == "audit-review-change" and given["audit-review-timely"] in ("none", "copied"):
            good = False
        answer = "na" if not asked else "no" if name in missing or not good else "yes"
        able = [each for each in reasons if each != "missing" and (name, each) != ("audit-plan-roh", "none")]
        given[name] = (missing.get(name) or able[int(noise("why", name, case) * len(able))]) if answer == "no" else ""
        lines.append([case, name, answer, given[name], ""])
    return lines


if __name__ == "__main__":
    main()
