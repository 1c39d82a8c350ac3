"""Build the examples of the questionnaires: what some invented people said, of three invented teams.

Every respondent and every word is invented. Run it as `python scripts/build_questionnaires.py`; the result is always the same.
"""

from __future__ import annotations

from typing import NamedTuple

from invented import SETS, noise, write_csv
from said_texts import SAID_BEST, SAID_BETTER, SAID_CHANGE, SAID_GOOD, SAID_MISSING, SAID_STAFF

Said = dict[str, dict[str, str]]  # by respondent, then by item


class Choose(NamedTuple):
    """How many chose each option, those who are gladdest first; the others left it blank.

    `else_where`: who ticked the second at the first (an item and an option) chose the third, whatever the numbers say.
    """

    counts: dict[str, int]
    else_where: tuple[str, str, str] | None = None


class Tick(NamedTuple):
    """How many ticked each option; `none` ticked by those who ticked no other. With `among` only who ticked it at that item too."""

    counts: dict[str, int]
    none: str
    blank: int = 0
    among: str = ""


class Write(NamedTuple):
    """What was written, each by one respondent, the gladdest first."""

    texts: tuple[str, ...]


class Questionnaire(NamedTuple):
    """A set, how many people answered, and what each item got; a scale is chosen from by its marks."""

    set_id: str
    people: int
    items: dict[str, Choose | Tick | Write]


YOUNG_PEOPLE = Questionnaire(
    "young-people",
    22,
    {
        "yp-know-why": Choose({"yes": 15, "a-bit": 5, "no": 2}),
        "yp-explained": Choose({"yes": 11, "a-bit": 6, "no": 2, "forgot": 3}),
        "yp-asked": Choose({"lots": 8, "some": 9, "no": 5}),
        "yp-plan": Choose({"helped": 5, "know": 6, "some": 6, "no": 4}),
        "yp-listens": Choose({"10": 6, "9": 4, "8": 4, "7": 3, "5": 3, "3": 1, "2": 1}),
        "yp-fair": Choose({"always": 10, "mostly": 8, "not-much": 3, "never": 1}),
        "yp-changes": Choose({"one": 9, "two": 7, "more": 5, "not-sure": 1}),
        "yp-hard": Tick({"far": 6, "cost": 7, "time": 8, "scared": 3, "forget": 6}, "nothing", blank=1),
        "yp-help-with": Tick({"school": 11, "home": 6, "angry": 9, "sad": 5, "drugs": 6, "friends": 8, "health": 2}, "none"),
        "yp-reading": Choose({"yes": 4, "a-bit": 3, "no": 3, "not-hard": 11}),
        "yp-missing": Write(SAID_MISSING),
        "yp-safe": Choose({"safer": 10, "same": 9, "less": 2}),
        "yp-tell": Choose({"yes": 12, "maybe": 7, "no": 3}),
        "yp-trouble": Choose({"much": 9, "bit": 7, "same": 4, "more": 1}),
        "yp-helped": Choose({"10": 4, "9": 3, "8": 5, "7": 3, "6": 2, "5": 2, "2": 1, "0": 1}),
        "yp-best": Write(SAID_BEST),
        "yp-change": Write(SAID_CHANGE),
    },
)  # fmt: skip
VICTIMS = Questionnaire(
    "victims",
    17,
    {
        "vic-first-contact": Choose({"good-time": 8, "too-soon": 1, "not-sure": 3, "too-late": 5}),
        "vic-explained": Choose({"yes": 10, "partly": 5, "no": 2}),
        "vic-choice": Choose({"yes": 13, "partly": 3, "no": 1}),
        "vic-informed": Choose({"enough": 8, "too-much": 1, "too-little": 7}),
        "vic-offered": Tick({"meeting": 9, "letter": 11, "message": 7, "repair": 5, "say": 10, "support": 6}, "nothing"),
        "vic-took-up": Tick(
            {"meeting": 3, "letter": 7, "message": 4, "repair": 3, "say": 6, "support": 4}, "nothing", among="vic-offered"
        ),
        "vic-prepared": Choose({"yes": 9, "partly": 4, "no": 2}, ("vic-took-up", "nothing", "no-part")),
        "vic-views": Choose({"yes": 6, "partly": 4, "not-known": 4, "no": 3}),
        "vic-safety": Choose({"yes": 5, "partly": 3, "no": 2, "no-worry": 6}),
        "vic-better": Choose({"better": 9, "same": 6, "worse": 1}),
        "vic-satisfied": Choose({"10": 4, "9": 3, "8": 4, "7": 2, "5": 2, "3": 1, "1": 1}),
        "vic-good": Write(SAID_GOOD),
        "vic-improve": Write(SAID_BETTER),
    },
)  # fmt: skip
CASE_MANAGERS = Questionnaire(
    "case-managers",
    15,
    {
        "sqs-staff-roh": Choose({"well": 10, "partly": 4, "hardly": 1}),
        "sqs-staff-vul": Choose({"well": 8, "partly": 6, "hardly": 1}),
        "sqs-staff-engage": Choose({"well": 5, "partly": 6, "hardly": 3, "none": 1}),
        "sqs-staff-comply": Choose({"well": 12, "partly": 3}),
        "sqs-staff-training": Choose({"yes": 4, "mostly": 7, "partly": 3, "no": 1}),
        "staff-training-wanted": Tick(
            {"roh": 3, "safeguarding": 4, "offending-behaviour": 4, "speech": 9, "mental-health": 8, "victims": 5, "court": 3},
            "none",
        ),
        "sqs-staff-support": Choose({"always": 7, "mostly": 6, "seldom": 2}),
        "sqs-staff-improve": Choose({"always": 3, "mostly": 6, "seldom": 4, "never": 1}),
        "staff-oversight": Choose({"always": 4, "risky": 7, "seldom": 4}),
        "staff-workload": Choose({"8": 2, "7": 3, "6": 3, "5": 2, "4": 3, "2": 1, "1": 1}),
        "staff-change": Write(SAID_STAFF),
    },
)  # fmt: skip


def main() -> None:
    """Write the tables of each example."""
    for each in (YOUNG_PEOPLE, VICTIMS, CASE_MANAGERS):
        said = invent(each)
        folder = SETS / "examples" / each.set_id
        write_csv(folder / "cases.csv", ["case"], [[ref] for ref in said])
        lines = [
            [ref, item, values[item], "", ""] for ref, values in said.items() for item in each.items if values.get(item)
        ]
        write_csv(folder / "answers.csv", ["case", "question", "answer", "reasons", "note"], lines)
        print(f"{each.set_id}: {len(said)} respondents, {len(lines)} answers")


def invent(asked: Questionnaire) -> Said:
    """What each respondent said, item by item."""
    people = [f"R-{number:02}" for number in range(1, asked.people + 1)]
    said: Said = {ref: {} for ref in people}

    def gladdest(item: str, some: list[str]) -> list[str]:
        """By how glad they are altogether, and by the item; a word goes with the one as with the other."""
        return sorted(some, key=lambda ref: 0.6 * noise(asked.set_id, "mood", ref) + 0.4 * noise(item, ref))

    def chosen(number: int, *key: str, of: list[str]) -> list[str]:
        return sorted(of, key=lambda ref: noise(*key, ref))[:number]

    for item, how in asked.items.items():
        match how:
            case Write(texts):
                given = dict(zip(gladdest(item, chosen(len(texts), item, "writes", of=people)), texts, strict=True))
            case Tick():
                given = _ticked(item, how, people, said)
            case Choose(counts, else_where):
                answers = [option for option, count in counts.items() for _ in range(count)]
                given = dict(
                    zip(gladdest(item, chosen(len(answers), item, "answers", of=people)), answers, strict=True)
                )
                if else_where:
                    of, option, instead = else_where
                    given |= {ref: instead for ref in given if said[ref].get(of) == option}
        for ref, value in given.items():
            said[ref][item] = value
    return said


def _ticked(item: str, how: Tick, people: list[str], said: Said) -> dict[str, str]:
    answering = sorted(people, key=lambda ref: noise(item, "answers", ref))[: len(people) - how.blank]
    ticks: dict[str, list[str]] = {ref: [] for ref in sorted(answering)}
    for option, count in how.counts.items():
        able = [ref for ref in answering if not how.among or option in said[ref].get(how.among, "").split(";")]
        for ref in sorted(able, key=lambda ref: noise(item, option, ref))[:count]:
            ticks[ref].append(option)
    return {ref: ";".join(options) or how.none for ref, options in ticks.items()}


if __name__ == "__main__":
    main()
