"""How a Word document looks: the built-in styles, set so that it reads in colour and prints in grey.

Everything in the text has a style, so that whoever edits it changes the look of all headings, lists or tables at once.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from casereview.reports.word.xml import NAMESPACES

_FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
_DARK = '<w:color w:val="1F2A44"/>'
_BAR = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="404040"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def _space(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{20 * before}" w:after="{20 * after}" w:line="{line}" w:lineRule="auto"/>'


def _entry(left: int, before: int) -> str:
    return f'{_space(before, 2)}<w:ind w:left="{left}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_NUMBERED = '<w:numPr><w:numId w:val="{}"/></w:numPr>'

# By id: name, what it is based on, the properties of its paragraphs and of its text.
_PARAGRAPHS: dict[str, tuple[str, str, str, str]] = {
    "Normal": ("Normal", "", _space(6, 4), _FONT + _size(11)),
    "Title": ("Title", "Normal", _KEEP + _space(48, 6, 240), "<w:b/>" + _DARK + _size(26)),
    "Subtitle": ("Subtitle", "Normal", _KEEP + _space(0, 12, 240), '<w:color w:val="404040"/>' + _size(14)),
    "Heading1": (
        "heading 1", "Normal", f'{_KEEP}<w:pageBreakBefore/>{_space(0, 10, 240)}<w:outlineLvl w:val="0"/>', "<w:b/>" + _DARK + _size(18),
    ),
    "Heading2": ("heading 2", "Normal", f'{_KEEP}{_space(16, 4, 240)}<w:outlineLvl w:val="1"/>', "<w:b/>" + _DARK + _size(14)),
    "Heading3": ("heading 3", "Normal", f'{_KEEP}{_space(12, 2, 240)}<w:outlineLvl w:val="2"/>', "<w:b/>" + _DARK + _size(11.5)),
    "TOCHeading": ("TOC Heading", "Normal", f'{_KEEP}<w:pageBreakBefore w:val="0"/>{_space(24, 6, 240)}<w:outlineLvl w:val="9"/>', "<w:b/>" + _DARK + _size(14)),
    "TOC1": ("toc 1", "Normal", _entry(0, 5), "<w:b/>"),
    "TOC2": ("toc 2", "Normal", _entry(284, 0), ""),
    "Caption": ("caption", "Normal", _space(12, 4, 240), "<w:b/>" + _size(10)),
    "Header": ("header", "Normal", f'<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>{_space(0, 0, 240)}', '<w:color w:val="404040"/>' + _size(9)),
    "Footer": ("footer", "Normal", f'<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>{_space(0, 0, 240)}', '<w:color w:val="404040"/>' + _size(9)),
    "Caution": ("Caution", "Normal", f'<w:keepLines/>{_BAR}{_space(8, 8)}<w:ind w:left="227"/>', "<w:b/>"),
    "Note": ("Note", "Normal", _space(4, 6), '<w:color w:val="404040"/>' + _size(9)),
    "Chart": ("Chart", "Normal", "<w:keepNext/>" + _space(8, 0, 240), ""),
    "TableText": ("Table Text", "Normal", _space(2, 2, 240), _size(9.5)),
}  # fmt: skip
# A chapter that begins on the page where the last one ends.
_FOLLOWING = f'{_KEEP}{_space(24, 8, 240)}<w:outlineLvl w:val="0"/>'
_LISTS = ("ListBullet", "ListNumber")

_TABLE = f"""<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="85" w:type="dxa"/><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tblBorders>
<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"""


def dress(document: WordDocument, language: str, *, new_pages: bool) -> None:
    """Set page, language and styles of a new document; chapters begin on `new_pages` or follow one another."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(12.5)
    section.different_first_page_header_footer = True
    styles: Any = document.styles.element
    _speak(document, styles, language)
    known = {}
    for style in list(styles.style_lst):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)  # a hundred looks that nobody uses here, most of the file
        else:
            known[style.get(qn("w:styleId"))] = style
    for identifier, (name, based_on, of_paragraph, of_text) in _PARAGRAPHS.items():
        if identifier not in known:
            known[identifier] = _new(identifier, name, based_on)
            styles.append(known[identifier])
        if identifier == "Heading1" and not new_pages:
            of_paragraph = _FOLLOWING
        _set(known[identifier], of_paragraph, of_text)
    for identifier in _LISTS:
        number = known[identifier].find(f".//{qn('w:numId')}").get(qn("w:val"))
        _set(known[identifier], _NUMBERED.format(number) + _space(0, 4), "")
    styles.append(parse_xml(_TABLE))


def _speak(document: WordDocument, styles: Any, language: str) -> None:
    """Say in which language the document is, for spelling and for screen readers."""
    for tag in styles.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
    settings: Any = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)
    # The template says that its spelling was checked.
    settings.remove(settings.find(qn("w:proofState")))


def _new(identifier: str, name: str, based_on: str) -> Any:
    ours = "" if name.startswith("toc") else ' w:customStyle="1"'
    return parse_xml(
        f'<w:style {NAMESPACES} w:type="paragraph"{ours} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/><w:qFormat/></w:style>'
    )


def _set(style: Any, of_paragraph: str, of_text: str) -> None:
    """Put these properties in the place of a style's own; they stand last in it."""
    for name in ("w:pPr", "w:rPr", "w:semiHidden"):
        found = style.find(qn(name))
        if found is not None:
            style.remove(found)
    for tag, inner in (("pPr", of_paragraph), ("rPr", of_text)):
        if inner:
            style.append(parse_xml(f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"))
