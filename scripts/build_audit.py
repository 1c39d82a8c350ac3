"""Build the example of the local audit: one month of an invented team, eight cases.

Every case is invented, and so is the team. Run it as `python scripts/build_audit.py`; the result is always the same.
"""

from __future__ import annotations

import tomllib

from invented import SETS, Table, noise, write_csv

SET_FILE = SETS / "local-audit.toml"
EXAMPLE = SETS / "examples" / "local-audit"
CASES = [f"WB-{number:02}" for number in range(1, 9)]
LIKELY = {  # how often each criterion is good enough: records are kept, reviews and oversight lag behind
    "1.1": 0.75, "1.2": 0.6, "1.3": 0.65, "1.4": 0.5, "2.1": 0.45, "2.2": 0.9,
}  # fmt: skip
APPLIES = {"audit-shared": 5, "audit-oversight-acted": 5, "audit-record-why": 7}  # where no fact says it
NOTES = {
    "audit-plan-specific no": "First objective: address offending. No date.",
    "audit-review-change no": "New address in week 6; plan still names the old school.",
    "audit-oversight-found no": "Signed the day it came; nothing in supervision since.",
    "audit-vul-recognised yes": "One page puts school, clinic and home side by side.",
}


def main() -> None:
    """Write the example's two tables."""
    question_set = tomllib.loads(SET_FILE.read_text(encoding="utf-8"))
    tiers = ["community"] * 4 + ["first-tier"] * 2 + ["custody", "out-of-court"]
    many = {"roh-issue": 5, "vulnerability-issue": 6, "review-due": 6, "significant-change": 4}
    facts: Table = {case: {"sentence": tier} for case, tier in zip(CASES, tiers, strict=True)}
    for fact, count in many.items():
        chosen = sorted(CASES, key=lambda case: noise(fact, case))[:count]
        for case in CASES:
            facts[case][fact] = "yes" if case in chosen else "no"
    lines: list[list[str]] = []
    noted: set[str] = set()
    for case in CASES:
        for question in question_set["questions"]:
            name, reasons = question["id"], [each["id"] for each in question["reasons"]]
            asked = all(facts[case][gate] == value for gate, value in question.get("applies_when", {}).items())
            if name in APPLIES:
                asked = case in sorted(CASES, key=lambda case: noise("asked", name, case))[: APPLIES[name]]
            good = 0.5 * noise("work", case) + 0.5 * noise(name, case) < 0.36 + 0.45 * LIKELY[question["criterion"]]
            answer = "yes" if asked and good else "no" if asked else "na"
            reason = reasons[int(noise("why", name, case) * len(reasons))] if answer == "no" else ""
            place = f"{name} {answer}"
            note = NOTES.get(place, "") if place not in noted else ""
            noted.add(place)
            lines.append([case, name, answer, reason, note])
    names = [fact["id"] for fact in question_set["facts"]]
    known = [[case, *(facts[case][name] for name in names)] for case in CASES]
    write_csv(EXAMPLE / "cases.csv", ["case", *names], known)
    write_csv(EXAMPLE / "answers.csv", ["case", "question", "answer", "reasons", "note"], lines)
    print(f"{len(CASES)} cases, {len(lines)} answers")


if __name__ == "__main__":
    main()
