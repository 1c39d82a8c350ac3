"""The certificate of a sharing out: all that is needed to do it again.

The cases and who had them already stand in it as they were then. Whether the casebook bears that out is looked up in
its history, which only grows: cases that were moved, added or taken out later are no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from casereview.casebook import Casebook, Refused
from casereview.casebook.entry import Slot
from casereview.sampling.allocation import ALGORITHM, Case, by_assessor, pair, share_out
from casereview.sampling.certificate import digest
from casereview.sampling.certificate_file import read_shaped
from casereview.sampling.sharing import share
from casereview.text import clipped, counted, natural

FORMAT = "casereview.allocation/1"

_NAMED = 10  # differences of one sort

_SHAPE = {
    "format": str,
    "algorithm": str,
    "how": str,
    "seed": str,
    "allocated_by": str,
    "allocated_at": str,
    "inspection": {"id": str, "area": str},
    "by": str,
    "assessors": [str],
    "second": str,
    "cases": [
        {
            "case": str,
            "group": str,
            "had_first": str,
            "had_second": str,
            "answered_first": [str],
            "answered_second": [str],
            "first": str,
            "second": str,
        }
    ],
    "counts": [{"assessor": str, "cases": int, "groups": [{"group": str, "cases": int}], "second_readings": int}],
    "pairs": [{"assessors": [str], "second_readings": int}],
    "inputs": str,
    "digest": str,
}


class Terms(NamedTuple):
    """What a sharing out is asked for: `how` (evenly, or by a plan), the
    assessors, the share read twice, the fact of the groups.
    """

    how: str
    assessors: tuple[str, ...]
    seed: str
    second: str = ""
    by: str = ""


def shared_out(cases: Iterable[Case], terms: Terms) -> dict[str, tuple[str, str]]:
    """Return first and second reader of every case. Raises Refused as `share_out` does."""
    return share_out(cases, terms.assessors, terms.seed, share(terms.second))


def certificate(
    inspection: tuple[str, str], cases: Sequence[Case], terms: Terms, *, by: str = "", at: str = ""
) -> dict[str, Any]:
    """Return the certificate of a sharing out, as plain values for JSON.

    `inspection` is its id and area; `cases` are as they stood before; who did it (`by`) and when (`at`, UTC) as given.
    Raises Refused as `share_out` does.
    """
    found = shared_out(cases, terms)
    cases = sorted(cases, key=lambda case: natural(case.ref))
    rows = [
        {
            "case": case.ref,
            "group": case.group,
            "had_first": case.first,
            "had_second": case.second,
            "answered_first": sorted(case.firsts),
            "answered_second": sorted(case.seconds),
            "first": found[case.ref][0],
            "second": found[case.ref][1],
        }
        for case in cases
    ]
    inputs = {"inspection": inspection[0], **terms._asdict(), "cases": [row | _NOTHING for row in rows]}
    content: dict[str, Any] = {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "how": terms.how,
        "seed": terms.seed,
        "allocated_by": by,
        "allocated_at": at,
        "inspection": {"id": inspection[0], "area": inspection[1]},
        "by": terms.by,
        "assessors": list(terms.assessors),
        "second": terms.second,
        "cases": rows,
        "counts": counts(rows, terms.assessors),
        "pairs": _pairs(rows),
        "inputs": hashlib.sha256(json.dumps(inputs, sort_keys=True, separators=(",", ":")).encode()).hexdigest(),
    }
    return content | {"digest": digest(content)}


_NOTHING = {"first": "", "second": ""}


def counts(rows: Sequence[Mapping[str, Any]], assessors: Iterable[str]) -> list[dict[str, Any]]:
    """Return cases, cases by group and second readings of each assessor, by name; a row has first, second and group."""
    cases = by_assessor((row["first"], row["group"]) for row in rows)
    seconds = Counter(row["second"] for row in rows if row["second"])
    groups = sorted({row["group"] for row in rows})
    everybody = sorted({*assessors, *cases, *seconds}, key=lambda name: (name.casefold(), name))
    return [
        {
            "assessor": name,
            "cases": cases.get(name, Counter()).total(),
            "groups": [{"group": group, "cases": cases.get(name, Counter())[group]} for group in groups],
            "second_readings": seconds[name],
        }
        for name in everybody
    ]


def _pairs(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = Counter(pair(row["first"], row["second"]) for row in rows if row["second"])
    return [{"assessors": list(both), "second_readings": number} for both, number in sorted(found.items())]


def read_allocation(path: Path) -> dict[str, Any]:
    """Return the certificate in a file, every value of the type it should have.

    Raises Refused, or OSError if there is no file.
    """
    return read_shaped(path, _SHAPE, FORMAT, ALGORITHM, of="a sharing out", done="shared out")


def check(content: Mapping[str, Any], casebook: Casebook) -> list[str]:
    """Share out again by a certificate (as `read_allocation` returns it);
    return each difference, in words; none if it is true.
    """
    differences = []
    if digest(content) != content["digest"]:
        differences.append("the certificate was changed after it was written: its own digest does not fit")
    if content["inspection"]["id"] != casebook.inspection.id:
        return [*differences, "it is of another inspection than this casebook"]
    rows = content["cases"]
    cases = [
        Case(
            row["case"], row["group"], row["had_first"], row["had_second"],
            tuple(row["answered_first"]), tuple(row["answered_second"]),
        )
        for row in rows
    ]  # fmt: skip
    if len({case.ref for case in cases}) != len(cases):
        return [*differences, "a case is in it twice"]
    terms = Terms(content["how"], tuple(content["assessors"]), content["seed"], content["second"], content["by"])
    inspection = (casebook.inspection.id, casebook.inspection.area)
    try:
        again = certificate(inspection, cases, terms)
    except Refused as error:
        return [*differences, *(f"it can not be shared out again: {line}" for line in str(error).splitlines())]
    found = {row["case"]: row for row in again["cases"]}
    wrong = [row["case"] for row in rows if found[row["case"]] != row]
    differences += _named("case %s: the seed gives it to others than the certificate says", wrong)
    for key, what in (
        ("inputs", "what it was shared out from: the digest is another"),
        ("counts", "the numbers by assessor are not those of its cases"),
        ("pairs", "the second readings by pair are not those of its cases"),
    ):
        if content[key] != again[key]:
            differences.append(what)
    return differences + _not_in_history(rows, content["by"], casebook)


def since(content: Mapping[str, Any], casebook: Casebook) -> list[str]:
    """Return in words what is otherwise now than a certificate (that `check`
    found true) says: cases moved or taken out.
    """
    now, absent = {line.ref: line for line in casebook.case_lines()}, casebook.absent_cases()
    said = []
    for row in content["cases"]:
        line = now.get(row["case"])
        if line is None:
            said.append(absent.get(row["case"], f"case {clipped(row['case'], 40)} is not in the sample any more"))
            continue
        for before, after, how in ((row["first"], line.first, ""), (row["second"], line.second, " as second reader")):
            if before != after:
                names = f"from {clipped(before, 40) or 'nobody'} to {clipped(after, 40) or 'nobody'}"
                said.append(f"case {clipped(row['case'], 40)} went {names}{how}")
    more = counted(len(said) - _NAMED, "more case")
    return [*said[:_NAMED], *([f"{more} moved or taken out"] if said[_NAMED:] else [])]


def _not_in_history(rows: Iterable[Mapping[str, Any]], fact: str, casebook: Casebook) -> list[str]:
    """What a certificate says that was never entered in this casebook."""
    entered: dict[Slot, set[str]] = {}
    for entry in casebook.history():
        entered.setdefault(entry.slot, set()).add(entry.value)

    def never(row: Mapping[str, Any], item: str, field: str, value: str) -> bool:
        return json.dumps(value, ensure_ascii=False) not in entered.get(Slot(row["case"], item, field, ""), ())

    rows = list(rows)
    unknown = [row["case"] for row in rows if Slot(row["case"], "case", "case", "") not in entered]
    known = [row for row in rows if row["case"] not in unknown]
    return [
        *_named("case %s is not in this casebook", unknown),
        *_named(
            "case %s was never of the group that the certificate says",
            (row["case"] for row in known if row["group"] and never(row, f"fact:{fact}", "value", row["group"])),
        ),
        *_named(
            "case %s was never given to whom the certificate says",
            (
                row["case"]
                for row in known
                if never(row, "allocation", "first", row["first"])
                or (row["second"] and never(row, "allocation", "second", row["second"]))
            ),
        ),
    ]


def _named(words: str, refs: Iterable[str]) -> list[str]:
    refs = list(refs)
    lines = [words.replace("%s", clipped(ref, 40)) for ref in refs[:_NAMED]]
    more = counted(len(refs) - _NAMED, "more case")
    return [*lines, *([f"{more} like this: {words.replace('%s', '...')}"] if refs[_NAMED:] else [])]
