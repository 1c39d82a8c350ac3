"""The scores as blocks: the summary table, the sentences of the foreword, the charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casereview.questions.model import QuestionSet
from casereview.reports.documents.blocks import Bar, BarChart, Block, Paragraph, RangeChart, Span, Table
from casereview.reports.documents.comparators import CAUTION
from casereview.reports.documents.content import Content
from casereview.reports.documents.outline_ratings import overall_blocks
from casereview.scoring import FEW, Score
from casereview.scoring.interval_words import interval_short
from casereview.scoring.rules import RATED_COUNTS, rule_of, said, said_of
from casereview.scoring.words import nothing, x_of_y
from casereview.text import counted


def band_said(score: Score) -> str:
    """Return the words of a score's band, or that nothing is scored."""
    if score.band:
        return score.band.label
    return "Not rated" if rule_of(score).rated else nothing(score.tally).capitalize()


def rating_said(question_set: QuestionSet, score: Score) -> str:
    """Return a score's band as a sentence, and the key question that it comes from where one does."""
    if not score.lowest:
        return f"{band_said(score)}."
    short = question_set.by_id[score.lowest].short
    return f"{band_said(score)}. Its lowest key question: {short}{'' if short[-1] in '.?!…' else '.'}"


def answers_said(score: Score) -> str:
    """Return how many answers of a score were sufficient: `57% of the answers`;
    of few, or where there is no share, the count.
    """
    tally = score.tally
    if not rule_of(score).shares:
        return f"{tally.yes:,} of the {tally.scored:,} answers"
    if tally.scored < FEW:
        return f"{tally.yes} of the {counted(tally.scored, 'answer')} ({score.percent}%)"
    return f"{said(score)} of the answers"


def section_said(section: Score) -> str:
    """Return a sentence about a whole section, as its rule has it."""
    if not section.tally.scored:
        return f"Nothing in this section is scored{' yet' if section.tally.open else ''}."
    if rule_of(section).rated:
        standards = counted(section.not_rated, "standard")
        left = f" {standards} could not be rated and {'is' if section.not_rated == 1 else 'are'} left out."
        points = f"The ratings of its standards come to {said(section)}." if section.points is not None else ""
        return (
            f"{points}{left if section.not_rated else ''}".strip()
            or "Each standard of this section has its own rating."
        )
    return f"Over the whole of this section the work was judged sufficient in {answers_said(section)}."


def headline_sentences(content: Content) -> Iterator[Block]:
    """A sentence for each headline, as a foreword says it; where standards are rated, one with all their ratings."""
    if rule_of(content.question_set).rated:
        ratings = (f"{each.title}: {band_said(each).lower()}" for each in content.summary.of_kind("criterion"))
        yield Paragraph(f"{'; '.join(ratings)}.")
    for theme in content.summary.of_kind("theme"):
        if theme.tally.scored:
            band = f" ({band_said(theme).lower()})" if theme.band else ""
            yield Paragraph(f"{theme.title}: the work was judged sufficient in {answers_said(theme)}{band}.")


def headline_blocks(content: Content) -> Iterator[Block]:
    """The scoring summary: headlines, sections and criteria, with ranges of other inspections where there are any."""
    themes = content.summary.of_kind("theme")
    if themes:
        yield score_table(content, "Headline scores", themes)
        if rule_of(content.question_set).shares:
            yield bar_chart(content, "Headline scores and the limits of the bands", themes)
    yield from range_blocks(content, themes)
    yield score_table(
        content, by_criterion(content.question_set), [each for each in content.summary.scores if each.kind != "theme"]
    )
    if rule_of(content.question_set).rated:
        yield Paragraph(RATED_COUNTS, "note")
    yield from overall_blocks(content)


def by_criterion(question_set: QuestionSet) -> str:
    """Return the caption of the table of all scores, in the set's word for a criterion."""
    return f"Scores by section and {question_set.documents.criterion_word}"


def score_table(content: Content, caption: str, scores: Iterable[Score]) -> Table:
    """A table of scores; a section has no band, as published. Each rule has its own columns, none of them empty."""
    rule = rule_of(content.question_set)
    if not rule.shares:
        counts = tuple((each.name, said(each)) for each in scores)
        return Table(caption, ("", "Sufficient of scored"), counts, frozenset({1}))
    if rule.rated:
        rated = [row for each in scores for row in _rated_rows(content, each)]
        head = ("", "Share", "Rating", "Points", "Sufficient of scored")
        if any(band.points is None for band in content.question_set.bands):  # then none has any
            return Table(caption, _pointless(head), tuple(map(_pointless, rated)), frozenset({1, 3}))
        return Table(caption, head, tuple(rated), frozenset({1, 3, 4}))
    rows = tuple(
        (
            each.name,
            said(each),
            "" if each.kind == "section" else band_said(each),
            x_of_y(each.tally) if each.tally.scored else "-",
            interval_short(content.estimates[each.kind, each.id]),
        )
        for each in scores
    )
    return Table(caption, ("", "Score", "Band", "Sufficient of scored", "95% interval"), rows, frozenset({1, 3, 4}))


def _rated_rows(content: Content, score: Score) -> Iterator[tuple[str, ...]]:
    """A section with the points of its standards; or a standard with its
    rating, and beneath it each of its key questions.
    """
    points = "-" if score.points is None else f"{score.points} of {score.most}"
    if score.kind == "section":
        yield score.name, "", "", points, ""
        return
    count = x_of_y(score.behind) if score.behind.scored else "-"
    yield score.name, said(score) if score.percent is not None else "-", band_said(score), points, count
    tallies = {each.id: each.tally for each in content.summary.questions}
    for question in score.questions:
        tally, mark = tallies[question], "the lowest" if question == score.lowest else ""
        figure, behind = (
            (said_of(content.question_set, tally), x_of_y(tally)) if tally.scored else (nothing(tally), "-")
        )
        yield f"– {content.question_set.by_id[question].short}", figure, mark, "", behind


def _pointless(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row[:3], *row[4:])


def bar_chart(content: Content, caption: str, scores: Iterable[Score]) -> BarChart:
    """Bars with their intervals in front of the bands."""
    bars = []
    for each in scores:
        limits = content.estimates[each.kind, each.id].whole or (None, None)
        bars.append(Bar(each.name, each.percent, said(each), *limits))
    text = "; ".join(f"{bar.label} {bar.said}" for bar in bars)
    return BarChart(caption, f"{text}.", tuple(bars), content.question_set.bands)


def range_blocks(content: Content, themes: Iterable[Score]) -> Iterator[Block]:
    """Where this inspection stands among others: lowest, average and highest, and areas chosen by name. No ranking."""
    if content.comparators is None:
        return
    spans = []
    for theme in themes:
        known = content.comparators.ranges.get(theme.id)
        if known is None:
            continue
        others = tuple((area.name, area.scores[theme.id]) for area in content.family if theme.id in area.scores)
        spans.append(Span(theme.title, known.lowest, known.average, known.highest, theme.percent, others))
    if not spans:
        return
    when = ", ".join(sorted({f"{each.about}, {each.date}" for each in content.comparators.ranges.values()}))
    words = "; ".join(
        f"{span.label}: lowest {span.lowest}, average {span.average}, highest {span.highest}"
        + (f", here {span.here}" if span.here is not None else "")
        + "".join(f", {name} {score}" for name, score in span.others)
        for span in spans
    )
    yield RangeChart(f"Beside other inspections ({when})", f"{words}.", tuple(spans))
    left_out = [area.name for area in content.family if not any(area.name in dict(span.others) for span in spans)]
    if left_out:
        yield Paragraph(f"No score is known of: {'; '.join(left_out)}.", "note")
    yield Paragraph(CAUTION, "caution")
