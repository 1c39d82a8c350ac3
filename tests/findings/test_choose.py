"""What a choice about a finding or a recommendation becomes before it is kept."""

from __future__ import annotations

import pytest

from casereview.casebook import Refused
from casereview.casebook.decisions import Chosen, Decision
from casereview.findings import choose
from casereview.findings.draft import decided
from casereview.findings.figures import fixed
from casereview.findings.model import Finding
from casereview.questions import QuestionSet
from casereview.questions.model import Recommendation
from casereview.scoring import QuestionFigures, Tally


def figures(name: str, yes: int, no: int, **reasons: int) -> QuestionFigures:
    return QuestionFigures(name, Tally(yes, no, 0, 0), (200 * yes + yes + no) // (2 * (yes + no)), reasons)


def found(small: QuestionSet, decisions: dict[str, Decision] | None = None) -> list[Finding]:
    """Three findings of criterion 1.1 and one of 1.2."""
    rows = [
        figures("assessed", 9, 1, late=1),
        figures("rmp-done", 10, 0),
        figures("rmp-timely", 8, 2),
        figures("safe", 2, 8, thin=5),
    ]
    return decided(small, rows, decisions or {})


def by_id(findings: list[Finding]) -> dict[str, Finding]:
    return {each.id: each for each in findings}


def test_a_rewording_keeps_the_figures_that_it_was_written_under(small: QuestionSet) -> None:
    before = by_id(found(small))["safe"]
    decision = choose.reworded(before, Decision(), "  Only {yes} of\n{scored}. ")
    assert decision.text == "Only {yes} of {scored}."
    after = by_id(found(small, {"safe": decision}))["safe"]
    assert (after.text, after.changed) == ("Only 2 of 10.", False)
    later = decided(small, [figures("safe", 3, 8, thin=5)], {"safe": decision})[0]
    assert (later.text, later.changed) == ("Only 3 of 11.", True)
    assert choose.sign(later) == "!"
    confirmed = choose.accepted(later, decision)
    again = decided(small, [figures("safe", 3, 8, thin=5)], {"safe": confirmed})[0]
    assert (again.state, again.text, again.changed) == ("accepted", "Only 3 of 11.", False)


def test_a_name_that_stands_for_no_figure_is_refused_and_those_that_do_are_named(small: QuestionSet) -> None:
    with pytest.raises(Refused, match=r"\{maybe\} stands for no figure; there are \{yes\} \{no\} \{scored\}"):
        choose.reworded(by_id(found(small))["safe"], Decision(), "In {maybe} cases.")


@pytest.mark.parametrize("words", ["In {yes} of them {", "}", "{ yes }"])
def test_a_brace_that_stands_alone_is_refused(small: QuestionSet, words: str) -> None:
    with pytest.raises(Refused, match="a brace stands alone"):
        choose.reworded(by_id(found(small))["safe"], Decision(), words)


def test_words_that_do_not_change_with_the_figures_are_found() -> None:
    assert fixed("Almost all of the {scored} cases ({yes}), and half of the others; called overall small") == [
        "almost all",
        "half",
    ]


def test_all_of_a_list_are_accepted_but_what_needs_a_look_or_was_decided(small: QuestionSet) -> None:
    decisions = {
        "assessed": Decision("dropped"),
        "rmp-done": Decision("", "Only {yes}.", "other figures"),
    }
    findings = found(small, decisions)
    accepted = choose.all_accepted(findings, by_id(findings)["assessed"], decisions)
    assert accepted == {"rmp-timely": Decision("accepted", figures="strength")}


@pytest.mark.parametrize("words", ["", "   ", "DRAFT"])
def test_no_words_or_the_drafts_own_go_back_to_the_draft(small: QuestionSet, words: str) -> None:
    finding = by_id(found(small))["safe"]
    kept = Decision("accepted", "Other words.", "old", 2)
    text = finding.draft if words == "DRAFT" else words
    assert choose.reworded(finding, kept, text) == Decision("accepted", "", "", 2)


def test_dropping_keeps_words_and_place_and_rewording_takes_it_back(small: QuestionSet) -> None:
    kept = Decision("", "Only {yes}.", "figures", 3)
    assert choose.dropped(kept) == kept._replace(state="dropped")
    assert choose.undecided(choose.dropped(kept)) == kept
    assert choose.reworded(by_id(found(small))["safe"], choose.dropped(kept), "Just {yes}.").state == ""


def test_placing_numbers_the_list_and_leaves_other_lists_alone(small: QuestionSet) -> None:
    findings = found(small)
    group = [each.id for each in findings if each.criterion == "1.1"]
    last = by_id(findings)[group[-1]]
    changed = choose.placed(findings, last, {}, 1)
    assert set(changed) == {group[-1]}  # nobody touched the others: they are not decided about
    after = [each.id for each in found(small, changed) if each.criterion == "1.1"]
    assert after == [group[-1], *group[:-1]]
    first = by_id(found(small, changed))[after[0]]
    far = choose.placed(found(small, changed), first, changed, len(group))
    assert [each.id for each in found(small, changed | far) if each.criterion == "1.1"] == group
    for place in (0, -1, len(group) + 1, 99):
        with pytest.raises(Refused, match=f"so there is no place {place}$"):
            choose.placed(findings, last, {}, place)


def test_placing_does_not_settle_what_differs_between_copies(small: QuestionSet) -> None:
    decisions = {"assessed": Decision(differs=True)}
    findings = found(small, decisions)
    assert choose.state_words(by_id(findings)["assessed"]) == "differs between copies"
    with pytest.raises(Refused, match="differs between copies"):
        choose.placed(findings, by_id(findings)["assessed"], decisions, 1)
    assert "assessed" not in choose.placed(findings, by_id(findings)["rmp-timely"], decisions, 1)
    accepted = choose.accepted(by_id(findings)["assessed"], decisions["assessed"])
    assert accepted == Decision("accepted", figures="strength")


def test_moves_of_different_findings_in_two_copies_are_about_different_findings(small: QuestionSet) -> None:
    findings = found(small)
    group = [each.id for each in findings if each.criterion == "1.1"]
    one = choose.placed(findings, by_id(findings)[group[2]], {}, 1)
    other = choose.placed(findings, by_id(findings)[group[0]], {}, 3)
    assert not set(one) & set(other)
    both = [each.id for each in found(small, one | other) if each.criterion == "1.1"]
    assert both == [group[2], group[1], group[0]]


def test_places_written_by_earlier_versions_still_order_a_list_and_can_be_moved_in(small: QuestionSet) -> None:
    group = [each.id for each in found(small) if each.criterion == "1.1"]
    old = {name: Decision(place=number) for number, name in enumerate(reversed(group), 1)}
    findings = found(small, old)
    assert [each.id for each in findings if each.criterion == "1.1"] == group[::-1]
    for place in (1, 2, 3):
        moved = choose.placed(findings, by_id(findings)[group[0]], old, place)
        after = [each.id for each in found(small, old | moved) if each.criterion == "1.1"]
        assert after.index(group[0]) + 1 == place
        assert [name for name in after if name != group[0]] == [group[2], group[1]]


def test_moving_again_and_again_keeps_the_order(small: QuestionSet) -> None:
    decisions: dict[str, Decision] = {}
    for _ in range(40):  # between the same two each time, until there is no room and the list is numbered anew
        findings = found(small, decisions)
        group = [each.id for each in findings if each.criterion == "1.1"]
        decisions |= choose.placed(findings, by_id(findings)[group[2]], decisions, 2)
        after = [each.id for each in found(small, decisions) if each.criterion == "1.1"]
        assert after == [group[0], group[2], group[1]]


def test_an_accepted_draft_that_changes_its_list_says_so(small: QuestionSet) -> None:
    finding = by_id(found(small))["safe"]
    assert finding.which == "improvement"
    decision = choose.accepted(finding, Decision())
    assert not by_id(found(small, {"safe": decision}))["safe"].changed
    later = decided(small, [figures("safe", 9, 1)], {"safe": decision})[0]
    assert (later.which, later.changed) == ("strength", True)
    confirmed = choose.accepted(later, decision)
    assert not decided(small, [figures("safe", 9, 1)], {"safe": confirmed})[0].changed
    earlier = Decision("accepted")  # as an earlier version wrote it
    assert not decided(small, [figures("safe", 9, 1)], {"safe": earlier})[0].changed
    assert choose.undecided(decision) == Decision()


def test_every_state_has_its_own_words_and_sign(small: QuestionSet) -> None:
    finding = by_id(found(small))["safe"]
    states = [
        finding,
        finding._replace(state="accepted"),
        finding._replace(state="dropped"),
        finding._replace(wording="x"),
        finding._replace(wording="x", changed=True),
        finding._replace(differs=True),
    ]
    assert len({choose.state_words(each) for each in states}) == len(states)
    assert len({choose.sign(each) for each in states}) == len(states)


# --- recommendations ---


@pytest.fixture
def programme(small: QuestionSet) -> QuestionSet:
    from dataclasses import replace

    standard = (
        Recommendation("plans", "Make plans", "Managers", ("rmp-done",)),
        Recommendation("safety", "Assess vulnerability", "Staff", ("safe",)),
    )
    return replace(small, recommendations=standard)


def test_made_ones_come_first_then_the_suggested_then_the_rest(programme: QuestionSet) -> None:
    rows = {"rmp-done": figures("rmp-done", 10, 0), "safe": figures("safe", 2, 8)}
    offers = choose.offers(programme, rows, [])
    assert [(each.id, each.number, each.suggestion is not None) for each in offers] == [
        ("safety", 0, True),
        ("plans", 0, False),
    ]
    chosen = [Chosen("own-1", "Talk to health", "Board", 1), choose.made(programme, [], "plans", "Make good plans")]
    offers = choose.offers(programme, rows, chosen)
    assert [(each.id, each.number, each.text) for each in offers] == [
        ("own-1", 1, "Talk to health"),
        ("plans", 2, "Make good plans"),
        ("safety", 0, "Assess vulnerability"),
    ]
    assert offers[1].who == "Managers"


def test_a_new_one_comes_last_and_standard_words_are_not_kept_twice(programme: QuestionSet) -> None:
    chosen = [Chosen("own-1", "x", "", 4)]
    assert choose.made(programme, chosen, "plans") == Chosen("plans", "", "", 5)
    assert choose.made(programme, chosen, "plans", " Make  plans ", "Managers") == Chosen("plans", "", "", 5)
    assert choose.made(programme, chosen, "own-1", "y") == Chosen("own-1", "y", "", 4)


@pytest.mark.parametrize("wrong", ["Bad id!", "a b", "-x", ""])
def test_the_id_of_a_new_recommendation_is_a_word_and_old_ones_stay(programme: QuestionSet, wrong: str) -> None:
    with pytest.raises(Refused, match="is no id"):
        choose.made(programme, [], wrong, "Words")
    if wrong:
        assert choose.made(programme, [Chosen(wrong, "x", "", 1)], wrong, "Words").text == "Words"


def test_reordering_names_only_those_that_move() -> None:
    chosen = [Chosen("a", place=1), Chosen("b", place=2), Chosen("c", place=3)]
    assert choose.reordered(chosen, "b", 1) == [Chosen("b", place=1), Chosen("a", place=2)]
    assert choose.reordered(chosen, "b", 2) == []
