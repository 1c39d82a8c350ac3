"""What a form says now, put into the set that it was written from."""

from __future__ import annotations

from typing import Any

_GONE = object()


def merged(base: Any, was: Any, seen: Any) -> Any:
    """Return `base` with what was changed in the form.

    `was` is what the form said when it was written from `base`, `seen` what it says now. Where the two agree, `base`
    stays as it is, with all that a form has no place for. Entries with an id are compared with themselves wherever they
    stand.
    """
    if seen == was:
        return base
    if isinstance(base, dict) and isinstance(was, dict) and isinstance(seen, dict):
        found = {
            key: merged(base.get(key, _GONE), was.get(key, _GONE), seen.get(key, _GONE)) for key in {**base, **seen}
        }
        return {key: value for key, value in found.items() if value is not _GONE}
    if all(isinstance(each, list) and _has_ids(each) for each in (base, was, seen)):
        return _lists(base, was, seen)
    return seen


def _has_ids(entries: list[Any]) -> bool:
    return all(isinstance(each, str) or (isinstance(each, dict) and "id" in each) for each in entries)


def _lists(base: list[Any], was: list[Any], seen: list[Any]) -> list[Any]:
    of_base, of_was, of_seen = (
        {each if isinstance(each, str) else each["id"]: each for each in entries} for entries in (base, was, seen)
    )
    found = [
        merged(of_base.get(key, _GONE), of_was.get(key, _GONE), of_seen.get(key, _GONE))
        for key in _order(list(of_base), list(of_was), list(of_seen))
    ]
    return [each for each in found if each is not _GONE]


def _order(base: list[str], was: list[str], seen: list[str]) -> list[str]:
    """The order of `base` unless the form's was changed; what is new stands after what it follows in the form."""
    now, then = set(seen), set(was)
    kept = [each for each in base if each in now or each not in then]
    if [each for each in was if each in now] != [each for each in seen if each in then]:
        return [*seen, *(each for each in kept if each not in now)]
    known, before = set(kept), None
    following: dict[str | None, list[str]] = {}
    for each in seen:
        if each in known:
            before = each
        else:
            following.setdefault(before, []).append(each)
    return following.get(None, []) + [new for each in kept for new in (each, *following.get(each, ()))]
