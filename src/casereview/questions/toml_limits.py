"""How much a TOML file may ask of its reader: looked at before it is parsed, in time that grows with its length only.

`tomllib` takes time that grows with the square of a dotted key's parts, about a kilobyte for each table, and a minute
for a number of a million digits. No question set comes near these limits: one of 160 rows has 4,200 values.
"""

from __future__ import annotations

import re

MOST_VALUES = 60_000
_DEEPEST = 32  # lists and tables in one another
_LONGEST_WORD = 100  # a bare key, a number, a date

# Possessive throughout, and what is left open at the end counts as closed: no text is gone over twice.
_LONG_TEXT = r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:""")?' + r"|'''(?:[^']|'(?!''))*+(?:''')?"
_TEXT = r'"(?:[^"\\\n]|\\.)*+"?' + r"|'[^'\n]*+'?"
_WORD = r"[\w+-]++"
_ANOTHER = rf"[ \t]*+\.[ \t]*+(?:{_WORD}|{_TEXT})"
_TOKEN = re.compile(
    rf"(?:{_LONG_TEXT})|\#[^\n]*+"
    rf"|(?:(?P<word>{_WORD})|{_TEXT})(?P<rest>(?:{_ANOTHER}){{1,7}})?(?P<deep>{_ANOTHER})?"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<next>[=,])",
    re.DOTALL,
)


def beyond(text: str) -> str:
    """Return what a TOML text has too much of, with its line; nothing where it can be parsed."""
    depth = values = 0
    for token in _TOKEN.finditer(text):
        kind, fault = token.lastgroup, ""
        if kind == "word":
            if token.end() - token.start() > _LONGEST_WORD:
                fault = f"'{token[0][:24]}…' is too long for a name or a number; words go in quotes"
        elif kind == "rest":
            values += token["rest"].count(".")
        elif kind == "next":
            values += 1
        elif kind == "close":
            depth -= 1
        elif kind == "open":
            depth += 1
            values += 1
        if kind == "deep" or depth > _DEEPEST:
            fault = "nested too deeply for a question set: brackets in brackets, or a name of many dots; take the inner ones out"
        elif values > MOST_VALUES:
            fault = f"too much for a question set, which has at most {MOST_VALUES:,} values; is it the right file?"
        if fault:
            return f"line {text.count(chr(10), 0, token.start()) + 1}: {fault}"
    return ""
