"""How a key is called: Textual's name of it, how it is shown, and how a person writes it in a file of settings."""

from __future__ import annotations

import re
import string
import unicodedata

# Where Textual does not call a character by its Unicode name.
_SHORTER = {
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
}


def _character_name(character: str) -> str:
    """Return Textual's name of the key that gives a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


_KEY_WORDS = {_character_name(character): character for character in string.punctuation + "£¬"} | {
    "escape": "Esc",
    "enter": "Enter",
    "space": "space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
}
_KEY_NAMES = {words: name for name, words in _KEY_WORDS.items()} | {" ": "space"}
_NAMED = {
    *_KEY_WORDS,
    *("home", "end", "pageup", "pagedown", "backspace", "delete", "insert"),
    *(f"f{number}" for number in range(1, 13)),
}
RESERVED = ("ctrl+q", "ctrl+p", "ctrl+c")  # leave, palette, copy


def key_words(key: str) -> str:
    """Return how a key is shown: `!` for `exclamation_mark`."""
    return _KEY_WORDS.get(key, key)


def key_name(words: str) -> str | None:
    """Return the program's name of a key as a person writes it:
    `exclamation_mark` for `!`; None if there is no such key.
    """
    match = re.fullmatch(r"((?:(?:ctrl|shift|alt)\+)*)(.+)", words)
    if match is None:
        return None
    held, key = sorted(set(match[1].split("+")) - {""}), _KEY_NAMES.get(match[2], match[2])
    if len(key) == 1 and key.isprintable():
        key = _character_name(key)
    elif key not in _NAMED:
        return None
    return "+".join([*held, key])
