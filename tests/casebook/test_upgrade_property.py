"""A thousand random edits of a question set under a casebook that is in use: no answer is lost, and none stands under another name."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet  # type: ignore[import-untyped]

from casereview.casebook import Casebook, NewCase
from casereview.casebook.verify import verify
from casereview.questions.build import build
from casereview.questions.changes import Changes
from casereview.questions.load import read
from casereview.reports.data.export_csv import COLUMNS, csv_rows
from casereview.reports.data.package import FORMATS, package
from casereview.reports.data.tables import tables
from tests.casebook.hands import rows, standing, ticking
from tests.questionnaire import data as questionnaire_data
from tests.questionnaire import judged
from tests.questions.editing import Edited, edited, rounds
from tests.standards import standards_data

DATA = read(Path(__file__).parents[1] / "data" / "small.toml")

# What people entered and counts, by what it is about: a reading of a case, the facts of a case, the ratings of the inspection.
Given = dict[tuple[str, ...], dict[str, Any]]


def pooled() -> dict[str, Any]:
    """The small set, with a fact of three values."""
    data = copy.deepcopy(DATA)
    data["facts"][0]["options"].append("other")
    return data


def rated() -> dict[str, Any]:
    """Standards rated by their key questions, with prompts beneath two of these and two standards judged elsewhere."""
    data = standards_data()
    data["facts"][0]["options"].append("other")
    for number, of in enumerate(("safe", "safe", "assessed")):
        key = next(each for each in data["questions"] if each["id"] == of)
        place = {name: key[name] for name in ("part", "criterion")}
        data["questions"].append({"id": f"seen-{number}", "text": f"Seen {number}?", "prompt_of": of, **place})
    return data


def questionnaire() -> dict[str, Any]:
    """A questionnaire with an item of each kind, a judgement, and facts."""
    return judged(questionnaire_data()) | {"facts": pooled()["facts"]}


SETS = {"pooled": pooled, "rated": rated, "questionnaire": questionnaire}


def enter(casebook: Casebook, case: str, reader: str, chance: random.Random) -> None:
    """Enter something to every question."""
    for row in casebook.question_set.questions:
        options = [each.id for each in row.options]
        match row.kind:
            case "judgement":
                casebook.answer(case, row.id, chance.choice(["yes", "no", "no", "na"]), reader)
                casebook.give_reasons(case, row.id, [each.id for each in row.reasons if chance.random() < 0.7], reader)
            case "choice":
                casebook.respond(case, row.id, chance.choice(options), reader)
            case "choices":
                casebook.respond(case, row.id, chance.sample(options, 2), reader)
            case "scale":
                casebook.respond(case, row.id, chance.randint(0, 10), reader)
            case _:
                casebook.respond(case, row.id, f"Words {chance.random()}", reader)
        casebook.note(case, row.id, f"p. {chance.randint(1, 99)}", reader)
        casebook.mark(case, row.id, chance.random() < 0.5, reader)


@pytest.fixture(scope="module", params=SETS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Which set, a casebook of it with something of everything, and a copy of that in which an assessor went on."""
    where = tmp_path_factory.mktemp("upgrade")
    cases = [
        NewCase("A1", {"gender": "male"}),
        NewCase("B2", {"gender": "other", "rmp-needed": "no"}),
        NewCase("C3", {}),
    ]
    asked = build(SETS[request.param]())
    Casebook.create(where / "lead.db", asked, "Invented town", cases, by="Lead", clock=ticking())
    chance = random.Random(5)
    with Casebook.open(where / "lead.db", clock=ticking()) as lead:
        lead.put_facts("A1", {"rmp-needed": "yes"}, "Ann")
        for case in ("A1", "B2"):
            enter(lead, case, "Ann", chance)
        lead.answer("A1", "safe", "yes", "Ann")
        lead.answer("A1", "safe", "no", "Bea")  # unresolved
        lead.answer("B2", "safe", "yes", "Ann")
        lead.answer("B2", "safe", "no", "Bea")
        lead.resolve("B2", "safe", "yes", "agreed", "Lead")
        lead.begin_second_reading("A1", "Cy")
        lead.answer("A1", "safe", "yes", "Cy")
        for number, standard in enumerate(asked.elsewhere):
            lead.rate(standard, list(asked.ratings)[number], "Lead")
        lead.raise_alert("A1", "seen alone", "Ann")
        lead.sign_off("B2", "Ann")
    shutil.copy(where / "lead.db", where / "ann.db")
    with Casebook.open(where / "ann.db", clock=ticking("2026-02-01T09:00:00+00:00")) as ann:
        ann.note("A1", "safe", "p. 100", "Ann")
        enter(ann, "C3", "Ann", chance)
        ann.put_facts("C3", {"gender": "other"}, "Ann")
    return request.param, where / "lead.db", where / "ann.db"


def given(casebook: Casebook) -> Given:
    """What people entered and counts; the counted answers too, but for those that routing suggests."""
    found: Given = {("ratings",): {name: each.rating for name, each in casebook.ratings().items()}}
    for line in casebook.case_lines():
        counted = line.counted
        found["facts", line.ref] = {f"fact:{name}": value for name, value in counted.facts.items()}
        found["answers", line.ref] = {
            name: each for name, each in counted.answers.items() if name not in counted.suggested
        }
        found["reasons", line.ref] = {name: each for name, each in counted.reasons.items() if each}
        for reader in (*line.readers, *line.seconds):
            reading = casebook.reading(line.ref, reader)
            for what in ("answers", "reasons", "notes", "responses", "resolved"):
                found[what, line.ref, reader] = dict(getattr(reading, what))
            found["marks", line.ref, reader] = dict.fromkeys(reading.marks, True)
    for form in casebook.forms():
        found["form", form.respondent, form.reader] = dict(form.values)
    return {about: values for about, values in found.items() if values}


def expected(before: Given, to: Edited, same: frozenset[str]) -> Given:
    """What should count after the upgrade, from what each edit did, and from nothing that the program says."""
    asked = to.question_set
    names = {*(each.id for each in asked.questions), *(f"fact:{each.id}" for each in asked.facts)}
    sources = {}
    for name in names:
        was, means_the_same = to.was.get(name, ("", False))
        sources[name] = was if means_the_same else name if name in same else ""

    def left(about: tuple[str, ...], name: str, value: Any) -> Any:
        """What is left of a value when what the set does not offer any more is taken out of it."""
        if about[0] == "facts":
            return value if asked.fact[name[5:]].option(value) else None
        row = asked.by_id[name]
        if about[0] == "reasons":
            return tuple(each for each in value if row.reason(each))
        if about[0] in ("responses", "form") and row.kind == "choice":
            return value if value in [each.id for each in row.options] else None
        if about[0] in ("responses", "form") and row.kind == "choices":
            return [each.id for each in row.options if each.id in value]
        return value

    found: Given = {}
    for about, old in before.items():
        if about == ("ratings",):
            kept = {name: value for name, value in old.items() if name in asked.elsewhere and value in asked.ratings}
        else:
            kept = {name: left(about, name, old[source]) for name, source in sources.items() if source in old}
        found[about] = {name: value for name, value in kept.items() if value not in (None, (), [])}
    # A reading of which nothing is left is none.
    return {about: values for about, values in found.items() if values}


def check_export(casebook: Casebook, columns: dict[str, list[str]]) -> None:
    """Every table has the columns that it had, in every form of a package too, and every cell stands under its name."""
    made = tables(casebook)
    assert {each.name: [field.name for field in each.fields] for each in made} == columns
    for form in FORMATS:
        files = package(casebook, made, form, "2026-03-01T09:00:00.000Z", raw=True)
        described = {each["name"]: each for each in json.loads(files["datapackage.json"])["resources"]}
        assert described.keys() == columns.keys()
        for table in made:
            head, rows = read_back(form, files[f"{table.name}.{form}"])
            wanted = [tuple(as_written(form, cell) for cell in row) for row in table.rows]
            assert rows == wanted
            assert head == columns[table.name] or (form == "json" and not rows)
            assert [each["name"] for each in described[table.name]["schema"]["fields"]] == columns[table.name]
    by_name = {each.name: [dict(zip(columns[each.name], row, strict=True)) for row in each.rows] for each in made}
    counted = {line.ref: line.counted for line in casebook.case_lines()}
    judged = [each.id for each in casebook.question_set.questions if each.kind == "judgement"]
    assert {(row["case"], row["question"]): row["answer"] for row in by_name["answers"]} == {
        (ref, name): case.answers.get(name, "") for ref, case in counted.items() for name in judged
    }
    assert {(row["case"], row["fact"], row["value"]) for row in by_name["facts"]} == {
        (ref, name, value) for ref, case in counted.items() for name, value in case.facts.items()
    }
    assert {(row["respondent"], row["assessor"], row["question"]) for row in by_name.get("responses", ())} == {
        (form.respondent, form.reader, name)
        for form in casebook.forms()
        for name in form.values
        if casebook.question_set.by_id[name].kind != "text"
    }
    facts = [f"fact:{each.id}" for each in casebook.question_set.facts]
    assert next(csv_rows(casebook, notes=True)) == [*COLUMNS, "notes", *facts]  # what hangs on the set comes last
    header, *lines = csv_rows(casebook, raw=True)
    assert header == [*COLUMNS, *facts]
    assert {(line[0], line[1]) for line in lines} == {
        (ref, each.id) for ref in counted for each in casebook.question_set.questions
    }
    for line in lines:
        row = dict(zip(header, line, strict=True))
        case, asked = counted[row["case"]], casebook.question_set.by_id[row["question"]]
        assert (row["part"], row["criterion"]) == (asked.part, asked.criterion)
        assert asked.kind != "judgement" or row["answer"] == case.answers.get(asked.id, "")
        assert all(row[f"fact:{name}"] == value for name, value in case.facts.items())


def read_back(form: str, content: bytes) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of a table's columns and its rows, read by other means than those that wrote them."""
    if form == "csv":
        head, *lines = csv.reader(io.StringIO(content.decode(), newline=""))
        return head, [tuple(line) for line in lines]
    if form == "json":
        found = json.loads(content)
        return list(found[0]) if found else [], [tuple(each.values()) for each in found]
    table = parquet.read_table(io.BytesIO(content))
    columns = [column.to_pylist() for column in table.columns]
    return table.column_names, list(zip(*columns, strict=True)) if columns[0] else []


def as_written(form: str, cell: Any) -> Any:
    if form != "csv":
        return cell
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


@contextmanager
def quickly(path: Path, **how: Any) -> Iterator[Casebook]:
    """Open a casebook without waiting for the disk: what is proved here is not that it is durable."""
    with Casebook.open(path, **how) as casebook:
        casebook._connection.execute("PRAGMA synchronous = OFF")
        yield casebook


# Which ways a set can change the random edits must have met, by the set; else the test proves less than it says.
MET = {
    "pooled": {"text", "reason", "value", "part", "criterion", "themes", "renamed", "new", "gone", "rerouted"},
    "rated": {"text", "reason", "criterion", "key question", "renamed", "new", "gone", "rerouted", "band", "standard"},
    "questionnaire": {"text", "kind", "option", "ends", "part", "renamed", "new", "gone"},
}


def met_in(changes: Changes) -> set[str]:
    """What kinds of change there are among these, each by one word of theirs."""
    found = {said.split()[0] for each in changes.reworded for said in each.differences}
    found |= {place for each in changes.moved for place, _, _ in each.places}
    found |= {each.kind for each in changes.orphaned} | {each.what for each in changes.rules}
    return found | {name for name in ("renamed", "new", "gone", "rerouted") if getattr(changes, name)}


@pytest.mark.parametrize(
    ("seed", "edits"), [(1, 170), *(pytest.param(seed, 250, marks=pytest.mark.trust) for seed in (2, 3))]
)
def test_a_thousand_edits_of_the_set_under_a_filled_casebook_lose_no_answer(
    tmp_path: Path, filled: tuple[str, Path, Path], seed: int, edits: int
) -> None:
    chance = random.Random(seed)
    which, lead, ann = filled
    data = json.loads(source_of(lead))
    met: set[str] = set()
    for number in rounds(chance, edits):
        to = edited(data, chance, number)
        one, other = (Path(shutil.copy(each, tmp_path / each.name)) for each in (lead, ann))
        history = rows(one, "entries ORDER BY number")
        with quickly(one, clock=ticking("2026-03-01T09:00:00+00:00")) as casebook:
            before, summary = given(casebook), casebook.summary()
            lines = list(casebook.case_lines())
            columns = {each.name: [field.name for field in each.fields] for each in tables(casebook)}
            changes = casebook.plan_upgrade(to.question_set).changes
            met |= met_in(changes)
            can = [each.name for each in changes.reworded if each.can_mean_the_same]
            done = casebook.upgrade(to.question_set, "Lead", [name for name in can if chance.random() < 0.3])
            wanted = expected(before, to, done.same)
            assert given(casebook) == wanted
            check_export(casebook, columns)
            casebook.undo_upgrade("Lead")
            assert (given(casebook), casebook.summary(), list(casebook.case_lines())) == (before, summary, lines)
            casebook.upgrade(to.question_set, "Lead", done.same)
            # Somebody goes on here, in the new words.
            casebook.begin_second_reading("C3", "Dee")
            enter(casebook, "C3", "Dee", chance)
            assert of_others("Dee", given(casebook)) == wanted
            wanted = given(casebook)
        with quickly(one, write=False) as casebook:
            assert given(casebook) == wanted
        assert rows(one, "entries ORDER BY number")[: len(history)] == history
        # A copy that is not upgraded went on too. In whatever order they come together they come to the same.
        with quickly(other, write=False) as casebook:
            hers = given(casebook)
        both = expected(hers, to, done.same) | {about: each for about, each in wanted.items() if about[-1] == "Dee"}
        orders = [(other, [one]), (one, [other]), (lead, [one, other]), (lead, [other, one])]
        copies = [Path(shutil.copy(into, tmp_path / f"order-{at}.db")) for at, (into, _) in enumerate(orders)]
        for copied, (_, sources) in zip(copies, orders, strict=True):
            with quickly(copied) as casebook:
                assert {each.refused for each in casebook.merge(sources, "Lead").arrivals} == {None}
                assert given(casebook) == both
                summary = casebook.summary()
        assert len({frozenset(standing(each)) for each in copies}) == 1
        assert [verify(each).faults for each in copies] == [[]] * len(copies)
        assert len({verify(each).digest for each in copies}) == 1
        # Taken back in two of them, each by itself, everything is as it was answered, and they still come together.
        for each in copies[:2]:
            with quickly(each) as casebook:
                casebook.undo_upgrade("Lead")
                assert of_others("Dee", given(casebook)) == hers
        with quickly(copies[0]) as casebook:
            casebook.merge([copies[1], copies[2]], "Lead")
            assert of_others("Dee", given(casebook)) == hers
            assert [each for each in casebook.conflicts() if not each.case] == []
        for each in tmp_path.iterdir():
            each.unlink()
    assert met >= MET[which], MET[which] - met


def of_others(reader: str, found: Given) -> Given:
    """What is not of this reading."""
    return {about: each for about, each in found.items() if about[-1] != reader}


def source_of(path: Path) -> str:
    with Casebook.open(path, write=False) as casebook:
        return casebook.question_set.source
