"""The least that a script can do for the same document: count with plain SQL, write with the same library, nothing else.

Run by `benchmarks.reports`, each time in a process of its own: `python report_bare.py FORMAT CASEBOOK TEXTS.json TARGET`. The texts
were made beforehand, headings, paragraphs, lists and tables in their order; the figures of the scores, and every count of a workbook, are counted here. It
checks nothing, escapes no more than it must, draws no chart (its words and its figures as a table stand instead), and imports
nothing of casereview.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Blocks = list[dict[str, Any]]
Texts = dict[str, Any]
Counts = dict[str, dict[str, int]]  # by question and answer


def counted(casebook: str) -> Counts:
    """How many answers of each kind a question has."""
    found: Counts = {}
    with sqlite3.connect(f"file:{casebook}?mode=ro", uri=True) as connection:
        query = "SELECT item, value, count(*) FROM heads WHERE field = 'answer' GROUP BY item, value"
        for item, value, number in connection.execute(query):
            found.setdefault(item, {})[json.loads(value)] = number
    return found


def counted_by_fact(casebook: str) -> dict[tuple[str, str], Counts]:
    """The same for the cases with each value of each fact."""
    with sqlite3.connect(f"file:{casebook}?mode=ro", uri=True) as connection:
        query = "SELECT case_ref, item, value FROM heads WHERE field = ?"
        answers: dict[str, list[tuple[str, str]]] = {}
        for case, item, value in connection.execute(query, ("answer",)):
            answers.setdefault(case, []).append((item, value.strip('"')))
        found: dict[tuple[str, str], Counts] = {}
        for case, item, value in connection.execute(query, ("value",)):
            counts = found.setdefault((item.removeprefix("fact:"), value.strip('"')), {})
            for question, answer in answers[case]:
                given = counts.setdefault(question, {})
                given[answer] = given.get(answer, 0) + 1
    return found


def scored(texts: Texts, answers: Counts) -> list[list[int]]:
    """Sufficient and scored answers of each score, and put both where they stand in the texts."""
    found = []
    for score in texts["scores"]:
        yes = sum(answers[question].get("yes", 0) for question in score["questions"])
        of = yes + sum(answers[question].get("no", 0) for question in score["questions"])
        found.append([yes, of])
        row = texts["blocks"][score["block"]]["rows"][score["row"]]
        row[1], row[3] = f"{(200 * yes + of) // (2 * of)}%", f"{yes:,} of {of:,}"
    return found


def markdown(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """Plain writes."""
    with open(target, "w", encoding="utf-8") as file:
        file.write(f"# {texts['title']}\n\n{texts['subtitle']}\n")
        for block in texts["blocks"]:
            match block["kind"]:
                case "heading":
                    file.write(f"\n{'#' * (block['level'] + 1)} {block['text']}\n")
                case "paragraph":
                    file.write(f"\n{block['text']}\n")
                case "items":
                    file.write("\n" + "".join(f"- {each}\n" for each in block["items"]))
                case "table":
                    file.write(f"\n**{block['caption']}**\n\n| {' | '.join(block['head'])} |\n")
                    file.write("|" + "---|" * len(block["head"]) + "\n")
                    file.writelines(f"| {' | '.join(row)} |\n" for row in block["rows"])


PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><p>{{ subtitle }}</p>
{% for block in blocks %}
{% if block.kind == "heading" %}<h{{ block.level + 1 }}>{{ block.text }}</h{{ block.level + 1 }}>
{% elif block.kind == "paragraph" %}<p>{{ block.text }}</p>
{% elif block.kind == "items" %}<ol>{% for each in block["items"] %}<li>{{ each }}</li>{% endfor %}</ol>
{% else %}<table><caption>{{ block.caption }}</caption>
<tr>{% for cell in block.head %}<th scope="col">{{ cell }}</th>{% endfor %}</tr>
{% for row in block.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
{% endif %}{% endfor %}</body></html>
"""


def page(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """Jinja2 with autoescape."""
    from jinja2 import Environment

    made = Environment(autoescape=True).from_string(PAGE).render(**texts)
    with open(target, "w", encoding="utf-8") as file:
        file.write(made)


def word(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """python-docx."""
    import docx

    document = docx.Document()
    document.add_heading(texts["title"], 0)
    document.add_paragraph(texts["subtitle"])
    for block in texts["blocks"]:
        match block["kind"]:
            case "heading":
                document.add_heading(block["text"], block["level"])
            case "paragraph":
                document.add_paragraph(block["text"])
            case "items":
                for each in block["items"]:
                    document.add_paragraph(each, "List Number" if block["numbered"] else "List Bullet")
            case "table":
                document.add_paragraph(block["caption"], "Caption")
                table = document.add_table(0, len(block["head"]))
                for row in [block["head"], *block["rows"]]:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
    document.save(target)


def typeset(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """Typst, with its own fonts only, every text a string."""
    import typst

    def said(text: str) -> str:
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def lines() -> Iterator[str]:
        yield f'#set document(title: "{texts["title"]}")\n= {said(texts["title"])}\n\n{said(texts["subtitle"])}\n'
        for block in texts["blocks"]:
            match block["kind"]:
                case "heading":
                    yield f"{'=' * (block['level'] + 1)} {said(block['text'])}\n"
                case "paragraph":
                    yield f"{said(block['text'])}\n"
                case "items":
                    yield "".join(f"+ {said(each)}\n" for each in block["items"])
                case "table":
                    cells = ", ".join(f"[{said(cell)}]" for row in [block["head"], *block["rows"]] for cell in row)
                    yield (
                        f"#figure(caption: [{said(block['caption'])}], table(columns: {len(block['head'])}, {cells}))\n"
                    )

    made = typst.compile("\n".join(lines()).encode(), format="pdf", ignore_system_fonts=True)
    with open(target, "wb") as file:
        file.write(made)


def workbook(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """XlsxWriter, every text a text, every count counted."""
    import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

    by_fact = counted_by_fact(casebook)
    for fact, value, groups in texts["counts"]:
        found = by_fact[fact, value] if fact else answers
        for name, at, questions in groups:
            each = [found.get(question, {}) for question in questions]
            sheet = texts["sheets"][name]
            start = sheet[0].index("Yes")
            sheet[at][start : start + 3] = (sum(one.get(kind, 0) for one in each) for kind in ("yes", "no", "na"))
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, plain) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for name, rows in texts["sheets"].items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, at, cell, wrapped if number else bold)


def nothing(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """No document: what it takes to start and to count."""


def tables(texts: Texts, casebook: str) -> dict[str, tuple[list[str], list[Any]]]:
    """The tables of a data package: answers, facts and cases as they stand in the casebook, the others as they were handed over."""
    with sqlite3.connect(f"file:{casebook}?mode=ro", uri=True) as connection:
        query = "SELECT case_ref, item, value, reading FROM heads WHERE field = ? ORDER BY case_ref, item"
        rows = connection.execute(query, ("answer",)).fetchall()
        facts = [
            [case, item.removeprefix("fact:"), value.strip('"'), texts["labels"][f"{item} {value}"]]
            for case, item, value, _ in connection.execute(query, ("value",))
        ]
    answers = [[case, item, value.strip('"'), "given", ""] for case, item, value, _ in rows]
    cases = [[case, reader, "", False, 0] for case, reader in {case: reader for case, _, _, reader in rows}.items()]
    own = {"answers": answers, "facts": facts, "cases": cases}
    return {name: (fields, own.get(name, rows)) for name, (fields, rows) in texts["tables"].items()}


def package_csv(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """The csv module."""
    import csv

    Path(target).mkdir(exist_ok=True)
    for name, (fields, rows) in tables(texts, casebook).items():
        with open(f"{target}/{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(fields)
            writer.writerows(rows)


def package_json(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """The json module."""
    Path(target).mkdir(exist_ok=True)
    for name, (fields, rows) in tables(texts, casebook).items():
        with open(f"{target}/{name}.json", "w", encoding="utf-8") as file:
            file.write(json.dumps([dict(zip(fields, row, strict=True)) for row in rows], indent=1))


def package_parquet(texts: Texts, target: str, casebook: str, answers: Counts) -> None:
    """pyarrow."""
    import pyarrow  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import parquet

    Path(target).mkdir(exist_ok=True)
    for name, (fields, rows) in tables(texts, casebook).items():
        columns = dict(zip(fields, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(fields, ())
        parquet.write_table(pyarrow.table(columns), f"{target}/{name}.parquet")


WAYS: dict[str, Callable[[Texts, str, str, Counts], None]] = {
    "nothing": nothing,
    "md": markdown,
    "html": page,
    "docx": word,
    "xlsx": workbook,
    "pdf": typeset,
    "package-csv": package_csv,
    "package-json": package_json,
    "package-parquet": package_parquet,
}


def main(way: str, casebook: str, texts_file: str, target: str) -> None:
    """Write one document; print the scores."""
    with open(texts_file, encoding="utf-8") as file:
        texts = json.load(file)
    answers = counted(casebook)
    scores = scored(texts, answers)
    WAYS[way](texts, target, casebook, answers)
    print(json.dumps(scores))


if __name__ == "__main__":
    main(*sys.argv[1:])
