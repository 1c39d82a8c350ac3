"""Drawing SVG by hand: shapes and texts of a tree, written by the XML library, so that no text can be markup."""

from __future__ import annotations

import unicodedata
from typing import Literal
from xml.etree import ElementTree

from casereview.text import clipped

# How much wider bold letters are.
_BOLD = 1.15


class Drawing:
    """One picture with a title and a description; `height` is set once everything is placed."""

    def __init__(self, width: int, name: str, title: str, description: str, font: str = "") -> None:
        """`name` begins the ids; without a `font` the texts take the one around them."""
        self.height = 0.0
        self.width = width
        self._root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "role": "img",
                "aria-labelledby": f"{name}-title",
                "aria-describedby": f"{name}-words",
                **({"font-family": font} if font else {}),
            },
        )
        ElementTree.SubElement(self._root, "title", {"id": f"{name}-title"}).text = title or "Chart"
        ElementTree.SubElement(self._root, "desc", {"id": f"{name}-words"}).text = description or title or "Chart"

    def markup(self) -> str:
        """Return the element."""
        self._root.set("viewBox", f"0 0 {self.width} {_number(self.height)}")
        return ElementTree.tostring(self._root, encoding="unicode")

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, opacity: float = 1) -> None:
        """Draw a filled rectangle."""
        self._shape(
            "rect", fill=colour, x=x, y=y, width=width, height=height, **({"opacity": opacity} if opacity < 1 else {})
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, thick: float, *, dashes: str = "") -> None:
        """Draw a line; `dashes` are the lengths drawn and left out."""
        marks: dict[str, str | float] = {"stroke": colour, "stroke-width": thick}
        if dashes:
            marks["stroke-dasharray"] = dashes
        self._shape("line", x1=x1, y1=y1, x2=x2, y2=y2, **marks)

    def diamond(self, x: float, y: float, size: float, colour: str) -> None:
        """Draw a filled diamond with a white rim, so that it stands out from what lies below it."""
        corners = " ".join(
            f"{_number(a)},{_number(b)}" for a, b in [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
        )
        self._shape("polygon", points=corners, fill=colour, stroke="#ffffff", **{"stroke-width": 2.0})

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        colour: str,
        *,
        anchor: Literal["start", "middle", "end"] = "start",
        bold: bool = False,
        italic: bool = False,
        halo: bool = False,
    ) -> None:
        """Write one line, its baseline at `y`; a `halo` keeps it readable over lines."""
        marks: dict[str, str | float] = {"font-size": size, "fill": colour}
        if anchor != "start":
            marks["text-anchor"] = anchor
        if bold:
            marks["font-weight"] = "bold"
        if italic:
            marks["font-style"] = "italic"
        if halo:
            marks |= {"stroke": "#ffffff", "stroke-width": 4.0, "stroke-linejoin": "round", "paint-order": "stroke"}
        self._shape("text", x=x, y=y, **marks).text = words

    def _shape(self, tag: str, **marks: str | float) -> ElementTree.Element:
        said = {key: value if isinstance(value, str) else _number(value) for key, value in marks.items()}
        return ElementTree.SubElement(self._root, tag, said)


def width_of(words: str, size: int, *, bold: bool = False) -> float:
    """Return about how wide a line of text is: no font is asked, and a wide one is assumed."""
    return sum(_letter(each) for each in words) * size * (_BOLD if bold else 1)


def fitting(words: str, width: float, size: int, most: int, *, bold: bool = False) -> list[str]:
    """Return `words` as one to `most` lines that are at most `width` wide; the rest is cut, and the cut marked."""
    width /= _BOLD if bold else 1
    # No more letters than the narrowest would fill are walked through.
    left = clipped(words, int(width / size * 4 * most))
    lines: list[str] = []
    while left and len(lines) < most:
        end = _that_fit(left, width, size)
        if end < len(left):
            end = (left.rfind(" ", 0, end + 1) + 1) or end
        lines.append(left[:end].rstrip())
        left = left[end:].lstrip()
    if left:
        lines[-1] = lines[-1][: max(0, _that_fit(lines[-1], width - size, size))] + "…"
    return lines or [""]


def _that_fit(words: str, width: float, size: int) -> int:
    used = 0.0
    for number, each in enumerate(words):
        used += _letter(each) * size
        if used > width:
            return max(1, number)
    return len(words)


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    if letter in " .,:;'|!iljtfr()1":
        return 0.38
    return 0.9 if letter in "mwMW%@" else 0.6


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
