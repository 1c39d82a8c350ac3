"""`casereview resolve`: settle a conflict, or take what was settled back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casereview.cli.arguments import CasebookFile
from casereview.cli.status import Misuse, Status
from casereview.text import clipped

if TYPE_CHECKING:
    from casereview.casebook import Casebook
    from casereview.casebook.conflicts import Conflict
    from casereview.questions.model import QuestionSet

_WIDEST = 60
_WORDS = {"yes": "yes", "no": "no", "na": "na", "blank": None}
# What the conflicts about the inspection are called where it is not their item.
_NAMES = {"question-set": "upgrade"}
_NO_ANSWER = "say the answer: yes, no, na, blank, or the number of a side; or --undo"


def resolve(
    casebook: CasebookFile,
    case: Annotated[
        str,
        typer.Argument(
            help="The reference of the case; of what is about the whole inspection its name, as `upgrade`.",
            metavar="CASE",
            show_default=False,
        ),
    ],
    question: Annotated[
        str,
        typer.Argument(
            help="The question or the fact, by id; of what is about the whole inspection the number of a side.",
            metavar="QUESTION",
            show_default=False,
        ),
    ],
    by: Annotated[str, typer.Option("--as", metavar="NAME", help="Who settles it.", show_default=False)],
    answer: Annotated[
        str | None,
        typer.Argument(
            help="yes, no, na or blank; an option of a fact; or the number of a side in `casereview conflicts`.",
            metavar="ANSWER",
            show_default=False,
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why; kept with a settled answer.")] = "",
    field: Annotated[
        str, typer.Option("--field", metavar="FIELD", help="Of a question, not the answer: note, reasons, mark.")
    ] = "",
    reading: Annotated[
        str, typer.Option("--reading", metavar="ASSESSOR", help="Whose reading, where there are several.")
    ] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the settled answer back.")] = False,
) -> int:
    """Settle a conflict: the answers that stand now are settled, and it travels with the next merge.

    An answer that was settled already can be settled anew, as yes, no, na or blank. What is about the whole inspection, as two
    upgrades, has a name and no case: casereview resolve area.db upgrade 1 --as "L Lead". Exit code 3 while conflicts remain.

    Example: casereview resolve area.db BR-001 safe no --as "L Lead" --note "Agreed on Tuesday"
    """
    from casereview.casebook import Casebook
    from casereview.cli import output
    from casereview.reports.text.conflicts_text import remaining_said

    if undo and (answer is not None or note or reading or field not in ("", "answer")):
        raise Misuse("--undo takes a settled answer back; give it only the case, the question and --as")
    if not case:
        raise Misuse("say which case; what is about the whole inspection goes by its name in `casereview conflicts`")
    with Casebook.open(casebook) as opened:
        if undo:
            said = _undone(opened, case, question, by)
        elif answer is None:
            if note or field or reading:
                raise Misuse(_NO_ANSWER)
            said = _settled_for_all(opened, case, question, by)
        else:
            said = _settled(opened, case, question, answer, by, note, field, reading)
        remaining = len(opened.conflicts())
    output.put(said, remaining_said(remaining))
    output.put(f"Next: casereview {'conflicts' if remaining else 'summary'} {output.quoted(casebook)}")
    return Status.CONFLICTS if remaining else Status.DONE


def command(casebook: Path, conflict: Conflict) -> str:
    """Return the command that settles a conflict in favour of its first side."""
    from casereview.cli.output import quoted

    side = "1"
    if conflict.field == "value":  # an option may be a number itself
        side = conflict.sides[0].value or "blank"
    about = (conflict.case, conflict.item) if conflict.case else (_NAMES.get(conflict.item, conflict.item),)
    given = [str(each) for each in (casebook, *about, side)]
    options = ["--field", conflict.field] if conflict.case and conflict.field not in ("answer", "value") else []
    options += ["--reading", quoted(conflict.reading)] if conflict.reading else []
    options += ["--as", "NAME"]
    # A name that begins like an option is one unless all options come before it.
    like_an_option, arguments = any(each.startswith("-") for each in given), [quoted(each) for each in given]
    words = [*options, "--", *arguments] if like_an_option else [*arguments, *options]
    return " ".join(["casereview", "resolve", *words])


def _undone(casebook: Casebook, case: str, question: str, by: str) -> str:
    _known(casebook, case, question)
    if casebook.resolution(case, question) is None:
        from casereview.casebook import Refused

        raise Refused(
            f"case {clipped(case, 40)}, {clipped(question, 40)}: nothing was settled, so there is nothing to undo"
        )
    casebook.unresolve(case, question, by)
    return f"{case}, {question}: what was settled is taken back, by {by}"


def _settled_for_all(casebook: Casebook, name: str, side: str, by: str) -> str:
    """Settle what is about the whole inspection, by its name, with one of its sides."""
    from casereview.casebook import Refused
    from casereview.casebook.entry import INSPECTION
    from casereview.reports.text.conflicts_text import value_words

    found = [each for each in casebook.conflicts(INSPECTION) if _NAMES.get(each.item, each.item) == name]
    if not found:
        if name in _NAMES.values() or ":" in name:
            raise Refused(f"{clipped(name, 40)}: there is no conflict, so nothing to settle")
        raise Misuse(_NO_ANSWER)
    value = _value(casebook.question_set, found[0], side)
    words = clipped(value_words(casebook.question_set, found[0], value), _WIDEST)
    casebook.settle(found[0], value, by)
    return f"{name}: settled as {words}, by {by}"


def _settled(
    casebook: Casebook, case: str, question: str, answer: str, by: str, note: str, field: str, reading: str
) -> str:
    from casereview.casebook import Refused
    from casereview.reports.text.conflicts_text import value_words

    question_set = casebook.question_set
    item = _item(question_set, question)
    of_item = [each for each in casebook.conflicts(case) if each.item == item]
    conflict = _chosen(of_item, field or ("answer" if item in question_set.by_id else ""), reading)
    if conflict is not None:
        value = _value(question_set, conflict, answer)
        if note and (conflict.field, conflict.reading) != ("answer", ""):
            raise Misuse("--note is kept only with an answer that is settled; leave it out here")
        casebook.settle(conflict, value, by, note)
        whose = f" in the reading of {conflict.reading}" if conflict.reading else ""
        words = clipped(value_words(question_set, conflict, value), _WIDEST)
        return f"{case}, {question}{whose}: settled as {words}, by {by}"
    _known(casebook, case, item)
    stands = casebook.resolution(case, item) if field in ("", "answer") and not reading else None
    if stands is not None:
        if answer.lower() not in _WORDS:
            raise Misuse(
                f"it was settled as {_answer_words(stands.answer)} by {clipped(stands.reader, 40)}, so there are no sides"
                " any more; say yes, no, na or blank, or --undo brings the sides back"
            )
        value = _WORDS[answer.lower()]
        casebook.resolve(case, item, value, note, by)
        return f"{case}, {question}: settled anew as {_answer_words(value)}, by {by}"
    others = f"; what differs there is {_named(of_item)}" if of_item else ""
    raise Refused(
        f"case {clipped(case, 40)}, {clipped(question, 40)}: there is no conflict, so nothing to settle{others}"
    )


def _answer_words(value: str | None) -> str:
    from casereview.questions.model import ANSWER_WORDS

    return ANSWER_WORDS[value] if value else "blank"


def _item(question_set: QuestionSet, given: str) -> str:
    """Return the item that somebody named: a question before a fact of the same id."""
    if given not in question_set.by_id and given in question_set.fact:
        return f"fact:{given}"
    return given


def _known(casebook: Casebook, case: str, item: str) -> None:
    """Refuse a case or a question that there is not."""
    from casereview.casebook import Refused

    casebook.case_line(case)
    question_set = casebook.question_set
    known = item in question_set.by_id or item.removeprefix("fact:") in question_set.fact
    if not known and item.partition(":")[0] not in ("sign-off", "reading", "allocation", "case", "alert"):
        raise Refused(f"no question or fact '{clipped(item, 40)}' in question set {question_set.id}")


def _chosen(found: list[Conflict], field: str, reading: str) -> Conflict | None:
    """Return the one conflict that is meant, or None. Raises Misuse where it could be several."""
    meant = [each for each in found if field in ("", each.field) and reading in ("", each.reading)]
    if len(meant) > 1 and not reading:
        meant = [each for each in meant if not each.reading] or meant
    if len(meant) > 1:
        raise Misuse(f"several conflicts are meant; say which: {_named(meant)}")
    return meant[0] if meant else None


def _named(found: Iterable[Conflict]) -> str:
    return " or ".join(
        f"--field {each.field}" + (f" --reading {clipped(each.reading, 40)!r}" if each.reading else "")
        for each in found
    )


def _value(question_set: QuestionSet, conflict: Conflict, given: str) -> Any:
    """Return the value that was named: an answer, an option of a fact, or a side by its number."""
    word = given.lower()
    if conflict.field == "answer" and word in _WORDS:
        return _WORDS[word]
    if conflict.field == "value":
        if word == "blank":
            return None
        fact = question_set.fact[conflict.item.removeprefix("fact:")]
        if fact.option(given) is not None:
            return given
    # `isdecimal` alone takes digits of other scripts too.
    place = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0
    if not 1 <= place <= len(conflict.sides):
        words = {"answer": "yes, no, na, blank, or ", "value": "an option of the fact, or "}.get(conflict.field, "")
        raise Misuse(
            f"'{clipped(given, 40)}' settles nothing; say {words}the number of a side, 1 to {len(conflict.sides)}"
        )
    return conflict.sides[place - 1].value
