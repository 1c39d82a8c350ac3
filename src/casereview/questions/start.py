"""The start of a question set of one's own: another set's text with its comments, or a small one
that explains itself.
"""

from __future__ import annotations

import json
import re
from typing import Any

from casereview.questions.load import QuestionSetError
from casereview.questions.model import QuestionSet
from casereview.questions.texts import LONGEST_TITLE, hides, is_id, names_device

VERSION = "0.1.0"
_TABLE = re.compile(r"^\s*\[", re.MULTILINE)

_STARTER = """\
# A question set: what is asked, in which order, how it is grouped and scored.
# Every line that begins with # is a comment for whoever reads this file.

id = {id}
version = "0.1.0"
title = {title}
about = "What this is for, and who answers it."
scoring = "pooled"

# Bands: the words for a score, from a whole percentage on. The lowest starts at 0.

[[bands]]
id = "good"
from = 65
label = "Good enough"

[[bands]]
id = "short"
from = 0
label = "Falls short"

# How the answers are reported: sections, and criteria in them.

[[sections]]
id = "1"
title = "Assessment"

[[criteria]]
id = "1.1"
section = "1"
title = "Understanding the child"

# Headline scores, if there are any; a question names those that it is a key question of.

[[themes]]
id = "safety"
title = "Safety"

# Facts of a case. They suggest where a question does not apply; they are never scored.

[[facts]]
id = "plan-needed"
label = "Was a plan needed?"
options = ["yes", "no"]

# Parts: the order in which the file is read, and so the order of the screens.

[[parts]]
id = "assessment"
title = "Assessment"

# The questions. Yes means sufficient.

[[questions]]
id = "on-time"
part = "assessment"
criterion = "1.1"
short = "Assessment on time"
text = "Was the assessment done on time?"
guidance = "Within fifteen working days."
reasons = [{{ id = "late", label = "Done, but late", phrase = "it was late" }}]
good = "the assessment was on time"
poor = "the assessment was not on time"

[[questions]]
id = "plan-good"
part = "assessment"
criterion = "1.1"
themes = ["safety"]
short = "Plan good enough"
text = "Is the plan good enough to work from?"
not_applicable = "No plan was needed. A plan that was needed and is missing is a no."
applies_when = {{ plan-needed = "yes" }}
good = "the plan was good enough"
poor = "the plan was not good enough"
among = "cases that needed one"
"""


def starter(set_id: str, title: str = "") -> str:
    """Return the text of a small sound set with comments. Raises QuestionSetError for what is no id or title."""
    set_id, title = _named(set_id, title)
    return _STARTER.format(id=_quoted(set_id), title=_quoted(title))


def started(text: str, question_set: QuestionSet, set_id: str, title: str = "") -> str:
    """Return a set's text with another id, version and title, everything else as it is, comments too.

    Raises QuestionSetError for what is no id or title, or where the three are not written one to a line.
    """
    set_id, title = _named(set_id, title)
    if set_id == question_set.id:
        raise QuestionSetError([f"'{set_id}' is the id of the set that it starts from; give another with --id"])
    table = _TABLE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    for key, value in (("id", set_id), ("version", VERSION), ("title", title)):
        line = f"{key} = {_quoted(value)}"
        # Not by a template: a title may hold a backslash.
        top, found = re.subn(rf"^{key}[ \t]*=.*$", lambda _, line=line: line, top, count=1, flags=re.MULTILINE)  # type: ignore[misc]
        if not found:
            raise QuestionSetError(
                [f"{question_set.id}: '{key}' does not stand on a line of its own; it can not be replaced"]
            )
    made = f"# Started from {question_set.id} {question_set.version}.\n\n{top}{rest}"
    if _data(made) != {**json.loads(question_set.source), "id": set_id, "version": VERSION, "title": title}:
        raise QuestionSetError([f"{question_set.id}: id, version and title do not stand on lines of their own"])
    return made


def _data(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _named(set_id: str, title: str) -> tuple[str, str]:
    if not is_id(set_id):
        raise QuestionSetError(
            [
                f"'{set_id[:48]}' is no id: lower-case letters, digits, hyphens and dots, as in 'my-audit'; give one with --id"
            ]
        )
    if names_device(set_id):
        raise QuestionSetError([f"'{set_id}' names a device on Windows, as no file can; give another id with --id"])
    title = title.strip() or set_id.replace("-", " ").replace(".", " ").capitalize()
    if hides(title) or len(title) > LONGEST_TITLE:
        raise QuestionSetError([f"the title needs words on one line, at most {LONGEST_TITLE} characters"])
    return set_id, title


def _quoted(text: str) -> str:
    """A TOML string: JSON's rules for what must be escaped are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)
