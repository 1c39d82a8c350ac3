"""What somebody chooses to say: each choice about a finding or a recommendation as what the casebook then keeps.

The screens and the commands choose through these, so that both do the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casereview.casebook.decisions import Chosen, Decision
from casereview.casebook.errors import Refused
from casereview.findings.draft import STEP, places
from casereview.findings.figures import key, named, stray, unknown
from casereview.findings.model import Finding
from casereview.findings.recommend import Suggestion, suggest, words_of
from casereview.questions.model import QuestionSet
from casereview.scoring import QuestionFigures
from casereview.text import clipped, counted

_ID = re.compile(r"[^\W_][\w.-]{0,99}")


def state_words(finding: Finding) -> str:
    """Return what was decided about a finding: `accepted, reworded, figures changed`; `drafted` where nothing was."""
    if finding.differs:
        return "differs between copies"
    words: list[str] = [finding.state] if finding.state else []
    words += ["reworded"] if finding.wording else []
    words += ["figures changed"] if finding.changed else []
    return ", ".join(words) or "drafted"


def sign(finding: Finding) -> str:
    """Return one sign for the same; what needs a look comes first."""
    if finding.differs:
        return "?"
    if finding.changed and finding.printed:
        return "!"
    return {"accepted": "✓", "dropped": "–"}.get(finding.state) or ("*" if finding.wording else "·")


def accepted(finding: Finding, kept: Decision) -> Decision:
    """Return the decision that accepts a finding: a wording of one's own with
    the figures as they are, a draft with its list.
    """
    figures = key(finding.figures) if kept.text else finding.which
    return kept._replace(state="accepted", figures=figures, differs=False)


def all_accepted(
    findings: Sequence[Finding], finding: Finding, decisions: Mapping[str, Decision]
) -> dict[str, Decision]:
    """Return the decisions that accept all of a finding's list that nobody has decided about; what
    needs a look stays.
    """
    return {
        each.id: accepted(each, decisions.get(each.id, Decision()))
        for each in findings
        if each[1:3] == finding[1:3] and not each.state and not each.changed and not each.differs
    }


def dropped(kept: Decision) -> Decision:
    """Return the decision that drops a finding; its wording and its place are kept for the day that
    it is taken back.
    """
    return _of_text(kept)._replace(state="dropped", differs=False)


def undecided(kept: Decision) -> Decision:
    """Return the decision that is neither accepting nor dropping."""
    return _of_text(kept)._replace(state="", differs=False)


def _of_text(kept: Decision) -> Decision:
    """Without the list that a draft was accepted in."""
    return kept if kept.text else kept._replace(figures="")


def reworded(finding: Finding, kept: Decision, text: str) -> Decision:
    """Return the decision that words a finding anew, with the figures as they are; no text goes back to the draft.

    Rewording a dropped finding takes it back. Raises Refused for a name in braces that stands for no figure.
    """
    text = " ".join(text.split())
    wrong = unknown(text, finding.figures)
    if wrong:
        there_are = " ".join(f"{{{name}}}" for name in named(finding.figures))
        raise Refused(f"{{{clipped(wrong[0], 40)}}} stands for no figure; there are {clipped(there_are, 200)}")
    if stray(text):
        raise Refused("a brace stands alone; a figure is a name in braces, as {yes}")
    kept = undecided(kept) if kept.state == "dropped" else kept._replace(differs=False)
    if text in ("", finding.draft):
        return kept._replace(text="", figures="")
    return kept._replace(text=text, figures=key(finding.figures))


def placed(
    findings: Sequence[Finding], finding: Finding, decisions: Mapping[str, Decision], place: int
) -> dict[str, Decision]:
    """Return the decisions that bring a finding to a place of its list, from 1.

    Only the one that is moved is decided about, so that two people can each move another; where there is no room
    between its new neighbours the list is numbered anew. Findings that differ between copies stay out of it: a place
    would settle them without a word. Raises Refused for such a one, and for a place that the list does not have.
    """
    if finding.differs:
        raise Refused("it differs between copies of the casebook; accept or drop it first")
    group = [each for each in findings if each[1:3] == finding[1:3] and not each.differs]
    ids, at = [each.id for each in group], place - 1
    if not 0 <= at < len(ids):
        raise Refused(f"its list has {counted(len(ids), 'finding')}, so there is no place {place}")
    if finding.id not in ids or ids.index(finding.id) == at:
        return {}
    ids.remove(finding.id)
    now = places(findings)
    before = now[ids[at - 1]] if at else now[ids[0]] - 3 * STEP
    after = now[ids[at]] if at < len(ids) else now[ids[-1]] + 2 * STEP
    middle = (before + after) // 2
    ids.insert(at, finding.id)
    if before < middle < after and middle:  # 0 is no place
        wanted = {finding.id: middle}
    else:
        wanted = {name: number * STEP for number, name in enumerate(ids, 1)}
    return {name: decisions.get(name, Decision())._replace(place=number) for name, number in wanted.items()}


class Offer(NamedTuple):
    """A recommendation: one that is made, by its number from 1; or a standard one that could be, with number 0."""

    id: str
    text: str
    who: str
    number: int
    standard: bool
    suggestion: Suggestion | None
    own_words: bool = False


def offers(question_set: QuestionSet, figures: Mapping[str, QuestionFigures], chosen: Sequence[Chosen]) -> list[Offer]:
    """Return the recommendations that are made, in their order; then those that
    the answers suggest; then the other standard ones.
    """
    suggested = {each.recommendation.id: each for each in suggest(question_set, figures)}
    standard = {each.id: each for each in question_set.recommendations}
    found = []
    for number, each in enumerate(chosen, 1):
        usual = standard.get(each.id)
        text, who = words_of(question_set, each)
        own = usual is not None and (text, who) != (usual.text, usual.who)
        found.append(Offer(each.id, text, who, number, usual is not None, suggested.get(each.id), own))
    made = {each.id for each in chosen}
    rest = [*suggested, *(name for name in standard if name not in suggested)]
    found += [
        Offer(name, standard[name].text, standard[name].who, 0, True, suggested.get(name))
        for name in rest
        if name not in made
    ]
    return found


def made(
    question_set: QuestionSet,
    chosen: Sequence[Chosen],
    identifier: str,
    text: str | None = None,
    who: str | None = None,
) -> Chosen:
    """Return a recommendation to be made, or the one that is with other words; None leaves words as they are.

    A new one comes last. Words that are the standard's own are not kept twice. Raises Refused for the id of a new one
    that is no word.
    """
    standard_ids = {each.id for each in question_set.recommendations}
    if identifier not in standard_ids | {each.id for each in chosen} and not _ID.fullmatch(identifier):
        raise Refused(f"'{clipped(identifier, 40)}' is no id; letters, digits, - and _ make one, as own-1")
    text, who = (None if each is None else " ".join(each.split()) for each in (text, who))
    last = max((each.place for each in chosen), default=0)
    before = next((each for each in chosen if each.id == identifier), Chosen(identifier, place=last + 1))
    text, who = before.text if text is None else text, before.who if who is None else who
    usual = next((each for each in question_set.recommendations if each.id == identifier), None)
    if usual is not None:
        text, who = "" if text == usual.text else text, "" if who == usual.who else who
    return before._replace(text=text, who=who)


def reordered(chosen: Sequence[Chosen], identifier: str, place: int) -> list[Chosen]:
    """Return the recommendations that change their place when one is brought to a place, from 1."""
    moving = [each for each in chosen if each.id == identifier]
    order = [each for each in chosen if each.id != identifier]
    order[max(place, 1) - 1 : max(place, 1) - 1] = moving
    return [each._replace(place=number) for number, each in enumerate(order, 1) if each.place != number]
