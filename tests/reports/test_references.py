"""Case references are taken out of what somebody typed, and figures stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from casereview.casebook import Casebook, NewCase
from casereview.casebook.decisions import Decision
from casereview.findings.draft import decided
from casereview.questions import QuestionSet
from casereview.reports.documents.content import gather
from casereview.reports.documents.references import without
from casereview.reports.documents.typed import looking, typed_warnings
from casereview.reports.meeting.meeting import meeting_of

LEAD, TODAY = "L Reed", date(2012, 3, 1)


def test_a_short_reference_is_taken_out_and_a_short_number_stays() -> None:
    hide = without(["B7", "7", "100"])
    assert hide("see B7, b-7 and case 100 of 7") == "see (a case), (a case) and case (a case) of 7"
    assert hide("in 100% of 7 cases, or 100 per cent") == "in 100% of 7 cases, or 100 per cent"


def worded(path: Path, asked: QuestionSet, text: str) -> Casebook:
    cases = [NewCase(str(number), {}) for number in range(100, 120)]

    def fill(casebook: Casebook) -> None:
        for each in cases:
            casebook.answer(each.ref, "assessed", "yes", LEAD)

    Casebook.create(path, asked, "Anytown", cases, fill=fill)
    casebook = Casebook.open(path)
    casebook.decide("assessed", LEAD, Decision("accepted", text))
    return casebook


def test_a_figure_is_no_reference(tmp_path: Path, small: QuestionSet) -> None:
    with worded(tmp_path / "a.db", small, "All {scored} cases ({yes%}), but see 107.") as casebook:
        said = "All 20 cases (100%), but see (a case)."
        assert gather(casebook, today=TODAY).findings[0].text == said
        assert meeting_of(casebook).sections[0].criteria[0].strengths[0].text == said
        (finding,) = decided(small, casebook.summary().questions, casebook.decisions())
        assert finding.text.endswith("see 107.")  # on the team's own screens it stays
        assert any("printed as “(a case)”" in each for each in typed_warnings(casebook))


def test_what_is_not_replaced_is_not_said_to_be(tmp_path: Path, small: QuestionSet) -> None:
    with worded(tmp_path / "a.db", small, "In {yes} cases, or 100% of them.") as casebook:
        assert not any("printed as" in each for each in typed_warnings(casebook))


def test_the_reference_of_a_case_that_was_taken_out_is_found_too(tmp_path: Path, small: QuestionSet) -> None:
    with worded(tmp_path / "a.db", small, "All.") as casebook:
        casebook.add_cases([NewCase("300", {})], LEAD, reserves=True)
        casebook.replace_case("102", "lost", LEAD)
        found = looking(casebook, account=True)("Better than in 102.", "Josh")
        assert ("case reference", "102") in found
