"""Words that may tell who an account is about: looked for before it leaves the room. It warns; a person decides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from casereview.questions.model import QuestionSet

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(
    rf"\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,4}}\b"
)
_TELEPHONE = re.compile(r"(?<![\w+])\+?\(?\d(?:[\s().\-–‑]{0,2}\d){8,14}(?!\w)")
_REFERENCES = re.compile(r"\b(?=\w*[^\W\d_])(?=\w*\d)[\w/-]{4,}\b|\b\d{5,}\b")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_ENDS = re.compile(r"[.!?:]\s*[\"'”’)]*\s*$")
_LIKE_A_NAME = re.compile(
    r"['’]s?\b|\s+(?:is|was|has|had|did|does|went|came|got|said|told|felt|wanted|wants|needed|needs|should|would|could)\b"
)
_NEAR = 12
_USUAL = frozenset(
    {"I", "YOT", "RoSH", "RoH", "LoR", "RMP", "VMP", "Asset", "ETE", "DTO", "YRO", "MAPPA", "CAMHS", "English", "Welsh"}
)


# What may stand between the letters and the figures of a reference, however it is typed; hidden signs too.
_SIGNS = r"[\s_/.:\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]"
_BETWEEN = f"{_SIGNS}{{0,3}}"
_PIECES = re.compile(r"[^\W\d_]+|\d{1,100}")
_REGULAR = re.compile(rf"[^\W_]+(?:{_SIGNS}{{1,3}}[^\W_]+)*")
# Words that sentences begin with; any other at a beginning may be a name.
_BEGINNINGS = frozenset(
    re.findall(
        r"\S+",
        """a about above across after afterwards again all almost along also although always among an and another any anybody
    anyone apart are as at back because been before behind being below beside besides between beyond both but by can case
    cases change changes children clear close come concerns contact could custody daily despite did do during each early
    education either enough even eventually every everybody everyone everything few finally first five for four from full
    further getting given giving good had half has have having he health help helped her here hers him his home hospital how
    however if immediately in initially instead intensive into is it its itself joint just keeping kept last later less like
    listening little long lots making many maybe meanwhile meetings mentoring met more most mother mother's mum much my
    near nearly neither never next no nobody nobody's none nor not nothing now of off often on once one only or others our
    out over overall parents parent people perhaps planning plans police praise prior progress prompt quick quickly rather
    reading recently regular regularly respect returning school second seeing seen several she should since six small so
    social some somebody someone something sometimes soon staff still strong such support supported taking ten that the
    their them then there these they thinking third this those though three through throughout thus to today together
    too training trust two under unlike until up upon using very visits was we weekly well were what when where whether
    which while who whose why with within without work worker workers working would year years yet you young your youth
    father dad grandmother grandfather family brother sister aunt uncle carers carer teacher teachers housing accommodation
    assessment risk review reviews sessions session victim victims offending reparation intervention interventions known ring call see""",
    )
)


class Warning(NamedTuple):
    """Something in an account that may identify a child: what kind of thing, and the words."""

    kind: str
    words: str


def reference_pattern(reference: str) -> str:
    """Return a regular expression for a case reference however it is typed: `BR-004`, `br 004`, `BR004`, `BR‑4`."""
    pieces = _PIECES.findall(reference[:100])
    figures = [each.isdecimal() for each in pieces]
    # Figures alone, or other signs, are looked for as they are written: `04-12` typed otherwise may be any two numbers.
    if len(reference) > 100 or not _REGULAR.fullmatch(reference) or all(figures) or not any(figures):
        return rf"(?<!\w){re.escape(reference)}(?!\w)"
    said = (f"0*{int(each)}" if each.isdecimal() else re.escape(each) for each in pieces)
    return rf"(?<!\w){_BETWEEN.join(said)}(?!\w)"


def known_words(question_set: QuestionSet) -> list[str]:
    """Return the words of a question set, which identify nobody: those of its glossary and of its questions."""
    texts = [each.term for each in question_set.glossary]
    for question in question_set.questions:
        texts += [question.text, question.short, question.good, question.poor, question.among, question.item]
    return sorted({word for each in texts for word in _WORDS.findall(each)})


def warnings(
    text: str, invented: str, references: Iterable[str], known: Iterable[str] = (), *, account: bool = True
) -> list[Warning]:
    """Return what in an account may identify somebody: case references, dates,
    telephone numbers, and capitalised words.

    `invented` is the first name that was made up, `known` are words of the field, which identify nobody. The name is
    looked at too: a reference is none. In what is no `account` of somebody (a recommendation begins with what must be
    done), a word at the beginning of a sentence is told of only where it stands like a name: `Kieran was`, `Kieran's`.
    Each thing once.
    """
    found: dict[Warning, None] = {}
    references = list(references)
    for each in (invented, text):
        told: set[int] = set()  # the places of words that are told of already
        for kind, start, end in _spans(each, references):
            if told.isdisjoint(range(start, end)):
                found[Warning(kind, each[start:end])] = None
                told.update(range(start, end))
        if each is text:
            allowed = _USUAL | {word for given in (invented, *known) for word in _WORDS.findall(given)}
            for start, end in _capitals(text, allowed, account):
                if told.isdisjoint(range(start, end)):
                    found[Warning("capitalised word", text[start:end])] = None
    return list(found)


def _spans(text: str, references: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for reference in references:
        for match in re.finditer(reference_pattern(reference), text, re.IGNORECASE):
            yield "case reference", *match.span()
    for kind, pattern in (
        ("date", _DATES),
        ("telephone number", _TELEPHONE),
        ("looks like a reference", _REFERENCES),
    ):
        for match in pattern.finditer(text):
            yield kind, *match.span()


def _capitals(text: str, allowed: Collection[str], account: bool) -> Iterator[tuple[int, int]]:
    """Words with a capital; at the beginning of a sentence only those that few sentences begin with."""
    usual = _BEGINNINGS | {each.casefold() for each in allowed}
    for place, match in enumerate(_WORDS.finditer(text)):
        word = re.sub(r"['’]s?$", "", match[0])
        before = text[max(0, match.start() - _NEAR) : match.start()]  # as far as the end of the sentence before shows
        begins = not place or _ENDS.search(before)
        end = match.start() + len(word)
        if begins and (word.casefold() in usual or not (account or _LIKE_A_NAME.match(text, end))):
            continue
        if word[:1].isupper() and word not in allowed:
            yield match.start(), end
