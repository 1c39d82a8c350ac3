"""What is wrong with the texts of a translation: something that the set does not have, or that the set could not say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from casereview.questions.fault import MOST_FAULTS
from casereview.questions.texts import (
    LONGEST_CLAUSE,
    LONGEST_NOUN,
    LONGEST_SENTENCES,
    LONGEST_SHORT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    hides,
)
from casereview.questions.translate_places import Place, said
from casereview.text import clipped, nearest

# What a bare text in place of a table of texts is.
_MAIN = ("text", "title", "label", "term", "what", "words")
# What kind of text a key holds; every other is a title or label. As long as it is may be what explains.
_EXPLAINS = ("about", "guidance", "not_applicable", "help")
_WORDS = ("text", "meaning")
_SENTENCES = ("reader", "method", "next_steps", "thanks")
_CLAUSES = ("good", "poor", "among", "phrase")
_NOUNS = ("criterion_word", "criteria_word")
_LONGEST_OF_KEY = 24  # what a key does, beside it on a screen


def gather(
    given: Mapping[str, Any],
    known: Mapping[str, Any],
    above: Place,
    texts: dict[Place, str],
    faults: list[str],
    unknown: list[str],
) -> None:
    """Gather the texts of a table, and what is wrong with it. As deep as what is known, and no deeper."""
    for key, value in given.items():
        where = " ".join(clipped(step, 48) for step in above)
        start = f"{where}: " if where else ""
        if key not in known:
            # Only below a table is it an id that another version could have.
            list_ = unknown if above else faults
            hint = _instead(key, known) if len(list_) < MOST_FAULTS else ""  # what is not shown is not looked for
            list_.append(f"{start}nothing is called '{clipped(key, 48)}'{hint}")
            continue
        inside, place = known[key], (*above, key)
        if isinstance(value, Mapping) and isinstance(inside, Mapping):
            gather(value, inside, place, texts, faults, unknown)
        elif isinstance(value, str):
            if isinstance(inside, Mapping):
                main = next(iter(inside), "")
                if main not in _MAIN or not isinstance(inside[main], str):
                    faults.append(f"{start}'{key}' is a text; write a line [{'.'.join(place)}] with its texts below")
                    continue
                place = (*place, main)
            texts[place] = value
        else:
            found = "a list" if isinstance(value, list) else clipped(str(value), 20)
            wanted = (
                f"a line [{'.'.join(place)}] with its texts below"
                if isinstance(inside, Mapping)
                else "a text in quotes"
            )
            faults.append(f"{start}'{clipped(key, 48)}' is {found}; write {wanted}")


def text_faults(place: Place, text: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one text; `known` holds what it translates."""
    key, where = place[-1], said(place)
    longest = _longest(place)
    if not text.strip():
        yield f"{where} is empty; leave it out to keep the set's own words"
        return
    if longest is not None and len(text) > longest:
        yield f"{where} has {len(text):,} characters; it can have {longest:,}"
    if hides(text, lines=key in (*_EXPLAINS, *_WORDS, *_SENTENCES)):
        yield f"{where} has a line break or a character that can not be seen; take it out"
    if key in _CLAUSES and text[-1] in " .":
        yield f"{where} is a part of a sentence, without a full stop"
    if key in _NOUNS and (text != text.strip(" .") or len(text) < 2):
        yield f"{where} is a word within a sentence, without a full stop"
    here: Any = known
    for step in place:
        here = here[step]
    if "{item}" in str(here) and text.count("{item}") != 1 and key != "guidance":
        yield f"{where} needs '{{item}}' once, where the item goes"
    elif "{item}" in text and "{item}" not in str(here):
        yield f"{where} has '{{item}}', which the set's own text has not"


def _longest(place: Place) -> int | None:
    """How many characters a text can have; None for any number."""
    key = place[-1]
    if key == "short":
        return LONGEST_SHORT[place[0]]
    if place[:2] == ("words", "actions"):
        return _LONGEST_OF_KEY if key == "words" else LONGEST_WORDS
    if key in _EXPLAINS:
        return None
    kinds = (
        (_WORDS, LONGEST_WORDS),
        (_SENTENCES, LONGEST_SENTENCES),
        (_CLAUSES, LONGEST_CLAUSE),
        (_NOUNS, LONGEST_NOUN),
    )
    return next((longest for keys, longest in kinds if key in keys), LONGEST_TITLE)


def _instead(word: str, known: Collection[str]) -> str:
    return nearest(word, known) or (f"; it can be {', '.join(known)}" if 0 < len(known) <= 12 else "")
