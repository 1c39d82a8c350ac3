"""What keeps a page from being read by everybody: a list of faults, empty for a page without any.

The rules are those of WCAG 2.2 that a program can decide: language, title, headings, landmarks, tables, pictures, names
of links, ids, and the contrast of every pair of colours that the style sheet sets in words.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Element:
    """An element, its attributes and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        """Everything said in it, in order."""
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    def all(self, *tags: str) -> list[Element]:
        """Every element in it with one of the tags, in order; every element without tags."""
        found: list[Element] = []
        for each in self.children:
            if isinstance(each, Element):
                found += ([each] if not tags or each.tag in tags else []) + each.all(*tags)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: str) -> Element:
    """Return the page as a tree. Fails where the tags are not balanced."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    assert tree.open == [tree.root], f"<{tree.open[-1].tag}> is not closed"
    return tree.root


def faults(page: str) -> list[str]:
    """Return every fault found in a page."""
    root = parsed(page)
    return [*_whole(root), *_headings(root), *_tables(root), *_pictures(root), *_names(root), *_colours(page)]


def _whole(root: Element) -> list[str]:
    found = []
    [html] = root.all("html")
    if not html.attributes.get("lang"):
        found.append("the page has no language")
    if [each.text.strip() != "" for each in root.all("title") if each not in _inside(root, "svg")] != [True]:
        found.append("the page has not one title")
    for landmark in ("main", "header"):
        if len(root.all(landmark)) != 1:
            found.append(f"the page has not one {landmark}")
    viewport = [each for each in root.all("meta") if each.attributes.get("name") == "viewport"]
    if not viewport or re.search(r"maximum-scale|user-scalable", str(viewport[0].attributes["content"])):
        found.append("the page can not be enlarged")
    return found


def _inside(root: Element, tag: str) -> list[Element]:
    return [each for outer in root.all(tag) for each in outer.all()]


def _headings(root: Element) -> list[str]:
    headings = root.all("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(each.tag[1]) for each in headings]
    found = [f"an empty {each.tag}" for each in headings if not each.text.strip()]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append("not one h1 that comes first")
    found += [f"h{deeper} follows h{level}" for level, deeper in pairwise(levels) if deeper > level + 1]
    return found


def _tables(root: Element) -> list[str]:
    found = []
    for table in root.all("table"):
        captions = table.all("caption")
        if len(captions) != 1 or not captions[0].text.strip() or table.children[1] is not captions[0]:
            found.append("a table without a caption at its beginning")
        heads = table.all("th")
        found += [
            f"a th without scope: {each.text}" for each in heads if each.attributes.get("scope") not in ("col", "row")
        ]
        found += ["an empty th" for each in heads if not each.text.strip()]
        if not table.all("thead") or not heads:
            found.append("a table without a head")
        widths = {len(row.all("th", "td")) for row in table.all("tr")}
        if len(widths) > 1:
            found.append(f"a table with rows of {sorted(widths)} cells")
    return found


def _pictures(root: Element) -> list[str]:
    found = []
    for svg in root.all("svg"):
        if svg.attributes.get("role") != "img":
            found.append("a picture that is not said to be one")
        for tag, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
            named = [each for each in svg.all(tag) if each.text.strip()]
            if len(named) != 1 or svg.attributes.get(attribute) != named[0].attributes.get("id"):
                found.append(f"a picture without a {tag}")
    for figure in root.all("figure"):
        if not figure.all("figcaption") or not figure.all("p", "table"):
            found.append("a figure without words")
    return found


def _names(root: Element) -> list[str]:
    everything = root.all()
    ids = [str(each.attributes["id"]) for each in everything if "id" in each.attributes]
    found = [f"the id {name} is used {times} times" for name, times in Counter(ids).items() if times > 1]
    for each in everything:
        for attribute in ("aria-labelledby", "aria-describedby"):
            for name in (each.attributes.get(attribute) or "").split():
                if name not in ids:
                    found.append(f"{attribute} of <{each.tag}> points at nothing")
        if each.tag == "a" and not each.text.strip():
            found.append("a link without words")
        if each.tag == "a" and str(each.attributes.get("href"))[1:] not in ids:
            found.append(f"the link to {each.attributes.get('href')} leads nowhere")
        if each.tag in ("nav", "aside") and not each.attributes.get("aria-label"):
            found.append(f"a {each.tag} without a name")
        if each.attributes.get("role") in ("region", "group") and not each.attributes.get("aria-labelledby"):
            found.append("a region without a name")
    return found


def _colours(page: str) -> list[str]:
    """Every rule that sets a text colour is held against the ground it sets, or against every ground it may lie on."""
    [sheet] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    colour = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheet))
    grounds = {"paper", "panel"}
    found = []
    for chosen, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        ink = re.search(r"(?<![-\w])color:\s*var\(--([\w-]+)\)", rules)
        ground = re.search(r"background:\s*var\(--([\w-]+)\)", rules)
        if not ink and not ground:
            continue
        inks = {ink[1]} if ink else {"ink"}
        for one in inks:
            for other in {ground[1]} if ground else grounds:
                ratio = contrast(colour[one], colour[other])
                if ratio < 4.5:
                    found.append(f"{chosen.strip()}: {one} on {other} has a contrast of {ratio:.1f}")
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance): 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
