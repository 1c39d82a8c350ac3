"""What a reader of TOML says of a file that it can not read, in words for whoever wrote the file."""

from __future__ import annotations

import re

from casereview.text import clipped

# What the reader says, and what is to be done; the first that fits.
_SAID = (
    (
        r"Illegal character '\\n'",
        'a text has no closing quotation mark; close it, or begin and end a text of several lines with """',
    ),
    (r"Illegal character|Found invalid character", "a character that can not be seen; take it out"),
    (r"Unterminated string", "a text is begun with quotation marks and never closed; close it with the same marks"),
    (
        r"Unescaped|Escaped character",
        "a backslash in a text; write two of them, or put the text in single quotation marks",
    ),
    (r"Expected '=' after a key", 'a name stands here without = and what it is; write name = "words"'),
    (
        r"Invalid value",
        "what stands after = can not be read; words go in straight quotes, a list in [ ], a number as it is",
    ),
    (r"Invalid date|Invalid hex|Invalid octal|Invalid binary", "no date and no number; put it in quotes"),
    (r"Cannot overwrite a value|Duplicate inline table key", "a name is there twice in the same place; keep one"),
    (
        r"Cannot declare|Cannot redefine|Cannot mutate",
        "a heading is there twice or in two ways; write [[...]] for each of several",
    ),
    (r"Unclosed array", "a [ is not closed, or a comma is missing between what stands in it; close it with ]"),
    (r"Unclosed inline table", "a { is not closed, or a comma is missing between what stands in it; close it with }"),
    (r"Expected '\]+' at the end", "a heading is not closed; write it as [[questions]] on a line of its own"),
    (
        r"Expected newline",
        "something stands after the end of what this line says; begin a new line, or put the words in quotes",
    ),
    (
        r"Invalid statement|Invalid initial character",
        'neither a heading nor a name; a line is as [[questions]] or name = "words", or begins with #',
    ),
)


def unparsed(said: str, text: str) -> str:
    """Return what is wrong with a text by what the reader of TOML said of it: the line, the fault and what to write."""
    place = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)$", said)
    where = f"line {place[1]}" if place and place[1] else "at its end" if place else "it can not be read"
    if place and place[1] and (single := _single(text.split("\n")[: int(place[1])])):
        return single
    for pattern, words in _SAID:
        if re.match(pattern, said):
            return f"{where}: {words}"
    return f"{where}: {clipped(re.sub(r' [(]at .*$', '', said), 200)}"


def _single(lines: list[str]) -> str:
    """What is wrong where the last line heads another of what was headed as one thing only before."""
    again = re.match(r"\s*\[\[\s*([\w-]{1,40})\s*\]\]", lines[-1])
    for number, line in enumerate(lines if again else (), 1):
        if again and re.match(rf"\s*\[\s*{again[1]}\s*\]", line):
            return f"line {number}: [{again[1]}] is for one thing only; write [[{again[1]}]]"
    return ""


def unread(error: UnicodeDecodeError) -> str:
    """Return what is wrong with a file whose bytes are no text as it should be: the line, and what to do."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"line {line}: a character that can not be read; save the file with the encoding UTF-8, which the editor asks for under 'Save as'"
