"""What a casebook says as it stands: its cases, a reading, what respondents said, the history, and every figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from casereview.casebook.asked_now import answered_otherwise, facts_otherwise
from casereview.casebook.case_lines import CaseLine, case_lines, case_refs, last_touched
from casereview.casebook.entry import Entry
from casereview.casebook.errors import Refused
from casereview.casebook.lead import LeadOperations
from casereview.casebook.ledger import entries
from casereview.casebook.reading import Reading, read_case
from casereview.casebook.reserves import not_in_sample
from casereview.casebook.responses import forms
from casereview.scoring import RunningTally, Summary, summarise
from casereview.scoring.responses import Form, Responses, count
from casereview.text import clipped


class FigureOperations(LeadOperations):
    """What is read from an open casebook."""

    def case_refs(self) -> list[str]:
        """Return the references of all cases."""
        with self._reading():
            return case_refs(self._connection)

    def case_lines(self, case: str | None = None) -> Iterator[CaseLine]:
        """Return every case, or one, with its counted answers, by reference."""
        with self._reading():
            yield from case_lines(self._connection, self.question_set, case)

    def case_line(self, case: str) -> CaseLine:
        """Return one case with its counted answers. Raises Refused if there is none such."""
        for line in self.case_lines(case):
            return line
        with self._reading():
            raise Refused(not_in_sample(self._connection, case))

    def last_touched(self) -> dict[str, str]:
        """Return when each case last got an entry."""
        with self._reading():
            return last_touched(self._connection)

    def reading(self, case: str, reader: str) -> Reading:
        """Return an assessor's reading of a case, blank where nothing was entered."""
        with self._reading():
            found = read_case(self._connection, self.question_set, case, reader)
            if self.asked.upgraded:
                facts = facts_otherwise(self._connection, self.asked, self.first_set, case)
                otherwise = answered_otherwise(self._connection, self.asked, case, reader)
                found = replace(found, otherwise=otherwise | facts)
            return found

    def forms(self) -> list[Form]:
        """Return what each respondent said, as each assessor entered it; second readings and empty forms left out."""
        with self._reading():
            return list(forms(self._connection, self.question_set, case_refs(self._connection)))

    def responses(self) -> Responses:
        """Return the figures of what respondents say; they enter no score."""
        with self._reading():
            respondents = len(case_refs(self._connection))
        return count(self.question_set, self.forms(), respondents)

    def history(self, case: str | None = None, item: str | None = None) -> list[Entry]:
        """Return the entries, of one case or one item of it if given, in the order in which this file got them.

        Of a question those in earlier words come too.
        """
        with self._reading():
            if case is None:
                return list(entries(self._connection))
            if item is None:
                return list(entries(self._connection, "case_ref = ?", (case,)))
            of_case = entries(self._connection, "case_ref = ?", (case,))
            return [each for each in of_case if self.asked.had(item, each.item)]

    def running_tally(self) -> RunningTally:
        """Return the tallies of every question over all cases."""
        return RunningTally(
            (question.id for question in self.question_set.scored), (line.counted for line in self.case_lines())
        )

    def summary(self, running: RunningTally | None = None, *, of_some: bool = False) -> Summary:
        """Return every figure of the inspection (from a tally kept by the caller, if given).

        `of_some` cases only: without an overall rating, which is that of the whole inspection.
        """
        running = running or self.running_tally()
        found = summarise(
            self.question_set,
            running.tallies(),
            running.reasons(),
            cases=running.cases,
            started=running.started,
            signed_off=running.signed_off,
            ratings=self.ratings_given(),
        )
        return replace(found, overall=None) if of_some else found

    def summaries_by(self, fact: str, lines: Iterable[CaseLine] | None = None) -> dict[str, Summary]:
        """Return a summary for each value of a fact that occurs, in the order
        of its options; `""` where it is not known.

        `lines` are the casebook's cases, where the caller has them. Raises Refused if there is no such fact.
        """
        if fact not in self.question_set.fact:
            known = ", ".join(self.question_set.fact)
            remedy = (
                f"it can be {known}" if known else f"question set {self.question_set.id} has no facts; leave it out"
            )
            raise Refused(f"no fact '{clipped(fact, 40)}'; {remedy}")
        questions = [question.id for question in self.question_set.scored]
        groups = {option.id: RunningTally(questions) for option in self.question_set.fact[fact].options} | {
            "": RunningTally(questions)
        }
        with self._reading():
            for line in self.case_lines() if lines is None else lines:
                groups[line.counted.facts.get(fact, "")].add(line.counted)
        return {value: self.summary(running, of_some=True) for value, running in groups.items() if running.cases}
