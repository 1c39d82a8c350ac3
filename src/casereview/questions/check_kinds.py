"""Is a question set sound as to what kind of thing is asked, and how it is scored? Each fault as where and what."""

from __future__ import annotations

from collections.abc import Iterator

from casereview.questions.check_references import twice
from casereview.questions.file_model import OverallEntry, QuestionEntry, QuestionSetFile
from casereview.questions.model import UNRATED
from casereview.text import counted

Said = tuple[str, str]


def scoring_faults(file: QuestionSetFile) -> Iterator[Said]:
    """What the rule needs: bands for percentages, points for ratings; and nothing scored where respondents answer."""
    if file.scoring == "counts" and file.bands:
        yield "bands", "'counts' gives no score, so there is none for a band; take the bands out"
    if file.scoring != "counts" and not file.bands:
        yield "", f"'bands' is missing: '{file.scoring}' gives percentages; add bands from 0 up"
    if file.unit == "respondent" and file.scoring != "counts":
        yield "", 'what respondents say is counted, never scored; write scoring = "counts"'
    if file.scoring == "lowest-key-question":
        yield from _ratings(file)
        return
    if file.overall is not None:
        yield "overall", "only 'lowest-key-question' adds ratings up; take it out"
    for band in file.bands:
        if band.points is not None:
            yield f"band {band.id}", "'points' belong to ratings, and only 'lowest-key-question' rates; take them out"


def _ratings(file: QuestionSetFile) -> Iterator[Said]:
    if any(band.points is not None for band in file.bands) or file.overall is not None:
        why = "every band has points, or none has" if file.overall is None else "ratings add up to the overall one"
        yield from ((f"band {band.id}", f"'points' is missing: {why}") for band in file.bands if band.points is None)
    if file.overall is not None:
        yield from _overall(file, file.overall)
    scored = {each.criterion for each in file.questions if each.kind == "judgement" and each.prompt_of is None}
    for criterion in file.criteria:
        if criterion.id not in scored:
            yield f"criterion {criterion.id}", "has no key question; its rating is that of the lowest one"


def _overall(file: QuestionSetFile, overall: OverallEntry) -> Iterator[Said]:
    if not any(band.from_ == 0 for band in overall.bands):
        yield "overall", "its bands leave a gap; the lowest starts from 0"
    starts = [band.from_ for band in overall.bands]
    for each in sorted({each for each in starts if starts.count(each) > 1}):
        yield "overall", f"two of its bands start from {each}"
    for name in twice(band.id for band in overall.bands):
        yield "overall", f"band {name} is there twice; give each its own id"
    most = max((band.points or 0 for band in file.bands), default=0) * overall.standards
    for band in overall.bands:
        if band.from_ > most and all(each.points is not None for each in file.bands):
            yield (
                "overall",
                f"band {band.id} starts from {band.from_}; the most points of {counted(overall.standards, 'standard')} are {most}",
            )
    others, criteria = len(overall.elsewhere), {each.id for each in file.criteria}
    if len(criteria) + others > overall.standards:
        and_others = f" and {counted(others, 'standard')} judged elsewhere" if others else ""
        yield (
            "overall",
            f"'standards' is {overall.standards}, and there are {len(criteria)} criteria{and_others}; each is one",
        )
    seen: set[str] = set()
    for standard in overall.elsewhere:
        if standard.id in criteria:
            yield f"standard {standard.id}", "a criterion has this id too; what is judged here is not judged elsewhere"
        elif standard.id in seen:
            yield f"standard {standard.id}", "this id is used twice; give each its own"
        seen.add(standard.id)
    if overall.elsewhere and any(band.id == UNRATED for band in file.bands):
        yield f"band {UNRATED}", "stands for a standard judged elsewhere that got no rating; give the band another id"


def kind_faults(file: QuestionSetFile) -> Iterator[Said]:
    """What each kind of question can have; and prompts beneath a key question of their own criterion."""
    by_id = {each.id: each for each in file.questions}
    for question in file.questions:
        where = f"question {question.id}"
        yield from ((where, fault) for fault in _kind(question, file.unit))
        if question.prompt_of is None:
            continue
        key = by_id.get(question.prompt_of)
        if key is None:
            yield (
                where,
                f"'prompt_of' names '{question.prompt_of}', which is no question; name the key question that it helps to judge",
            )
        elif key.prompt_of is not None or key.kind != "judgement" or key.for_each is not None:
            yield (
                where,
                f"'{key.id}' can have no prompts: it is one itself, is repeated, or is no judgement; name a key question",
            )
        elif key.criterion != question.criterion:
            yield (
                where,
                f"'{key.id}' belongs to criterion {key.criterion}; a prompt belongs where its key question does",
            )
        if question.themes:
            yield where, "a prompt is never scored, so it feeds no theme; take 'themes' out"


def _kind(question: QuestionEntry, unit: str) -> Iterator[str]:
    options = [each.id for each in question.options]
    meant = "choice" if options else "scale" if question.low or question.high else ""
    if meant and unit == "respondent" and "kind" not in question.model_fields_set:
        yield f"'kind' is missing; write kind = \"{meant}\""
        return
    chosen = question.kind in ("choice", "choices")
    if question.kind != "judgement":
        if unit != "respondent":
            yield f"a {question.kind} is asked of respondents; write unit = \"respondent\", or take 'kind' out"
        for name in ("themes", "reasons", "not_applicable", "good", "poor", "prompt_of"):
            if getattr(question, name):
                yield f"'{name}' belongs to a judgement; take it out"
    if chosen and len(options) < 2:
        yield "'options' is missing: at least two to choose from"
    if not chosen and options:
        yield "'options' belong to a choice; take them out"
    if len(set(options)) < len(options):
        yield "an option is there twice"
    if question.kind != "scale" and (question.low or question.high):
        yield "'low' and 'high' name the ends of a scale; take them out"
