"""A question set for a person to read through, part by part: what is asked, and what can be answered."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from casereview.questions.model import Band, Option, Question, QuestionSet
from casereview.text import capital, counted

_SCORED = {
    "pooled": "Scored: the share of yes among yes and no, over all questions and cases together",
    "counts": "Counted, never scored: x of y",
    "lowest-key-question": "Rated: each criterion by the lowest of its key questions",
}


def question_set_lines(question_set: QuestionSet, *, width: int = 80) -> Iterator[str]:
    """Return the set as lines of at most `width` columns: how it is scored, the facts of a case,
    and all that is asked.
    """
    yield f"{question_set.title} {question_set.version} ({question_set.id})"
    for paragraph in question_set.about.split("\n\n") if question_set.about else ():
        yield from ["", *textwrap.wrap(paragraph, width)]
    yield from ["", *textwrap.wrap(f"{_SCORED[question_set.scoring]}. {sizes_said(question_set)}.", width)]
    yield from _bands(question_set.bands, width)
    if any(question.kind == "judgement" for question in question_set.questions):
        words = question_set.words.answers
        said = f"{words['yes']}, {words['no'].lower()} or {words['na'].lower()}"
        yield from textwrap.wrap(f"{said}: so a question is answered unless it says otherwise.", width)
    if question_set.facts:
        yield from ["", "Facts", "====="]
    for fact in question_set.facts:
        yield from ["", fact.id, *_wrapped(fact.label, width), *_paragraphs(fact.help, width)]
        yield from _values(fact.options, width)
    for part in question_set.parts:
        rows = question_set.by_part[part.id]
        if rows:
            yield from ["", part.title, "=" * min(len(part.title), width)]
        for question in rows:
            yield ""
            yield from _question(question_set, question, width)
    yield from _around(question_set, width)


def _bands(bands: Iterable[Band], width: int) -> Iterator[str]:
    for band in bands:
        points = f" ({counted(band.points, 'point')})" if band.points is not None else ""
        yield from _wrapped(f"{band.first} to {band.last}: {band.label}{points}", width)


def _around(question_set: QuestionSet, width: int) -> Iterator[str]:
    """What a set holds besides what is asked: the overall rating, recommendations, the glossary."""
    if question_set.overall:
        yield from ["", "Overall rating", "=============="]
        standards = counted(question_set.overall.standards, "standard")
        yield from _wrapped(f"{standards}; the points of their ratings together", width)
        yield from _bands(question_set.overall.bands, width)
    if question_set.elsewhere:
        yield from ["", "Judged elsewhere", "================"]
    for identifier, title in question_set.elsewhere.items():
        yield from _wrapped(f"{identifier} {title}", width)
    if question_set.recommendations:
        yield from ["", "Recommendations", "==============="]
    for each in question_set.recommendations:
        yield from ["", each.id, *_paragraphs(each.text, width), *_paragraphs(each.who, width, "For")]
        yield from _paragraphs(", ".join(each.questions), width, "Suggested by")
    if question_set.glossary:
        yield from ["", "Glossary", "========"]
    for term in question_set.glossary:
        yield from _wrapped(f"{term.term}: {term.meaning}", width)


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


def _listed(text: str, width: int) -> list[str]:
    """One of several, with a dash before it."""
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)


def _paragraphs(text: str, width: int, before: str = "") -> Iterator[str]:
    """A text of several lines, the first behind words of its own."""
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        yield from _wrapped(line if number or not before else f"{before}: {line}", width)


def _question(question_set: QuestionSet, question: Question, width: int) -> Iterator[str]:
    yield question.id
    yield from _wrapped(question.text, width)
    yield from _wrapped(_place(question_set, question), width)
    for gate, values in question.applies_when.items():
        yield from _wrapped(f"Applies when {_gate_words(question_set, gate, values)}", width)
    yield from _answers(question, width)
    yield from _paragraphs(question.guidance, width, "Guidance")
    yield from _paragraphs(question.not_applicable, width, "Not applicable")
    if question.reasons:
        yield "  Reasons for a no"
    for reason in question.reasons:
        yield from _listed(f"{reason.label}; in findings: {reason.phrase}" if reason.phrase else reason.label, width)
    for when, words in (("for a yes", question.good), ("for a no", question.poor), ("among", question.among)):
        yield from _paragraphs(words.replace("{item}", question.item), width, f"In findings, {when}")
    prompts = question_set.prompts.get(question.id, ())
    if prompts:
        yield from _wrapped(f"Prompts: {', '.join(each.id for each in prompts)}", width)


def _place(question_set: QuestionSet, question: Question) -> str:
    """For what a question counts."""
    if question.prompt_of:
        return f"Prompt to {question.prompt_of}; never scored"
    titles = ", ".join(question_set.title_of("theme", each) for each in question.themes)
    return f"{capital(question_set.documents.criterion_word)} {question.criterion}" + (
        f"; key question: {titles}" if titles else ""
    )


def _values(options: tuple[Option, ...], width: int) -> Iterator[str]:
    """What a fact can be, by the ids that stand in a file of cases; with their words where those say more."""
    if all(option.label.lower().replace(" ", "-") == option.id for option in options):
        yield from _wrapped(f"One of: {', '.join(option.id for option in options)}", width)
        return
    yield "  One of"
    for option in options:
        yield from _listed(f"{option.id}: {option.label}", width)


def _answers(question: Question, width: int) -> Iterator[str]:
    """What can be answered that is no judgement."""
    if question.kind in ("choice", "choices"):
        yield "  One of" if question.kind == "choice" else "  Any of"
        for option in question.options:
            yield from _listed(option.label, width)
        return
    if question.kind == "scale":
        ends = ", ".join(f"{number} is {words}" for number, words in zip((0, 10), question.ends, strict=True) if words)
        yield from _wrapped("0 to 10" + (f": {ends}" if ends else ""), width)
    elif question.kind == "text":
        yield "  In their own words"


def _gate_words(question_set: QuestionSet, gate: str, values: tuple[str, ...]) -> str:
    fact, asked = question_set.fact.get(gate), question_set.by_id.get(gate)
    words = question_set.words.answers
    said = [fact.words(each) if fact else words.get(each, each) for each in values]
    name = fact.label.rstrip("?") if fact else f"{asked.short} ({gate})" if asked else gate
    return f"{name} is {' or '.join(said)}"
