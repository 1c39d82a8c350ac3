"""What hypothesis and the hostile lists draw from: one place for all tests."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from casereview.questions.model import (
    Band,
    Criterion,
    Fact,
    Option,
    Part,
    Question,
    QuestionSet,
    Reason,
    Section,
    Theme,
)
from casereview.scoring import CaseAnswers


def examples(number: int) -> settings:
    """Return settings for `number` examples; ten times as many in a `--trust` run."""
    return settings(max_examples=number * settings.default.max_examples // 100)


# --- words that people and files give ---

HOSTILE = (
    "[/]",
    "[y]es [b]bold[/b] [red]x[/red]",
    "[@click=app.quit]press[/]",
    "[link=file:///etc/passwd]x[/link]",
    "<script>alert(1)</script>&amp;",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "'; DROP TABLE entries; --",
    '"yes"',
    "null",
    "yes",
    "unresolved",
    "{item} {0} %s %(x)s ${HOME}",
    "back\\slash \\u0041 \\",
    " spaces round it ",
    "\t tab\r\nand lines\rof all\nkinds\u2028and\u2029more\x0b\x0c\x85",
    "bell\x07 back\x08space \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "NUL\x00inside",
    "\x00",
    "\u202eright to left override\u202c \u2066isolate\u2069 \u200f\u200e\u061c",
    "עברית العربية",
    "e\u0301 and é, \u212b and å",
    "zero\u200bwidth\u2060\ufeff",
    "👩\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\U0010ffff\ufffe\uffff",
    "ﷺ" * 40,
    "Z\u0351\u036b\u0343\u036a" * 30,
    "x" * 100_000,
    "long [/] line\n" * 7_000,
)

# Half of a surrogate pair can not be written as UTF-8.
HALF = ("\ud800", "note \udfff here", "\udc80")

words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
names = words.filter(lambda text: text.strip() != "")

# --- question sets and cases, made at random without hypothesis where there are thousands of them ---

BANDS = (
    Band("minimum", 75, 100, "Minimum improvement required"),
    Band("moderate", 60, 74, "Moderate improvement required"),
    Band("substantial", 45, 59, "Substantial improvement required"),
    Band("drastic", 0, 44, "Drastic improvement required"),
)


def question(name: str, criterion: str, themes: tuple[str, ...] = (), **more: Any) -> Question:
    """Return a question; a criterion's section is what stands before its dot."""
    blank = {"part": "file", "short": name, "text": name, "guidance": "", "not_applicable": "", "applies_when": {}}
    section = criterion.split(".")[0]
    return Question(
        **({"id": name, "criterion": criterion, "section": section, "themes": themes, "reasons": ()} | blank | more)
    )


def question_set(questions: list[Question], facts: tuple[Fact, ...] = ()) -> QuestionSet:
    """Return a question set of these questions, with the sections, criteria and themes they name."""
    criteria = sorted({each.criterion for each in questions})
    return QuestionSet(
        id="made",
        version="1.0.0",
        title="Made",
        about="",
        scoring="pooled",
        digest="",
        bands=BANDS,
        sections=tuple(Section(each, f"Section {each}") for each in sorted({each.section for each in questions})),
        criteria=tuple(Criterion(each, each.split(".")[0], f"Criterion {each}") for each in criteria),
        themes=tuple(Theme(each, f"Theme {each}") for each in sorted({t for each in questions for t in each.themes})),
        facts=facts,
        parts=(Part("file", "File", "File"),),
        questions=tuple(questions),
        source="",
    )


def random_question_set(chance: random.Random) -> QuestionSet:
    """Return a question set of 1 to 12 questions in up to six criteria and up to three themes."""
    criteria = [f"{section}.{number}" for section in "123" for number in "12"][: chance.randint(1, 6)]
    return question_set(
        [
            question(
                f"q{number}",
                chance.choice(criteria),
                tuple(sorted(chance.sample(["lor", "roh", "safeguarding"], chance.choice([0, 1, 1, 2, 3])))),
                reasons=tuple(Reason(f"r{place}", f"Reason {place}") for place in range(chance.randint(0, 3))),
            )
            for number in range(chance.randint(1, 12))
        ]
    )


def random_cases(chance: random.Random, asked: QuestionSet) -> list[CaseAnswers]:
    """Return up to six cases, answered anyhow: all yes, all blank, or with any leaning."""
    weights = [chance.choice([0, 1, 1, 3, 9]) for _ in range(5)]
    if not any(weights):
        weights[0] = 1
    cases = []
    for place in range(chance.randint(0, 6)):
        drawn = chance.choices(("yes", "no", "na", "unresolved", "blank"), weights, k=len(asked.questions))
        answers = {row.id: answer for row, answer in zip(asked.questions, drawn, strict=True) if answer != "blank"}
        reasons = {
            row.id: tuple(each.id for each in row.reasons if chance.random() < 0.5)
            for row in asked.questions
            if row.reasons and answers.get(row.id) == "no"
        }
        started = bool(answers)
        cases.append(
            CaseAnswers(
                f"c{place}", {}, answers, reasons, started=started, signed_off=started and chance.random() < 0.5
            )
        )
    return cases


inspections = st.randoms(use_true_random=False).map(
    lambda chance: (made := random_question_set(chance), random_cases(chance, made))
)

# --- gated questions ---

GATE_FACTS = (
    Fact("sex", "Sex", "Sex", "", (Option("male", "Male"), Option("female", "Female"))),
    Fact("custody", "In custody?", "Custody", "", (Option("yes", "Yes"), Option("no", "No"))),
)


@st.composite
def routed(draw: st.DrawFn) -> tuple[QuestionSet, dict[str, str], dict[str, str]]:
    """A question set with gates on facts and earlier questions, some facts and some answers."""
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 8))):
        gates: dict[str, tuple[str, ...]] = {}
        for gate in draw(st.lists(st.sampled_from(["sex", "custody", *(each.id for each in questions)]), max_size=2)):
            allowed = next(
                ([o.id for o in fact.options] for fact in GATE_FACTS if fact.id == gate), ["yes", "no", "na"]
            )
            gates[gate] = tuple(draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=2, unique=True)))
        questions.append(question(f"q{number}", "1.1", applies_when=gates))
    facts = {fact.id: draw(st.sampled_from(["", *(o.id for o in fact.options)])) for fact in GATE_FACTS}
    answers = {each.id: draw(st.sampled_from(["", "", "yes", "no", "na", "unresolved"])) for each in questions}
    return (
        question_set(questions, GATE_FACTS),
        {name: value for name, value in facts.items() if value},
        {name: value for name, value in answers.items() if value},
    )


# --- programs of operations on a casebook of the small question set (see tests/casebook/hands.py) ---

CASES = ("A1", "B2")
READERS = ("Ann", "Bea", "Cy")
ASKED = ("assessed", "safe", "rmp-done", "rmp-timely", "delivered", "joint-health", "joint-police")
_REASONS = {"assessed": ("missing", "late"), "safe": ("thin",), "joint-health": ("no-contact",)}

_who = st.sampled_from(READERS)
_case = st.sampled_from(CASES)
_question = st.sampled_from(ASKED)


@st.composite
def _reasons(draw: st.DrawFn) -> tuple[Any, ...]:
    asked = draw(st.sampled_from(sorted(_REASONS)))
    ticked = tuple(draw(st.lists(st.sampled_from(_REASONS[asked]), unique=True)))
    return "give_reasons", draw(_case), asked, ticked, draw(_who)


_facts = st.one_of(
    st.fixed_dictionaries({"rmp-needed": st.sampled_from(["yes", "no", None])}),
    st.fixed_dictionaries({"gender": st.sampled_from(["male", "female", None])}),
    st.just({"gender": "male", "rmp-needed": "no"}),
)

operations = st.one_of(
    st.tuples(st.just("answer"), _case, _question, st.sampled_from(["yes", "no", "na", None]), _who),
    st.tuples(st.just("answer"), _case, _question, st.sampled_from(["yes", "no", "na", None]), _who),
    _reasons(),
    st.tuples(st.just("note"), _case, _question, st.sampled_from(["", "p. 3", "[/]\x00"]), _who),
    st.tuples(st.just("mark"), _case, _question, st.booleans(), _who),
    st.tuples(st.just("put_facts"), _case, _facts, _who),
    st.tuples(st.just("begin_second_reading"), _case, _who),
    st.tuples(st.just("raise_alert"), _case, st.sampled_from(["seen alone", " "]), _who),
    st.tuples(st.just("withdraw_alert"), _case, st.sampled_from(["told", ""]), _who),
    st.tuples(st.just("answer_all"), _case, _who),
    st.tuples(st.just("sign_off"), _case, _who),
    st.tuples(st.just("reopen"), _case, st.sampled_from(["one more", ""]), _who),
    st.tuples(st.just("undo"), _case, _who),
    st.tuples(st.just("undo"), _case, _who),
    st.tuples(st.just("redo"), _case, _who),
    st.tuples(
        st.just("close_and_open"),
    ),
)
programs = st.lists(operations, max_size=25)
