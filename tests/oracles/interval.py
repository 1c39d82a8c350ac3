"""Wilson's interval by statsmodels and Student's t by scipy; run by the python of `.venv-oracles`.

Reads a JSON object: `shares`, a list of [yes, answers], and `freedoms`, a list of degrees of freedom. Writes `limits`, a list of
[low, high], and `points`, the points of the t distribution below which 97.5% lies.
"""

import json
import sys

from scipy.stats import t
from statsmodels.stats.proportion import proportion_confint


def main() -> None:
    asked = json.load(sys.stdin)
    limits = [proportion_confint(yes, answers, alpha=0.05, method="wilson") for yes, answers in asked["shares"]]
    points = [float(t.ppf(0.975, freedom)) for freedom in asked["freedoms"]]
    json.dump({"limits": [[float(low), float(high)] for low, high in limits], "points": points}, sys.stdout)


if __name__ == "__main__":
    main()
