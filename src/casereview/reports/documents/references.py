"""Case references that somebody typed into words that are printed: they are taken out, wherever those are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from casereview.findings.identify import reference_pattern

# In their place.
SAID = "(a case)"
_NO_SHARE = r"(?!\s*%|\s+per\s?cent)"


def without(references: Iterable[str]) -> Callable[[str], str]:
    """Return what takes case references out of a text that somebody typed.

    However they are typed: `BR 004` and `br004` are BR-004. A number of one or two digits stays, as it may be any
    number, and so does one that is a percentage. In a finding they are taken out of the wording, before its figures are
    filled in.
    """
    wanted = sorted((each for each in references if len(each) > 2 or not each.isdecimal()), key=len, reverse=True)
    if not wanted:
        return lambda text: text
    pattern = re.compile(
        "|".join(f"{reference_pattern(each)}{_NO_SHARE if each.isdecimal() else ''}" for each in wanted), re.IGNORECASE
    )
    return lambda text: pattern.sub(SAID, text)
