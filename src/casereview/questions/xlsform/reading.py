"""From the sheets of an XLSForm to the data of a question set, and what of the form has no place in one."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from casereview.questions.load import QuestionSetError
from casereview.questions.xlsform.asked import Rows
from casereview.questions.xlsform.cells import Tables
from casereview.questions.xlsform.choices import Lists, answers, choice_lists, has_yes_and_no
from casereview.questions.xlsform.draft import ALWAYS, HINTS, ID, ROLE, SHORT, Data, Draft
from casereview.questions.xlsform.left import Left
from casereview.questions.xlsform.repeated import COLUMNS, Repeated
from casereview.questions.xlsform.settings import Settings, rows_of, settings_of
from casereview.questions.xlsform.survey import Asked, Group, walk
from casereview.questions.xlsform.tables import FACTS, GROUP_OF_FACTS
from casereview.questions.xlsform.tongues import Tongue, Tongues
from casereview.text import clipped


class Read(NamedTuple):
    """The data of a question set file, what it can not carry, and what is said in other languages."""

    data: Data
    left: Left
    tongues: list[Tongue]


def read(sheets: Tables, unit: str = "", file: str = "form") -> Read:
    """Return the question set that a form is nearest to.

    `unit` says what is judged, case or respondent; without it a form that asks anything to be answered yes or no is of
    cases. `file` is the name of a form that has none of its own. Raises QuestionSetError if nothing in it can be asked.
    """
    left, tongues = Left(), Tongues()
    settings = settings_of(sheets, left, file)
    rows = walk(rows_of(sheets, "survey", settings.language, tongues, left), left)
    lists = choice_lists(rows_of(sheets, "choices", settings.language, tongues, left), left)
    unit = unit or settings.unit or _guessed(rows, lists, left)
    names = Counter(each.name for each in rows if isinstance(each, Asked))
    draft = Draft(settings.title, lists, tongues, left, {name for name, count in names.items() if count > 1})
    repeated = Repeated(draft)
    asked = Rows(draft, repeated, unit)
    for each in rows:
        if isinstance(each, Group):
            _group(each, draft, repeated)
        else:
            asked.add(each)
    asked.done()
    if not draft.questions:
        raise QuestionSetError([_nothing(unit)])
    for each in rows:
        if isinstance(each, Group):
            _bare(each, draft, repeated)
    data = _data(settings, unit, draft)
    _choices(draft)
    return Read(data, left, tongues.done(left))


def _guessed(rows: list[Group | Asked], lists: Lists, left: Left) -> str:
    """What is judged by a form that does not say it."""
    used = [lists.get(each.list_name, ()) for each in rows if isinstance(each, Asked) and each.kind == "one"]
    if any(answers(each, unsure=True) for each in used):
        return "case"
    if any(has_yes_and_no(each) for each in used):
        left.form("survey", "no choice is of yes and no alone, so it is read as a questionnaire, which has no scores")
    return "respondent"


def _nothing(unit: str) -> str:
    if unit == "case":
        return "no question has the answers yes and no, so there is nothing to judge a case by; `--unit respondent` reads a questionnaire"
    return "nothing in it can be asked: no choice, no text and no scale from 0 to 10"


def _data(settings: Settings, unit: str, draft: Draft) -> Data:
    frame = draft.frame
    criteria, sections = frame.used({each["criterion"] for each in draft.questions})
    data: Data = {
        "id": settings.id,
        "version": settings.version,
        "title": settings.title,
        "scoring": "counts",
        "unit": unit,
    }
    data |= {"sections": sections, "criteria": criteria, "themes": list(frame.themes.values()), "facts": draft.facts}
    lists = {each["for_each"]: None for each in draft.questions if "for_each" in each}
    if settings.ours:
        lists |= {name.removeprefix("list_"): None for name in draft.lists if name.startswith("list_")}
    items = [
        {"id": each, "title": each, "items": draft.options(f"list_{each}", "lists", each, "items")} for each in lists
    ]
    data |= {"parts": frame.parts, "lists": items, "questions": draft.questions}
    return {key: value for key, value in data.items() if value != []}


# --- groups ---


def _group(group: Group, draft: Draft, repeated: Repeated) -> None:
    line, left = group.line, draft.left
    group.gates = draft.gates(line, group.parent.gates if group.parent else {})
    if not line.get("name"):
        left.row(line, f"has no name; '{group.name}' is written")
    if repeated.is_repeated(group):
        draft.unread(line, COLUMNS)
        return
    carried = ALWAYS - set(HINTS)
    if group is group.top:
        carried |= {ID, SHORT}
        carried -= {"name"} if line.get(ID) and line.get("name") != f"part_{line.get(ID)}" else set()
    elif group is not group.second:
        left.row(line, "a group in a group in a group: its questions stand in the one above, without its label")
    draft.unread(line, carried | ({ROLE} if _of_facts(group) else set()))


def _of_facts(group: Group) -> bool:
    """Whether it is the group in which a form that was written from a set has its facts."""
    return group.line.get(ROLE) == "facts" and group is group.top


def _bare(group: Group, draft: Draft, repeated: Repeated) -> None:
    """Tell of a group of which nothing came."""
    left = draft.left
    if repeated.is_repeated(group):
        if not repeated.has_rows(group):
            left.whole(group.line, "repeats a question of which no row is there; not carried")
        return
    said = tuple(map(group.line.get, ("name", "label", ID, SHORT)))
    as_written = _of_facts(group) and draft.facts and said == (GROUP_OF_FACTS, FACTS, "", "")
    if group in draft.frame.groups or as_written:
        return
    if group is group.top:
        left.whole(group.line, "a group in which no question stands; not carried")
    elif group is group.second:
        left.row(group.line, "a group for which no question counts; its label is not carried")


# --- choices ---


def _choices(draft: Draft) -> None:
    """Tell of the lists that belong to nothing, and of columns that are read for some lists only."""
    for name, choices in sorted(draft.lists.items()):
        if name not in draft.used and name not in draft.frame.lists:
            about = [frozenset(each.line.cells.items()) for each in choices]
            draft.left.form(f"choices, list '{clipped(name, 40)}'", "belongs to nothing that is carried", *about)
            continue
        for each in choices:
            if name not in draft.reasons and each.line.get("phrase"):
                draft.left.row(each.line, f"'phrase' is not carried: {clipped(each.line.get('phrase'), 80)}")
            if name != "casereview_criteria" and each.line.get("section"):
                draft.left.row(each.line, f"'section' is not carried: {clipped(each.line.get('section'), 80)}")
