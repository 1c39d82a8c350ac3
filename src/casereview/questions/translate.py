"""A question set in another language: a sibling file carries translations by id, and what it lacks stays as it is.

Only what is shown changes. Ids, digest and source stay, so the same key makes the same entry whatever the language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from casereview.questions.build import build
from casereview.questions.fault import few
from casereview.questions.load import QuestionSetError, read
from casereview.questions.model import ANSWERS, QuestionSet, Words
from casereview.questions.texts import hides
from casereview.questions.translate_check import gather, text_faults
from casereview.questions.translate_places import Place, places_in, texts_wanted
from casereview.text import clipped

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


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
    known = texts_wanted(question_set, actions)
    gather(data, known, (), texts, faults, unknown)
    faults += [fault for place, text in texts.items() for fault in text_faults(place, text, known)]
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
    for place, owner, key in places_in(data):
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
    found = ((place, str(owner.get(key) or "")) for place, owner, key in places_in(json.loads(question_set.source)))
    return {place: text for place, text in found if text.strip()}


def missing(question_set: QuestionSet, translation: Translation, actions: Collection[str] = ()) -> list[Place]:
    """Return the places of the texts that the set has and the translation has not, in the order of the file."""
    wanted = [*texts_of(question_set), *(("words", "answers", each) for each in ANSWERS)]
    # The sentence of the help may stay as it is: what the key does is told by its words.
    wanted += [("words", "actions", each, "words") for each in actions]
    return [place for place in wanted if place not in translation.texts]
