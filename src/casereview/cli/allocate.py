"""`casereview allocate`: shares the cases out among the assessors."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.sampling.allocation_certificate import Terms


def allocate(
    casebook: CasebookFile,
    evenly: Annotated[
        str, typer.Option("--evenly", metavar='"A Jones,B Shah"', help="Deal what nobody has yet among these.")
    ] = "",
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN.csv", help="Or by a plan: case, first, second.", readable=False),
    ] = None,
    move: Annotated[
        list[str] | None, typer.Option("--move", metavar="CASE=ASSESSOR", help="Or give one case away. Repeatable.")
    ] = None,
    second: Annotated[str, typer.Option("--second", metavar="10%", help="The share of cases read twice.")] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="FACT", help="Evenly by this fact too; by `tier` if it is known.")
    ] = "",
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help="Deal as this seed does; else by a new one.")
    ] = None,
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who shares out.")] = "",
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where each assessor's casebook goes.", readable=False),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="ALLOCATION.json", help="Share out again, and compare.", readable=False),
    ] = None,
) -> int:
    """Share the cases out, and write one casebook per assessor that holds only that person's cases.

    Example: casereview allocate lead.db --evenly "A Jones,B Shah,C Wood" --second 10% -o to-assessors

    Example: casereview allocate lead.db --move C-017="B Shah" --as "L Lead" -o moved

    Example: casereview allocate lead.db --check to-assessors/allocation.json
    """
    if check is not None:
        if evenly or plan or move or second or by or seed or who or folder:
            raise Misuse("--check takes everything from the certificate; give only the certificate and the casebook")
        return _check(casebook, check)
    if (bool(evenly) + (plan is not None) + bool(move)) != 1:
        raise Misuse('say how: --evenly "A Jones,B Shah", or --plan PLAN.csv, or --move CASE=ASSESSOR')
    if move:
        if second or by or seed:
            raise Misuse("--move gives away the cases named and draws nothing; leave --second, --by and --seed out")
        return _move(casebook, move, who, folder)
    if folder is None:
        raise Misuse("say where the assessors' casebooks go: -o FOLDER")
    if seed is not None and not seed.strip():
        raise Misuse("--seed is empty; say the seed, or leave --seed out and a new one is made")
    return _share_out(casebook, evenly, plan, folder, (second, by, seed or ""), who)


def _share_out(path: Path, evenly: str, plan: Path | None, folder: Path, asked: tuple[str, str, str], who: str) -> int:
    import secrets

    from casereview.casebook import Casebook
    from casereview.casebook.ledger import now, stamp
    from casereview.cli import inputs, output
    from casereview.reports.new_file import write_file
    from casereview.sampling import allocation_certificate as certificates
    from casereview.sampling.allocation_text import as_markdown
    from casereview.sampling.certificate_file import as_json
    from casereview.sampling.sharing import (
        cases_of,
        check_names,
        copy_paths,
        group_fact,
        known_names,
        names,
        planned,
        read_plan,
    )
    from casereview.text import counted

    second, by, seed = asked
    with Casebook.open(path) as opened:
        fact = group_fact(opened, by)
        cases = cases_of(opened, fact)
        assessors = names(evenly) if plan is None else []
        if plan is not None:
            wanted = read_plan(inputs.file(plan), cases, opened.absent_cases())
            cases = planned(cases, wanted)
            assessors = sorted({name for both in wanted.values() for name in both if name})
        check_names(assessors, known_names(opened))
        how = "evenly" if plan is None else "plan"
        terms = certificates.Terms(how, tuple(assessors), seed or secrets.token_hex(8), second, fact)
        who = _who(opened, who)
        inspection = (opened.inspection.id, opened.inspection.area)
        made = certificates.certificate(inspection, cases, terms, by=who, at=stamp(now))
        begun = set(opened.assessors())
        copies = copy_paths(folder, [each["assessor"] for each in made["counts"]])
        files = [folder / "allocation.json", folder / "allocation.md"]
        with _into(folder, [*copies.values(), *files]) as written:
            for file, content in zip(files, (as_json(made), as_markdown(made).encode()), strict=True):
                write_file(file, [content])
                written.append(file)
            opened.allocate({row["case"]: (row["first"], row["second"]) for row in made["cases"]}, who, copies)
    stayed = sum(1 for case in cases if case.first) if plan is None else 0
    output.put(
        f"{path}: {counted(len(cases), 'case')} shared out{f', of which {stayed:,} stay where they were' * bool(stayed)}"
    )
    output.put(f"{files[0]}: the certificate; for people, {files[1].name}")
    _say(made, terms)
    _next(path, folder, copies, begun & set(copies))
    return Status.DONE


def _say(made: Mapping[str, Any], terms: Terms | None = None) -> None:
    from casereview.cli import output
    from casereview.reports.text.columns import Row, table_lines
    from casereview.sampling.allocation_text import count_rows
    from casereview.text import clipped, visible

    if terms is not None:
        output.put(f"Seed: {terms.seed}")
    heads, rows = count_rows(made)
    if rows:
        shown = [Row(clipped(row[0], 40), row[1:]) for row in rows]
        output.put("", *table_lines([clipped(visible(head), 24) for head in heads], shown, output.width()))
    for each in made.get("pairs", ()):
        both = " and ".join(clipped(name, 40) for name in each["assessors"])
        output.put(f"Read twice by {both}: {each['second_readings']}")


def _next(path: Path, folder: Path, copies: Mapping[str, Path], begun: Iterable[str]) -> None:
    from casereview.cli import output

    output.tell(f"next: give each assessor their file from {folder}; `casereview review FILE` opens it")
    for name in sorted(begun):
        own = Path(copies[name].name)
        command = f"casereview merge {output.quoted(own)} {output.quoted(copies[name])}"
        output.tell(f"{name} has begun and keeps the file there is: `{command}` brings into it what is new")
    output.tell(f"when they come back: casereview merge {output.quoted(path)} FOLDER")


def _move(path: Path, moves: list[str], who: str, folder: Path | None) -> int:
    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.sampling.allocation_certificate import counts
    from casereview.sampling.sharing import cases_of, check_names, copy_paths, group_fact, known_names
    from casereview.text import clipped, counted

    with Casebook.open(path) as opened:
        who = _who(opened, who)
        plan: dict[str, tuple[str, str]] = {}
        concerned: dict[str, None] = {}
        for each in moves:
            case, equals, name = (part.strip() for part in each.rpartition("="))
            if not equals or not case or not name:
                raise Misuse(f"--move '{each}': write it as C-017=\"B Shah\"")
            if case in plan:
                raise Misuse(f"--move names case {clipped(case, 40)} twice; give each case to one assessor")
            line = opened.case_line(case)
            plan[case] = (name, line.second)
            concerned |= dict.fromkeys(known for known in (name, line.first, line.second) if known)
        if not who:
            raise Misuse("say who gives it away: --as NAME")
        check_names((name for name, _ in plan.values()), known_names(opened))
        begun = set(opened.assessors())
        copies = copy_paths(folder, concerned) if folder is not None else {}
        with _into(folder, copies.values()):
            opened.allocate(plan, who, copies)
        shared = [case for case in cases_of(opened, group_fact(opened)) if case.first]
    output.put(
        f"{path}: {counted(len(plan), 'case')} moved; what was entered on {'it' if len(plan) == 1 else 'them'} stays"
    )
    rows = [{"first": case.first, "second": case.second, "group": case.group} for case in shared]
    _say({"counts": counts(rows, concerned)})
    if folder is None:
        output.tell(
            "only this casebook was changed; with -o FOLDER the copies of the assessors concerned are written too"
        )
    else:
        _next(path, folder, copies, begun & set(copies))
    return Status.DONE


def _check(path: Path, certificate: Path) -> int:
    from casereview.casebook import Casebook
    from casereview.cli import inputs, output
    from casereview.sampling.allocation_certificate import check, read_allocation, since
    from casereview.text import counted

    content = read_allocation(inputs.file(certificate))
    with Casebook.open(path, write=False) as opened:
        differences = check(content, opened)
        later = since(content, opened) if not differences else []
    if differences:
        output.put(*(f"{certificate}: {each}" for each in differences))
        return Status.BAD_DATA
    number = counted(len(content["cases"]), "case")
    output.put(f"confirmed: {number}; the seed {content['seed']} gives them to the same assessors again")
    output.put(*(f"since then: {each}" for each in later))
    return Status.DONE


def _who(opened: Casebook, who: str) -> str:
    from casereview.sampling.sharing import check_names

    who = who.strip() or opened.last_reader
    if who:
        check_names([who])
    return who


@contextlib.contextmanager
def _into(folder: Path | None, files: Iterable[Path]) -> Iterator[list[Path]]:
    """Make sure of a folder and that nothing in it is written over; take away again what was `written` if it fails."""
    from casereview.casebook import CannotCreate

    written: list[Path] = []
    made = False
    if folder is not None:
        if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
            raise CannotCreate(f"{folder}: this is not a folder, so nothing was written; give another name")
        for each in files:
            if each.exists() or each.is_symlink():
                raise CannotCreate(f"{each}: there already, so nothing was written; give another folder")
        try:
            made = not folder.exists()
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise CannotCreate(f"{folder}: can not be made; choose a place that you can write to") from error
    try:
        yield written
    except BaseException:  # Ctrl-C too: all or nothing; raised again
        for each in written:
            each.unlink(missing_ok=True)
        if made and folder is not None:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
