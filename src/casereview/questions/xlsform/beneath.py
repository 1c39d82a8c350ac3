"""The rows of a form that belong to a question: the reasons of its *no*, and its note."""

from __future__ import annotations

from casereview.questions.xlsform.draft import HINTS, ROLE, Data, Draft
from casereview.questions.xlsform.survey import Asked
from casereview.questions.xlsform.tables import NOTE, WHY


def a_no(draft: Draft, row: Asked) -> tuple[str, Data] | None:
    """Return the row and the question of which these are the reasons: the one whose *no* they wait for."""
    found = draft.read_gates(row.line)
    if found is None or len(found) != 1 or not draft.lists.get(row.list_name):
        return None
    ((name, values),) = found.items()
    question = draft.by_name.get(name)
    if question is None:
        return None
    row_id, called = draft.known[name]
    return (row_id, question) if [called[each] for each in values] == ["no"] else None


def reasons(draft: Draft, row: Asked, row_id: str, question: Data) -> None:
    """Give a question the reasons that a row lists."""
    found = draft.options(row.list_name, "questions", question["id"], "reasons")
    draft.reasons.add(row.list_name)
    for reason, each in zip(found, draft.lists[row.list_name], strict=True):
        reason |= {"phrase": each.line.get("phrase")} if each.line.get("phrase") else {}
    if question.setdefault("reasons", found) != found:
        draft.left.whole(row.line, "the question has other reasons already; not carried")
        return
    own = {"type", "relevant"}
    if row.line.get(ROLE) == "reasons":
        own |= {ROLE, *({"name"} if row.name == f"reasons_{row_id}" else ())}
        own |= {"label"} if row.line.get("label") == WHY else set()
    else:
        draft.left.whole(row.line, "its choices are the reasons of a no; its own words are not carried")
        own |= {"name", "label", *HINTS}
    draft.unread(row.line, own)
    if row.other:
        draft.left.row(row.line, "'or other' is not carried; there is no answer in own words")


def note(draft: Draft, row: Asked, rows: set[str]) -> None:
    """See that a note is that of a question that is there, one of `rows`; it says nothing else."""
    if row.kind != "text" or row.name.removeprefix("note_") not in rows:
        draft.left.whole(row.line, "is the note of no question here; not carried")
        return
    own = {"type", "name", ROLE}
    draft.unread(row.line, own | {"label"} if row.line.get("label") == NOTE else own)
