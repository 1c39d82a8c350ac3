"""The feedback meeting as one HTML file: offline, with the keys of the screen, and readable without script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casereview.reports.meeting.meeting import Meeting
from casereview.reports.meeting.slides import slides

_TEMPLATES = Path(__file__).parent / "templates"


def as_meeting_page(meeting: Meeting) -> str:
    """Return the meeting as HTML.

    Every text goes through Jinja's autoescape. The page's own policy allows its one style sheet and its one script, by
    their digests, and no connection.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _ours("meeting.css"), _ours("meeting.js")
    return (
        environment.get_template("meeting.html")
        .render(
            meeting=meeting,
            slides=slides(meeting),
            style=Markup(style),
            style_hash=_digest(style),
            script=Markup(script),
            script_hash=_digest(script),
        )
        .lstrip()
    )


def _ours(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
