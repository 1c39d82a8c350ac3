"""Two question sets compared."""

from __future__ import annotations

import random
from dataclasses import replace

from casereview.questions.changes import Changes, apart_words, compare, told_apart, version_words
from casereview.questions.model import Band, Fact, FindingRules, Option, Overall, Reason, Standard, Theme
from tests.strategies import question, question_set, random_question_set


def test_a_set_compared_with_itself_keeps_everything() -> None:
    for seed in range(50):
        made = random_question_set(random.Random(seed))
        names = tuple(each.id for each in made.questions)
        assert compare(made, made) == Changes(kept=names, pairs=dict(zip(names, names, strict=True)))


def test_ids_that_were_swapped_are_followed_by_their_words() -> None:
    old = question_set([question("a", "1.1", text="One?"), question("b", "1.1", text="Two?")])
    new = question_set([question("a", "1.1", text="Two?"), question("b", "1.1", text="One?")])
    assert compare(old, new).renamed == (("b", "a"), ("a", "b"))


def test_words_that_stand_twice_rename_nothing() -> None:
    old = question_set([question("a", "1.1", text="One?"), question("b", "1.1", text="One?")])
    new = question_set([question("c", "1.1", text="One?"), question("d", "1.1", text="One?")])
    found = compare(old, new)
    assert (found.renamed, found.new, found.gone) == ((), ("c", "d"), ("a", "b"))


def test_a_line_broken_elsewhere_is_no_other_wording_and_a_reasons_label_is() -> None:
    late = (Reason("late", "Late"),)
    old = question_set([question("a", "1.1", text="One\n or two?", reasons=late), question("b", "1.1", reasons=late)])
    new = question_set(
        [
            question("a", "1.1", text="One or two?", reasons=late),
            question("b", "1.1", reasons=(Reason("late", "Too late"),)),
        ]
    )
    found = compare(old, new)
    assert found.kept == ("a",)
    assert [(each.name, each.differences) for each in found.reworded] == [("b", ("reason late",))]


def test_another_kind_can_not_mean_the_same() -> None:
    old = question_set([question("a", "1.1")])
    new = question_set([question("a", "1.1", kind="text")])
    (found,) = compare(old, new).reworded
    assert not found.can_mean_the_same


def test_a_gate_on_what_was_only_renamed_is_the_same_gate() -> None:
    fact = Fact("in", "In custody?", "", "", (Option("yes", "Yes"), Option("no", "No")))
    old = question_set([question("a", "1.1", applies_when={"in": ("yes",)})], (fact,))
    new = question_set([question("a", "1.1", applies_when={"custody": ("yes",)})], (fact._replace(id="custody"),))
    found = compare(old, new)
    assert (found.renamed, found.rerouted) == ((("fact:in", "fact:custody"),), ())
    opened = question_set([question("a", "1.1")], (fact,))
    assert compare(old, opened).rerouted == ("a",)


def test_an_option_that_is_gone_orphans_what_held_it() -> None:
    fact = Fact("sex", "Sex", "", "", (Option("m", "Male"), Option("f", "Female")))
    old = question_set([question("a", "1.1")], (fact,))
    new = question_set([question("a", "1.1")], (fact._replace(options=fact.options[:1]),))
    assert [each[:3] for each in compare(old, new).orphaned] == [("fact:sex", "value", "f")]


def test_sets_of_one_version_are_told_apart_by_their_digest() -> None:
    made = question_set([question("a", "1.1")])
    assert not told_apart(made, made)
    assert told_apart(made, replace(made, digest="other"))
    assert not told_apart(made, replace(made, digest="other", version="2.0.0"))


def test_only_sets_that_could_be_taken_for_one_another_are_said_with_their_digest() -> None:
    made = replace(question_set([question("a", "1.1")]), digest="1" * 64)
    other, later = replace(made, digest="2" * 64), replace(made, digest="3" * 64, version="2.0.0")
    assert [version_words(each, made, other, later) for each in (made, other, later)] == [
        "1.0.0 (11111111)", "1.0.0 (22222222)", "2.0.0",
    ]  # fmt: skip
    assert apart_words(made, later, other, made) == (
        "Same id and version, other content: made 1.0.0 (11111111), made 1.0.0 (22222222); only the digest tells them apart."
    )
    assert apart_words(made, made, later) == ""


def test_headings_and_rules_that_changed_are_said_as_they_were_and_are() -> None:
    old = question_set([question("a", "1.1")])
    new = replace(
        old,
        scoring="counts",
        themes=(Theme("safe", "Being harmful"),),
        bands=(Band("good", 45, 100, "Good"),),
        finding_rules=FindingRules(strength_from=45),
        overall=Overall(1, (), (Standard("o1", "Leading"), Standard("o3", "Staff"))),
    )
    old = replace(
        old,
        themes=(Theme("safe", "Keeping safe"),),
        bands=(Band("good", 75, 100, "Good"),),
        overall=Overall(1, (), (Standard("o1", "Leadership"), Standard("o2", "Premises"))),
    )
    found = compare(old, new)
    assert [(each.what, each.id, each.was, each.now) for each in found.rules] == [
        ("scoring", "", "pooled", "counts"),
        ("theme", "safe", "Keeping safe", "Being harmful"),
        ("band", "good", "75 to 100: Good", "45 to 100: Good"),
        ("standard", "o1", "Leadership", "Leading"),
        ("standard", "o3", "", "Staff"),
        ("standard", "o2", "Premises", ""),
        ("finding rule", "strength from", "75", "45"),
    ]


def test_the_words_around_a_question_that_changed_are_said() -> None:
    late = Reason("late", "Late", "it came late")
    old = question_set([question("a", "1.1", good="it was good", reasons=(late,)), question("b", "1.1")])
    late = late._replace(phrase="it was late")
    new = question_set([question("a", "1.1", good="it was very good", reasons=(late,)), question("b", "1.1")])
    found = compare(old, new)
    assert found.kept == ("a", "b")
    assert [(each.what, each.id, each.was, each.now) for each in found.words] == [
        ("good", "a", "it was good", "it was very good"),
        ("phrase of late", "a", "it came late", "it was late"),
    ]
    assert found.as_before == ("b",)


def test_a_short_form_that_is_only_the_text_is_not_said_to_be_other() -> None:
    old = question_set([question("a", "1.1", text="One?", short="One?")])
    new = question_set([question("a", "1.1", text="Two?", short="Two?")])
    assert compare(old, new).words == ()


def test_what_moved_lost_a_reason_or_is_asked_of_others_is_not_as_before() -> None:
    late = (Reason("late", "Late"),)
    old = question_set(
        [question("a", "1.1"), question("b", "1.1", reasons=late), question("c", "1.1"), question("d", "1.1")]
    )
    gate = {"d": ("yes",)}
    new = question_set(
        [question("d", "1.1"), question("a", "1.2"), question("b", "1.1"), question("c", "1.1", applies_when=gate)]
    )
    found = compare(old, new)
    assert (set(found.kept), found.as_before) == ({"a", "b", "c", "d"}, ("d",))
