"""What is handed out at the feedback meeting: the scores and the findings as the meeting view says them, on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casereview.findings.model import TITLES
from casereview.reports.documents.blocks import Bar, BarChart, Block, Heading, Items, Paragraph, Table
from casereview.reports.documents.content import Content
from casereview.reports.documents.outline_scores import band_said, range_blocks, section_said
from casereview.reports.meeting.meeting import Figure, figure_of
from casereview.reports.meeting.quiet import quiet
from casereview.reports.meeting.quiet_counts import near_totals
from casereview.scoring import Score
from casereview.scoring.interval_words import interval_short
from casereview.scoring.rules import overall_said, rule_of
from casereview.scoring.words import x_of_y

_Figures = Mapping[tuple[str, str], Figure]


def handout(content: Content) -> Iterator[Block]:
    """Return the scores and all findings, with no small number of cases; of fewer cases than that nothing but that they are too few."""
    rules = content.question_set.finding_rules
    if content.summary.started < rules.small:
        yield Paragraph(f"Fewer than {rules.small} cases have been read: too few to show.", "caution")
        return
    figures: _Figures = {
        (each.kind, each.id): figure_of(each, rules, content.estimates.get((each.kind, each.id)))
        for each in content.summary.scores
    }
    yield Heading(1, "Scores")
    yield from _scores(content, figures)
    near = near_totals(content.findings, content.summary.cases, content.question_set)
    for section in content.summary.of_kind("section"):
        yield Heading(1, f"{section.id} {section.title}")
        figure = figures["section", section.id]
        whole = figure.behind or rule_of(section).rated or not section.tally.scored
        yield Paragraph(section_said(section) if whole else f"Over the whole of this section: {figure.said}.")
        for criterion in content.criteria_of(section.id):
            figure = figures["criterion", criterion.id]
            yield Heading(2, f"{criterion.id} {criterion.title}: {figure.said}")
            if figure.band:
                lowest = content.question_set.by_id[criterion.lowest].short if criterion.lowest else ""
                yield Paragraph(f"{band_said(criterion)}.{f' Its lowest key question: {lowest}.' if lowest else ''}")
            for which, title in TITLES.items():
                found = content.findings_of(criterion.id, which)
                yield Heading(3, title)
                if found:
                    said = (quiet(each, content.question_set, near[criterion.id]) for each in found)
                    yield Items(tuple(said), numbered=True)
                else:
                    yield Paragraph("The answers single out none.")


def _scores(content: Content, figures: _Figures) -> Iterator[Block]:
    themes = content.summary.of_kind("theme")
    if themes:
        yield _table(content, "Headline scores", themes, figures)
        if rule_of(content.question_set).shares:
            yield _chart(content, themes, figures)
    yield from range_blocks(content, (each._replace(percent=figures["theme", each.id].percent) for each in themes))
    rest = [each for each in content.summary.scores if each.kind != "theme"]
    yield _table(content, "Scores by section and criterion", rest, figures)
    if content.summary.overall is not None and content.question_set.overall is not None:
        yield Paragraph(f"Overall. {overall_said(content.summary.overall, content.question_set.overall)}")


def _table(content: Content, caption: str, scores: Iterable[Score], figures: _Figures) -> Table:
    """A table of scores; what a count would tell is a dash."""
    rule = rule_of(content.question_set)
    if not rule.shares:
        rows = tuple((_called(each), figures[each.kind, each.id].said) for each in scores)
        return Table(caption, ("", "Sufficient of scored"), rows, frozenset({1}))
    if rule.rated:
        said = ((_called(each), figures[each.kind, each.id]) for each in scores)
        return Table(caption, ("", "Score", "Rating"), tuple((name, each.said, each.band) for name, each in said))
    found = []
    for each in scores:
        figure = figures[each.kind, each.id]
        count = x_of_y(each.behind) if figure.behind else "-"
        interval = interval_short(content.estimates[each.kind, each.id]) if figure.interval else "-"
        found.append((_called(each), figure.said, figure.band, count, interval))
    head = ("", "Score", "Band", "Sufficient of scored", "95% interval")
    return Table(caption, head, tuple(found), frozenset({1, 3, 4}))


def _chart(content: Content, scores: Iterable[Score], figures: _Figures) -> BarChart:
    bars = []
    for each in scores:
        figure = figures[each.kind, each.id]
        whole = content.estimates[each.kind, each.id].whole if figure.interval else None
        bars.append(Bar(_called(each), figure.percent, figure.said, *(whole or (None, None))))
    text = "; ".join(f"{bar.label} {bar.said}" for bar in bars)
    caption = "Headline scores and the limits of the bands"
    return BarChart(caption, f"{text}.", tuple(bars), content.question_set.bands)


def _called(score: Score) -> str:
    return score.title if score.kind == "theme" else f"{score.id} {score.title}"
