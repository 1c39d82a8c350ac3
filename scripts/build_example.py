"""Build the example inspection "Bromley 2011, reconstructed": 38 invented cases with a published report's tallies.

The figures of a Core Case Inspection were published; its case files of course were not. This script invents cases
whose pooled tallies give every printed figure exactly: counts, percentages, reasons, criteria, sections and themes.
No case, note or reason belongs to a real child. Run it as `python scripts/build_example.py`; the result is always the
same. It ends by reading back what it wrote, and fails if any figure does not hold.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from invented import FIGURES, SETS, Table, noise, percent, read_csv, write_csv

SET_FILE = SETS / "cci-2009.toml"
EXAMPLE = SETS / "examples" / "cci-2009"
CASES = [f"BR-{number:03}" for number in range(1, 39)]

# Facts whose number of cases is printed, or follows from printed denominators.
TOTALS = {
    "custodial-phase": 10, "rmp-needed": 23, "roh-no-rmp": 5, "roh-issue": 26, "vmp-needed": 24, "victim-issue": 23,
    "significant-change": 20, "non-compliance": 16, "safeguarding-factor": 29, "violent-offence": 16,
}  # fmt: skip

# What is printed in words only: the lowest share of yes, the highest, and the one to aim at.
WORDS = {
    "rosh-screen-done": (0.95, 0.99, 0.97),  # nearly all
    "lor-learning-style": (0.70, 0.749, 0.74),  # almost three-quarters
    "lor-other-agencies": (0.75, 0.95, 0.85),  # a large number of those concerned
    "plan-cust-yot-led": (0.70, 0.89, 0.80),  # a small number were not
    "safe-joint-comm": (0.70, 1.0, 0.88),  # most agencies, here and in the next two
    "safe-joint-cust": (0.70, 1.0, 0.88),
    "safe-continuity": (0.70, 1.0, 0.85),
    "lor-scaled-level": (0.96, 0.99, 0.974),  # all but one
    "out-victim-risk": (0.40, 0.499, 0.48),  # fewer than half
    "out-progress-main": (0.668, 0.70, 0.684),  # nearly one-third insufficient
    "out-frequency": (0.60, 0.95, 0.85),  # better than elsewhere, no figure; the next one too
    "out-seriousness": (0.60, 0.95, 0.85),
    "out-factors": (0.20, 0.70, 0.45),
    "out-factors-neighbourhood": (0.0, 0.19, 0.0),  # the three that improved least
    "out-factors-substance": (0.0, 0.19, 0.0),
    "out-factors-phys-health": (0.0, 0.19, 0.0),
}
UNPRINTED = (0.50, 0.85, 0.66)  # asked and not printed: neither a strength nor an area for improvement
REDUCED = 35  # per cent of the answers on factors: nearly two-thirds show no reduction
NOT_REDUCED = (0.62, 0.6666)  # the same, of the cases

# About how many cases a row applies to where its gates say too many: by question, or by agency or factor.
USUAL = {
    "rosh-class-agreed": 36, "rosh-full-done": 28, "rosh-info-sources": 27, "rosh-quality": 28, "rosh-oversight": 29,
    "lor-engage-parents": 36, "lor-self-assessment": 37, "lor-other-agencies": 33, "plan-comm-diversity": 19,
    "vul-docs-on-file": 20, "vul-oversight": 27, "vmp-informs-interventions": 22, "vmp-informs-plans": 22,
    "safe-needs-reviewed": 34, "roh-review-timescale": 34, "roh-resources": 31, "roh-int-comm-delivered": 23,
    "roh-multiagency-comm": 14, "roh-home-visits": 22, "roh-multiagency-cust": 9, "lor-int-diversity": 24,
    "lor-parents-comm": 33, "safe-action-other": 4, "out-roh-action": 27, "out-frequency": 31, "out-seriousness": 31,
    "csc": 17, "education": 26, "phys-health": 9, "emh": 17, "accommodation": 12, "subst": 19, "living": 14,
    "family": 26, "ete": 27, "neighbourhood": 14, "lifestyle": 25, "substance": 22, "perception": 18, "thinking": 33,
    "attitudes": 32, "motivation": 20,
}  # fmt: skip
OVER_GATE = {"vmp-informs-interventions", "vmp-informs-plans"}  # printed as shares of all the cases inspected
SAME_NEED = {"subst": "substance", "education": "ete", "accommodation": "living"}  # an agency and its factor

# Weak work shows again in what is built on it; what was never done cannot have been done well.
FOLLOWS = {
    "rmp-quality": ["rmp-done"], "vmp-quality": ["vmp-done"], "rosh-quality": ["rosh-full-done"],
    "rmp-oversight": ["rmp-quality"], "rosh-oversight": ["rosh-quality"], "vmp-informs-interventions": ["vmp-quality"],
    "vmp-informs-plans": ["vmp-quality"], "safe-int-vmp-comm": ["vmp-done", "vmp-quality"],
    "vul-oversight": ["vmp-quality", "vul-screen-quality"], "roh-oversight-comm": ["rmp-quality", "roh-review-change"],
    "safe-oversight": ["vul-oversight", "safe-int-reviewed-comm"], "out-victim-risk": ["victim-safety"],
    "out-roh-action": ["rmp-quality", "roh-oversight-comm"], "out-safe-action": ["vmp-quality", "safe-oversight"],
    "out-safe-factors": ["out-safe-action"], "out-progress-main": ["lor-int-per-plan"],
}  # fmt: skip
RECORDED = {"rosh-screen-done": "rosh", "vul-screen-done": "vulnerability"}  # no screening, no recorded level

# Where the evidence is, in two cases with that answer; the numbers are filled in.
NOTES = {
    "lor-quality no": "Asset, sections {a} and {b}: scores with one line of evidence each.",
    "lor-engage-parents no": "Contact log: two letters home in week {a}, no call or visit after that.",
    "lor-engage-yp yes": "Interview notes, week {a}: own words quoted in the assessment.",
    "lor-other-agencies no": "School report asked for in week {a}, not chased, not in the assessment.",
    "rosh-class-agreed no": "Incident {a} months before sentence is in the police summary but not weighed.",
    "rosh-quality no": "RoSH analysis, page {a}: retells the offence and stops there.",
    "rosh-info-sources no": "Domestic incident reports were on the system by week {a}; the analysis does not use them.",
    "rmp-quality no": "RMP, page {a}: the same three lines stand under every risk.",
    "rmp-quality yes": "RMP names who does what if the curfew fails; updated in week {b}.",
    "vul-screen-quality no": "Screening says no concern; a health letter in week {a} says otherwise.",
    "vmp-quality no": "VMP, page {a}: says monitor, nothing more.",
    "vmp-informs-plans no": "Care plan review in week {b} makes no mention of the VMP.",
    "plan-comm-goals no": "Plan, objective {a}: same wording as on other files, not tied to this assessment.",
    "plan-comm-family no": "Visits to a relative named in session {a}; never asked about again.",
    "plan-cust-factors no": "Sentence plan lists courses on offer; substance use from the Asset is absent.",
    "plan-cust-yot-led no": "Plan came by e-mail in week {a}; filed without comment.",
    "roh-shared no": "College contact sheet: told in week {b}, after the start date.",
    "roh-multiagency-cust no": "Minutes of meeting {a}: apologies only, no written update.",
    "lor-requirements no": "Reparation listed in the order, no session booked by month {b}.",
    "lor-int-per-plan no": "Session record stops after number {a}; the plan lists {b}.",
    "lor-motivate-comm yes": "Contact log, weeks {a} to {b}: praise for attendance noted each time.",
    "victim-safety no": "Victim known from the police summary; nothing about contact before month {a}.",
    "safe-police-comm no": "Intelligence slip in week {b} has no answer on file.",
    "safe-int-delivered-comm no": "Referral in week {a}; no appointment kept by week {b}.",
    "lor-review-intervals no": "Asset history, months {a} to {b}: see the dates.",
    "roh-review-change no": "Contact log, weeks {a} to {b}: new charge noted; the RoSH form reads as before.",
    "safe-int-reviewed-comm no": "Move of address in month {a}; next review {b} weeks later.",
    "rmp-oversight no": "Countersigned the same day, comment box empty; supervision note {a} is silent.",
    "safe-oversight no": "Panel action {a} not in the VMP; no check in supervision.",
    "out-roh-action no": "Curfew checks agreed in week {a}; none on file by week {b}.",
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


def top(count: int, measure: Callable[[str], float]) -> list[str]:
    """The cases highest on a measure, the highest first."""
    return sorted(CASES, key=lambda case: (-measure(case), case))[:count]


def load_rows(question_set: dict[str, Any]) -> list[Row]:
    """The scored rows in screen order, repeated questions written out."""
    places = [part["id"] for part in question_set["parts"]]
    items = {each["id"]: [item["id"] for item in each["items"]] for each in question_set["lists"]}
    entries = sorted(question_set["questions"], key=lambda entry: places.index(entry["part"]))
    known = {entry["id"] for entry in entries}
    rows = []
    for entry in entries:
        gates = {gate: [v] if isinstance(v, str) else v for gate, v in entry.get("applies_when", {}).items()}
        done = entry["id"].removesuffix("-timely") + "-done"
        if entry["id"].endswith("-timely") and done in known:
            gates.setdefault(done, ["yes"])  # nothing was late that was never done
        scores = [f"criterion {entry['criterion']}", f"section {entry['criterion'][0]}"]
        scores += [f"theme {theme}" for theme in entry.get("themes", [])]
        scores += ["words out-factors"] if entry["id"] == "out-factors" else []
        reasons = [reason["id"] for reason in entry.get("reasons", [])]
        for item in items.get(entry.get("for_each", ""), [""]):
            if item in entry.get("only", [item]):
                row_id = f"{entry['id']}-{item}" if item else entry["id"]
                rows.append(Row(row_id, entry["id"], item, entry["part"], gates, reasons, scores))
    return rows


def invent_facts() -> Table:
    """The 38 cases: a hidden measure each for harm and for need, and the gravest cases have the printed facts."""
    custody = top(10, lambda case: noise("custody", case))
    community = top(16, lambda case: noise("community", case) - 2 * (case in custody))
    looked_after = top(6, lambda case: noise("looked after", case))

    def harm(case: str) -> float:
        return noise("harm", case) + 0.6 * (case in custody) + 0.1 * (case in community)

    def need(case: str) -> float:
        return noise("need", case) + 0.4 * (case in looked_after) + 0.2 * (case in custody)

    def ranked(fact: str, base: Callable[[str], float] = lambda case: 0.0) -> list[str]:
        return top(38, lambda case: noise(fact, case) + base(case))

    by_harm, by_need = top(38, harm), top(38, need)
    roh = by_harm[:28]  # an RMP in 23, RoH issues without one in 5
    inside = [case for case in roh if case in custody][-2:]  # their RoH issues do not reach the community
    chosen = {
        "looked-after": looked_after, "custodial-phase": custody, "rmp-needed": roh[:23], "roh-no-rmp": roh[23:],
        "community-phase": [case for case in CASES if case != inside[0]],  # one is not yet released
        "roh-issue": [case for case in roh if case not in inside],
        "vmp-needed": by_need[:24], "safeguarding-factor": by_need[:29],
        "violent-offence": ranked("violent", harm)[:16], "victim-issue": ranked("victim", harm)[:23],
        "significant-change": ranked("change", lambda case: 0.4 * harm(case) + 0.4 * need(case))[:20],
        "non-compliance": ranked("comply", lambda case: 0.3 * (case in custody))[:16],
    }  # fmt: skip
    older = ranked("age", lambda case: 0.4 * (case in custody) + 0.2 * (case in community))
    # A ranking of the cases and, from its top down, how many have which option.
    shared: dict[str, tuple[list[str], dict[str, int]]] = {
        "rosh": (by_harm, {"very-high": 1, "high": 8, "medium": 16, "low": 11, "not-recorded": 2}),
        "vulnerability": (by_need, {"very-high": 1, "high": 9, "medium": 15, "low": 12, "not-recorded": 1}),
        "lor-level": (ranked("lor", lambda case: 0.7 * harm(case)), {"high": 12, "medium": 17, "low": 9}),
        "gender": (ranked("gender"), {"female": 7, "male": 31}),
        "age": (older, {"18-over": 3, "16-17": 17, "14-15": 13, "12-13": 4, "10-11": 1}),
        "ethnicity": (ranked("ethnicity"), {"white": 25, "black": 5, "mixed": 5, "asian": 2, "not-recorded": 1}),
        "status": (ranked("status", lambda case: -(case == inside[0])), {"ended": 15, "current": 23}),
    }
    facts: Table = {}
    for case in CASES:
        facts[case] = {fact: "yes" if case in cases else "no" for fact, cases in chosen.items()}
        facts[case]["tier"] = "custody" if case in custody else "community" if case in community else "first-tier"
        for fact, (order, sizes) in shared.items():
            facts[case][fact] = [option for option, size in sizes.items() for _ in range(size)][order.index(case)]
    return facts


def allowed(row: Row, count: Count, figure: Mapping[str, str]) -> bool:
    """Whether a count gives what is printed about a row, in figures or in words."""
    yes, n = count
    if not figure:
        low, high, _ = WORDS.get(row.id) or WORDS.get(row.question) or UNPRINTED
        return low <= yes / n <= high
    shown = str(percent(n - yes if figure["of"] == "no" else yes, n))
    exact = {"yes": str(yes), "applicable": str(n), "percent": shown}
    half = row.id != "rosh-quality" or (n - yes) % 2 == 0  # half of those cases share a reason
    return half and all(figure[column] in ("", value) for column, value in exact.items())


def candidates(row: Row, limit: int, figure: Mapping[str, str]) -> list[tuple[float, Count]]:
    """Every allowed count of at most `limit` cases with its cost, the distance from what is usual; cheapest first."""
    usual = min(limit, USUAL.get(row.id) or USUAL.get(row.item, 38) * limit / 38)
    if row.question == "out-factors":
        usual = max(3.0, usual / 4)  # for most factors it is too early to tell
    slack = 1 + usual / (8 if row.id in USUAL or row.item else 16)  # elsewhere only the gate says who is left out
    aim = (WORDS.get(row.id) or WORDS.get(row.question) or UNPRINTED)[2] + 0.1 * (noise("aim", row.id) - 0.5)
    found = []
    for n in [int(figure["applicable"])] if figure.get("applicable") else range(min(3, limit), limit + 1):
        for count in (Count(yes, n) for yes in range(n + 1)):
            if allowed(row, count, figure):
                cost = ((n - usual) / slack) ** 2 + (0 if figure else (12 * (count.yes / n - aim)) ** 2)
                found.append((cost, count))
    # A printed denominator may be larger than its gate allows: then the answers override the suggestion.
    return sorted(found) if found or limit == 38 else candidates(row, 38, figure)


def miss(count: Count, target: int) -> float:
    """How many yes answers away a pooled count is from the printed percentage."""
    low, high = (2 * target - 1) * count.n, (2 * target + 1) * count.n
    return max(0, low - 200 * count.yes, 200 * count.yes - high + 1) / 200


def moved(total: Count, old: Count, new: Count) -> Count:
    """A pooled count after one of its rows has changed."""
    return Count(total.yes + new.yes - old.yes, total.n + new.n - old.n)


def choose_counts(rows: list[Row], facts: Table, figures: Table, targets: Mapping[str, int]) -> dict[str, Count]:
    """A count for each row so that every pooled score rounds to the printed one.

    Start from the most usual count of every row; then, as long as it helps, make the one change to one row that helps
    most, and when nothing helps press harder on the scores still missed. Slowly: so many rows give a little.
    """
    parents = {gate for row in rows for gate in row.gates}
    chosen: dict[str, tuple[float, Count]] = {}
    free: list[tuple[Row, list[tuple[float, Count]]]] = []
    totals = dict.fromkeys(targets, Count(0, 0))
    for row in rows:
        limit = sum(all(facts[case].get(gate, v[0]) in v for gate, v in row.gates.items()) for case in CASES)
        limit = min([limit] + [chosen[gate][1].yes for gate, v in row.gates.items() if gate in chosen and v == ["yes"]])
        options = candidates(row, 38 if row.id in OVER_GATE else limit, figures.get(row.id, {}))
        if not options:
            raise SystemExit(f"{row.id}: no count of at most 38 cases gives the printed figure")
        chosen[row.id] = options[0]
        free += [(row, options)] if row.id not in parents else []  # what gates others stays as it is
        for score in row.scores:
            totals[score] = moved(totals[score], Count(0, 0), options[0][1])
    weight, nearest = dict.fromkeys(targets, 2.0), list(targets)

    def gain(row: Row, option: tuple[float, Count]) -> float:
        cost, count = chosen[row.id]
        better = cost - option[0]
        for score in row.scores:
            after = moved(totals[score], count, option[1])
            better += weight[score] * (miss(totals[score], targets[score]) - miss(after, targets[score]))
        return better

    for _ in range(1500):  # a few hundred are enough where there is a solution at all
        best, row, option = max(
            ((gain(row, option), row, option) for row, options in free for option in options), key=lambda each: each[0]
        )
        if best > 1e-9:
            for score in row.scores:
                totals[score] = moved(totals[score], chosen[row.id][1], option[1])
            chosen[row.id] = option
            continue
        missed = [score for score in targets if miss(totals[score], targets[score])]
        if not missed:
            return {row.id: chosen[row.id][1] for row in rows}
        weight |= {score: 1.2 * weight[score] for score in missed}
        nearest = min(nearest, [f"{s} ({percent(*totals[s])}, printed {targets[s]})" for s in missed], key=len)
    raise SystemExit("no counts give the printed scores; the nearest miss " + ", ".join(nearest))


def answer(rows: list[Row], counts: Mapping[str, Count], facts: Table, draw: str) -> Table:
    """Place the counts: not applicable where the gates say so, and the no's where the work is weak."""
    answers: Table = {case: {} for case in CASES}

    def relevance(row: Row, case: str) -> tuple[bool, float]:
        known = facts[case] | answers[case]
        graver, grave = ("rmp-needed", "roh-no-rmp") if row.id.startswith(("ro", "out-roh")) else ("", "")
        if row.id.startswith(("safe", "vul", "vmp")):
            graver, grave = "vmp-needed", "safeguarding-factor"
        level = 2.0 * (known.get(graver) == "yes") + (known.get(grave) == "yes")
        level += noise("months", draw, case) if row.question == "out-factors" else 0  # for some it is too early to tell
        own = 3 * noise(SAME_NEED.get(row.item, row.item), case) if row.item else noise(row.part, case)
        return all(known.get(gate) in values for gate, values in row.gates.items()), level + own

    def weakness(row: Row, case: str) -> float:
        part, own = (2.0, 0.1) if row.question == "out-factors" else (0.7, 0.7)
        weak = 0.6 * noise("weak", case) + part * noise(row.part, case) + own * noise(row.id, case)
        weak += 5 * (facts[case].get(RECORDED.get(row.id, "")) == "not-recorded")
        for earlier in FOLLOWS.get(row.id, []):
            weak += (answers[case].get(earlier) == "no") * (5 if earlier.endswith("-done") else 0.6)
        return weak

    for row in rows:
        yes, n = counts[row.id]
        asked = sorted(CASES, key=lambda case: relevance(row, case), reverse=True)[:n]
        strong = sorted(asked, key=lambda case: weakness(row, case))[:yes]
        for case in CASES:
            answers[case][row.id] = "na" if case not in asked else "yes" if case in strong else "no"
    return answers


def not_reduced(rows: list[Row], answers: Table) -> float:
    """The share of cases in which no factor was reduced, of those where it could be told."""
    factors = [row.id for row in rows if row.question == "out-factors"]
    told = [found for found in ({answers[case][factor] for factor in factors} for case in CASES) if found != {"na"}]
    return sum("yes" not in found for found in told) / len(told)


def explain(row: Row, answers: Table, facts: Table, printed: Mapping[str, str]) -> dict[str, list[str]]:
    """Reasons for each no, at least one, and the printed ones as often as printed."""
    noes = top(38, lambda case: noise("why", row.id, case))
    noes = [case for case in noes if answers[case][row.id] == "no"]
    done = [earlier for earlier in FOLLOWS.get(row.id, []) if earlier.endswith("-done")]
    missing = [case for case in noes if any(answers[case][earlier] == "no" for earlier in done)]
    present = [case for case in noes if case not in missing]
    given: dict[str, list[str]] = {case: ["missing"] if case in missing else [] for case in noes}
    for place, (reason, words) in enumerate(printed.items()):  # from both ends, so that nobody goes without
        often = {"half": len(noes) // 2, "most": len(noes) * 3 // 5}.get(words) or int(words)
        for case in present[-often:] if place % 2 else present[:often]:
            given[case].append(reason)
    others = [reason for reason in row.reasons if reason not in printed]
    if not row.id.endswith(("-done", "-on-file")):
        others = [reason for reason in others if reason != "missing"]
    for case in present:
        if row.id.endswith("-class-agreed"):
            low = facts[case]["rosh" if row.id.startswith("rosh") else "vulnerability"] == "low"
            given[case] = ["too-low" if low else "too-high"]
        # Faults of quality go together; elsewhere many reasons exclude each other, so one is enough.
        elif others and (not given[case] or (row.id.endswith("-quality") and noise("more", row.id, case) < 0.3)):
            given[case].append(others[int(noise("which", row.id, case) ** 1.5 * len(others))])
    return {case: [reason for reason in row.reasons if reason in found] for case, found in given.items()}


def check(question_set: dict[str, Any], rows: list[Row], figures: Table, printed: Table) -> list[str]:
    """What does not hold in the files as written: read back and counted afresh."""
    facts = {line["case"]: line for line in read_csv(EXAMPLE / "cases.csv")}
    lines = read_csv(EXAMPLE / "answers.csv")
    given = {(line["case"], line["question"]): line["answer"] for line in lines}
    tally = {row.id: Counter(given[case, row.id] for case in CASES) for row in rows}
    counts = {row_id: Count(found["yes"], found["yes"] + found["no"]) for row_id, found in tally.items()}
    wrong = [f"{row.id}: {counts[row.id]}" for row in rows if not allowed(row, counts[row.id], figures.get(row.id, {}))]
    wrong += [f"{row_id}: figure without a row" for row_id in figures if row_id not in counts]
    wrong += ["not one answer for each case and row"] * (not len(lines) == len(given) == len(rows) * len(CASES))
    for fact, total in TOTALS.items():
        wrong += [f"{fact}: not {total}"] * (sum(case[fact] == "yes" for case in facts.values()) != total)

    bands = sorted(question_set["bands"], key=lambda band: -band["from"])
    for line in read_csv(FIGURES / "bromley_scores.csv"):
        score = f"{line['kind']} {line['id']}"
        pooled = [counts[row.id] for row in rows if score in row.scores]
        shown = percent(sum(count.yes for count in pooled), sum(count.n for count in pooled))
        band = next(band["id"] for band in bands if band["from"] <= shown)
        wrong += [f"{score}: {shown}"] * (shown != int(line["percent"]) or line["band"] not in ("", band))

    ticked = Counter((line["question"], reason) for line in lines for reason in line["reasons"].split(";"))
    reasoned = Counter(line["question"] for line in lines if line["answer"] == "no" and line["reasons"])
    for row in rows:
        no = tally[row.id]["no"]
        wrong += [f"{row.id}: a no without a reason, or the reverse"] * (bool(row.reasons) and no != reasoned[row.id])
        for reason, words in printed.get(row.id, {}).items():
            most = max(ticked[row.id, other] for other in row.reasons)
            often = {"half": no // 2, "most": most}.get(words) or int(words)
            wrong += [f"{row.id}: {reason} {ticked[row.id, reason]} times"] * (ticked[row.id, reason] != often)

    share = not_reduced(rows, {case: {row.id: given[case, row.id] for row in rows} for case in CASES})
    return wrong + [f"cases without a reduction: {share:.3f}"] * (not NOT_REDUCED[0] <= share <= NOT_REDUCED[1])


def main() -> None:
    """Write the example's two tables and check them."""
    question_set = tomllib.loads(SET_FILE.read_text(encoding="utf-8"))
    rows = load_rows(question_set)
    figures = {line["question"]: line for line in read_csv(FIGURES / "bromley_published.csv")}
    scores = read_csv(FIGURES / "bromley_scores.csv")
    targets = {f"{line['kind']} {line['id']}": int(line["percent"]) for line in scores} | {"words out-factors": REDUCED}
    printed: Table = {}
    for line in read_csv(FIGURES / "bromley_reasons.csv"):
        printed.setdefault(line["question"], {})[line["reason"]] = line["count"]

    facts = invent_facts()
    counts = choose_counts(rows, facts, figures, targets)
    # Draw until the cases, too, come to nearly two-thirds without a reduction: a few draws do.
    draws = (answer(rows, counts, facts, str(draw)) for draw in range(500))
    answers = next(drawn for drawn in draws if NOT_REDUCED[0] <= not_reduced(rows, drawn) <= NOT_REDUCED[1])
    reasons = {row.id: explain(row, answers, facts, printed.get(row.id, {})) for row in rows}
    by_id = {row.id: row for row in rows}
    for row in rows:  # what was not judged since there was none was not done at all, and not merely unfinished
        for done in (each for each in FOLLOWS.get(row.id, []) if each.endswith("-done")):
            for case in (case for case, found in reasons[row.id].items() if "missing" in found):
                if case in reasons[done] and "missing" in by_id[done].reasons:
                    reasons[done][case] = ["missing"]
    notes: dict[tuple[str, str], str] = {}
    for place, text in NOTES.items():
        row_id, wanted = place.split()
        cases = [case for case in top(38, lambda case: noise("note", case)) if answers[case][row_id] == wanted]
        for later, case in enumerate([case for case in cases if "missing" not in reasons[row_id].get(case, [])][:2]):
            first = 2 + 3 * later + int(3 * noise("first", row_id, case))
            notes[case, row_id] = text.format(a=first, b=first + 1 + int(4 * noise("second", row_id, case)))

    names = [fact["id"] for fact in question_set["facts"]]
    known = [[case, *(facts[case][name] for name in names)] for case in CASES]
    write_csv(EXAMPLE / "cases.csv", ["case", *names], known)
    lines = [
        [case, row.id, answers[case][row.id], ";".join(reasons[row.id].get(case, [])), notes.get((case, row.id), "")]
        for case in CASES
        for row in rows
    ]
    write_csv(EXAMPLE / "answers.csv", ["case", "question", "answer", "reasons", "note"], lines)
    if wrong := check(question_set, rows, figures, printed):
        raise SystemExit("\n".join(["figures that do not hold:", *wrong]))
    total = Counter(line[2] for line in lines)
    print(f"{len(CASES)} cases, {len(rows)} rows, {len(notes)} notes: every printed figure holds", dict(total))


if __name__ == "__main__":
    main()
