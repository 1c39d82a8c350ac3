"""The example casebook: every figure of every sentence from its entries, not one of them typed."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from casereview.casebook import Casebook
from casereview.casebook.example import write_example
from casereview.findings.draft import draft
from casereview.findings.model import Finding
from casereview.scoring import percent

SET = "cci-2009"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    path = tmp_path_factory.mktemp("example") / "example.db"
    write_example(path, SET)
    with Casebook.open(path, write=False) as casebook:
        yield casebook


@pytest.fixture(scope="module")
def findings(example: Casebook) -> list[Finding]:
    return draft(example.question_set, example.summary().questions)


def from_entries(casebook: Casebook) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Answers and reasons by question, counted from the history and nothing else: the last entry of each thing stands."""
    last = {
        (entry.case, entry.item, entry.field, entry.reader): json.loads(entry.value) for entry in casebook.history()
    }
    seconds = {(case, reader) for (case, _, field, reader), value in last.items() if field == "kind" and value}
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for (case, item, field, reader), value in last.items():
        if field == "answer" and value and (case, reader) not in seconds:
            answers[item][value] += 1
            if value == "no":
                reasons[item].update(last.get((case, item, "reasons", reader)) or ())
    return answers, reasons


def test_every_figure_in_every_sentence_is_what_the_entries_say(example: Casebook, findings: list[Finding]) -> None:
    answers, reasons = from_entries(example)
    assert len(findings) > 100
    for finding in findings:
        assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", finding.draft).replace("3.0", "")), finding.draft
        several = len(finding.questions) > 1
        names = set(re.findall(r"\{([^{}]*)\}", finding.draft))
        values: dict[str, str] = {}
        for question in finding.questions:
            yes, no = answers[question]["yes"], answers[question]["no"]
            of = f"@{question}" if several else ""
            values |= {f"yes{of}": f"{yes}", f"no{of}": f"{no}", f"scored{of}": f"{yes + no}"}
            values |= {f"yes%{of}": f"{percent(yes, yes + no)}%", f"no%{of}": f"{percent(no, yes + no)}%"}
            values |= {f"{reason}{of}": f"{count}" for reason, count in reasons[question].items()}
        assert names <= set(values), finding.draft
        text = finding.draft
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        assert finding.text == text


def test_the_published_example_of_a_sentence(findings: list[Finding]) -> None:
    (plan,) = [each for each in findings if each.questions == ("rmp-quality",)]
    assert "14 of the 23" in plan.text
    assert "61%" in plan.text
    assert "in 7 of the 9" in plan.text
    assert plan.which == "improvement"
