"""The figures in a sentence: names in braces while it is drafted or reworded, numbers when it is read.

So a sentence that somebody worded keeps its figures live, and no number in it was ever typed. `{yes}` is how many
answers are sufficient, `{no}` how many not, `{scored}` both together, `{yes%}` and `{no%}` the share of each; a
reason's id is how many gave it. Where a sentence speaks of several questions, each name is followed by `@` and the
question: `{yes@a-question}`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casereview.scoring import QuestionFigures, percent
from casereview.scoring.words import nothing

_HOW_MANY = re.compile(
    r"\b(?:almost all|nearly all|all|none|no case|both|half|a third|most|the majority|many|some|a few|few|every|each case)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\{([^{}\s]{1,120})\}")


def named(figures: Sequence[QuestionFigures]) -> dict[str, str]:
    """Return the figures of some questions by their names in a sentence."""
    found: dict[str, str] = {}
    for each in figures:
        of = f"@{each.id}" if len(figures) > 1 else ""
        tally = each.tally
        found |= {f"yes{of}": f"{tally.yes:,}", f"no{of}": f"{tally.no:,}", f"scored{of}": f"{tally.scored:,}"}
        for name, count in (("yes", tally.yes), ("no", tally.no)):
            # Of its own count: the complement of a rounded figure may be another.
            found[f"{name}%{of}"] = f"{percent(count, tally.scored)}%" if tally.scored else nothing(tally)
        found |= {f"{reason}{of}": f"{number:,}" for reason, number in each.reasons.items()}
    return found


def filled(sentence: str, figures: Sequence[QuestionFigures]) -> str:
    """Return a sentence with its figures; a name that stands for none stays as it is."""
    known = named(figures)
    return _NAME.sub(lambda match: known.get(match[1], match[0]), sentence)


def unknown(sentence: str, figures: Sequence[QuestionFigures]) -> list[str]:
    """Return the names in a sentence that stand for no figure."""
    known = named(figures)
    return [name for name in _NAME.findall(sentence) if name not in known]


def fixed(sentence: str) -> list[str]:
    """Return the words in a sentence that say how many and stay as they are
    when the figures change: `almost all`, `half`.
    """
    return list(dict.fromkeys(match[0].lower() for match in _HOW_MANY.finditer(sentence)))


def stray(sentence: str) -> bool:
    """Tell whether a brace in a sentence belongs to no name."""
    return bool(re.search(r"[{}]", _NAME.sub("", sentence)))


def key(figures: Sequence[QuestionFigures]) -> str:
    """Return the figures as one text, to be kept with a wording: another text later means that they changed."""
    return "; ".join(
        f"{each.id} {each.tally.yes}/{each.tally.scored}"
        + "".join(f" {reason}={number}" for reason, number in sorted(each.reasons.items()) if number)
        for each in figures
    )
