"""The user's own settings: keys and colours, from one TOML file in the configuration folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casereview.tui.actions import ACTIONS, Action
from casereview.tui.keymap import KeymapError, with_keys

THEMES = ("casereview", "high-contrast")


class SettingsError(Exception):
    """The user's settings can not be used; one line for each reason."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the screens are set up with."""

    actions: tuple[Action, ...] = ACTIONS
    theme: str = THEMES[0]
    path: Path | None = field(default=None, compare=False)


def config_path() -> Path:
    """Return where the user's settings are looked for."""
    from platformdirs import user_config_path

    return user_config_path("casereview") / "config.toml"


def read_config(path: Path) -> Config:
    """Read the user's settings; a missing file means the usual ones.

    Raises SettingsError in words, naming the file, if they can not be used.
    """
    if not path.exists():
        return Config(path=path)
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: can not be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: can not be read: {error}") from error
    unknown = sorted(data.keys() - {"keys", "theme"})
    if unknown:
        raise SettingsError(f"{path}: unknown setting '{unknown[0]}'; it can be keys or theme")
    theme, keys = data.get("theme", THEMES[0]), data.get("keys", {})
    if theme not in THEMES:
        raise SettingsError(f"{path}: no theme '{theme}'; it can be {' or '.join(THEMES)}")
    if not isinstance(keys, dict):
        raise SettingsError(f'{path}: write the keys as [keys] with one line each, as in "review.yes" = "j"')
    try:
        return Config(with_keys(keys), theme, path)
    except KeymapError as error:
        raise SettingsError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from error
