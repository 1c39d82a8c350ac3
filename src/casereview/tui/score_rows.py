"""A score as a line of the summary: how wide each column is, and what stands in it."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from casereview.questions.model import QuestionSet
from casereview.reports.text.summary_text import band_word
from casereview.scoring import Score
from casereview.scoring.rules import counts_of, rule_of, said
from casereview.tui.widgets.lines import Line, fit

_LEAST_TITLE = 12
_FIGURE = 14
_GAP = "  "


class Columns(NamedTuple):
    """The columns of the list of scores: the width of the title, of the band and of a count, and for how many there is room.

    A number that is cut would be another number, so a count that does not fit is left out.
    """

    title: int
    band: int
    number: int
    numbers: int


def columns(question_set: QuestionSet, width: int) -> Columns:
    """Return the columns of a list of that width."""
    band, count = _band_room(question_set, width), 5 if width < 99 else 9
    room = width - _FIGURE - 3 - band
    # The fourth, what is blank, is one wider.
    counts = next(each for each in (4, 3, 2, 0) if each == 0 or each * count + each // 4 <= room - _LEAST_TITLE)
    return Columns(max(_LEAST_TITLE, room - counts * count - counts // 4), band, count, counts)


def _band_room(question_set: QuestionSet, width: int) -> int:
    if width < 69 or not rule_of(question_set).shares:
        return 0
    bands = question_set.bands
    longest = max((cell_len(band_word(band, bands)) for band in bands), default=0)
    return max(12, min(longest, width // 4) + len(_GAP))


def heading(question_set: QuestionSet, width: int) -> Line:
    """Return what the columns are called."""
    room, rule = columns(question_set, width), rule_of(question_set)
    words = [f"{each:>{room.number}}" for each in ("yes", "no", "n/a")] + [f"{'blank':>{room.number + 1}}"]
    band = fit("rating" if rule.rated else "band", room.band)
    figure = "score" if rule.shares else "sufficient"
    return [(f"  {fit('', room.title)} {band}{figure:<{_FIGURE}}{''.join(words[: room.numbers])}", "head")]


def score_line(question_set: QuestionSet, score: Score, width: int, *, here: bool) -> Line:
    """Return the line of a score; `here` has the cursor."""
    room, tally = columns(question_set, width), counts_of(score)
    line: Line = [(f"{'▸' if here else ' '} ", "key")]
    if score.kind == "section":
        # Sections are published as figures without a band, so their long titles may stand in its place.
        line.append((fit(score.name, room.title + room.band) + " ", "strong"))
    else:
        band = band_word(score.band, question_set.bands)
        line.append((fit(score.name, room.title) + " ", "" if score.kind == "criterion" else "strong"))
        line.append((fit(fit(band, room.band - len(_GAP)), room.band), ""))
    if tally is None:
        return [*line, (fit(said(score), _FIGURE + room.numbers * room.number), "strong")]
    still = f"{tally.blank}" + (f"+{tally.unresolved}?" if tally.unresolved else "")
    counts: Line = [
        (f"{tally.yes:>{room.number}}", "yes"),
        (f"{tally.no:>{room.number}}", "no"),
        (f"{tally.na:>{room.number}}", "dim"),
        (f"{still:>{room.number + 1}}", "dim"),
    ]
    return [*line, (fit(said(score), _FIGURE), "strong"), *counts[: room.numbers]]
