"""What people typed into words that are printed, and what in it may identify
somebody: to be said before it leaves the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from casereview.casebook import Casebook
from casereview.findings.identify import Warning, known_words, warnings
from casereview.reports.documents.references import without
from casereview.reports.text.findings_text import may_identify
from casereview.text import counted

_MOST = 8
_LONGEST = 20_000


# Finds what in a text may identify somebody: given the text and an invented name in it.
Look = Callable[[str, str], Sequence[Warning]]


def looking(casebook: Casebook, *, account: bool = False) -> Look:
    """Return what finds the words that may identify somebody, in an `account` of
    somebody or in another text; see `warnings`.

    It looks for the references of all cases that are or were in the casebook, read once, when they are first needed.
    """

    @cache
    def known() -> tuple[list[str], list[str]]:
        return [*casebook.case_refs(), *casebook.absent_cases()], known_words(casebook.question_set)

    return lambda text, invented: warnings(text[:_LONGEST], invented, *known(), account=account)


def typed_warnings(casebook: Casebook) -> list[str]:
    """Return a line for each text that may identify somebody, and says where it
    stands; the first few, and how many more.

    Case references in it are taken out where it is printed (see `references`); that is said too, as the sentence reads
    otherwise.
    """
    hide = without([*casebook.case_refs(), *casebook.absent_cases()])
    account, other = looking(casebook, account=True), looking(casebook)
    lines, replaced = [], False
    for where, text, invented in _typed(casebook):
        found = (account if where.startswith("practice") else other)(text, invented)
        if found:
            lines.append(f"{where}: {may_identify(found)}")
        replaced = replaced or hide(text) != text
    left = len(lines) - _MOST
    said = lines[:_MOST] + ([f"and {counted(left, 'more text')} like these"] if left > 0 else [])
    return [*said, "Case references are printed as “(a case)”: reword those sentences"] if replaced else said


def typed_warning(casebook: Casebook, text: str, invented: str = "", *, account: bool = False) -> str:
    """Return what in one text may identify somebody, in a sentence; nothing where nothing was found; see `warnings`."""
    found = looking(casebook, account=account)(text, invented)
    return may_identify(found) if found else ""


def _typed(casebook: Casebook) -> Iterator[tuple[str, str, str]]:
    """Each text that is printed: where it stands, its words, an invented name in it."""
    for name, decision in casebook.decisions().items():
        if decision.text and decision.state != "dropped":
            yield f"finding {name}", decision.text, ""
    for chosen in casebook.recommendations():
        if chosen.text:
            yield f"recommendation {chosen.id}", chosen.text, ""
    for action in casebook.actions():
        yield f"improvement plan, {action.id}", f"{action.what}. {action.progress}", ""
    for practice in casebook.practices():
        yield f"practice in {practice.case}", practice.text, practice.name
