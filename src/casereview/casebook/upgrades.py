"""Upgrading a casebook to another question set, in flight: planned, applied, taken back.

See `asked` for how it is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from casereview.casebook.asked import Asked, as_value, is_sound, items_after, of_value
from casereview.casebook.asked_now import stack
from casereview.casebook.entry import INSPECTION, QUESTION_SET, RATING, as_json
from casereview.casebook.errors import Refused
from casereview.casebook.file import CasebookFile
from casereview.casebook.ledger import Change
from casereview.casebook.proof import MOST_CHARACTERS, MOST_UPGRADES
from casereview.casebook.values import check_reader
from casereview.questions.changes import Changes, compare, named, set_words
from casereview.questions.model import QuestionSet
from casereview.text import clipped, counted

# Where it was chosen what can be an orphan.
_FIELD_OF = {"reason": "reasons", "option": "response", "value": "value"}


class Upgrade(NamedTuple):
    """What an upgrade does, or did: `same` are the reworded questions and facts that a person says to mean the same.

    `answers` counts, by the name that it has at present, what is entered to each question or fact, `orphans` how often
    each reason, option or value (by name, kind and id) that can not be chosen any more was. `ratings` are those entered
    for standards judged elsewhere that do not count afterwards, by the standard's id. `earlier` counts, by its new name,
    what was entered earlier to the words of each question or fact that is new or reworded, and counts again. `differs`:
    copies were upgraded differently, and this settles it.
    """

    before: QuestionSet
    after: QuestionSet
    changes: Changes
    same: frozenset[str]
    answers: Mapping[str, int]
    orphans: Mapping[tuple[str, str, str], int]
    differs: bool = False
    ratings: Mapping[str, str] = MappingProxyType({})
    earlier: Mapping[str, int] = MappingProxyType({})


class UpgradeOperations(CasebookFile):
    """The question set of a casebook, changed while the inspection goes on."""

    def plan_upgrade(self, to: QuestionSet, same: Iterable[str] = (), *, all_same: bool = False) -> Upgrade:
        """Return what an upgrade would do, changing nothing.

        `same` names the reworded questions, and facts as `fact:ID` or by id, that mean the same as before; with
        `all_same` it is all that can. Raises Refused for another unit than before, for a name that is not reworded, and
        for the set that is asked already.
        """
        before = self.asked.question_set  # not in another language
        if to.digest == before.digest and not self.asked.differs:
            raise Refused(f"{self.path}: {set_words(to)} is asked already; {self._instead(to, same, all_same)}")
        if to.unit != before.unit:
            raise Refused(
                f"{self.path}: asks about a {before.unit}, {set_words(to)} about a {to.unit}; start a new casebook"
            )
        changes = compare(before, to)
        meant = _meant(changes, same, all_same)
        return Upgrade(
            before,
            to,
            changes,
            meant,
            *self._entered(changes),
            self.asked.differs,
            self._ratings_gone(to),
            self._earlier(to, changes, meant),
        )

    def _instead(self, to: QuestionSet, same: Iterable[str], all_same: bool) -> str:
        """What to do where a set is asked already. Raises Refused for a name that its upgrade did not reword."""
        same = list(same)
        before = stack(self._connection)[:-1]
        if not (before and (same or all_same)):
            return "there is nothing to upgrade"
        asked = self.first_set if before[-1] == "null" else of_value(json.loads(before[-1])).question_set
        _meant(compare(asked, to), same, all_same)
        return "what means the same is said when it is upgraded: take the upgrade back first, with --undo"

    def upgrade(self, to: QuestionSet, reader: str, same: Iterable[str] = (), *, all_same: bool = False) -> Upgrade:
        """Ask another question set from now on; return what that does. Raises Refused, as `plan_upgrade`.

        Nothing that was entered is changed. What is not asked any more stays in the history; answers to questions in
        other words do not count, unless `same` or `all_same` says that they mean the same.
        """
        check_reader(reader)
        with self._writing():
            plan = self.plan_upgrade(to, same, all_same=all_same)
            value = self._value(to, plan)
            # Half of what is read, so that copies that were both upgraded further can still come together.
            self._append(value, reader, MOST_UPGRADES // 2, MOST_CHARACTERS // 2)
        self.ask()
        return plan

    def undo_upgrade(self, reader: str) -> QuestionSet:
        """Take the last upgrade back, by another entry; return what is asked now.

        Raises Refused without an upgrade, and where copies were upgraded differently.
        """
        check_reader(reader)
        with self._writing():
            if self.asked.differs:
                raise Refused(
                    f"{self.path}: copies were upgraded differently; settle it first, with `casereview upgrade --to`"
                )
            sets = stack(self._connection)
            if len(sets) == 1:
                raise Refused(f"{self.path}: asks what it asked from the beginning; there is no upgrade to take back")
            # Up to the limit of what is read: whatever can be applied can be taken back.
            self._append(json.loads(sets[-2]), reader, MOST_UPGRADES, MOST_CHARACTERS)
        self.ask()
        return self.question_set

    def _value(self, to: QuestionSet, plan: Upgrade) -> Any:
        """The value of the entry: the standing one again where copies differ and it is what is asked from now on."""
        if to.digest == plan.before.digest:
            return json.loads(stack(self._connection)[-1])
        items = items_after(self.asked, to, plan.changes, plan.same, self.first_set)
        value = as_value(Asked(to, items))
        if not is_sound(value):
            raise Refused(
                f"{set_words(to)}: is not sound, or too long for a casebook; `casereview questions check` says more"
            )
        return value

    def _append(self, value: Any, reader: str, most: int, most_characters: int) -> None:
        """Enter what is asked from now on, where no more than so many entries and characters of different sets are there."""
        rows = self._connection.execute(
            "SELECT value, count(*) FROM entries WHERE case_ref = ? AND field = ? GROUP BY value",
            (INSPECTION, QUESTION_SET),
        ).fetchall()
        number = sum(times for _, times in rows)
        sets = {as_json(value), *(each for each, _ in rows)} - {"null"}
        if number >= most or sum(map(len, sets)) > most_characters:
            raise Refused(f"{self.path}: has been upgraded {counted(number, 'time')}; no more sets fit into it")
        self._ledger.append([Change(INSPECTION, QUESTION_SET, QUESTION_SET, value)], reader)

    def _entered(self, changes: Changes) -> tuple[dict[str, int], dict[tuple[str, str, str], int]]:
        """How much is entered to each question and fact, and how often each orphan was."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT item, field, value FROM heads WHERE field IN ('answer', 'response', 'value', 'reasons') AND value <> 'null'"
            ).fetchall()
        answers: Counter[str] = Counter()
        chosen: Counter[tuple[str, str, str]] = Counter()
        for item, field, text in rows:
            answers[item] += field != "reasons"
            value = json.loads(text)
            chosen.update((field, item, str(each)) for each in (value if isinstance(value, list) else [value]))
        orphans = {
            each[:3]: chosen[_FIELD_OF[each.kind], changes.pairs[each.name], each.id] for each in changes.orphaned
        }
        return dict(answers), orphans

    def _earlier(self, to: QuestionSet, changes: Changes, same: frozenset[str]) -> dict[str, int]:
        """How much was entered earlier to the words of each question and fact that is new or reworded."""
        after = Asked(to, items_after(self.asked, to, changes, same, self.first_set))
        asked = named(to)
        pairs = changes.pairs.items()
        stays = {name for name, old in pairs if after.item(name) == self.asked.item(old)}
        names = {after.item(name): name for name in asked if name not in stays}
        with self._reading():
            rows = self._connection.execute(
                "SELECT item, value FROM main.heads WHERE field IN ('answer', 'response', 'value') AND value <> 'null'"
            ).fetchall()
        found: Counter[str] = Counter()
        for item, text in rows:
            if item in names:
                offered = {each.id for each in asked[names[item]].options}
                value = json.loads(text)
                chosen = set(value if isinstance(value, list) else [value])
                found[names[item]] += not offered or bool(offered & chosen)
        return dict(found)

    def _ratings_gone(self, to: QuestionSet) -> dict[str, str]:
        """The ratings that stand and that a set has no place for: the standard or the band is not in it."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT DISTINCT item, value FROM heads WHERE field = ? AND value <> 'null' ORDER BY item, value",
                (RATING,),
            ).fetchall()
        ratings = ((item.partition(":")[2], json.loads(value)) for item, value in rows)
        return {name: rating for name, rating in ratings if name not in to.elsewhere or rating not in to.ratings}


def _meant(changes: Changes, same: Iterable[str], all_same: bool) -> frozenset[str]:
    """The names that are said to mean the same."""
    can = {each.name for each in changes.reworded if each.can_mean_the_same}
    names = {each.name for each in changes.reworded}
    found = set(can) if all_same else set()
    for given in same:
        name = given if given in names else f"fact:{given}"
        if name not in names:
            known = ", ".join(sorted(names)) or "none is"
            raise Refused(
                f"'{clipped(given, 40)}' is not reworded, so nobody has to say what it means; reworded: {clipped(known, 200)}"
            )
        if name not in can:
            raise Refused(f"{clipped(given, 40)}: is of another kind now, so no answer can mean the same")
        found.add(name)
    return frozenset(found)
