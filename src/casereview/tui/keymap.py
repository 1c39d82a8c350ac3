"""The user's own keys in place of the usual ones, refused where one key would mean two things."""

from __future__ import annotations

from collections.abc import Collection

from casereview.text import clipped, nearest
from casereview.tui.actions import ACTIONS, Action
from casereview.tui.key_names import RESERVED, key_name, key_words

# What a screen takes itself, beside the table: a list the keys that go far in it (widgets/lines.py), the facts also the number of a
# value (screens/facts.py).
_FAR = ("home", "end", "pageup", "pagedown")
_LISTS = (
    *("cases", "respondents", "facts", "finish", "summary", "ratings"),
    *("findings", "recommendations", "plan", "agreement", "allocation", "conflicts"),
)
OWN_KEYS = dict.fromkeys(_LISTS, _FAR) | {"facts": (*_FAR, *"123456789")}


class KeymapError(Exception):
    """The user's keys can not be used; one line for each reason."""


def with_keys(own: dict[str, str | list[str]]) -> tuple[Action, ...]:
    """Return the actions with the user's own keys, by action id.

    Raises KeymapError for an unknown action, no key or one that there is not, a key of the program's or the screen's
    own, and two actions of one screen on one key: a key that answers something else than it says would record wrong
    answers without a word.
    """
    ids = [action.id for action in ACTIONS]
    faults = [f"no action '{clipped(name, 40)}'{nearest(name, ids)}" for name in own if name not in ids]
    mapped = []
    for action in ACTIONS:
        given = own.get(action.id)
        if given is not None:
            keys = given if isinstance(given, list) else [given]
            wrong = _wrong_keys(keys, OWN_KEYS.get(action.screen, ()))
            if wrong:
                faults += [f"{action.id}: {what}" for what in wrong]
                continue
            action = action._replace(keys=tuple(name for key in keys if (name := key_name(key))))
        mapped.append(action)
    taken: dict[tuple[str, str], str] = {}
    for action in mapped:
        for key in action.keys:
            other = taken.setdefault((action.screen, key), action.id)
            if other != action.id:
                faults.append(f"key '{key_words(key)}' is both {other} and {action.id}; give one of them another key")
    if faults:
        raise KeymapError("\n".join(faults))
    return tuple(mapped)


def _wrong_keys(keys: list[str], taken: Collection[str]) -> list[str]:
    """Return what is wrong with the keys that the user gave to one action."""
    if not all(isinstance(key, str) for key in keys):
        return ["write the key in quotes"]
    if not keys or not all(key.strip() or key == " " for key in keys):
        return ["name at least one key"]
    wrong = []
    for key in keys:
        name = key_name(key)
        held, character = key.partition("+")[::2]
        if held == "shift" and len(character) == 1:  # as the terminal sends it
            gives = f"'{character.upper()}'" if character.islower() else "the character that it gives"
            wrong.append(f"in place of '{key}' write {gives}")
        elif name is None:
            wrong.append(f"there is no key '{clipped(key, 40)}'")
        elif name in RESERVED:
            wrong.append(f"'{name}' is kept for the program; give it another key")
        elif name in taken:
            wrong.append(f"'{name}' has a use of its own on that screen; give it another key")
    return wrong
