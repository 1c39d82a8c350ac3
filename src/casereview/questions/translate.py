"""A question set in another language: a sibling file carries translations by id, and what it lacks stays as it is.

Only what is shown changes. Ids, digest and source stay, so the same key makes the same entry whatever the language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from casereview.questions.build import build
from casereview.questions.load import MOST_FAULTS, QuestionSetError, few, read
from casereview.questions.model import ANSWERS, QuestionSet, Words
from casereview.questions.texts import (
    LONGEST_CLAUSE,
    LONGEST_NOUN,
    LONGEST_SENTENCES,
    LONGEST_SHORT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    hides,
    words_of,
)
from casereview.text import clipped, nearest

Place = tuple[str, ...]

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
# What can be translated in each table, and by which key its entries are told apart; the first text may stand alone.
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "bands": ("id", ("label",)),
    "sections": ("id", ("title",)),
    "criteria": ("id", ("title",)),
    "themes": ("id", ("title",)),
    "facts": ("id", ("label", "short", "help")),
    "parts": ("id", ("title", "short")),
    "lists": ("id", ("title",)),
    "questions": (
        "id",
        ("text", "short", "guidance", "not_applicable", "good", "poor", "among", "low", "high"),
    ),
    "timetable": ("id", ("what",)),
    "recommendations": ("id", ("text", "who")),
    "glossary": ("term", ("term", "meaning")),
}
_WITHIN: dict[str, dict[str, tuple[str, ...]]] = {
    "facts": {"options": ("label",)},
    "lists": {"items": ("label",)},
    "questions": {"reasons": ("label", "phrase"), "options": ("label",)},
}
# What a bare text in place of a table of texts is.
_MAIN = ("text", "title", "label", "term", "what", "words")
_ONE = {"bands": "band", "criteria": "criterion", "glossary": "term", "timetable": "milestone", "elsewhere": "standard"}
# What kind of text a key holds; every other is a title or label. As long as it is may be what explains.
_EXPLAINS = ("about", "guidance", "not_applicable", "help")
_WORDS = ("text", "meaning")
_SENTENCES = ("reader", "method", "next_steps", "thanks")
_CLAUSES = ("good", "poor", "among", "phrase")
_NOUNS = ("criterion_word", "criteria_word")
_LONGEST_OF_KEY = 24  # what a key does, beside it on a screen


class Translation(NamedTuple):
    """The texts of a translation by their place in the set's file, and what its file is called and says of itself."""

    language: str
    name: str
    of: str
    texts: Mapping[Place, str]


def is_translation(data: Mapping[str, Any]) -> bool:
    """Tell whether the data of a file is a translation and no question set: it says `of` which set it is."""
    return "of" in data or "language" in data


def read_translation(
    path: Path, question_set: QuestionSet, actions: Collection[str] = (), *, strict: bool = True
) -> Translation:
    """Read the translation of a question set; `actions` are the ids whose words can be translated.

    Not `strict` passes over ids that the set does not have: a casebook may carry an older version of it. Raises
    QuestionSetError with every fault, and OSError.
    """
    data = read(path)
    faults: list[str] = []
    unknown: list[str] = []
    texts: dict[Place, str] = {}
    language, of = data.pop("language", None), data.pop("of", None)
    name = data.pop("name", None)
    if not isinstance(language, str) or not _TAG.fullmatch(language):
        faults.append('\'language\' is missing or no short name of a language; write it as "cy" or "en-GB"')
    elif (tag := _tag_of(path, question_set)) and tag.lower() != language.lower():
        faults.append(
            f"'language' is '{language}', and the file's name says '{clipped(tag, 20)}'; write the same in both"
        )
    if of != question_set.id:
        said = f"'{clipped(str(of), 48)}'" if of is not None else "missing"
        faults.append(f"'of' is {said}; it names the set that is translated, '{question_set.id}'")
    if not isinstance(name, str) or not name.strip() or hides(name) or len(name) > 40:
        said = "is missing" if name is None else "is no name"
        faults.append(
            f"'name' {said}; write what the language calls itself, at most 40 letters, as in name = \"Cymraeg\""
        )
    known = _tree(question_set, actions)
    _walk(data, known, (), texts, faults, unknown)
    faults += [fault for place, text in texts.items() for fault in _text_faults(place, text, known)]
    faults += [
        f"{' '.join(place[:2])}: {clipped(place[2], 48)} has help and no words; write its words too"
        for place in texts
        if place[:2] == ("words", "actions") and place[3] == "help" and (*place[:3], "words") not in texts
    ]
    if strict:
        faults += unknown
    if faults:
        raise QuestionSetError([f"{path}: {fault}" for fault in few(faults, str)])
    return Translation(str(language), str(name), question_set.id, texts)


def _tag_of(path: Path, question_set: QuestionSet) -> str:
    """The language that a file's name says: that of `SET.cy.toml`, beside `SET.toml` or named after the set."""
    of, _, tag = path.stem.rpartition(".")
    named = of == question_set.id or (of != "" and path.with_name(f"{of}.toml").is_file())
    return tag if named and _TAG.fullmatch(tag) else ""


def translated(question_set: QuestionSet, translation: Translation) -> QuestionSet:
    """Return the set in another language: same ids, digest and source; what is not translated stays as it is."""
    data = json.loads(question_set.source)
    for place, owner, key in _places(data):
        if place in translation.texts:
            owner[key] = translation.texts[place]
    built = build(data)
    texts = translation.texts
    answers = {each: texts[place] for each in ANSWERS if (place := ("words", "answers", each)) in texts}
    actions = {
        place[2]: (text, texts.get((*place[:3], "help"), ""))
        for place, text in texts.items()
        if place[:2] == ("words", "actions") and place[3] == "words"
    }
    words = Words(translation.language, translation.name, {**question_set.words.answers, **answers}, actions)
    return replace(built, digest=question_set.digest, source=question_set.source, words=words)


def texts_of(question_set: QuestionSet) -> dict[Place, str]:
    """Return every text of a set that can be translated, by its place, in the
    order of the file; what is empty is left out.
    """
    found = ((place, str(owner.get(key) or "")) for place, owner, key in _places(json.loads(question_set.source)))
    return {place: text for place, text in found if text.strip()}


def missing(question_set: QuestionSet, translation: Translation, actions: Collection[str] = ()) -> list[Place]:
    """Return the places of the texts that the set has and the translation has not, in the order of the file."""
    wanted = [*texts_of(question_set), *(("words", "answers", each) for each in ANSWERS)]
    # The sentence of the help may stay as it is: what the key does is told by its words.
    wanted += [("words", "actions", each, "words") for each in actions]
    return [place for place in wanted if place not in translation.texts]


def kind_of(place: Place) -> str:
    """Return what kind of text a place holds, for counting: `question guidance`, `reason label`, `band`."""
    if place[0] == "words":
        return place[1]
    if len(place) == 1:
        return place[0]
    table = place[2] if len(place) == 5 else place[0]
    one = _one(table)
    main = place[-1] in ("title", "label", "term") and (len(place) == 5 or table != "facts")
    return one if main else f"{one} {place[-1].replace('_', ' ')}"


def said(place: Place) -> str:
    """Return a place in words: `question plan, reason vague: phrase`."""
    if place[0] == "words":
        return ": ".join((" ".join(place[:2]), " ".join(place[2:])))
    if len(place) == 1:
        return place[0]
    if place[0] == "documents":
        return f"documents: {place[1]}"
    where = f"{_one(place[0])} {clipped(place[1], 48)}"
    if len(place) == 5:
        where += f", {_one(place[2])} {clipped(place[3], 48)}"
    return f"{where}: {place[-1]}"


def _one(table: str) -> str:
    return _ONE.get(table, table.removesuffix("s"))


def _places(data: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any], str]]:
    """Yield each text that can be translated: its place, and the object and key that hold it.

    Bare options are written out.
    """
    for key in ("title", "about"):
        yield (key,), data, key
    for table, (name, keys) in _TABLES.items():
        for entry in data.get(table, ()):
            here = (table, entry[name])
            for key in keys:
                yield (*here, key), entry, key
            for inner, texts in _WITHIN.get(table, {}).items():
                entry_list = entry.get(inner, [])
                for at, each in enumerate(entry_list):
                    if isinstance(each, str):
                        entry_list[at] = each = {"id": each, "label": words_of(each)}
                    for key in texts:
                        yield (*here, inner, each["id"], key), each, key
    for key in ("reader", "method", "next_steps", "thanks", "criterion_word", "criteria_word"):
        if key in data.get("documents", {}):
            yield ("documents", key), data["documents"], key
    for band in data.get("overall", {}).get("bands", ()):
        yield ("overall", band["id"], "label"), band, "label"
    for standard in data.get("overall", {}).get("elsewhere", ()):
        yield ("elsewhere", standard["id"], "title"), standard, "title"


def _tree(question_set: QuestionSet, actions: Collection[str]) -> dict[str, Any]:
    """Return what a translation may hold: tables in tables, and at each text what it translates."""
    tree: dict[str, Any] = {}
    data = json.loads(question_set.source)
    found = [(place, str(owner.get(key) or "")) for place, owner, key in _places(data)]
    found += [(("words", "answers", each), "") for each in ANSWERS]
    found += [(("words", "actions", each, key), "") for each in actions for key in ("words", "help")]
    for place, text in found:
        here = tree
        for step in place[:-1]:
            here = here.setdefault(step, {})
        here[place[-1]] = text
    return tree


def _walk(
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
            _walk(value, inside, place, texts, faults, unknown)
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


def _text_faults(place: Place, text: str, known: Mapping[str, Any]) -> Iterator[str]:
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
