"""Question set files that mean harm, or are no files at all, and what is to be said of each."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.conftest import DATA

SMALL = (DATA / "small.toml").read_text(encoding="utf-8")
BYTES = 1_950_000  # just below the largest file that is read
RLO, ZERO_WIDTH = "\u202e", "\u200b"


class Hostile(NamedTuple):
    """A file: what is in it, and what is said of it; `status` is how the command ends."""

    content: str | bytes | Callable[[Path], object]
    said: str
    status: int = 65


def small(*changes: tuple[str, str]) -> str:
    """The small set with some of its text replaced."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def questions(count: int, line: str = 'id = "q{0}"', *, more: str = "") -> str:
    """A set of so many questions, each with a line of its own."""
    head = 'id = "made"\nversion = "1.0.0"\ntitle = "Made"\nscoring = "counts"\n'
    head += 'sections = [{id = "s", title = "S"}]\ncriteria = [{id = "c", section = "s", title = "C"}]\n'
    head += 'parts = [{id = "p", title = "P"}]\n' + more
    each = '\n[[questions]]\n{line}\npart = "p"\ncriterion = "c"\ntext = "Is it?"\n'
    return head + "".join(each.replace("{line}", line.format(number, number + 1)) for number in range(count))


def chain(number: int) -> str:
    return f'applies_when = {{q{number} = "yes"}}'


ITEMS = ", ".join(f'{{id = "i{n}", label = "I"}}' for n in range(4_000))
ALL_GATES = ", ".join(f'q{n} = "yes"' for n in range(150))

# For each file: how its name ends, what it is, and the words that are said of it.
FILES: dict[str, Hostile] = {
    # gates
    "gate on itself": Hostile(small(('applies_when = { rmp-needed = "yes" }', 'applies_when = { rmp-done = "yes" }')), "question rmp-done: 'applies_when' names the question itself"),
    "two gates in a circle": Hostile(questions(2, 'id = "q{0}"\napplies_when = {{ q0 = "yes", q1 = "yes" }}'), "question q0: 'applies_when' names 'q1', which itself waits for 'q0'"),
    "a circle of 2,000": Hostile(questions(2_000, 'id = "q{0}"\napplies_when = {{ q{1} = "yes" }}').replace("q2000 =", "q0 ="), "question q0: 'applies_when' names 'q1', which itself waits for 'q0'"),
    "everything gated by everything": Hostile(questions(150, f'id = "q{{0}}"\napplies_when = {{{{ {ALL_GATES} }}}}'), "question q0: 'applies_when' names the question itself"),
    "gates that are nothing": Hostile(questions(4_000, 'id = "q{0}"\napplies_when = {{ qq{0} = "yes" }}'), "question q0: 'applies_when' names 'qq0', which is no fact or question; did you mean 'q0'?"),
    # nesting
    "lists 10,000 deep": Hostile("title = " + "[" * 10_000 + "]" * 10_000, "line 1: nested too deeply"),
    "tables 10,000 deep": Hostile("title = " + "{a=" * 10_000 + "1" + "}" * 10_000, "line 1: nested too deeply"),
    "dotted keys 10,000 deep": Hostile("\ntitle" + ".a" * 10_000 + " = 1", "line 2: nested too deeply"),
    "quoted keys 10,000 deep": Hostile("\n\"a.b\"" + " . 'c.d'" * 10_000 + " = 1", "line 2: nested too deeply"),
    "a heading 10,000 deep": Hostile("[a" + ".a" * 10_000 + "]", "line 1: nested too deeply"),
    # number
    "a million lines of questions": Hostile("[[questions]]\n" * 1_000_000, "too large for a question set (14,000,000;"),
    "questions to the last byte": Hostile("[[questions]]\n" * (BYTES // 14), "line 30001: too much for a question set"),
    "a million numbers": Hostile("questions = [" + "1," * (BYTES // 2 - 20) + "]", "line 1: too much for a question set"),
    "a million rows by lists": Hostile(questions(250, 'id = "q{0}"\nfor_each = "l"', more=f'lists = [{{id = "l", title = "L", items = [{ITEMS}]}}]\n').replace("Is it?", "Is {item}?"), "questions: 1,000,000 rows when each is written out"),
    "long rows by lists": Hostile(questions(1, 'id = "q{0}"\nfor_each = "l"', more=f'lists = [{{id = "l", title = "L", items = [{ITEMS}]}}]\n').replace("Is it?", "Is {item}?" + "x" * 3_900), "questions: too long when each is written out"),
    "no questions but 200,000 other keys": Hostile("".join(f"k{n} = 1\n" for n in range(200_000)), "too large for a question set"),
    "29,000 other keys": Hostile("".join(f"k{n} = []\n" for n in range(29_000)), "there are 29,000 names; 200 are the most"),
    "headings without end": Hostile("".join(f"[k{n}.a.b.c.d]\n" for n in range(9_900)), "there are 9,900 names; 200 are the most"),
    "ten thousand options": Hostile(small(('options = ["male", "female"]', "options = [" + ", ".join(f'"o{n}"' for n in range(10_000)) + "]")), "fact gender: 'options' has 10,000 entries; 5,000 are the most"),
    "59,000 faults of shape": Hostile("questions = [" + ("{id='a',reasons=[" + "{}," * 4_900 + "]},") * 6 + "]\n", "question a, reason number 1: 'id' is missing"),
    "4,000 faults of reference": Hostile(questions(4_000, 'id = "q{0}"\nthemes = ["t{0}"]'), "question q0: no theme 't0'"),
    "every question has the same id": Hostile(questions(4_000, 'id = "same"'), "question same: this id is used twice"),
    # patterns: what would take for ever in an engine that goes back
    "an id of a million letters": Hostile(small(('id = "assessed"', f'id = "{"a" * 1_000_000}!"')), "'id' is 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'"),
    "an id of a million dashes": Hostile(small(('id = "assessed"', f'id = "{"a-" * 500_000}"')), "'id' is 'a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a…'"),
    "a title of a million blanks": Hostile(small(('title = "Small inspection"', f'title = "{" " * 1_000_000}\\u0001"')), "'title' is"),
    "a clause of a million stops": Hostile(questions(1, f'id = "q{{0}}"\ngood = "{"." * 1_000_000}"'), "question q0: 'good' is"),
    "a version of a million digits": Hostile(small(('version = "1.0.0"', f'version = "{"1" * 1_000_000}"')), "'version' is '111"),
    "a key of a million letters": Hostile("k" * 1_000_000 + " = 1", "line 1: 'kkkkkkkkkkkkkkkkkkkkkkkk…' is too long"),
    "quotation marks that never close": Hostile('title = ' + '"\\' * (BYTES // 2 - 9), "at its end: a backslash in a text"),
    "texts that never close": Hostile("title = " + '"""\\' * (BYTES // 4 - 9), "at its end: a backslash in a text"),
    # kinds
    "every table a number": Hostile("\n".join(f"{key} = 1" for key in ("id", "version", "title", "about", "scoring", "unit", "bands", "overall", "sections", "criteria", "themes", "facts", "parts", "lists", "questions", "findings", "recommendations", "glossary")), "'questions' is 1; write each under a line of its own, [[questions]]"),
    "every question a list": Hostile(small(("[[facts]]", "[[facts]]\noptions = [[[]], {}]\n[[facts]]")), "fact number 1"),
    "a number of a million digits": Hostile("title = " + "9" * 1_000_000, "line 1: '999999999999999999999999…' is too long for a name or a number"),
    "a hexadecimal number of a million digits": Hostile("title = 0x" + "f" * 1_000_000, "line 1: '0xffffffffffffffffffffff…' is too long"),
    "a number that is not one": Hostile(small(("from = 75", "from = nan")), "band minimum: 'from' is nan; write a whole number"),
    "a number without end": Hostile(small(("from = 75", "from = inf")), "band minimum: 'from' is inf; write a whole number"),
    "a date": Hostile(small(('title = "Small inspection"', "title = 2012-02-29T10:00:00Z")), "'title' is 2012-02-29 10:00:00"),
    "a day that never was": Hostile("title = 2012-02-31", "line 1: no date and no number; put it in quotes"),
    "a text of two megabytes": Hostile(small(('title = "Small inspection"', f'title = "{"x" * 1_800_000}"')), "'title' is 'xxx"),
    "a text written in escapes": Hostile('title = "' + "\\u0041" * (BYTES // 6 - 9) + '"', "'title' is 'AAA"),
    # ids
    "the same id by case": Hostile(small(('id = "safe"', 'id = "Assessed"')), "question Assessed: 'id' is 'Assessed'; an id has the letters a to z"),
    "the same id by Unicode form": Hostile(questions(2).replace('"q0"', '"caf\u00e9"').replace('"q1"', '"cafe\u0301"'), "'id' is 'cafe\u0301'; an id has"),
    "an id in full-width letters": Hostile(small(('id = "safe"', 'id = "\uff41ssessed"')), "'id' is '\uff41ssessed'; an id has"),
    "an id with a Cyrillic letter": Hostile(small(('id = "safe"', 'id = "\u0430ssessed"')), "'id' is '\u0430ssessed'; an id has"),
    "an id with a hidden letter": Hostile(small(('id = "safe"', f'id = "assessed{ZERO_WIDTH}"')), "'id' is 'assessed‹U+200B›'; an id has"),
    "an id that is a path": Hostile(small(('id = "small"', 'id = "../small"')), "'id' is '../small'; an id has"),
    "an id with a slash": Hostile(small(('id = "safe"', 'id = "a/b"')), "'id' is 'a/b'; an id has"),
    "an id that is a device": Hostile(small(('id = "small"', 'id = "con"')), "'id' is 'con', which names a device"),
    "an id that is a device with an ending": Hostile(small(('id = "small"', 'id = "nul.1"')), "'id' is 'nul.1', which names a device"),
    # what acts on a terminal
    "an escape sequence in a title": Hostile(small(('title = "Small inspection"', 'title = "\\u001b[2J"')), "'title' is '␛[2J'; it needs words, and no characters that can not be seen"),
    "a mark that turns a title round": Hostile(small(('title = "Small inspection"', f'title = "a{RLO}b"')), "'title' is 'a‹U+202E›b'; it needs words"),
    "an eight-bit control character": Hostile(small(('title = "Small inspection"', 'title = "a\\u009b2J"')), "'title' is 'a‹U+009B›2J'; it needs words"),
    "an escape sequence in a text": Hostile(questions(1, 'id = "q{0}"\nguidance = "a\\u001b[2Jb"'), "question q0: 'guidance' is 'a␛[2Jb'; it can have no characters that can not be seen"),
    "an escape sequence as a key": Hostile('"\\u001b[31m" = 1', "'␛[31m' is not known here"),
    # bytes
    "UTF-16": Hostile(SMALL.encode("utf-16"), "line 1: a character that can not be read; save the file with the encoding UTF-8"),
    "UTF-16 without its mark": Hostile(SMALL.encode("utf-16-le"), "line 1: a character that can not be seen"),
    "two marks": Hostile(b"\xef\xbb\xbf\xef\xbb\xbf" + SMALL.encode(), "line 1: neither a heading nor a name"),
    "zero bytes": Hostile(b"\0" * 100_000, "line 1: neither a heading nor a name"),
    "a zero byte in a title": Hostile(SMALL.encode().replace(b"Small inspection", b"Sm\0ll"), "line 4: a character that can not be seen"),
    "half a character": Hostile(SMALL.encode().replace(b"Small inspection", b"Sm\xc3"), "line 4: a character that can not be read"),
    "half of a pair": Hostile(SMALL.encode().replace(b"Small inspection", b"Sm\xed\xa0\x80"), "line 4: a character that can not be read"),
    "half of a pair by number": Hostile('title = "\\ud800"', "line 1: a backslash in a text"),
    "nothing": Hostile("", "there is nothing in it"),
    "two million line ends": Hostile("\n" * BYTES, "there is nothing in it"),
    # no files
    "300 megabytes of nothing": Hostile(lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 300_000_000), "too large for a question set (300,000,000;"),
    "a link to itself": Hostile(lambda path: path.symlink_to(path), "too many levels of symbolic links", 66),
    "a link to zeros without end": Hostile(lambda path: path.symlink_to("/dev/zero"), "not an ordinary file", 66),
    "a pipe": Hostile(lambda path: os.mkfifo(path), "not an ordinary file", 66),
    "a folder": Hostile(lambda path: path.mkdir(), "is a directory", 66),
    "no file": Hostile(lambda path: None, "no such file", 66),
    # circles of questions
    "prompts in a circle": Hostile(questions(2, 'id = "q{0}"').replace('id = "q0"', 'id = "q0"\nprompt_of = "q1"').replace('id = "q1"', 'id = "q1"\nprompt_of = "q0"'), "question q0: 'q1' can have no prompts"),
    "a prompt of itself": Hostile(questions(1, 'id = "q{0}"\nprompt_of = "q{0}"'), "question q0: 'q0' can have no prompts"),
    "prompts 2,000 deep": Hostile(questions(2_000, 'id = "q{1}"\nprompt_of = "q{0}"'), "question q1: 'prompt_of' names 'q0', which is no question"),
    # translations; the small set is given with them
    "translation of nothing known.small.cy": Hostile('language = "cy"\nof = "small"\nname = "C"\n[questions]\n' + "".join(f'q{n} = "x"\n' for n in range(15_000)), "questions: nothing is called 'q0'"),
    "deep.small.cy": Hostile('language = "cy"\nof = "small"\nparts' + ".a" * 10_000 + ' = "x"', "line 3: nested too deeply"),
    "path.small.cy": Hostile('language = "../cy"\nof = "small"', "'language' is missing or no short name of a language"),
    "pattern.small.cy": Hostile(f'language = "cy{"-aaaaaaaa" * 100_000}!"\nof = "small"', "'language' is missing or no short name of a language"),
    "numbers.small.cy": Hostile('language = "cy"\nof = "small"\ntitle = 1\nquestions = []\nparts = nan\n', "'title' is 1; write a text in quotes"),
    "control.small.cy": Hostile(f'language = "cy"\nof = "small"\nname = "Cym\\u001b[2J"\ntitle = "a{RLO}b"', "title has a line break or a character that can not be seen"),
    "another.small.cy": Hostile('language = "cy"\nof = "../../etc/passwd"', "'of' is '../../etc/passwd'; it names the set that is translated, 'small'"),
    "long.small.cy": Hostile(f'language = "cy"\nof = "small"\ntitle = "{"x" * 1_000_000}"', "title has 1,000,000 characters; it can have 200"),
}  # fmt: skip
