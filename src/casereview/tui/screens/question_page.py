"""How a question and its answer are put into lines."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.cells import cell_len

from casereview.casebook import Entry, Reading
from casereview.casebook.asked import OTHER_WORDING, Asked
from casereview.questions import ANSWER_WORDS, Question, QuestionSet
from casereview.scoring import Summary, WhatIf
from casereview.scoring.rules import said, said_of
from casereview.text import clipped
from casereview.tui.widgets.lines import Line, Span, fit, shortened, wrapped

SIGNS = {"yes": "✓", "no": "✗", "na": "–", "blank": "·", "unresolved": "?"}
KINDS = {"yes": "yes", "no": "no", "na": "na", "blank": "", "unresolved": "warn"}
_LONGEST_NOTE = 600


def sign(reading: Reading, question: str) -> Span:
    """Return a question's answer as one sign; a pre-filled *not applicable* is `~`."""
    answer = reading.answer(question)
    if answer == "na" and question in reading.suggested:
        return "~", "na"
    return SIGNS[answer], KINDS[answer]


def place_words(question_set: QuestionSet, question: Question) -> str:
    """Return where a question belongs: part, criterion, and the themes that it is a key question of."""
    if question.prompt_of:
        key = question_set.by_id[question.prompt_of]
        return f"{question_set.title_of('part', question.part)} · prompt to: {key.short}"
    criterion = f"{question.criterion} {question_set.title_of('criterion', question.criterion)}"
    themes = " and ".join(question_set.title_of("theme", theme) for theme in question.themes)
    return f"{question_set.title_of('part', question.part)} · {criterion}" + (f" · key for {themes}" if themes else "")


def page(
    question_set: QuestionSet,
    question: Question,
    reading: Reading,
    draft: bool,
    width: int,
    *,
    before: Reading | None = None,
    unresolved: bool = False,
) -> list[Line]:
    """Return all that is said about a question above the answers.

    `before` is the reading of who had the case before, where its answer stands here; `unresolved` tells that the
    readings of the case differ.
    """
    wide = max(20, width - 3)
    lines: list[Line] = [[(f" {line}", "dim")] for line in wrapped(place_words(question_set, question), wide)]
    lines.append([])
    lines += [[(f" {line}", "strong")] for line in wrapped(question.stem or question.text, wide)]
    if question.matrix:
        lines += [[], *_matrix(question_set, question, reading, width)]
    lines.append([])
    lines += _standing(question_set, question, reading, before, unresolved, wide)
    lines += _given(question_set, question, reading, draft, wide)
    lines += _prompts(question_set, question, reading, width)
    for title, text in (
        ("What to look for", question.guidance),
        (question_set.words.answers["na"], question.not_applicable),
    ):
        if text:
            lines.append([(f" {title}", "head")])
            for sentence in text.split("\n"):
                lines += [[(f" {line}", "")] for line in wrapped(sentence, wide, "  ", "    ")]
            lines.append([])
    return lines


def _matrix(question_set: QuestionSet, question: Question, reading: Reading, width: int) -> list[Line]:
    """The rows of a repeated question together."""
    rows = []
    for row in question_set.by_part[question.part]:
        if row.matrix != question.matrix:
            continue
        here = row.id == question.id
        mark, kind = sign(reading, row.id)
        answer = reading.answer(row.id)
        words = "" if answer == "blank" else question_set.words.answers.get(answer, answer)
        room = max(10, min(40, width - 24))
        spans: Line = [(f" {'▸' if here else ' '} ", "key"), (fit(row.item, room) + " ", "strong" if here else "")]
        rows.append([*spans, (f"{mark} {words}", kind)])
    return rows


def _prompts(question_set: QuestionSet, question: Question, reading: Reading, width: int) -> list[Line]:
    """The prompts of a key question with their answers, the same on the page of
    each: they help to judge and decide nothing.
    """
    key = question.prompt_of or question.id
    prompts = question_set.prompts.get(key, ())
    if not prompts:
        return []
    heading = "Prompts to" if question.prompt_of else "Prompts: they help to judge, the judgement is yours"
    lines: list[Line] = [[(f" {heading}", "head")]]
    if question.prompt_of:
        key_sign = sign(reading, key)
        lines.append([("   ", ""), key_sign, (" " + fit(question_set.by_id[key].short, max(10, width - 6)), "")])
    for prompt in prompts:
        here = prompt.id == question.id
        said = wrapped(prompt.text, max(20, width - 8))
        start: Line = [(f" {'▸' if here else ' '} ", "key"), sign(reading, prompt.id), (" ", "")]
        lines.append([*start, (said[0], "strong" if here else "")])
        lines += [[(f"     {line}", "strong" if here else "")] for line in said[1:]]
    return [*lines, []]


def _standing(
    question_set: QuestionSet, question: Question, reading: Reading, before: Reading | None, unresolved: bool, wide: int
) -> list[Line]:
    """What stands beside this assessor's own answer: how it was settled, or whose answer was there before."""
    lines: list[Line] = []
    if question.id in reading.otherwise and question.id not in reading.answers:
        was = question_set.words.answers.get(str(reading.otherwise[question.id]), "")
        said = f"Answered{f' {was}' if was else ''} in {OTHER_WORDING}"
        lines += _note_lines(f"{said}, which does not count: it is asked again. The history has it.", "warn", wide)
    resolution = reading.resolved.get(question.id)
    if unresolved and not reading.second:
        again = " again since it was settled" if resolution else ""
        lines += _note_lines(f"Unresolved{again}: the readings of this case differ, so it is not scored.", "warn", wide)
    elif resolution is not None:
        settled = "blank" if resolution.answer is None else question_set.words.answers[resolution.answer]
        note = f": {_cut(resolution.note)}" if resolution.note else ""
        lines += _note_lines(f"Settled: {settled}, by {resolution.reader}{note}", "strong", wide)
    if before is not None:
        words = f"Answered by {before.reader} before you took the case over; your own answer stands beside it."
        lines += _note_lines(words, "na", wide)
        labels = [each.label for each in question.reasons if each.id in before.reasons.get(question.id, ())]
        if labels and before.answer(question.id) == "no":
            no = question_set.words.answers["no"]
            lines += _note_lines(f"{no}, because: {'; '.join(labels)}", "no", wide)
        if before.notes.get(question.id):
            lines += _note_lines(f"Note of {before.reader}: {_cut(before.notes[question.id])}", "na", wide)
    return [*lines, []] if lines else []


def _cut(text: str) -> str:
    return text[:_LONGEST_NOTE] + ("…" if len(text) > _LONGEST_NOTE else "")


def _note_lines(text: str, kind: str, wide: int) -> list[Line]:
    """A text from people, as far as there is room for it above the guidance."""
    return [[(f" {line}", kind)] for line in wrapped(text, wide)][:6]


def _given(question_set: QuestionSet, question: Question, reading: Reading, draft: bool, wide: int) -> list[Line]:
    """What was given with the answer: its cause if it is pre-filled, reasons, note, mark."""
    lines: list[Line] = []
    cause = reading.suggested.get(question.id)
    if cause is not None:
        words = f"~ Pre-filled {question_set.words.answers['na'].lower()}: {cause.words(question_set)}. Any answer of yours stands instead."
        lines += [[(f" {line}", "na")] for line in wrapped(words, wide)]
    if question.id in reading.marks:
        lines.append([(" ⚑ marked to come back to", "warn")])
    ticked = reading.reasons.get(question.id, ())
    if reading.answer(question.id) == "no" and question.id not in reading.handed_over:
        labels = [reason.label for reason in question.reasons if reason.id in ticked]
        if labels:
            no = question_set.words.answers["no"]
            lines += [[(f" {line}", "no")] for line in wrapped(f"{no}, because: {'; '.join(labels)}", wide)]
        elif question.reasons:
            lines.append([(" No reason ticked yet: press r", "warn")])
    note = reading.notes.get(question.id)
    if note:
        lines += _note_lines(f"Note: {_cut(note)}", "na", wide)
    if draft:
        lines.append([(" A half-typed note was kept: press e to go on with it", "warn")])
    if lines:
        lines.append([])
    return lines


def entry_words(question: Question, field: str, value: str, answers: Mapping[str, str]) -> str:
    """Return what an entry of the history put there, as the screens say it; `answers` are the words for them."""
    found = json.loads(value)
    match found:
        case None:
            return "taken away"
        case True:
            return "marked to come back to"
        case list():
            labels = {reason.id: reason.label for reason in question.reasons}
            return "; ".join(labels.get(each, str(each)) for each in found)
        case str() if field == "answer":
            return answers.get(found, found)
        case _:
            return str(found)


def answer_line(
    question: Question, reading: Reading, keys: dict[str, str], answers: Mapping[str, str], width: int
) -> Line:
    """Return the three answers, as `answers` words them, with their keys, the one given filled in."""
    answer = reading.answer(question.id)
    prefilled = question.id in reading.suggested
    line: Line = [(" ", "")]
    for value, whole in answers.items():
        words = whole if width >= 64 else "N/A" if whole == ANSWER_WORDS["na"] else clipped(whole, 8)
        given = answer == value
        mark = ("(~)" if prefilled else "(●)") if given else "( )"
        line += [(f"{mark} ", KINDS[value] if given else "dim"), (keys[value], "key")]
        line.append((f" {SIGNS[value]} {words}   ", KINDS[value] if given else ""))
    if prefilled:
        line.append(("pre-filled", "na"))
    elif answer == "blank":
        line.append(("blank", "dim"))
    elif answer == "unresolved":
        # In a case that was taken over it may be those who had it before that differ.
        differ = "" if question.id in reading.handed_over else ": copies differ"
        line.append((f"unresolved{differ}", "warn"))
    return line


def what_if_line(effects: list[WhatIf], width: int) -> Line:
    """Return what the headlines would become: `Safety 75%: yes 76% no 74%`."""
    if not effects:
        return [(fit(" Counts where it is reported; no headline.", width), "dim")]
    # In full words if there is room; else by signs; else with the titles cut, and without the scores of now.
    titles = [effect.score.title for effect in effects]
    for between, now in ((_IN_WORDS, True), (_BY_SIGNS, True), (_BY_SIGNS, False)):
        without = sum(cell_len(text) for text, _ in _effects(effects, [""] * len(effects), between, now=now))
        room = width - without + len(between[-1])
        if room >= sum(map(cell_len, titles)) or (between is _BY_SIGNS and room >= 8 * len(titles)):
            break
    return _effects(effects, shortened(titles, room), between, now=now)


def count_line(question_set: QuestionSet, question: Question, summary: Summary, width: int) -> Line:
    """Return how often the question was answered yes so far, where there is no score to watch: `So far 10 of 14`."""
    tally = next((each.tally for each in summary.questions if each.id == question.id), None)
    if tally is None:
        return [(fit(" Counted apart; no score.", width), "dim")]
    return [(fit(f" So far {said_of(question_set, tally)}, in all cases. Counted; no score.", width), "dim")]


_IN_WORDS, _BY_SIGNS = ("  with yes ", "  with no ", "    "), (" ✓ ", " ✗ ", "   ")


def _effects(effects: list[WhatIf], titles: list[str], between: tuple[str, str, str], *, now: bool) -> Line:
    line: Line = [(" ", "")]
    for effect, title in zip(effects, titles, strict=True):
        line += [
            (title + (f" {said(effect.score)}" if now else ""), "strong"),
            (between[0], "dim"),
            (_whole(effect.with_yes), "yes"),
            (between[1], "dim"),
            (_whole(effect.with_no), "no"),
            (between[2], ""),
        ]
    return line


def _whole(value: int | None) -> str:
    return "no cases" if value is None else f"{value}%"


def strip(question_set: QuestionSet, question: Question, reading: Reading, width: int) -> Line:
    """Return the parts before and after, and the answers of the question's part at a glance."""
    parts = question_set.parts
    at = next(place for place, part in enumerate(parts) if part.id == question.part)
    before = f"[ {parts[at - 1].short}" if at else ""
    after = f"{parts[at + 1].short} ]" if at + 1 < len(parts) else ""
    spans: Line = [(f" {before}  ", "dim"), (f"{parts[at].short} ", "strong")]
    room = max(4, width - sum(len(text) for text, _ in spans) - len(after) - 8)
    rows = [row for row in question_set.by_part[question.part] if not row.prompt_of]
    here = next(place for place, row in enumerate(rows) if row.id in (question.id, question.prompt_of))
    start = max(0, min(here - room // 2, len(rows) - room))
    for place in range(start, min(len(rows), start + room)):
        mark, kind = sign(reading, rows[place].id)
        spans.append((f"[{mark}]" if place == here else mark, "key" if place == here else kind))
    return [*spans, (f"  {after}", "dim")]


def part_line(question: Question, reading: Reading, here: bool, width: int) -> Line:
    """Return a question's line in the list of its part."""
    mark, kind = sign(reading, question.id)
    flag = "⚑" if question.id in reading.marks else "✎" if question.id in reading.notes else " "
    return [
        (" ▸" if here else "  ", "key"),
        (f" {mark} ", kind),
        (fit(f"{'  ' if question.prompt_of else ''}{question.short}", max(0, width - 7)), "strong" if here else ""),
        (f" {flag}", "warn"),
    ]


def history(
    question: Question, entries: list[Entry], asked: Asked, answers: Mapping[str, str], width: int
) -> list[Line]:
    """Return who answered a question, when, one entry after the other; and
    which was to another wording than that `asked`.
    """
    lines: list[Line] = []
    for entry in entries:
        stamp = f" {entry.at[:19].replace('T', ' ')} UTC  {entry.reader}  {entry.field}"
        stamp += "" if entry.item == asked.item(question.id) else f" ({OTHER_WORDING})"
        lines.append([(fit(stamp, width), "strong")])
        words = entry_words(question, entry.field, entry.value, answers)[: 8 * width]
        lines += [[(line, "")] for line in wrapped(words, width - 2, "   ")[:8]]
    return lines or [[(" Not answered yet.", "dim")]]
