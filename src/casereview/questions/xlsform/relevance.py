"""When a question of a form is asked: the part of XPath that says which answers it waits for.

    ${x} = 'a' and (${y} = 'b' or selected(${y}, 'c')) and ${z} != 'd'

Everything else (numbers, dates, functions, other paths) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Gates = dict[str, tuple[str, ...]]

_LONGEST = 4_000
_DEEPEST = 20
_TOKENS = re.compile(
    r"""\s*(?:\$\{\s*([^\s{}]{1,200})\s*\}|'([^']*)'|"([^"]*)"|(!=|=|\(|\)|,)|([a-z-]+|[0-9]+)(?![\w.]))"""
)


class _NotReadError(Exception):
    """The expression is none of those that can be read."""


def gates(expression: str, values_of: Callable[[str], tuple[str, ...]]) -> Gates | None:
    """Return which values of which questions an expression waits for; None where it says anything else.

    `values_of` gives the values that a question's answer can have, none for one that is not there.
    """
    if len(expression) > _LONGEST:
        return None
    try:
        return _Reader(_tokens(expression), values_of).whole()
    except _NotReadError:
        return None


def both(one: Gates, other: Gates) -> Gates | None:
    """Return the gates that hold when both do; None if that is never."""
    found = dict(one)
    for name, values in other.items():
        found[name] = tuple(each for each in found[name] if each in values) if name in found else values
        if not found[name]:
            return None
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, place, text = [], 0, expression.strip()
    while place < len(text):
        match = _TOKENS.match(text, place)
        if match is None:
            raise _NotReadError
        place = match.end()
        kind = ("name", "value", "value", "sign", "word")[(match.lastindex or 1) - 1]
        found.append((kind, match[match.lastindex or 1]))
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], values_of: Callable[[str], tuple[str, ...]]) -> None:
        self._tokens = [*tokens, ("end", "")]
        self._place = 0
        self._depth = 0
        self._values_of = values_of

    def whole(self) -> Gates:
        found = self._any()
        self._take("end", "")
        return found

    def _any(self) -> Gates:
        """Alternatives can be read where all of them are about one question."""
        found = self._all()
        while self._next("word", "or"):
            other = self._all()
            if len(found) != 1 or list(found) != list(other):
                raise _NotReadError
            (name,) = found
            found = {name: tuple(dict.fromkeys(found[name] + other[name]))}
        return found

    def _all(self) -> Gates:
        found = self._one()
        while self._next("word", "and"):
            together = both(found, self._one())
            if together is None:
                raise _NotReadError
            found = together
        return found

    def _one(self) -> Gates:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotReadError
        if self._next("sign", "("):
            found = self._any()
            self._take("sign", ")")
        elif self._next("word", "not"):
            self._take("sign", "(")
            found = self._but(self._any())
            self._take("sign", ")")
        elif self._next("word", "selected"):
            self._take("sign", "(")
            name = self._kind("name")
            self._take("sign", ",")
            found = self._gate(name, self._kind("value"))
            self._take("sign", ")")
        else:
            found = self._compared()
        self._depth -= 1
        return found

    def _compared(self) -> Gates:
        name = self._kind("name")
        unlike = self._next("sign", "!=")
        if not unlike:
            self._take("sign", "=")
        value = self._kind("word" if self._tokens[self._place][0] == "word" else "value")
        found = self._gate(name, value)
        return self._but(found) if unlike else found

    def _gate(self, name: str, value: str) -> Gates:
        if value not in self._values_of(name):
            raise _NotReadError
        return {name: (value,)}

    def _but(self, found: Gates) -> Gates:
        if len(found) != 1:
            raise _NotReadError
        ((name, values),) = found.items()
        rest = tuple(each for each in self._values_of(name) if each not in values)
        if not rest:
            raise _NotReadError
        return {name: rest}

    def _next(self, kind: str, text: str) -> bool:
        if self._tokens[self._place] == (kind, text):
            self._place += 1
            return True
        return False

    def _take(self, kind: str, text: str) -> None:
        if not self._next(kind, text):
            raise _NotReadError

    def _kind(self, kind: str) -> str:
        found, text = self._tokens[self._place]
        if found != kind:
            raise _NotReadError
        self._place += 1
        return text
