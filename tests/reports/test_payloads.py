"""What people can word is text in every document: 40 payloads for spreadsheets and Word, more for the others, none live."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from casereview.casebook import Casebook, Change, NewCase
from casereview.casebook.decisions import Action, Chosen, Decision
from casereview.cli.report import _workbook
from casereview.questions.build import build
from casereview.reports.documents.content import Content, gather
from casereview.reports.documents.outline import document
from casereview.reports.documents.readied import one_line
from casereview.reports.meeting.meeting import meeting_of
from casereview.reports.meeting.meeting_page import as_meeting_page
from casereview.reports.page import typeset
from casereview.reports.page.markdown import as_markdown
from casereview.reports.page.page import as_page
from casereview.reports.page.typeset import as_typst
from casereview.reports.word.word import as_word
from tests.reports.accessible import parsed
from tests.reports.made_document import HOSTILE
from tests.reports.payloads import PAYLOADS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = ("report", "plan")  # between them they have every field that the others have
HARMLESS, LEAD = "harmless", "L Reed"
# What a browser, a reader of Markdown or Typst would follow; each renderer has tests of its own with all the hostile texts.
TEXTS = (*PAYLOADS, *HOSTILE[:11])
READER = MarkdownIt("gfm-like", {"html": True})
TYPST_CALL = re.compile(r'#show-document\(json\(bytes\("((?:[^"\\]|\\["\\])*)"\)\)\)')
TYPST = (Path(typeset.__file__).parent / "templates" / "document.typ").read_text(encoding="utf-8")


class Made(NamedTuple):
    """Everything that is made of one casebook."""

    content: Content
    pages: dict[str, str]
    markdown: dict[str, str]
    words: dict[str, bytes]
    typst: dict[str, str]
    workbook: bytes
    meeting: str


def made(path: Path, data: dict[str, Any], text: str) -> Made:
    """Make every document of a casebook in which `text` is everything that a person can word."""
    questions = build(hostile(data, text))
    refs = [f"C-{number}" for number in range(5)]
    cases = [NewCase(ref, {"gender": "male", "rmp-needed": "yes"}) for ref in refs] + [NewCase(f"{text} ", {})]
    Casebook.create(path, questions, text[:150], cases, about=text)
    answers = [
        change
        for ref in refs
        for question in questions.questions
        for change in (
            Change(ref, question.id, "answer", "no" if question.reasons else "yes"),
            Change(ref, question.id, "reasons", [each.id for each in question.reasons[:1]] or None),
        )
    ]
    with Casebook.open(path) as casebook:
        casebook.record(answers, text[:150])
        for finding in ("assessed", "safe", "delivered"):
            casebook.decide(finding, LEAD, Decision("accepted", text))
        casebook.recommend(Chosen("own", text, text, 1), LEAD)
        casebook.recommend(Chosen("plans", place=2), LEAD)
        casebook.plan(Action("", "own", text, text, "2012-05-31", "2012-06-30", text), LEAD)
        casebook.plan(Action("", "", text, text), LEAD)
        casebook.mark_practice(refs[0], text, text, LEAD)
        content = gather(casebook, today=date(2012, 5, 1), by=["gender", "rmp-needed"])
        documents = {kind: document(content, kind) for kind in KINDS}
        return Made(
            content,
            {kind: as_page(each) for kind, each in documents.items()},
            {kind: as_markdown(each) for kind, each in documents.items()},
            {kind: as_word(each) for kind, each in documents.items()},
            {kind: as_typst(each) for kind, each in documents.items()},
            _workbook(casebook, content, list(casebook.case_lines()), True),
            as_meeting_page(meeting_of(casebook)),
        )


def hostile(data: dict[str, Any], text: str) -> dict[str, Any]:
    """A question set in which every title, label, phrase and meaning is `text`, as no check would have let it pass."""
    changed: dict[str, Any] = json.loads(json.dumps(data))
    words = (
        "title",
        "label",
        "short",
        "text",
        "guidance",
        "not_applicable",
        "good",
        "poor",
        "phrase",
        "among",
        "term",
        "meaning",
        "who",
        "help",
    )

    def fill(value: Any) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                if name in words and isinstance(each, str):
                    value[name] = text
                fill(each)
        elif isinstance(value, list):
            for each in value:
                fill(each)

    fill(changed)
    for fact in changed["facts"]:
        fact["options"] = [{"id": each, "label": text} for each in fact["options"]]
    return changed


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same with a harmless word: what the documents are made of when nothing in them is live."""
    return made(tmp_path_factory.mktemp("plain") / "a.db", _data(), HARMLESS)


def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "small.toml").read_text(encoding="utf-8"))


def tags(root: Any) -> Counter[str]:
    """Every tag but those of lines: a long text has more of them, in a picture too."""
    return Counter(each.tag for each in root.all() if each.tag not in ("br", "text"))


def acts(root: Any) -> list[str]:
    """Attributes that run or fetch something, and links that lead out of the page."""
    return [
        f"{each.tag} {name}={value}"
        for each in root.all()
        for name, value in each.attributes.items()
        if name.startswith("on")
        or name in ("src", "srcdoc", "action", "formaction", "data", "xlink:href")
        or (name == "href" and not str(value).startswith("#"))
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:24]))
def test_nothing_that_people_word_is_live(tmp_path: Path, plain: Made, text: str) -> None:
    found = made(tmp_path / "a.db", _data(), text)
    assert text in (each.text for each in found.content.recommendations)
    for kind in KINDS:
        _page(found.pages[kind], plain.pages[kind], text)
        _markdown(found.markdown[kind], plain.markdown[kind], text)
        _word(found.words[kind], plain.words[kind], text)
        _typst(found.typst[kind], text)
    root, other = parsed(found.meeting), parsed(plain.meeting)
    assert set(tags(root)) == set(tags(other))  # long texts go on on another slide
    assert acts(root) == []
    assert found.meeting.count("<script") == plain.meeting.count("<script")
    _workbook_read(found.workbook, plain.workbook, text)


def _page(page: str, plain: str, text: str) -> None:
    root = parsed(page)
    assert tags(root) == tags(parsed(plain))
    assert acts(root) == []
    assert one_line(text) in " ".join(root.text.split())


def _markdown(markdown: str, plain: str, text: str) -> None:
    root, other = (parsed(READER.render(each).replace("<br />\n", "\n")) for each in (markdown, plain))
    assert tags(root) == tags(other)
    assert acts(root) == []
    assert one_line(text) in " ".join(root.text.split())


def _word(word: bytes, plain: bytes, text: str) -> None:
    assert docx.Document(io.BytesIO(word)).paragraphs
    parts, others = _parts(word), _parts(plain)
    assert set(parts) == set(others)
    for name, root in parts.items():
        if name.endswith(".rels"):
            assert not [each for each in root if each.get("TargetMode") == "External"]
            assert [each.get("Type") for each in root] == [each.get("Type") for each in others[name]]
        elif name.startswith("word/") and "charts" not in name:
            live = (f"{W}instrText", f"{W}fldSimple", f"{W}hyperlink", f"{W}object", f"{W}drawing", f"{W}tbl", f"{W}p")
            for tag in live:
                assert len([*root.iter(tag)]) == len([*others[name].iter(tag)]), (name, tag)
            assert {each.tag for each in root.iter()} - {f"{W}br"} <= {each.tag for each in others[name].iter()}
            for at, tag in (("instr", "fldSimple"), (None, "instrText")):
                said = [
                    [each.get(f"{W}{at}") if at else each.text for each in one.iter(f"{W}{tag}")]
                    for one in (root, others[name])
                ]
                assert said[0] == said[1]
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        for name in file.namelist():
            if name.endswith(".xlsx"):
                _cells(file.read(name))


def _parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {
            name: ElementTree.fromstring(file.read(name))
            for name in file.namelist()
            if name.endswith((".xml", ".rels"))
        }


def _typst(source: str, text: str) -> None:
    """Nothing but our template and one string: data, whatever is in it."""
    assert source.startswith(TYPST)
    call = TYPST_CALL.fullmatch(source.removeprefix(TYPST).strip())
    assert call
    assert call[1].isascii()
    data = json.loads(re.sub(r"\\(.)", r"\1", call[1]))
    assert data["blocks"]


def _workbook_read(workbook: bytes, plain: bytes, text: str) -> None:
    shown = _cells(workbook)
    assert sum(" ".join(text.split()) in " ".join(each.split()) for each in shown) > 10 or not text.isprintable()
    parts, others = _parts(workbook), _parts(plain)
    assert set(parts) == set(others)
    for name, root in parts.items():
        if name.endswith(".rels"):
            assert not [each for each in root if each.get("TargetMode") == "External"]
        formulas, expected = (
            [each.text for each in one.iter() if each.tag.endswith(("}f", "}definedName", "}oddHeader", "}oddFooter"))]
            for one in (root, others[name])
        )
        assert formulas == expected


def _cells(workbook: bytes) -> list[str]:
    """Every text of a workbook whose cells are texts and numbers and lead to its own sheets at most."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    said = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn", cell.coordinate
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None
                    assert cell.hyperlink.location.split("!")[0].strip("'") in book.sheetnames
                if isinstance(cell.value, str):
                    said.append(cell.value)
    return said
