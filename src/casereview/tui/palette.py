"""How each kind of text looks, from a theme's colours.

A kind is never told by colour alone: words and signs go with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

THEMES = (
    Theme(
        name="casereview",
        primary="#5fafd7",
        secondary="#87afaf",
        accent="#ffd75f",
        foreground="#e4e4e4",
        background="#16191d",
        surface="#1f242a",
        panel="#2b323a",
        success="#87d787",
        warning="#ffaf5f",
        error="#ff8787",
        dark=True,
    ),
    Theme(
        name="high-contrast",
        primary="#ffffff",
        secondary="#ffffff",
        accent="#ffff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        success="#00ff00",
        warning="#ffff00",
        error="#ff8080",
        dark=True,
    ),
)


def palette(colours: Mapping[str, str]) -> dict[str, Style]:
    """Return the style of each kind of text for a theme's variables (`foreground`, `primary`, ...).

    One table for the whole app: as component classes of each widget the same styles cost 15 ms of the first frame.
    """
    foreground, background = Color.parse(colours["foreground"]), Color.parse(colours["background"])

    def ink(name: str, *, bold: bool = False) -> Style:
        return Style(color=Color.parse(colours[name]).rich_color, bold=bold or None)

    return {
        "": Style.null(),
        "dim": Style(color=background.blend(foreground, 0.65).rich_color),
        "strong": Style(bold=True),
        "title": ink("primary", bold=True),
        "yes": ink("success"),
        "no": ink("error"),
        "na": ink("secondary"),
        "key": ink("accent", bold=True),
        "warn": ink("warning", bold=True),
        "head": ink("primary"),
        "bar": ink("primary"),
        "cursor": Style(bgcolor=Color.parse(colours["panel"]).rich_color),
    }
