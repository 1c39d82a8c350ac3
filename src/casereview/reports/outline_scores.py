"""The scores as blocks: the summary table, the sentences of the foreword, the charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casereview.reports.blocks import Bar, BarChart, Block, Paragraph, RangeChart, Span, Table
from casereview.reports.comparators import CAUTION
from casereview.reports.content import Content
from casereview.scoring import Score
from casereview.scoring.interval_words import interval_short
from casereview.scoring.words import share, x_of_y

_SCORES = frozenset({1, 3, 4})


def band_said(score: Score) -> str:
    """Return the words of a score's band, or that nothing is scored."""
    return score.band.label if score.band else "No cases"


def headline_sentences(content: Content) -> Iterator[Block]:
    """A sentence for each headline, as a foreword says it."""
    for theme in content.summary.of_kind("theme"):
        if theme.tally.scored:
            yield Paragraph(
                f"We judged that the {theme.title} aspects of the work were done well enough {share(theme.tally)} of the"
                f" time: {band_said(theme).lower()}."
            )


def headline_blocks(content: Content) -> Iterator[Block]:
    """The scoring summary: headlines, sections and criteria, with ranges of other inspections where there are any."""
    themes = content.summary.of_kind("theme")
    if themes:
        yield score_table(content, "Headline scores", themes)
        yield bar_chart(content, "Headline scores and the limits of the bands", themes)
    yield from range_blocks(content, themes)
    yield score_table(
        content, "Scores by section and criterion", [each for each in content.summary.scores if each.kind != "theme"]
    )


def score_table(content: Content, caption: str, scores: Iterable[Score]) -> Table:
    """A table of scores; a section has no band, as published."""
    rows = tuple(
        (
            each.title if each.kind == "theme" else f"{each.id} {each.title}",
            share(each.tally),
            "" if each.kind == "section" else band_said(each),
            x_of_y(each.tally) if each.tally.scored else "-",
            interval_short(content.estimates[each.kind, each.id]),
        )
        for each in scores
    )
    return Table(caption, ("", "Score", "Band", "Sufficient of scored", "95% interval"), rows, _SCORES)


def bar_chart(content: Content, caption: str, scores: Iterable[Score]) -> BarChart:
    """Bars with their intervals in front of the bands."""
    bars = []
    for each in scores:
        limits = content.estimates[each.kind, each.id].whole or (None, None)
        label = each.title if each.kind == "theme" else f"{each.id} {each.title}"
        bars.append(Bar(label, each.percent, share(each.tally), *limits))
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
    said = "; ".join(
        f"{span.label}: lowest {span.lowest}, average {span.average}, highest {span.highest}"
        + (f", here {span.here}" if span.here is not None else "")
        + "".join(f", {name} {score}" for name, score in span.others)
        for span in spans
    )
    yield RangeChart(f"Beside other inspections ({when})", f"{said}.", tuple(spans))
    yield Paragraph(CAUTION, "caution")
