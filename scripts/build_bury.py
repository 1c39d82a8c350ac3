"""Build the example screening "Bury 2013, reconstructed": 14 invented cases with a published letter's counts.

The letter's counts are in tests/data/bury_published.csv; where it has words in place of a count ("almost all", "just over
half") the count is our choice, below. No case, note or reason belongs to a real child. Run it as
`python scripts/build_bury.py`; the result is always the same. It ends by reading back what it wrote, and fails if a count
does not hold.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

from invented import FIGURES, SETS, Table, noise, read_csv, write_csv

SET_FILE = SETS / "sqs-2012.toml"
EXAMPLE = SETS / "examples" / "sqs-2012"
CASES = [f"BY-{number:02}" for number in range(1, 15)]

# Sufficient, and asked of: what the letter says in words only.
WORDED = {
    "sqs-other-court-info": (4, 4), "sqs-lor-plan-review": (11, 12), "sqs-roh-assess-review": (11, 12),
    "sqs-roh-plan-review": (8, 9), "sqs-victim-risk": (10, 11), "sqs-roh-oversight": (7, 10), "sqs-vul-plan": (7, 13),
    "sqs-vul-oversight": (6, 13), "sqs-diversity-psr": (9, 10), "sqs-diversity-start": (13, 14),
    "sqs-engage-assess-yp": (13, 14), "sqs-engage-plan-yp": (13, 14), "sqs-engage-assess-parents": (11, 12),
    "sqs-engage-plan-parents": (11, 12), "sqs-noncompliance": (1, 1),
}  # fmt: skip

# Work that is weak together: what was not seen at the start is missing from all that is built on it.
VULNERABILITY = {
    "sqs-psr-quality", "sqs-lor-assess", "sqs-psr-vul", "sqs-vul-assess", "sqs-vul-plan", "sqs-vul-review",
    "sqs-vul-oversight",
}  # fmt: skip
HARM = {"sqs-psr-roh", "sqs-roh-assess", "sqs-roh-plan", "sqs-roh-plan-review", "sqs-roh-oversight", "sqs-victim-risk"}
SEVERAL = {"sqs-psr-quality", "sqs-lor-assess", "sqs-roh-assess", "sqs-vul-assess", "sqs-vul-oversight"}

# Where the evidence is, in the first case with that answer.
NOTES = {
    "sqs-lor-assess no": "Asset: school and health are a line each; nothing of the letter from the clinic.",
    "sqs-psr-quality no": "Report, page 3: the home is not mentioned after the address.",
    "sqs-psr-vul no": "Report says settled at home; the referral two weeks earlier says otherwise.",
    "sqs-vul-assess no": "Asset, section 11: earlier self-harm is on the system, not in the assessment.",
    "sqs-vul-assess yes": "Asset, section 11: draws school, clinic and home together on one page.",
    "sqs-vul-plan no": "No plan on file; supervision note of week 3 says to be done.",
    "sqs-vul-review no": "Review of month 3: the same words as at the start.",
    "sqs-vul-oversight no": "Countersigned the day it was written; case discussion does not come back to it.",
    "sqs-roh-plan no": "Plan does not say who keeps the victim informed.",
    "sqs-roh-oversight no": "Panel asked for a plan in week 4; signed off without one in week 9.",
    "sqs-lor-review no": "Asset history: second profile is a copy of the first.",
    "sqs-noncompliance yes": "Two home visits and a new time of day, then a warning, then breach.",
    "sqs-engage-plan-yp yes": "Plan, page 1: own words, and what to do first is the young person's choice.",
}


def invent_facts() -> Table:
    """The 14 cases: so many of each kind as the letter's denominators need."""
    order = sorted(CASES, key=lambda case: noise("sentence", case))
    tiers = dict(zip(order, ["custody"] * 4 + ["community"] * 6 + ["first-tier"] * 4, strict=True))
    light, recent = order[-1], order[5]  # in neither was a review due; in the first there is little to plan for
    harmless = {light, *order[-4:-1]}
    girls = set(sorted(CASES, key=lambda case: noise("gender", case))[:3])
    no_victim = {light, order[-2], order[4]}

    def yes(told: bool) -> str:
        return "yes" if told else "no"

    return {
        case: {
            "sentence": tiers[case],
            "gender": "female" if case in girls else "male",
            "sqs-psr-done": yes(tiers[case] != "first-tier"),
            "roh-issue": yes(case not in harmless),
            "victim-issue": yes(case not in no_victim),
            "vulnerability-issue": yes(case != light),
            "review-due": yes(case not in (light, recent)),
        }
        for case in CASES
    }


def answer(questions: list[dict[str, Any]], counts: dict[str, tuple[int, int]], facts: Table) -> Table:
    """Place the counts: not applicable where the gates say so, and the no's where the work is weak."""
    answers: Table = {case: {} for case in CASES}
    for question in questions:
        name, (yes, n) = question["id"], counts[question["id"]]
        gates = question.get("applies_when", {})
        topic = "vulnerability" if name in VULNERABILITY else "harm" if name in HARM else name

        def asked_of(case: str, gates: dict[str, str] = gates, name: str = name) -> tuple[bool, float]:
            known = facts[case] | answers[case]
            who = "parents" if name.endswith("-parents") else name
            return any(known[gate] != value for gate, value in gates.items()), noise("asked", who, case)

        def weak(case: str, topic: str = topic, name: str = name) -> float:
            return noise(topic, case) + 0.3 * noise(name, case)

        asked = sorted(CASES, key=asked_of)[:n]
        strong = sorted(asked, key=weak)[:yes]
        for case in CASES:
            answers[case][name] = "na" if case not in asked else "yes" if case in strong else "no"
    return answers


def explain(question: dict[str, Any], answers: Table) -> dict[str, list[str]]:
    """Reasons for each no: turn and turn about, and in every third case two where they do not exclude each other."""
    reasons = [reason["id"] for reason in question["reasons"]][:2]
    last = [reason["id"] for reason in question["reasons"]][-1]
    found = {}
    for place, case in enumerate(case for case in CASES if answers[case][question["id"]] == "no"):
        given = [reasons[place % 2]]
        if question["id"] in SEVERAL and place % 3 == 2:
            given = reasons
        elif question["id"] in SEVERAL and place == 4:
            given = [reasons[0], last]
        found[case] = given
    return found


def check(counts: dict[str, tuple[int, int]]) -> list[str]:
    """What does not hold in the files as written."""
    answers = read_csv(EXAMPLE / "answers.csv")
    tally = Counter((line["question"], line["answer"]) for line in answers)
    psr = Counter(line["sqs-psr-done"] for line in read_csv(EXAMPLE / "cases.csv"))
    tally += Counter({("sqs-psr-done", value): count for value, count in psr.items()})
    wrong = []
    for name, wanted in counts.items():
        found = (tally[name, "yes"], tally[name, "yes"] + tally[name, "no"])
        wrong += [f"{name}: {found}, not {wanted}"] * (found != wanted)
    return wrong + [
        f"{line['case']}, {line['question']}: a no without a reason, or the reverse"
        for line in answers
        if (line["answer"] == "no") != bool(line["reasons"])
    ]


def main() -> None:
    """Write the example's two tables and check them."""
    question_set = tomllib.loads(SET_FILE.read_text(encoding="utf-8"))
    places = [part["id"] for part in question_set["parts"]]
    questions = sorted(question_set["questions"], key=lambda question: places.index(question["part"]))
    printed = [line for line in read_csv(FIGURES / "bury_published.csv") if line["applicable"]]
    counts = WORDED | {line["question"]: (int(line["yes"]), int(line["applicable"])) for line in printed}
    facts = invent_facts()
    answers = answer(questions, counts, facts)
    reasons = {question["id"]: explain(question, answers) for question in questions}
    notes = {}
    for place, text in NOTES.items():
        name, wanted = place.split()
        case = min(
            (case for case in CASES if answers[case][name] == wanted), key=lambda case: noise("note", name, case)
        )
        notes[case, name] = text
    names = [fact["id"] for fact in question_set["facts"]]
    write_csv(
        EXAMPLE / "cases.csv", ["case", *names], [[case, *(facts[case][name] for name in names)] for case in CASES]
    )
    lines = [
        [case, name, answers[case][name], ";".join(reasons[name].get(case, [])), notes.get((case, name), "")]
        for case in CASES
        for name in (question["id"] for question in questions)
    ]
    write_csv(EXAMPLE / "answers.csv", ["case", "question", "answer", "reasons", "note"], lines)
    if wrong := check(counts):
        raise SystemExit("\n".join(["counts that do not hold:", *wrong]))
    print(f"{len(CASES)} cases, {len(questions)} questions, {len(notes)} notes: every count holds")


if __name__ == "__main__":
    main()
