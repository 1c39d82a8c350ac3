"""How many cases a sample needs, where that is not simply given.

The usual formula for a share near one half, with the correction for a caseload that is not large: W. G. Cochran,
"Sampling Techniques", 3rd edition (1977), section 4.4. HM Inspectorate of Probation asks for 80% confidence and 5
points.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from casereview.casebook.errors import Refused


def sample_size(population: int, confidence: float, margin_points: float) -> int:
    """Return the number of cases by which a percentage is known to within `margin_points`, rounded up.

    `confidence` lies between 0 and 1, `margin_points` (percentage points, either way) between 0 and 100; the result is
    never above `population`. Raises Refused for figures that are none.
    """
    if not 0 < confidence < 1:
        raise Refused(f"a confidence of {confidence:g} is none; it lies between 0 and 1: 0.8 for 80%")
    if not 0 < margin_points < 100:
        raise Refused(f"a margin of {margin_points:g} is none; it is in percentage points: 5 for 5 either way")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    of_many = z**2 * 0.25 / (margin_points / 100) ** 2
    wanted = of_many * population / (population + of_many - 1) if population > 1 else 1.0
    # A whole number that binary fractions took a little above itself is not rounded up to the next.
    return min(population, max(1, math.ceil(wanted - 1e-9)))
