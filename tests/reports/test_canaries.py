"""What is written about single cases stays in the casebook: canaries in every field, and no document sings."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from casereview.casebook import Casebook, NewCase
from casereview.casebook.decisions import Action, Chosen, Decision
from casereview.cli.main import main
from casereview.questions import QuestionSet
from casereview.reports.documents.content import gather
from casereview.reports.documents.outline import document
from casereview.reports.page.typeset import as_typst

KINDS = ("report", "meeting", "letter", "plan")
FORMATS = (".docx", ".html", ".md", ".pdf")
# In the name of the area, which every document shows: what finds it would find a canary.
SHOWN = "Lighthouse"
FIRST, SECOND, OTHER, LEAD = "Canaryfirst", "Canarysecond", "Canaryother", "Canarylead"


def ref(number: int) -> str:
    return f"CANARYREF-{number}"


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory, small: QuestionSet) -> Path:
    """A casebook of a week: merged, settled, with every text that somebody can type, its own names and its folder's too."""
    folder = tmp_path_factory.mktemp("CANARYFOLDER")
    path, copy = folder / "CANARYFILE.db", folder / "CANARYCOPY.db"
    questions = [each.id for each in small.questions]
    Casebook.create(path, small, SHOWN, [NewCase(ref(number), {"gender": "male"}) for number in range(12)], by=LEAD)
    with Casebook.open(path) as casebook:
        casebook.add_cases([NewCase("CANARYRESERVE-1", {}), NewCase("CANARYRESERVE-2", {})], LEAD, reserves=True)
        casebook.sit_down(FIRST)
        casebook.allocate({ref(number): (FIRST, SECOND) for number in range(12)}, LEAD)
        for number in range(12):
            for question in questions:
                casebook.answer(ref(number), question, "no" if number % 3 == 0 else "yes", FIRST)
        casebook.give_reasons(ref(0), "assessed", ["late"], FIRST)
        for question in questions:
            casebook.note(ref(0), question, f"CANARYNOTE of {question}", FIRST)
        casebook.put_draft(ref(1), "assessed", "CANARYDRAFT half-typed", FIRST)
        casebook.put_draft(ref(9), "alert", "CANARYDRAFTALERT", FIRST)
        casebook.raise_alert(ref(1), "CANARYALERT stands", FIRST)
        withdrawn = casebook.raise_alert(ref(2), "CANARYALERTGONE", FIRST)
        casebook.withdraw_alert(ref(2), withdrawn, "CANARYWITHDRAWN", FIRST)
        casebook.sign_off(ref(3), FIRST)
        casebook.reopen(ref(3), "CANARYREOPENED", FIRST)
        for number in (4, 5):
            casebook.begin_second_reading(ref(number), SECOND)
            for question in questions:
                casebook.answer(ref(number), question, "yes", SECOND)
            casebook.note(ref(number), "assessed", "CANARYSECONDNOTE", SECOND)
        casebook.replace_case(ref(11), "CANARYREPLACED", LEAD, "CANARYRESERVE-1")
    shutil.copy(path, copy)
    with Casebook.open(copy) as other:
        other.answer(ref(6), "assessed", "yes", OTHER)
        other.note(ref(6), "assessed", "CANARYOTHERNOTE", OTHER)
        other.answer(ref(7), "safe", "no", OTHER)
    with Casebook.open(path) as casebook:
        casebook.merge([copy], LEAD)
        casebook.resolve(ref(6), "assessed", "no", "CANARYRESOLVED", LEAD)
        assert casebook.conflicts()
        assert "CANARYCOPY" in str(casebook.receipts())
        # Words that are printed, entered by a canary about a canary's case.
        casebook.decide("assessed", LEAD, Decision("accepted", "Assessed in {yes} of {scored}."))
        casebook.recommend(Chosen("own", "Plans are reviewed", "Managers"), LEAD)
        casebook.plan(Action("", "own", "Train everybody", "Managers", "2012-05-31"), LEAD)
        casebook.mark_practice(ref(8), "Josh", "Somebody went with him.", FIRST)
    return path


def parts(content: bytes) -> Iterator[str]:
    """Every text in a file, unpacked all the way down, also without the tags between its letters."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                yield name
                yield from parts(file.read(name))
        return
    text = content.decode("utf-8", "replace").replace("\u200b", "")
    yield text
    yield re.sub(r"<[^>]*>", "", text)


def canaries(content: bytes) -> set[str]:
    """Which canaries are in a file."""
    return {found.casefold() for each in parts(content) for found in re.findall(r"(?i)canary[a-z]*", each)}


def shows(content: bytes) -> bool:
    return any(SHOWN in each for each in parts(content))


def report(area: Path, target: Path, *options: str) -> bytes:
    assert main(["report", str(area), "-o", str(target), "--date", "2012-05-01", "--by", "gender", *options]) == 0
    return target.read_bytes()


def test_the_canaries_are_in_the_casebook(area: Path) -> None:
    words = "note draft draftalert alert alertgone withdrawn reopened secondnote replaced othernote resolved ref"
    names = "first second other lead"
    assert {f"canary{each}" for each in f"{words} {names}".split()} <= canaries(area.read_bytes())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_no_document_tells_of_a_case(area: Path, tmp_path: Path, kind: str, suffix: str) -> None:
    made = report(area, tmp_path / f"made{suffix}", "--kind", kind)
    assert canaries(made) == set()
    assert shows(made) or suffix == ".pdf"  # compressed: its source is looked at below


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_of_a_pdf_tells_of_no_case(area: Path, kind: str) -> None:
    """The file is made of this text and nothing else."""
    with Casebook.open(area, write=False) as casebook:
        source = as_typst(document(gather(casebook, today=date(2012, 5, 1), by=["gender"]), kind)).encode()
    assert canaries(source) == set()
    assert shows(source)


def test_a_workbook_tells_of_no_case_unless_it_is_asked_to(area: Path, tmp_path: Path) -> None:
    made = report(area, tmp_path / "made.xlsx")
    assert shows(made)
    assert canaries(made) == set()


def test_with_cases_a_workbook_has_references_facts_and_answers_and_nothing_else(area: Path, tmp_path: Path) -> None:
    made = report(area, tmp_path / "made.xlsx", "--with-cases")
    assert canaries(made) == {"canaryref", "canaryreserve"}  # one reserve came into the sample
    head, *rows = openpyxl.load_workbook(io.BytesIO(made))["Cases"].iter_rows(values_only=True)
    with Casebook.open(area, write=False) as casebook:
        facts, questions = casebook.question_set.facts, casebook.question_set.questions
        sample = casebook.case_refs()
        assert "CANARYRESERVE-2" not in sample
        assert ref(11) not in sample
    assert [row[0] for row in rows] == sample
    assert all(name in (fact.label, fact.short) for name, fact in zip(head[1:], facts, strict=False))
    assert head[1 + len(facts) :] == tuple(question.id for question in questions)
    assert len(head) == 1 + len(facts) + len(questions)
    labels = {option.label for fact in facts for option in fact.options}
    allowed = {"Yes", "No", "Not applicable", "N/A", "Unresolved", "", None} | labels
    assert {cell for row in rows for cell in row[1:]} <= allowed


def test_the_meeting_tells_of_no_case(area: Path, tmp_path: Path) -> None:
    target = tmp_path / "meeting.html"
    assert main(["present", str(area), "-o", str(target), "--next", "2012-05-31"]) == 0
    assert shows(target.read_bytes())
    assert canaries(target.read_bytes()) == set()


def test_a_reference_that_somebody_types_into_printed_words_is_taken_out(area: Path, tmp_path: Path) -> None:
    copy = tmp_path / "area.db"
    shutil.copy(area, copy)
    said = (
        f"as in {ref(3)}, {ref(4).lower()}, {ref(11)} and CANARYRESERVE-2, canaryref 5, CANARYREF6 and CANARYREF\u20117"
    )
    with Casebook.open(copy) as casebook:
        casebook.decide("safe", LEAD, Decision("accepted", f"Safe, {said}"))
        casebook.recommend(Chosen("own", f"Plans {said}", said), LEAD)
        casebook.plan(Action("", "own", f"Train {said}", said, "", "", said), LEAD)
        casebook.mark_practice(ref(8), "Josh", f"Went with him {said}.", FIRST)
    for kind in KINDS:
        for suffix in (".md", ".html"):
            made = report(copy, tmp_path / f"{kind}{suffix}", "--kind", kind)
            assert canaries(made) == set(), (kind, suffix)
