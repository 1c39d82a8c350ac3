"""The certificate for people: Markdown that can go into the inspection's papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casereview.text import counted, visible


def as_markdown(content: Mapping[str, Any]) -> str:
    """Return a certificate as Markdown; text from people stands there literally."""
    lines = ["# Certificate of a sample", "", f"{_opening(content)}.", ""]
    lines += table(("", ""), [(label, words) for label, words in _terms(content) if words])
    if content["quotas"]:
        lines += ["", "## Minimums", ""]
        lines += table(
            ("", "At least", "In the caseload", "In the sample"),
            [
                (plain(quota_words(each)), str(each["at_least"]), str(each["in_caseload"]), str(each["in_sample"]))
                for each in content["quotas"]
            ],
        )
        if content["exchanged"]:
            lines += ["", f"In the sample for the sake of a minimum: {_listed(content['exchanged'])}."]
    lines += ["", "## Sample against caseload", "", "The difference is in percentage points, from the exact shares."]
    for each in content["comparison"]:
        lines += ["", f"### {plain(each['column'])}", ""]
        heads = ("", "Caseload", "%", "Sample", "%", "Difference")
        lines += table(heads, [[plain(row[0]), *row[1:]] for row in comparison_rows(each)])
    if content["not_compared"]:
        lines += ["", f"Not compared, as they hardly repeat: {_listed(content['not_compared'])}."]
    lines += ["", "## The sample", "", _listed(content["sample"])]
    if content["reserves"]:
        lines += ["", "## The reserves, in the order of use", ""]
        lines += [f"{number}. {plain(ref)}" for number, ref in enumerate(content["reserves"], 1)]
    return "\n".join(lines) + "\n"


def size_words(content: Mapping[str, Any]) -> str:
    """Return the size of the sample and how it came about."""
    size = content["size"]
    said = f"{size['cases']:,} of {counted(content['caseload']['cases'], 'case')}"
    if size["confidence"] is None:
        return f"{said}, a size that was given"
    return f"{said}, for {100 * size['confidence']:g}% confidence within {size['margin']:g} percentage points"


def quota_words(quota: Mapping[str, Any]) -> str:
    """Return what a minimum is of: `rosh = high`."""
    return f"{quota['column']} = {' or '.join(quota['values'])}"


def comparison_rows(compared: Mapping[str, Any]) -> list[list[str]]:
    """Return a row for each value of a fact: the value, cases and % of the
    caseload, cases and % of the sample, difference.
    """
    return [
        [
            each["value"] or "(not known)",
            str(each["caseload"]["cases"]),
            f"{each['caseload']['percent']}%",
            str(each["sample"]["cases"]),
            f"{each['sample']['percent']}%",
            f"{each['difference']:+.1f}" if each["difference"] else "0.0",
        ]
        for each in compared["values"]
    ]


def _opening(content: Mapping[str, Any]) -> str:
    by = f" by {plain(content['drawn_by'])}" if content["drawn_by"] else ""
    at = f" on {content['drawn_at'][:16].replace('T', ' at ')} UTC" if content["drawn_at"] else ""
    return f"{size_words(content)}; drawn{by}{plain(at)}"


def _terms(content: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield "Mirrors the caseload by", _listed(content["by"])
    yield "Seed", plain(content["seed"])
    yield "Method", content["algorithm"]
    yield "Question set", plain(content["question_set"])
    yield "Caseload", f"{counted(content['caseload']['cases'], 'case')}; {_listed(content['caseload']['columns'])}"
    yield "Digest of the caseload", content["caseload"]["digest"]
    yield "Digest of this certificate", content["digest"]


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(map(plain, texts))


def plain(text: str) -> str:
    """Return text that Markdown leaves as it is."""
    text = re.sub(r"([\\`*_{}\[\]<>|#&~!$])", r"\\\1", visible(text))
    return re.sub(r"^([-+=]|\d+(?=[.)]))", lambda start: _unlisted(start[0]), text)


def _unlisted(start: str) -> str:
    """Return the start of a line so that it begins no list and underlines nothing."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: bool = False) -> list[str]:
    """Return the lines of a table in Markdown; all of it `words`, or the first of some columns."""
    # Words on the left, figures on the right.
    sides = ["---", *("---" if words or len(heads) < 3 else "---:" for _ in heads[1:])]
    return [f"| {' | '.join(row)} |" for row in (heads, sides, *rows)]
