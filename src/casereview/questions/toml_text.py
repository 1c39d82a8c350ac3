"""Writing a question set file: the data of one as TOML that people can go on with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_WIDEST = 100


def toml_text(data: dict[str, Any]) -> str:
    """Return TOML that reads back as `data`: tables, lists, texts, whole numbers, true and false.

    What is plain comes first, then tables, and each entry of a list of tables under a heading of its own.
    """
    return "\n".join(_table(data, ())).lstrip("\n") + "\n"


def _table(data: dict[str, Any], above: tuple[str, ...]) -> list[str]:
    """The lines of a table: its own values, then the tables in it, each under its whole name."""
    lines = [f"{_key(key)} = {_value(value, wide=True)}" for key, value in data.items() if not _is_tables(value)]
    for key, value in data.items():
        name = ".".join(map(_key, (*above, key)))
        if isinstance(value, dict):
            inner = _table(value, (*above, key))
            # A table that holds nothing but tables needs no heading of its own.
            bare = inner and all(isinstance(each, dict) for each in value.values())
            lines += inner if bare else ["", f"[{name}]", *inner]
        elif _is_tables(value):
            for entry in value:
                lines += ["", f"[[{name}]]"]
                lines += [f"{_key(inner)} = {_value(each, wide=True)}" for inner, each in entry.items()]
    return lines


def _is_tables(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and value != [] and all(isinstance(e, dict) for e in value)
    )


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any, *, wide: bool = False) -> str:
    """One value; `wide` where it may take several lines."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _long(value) if wide and "\n" in value.strip("\n") else _text(value)
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }" if value else "{}"
        )
    pieces = [_value(each) for each in value]
    line = f"[{', '.join(pieces)}]"
    if not wide or len(line) <= _WIDEST:
        return line
    return "[\n" + "".join(f"  {piece},\n" for piece in pieces) + "]"


def _text(text: str) -> str:
    return '"' + "".join(_characters(text)) + '"'


def _long(text: str) -> str:
    """On lines of its own; only the line ends are not written as escapes."""
    return '"""\n' + "\n".join("".join(_characters(line)) for line in text.split("\n")) + '"""'


def _characters(text: str) -> Iterator[str]:
    for each in text:
        code = ord(each)
        if each in _ESCAPED:
            yield _ESCAPED[each]
        elif code < 0x20 or 0x7F <= code < 0xA0 or each in "\u2028\u2029\ufeff":
            yield f"\\u{code:04X}"
        else:
            yield each
