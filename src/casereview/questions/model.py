"""What is asked: a question set as the program uses it, every repeated question written out.

These are plain values; named tuples where a dataclass would only make the program start later (0.35 ms each, against
0.05). The file they come from is described and checked in `file_model` and `check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

Answer = Literal["yes", "no", "na"]
ANSWERS: tuple[str, ...] = get_args(Answer)
ANSWER_WORDS = {"yes": "Yes", "no": "No", "na": "Not applicable"}

# How the answers become figures; each is a rule of `scoring.rules`.
SCORINGS = ("pooled", "counts", "lowest-key-question")

# What can be asked: a judgement is answered yes, no or not applicable and may be scored; the others are a respondent's.
Kind = Literal["judgement", "choice", "choices", "scale", "text"]

# The marks of a scale go from 0 to this one.
HIGHEST_MARK = 10


class Band(NamedTuple):
    """The words for whole percentages from `first` to `last`, both included;
    `points` where ratings add up to an overall one.
    """

    id: str
    first: int
    last: int
    label: str
    points: int | None = None


class Standard(NamedTuple):
    """A standard that is judged elsewhere; its rating is entered."""

    id: str
    title: str


# What is entered for a standard judged elsewhere that got no rating; it takes the place of a band's id.
UNRATED = "not-rated"


class Overall(NamedTuple):
    """How the ratings of so many standards make an overall one: the words for sums of points, as bands.

    Each criterion is a standard; `elsewhere` are further ones, which no question here is about.
    """

    standards: int
    bands: tuple[Band, ...]
    elsewhere: tuple[Standard, ...] = ()


class Option(NamedTuple):
    """One value that a fact can have."""

    id: str
    label: str


class Fact(NamedTuple):
    """A characteristic of a case; `short` heads a column."""

    id: str
    label: str
    short: str
    help: str
    options: tuple[Option, ...]

    def option(self, value: str) -> Option | None:
        """Return the option with this id, or None."""
        return next((option for option in self.options if option.id == value), None)

    def words(self, value: str | None) -> str:
        """Return the label of a value; an unknown value as it is; nothing for no value."""
        option = self.option(value) if value else None
        return option.label if option else value or ""


class Part(NamedTuple):
    """Where questions sit as the file is read."""

    id: str
    title: str
    short: str


class Section(NamedTuple):
    """A chapter of the report."""

    id: str
    title: str


class Criterion(NamedTuple):
    """A general criterion of the report."""

    id: str
    section: str
    title: str


class Theme(NamedTuple):
    """A headline score, fed by key questions."""

    id: str
    title: str


class Reason(NamedTuple):
    """One of the reasons that may be ticked for a *no*."""

    id: str
    label: str
    phrase: str = ""


class FindingRules(NamedTuple):
    """What makes a finding: whole percentages, counts of answers.

    Strengths are looked for first. A question is a strength from `strength_from` per cent, or from `strength_from_few`
    where fewer than `few` answers are scored; what is no strength and lies below `improvement_below` is an area for
    improvement. So two of three can be a strength where 67% of many answers is not. A question's own `strength_from`
    takes the place of all three: a strength from there, an area for improvement below. From `almost_all` per cent a
    sentence says "almost all". Below `few` scored answers no percentage is printed; below `small` cases, what leaves
    the room says "a small number".
    """

    strength_from: int = 75
    strength_from_few: int = 75
    improvement_below: int = 65
    almost_all: int = 90
    few: int = 10
    small: int = 3


DEFAULT_RULES = FindingRules()


class Recommendation(NamedTuple):
    """One of the programme's standard recommendations; `questions` are the rows whose answers suggest it."""

    id: str
    text: str
    who: str
    questions: tuple[str, ...]


class Term(NamedTuple):
    """A word of the field and its meaning, for the glossary."""

    term: str
    meaning: str


class DocumentWords(NamedTuple):
    """What documents say in a programme's own words: `criterion_word` and
    `criteria_word` are what it calls its criteria, one and many.

    `reader` is to whom the letter is addressed and `method` how the cases were read; `next_steps` follows the
    recommendations of a report, and `thanks` ends a letter. What is empty is left out. `{area}` stands for the area in
    each.
    """

    reader: str = ""
    method: str = ""
    next_steps: str = (
        "For each recommendation an improvement plan says what will be done, who will do it and by when. It is reviewed"
        " against the same questions."
    )
    thanks: str = ""
    criterion_word: str = "criterion"
    criteria_word: str = "criteria"


DEFAULT_WORDS = DocumentWords()


class Milestone(NamedTuple):
    """What happens so many weeks after the last day of the visit: between the `first` and the `last`, which may be one."""

    id: str
    what: str
    first: int
    last: int


class Words(NamedTuple):
    """The program's own words that go with a set's language: for the answers, and
    for what keys do (words and help by action id).

    `language` is a language tag, empty for the language that the set is written in; `name` what the language calls
    itself.
    """

    language: str = ""
    name: str = ""
    answers: dict[str, str] = ANSWER_WORDS
    actions: dict[str, tuple[str, str]] = {}


OWN_WORDS = Words()


class Question(NamedTuple):
    """One row: what is asked of a case, or of a respondent, and answered once.

    A row of a repeated question names its `matrix` (the repeated question's id), its `item` (the row's label) and
    the `stem` (the question with the item left open); for any other question the three are empty.

    For findings: `good` and `poor` are clauses that say what a yes and a no mean ("the plan was good enough"), `among`
    the cases it applies to ("cases that needed one"); in a repeated question `{item}` stands where the item goes, since
    the rows of one question are said in one sentence. `strength_from` is the question's own limit where it has one.

    `prompt_of` names the key question beneath which it stands: answered to help judging that one, never scored. A
    question of another `kind` than a judgement is asked of a respondent: `options` to choose from, or a scale from 0 to
    10 with words for its `ends`.
    """

    id: str
    part: str
    criterion: str
    section: str
    themes: tuple[str, ...]
    short: str
    text: str
    guidance: str
    not_applicable: str
    applies_when: dict[str, tuple[str, ...]]
    reasons: tuple[Reason, ...]
    matrix: str = ""
    item: str = ""
    stem: str = ""
    good: str = ""
    poor: str = ""
    among: str = ""
    strength_from: int | None = None
    kind: Kind = "judgement"
    prompt_of: str = ""
    options: tuple[Option, ...] = ()
    ends: tuple[str, str] = ("", "")

    @property
    def scored(self) -> bool:
        """Tell whether its answers enter a score: a judgement that is no prompt."""
        return self.kind == "judgement" and not self.prompt_of

    def reason(self, reason_id: str) -> Reason | None:
        """Return the reason with this id, or None."""
        return next((reason for reason in self.reasons if reason.id == reason_id), None)


@dataclass(frozen=True)
class QuestionSet:
    """An inspection programme's instrument: `questions` are all rows in screen order."""

    id: str
    version: str
    title: str
    about: str
    scoring: str
    digest: str
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    themes: tuple[Theme, ...]
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    source: str
    finding_rules: FindingRules = DEFAULT_RULES
    recommendations: tuple[Recommendation, ...] = ()
    glossary: tuple[Term, ...] = ()
    unit: Literal["case", "respondent"] = "case"
    overall: Overall | None = None
    words: Words = OWN_WORDS
    documents: DocumentWords = DEFAULT_WORDS
    timetable: tuple[Milestone, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Rows by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def scored(self) -> tuple[Question, ...]:
        """The rows whose answers enter a score, in screen order."""
        return tuple(question for question in self.questions if question.scored)

    @cached_property
    def prompts(self) -> dict[str, tuple[Question, ...]]:
        """The prompts of each key question that has any, in screen order."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            if question.prompt_of:
                found.setdefault(question.prompt_of, []).append(question)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each row in screen order, from 0."""
        return {question.id: place for place, question in enumerate(self.questions)}

    @cached_property
    def elsewhere(self) -> dict[str, str]:
        """Titles of the standards that are judged elsewhere, by id."""
        return {each.id: each.title for each in self.overall.elsewhere} if self.overall else {}

    @cached_property
    def ratings(self) -> dict[str, str]:
        """What a standard judged elsewhere can be rated, by id, in words: each band, or not rated."""
        return {**{band.id: band.label for band in self.bands}, UNRATED: "Not rated"}

    @cached_property
    def by_part(self) -> dict[str, tuple[Question, ...]]:
        """Rows of each part, in screen order."""
        found: dict[str, list[Question]] = {part.id: [] for part in self.parts}
        for question in self.questions:
            found[question.part].append(question)
        return {part: tuple(rows) for part, rows in found.items()}

    @cached_property
    def fact(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def gated(self) -> tuple[Question, ...]:
        """The rows that have a gate, in screen order."""
        return tuple(question for question in self.questions if question.applies_when)

    @cached_property
    def gated_by(self) -> dict[str, tuple[Question, ...]]:
        """For each fact or question: the rows whose gate names it."""
        rows: dict[str, list[Question]] = {}
        for question in self.gated:
            for gate in question.applies_when:
                rows.setdefault(gate, []).append(question)
        return {gate: tuple(found) for gate, found in rows.items()}

    @cached_property
    def behind(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The ids of the scored rows behind each theme, section and criterion, by kind and id, in screen order."""
        found: dict[tuple[str, str], list[str]] = {}
        for question in self.scored:
            for theme in dict.fromkeys(question.themes):
                found.setdefault(("theme", theme), []).append(question.id)
            found.setdefault(("section", question.section), []).append(question.id)
            found.setdefault(("criterion", question.criterion), []).append(question.id)
        return {group: tuple(rows) for group, rows in found.items()}

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        groups: dict[str, tuple[Part | Section | Criterion | Theme, ...]] = {
            "part": self.parts,
            "section": self.sections,
            "criterion": self.criteria,
            "theme": self.themes,
        }
        return {(kind, each.id): each.title for kind, group in groups.items() for each in group}

    def title_of(self, kind: str, identifier: str) -> str:
        """Return the title of a part, section, criterion or theme; the id itself if there is none such."""
        return self._titles.get((kind, identifier), identifier)
