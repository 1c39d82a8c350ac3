"""Sharing out the cases of a casebook: what is there, what a plan in a file says, and what each copy is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from casereview.casebook import Casebook, CaseLine, Refused
from casereview.casebook.table_file import RowFault, TableFault, read_table
from casereview.casebook.values import check_reader
from casereview.sampling.allocation import Case
from casereview.text import clipped, nearest, visible

_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*%")
# Names that Windows keeps for devices.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST_FILE_NAME = 50  # characters; most file systems take 255 bytes


def group_fact(casebook: Casebook, asked: str = "") -> str:
    """Return the fact by which cases are shared out evenly: the one asked for, else `tier` if there is one, else none.

    Raises Refused if there is no such fact.
    """
    known = casebook.question_set.fact
    if not asked:
        return "tier" if "tier" in known else ""
    if asked not in known:
        raise Refused(
            f"no fact '{clipped(asked, 40)}' in question set {casebook.question_set.id}{nearest(asked, known)}"
        )
    return asked


def cases_of(casebook: Casebook, fact: str) -> list[Case]:
    """Return the cases in the sample as they stand: their group (the value of a fact), and who has them already.

    A case that was given to nobody and is begun is its reader's; the first by name where there are several.
    """
    return [_case(line, fact) for line in casebook.case_lines()]


def _case(line: CaseLine, fact: str) -> Case:
    return Case(
        ref=line.ref,
        group=line.counted.facts.get(fact, "") if fact else "",
        first=line.first or next(iter(line.readers), ""),
        second=line.second or next(iter(line.seconds), ""),
        firsts=line.readers,
        seconds=line.seconds,
    )


def planned(cases: Iterable[Case], plan: Mapping[str, tuple[str, str | None]]) -> list[Case]:
    """Return the cases as a plan gives them to assessors (second None: as it is); those that nobody has stay out."""
    found = []
    for case in cases:
        first, second = plan.get(case.ref, (case.first, None))
        if first:
            found.append(case._replace(first=first, second=case.second if second is None else second))
    return found


def read_plan(
    path: Path, cases: Iterable[Case], absent: Mapping[str, str] = MappingProxyType({})
) -> dict[str, tuple[str, str | None]]:
    """Return first and second reader by case from a CSV file: columns case, first and, if given, second.

    `absent` are the known cases that are not in the sample, by reference, in words. Without the column `second`, second
    readers are None: they stay as they are. Raises TableFault naming the lines.
    """
    known = {case.ref for case in cases}
    plan: dict[str, tuple[str, str | None]] = {}
    faults: list[RowFault] = []
    for row in read_table(path, ["case", "first"], ["second"]):
        case, first, second = row.cells["case"], row.cells["first"], row.cells.get("second")
        if case not in known and case in absent:
            faults.append(RowFault(row.line, "case", absent[case]))
        elif case not in known:
            hint = nearest(case, known)
            faults.append(RowFault(row.line, "case", f"no case '{clipped(case, 40)}' in this casebook{hint}"))
        elif case in plan:
            faults.append(RowFault(row.line, "case", f"{clipped(case, 40)} is there twice"))
        for column, name in (("first", first), ("second", second or "")):
            faults += _name_faults(row.line, column, name)
        if first and first == second:
            faults.append(
                RowFault(row.line, "second", f"{clipped(first, 40)} can not be first and second reader of it")
            )
        plan.setdefault(case, (first, second))
    if not plan:
        raise TableFault(path, ["holds no rows: a case, and its first and second reader"])
    if faults:
        raise TableFault(path, faults)
    return plan


def _name_faults(line: int, column: str, name: str) -> Iterable[RowFault]:
    if column == "first" and not name:
        yield RowFault(line, column, "empty; each case needs a first reader")
    elif name:
        try:
            check_names([name])
        except Refused as fault:
            yield RowFault(line, column, str(fault))


def names(text: str) -> list[str]:
    """Return the assessors named in a text, with commas between.

    Raises Refused for one that is no name, or there twice.
    """
    found = [each.strip() for each in text.split(",") if each.strip()]
    if any(";" in name for name in found):
        raise Refused(f"'{clipped(text, 40)}': put commas between the names, not semicolons")
    check_names(found)
    for number, name in enumerate(found):
        if name in found[:number]:
            raise Refused(f"{clipped(name, 40)} is named twice; each assessor once")
    if not found:
        raise Refused("name the assessors among whom the cases are shared out")
    return found


def check_names(names: Iterable[str], known: Iterable[str] = ()) -> None:
    """Refuse a name that is none, or one that differs from another or from a known one in capitals only.

    Raises Refused.
    """
    spelled = {name.casefold(): name for name in known}
    for name in names:
        check_reader(name)
        if visible(name) != name:
            raise Refused(f"'{clipped(name, 40)}' is no name: a name has characters that can all be seen")
        other = spelled.setdefault(name.casefold(), name)
        if other != name:
            raise Refused(
                f"'{clipped(name, 40)}' differs from '{clipped(other, 40)}', who is there already, in capitals only;"
                " write both alike, or more of the name"
            )


def known_names(casebook: Casebook) -> set[str]:
    """Return the assessors of whom a casebook knows: who was given a case, and
    who has entered something as an assessor.
    """
    given = {name for line in casebook.case_lines() for name in (line.first, line.second) if name}
    return given | set(casebook.assessors())


def share(text: str) -> Fraction:
    """Return the share of cases that a text like `10%` says; nothing is none. Raises Refused."""
    if not text:
        return Fraction(0)
    found = _SHARE.fullmatch(text.strip())
    if found is None or not 0 <= Fraction(found[1]) <= 100:
        raise Refused(f"'{clipped(text, 20)}' is no share of the cases; write it as 10%")
    return Fraction(found[1]) / 100


def copy_paths(folder: Path, assessors: Iterable[str]) -> dict[str, Path]:
    """Return where each assessor's copy goes: `A-Jones.db`. Raises Refused where two names would be one file."""
    found: dict[str, Path] = {}
    of_file: dict[str, str] = {}
    for name in dict.fromkeys(assessors):
        stem = re.sub(r"[^\w]+", "-", name).strip("-_")[:_LONGEST_FILE_NAME] or "assessor"
        if _DEVICE.fullmatch(stem):
            stem = f"{stem}-"
        other = of_file.setdefault(stem.casefold(), name)
        if other != name:
            both = f"{clipped(other, 40)} and {clipped(name, 40)}"
            raise Refused(f"{both} would have the same file {clipped(stem, 40)}.db; name one of them otherwise")
        found[name] = folder / f"{stem}.db"
    return found
