"""Texts that would act on a terminal or break markup, and a look whether what is drawn could."""

from __future__ import annotations

import unicodedata

from tests.strategies import HOSTILE
from tests.tui.hands import Hand

MORE = (
    "[/b]",
    "[@click=app.quit]x[/]",
    "[@click=screen.yes]x[/]",
    "[y]",
    "$x $primary",
    "\x1b]52;c;aGVsbG8=\x07\x1b[2J\x1bc",
    "\x9b2J\x90q\x9c",
    "y\nn\nx\n",
    "\ufff9\ufffa\ufffb\U000e0041\u00ad\u034f\u115f\u3164",
    "long " + "word " * 20_000,
    "W" * 100_000,
    "界" * 50_000,
)


STRINGS = [*HOSTILE, *MORE]


# A walk through all screens takes seconds: short texts go together, eight at a time.
_SHORT = [text for text in STRINGS if len(text) < 400]


WALKED = ["|".join(_SHORT[start : start + 8]) for start in range(0, len(_SHORT), 8)] + [
    "W" * 70_000 + "界" * 30_000,
    "long [/] line\n" + "words and \x1b[2J " * 8_000,
]


def literal(hand: Hand) -> None:
    """Nothing on the screen can act on a terminal or reorder it."""
    for line in hand.app.screen._compositor.render_strips():
        for segment in line:
            for character in segment.text:
                assert character.isprintable(), (ascii(character), segment.text)
                assert unicodedata.bidirectional(character) not in {"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI"}
            assert segment.style is None or not segment.style.meta.get("@click"), segment
            assert segment.style is None or segment.style.link is None
    assert hand.app.is_running
    assert hand.app.return_value is None
