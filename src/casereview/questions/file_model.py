"""The question set file, as strict pydantic models; the published JSON Schema is generated from them.

Only the checker and `questions schema` import this module: a casebook is opened without pydantic.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from casereview.questions.model import DEFAULT_WORDS
from casereview.questions.texts import (
    ID,
    LONGEST_CLAUSE,
    LONGEST_ID,
    LONGEST_NOUN,
    LONGEST_SENTENCES,
    LONGEST_SHORT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    NOT_IN_LINE,
    NOT_IN_TEXT,
    words_of,
)

Id = Annotated[
    str,
    StringConstraints(pattern=rf"^{ID}$", max_length=LONGEST_ID),
    Field(description="lower-case letters, digits, hyphens and dots"),
]
Paragraphs = Annotated[str, StringConstraints(pattern=rf"^[^{NOT_IN_TEXT}]*$")]
Words = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=LONGEST_WORDS,
        pattern=rf"^[^{NOT_IN_TEXT}]*[^{NOT_IN_TEXT}\s][^{NOT_IN_TEXT}]*$",
    ),
]
Title = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=LONGEST_TITLE,
        pattern=rf"^[^{NOT_IN_LINE}]*[^{NOT_IN_LINE}\s][^{NOT_IN_LINE}]*$",
    ),
]
# A part of a sentence, without its capital letter and full stop.
Clause = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_CLAUSE, pattern=rf"^[^{NOT_IN_LINE}]*[^{NOT_IN_LINE} .]$"),
    Field(description="a part of a sentence: no full stop at its end"),
]
# A word for what a program has another word for, as it stands within a sentence; it begins and ends with a letter.
Noun = Annotated[
    str,
    StringConstraints(
        min_length=2,
        max_length=LONGEST_NOUN,
        pattern=rf"^[^{NOT_IN_LINE} .]([^{NOT_IN_LINE}]*[^{NOT_IN_LINE} .])$",
    ),
    Field(description="a word as it stands within a sentence"),
]
Sentences = Annotated[str, StringConstraints(max_length=LONGEST_SENTENCES, pattern=rf"^[^{NOT_IN_TEXT}]*$")]
Percent = Annotated[int, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class BandEntry(_Strict):
    """A band: from a whole percentage up to the next band's, or to `to` where that is given."""

    id: Id
    from_: Annotated[int, Field(alias="from", ge=0, le=100)]
    to: Annotated[int | None, Field(ge=0, le=100)] = None
    label: Title
    points: Annotated[int | None, Field(ge=0, le=10)] = None


class OptionEntry(_Strict):
    """One value that a fact can have."""

    id: Id
    label: Title


def _option(value: Any) -> Any:
    """Let a bare id stand for an option whose label is the id in words."""
    if isinstance(value, str):
        return {"id": value, "label": words_of(value)}
    return value


class FactEntry(_Strict):
    """A characteristic of a case."""

    id: Id
    label: Title
    short: Annotated[Title, StringConstraints(max_length=LONGEST_SHORT["facts"])] | None = None
    help: Paragraphs = ""
    options: Annotated[
        list[Annotated[OptionEntry, BeforeValidator(_option, json_schema_input_type=Id | OptionEntry)]],
        Field(min_length=2),
    ]


class PartEntry(_Strict):
    """A stretch of the file as it is read; the order of the parts is the order of the screens."""

    id: Id
    title: Title
    short: Annotated[Title, StringConstraints(max_length=LONGEST_SHORT["parts"])] | None = None


class SectionEntry(_Strict):
    """A chapter of the report."""

    id: Id
    title: Title


class CriterionEntry(_Strict):
    """A general criterion of the report, in its section."""

    id: Id
    section: Id
    title: Title


class ThemeEntry(_Strict):
    """A headline score."""

    id: Id
    title: Title


class ListEntry(_Strict):
    """The items over which a question may be repeated."""

    id: Id
    title: Title
    items: Annotated[list[OptionEntry], Field(min_length=1)]


class ReasonEntry(_Strict):
    """A reason that may be ticked for a *no*."""

    id: Id
    label: Title
    phrase: Clause | None = None


class QuestionEntry(_Strict):
    """A question; with `for_each` it stands for one row per item of the list."""

    id: Id
    part: Id
    criterion: Id
    themes: list[Id] = []
    short: Annotated[Title, StringConstraints(max_length=LONGEST_SHORT["questions"])] | None = None
    text: Words
    guidance: Paragraphs = ""
    not_applicable: Paragraphs = ""
    applies_when: dict[Id, str | Annotated[list[str], Field(min_length=1)]] = {}
    reasons: list[ReasonEntry] = []
    for_each: Id | None = None
    only: list[Id] | None = None
    good: Clause | None = None
    poor: Clause | None = None
    among: Clause | None = None
    strength_from: Percent | None = None
    kind: Literal["judgement", "choice", "choices", "scale", "text"] = "judgement"
    prompt_of: Id | None = None
    options: list[Annotated[OptionEntry, BeforeValidator(_option, json_schema_input_type=Id | OptionEntry)]] = []
    low: Title = ""
    high: Title = ""


class OverallBandEntry(_Strict):
    """The words for an overall rating, from a sum of points on."""

    id: Id
    from_: Annotated[int, Field(alias="from", ge=0, le=1000)]
    label: Title


class StandardEntry(_Strict):
    """A standard that counts for the overall rating and is judged elsewhere: its rating is entered."""

    id: Id
    title: Title


class OverallEntry(_Strict):
    """How the ratings of the standards add up to an overall one: those of the criteria, and of what is judged `elsewhere`."""

    standards: Annotated[int, Field(ge=1, le=100)]
    elsewhere: list[StandardEntry] = []
    bands: Annotated[list[OverallBandEntry], Field(min_length=1)]


class FindingsEntry(_Strict):
    """What makes a strength or an area for improvement, in whole percentages; and when a count is few, or small."""

    strength_from: Percent = 75
    strength_from_few: Percent = 75
    improvement_below: Percent = 65
    almost_all: Percent = 90
    few: Annotated[int, Field(ge=1, le=1000)] = 10
    small: Annotated[int, Field(ge=1, le=1000)] = 3


class DocumentsEntry(_Strict):
    """What documents say in the programme's own words; `{area}` stands for the area. An empty text is left out."""

    reader: Sentences = DEFAULT_WORDS.reader
    method: Sentences = DEFAULT_WORDS.method
    next_steps: Sentences = DEFAULT_WORDS.next_steps
    thanks: Sentences = DEFAULT_WORDS.thanks
    criterion_word: Noun = DEFAULT_WORDS.criterion_word
    criteria_word: Noun = DEFAULT_WORDS.criteria_word


class MilestoneEntry(_Strict):
    """What happens after the visit, and how many weeks after its last day; with `to`, between these weeks."""

    id: Id
    what: Title
    weeks: Annotated[int, Field(ge=0, le=52)]
    to: Annotated[int | None, Field(ge=0, le=52)] = None


class RecommendationEntry(_Strict):
    """A standard recommendation, and the questions whose answers suggest it."""

    id: Id
    text: Words
    who: Title = ""
    questions: list[Id] = []


class TermEntry(_Strict):
    """A word of the field and its meaning, for the glossary."""

    term: Title
    meaning: Words


class QuestionSetFile(_Strict):
    """A question set: an inspection programme's instrument."""

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Title
    about: Paragraphs = ""
    scoring: Literal["pooled", "counts", "lowest-key-question"] = "pooled"
    unit: Literal["case", "respondent"] = "case"
    bands: list[BandEntry] = []
    overall: OverallEntry | None = None
    sections: Annotated[list[SectionEntry], Field(min_length=1)]
    criteria: Annotated[list[CriterionEntry], Field(min_length=1)]
    themes: list[ThemeEntry] = []
    facts: list[FactEntry] = []
    parts: Annotated[list[PartEntry], Field(min_length=1)]
    lists: list[ListEntry] = []
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]
    findings: FindingsEntry = FindingsEntry()
    documents: DocumentsEntry = DocumentsEntry()
    timetable: list[MilestoneEntry] = []
    recommendations: list[RecommendationEntry] = []
    glossary: list[TermEntry] = []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the question set file."""
    schema = QuestionSetFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
