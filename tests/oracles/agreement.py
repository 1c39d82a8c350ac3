"""Cohen's kappa by statsmodels and Gwet's AC1 by irrCAC; run by the python of `.venv-oracles`.

Reads a JSON list of tables [both yes, first yes, second yes, both no] and writes a list of [kappa, AC1], null where a
package finds no number. irrCAC counts subject by subject from the raw ratings and rounds to five digits unless told
otherwise: 15 are asked for.
"""

import json
import math
import sys
import warnings

import pandas
from irrCAC.raw import CAC
from statsmodels.stats.inter_rater import cohens_kappa

DIGITS = 15


def kappa(both_yes: int, first_yes: int, second_yes: int, both_no: int) -> float:
    return float(cohens_kappa([[both_yes, first_yes], [second_yes, both_no]], return_results=False))


def ac1(both_yes: int, first_yes: int, second_yes: int, both_no: int) -> float:
    said = [("yes", "yes")] * both_yes + [("yes", "no")] * first_yes + [("no", "yes")] * second_yes
    ratings = pandas.DataFrame([*said, *[("no", "no")] * both_no], columns=["first", "second"])
    return float(CAC(ratings, categories=["no", "yes"], digits=DIGITS).gwet()["est"]["coefficient_value"])


def main() -> None:
    warnings.simplefilter("ignore")  # tables of one cell divide by zero on the way
    found = [[kappa(*table), ac1(*table)] for table in json.load(sys.stdin)]
    json.dump([[None if math.isnan(figure) else figure for figure in figures] for figures in found], sys.stdout)


if __name__ == "__main__":
    main()
