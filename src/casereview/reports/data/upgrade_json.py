"""What an upgrade does, for programs: `casereview.upgrade/1`.

Other programs read it, so keys and their order stay as they are.
"""

from __future__ import annotations

from typing import Any

from casereview.casebook.upgrades import Upgrade
from casereview.questions.changes import named, told_apart
from casereview.questions.model import Fact, Question, QuestionSet

FORMAT = "casereview.upgrade/1"


def upgrade_as_data(upgrade: Upgrade, *, applied: bool) -> dict[str, Any]:
    """Return an upgrade as plain data; facts are named `fact:ID`."""
    changes, answers = upgrade.changes, upgrade.answers
    old, new = named(upgrade.before), named(upgrade.after)
    return {
        "format": FORMAT,
        "applied": applied,
        "from": _set(upgrade.before),
        "to": _set(upgrade.after),
        "same_version_other_content": told_apart(upgrade.before, upgrade.after),
        "settles_a_conflict": upgrade.differs,
        "kept": list(changes.kept),
        "reworded": [
            {
                "id": each.name,
                "was": _text(each.old),
                "now": _text(each.new),
                "differences": list(each.differences),
                "answers": answers.get(each.name, 0),
                "can_mean_the_same": each.can_mean_the_same,
                "means_the_same": each.name in upgrade.same,
                "earlier_answers": upgrade.earlier.get(each.name, 0),
            }
            for each in changes.reworded
        ],
        "renamed": [{"was": was, "now": now, "answers": answers.get(was, 0)} for was, now in changes.renamed],
        "moved": [
            {
                "id": each.name,
                "places": [dict(zip(("place", "was", "now"), place, strict=True)) for place in each.places],
            }
            for each in changes.moved
        ],
        "new": [
            {"id": name, "text": _text(new[name]), "earlier_answers": upgrade.earlier.get(name, 0)}
            for name in changes.new
        ],
        "gone": [{"id": name, "text": _text(old[name]), "answers": answers.get(name, 0)} for name in changes.gone],
        "orphaned": [
            {
                "of": each.name,
                "kind": each.kind,
                "id": each.id,
                "label": each.label,
                "chosen": upgrade.orphans[each[:3]],
            }
            for each in changes.orphaned
        ],
        "rerouted": list(changes.rerouted),
        "rules": [each._asdict() for each in changes.rules],
        "words": [each._asdict() for each in changes.words],
        "ratings_gone": [
            {"id": name, "title": upgrade.before.elsewhere[name], "rating": rating}
            for name, rating in upgrade.ratings.items()
        ],
    }


def _set(question_set: QuestionSet) -> dict[str, str]:
    return {name: getattr(question_set, name) for name in ("id", "version", "digest", "title")}


def _text(asked: Question | Fact) -> str:
    return asked.label if isinstance(asked, Fact) else asked.text
