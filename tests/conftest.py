"""What all tests share: the small question set, and the `--trust` runs."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from casereview.questions import QuestionSet
from casereview.questions.build import build

DATA = Path(__file__).parent / "data"
_SMALL = tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))

# No deadline: the machine that runs the tests is shared. Each run draws anew; a failure prints how to repeat it.
_QUIET = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", max_examples=100, derandomize=False, **_QUIET)
settings.register_profile("trust", max_examples=1000, derandomize=False, **_QUIET)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trust", action="store_true", help="also run the long tests, and ten times the examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("trust" if config.getoption("--trust") else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--trust"):
        return
    long = [item for item in items if item.get_closest_marker("trust")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long text is not its own name."""
    return f"a long {argname}" if isinstance(val, str | bytes) and len(val) > 100 else None


@pytest.fixture
def small_data() -> dict[str, Any]:
    """The data of tests/data/small.toml, to be changed at will."""
    return copy.deepcopy(_SMALL)


@pytest.fixture(scope="session")
def small() -> QuestionSet:
    """The small question set."""
    return build(_SMALL)
