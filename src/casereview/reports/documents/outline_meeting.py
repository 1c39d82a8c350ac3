"""What is handed out at the feedback meeting: the scores and the findings as the meeting view says them, on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casereview.findings.model import TITLES
from casereview.reports.documents.blocks import Bar, BarChart, Block, Heading, Paragraph, Table
from casereview.reports.documents.content import Content
from casereview.reports.documents.outline_findings import finding_blocks
from casereview.reports.documents.outline_ratings import overall_blocks
from casereview.reports.documents.outline_scores import by_criterion, range_blocks, rating_said, section_said
from casereview.reports.meeting.quiet import quiet
from casereview.reports.meeting.quiet_counts import near_totals
from casereview.reports.meeting.quiet_scores import Figures, quiet_scores
from casereview.scoring import Score
from casereview.scoring.interval_words import interval_short
from casereview.scoring.rules import rule_of, said
from casereview.scoring.words import x_of_y


def handout(content: Content) -> Iterator[Block]:
    """Return the scores and all findings, with no small number of cases; of fewer
    cases than that nothing but that they are too few.
    """
    rules = content.question_set.finding_rules
    if content.summary.started < rules.small:
        yield Paragraph(f"Fewer than {rules.small} cases have been read: too few to show.", "caution")
        return
    figures = quiet_scores(content.question_set, content.summary, content.findings, content.estimates)
    yield Heading(1, "Scores")
    yield from _scores(content, figures)
    near = near_totals(content.findings, content.summary.cases, content.question_set)
    for section in content.summary.of_kind("section"):
        yield Heading(1, f"{section.id} {section.title}")
        figure = figures["section", section.id]
        whole = figure.behind or not section.tally.scored or figure.said == said(section)
        yield Paragraph(section_said(section) if whole else f"Over the whole of this section: {figure.said}.")
        for criterion in content.criteria_of(section.id):
            figure = figures["criterion", criterion.id]
            yield Heading(2, f"{criterion.id} {criterion.title}: {figure.said}")
            if figure.band:
                yield Paragraph(rating_said(content.question_set, criterion))
            found = {
                which: [
                    quiet(each, content.question_set, near[criterion.id])
                    for each in content.findings_of(criterion.id, which)
                ]
                for which in TITLES
            }
            yield from finding_blocks(criterion, found)


def _scores(content: Content, figures: Figures) -> Iterator[Block]:
    themes = content.summary.of_kind("theme")
    if themes:
        yield _table(content, "Headline scores", themes, figures)
        if rule_of(content.question_set).shares:
            yield _chart(content, themes, figures)
    yield from range_blocks(content, (each._replace(percent=figures["theme", each.id].percent) for each in themes))
    rest = [each for each in content.summary.scores if each.kind != "theme"]
    yield _table(content, by_criterion(content.question_set), rest, figures)
    yield from overall_blocks(content)


def _table(content: Content, caption: str, scores: Iterable[Score], figures: Figures) -> Table:
    """A table of scores; what a count would tell is a dash."""
    rule = rule_of(content.question_set)
    if not rule.shares:
        rows = tuple((each.name, figures[each.kind, each.id].said) for each in scores)
        return Table(caption, ("", "Sufficient of scored"), rows, frozenset({1}))
    if rule.rated:
        told = ((each, figures[each.kind, each.id]) for each in scores)
        # Without a percentage the figure is the rating itself; of a section its points.
        by_name = tuple(
            (score.name, each.said, each.band) if each.band or score.kind == "section" else (score.name, "-", each.said)
            for score, each in told
        )
        return Table(caption, ("", "Score", "Rating"), by_name)
    found = []
    for each in scores:
        figure = figures[each.kind, each.id]
        count = x_of_y(each.behind) if figure.behind else "-"
        interval = interval_short(content.estimates[each.kind, each.id]) if figure.interval else "-"
        found.append((each.name, figure.said, figure.band, count, interval))
    head = ("", "Score", "Band", "Sufficient of scored", "95% interval")
    # A column of which nothing may be said in any row is left out.
    kept = [place for place in range(len(head)) if any(row[place] != "-" for row in found)]
    shown = tuple(tuple(row[place] for place in kept) for row in found)
    numbers = frozenset(new for new, old in enumerate(kept) if old in (1, 3, 4))
    return Table(caption, tuple(head[place] for place in kept), shown, numbers)


def _chart(content: Content, scores: Iterable[Score], figures: Figures) -> BarChart:
    bars = []
    for each in scores:
        figure = figures[each.kind, each.id]
        whole = content.estimates[each.kind, each.id].whole if figure.interval else None
        bars.append(Bar(each.name, figure.percent, figure.said, *(whole or (None, None))))
    text = "; ".join(f"{bar.label} {bar.said}" for bar in bars)
    caption = "Headline scores and the limits of the bands"
    return BarChart(caption, f"{text}.", tuple(bars), content.question_set.bands)
