"""Words as a form's cells can hold them, and the names that both directions use."""

from __future__ import annotations

import re
from typing import Any

from casereview.questions.texts import words_of
from casereview.text import visible

# A sheet by its rows, the first of which names the columns.
Tables = dict[str, list[list[str]]]

FORMAT = "casereview.xlsform/1"
LANGUAGE = "English (en)"
ANSWERS = "answers"
# `bind::` columns with a prefix of their own stay in the XForm, as attributes of the question's bind.
OWN = "casereview:"
NAMESPACE = 'casereview="urn:casereview:question-set"'

# Excel's cells hold 32,767 characters.
LONGEST = 30_000

# Excel's way to write a character by its number; readers differ in what they make of it.
_NUMBERED = re.compile(r"x(?=[0-9A-Fa-f]{4}_)")


def cell(text: str) -> str:
    """Return text as a form can show it: no control characters, nothing that reads as a reference or a number.

    Doing it again changes nothing, nor does reading it, so that what was written can be compared with what is read.
    """
    return shown(text.replace("${", "$ {"))


def shown(text: str) -> str:
    """Return text as it is read from a cell; as `cell`, but references stay."""
    found = visible(text.replace("\r\n", "\n"), lines=True)
    found = _NUMBERED.sub("x ", found).strip()
    return found if len(found) <= LONGEST else found[: LONGEST - 1] + "…"


def label(text: str) -> str:
    """Return text for a cell that must not be blank."""
    return cell(text) or "(blank)"


def option_pairs(options: list[Any]) -> list[tuple[str, str]]:
    """Return the id and the label of each option; a bare id stands for its words."""
    return [(each, words_of(each)) if isinstance(each, str) else (each["id"], each["label"]) for each in options]


def name_of(identifier: str) -> str:
    """Return the name that a question or fact has in a form: its id, unless XML could not have it.

    Ids have no underscore, so what is made with one is nobody else's.
    """
    return identifier if identifier[0].isalpha() and identifier != "meta" else f"q_{identifier}"
