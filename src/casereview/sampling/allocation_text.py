"""The certificate of a sharing out for people: Markdown, and its table by assessor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.sampling.certificate_text import plain, table
from casereview.text import counted


def as_markdown(content: Mapping[str, Any]) -> str:
    """Return a certificate as Markdown; text from people stands there literally."""
    by = f" by {plain(content['allocated_by'])}" if content["allocated_by"] else ""
    at = f" on {content['allocated_at'][:16].replace('T', ' at ')} UTC" if content["allocated_at"] else ""
    how = {"evenly": "evenly", "plan": "by a plan"}.get(content["how"], content["how"])
    number = counted(len(content["cases"]), "case")
    lines = ["# Certificate of a sharing out", "", f"{number}, shared out {plain(how)}{by}{plain(at)}.", ""]
    terms = [
        ("Area", plain(content["inspection"]["area"])),
        ("Evenly by", plain(content["by"])),
        ("Second readings", plain(content["second"])),
        ("Seed", plain(content["seed"])),
        ("Method", content["algorithm"]),
        ("Digest of what was shared out", content["inputs"]),
        ("Digest of this certificate", content["digest"]),
    ]
    lines += table(("", ""), [(label, words) for label, words in terms if words])
    heads, rows = count_rows(content)
    lines += ["", "## By assessor", "", *table(("", *map(plain, heads)), [[plain(r[0]), *r[1:]] for r in rows])]
    if content["pairs"]:
        pairs = [(plain(" and ".join(each["assessors"])), str(each["second_readings"])) for each in content["pairs"]]
        lines += ["", "## Second readings by pair", "", *table(("", "Second readings"), pairs)]
    told = [[plain(row[key]) for key in ("case", "group", "first", "second")] for row in content["cases"]]
    lines += ["", "## The cases", "", *table(("Case", "Group", "First reader", "Second reader"), told, words=True)]
    return "\n".join(lines) + "\n"


def count_rows(content: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return the heads of a table by assessor, and its rows: the name, cases, those of each group, second readings."""
    groups = [each["group"] for each in content["counts"][0]["groups"]] if content["counts"] else []
    shown = groups if any(groups) else []
    heads = ["Cases", *(group or "(not known)" for group in shown), "Second"]
    rows = [
        [
            each["assessor"],
            str(each["cases"]),
            *(str(of["cases"]) for of in each["groups"] if shown),
            str(each["second_readings"]),
        ]
        for each in content["counts"]
    ]
    return heads, rows
