"""The certificate as a file: JSON, written so that it reads well, and read as if it came from a stranger."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casereview.casebook.errors import Refused
from casereview.sampling.certificate import FORMAT
from casereview.sampling.draw import ALGORITHM
from casereview.text import clipped

_MOST_BYTES = 5_000_000

# What a certificate is made of: a type, several types, a list of something, an object with these keys, or `_Each`.
_NUMBER = (int, float)
_SHARE = {"cases": int, "percent": int}


class _Each:
    """An object whose values all have one shape, whatever their keys."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


_SHAPE = {
    "format": str,
    "algorithm": str,
    "seed": str,
    "drawn_by": str,
    "drawn_at": str,
    "question_set": str,
    "caseload": {"cases": int, "columns": [str], "digest": str},
    "size": {"cases": int, "confidence": (*_NUMBER, type(None)), "margin": (*_NUMBER, type(None))},
    "by": [str],
    "words": _Each(_Each(str)),
    "quotas": [{"column": str, "values": [str], "at_least": int, "in_caseload": int, "in_sample": int}],
    "sample": [str],
    "exchanged": [str],
    "reserves": [str],
    "comparison": [
        {"column": str, "values": [{"value": str, "caseload": _SHARE, "sample": _SHARE, "difference": _NUMBER}]}
    ],
    "not_compared": [str],
    "digest": str,
}
_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    type(None): "null",
    list: "a list",
    dict: "an object",
    bool: "true or false",
}


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return a certificate as the bytes of its file.

    Raises Refused for one so large that it would not be read again.
    """
    data = (json.dumps(content, indent=1) + "\n").encode()
    if len(data) > _MOST_BYTES:
        raise Refused(f"the certificate would have {len(data):,} bytes; at most {_MOST_BYTES:,} are read again")
    return data


def read_certificate(path: Path) -> dict[str, Any]:
    """Return the certificate in a file, every value of the type it should have.

    Raises Refused, or OSError if there is no file.
    """
    return read_shaped(path, _SHAPE, FORMAT, ALGORITHM, of="a sample", done="drawn")


def read_shaped(path: Path, shape: Any, format: str, algorithm: str, *, of: str, done: str) -> dict[str, Any]:
    """Return a certificate `of` something that was `done` by an algorithm, of this format and shape.

    Raises Refused, or OSError if there is no file.
    """
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise Refused(f"{path}: too large for a certificate (at most {_MOST_BYTES:,} bytes)")
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(content, ensure_ascii=False).encode()  # half a character is no text
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path}: can not be read as JSON, so it is no certificate") from error
    if not isinstance(content, dict) or content.get("format") != format:
        raise Refused(f"{path}: not a certificate of {of}; its format would be {format}")
    fault = _fault(content, shape, "")
    if fault:
        raise Refused(f"{path}: {fault}, so it is not as this program wrote it")
    if content["algorithm"] != algorithm:
        known = f"this version knows {algorithm}; use a later one"
        raise Refused(f"{path}: {done} by {clipped(content['algorithm'], 40)}, and {known}")
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of a key that is there twice one reader would see this value, another that.
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _fault(value: Any, shape: Any, where: str) -> str:
    """Return the first thing that is not as it should be, in words; nothing if all is well."""
    if isinstance(shape, _Each):
        if type(value) is not dict:
            return _wrong(value, (dict,), where)
        parts = [(each, shape.shape, f"{where}.{key}") for key, each in value.items()]
    elif isinstance(shape, dict):
        if type(value) is not dict:
            return _wrong(value, (dict,), where)
        odd = sorted(shape.keys() ^ value.keys())
        if odd:
            said = "is missing" if odd[0] in shape else "is not known"
            return f"{clipped(f'{where}.{odd[0]}'.lstrip('.'), 60)} {said}"
        parts = [(value[key], each, f"{where}.{key}") for key, each in shape.items()]
    elif isinstance(shape, list):
        if type(value) is not list:
            return _wrong(value, (list,), where)
        parts = [(each, shape[0], f"{where} {number}") for number, each in enumerate(value, 1)]
    else:
        kinds = shape if isinstance(shape, tuple) else (shape,)
        # `true` is a whole number to Python; 1e999 is read as infinite.
        well = type(value) in kinds and not (type(value) is float and not math.isfinite(value))
        return "" if well else _wrong(value, kinds, where)
    return next((fault for each, its_shape, place in parts if (fault := _fault(each, its_shape, place))), "")


def _wrong(value: Any, kinds: tuple[type, ...], where: str) -> str:
    should = " or ".join(_WORDS[kind] for kind in kinds)
    return f"{clipped(where.lstrip('.'), 60)} is {_WORDS[type(value)]} and should be {should}"
