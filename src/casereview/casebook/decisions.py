"""What is decided about an inspection as a whole, for the feedback meeting and the report: entries like all others.

Findings are drafted anew from the answers each time; kept is only what somebody decided about them. Such an entry is
about no case (its case is `INSPECTION`, nothing); an account of notable practice is about its case.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from casereview.casebook.asked_now import sets_before
from casereview.casebook.case_lines import case_refs
from casereview.casebook.entry import INSPECTION
from casereview.casebook.errors import Refused
from casereview.casebook.file import CasebookFile
from casereview.casebook.ledger import Change
from casereview.casebook.reserves import not_in_sample
from casereview.casebook.values import check_reader, check_text, is_day
from casereview.questions.model import Recommendation
from casereview.text import clipped

State = Literal["", "accepted", "dropped"]


class Decision(NamedTuple):
    """What was decided about a drafted finding.

    `text` is its own wording, or nothing for the draft's; `figures` are those of the draft when it was worded, so that
    a later change shows, or for a draft that was accepted the list that it stood in; `place` orders the findings of a
    list, 0 where the order is that of the draft. `differs`: copies of the casebook say different things, which is a
    conflict to settle, and the draft stands until then.
    """

    state: State = ""
    text: str = ""
    figures: str = ""
    place: int = 0
    differs: bool = False


class Chosen(NamedTuple):
    """A recommendation that is made: a standard one by its id (`text` and `who` where reworded), or one of its own."""

    id: str
    text: str = ""
    who: str = ""
    place: int = 0


class Action(NamedTuple):
    """A line of the improvement plan; the dates are ISO 8601 days, or nothing."""

    id: str
    recommendation: str = ""
    what: str = ""
    who: str = ""
    by: str = ""
    review: str = ""
    progress: str = ""
    done: bool = False

    def overdue(self, today: date) -> bool:
        """Tell whether it should be done by now and is not."""
        return not self.done and bool(self.by) and self.by < today.isoformat()

    def review_overdue(self, today: date) -> bool:
        """Tell whether it should have been reviewed by now and is not done."""
        return not self.done and bool(self.review) and self.review < today.isoformat()

    def due(self, today: date, days: int = 14) -> bool:
        """Tell whether it is to be done, or reviewed, within the next days."""
        soon = [day for day in (self.by, self.review) if day >= today.isoformat()]
        last = date.fromordinal(min(today.toordinal() + days, date.max.toordinal())).isoformat()
        return not self.done and not self.overdue(today) and any(day <= last for day in soon)


class Practice(NamedTuple):
    """Notable practice in a case, in an account that names nobody: `name` is invented."""

    case: str
    name: str
    text: str


class DecisionOperations(CasebookFile):
    """What is decided about findings, recommendations, the improvement plan and notable practice."""

    # --- findings ---

    def decisions(self) -> dict[str, Decision]:
        """Return what was decided, by the id of the finding."""
        by_id = self.question_set.by_id
        names = {self.asked.kept_as(name): name for name in by_id}
        return {
            names.get(name, name): Decision(differs=True) if len(values) > 1 else Decision(**values[0])
            for name, values in self._about("finding").items()
            if name in names or name not in by_id  # else it is about another question, which had this id
        }

    def decide(self, finding: str, reader: str, decision: Decision) -> None:
        """Keep what is decided about a finding; the empty decision takes back what was. Raises Refused."""
        _check_id(finding)
        check_text(decision.text)
        kept = decision._replace(differs=False)
        value = None if kept == Decision() else {k: v for k, v in kept._asdict().items() if k != "differs"}
        self._put(f"finding:{self.asked.kept_as(finding)}", "finding", value, reader)

    # --- recommendations ---

    def recommendations(self) -> list[Chosen]:
        """Return the recommendations that are made, in their order; where copies differ, each that one of them makes.

        One that was a standard one before an upgrade comes with the words that it had then.
        """
        found = [
            Chosen(name, **values[0])
            for name, values in self._about("recommendation").items()  # the first, in every copy the same
        ]
        gone = {each.id for each in found} - {each.id for each in self.question_set.recommendations}
        words = self._standard_before(gone) if gone else {}
        found = [
            each._replace(text=each.text or words[each.id].text, who=each.who or words[each.id].who)
            if each.id in words
            else each
            for each in found
        ]
        return sorted(found, key=lambda each: (each.place, each.id))

    def _standard_before(self, names: Container[str]) -> dict[str, Recommendation]:
        """Return standard recommendations of earlier sets, each as the latest one has it."""
        found: dict[str, Recommendation] = {}
        with self._reading():
            for each in sets_before(self._connection, self.first_set):
                found = {one.id: one for one in each.recommendations if one.id in names} | found
        return found

    def recommend(self, chosen: Chosen, reader: str) -> None:
        """Make a recommendation, or change it. Raises Refused without words where it is no standard one."""
        _check_id(chosen.id)
        for text in (chosen.text, chosen.who):
            check_text(text)
        standard = {each.id for each in self.question_set.recommendations}
        if chosen.id not in standard and not chosen.text.strip():
            raise Refused("a recommendation needs words: what must be done?")
        value = {"text": chosen.text, "who": chosen.who, "place": chosen.place}
        self._put(f"recommendation:{chosen.id}", "recommendation", value, reader)

    def drop_recommendation(self, recommendation: str, reader: str) -> None:
        """Take a recommendation back; its lines of the improvement plan stay."""
        self._put(f"recommendation:{recommendation}", "recommendation", None, reader)

    # --- the improvement plan ---

    def actions(self) -> list[Action]:
        """Return the lines of the improvement plan, the earliest date first, those without a date last."""
        found = [Action(name, **values[0]) for name, values in self._about("action").items()]
        return sorted(found, key=lambda each: (each.by or "9999", each.id))

    def plan(self, action: Action, reader: str) -> str:
        """Put a line into the improvement plan, or change it; without an id it is a new one.

        Return its id. Raises Refused.
        """
        if not action.what.strip():
            raise Refused("a line of the improvement plan needs words: what will be done?")
        for text in action[1:7]:
            check_text(str(text))
        for name, day in (("by", action.by), ("review", action.review)):
            if day and not is_day(day):
                raise Refused(f"{name}: '{clipped(day, 40)}' is no date; write it as 2012-05-31")
        identifier = action.id or secrets.token_hex(4)
        _check_id(identifier)
        value = {name: each for name, each in action._asdict().items() if name != "id"}
        self._put(f"action:{identifier}", "action", value, reader)
        return identifier

    def drop_action(self, action: str, reader: str) -> None:
        """Take a line out of the improvement plan; it stays in the history."""
        self._put(f"action:{action}", "action", None, reader)

    # --- notable practice ---

    def practices(self) -> list[Practice]:
        """Return the accounts of notable practice, by case; the first where copies differ."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT case_ref, value FROM heads WHERE field = 'practice' AND value <> 'null' ORDER BY case_ref, value"
            ).fetchall()
        found = {case: json.loads(value) for case, value in reversed(rows)}
        return [Practice(case, **value) for case, value in sorted(found.items())]

    def mark_practice(self, case: str, name: str, text: str, reader: str) -> None:
        """Keep an account of notable practice in a case; no words take it back."""
        check_reader(reader)
        for each in (name, text):
            check_text(each)
        value = {"name": name.strip(), "text": text.strip()} if text.strip() else None
        with self._writing():
            self._in_sample(case)
            self._ledger.append([Change(case, "practice", "practice", value)], reader)

    def _in_sample(self, case: str) -> None:
        """Refuse a case that is not in the sample."""
        if not case_refs(self._connection, case):
            raise Refused(not_in_sample(self._connection, case))

    # --- entries about the inspection as a whole ---

    def differing_decisions(self) -> int:
        """Return how many decisions copies of the casebook differ in: of findings,
        recommendations, the plan, notable practice, ratings.
        """
        with self._reading():
            rows = self._connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM heads"
                " WHERE field IN ('finding', 'recommendation', 'action', 'practice', 'rating')"
                " GROUP BY field, case_ref, item HAVING count(DISTINCT value) > 1)"
            )
            return int(rows.fetchone()[0])

    def _about(self, field: str) -> dict[str, list[Mapping[str, Any]]]:
        """Return the values of a field by the name in its item; several where
        copies differ, in every copy in one order.
        """
        with self._reading():
            rows: Iterable[tuple[str, str]] = self._connection.execute(
                "SELECT DISTINCT item, value FROM heads WHERE field = ? AND case_ref = ? ORDER BY item, value",
                (field, INSPECTION),
            ).fetchall()
        found: dict[str, list[Mapping[str, Any]]] = {}
        for item, value in rows:
            if value != "null":
                found.setdefault(item.partition(":")[2], []).append(json.loads(value))
        return found

    def _put(self, item: str, field: str, value: Mapping[str, Any] | str | None, reader: str) -> None:
        check_reader(reader)
        with self._writing():
            self._ledger.append([Change(INSPECTION, item, field, value)], reader)


def _check_id(identifier: str) -> None:
    if not identifier.strip() or len(identifier) > 150:
        raise Refused(f"'{clipped(identifier, 40)}' is no id; it has 1 to 150 characters")
