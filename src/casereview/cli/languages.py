"""A casebook in another language, for the documents."""

from __future__ import annotations

from pathlib import Path

from casereview.casebook import Casebook
from casereview.cli.status import Misuse


def speak(opened: Casebook, language: str) -> None:
    """Let a casebook say the question set's words in a language: a tag of a shipped translation, or a translation's
    file.

    Raises Misuse where there is none such, QuestionSetError for one that does not fit, and OSError.
    """
    from casereview.cli import inputs
    from casereview.questions.catalogue import translations
    from casereview.questions.translate import read_translation, translated
    from casereview.tui.actions import ACTIONS

    own, file = opened.question_set, language.endswith(".toml")
    known = translations(own.id)
    if not file and language not in known:
        there_are = f"there are {', '.join(known)}" if known else "none is shipped"
        raise Misuse(f"--language: no '{language[:40]}' of {own.id}; {there_are}, or give a file ending in .toml")
    path = inputs.file(Path(language)) if file else known[language]
    found = read_translation(path, own, [each.id for each in ACTIONS], strict=file)
    opened.speak(translated(own, found))
