"""A language that nobody speaks, for tests: every text of a set wrapped and accented, so that what is not translated is seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from casereview.questions import QuestionSet
from casereview.questions.build import build
from casereview.questions.translate import texts_of
from casereview.questions.translate_places import Place, places_in

CANARY = "Zq"
_ACCENTED = str.maketrans("aeiounysgcAEIOUNYSGC", "āēīōūñÿşğçÅĒĪØŪÑŸŞĞÇ")
_ROOM = {("facts", "short"): 12, ("parts", "short"): 14, ("questions", "short"): 48}


def spoken(text: str, room: int = 190) -> str:
    """Return a text in the language: `⟦ēvīdēñçē⟧`; what stands in braces stays."""
    said = "".join(
        each if each.startswith("{") else each.translate(_ACCENTED) for each in re.split(r"(\{[a-z]+\})", text)
    )
    return f"⟦{said if '{' in said else said[: room - 2]}⟧"


def canaried(question_set: QuestionSet) -> QuestionSet:
    """Return the set with every text of its own marked, so that any of it is known wherever it is shown."""
    data = json.loads(question_set.source)
    for _, owner, key in places_in(data):
        if owner.get(key):
            owner[key] = CANARY + owner[key]
    return build(data)


def translation(question_set: QuestionSet, actions: Iterable[str] = (), language: str = "qps") -> str:
    """Return a complete translation of a set as the text of its file."""
    texts: dict[Place, str] = {
        place: spoken(text.removeprefix(CANARY), _ROOM.get((place[0], place[-1]), 190) if len(place) == 3 else 190)
        for place, text in texts_of(question_set).items()
    }
    texts |= {("words", "answers", each): spoken(each) for each in ("yes", "no", "na")}
    for each in actions:
        texts["words", "actions", each, "words"] = spoken(each.split(".")[1], 24)
        texts["words", "actions", each, "help"] = spoken(each)
    head = f'language = "{language}"\nof = "{question_set.id}"\nname = "Pseudo"\n'
    return head + "".join(f"{_key(place)} = {_text(text)}\n" for place, text in texts.items())


def write(path: Path, question_set: QuestionSet, actions: Iterable[str] = ()) -> Path:
    """Write the complete translation of a set to a file."""
    path.write_text(translation(question_set, actions), encoding="utf-8")
    return path


def _key(place: Place) -> str:
    return ".".join(map(_text, place))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
