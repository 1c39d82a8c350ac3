"""The certificate of a sample: all that is needed to draw it again, and how it compares with the caseload.

Anyone who has the caseload can check it: the draw follows from the seed. The certificate's own digest shows a slip or a
careless change; whoever changes it on purpose can make it anew, so the digest is worth noting down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from casereview.casebook.errors import Refused
from casereview.sampling.caseload import Caseload
from casereview.sampling.draw import ALGORITHM, Draw, draw, having, known_quota
from casereview.sampling.quotas import Quota
from casereview.sampling.size import sample_size
from casereview.scoring import percent
from casereview.text import clipped, counted

FORMAT = "casereview.sample/1"

# A column with more values than this tells cases apart and is no fact; it is compared only if the draw uses it.
_MOST_VALUES = 30
_LONGEST_VALUE = 100
_NAMED = 10  # differences of one sort


class Terms(NamedTuple):
    """What a draw is asked for. The size is given, or follows from a confidence and a margin in percentage points."""

    seed: str
    size: int | None = None
    confidence: float | None = None
    margin: float | None = None
    by: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    reserves: int = 0

    def cases(self, population: int) -> int:
        """Return the number of cases wanted of a caseload. Raises Refused if it does not follow from what is given."""
        if self.confidence is not None and self.margin is not None:
            return sample_size(population, self.confidence, self.margin)
        if self.size is None:
            raise Refused("give the size of the sample, or a confidence and a margin")
        return self.size


def drawn(caseload: Caseload, terms: Terms) -> Draw:
    """Return the draw that the terms ask for. Raises Refused as `draw` does."""
    size = terms.cases(len(caseload.rows))
    return draw(caseload, size, seed=terms.seed, by=terms.by, quotas=terms.quotas, reserves=terms.reserves)


def certificate(
    caseload: Caseload, terms: Terms, found: Draw, *, by: str = "", at: str = "", question_set: str = ""
) -> dict[str, Any]:
    """Return the certificate of a draw, as plain values for JSON: who drew (`by`) and when (`at`, UTC) as given."""
    quotas = [known_quota(caseload, quota) for quota in terms.quotas]
    facts = list(dict.fromkeys([*map(caseload.column, terms.by), *(quota.column for quota in quotas)]))
    compared = [
        column
        for column in [*facts, *(c for c in caseload.columns if c not in facts)]
        if _is_fact(caseload, column, facts)
    ]
    content: dict[str, Any] = {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "seed": terms.seed,
        "drawn_by": by,
        "drawn_at": at,
        "question_set": question_set,
        "caseload": {
            "cases": len(caseload.rows),
            "columns": list(caseload.columns),
            "digest": caseload.digest,
        },
        "size": {"cases": len(found.sample), "confidence": terms.confidence, "margin": terms.margin},
        "by": list(dict.fromkeys(map(caseload.column, terms.by))),
        "words": {column: dict(words) for column, words in caseload.words.items()},
        "quotas": [
            {
                "column": quota.column,
                "values": list(quota.values),
                "at_least": quota.at_least,
                "in_caseload": having(caseload, quota, caseload.rows),
                "in_sample": having(caseload, quota, found.sample),
            }
            for quota in quotas
        ],
        "sample": list(found.sample),
        "exchanged": list(found.exchanged),
        "reserves": list(found.reserves),
        "comparison": [_compared(caseload, column, found.sample) for column in compared],
        "not_compared": [column for column in caseload.columns if column not in compared],
    }
    return content | {"digest": digest(content)}


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a certificate's content, its own digest left out."""
    rest = {key: value for key, value in content.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def terms_of(content: Mapping[str, Any]) -> Terms:
    """Return the terms that a certificate tells."""
    size = content["size"]
    return Terms(
        seed=content["seed"],
        size=size["cases"],
        confidence=size["confidence"],
        margin=size["margin"],
        by=tuple(content["by"]),
        quotas=tuple(Quota(each["column"], tuple(each["values"]), each["at_least"]) for each in content["quotas"]),
        reserves=len(content["reserves"]),
    )


def check(content: Mapping[str, Any], caseload: Caseload) -> list[str]:
    """Draw again by a certificate (as `read_certificate` returns it) and return
    each difference, in words; none if it is true.

    The caseload needs no question set: what its words mean is in the certificate.
    """
    caseload = caseload._replace(words=content["words"])
    if sorted(caseload.columns) == sorted(content["caseload"]["columns"]):  # in whatever order they were saved
        caseload = caseload._replace(columns=tuple(content["caseload"]["columns"]))
    differences = []
    if digest(content) != content["digest"]:
        differences.append("the certificate was changed after it was written: its digest does not fit its content")
    differences += _caseload_differences(content["caseload"], caseload)
    terms = terms_of(content)
    try:
        found = drawn(caseload, terms)
        again = certificate(caseload, terms, found)
    except Refused as error:
        return [*differences, *(f"the draw can not be repeated: {line}" for line in str(error).splitlines())]
    if again["size"]["cases"] != content["size"]["cases"]:
        differences.append(
            f"size: {again['size']['cases']:,} follows from the confidence and the margin,"
            f" the certificate says {content['size']['cases']:,}"
        )
    differences += _list_differences("sample", content["sample"], found.sample)
    differences += _list_differences("reserves", content["reserves"], found.reserves)
    differences += _list_differences("exchanged for a minimum", content["exchanged"], found.exchanged)
    differences += [
        f"minimum {clipped(str(quota), 120)}: the figures are not those of this caseload and sample"
        for quota, said, is_ in zip(terms.quotas, content["quotas"], again["quotas"], strict=True)
        if said != is_
    ]
    said_of = {each["column"]: each for each in content["comparison"]}
    differences += [
        f"comparison by {clipped(each['column'], 40)}: the figures are not those of this caseload and sample"
        for each in again["comparison"]
        if said_of.get(each["column"]) != each
    ]
    if [each["column"] for each in content["comparison"]] != [each["column"] for each in again["comparison"]]:
        differences.append("comparison: it is not by the columns that this caseload and draw ask for")
    if content["not_compared"] != again["not_compared"]:
        differences.append("the columns that are not compared are not those of this caseload")
    return differences


def _is_fact(caseload: Caseload, column: str, used: Sequence[str]) -> bool:
    values = caseload.shown(column)
    return (column in used or len(values) <= _MOST_VALUES) and all(len(each) <= _LONGEST_VALUE for each in values)


def _compared(caseload: Caseload, column: str, sample: Sequence[str]) -> dict[str, Any]:
    """Return by each value of a fact, cases without one last, what share of the caseload and of the sample has it."""
    everywhere = caseload.values(column)
    in_sample = Caseload(caseload.columns, {ref: caseload.rows[ref] for ref in sample}, caseload.words).values(column)
    whole, size = len(caseload.rows), len(sample)
    shown = caseload.shown(column) | ({"": ""} if everywhere[""] else {})
    return {
        "column": column,
        "values": [
            {
                "value": words,
                "caseload": {"cases": everywhere[value], "percent": percent(everywhere[value], whole)},
                "sample": {"cases": in_sample[value], "percent": percent(in_sample[value], size)},
                "difference": _difference(in_sample[value], size, everywhere[value], whole),
            }
            for value, words in shown.items()
        ],
    }


def _difference(part: int, of: int, other_part: int, of_other: int) -> float:
    """Return by how many percentage points one exact share is above another, to one decimal, halves away from 0."""
    points, whole = 1000 * (part * of_other - other_part * of), of * of_other
    tenths = (2 * abs(points) + whole) // (2 * whole)
    return (tenths if points >= 0 else -tenths) / 10


def _caseload_differences(said: Mapping[str, Any], caseload: Caseload) -> list[str]:
    differences = []
    if said["cases"] != len(caseload.rows):
        differences.append(
            f"the caseload has {counted(len(caseload.rows), 'case')}, the certificate says {said['cases']:,}"
        )
    missing = [column for column in said["columns"] if column not in caseload.columns]
    more = [column for column in caseload.columns if column not in said["columns"]]
    differences += [
        f"column {clipped(each, 40)} is in the certificate and not in the caseload" for each in missing[:_NAMED]
    ]
    differences += [
        f"column {clipped(each, 40)} is in the caseload and not in the certificate" for each in more[:_NAMED]
    ]
    if said["digest"] != caseload.digest:
        differences.append("the caseload's content is not that from which the sample was drawn: its digest is another")
    return differences


def _list_differences(what: str, said: Sequence[str], found: Sequence[str]) -> list[str]:
    """Name the cases of which only the certificate, or only the draw, speaks."""
    if list(said) == list(found):
        return []
    of_said, of_found = set(said), set(found)
    differences = _named(
        f"{what}: the certificate has %s, the draw does not", (each for each in said if each not in of_found)
    )
    differences += _named(
        f"{what}: the draw has %s, the certificate does not", (each for each in found if each not in of_said)
    )
    return differences or [f"{what}: the same cases, in another order or more than once"]


def _named(words: str, refs: Iterable[str]) -> list[str]:
    refs = list(dict.fromkeys(refs))
    lines = [words.replace("%s", clipped(ref, 40)) for ref in refs[:_NAMED]]
    return [*lines, *([words.replace("%s", f"{len(refs) - _NAMED:,} more")] if refs[_NAMED:] else [])]
