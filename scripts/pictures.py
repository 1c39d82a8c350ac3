"""Make the screenshots in docs/pictures from the examples of the question sets.

Needs `rsvg-convert` (Debian: librsvg2-bin) and the font DejaVu Sans Mono. Run it as `make pictures`.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import tempfile
from pathlib import Path

os.environ["TZ"] = "UTC"

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.tui.app import CaseReview
from casereview.tui.session import Session

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"

# question set (the usual example where it is empty), name, size, keys
PICTURES = [
    ("", "cases", (100, 30), []),
    ("", "review", (100, 30), ["enter"]),
    ("", "reasons", (100, 30), ["enter", "n"]),
    ("", "facts", (80, 24), ["F"]),
    ("", "finish", (80, 24), ["enter", "d"]),
    ("", "summary", (100, 30), ["s"]),
    ("", "behind", (100, 30), ["s", "down", "enter"]),
    ("", "findings", (100, 30), ["s", "f"]),
    ("", "recommendations", (100, 30), ["s", "f", "r", "a"]),
    ("", "meeting", (100, 30), ["s", "m", "right"]),
    ("youth-casework", "ratings", (100, 30), ["s", "r"]),
    ("young-people", "form", (80, 24), ["n"]),
    ("young-people", "responses", (100, 30), ["s"]),
]


async def picture(
    casebook: Casebook, name: str, size: tuple[int, int], keys: list[str], theme: str = "casereview"
) -> None:
    """Press the keys and save what is on the screen."""
    app = CaseReview(Session(casebook, casebook.last_reader), case="")
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        while not app.session.loaded:
            await pilot.pause(0.05)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.05)
        await pilot.pause(0.1)
        svg = app.export_screenshot(title="casereview")
    # The picture must not look for its font anywhere else than on this machine.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    # A cell is 12.2 wide and a letter of this font 1233/2048 of its size: columns would drift apart along a line.
    svg = svg.replace("font-size: 20px", f"font-size: {12.2 * 2048 / 1233:.3f}px")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as file:
        file.write(svg)
        file.flush()
        subprocess.run(["rsvg-convert", "--zoom", "1.0", "-o", str(OUT / f"{name}.png"), file.name], check=True)
    print(OUT / f"{name}.png")


async def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        for set_id, name, size, keys in PICTURES:
            path.unlink(missing_ok=True)
            write_example(path, set_id)
            with Casebook.open(path) as casebook:
                await picture(casebook, name, size, keys)


if __name__ == "__main__":
    asyncio.run(main())
