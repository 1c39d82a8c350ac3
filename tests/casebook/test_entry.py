from __future__ import annotations

import hashlib
import json

from hypothesis import example, given
from hypothesis import strategies as st

from casereview.casebook.asked import Asked
from casereview.casebook.entry import FIELDS, RESOLUTION, entry_id
from casereview.casebook.values import Values
from casereview.questions import QuestionSet

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
ID = st.binary(min_size=32, max_size=32)


@given(
    st.tuples(TEXT, TEXT),
    st.integers(1, 2**60),
    ID,
    st.tuples(TEXT, TEXT, TEXT),
    st.tuples(TEXT, TEXT),
    st.lists(ID, max_size=3),
    TEXT,
)
@example(("i", "r"), 1, bytes(32), ('"', "\\", "\x00\x1f\x7f\u2028"), ('["a"]', "é\N{GRINNING FACE}"), [], "</")
def test_an_entry_is_named_by_the_hash_of_a_json_list_of_what_it_says(
    names: tuple[str, str],
    seq: int,
    previous: bytes,
    about: tuple[str, str, str],
    said: tuple[str, str],
    parents: list[bytes],
    at: str,
) -> None:
    (inspection, replica), (value, reader) = names, said
    content = ["casereview.entry/1", inspection, replica, seq, previous.hex(), *about, value, reader]
    content += [[each.hex() for each in parents], at]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    found = entry_id(inspection, replica, seq, previous, about, value, reader, tuple(parents), at)
    assert found == hashlib.sha256(text.encode()).digest()


def test_whatever_can_be_entered_can_be_in_conflict(small: QuestionSet) -> None:
    assert set(Values(Asked(small))._checks) == {*FIELDS, RESOLUTION}
