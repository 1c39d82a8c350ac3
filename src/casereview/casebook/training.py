"""An assessor's reading of a benchmark case beside the key that was agreed for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from casereview.casebook.casebook import Casebook
from casereview.casebook.errors import Refused
from casereview.casebook.second import side
from casereview.questions.changes import differences
from casereview.questions.model import Question
from casereview.scoring.agreement import Side
from casereview.scoring.tally import BLANK, UNRESOLVED
from casereview.text import clipped

_MOST_NAMED = 5


class Compared(NamedTuple):
    """A question of a benchmark case: what the assessor answered, and what the key says with its notes.

    `key` is the key's counted answer, `key_reasons` the reasons counted with it.
    """

    case: str
    question: Question
    own: Side
    key: str
    key_reasons: tuple[str, ...]
    key_notes: tuple[str, ...]

    @property
    def agree(self) -> bool:
        """Tell whether the assessor says what the key says."""
        return self.own.answer == self.key


class Training(NamedTuple):
    """How an assessor's reading of one or more benchmark cases compares with the key.

    `no_key` counts the questions that the key leaves blank, `unsettled` those on which it is unresolved, `unanswered`
    those that the assessor has not answered (or has unresolved), `prefilled` those that are *not applicable* in the key
    and in the reading by routing alone: nobody judged them. None of these is compared.
    """

    reader: str
    cases: tuple[str, ...]
    compared: tuple[Compared, ...]
    no_key: int
    unsettled: int
    unanswered: int
    prefilled: int = 0

    @property
    def agreed(self) -> int:
        """How many answers are those of the key."""
        return sum(each.agree for each in self.compared)

    @property
    def differences(self) -> tuple[Compared, ...]:
        """The answers that are not those of the key, by case and question."""
        return tuple(each for each in self.compared if not each.agree)


def train(casebook: Casebook, key: Casebook, *, reader: str = "", case: str = "") -> Training:
    """Compare an assessor's reading with the key, in one benchmark case or in all that both casebooks hold.

    `reader` may be left out where one assessor only has answered them. Raises Refused where it is not clear whose
    reading of which case is meant, or where a question that the key answers is not the same question in the casebook.
    """
    readers = {ref: _readers(casebook, ref) for ref in _cases(casebook, key, case)}
    reader = reader or _only_reader(casebook, readers)
    found = [_of_case(casebook, key, ref, reader) for ref, names in readers.items() if reader in names]
    if not found:
        where = f"case {clipped(case, 40)}" if case else "a case of the key"
        raise Refused(f"{casebook.path}: no answers of {clipped(reader, 40)} in {where}{_who(readers)}")
    return Training(
        reader,
        tuple(ref for each in found for ref in each.cases),
        tuple(compared for each in found for compared in each.compared),
        no_key=sum(each.no_key for each in found),
        unsettled=sum(each.unsettled for each in found),
        unanswered=sum(each.unanswered for each in found),
        prefilled=sum(each.prefilled for each in found),
    )


def _cases(casebook: Casebook, key: Casebook, case: str) -> list[str]:
    """Return the benchmark cases: those that the key answers and the casebook holds, or the one that is asked for."""
    if case:
        casebook.case_line(case)
        if not key.case_line(case).readers:
            raise Refused(f"{key.path}: case {clipped(case, 40)} is not answered there, so it is no key")
        return [case]
    answered = {line.ref for line in key.case_lines() if line.readers}
    if not answered:
        raise Refused(f"{key.path}: no case is answered there, so it is no key")
    found = [ref for ref in casebook.case_refs() if ref in answered]
    if not found:
        raise Refused(
            f"{casebook.path} holds no case that {key.path} answers; a benchmark case has one reference in both"
        )
    return found


def _readers(casebook: Casebook, case: str) -> set[str]:
    line = casebook.case_line(case)
    # A second reading may be begun with nothing answered.
    return {each for each in (*line.readers, *line.seconds) if casebook.reading(case, each).answers}


def _only_reader(casebook: Casebook, readers: Mapping[str, set[str]]) -> str:
    names = set().union(*readers.values())
    if len(names) == 1:
        return names.pop()
    if not names:
        raise Refused(f"{casebook.path}: nothing is answered yet in a case of the key")
    raise Refused(f"{casebook.path}: several assessors{_who(readers)}; say with --as whose answers to compare")


def _who(readers: Mapping[str, set[str]]) -> str:
    names = sorted(set().union(*readers.values()))
    return f" ({_some(names)})" if names else ""


def _of_case(casebook: Casebook, key: Casebook, case: str, reader: str) -> Training:
    line = key.case_line(case)
    answers = {each.id: line.counted.answers.get(each.id, BLANK) for each in key.question_set.scored}
    keyed = [each for each in key.question_set.scored if answers[each.id] not in (BLANK, UNRESOLVED)]
    _check_same(casebook, key, keyed)
    own = casebook.reading(case, reader)
    agreed_by = [key.reading(case, each) for each in line.readers]
    answered = tuple(
        Compared(
            case,
            casebook.question_set.by_id[question.id],
            side(own, question.id),
            answers[question.id],
            line.counted.reasons.get(question.id, ()),
            tuple(dict.fromkeys(note for each in agreed_by if (note := each.notes.get(question.id)))),
        )
        for question in keyed
        if own.answer(question.id) not in (BLANK, UNRESOLVED)
    )
    compared = tuple(each for each in answered if not (each.agree and each.own.suggested))
    states = list(answers.values())
    return Training(
        reader,
        (case,),
        compared,
        no_key=states.count(BLANK),
        unsettled=states.count(UNRESOLVED),
        unanswered=len(keyed) - len(answered),
        prefilled=len(answered) - len(compared),
    )


def _check_same(casebook: Casebook, key: Casebook, keyed: Iterable[Question]) -> None:
    """Refuse to compare answers to questions that do not mean the same."""
    asked = casebook.question_set.by_id
    missing = [each.id for each in keyed if each.id not in asked]
    other = [each.id for each in keyed if each.id in asked and differences(each, asked[each.id])]
    faults = [f"no question {_some(missing)}"] if missing else []
    faults += [f"other words in {_some(other)}"] if other else []
    if faults:
        raise Refused(
            f"{casebook.path} does not ask what {key.path} answers: {'; '.join(faults)}; use one question set for both"
        )


def _some(names: Sequence[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(clipped(each, 40) for each in names[:_MOST_NAMED]) + more
