"""Why the work fell short, in a sentence from which no small number of cases follows."""

from __future__ import annotations

from collections.abc import Sequence

from casereview.findings.sentences import Side, why_said
from casereview.questions.model import FindingRules, Question
from casereview.reports.meeting.quiet_counts import SMALL, is_small, tells
from casereview.scoring import QuestionFigures

_SOME = "some"
_REASONS = 3


def reasons_said(question: Question, figures: QuestionFigures, side: Side, rules: FindingRules, *, alone: bool) -> str:
    """Why it fell short; nothing where that is said of a small number of cases, since it would be about one case or two.

    Of the reasons the most frequent, as in the draft. `alone`: how many fell short would tell the total, so it is not said.
    """
    no, hidden = figures.tally.no, tells(figures.tally, rules)
    if no < rules.small:
        return ""
    # Beside a number that is not said, no other may be: it would narrow that one down.
    loose = hidden or no < 2 * rules.small - 1
    counts = {place: figures.reasons.get(reason.id, 0) for place, reason in enumerate(question.reasons)}
    given = sorted((place for place, count in counts.items() if count), key=lambda place: (-counts[place], place))
    given = given[:_REASONS]
    vague = _vague([counts[place] for place in given], no, rules)
    always: list[str] = []
    parts: list[str] = []
    some: list[str] = []
    # "Of these" has said of whom.
    them = " of them" if side == "yes" else ""
    total = f" of the {no:,}"

    def rank(place: int) -> tuple[int, int]:
        return -_rank(counts[place], no, rules, loose or counts[place] in vague), place

    for place in sorted(given, key=rank):
        count, reason = counts[place], question.reasons[place]
        phrase = reason.phrase or f"the reason was “{_in_sentence(reason.label)}”"
        if count == no:
            always.append(phrase)
            continue
        if loose or count in vague:
            many = _SOME
        elif count < rules.small:
            many = SMALL
        elif no - count < rules.small:
            many = f"most{them}"
        elif alone:
            many = f"most{them}" if 2 * count > no else _SOME
        else:
            many, total = f"{count:,}{'' if always else total}", ""
        if many == _SOME:
            some.append(phrase)
        else:
            parts.append(f"{phrase} in {many}")
    if len(some) > 1:
        parts.append(f"in some{them} {', '.join(some[:-1])} or {some[-1]}")
    else:
        parts += [f"{phrase} in some{them}" for phrase in some]
    return why_said(always, parts, side)


def _vague(counts: Sequence[int], total: int, rules: FindingRules) -> frozenset[int]:
    """The counts of reasons of which only "some" may be said: whoever takes the others from the total would have a small one.

    These are the small ones and the least of the others. (Each insufficient case can have several reasons or none; but whoever
    sees that they come to the total will take it that each has one.)
    """
    small = [count for count in counts if is_small(count, rules)]
    said = sorted(count for count in counts if count not in small and total - count >= rules.small)
    left = total - sum(said)
    most = {count for count in counts if is_small(total - count, rules)}
    if most and len(small) > 1:
        return frozenset({*small, *most})
    told = len(small) == 1 and is_small(left, rules)
    if not small or not said or not (told or left in (len(small), len(small) * (rules.small - 1))):
        return frozenset()
    return frozenset({*small, said[0]})


def _rank(count: int, total: int, rules: FindingRules, loose: bool) -> int:
    """Return a count, or another that is said alike: the order of the reasons must not tell more than the words."""
    if count == total:
        return count
    if loose or count < rules.small:
        return 1
    return total - 1 if total - count < rules.small else count


def _in_sentence(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
