"""A question set for a person to read through, part by part."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from casereview.questions.model import ANSWER_WORDS, Question, QuestionSet
from casereview.text import counted


def question_set_lines(question_set: QuestionSet, *, width: int = 80) -> Iterator[str]:
    """Return the set as lines of at most `width` columns: the facts of a case, what is asked, when, for which figure, and the reasons."""
    yield f"{question_set.title} {question_set.version} ({question_set.id})"
    for paragraph in question_set.about.split("\n\n"):
        yield from ["", *textwrap.wrap(paragraph, width)]
    if question_set.facts:
        yield from ["", "Facts", "====="]
    for fact in question_set.facts:
        yield from ["", fact.id, *_wrapped(fact.label, width)]
        yield from _wrapped(f"One of: {', '.join(option.id for option in fact.options)}", width)
    for part in question_set.parts:
        rows = question_set.by_part[part.id]
        if rows:
            yield from ["", part.title, "=" * min(len(part.title), width)]
        for question in rows:
            yield ""
            yield from _question(question_set, question, width)


def sizes_said(question_set: QuestionSet) -> str:
    """Return how much a set asks: `12 scored rows, 40 prompts`; `14 items` of a questionnaire."""
    scored, prompts = len(question_set.scored), sum(map(len, question_set.prompts.values()))
    others = len(question_set.questions) - scored - prompts
    parts = [counted(scored, "scored row")] if scored or not others else []
    parts += [counted(prompts, "prompt")] if prompts else []
    return ", ".join([*parts, *([counted(others, "item")] if others else [])])


def _wrapped(text: str, width: int) -> list[str]:
    # An id is there to be copied: it stays in one piece.
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _question(question_set: QuestionSet, question: Question, width: int) -> Iterator[str]:
    yield question.id

    def wrapped(text: str) -> list[str]:
        return _wrapped(text, width)

    yield from wrapped(question.text)
    themes = [question_set.title_of("theme", each) for each in question.themes]
    if question.prompt_of:
        yield from wrapped(f"Prompt to {question.prompt_of}; never scored")
        return
    yield from wrapped(f"Criterion {question.criterion}" + (f"; key question: {', '.join(themes)}" if themes else ""))
    for gate, values in question.applies_when.items():
        yield from wrapped(f"Applies when {_gate_words(question_set, gate, values)}")
    if question.not_applicable:
        yield from wrapped(f"Not applicable: {question.not_applicable}")
    for reason in question.reasons:
        yield from wrapped(f"- {reason.label}")


def _gate_words(question_set: QuestionSet, gate: str, values: tuple[str, ...]) -> str:
    fact = question_set.fact.get(gate)
    said = [fact.words(each) if fact else ANSWER_WORDS.get(each, each) for each in values]
    return f"{fact.label.rstrip('?') if fact else gate} is {' or '.join(said)}"
