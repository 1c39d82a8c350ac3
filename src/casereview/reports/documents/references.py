"""Case references that somebody typed into words that are printed: they are taken out, wherever those are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from casereview.findings.identify import reference_pattern

# In their place.
SAID = "(a case)"


def without(references: Iterable[str]) -> Callable[[str], str]:
    """Return what takes case references out of a text that somebody typed; a number of one or two digits may be any number.

    However they are typed: `BR 004` and `br004` are BR-004.
    """
    wanted = sorted((each for each in references if len(each) > 2), key=len, reverse=True)
    if not wanted:
        return lambda text: text
    pattern = re.compile("|".join(map(reference_pattern, wanted)), re.IGNORECASE)
    return lambda text: pattern.sub(SAID, text)
