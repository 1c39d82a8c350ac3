"""What respondents say, in lines and as a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casereview.casebook import Casebook
from casereview.questions.build import build
from casereview.reports.documents.blocks import Heading, Items, Paragraph, Table
from casereview.reports.documents.outline_responses import responses_document
from casereview.reports.page.markdown import as_markdown
from casereview.reports.page.page import as_page
from casereview.reports.text.responses_text import answered_said, forms_said, labels, responses_lines, value_said
from casereview.scoring.responses import ItemFigures, Responses
from casereview.text import visible
from tests.questionnaire import begin, data, fill_in, made
from tests.strategies import HOSTILE

ASKED = made()


def document(path: Path, **how: Any) -> list[Any]:
    with Casebook.open(path, write=False) as casebook:
        return list(responses_document(casebook, "2026-01-05", **how).blocks)


def below(blocks: list[Any], heading: str) -> list[Any]:
    """What stands below a heading, up to the next."""
    start = next(at for at, each in enumerate(blocks) if isinstance(each, Heading) and each.text == heading)
    end = next((at for at in range(start + 1, len(blocks)) if isinstance(blocks[at], Heading)), len(blocks))
    return blocks[start + 1 : end]


def forms(path: Path, *said: dict[str, Any]) -> Path:
    return begin(path, lambda casebook: [fill_in(casebook, **each) for each in said])


def test_counts_median_and_range_are_said(tmp_path: Path) -> None:
    path = forms(tmp_path / "q.db", *({"helped": "yes", "mark": mark} for mark in (3, 3, 3, 8, 8, 8)))
    blocks = document(path)
    assert below(blocks, "Did it help?")[1] == Table(
        "It helped", ("Answer", "People"), (("Yes", "6"), ("A bit", "0"), ("No", "0")), frozenset({1})
    )
    said, table = below(blocks, "How good was it?")
    assert said.text == (
        "6 people answered; 0 left it blank. The middle one of their marks was 5.5 (0 is “no good”, 10 “very good”)."
        " The lowest mark was 3, the highest 8."
    )
    assert table.rows == (("3", "3"), ("8", "3"))
    assert below(blocks, "What did it help with?") == [Paragraph("Nobody answered this.")]


def test_where_few_people_answered_nothing_more_is_said(tmp_path: Path) -> None:
    blocks = document(forms(tmp_path / "q.db", {"mark": 7, "helped": "no"}, {"mark": 2}))
    for question in ("Did it help?", "How good was it?"):
        assert below(blocks, question) == [Paragraph("Too few people answered this to show more.")]
    assert "a small number of people" in blocks[2].text


def test_small_counts_are_withheld_though_many_answered(tmp_path: Path) -> None:
    path = forms(tmp_path / "q.db", *({"with": ["school", "home"] if n else ["home"]} for n in range(5)))
    (said, table) = below(document(path), "What did it help with?")
    assert said.text == "5 people answered; 0 left it blank. More than one could be chosen."
    assert table.rows == (("School", "not shown"), ("Home", "5"), ("Friends", "0"))


def test_texts_are_told_with_consent_only_and_in_no_order_that_tells_who(tmp_path: Path) -> None:
    path = forms(tmp_path / "q.db", *({"more": text} for text in ("zebra", "Apple", "mango")))
    assert not any(isinstance(block, Items) for block in document(path))
    assert below(document(path, texts=True), "Anything else?") == [
        Paragraph("3 people wrote something; 0 left it blank."),
        Items(("Apple", "mango", "zebra")),
    ]


def test_a_document_of_nobody_is_made(tmp_path: Path) -> None:
    blocks = document(begin(tmp_path / "q.db"))
    assert list(blocks) == [Paragraph("No form of Area has been filled in yet, so there is nothing to tell.")]


def test_no_reference_and_no_assessor_is_in_it(tmp_path: Path) -> None:
    path = forms(tmp_path / "q.db", *({"helped": "yes", "more": f"text {number}"} for number in range(4)))
    with Casebook.open(path, write=False) as casebook:
        written = as_markdown(responses_document(casebook, "2026-01-05", texts=True))
    assert "R-0" not in written.replace("\\", "")
    assert "A Jones" not in written


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_keep_to_the_width(tmp_path: Path, width: int) -> None:
    said = {"helped": "yes", "with": ["home"], "mark": 5, "more": "x"}
    with Casebook.open(forms(tmp_path / "q.db", said, said), write=False) as casebook:
        lines = responses_lines(ASKED, casebook.responses(), width=width)
    assert max(map(len, lines)) <= width
    assert "2 answered, 0 blank; median 5, from 5 to 5" in " ".join(" ".join(lines).split())


def test_what_differs_between_copies_is_said() -> None:
    assert answered_said(ItemFigures("x", 3, 1, 2, {})) == "3 answered, 1 blank, 2 different in copies"


@pytest.mark.parametrize(
    ("respondents", "forms", "said"),
    [(0, 0, "0 forms"), (2, 2, "2 forms"), (2, 3, "3 forms"),
     (1, 0, "0 forms; nothing entered yet for 1 of 1 respondent"), (5, 2, "2 forms; nothing entered yet for 3 of 5 respondents")],
)  # fmt: skip
def test_how_many_forms_there_are(respondents: int, forms: int, said: str) -> None:
    assert forms_said(Responses(respondents, forms, ())) == said


def test_values_are_said_by_their_labels() -> None:
    by_id = ASKED.by_id
    assert value_said(by_id["helped"], "a-bit") == "A bit"
    assert value_said(by_id["with"], ["school", "friends"]) == "School; Friends"
    assert value_said(by_id["mark"], 0) == "0"
    assert value_said(by_id["more"], "Words.") == "Words."
    assert value_said(by_id["more"], None) == ""
    assert labels(by_id["mark"])["0"] == "0 (no good)"
    assert labels(by_id["mark"])["5"] == "5"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_text_acts_in_lines_or_documents(tmp_path: Path, text: str) -> None:
    hostile = data()
    for question in hostile["questions"]:
        question |= {"text": text[:4000], "short": text[:200]}
        if "options" in question:
            question["options"] = [{"id": each, "label": text[:200]} for each in question["options"]]
    said = {"helped": "yes", "with": ["home"], "mark": 1, "more": text}
    path = begin(tmp_path / "q.db", lambda casebook: [fill_in(casebook, **said) for _ in range(4)], build(hostile))
    with Casebook.open(path, write=False) as casebook:
        lines = responses_lines(casebook.question_set, casebook.responses())
        made_document = responses_document(casebook, "2026-01-05", texts=True)
    assert all(visible(line) == line for line in lines)
    assert "<script>alert" not in as_page(made_document)
    assert "\x1b" not in as_markdown(made_document)
