"""The certificate: true as written, and every way of tampering with it named."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.casebook.errors import Refused
from casereview.sampling.caseload import Caseload
from casereview.sampling.certificate import Terms, certificate, check, digest, drawn, terms_of
from casereview.sampling.certificate_file import as_json, read_certificate
from casereview.sampling.certificate_text import as_markdown
from casereview.sampling.quotas import Quota
from tests.sampling.making import MINORITY, of, realistic, shuffled
from tests.strategies import HOSTILE, examples

CASELOAD = realistic(120)
TERMS = Terms(
    "a seed",
    size=30,
    by=("tier", "gender"),
    quotas=(Quota("gender", ("female",), 8), Quota("ethnicity", MINORITY, 9)),
    reserves=5,
)
Content = dict[str, Any]


def make(caseload: Caseload = CASELOAD, terms: Terms = TERMS) -> Content:
    found = drawn(caseload, terms)
    made = certificate(caseload, terms, found, by="A Jones", at="2026-01-05T09:00:00.000Z", question_set="small 1.0.0")
    return json.loads(as_json(made))  # type: ignore[no-any-return]


def written(tmp_path: Path, content: bytes | Any) -> Path:
    file = tmp_path / "sample.certificate.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


# --- what it says ---


def test_it_says_how_the_draw_was_made() -> None:
    made = make()
    assert made["format"] == "casereview.sample/1"
    assert made["algorithm"] == "casereview.draw/1"
    assert (made["seed"], made["drawn_by"], made["drawn_at"]) == ("a seed", "A Jones", "2026-01-05T09:00:00.000Z")
    assert made["caseload"] == {
        "cases": 120,
        "columns": ["tier", "gender", "ethnicity", "rosh"],
        "digest": CASELOAD.digest,
    }
    assert made["size"] == {"cases": 30, "confidence": None, "margin": None}
    assert made["by"] == ["tier", "gender"]
    assert (len(made["sample"]), len(made["reserves"])) == (30, 5)
    assert made["digest"] == digest(made)
    first = made["quotas"][0]
    assert (first["column"], first["values"], first["at_least"]) == ("gender", ["female"], 8)
    assert first["in_caseload"] == CASELOAD.values("gender")["female"]
    assert first["in_sample"] == sum(CASELOAD.value(ref, "gender") == "female" for ref in made["sample"]) >= 8
    assert terms_of(made) == TERMS


def test_a_size_that_follows_from_confidence_and_margin_says_so() -> None:
    made = make(terms=Terms("x", confidence=0.8, margin=5))
    assert made["size"] == {"cases": 70, "confidence": 0.8, "margin": 5}
    assert "70 of 120 cases, for 80% confidence within 5 percentage points" in as_markdown(made)
    assert check(made, CASELOAD) == []


def test_terms_without_a_size_are_refused() -> None:
    with pytest.raises(Refused, match="give the size of the sample, or a confidence and a margin"):
        drawn(CASELOAD, Terms("x", confidence=0.8))


def test_the_comparison_is_from_exact_shares_and_rounded_once() -> None:
    caseload = of(
        ["g"], *(f"C{number} {'a' if number <= 1 else 'b' if number <= 4 else 'c'}" for number in range(1, 9))
    )
    made = make(caseload, Terms("x", size=3, by=("g",)))
    (compared,) = made["comparison"]
    assert compared["column"] == "g"
    figures = {each["value"]: each for each in compared["values"]}
    # 1 of 8 is 12.5%, rounded up; 3 of 8 is 37.5%; 1 of 3 less 3 of 8 is -4.1666... points, 2 of 3 less 4 of 8 16.666...
    assert figures["a"]["caseload"] == {"cases": 1, "percent": 13}
    assert figures["b"] == {
        "value": "b",
        "caseload": {"cases": 3, "percent": 38},
        "sample": {"cases": 1, "percent": 33},
        "difference": -4.2,
    }
    assert (figures["c"]["sample"], figures["c"]["difference"]) == ({"cases": 2, "percent": 67}, 16.7)
    assert figures["a"]["difference"] == -12.5


def test_half_a_tenth_of_a_point_is_rounded_away_from_nothing() -> None:
    caseload = of(["g"], *(f"C{number} {'a' if number <= 3 else 'b'}" for number in range(1, 17)))
    (compared,) = make(caseload, Terms("x", size=4, by=("g",)))["comparison"]
    # 1 of 4 less 3 of 16 is 6.25 points.
    assert [each["difference"] for each in compared["values"]] == [6.3, -6.3]


def test_facts_are_compared_and_what_tells_cases_apart_is_not() -> None:
    rows = {
        f"C{number}": {"born": str(number), "team": "AB"[number % 2] if number else "", "story": "x" * 101}
        for number in range(40)
    }
    caseload = Caseload(("born", "team", "story"), rows)
    made = make(caseload, Terms("x", size=10))
    assert [each["column"] for each in made["comparison"]] == ["team"]
    assert [(each["value"], each["caseload"]["cases"]) for each in made["comparison"][0]["values"]] == [
        ("A", 19),
        ("B", 20),
        ("", 1),
    ]
    assert made["not_compared"] == ["born", "story"]
    assert "Not compared, as they hardly repeat: born, story." in as_markdown(made)
    assert "| (not known) | 1 | 3% |" in as_markdown(made)
    assert check(made, caseload) == []


# --- checking it ---


@examples(30)
@given(st.integers(0, 999))
def test_a_true_certificate_is_confirmed_however_the_caseload_was_saved(seed: int) -> None:
    made = make(terms=TERMS._replace(seed=str(seed)))
    assert check(made, CASELOAD) == []
    assert check(made, shuffled(CASELOAD, seed)) == []


def test_a_certificate_of_labels_is_confirmed_without_the_question_set() -> None:
    words = {"g": {"f": "f", "female": "f", "m": "m", "male": "m", "other": "other"}}
    rows = {str(number): {"g": ("F", "Female", "m", "Male")[number % 4]} for number in range(20)}
    terms = Terms("x", size=6, by=("g",), quotas=(Quota("g", ("female",), 4),))
    made = make(Caseload(("g",), rows, words), terms)
    assert made["quotas"][0]["values"] == ["f"]
    assert [each["value"] for each in made["comparison"][0]["values"]] == ["f", "m"]
    assert check(made, Caseload(("g",), rows)) == []


def change(path: str, new: Any) -> Callable[[Content], None]:
    def do(content: Content) -> None:
        *way, last = (int(each) if each.isdecimal() else each for each in path.split("."))
        place: Any = content
        for each in way:
            place = place[each]
        place[last] = new(place[last]) if callable(new) else new

    return do


def swap_a_case(content: Content) -> None:
    outside = next(ref for ref in CASELOAD.rows if ref not in content["sample"] + content["reserves"])
    content["sample"][0] = outside


TAMPERING: list[tuple[str, Callable[[Content], None], str]] = [
    ("another seed", change("seed", "b seed"), "sample: the draw has"),
    ("a case swapped", swap_a_case, "sample: the certificate has"),
    ("a case left out", change("sample", lambda refs: refs[1:]), "sample: the draw has"),
    ("a case twice", change("sample", lambda refs: [*refs, refs[0]]), "sample: the same cases, in another order"),
    ("a reserve preferred", change("reserves", lambda refs: refs[::-1]), "reserves: the same cases, in another order"),
    ("a reserve left out", change("reserves", lambda refs: refs[1:]), "reserves: "),
    ("a stranger as reserve", change("reserves.0", "ZZ-1"), "reserves: the certificate has ZZ-1, the draw does not"),
    ("a higher minimum", change("quotas.0.at_least", 12), "minimum gender = female"),
    ("a minimum of another value", change("quotas.0.values", ["male"]), "minimum gender = male"),
    ("a minimum of a column that is not there", change("quotas.0.column", "gendre"), "did you mean 'gender'?"),
    ("a minimum that can not be", change("quotas.0.at_least", 99), "the draw can not be repeated: gender = female: 99"),
    ("a minimum left out", change("quotas", lambda quotas: quotas[1:]), "sample: "),
    ("figures of a minimum", change("quotas.0.in_sample", 9), "minimum gender = female: the figures"),
    ("other facts", change("by", ["ethnicity"]), "sample: "),
    ("another size", change("size.cases", 31), "sample: the draw has"),
    ("a size that does not follow", change("size", {"cases": 30, "confidence": 0.8, "margin": 5}), "size: 70 follows"),
    ("a confidence that is none", change("size", {"cases": 30, "confidence": 8, "margin": 5}), "0.8 for 80%"),
    ("exchanged cases", change("exchanged", []), "exchanged for a minimum: "),
    ("a figure of the comparison", change("comparison.0.values.0.difference", 99.0), "comparison by tier: the figures"),
    ("a fact that is not compared", change("comparison", lambda each: each[1:]), "comparison by tier: the figures"),
    ("an order of facts", change("comparison", lambda each: each[::-1]), "comparison: it is not by the columns"),
    ("a column not compared", change("not_compared", ["rosh"]), "the columns that are not compared"),
    ("words", change("words", {"tier": {"custody": "community"}}), "comparison by tier: the figures"),
    ("the number of cases", change("caseload.cases", 119), "the caseload has 120 cases, the certificate says 119"),
    ("a column more", change("caseload.columns", lambda each: [*each, "age"]), "column age is in the certificate and not"),
    ("a column less", change("caseload.columns", lambda each: each[1:]), "column tier is in the caseload and not"),
    ("the digest of the caseload", change("caseload.digest", "0" * 64), "its digest is another"),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "words"), [pytest.param(t, w, id=n) for n, t, w in TAMPERING])
def test_tampering_is_named_even_where_the_digest_was_made_anew(
    tamper: Callable[[Content], None], words: str, tmp_path: Path
) -> None:
    content = make()
    tamper(content)
    content["digest"] = digest(content)
    differences = check(read_certificate(written(tmp_path, content)), CASELOAD)
    assert any(words in each for each in differences), differences


@pytest.mark.parametrize(
    ("path", "new"),
    [
        *(("drawn_by", "B Shah"), ("drawn_at", "2026-01-06T09:00:00.000Z"), ("question_set", "other 1.0.0")),
        ("quotas.0.at_least", 7),
        ("seed", "b seed"),
        ("digest", "0" * 64),
    ],
)
def test_a_change_without_a_new_digest_is_named_whatever_it_is(path: str, new: Any) -> None:
    content = make()
    change(path, new)(content)
    assert "the certificate was changed after it was written: its digest does not fit its content" in check(
        content, CASELOAD
    )


def _with(ref: str, column: str, value: str) -> Caseload:
    return CASELOAD._replace(rows={**CASELOAD.rows, ref: {**CASELOAD.rows[ref], column: value}})


@pytest.mark.parametrize(
    ("caseload", "words"),
    [
        (_with("WB-001", "rosh", "other"), "comparison by rosh"),
        (_with("WB-001", "tier", ""), "the draw can not be repeated: tier: 1 case without a value (WB-001)"),
        (CASELOAD._replace(rows={**CASELOAD.rows, "WB-999": CASELOAD.rows["WB-001"]}), "the caseload has 121 cases"),
        (CASELOAD._replace(rows=dict(list(CASELOAD.rows.items())[1:])), "the caseload has 119 cases"),
        (
            CASELOAD._replace(rows=dict(list(CASELOAD.rows.items())[:29])),
            "the draw can not be repeated: ",
        ),
    ],
)
def test_another_caseload_is_named(caseload: Caseload, words: str) -> None:
    differences = check(make(), caseload)
    assert "the caseload's content is not that from which the sample was drawn: its digest is another" in differences
    assert any(words in each for each in differences), differences


def test_of_many_differences_the_first_are_named_and_the_others_counted() -> None:
    content = make(terms=Terms("x", size=60))
    content["sample"] = [f"ZZ-{number}" for number in range(60)]
    differences = check(content, CASELOAD)
    assert "sample: the certificate has ZZ-9, the draw does not" in differences
    assert "sample: the certificate has 50 more, the draw does not" in differences
    assert len(differences) < 40


# --- reading what others give ---


def test_what_was_written_is_read(tmp_path: Path) -> None:
    content = make()
    assert read_certificate(written(tmp_path, as_json(content))) == content
    assert read_certificate(written(tmp_path, b"\xef\xbb\xbf" + as_json(content))) == content


def deep(levels: int) -> bytes:
    return b'{"format": "casereview.sample/1", "by": ' + b"[" * levels + b"]" * levels + b"}"


JSON = json.dumps(make()).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "can not be read as JSON", id="empty"),
        pytest.param(b"\xff\xfe\x00", "can not be read as JSON", id="no text"),
        pytest.param(JSON[:-2], "can not be read as JSON", id="cut off"),
        pytest.param(deep(100_000), "can not be read as JSON", id="a hundred thousand deep"),
        pytest.param(deep(500), "algorithm is missing", id="deep"),
        pytest.param(b"[]", "not a certificate of a sample", id="a list"),
        pytest.param(b"null", "not a certificate of a sample", id="null"),
        pytest.param(b'{"format": "casereview.summary/1"}', "not a certificate of a sample", id="something else"),
        pytest.param(b'{"format": {}}', "not a certificate of a sample", id="a format that is an object"),
        pytest.param(b'{"format": "casereview.sample/1"}', "algorithm is missing", id="nothing more"),
        pytest.param(JSON.replace(b'"cases": 30', b'"cases": 1e999'), "size.cases is a number and should be a whole number", id="infinite"),
        pytest.param(JSON.replace(b'"cases": 30', b'"cases": NaN'), "can not be read as JSON", id="NaN"),
        pytest.param(JSON.replace(b'"cases": 30', b'"cases": ' + b"9" * 5000), "can not be read as JSON", id="5000 digits"),
        pytest.param(JSON[:-1] + b', "seed": "other"}', "can not be read as JSON", id="a key twice"),
        pytest.param(b" " * 5_000_001, "too large for a certificate (at most 5,000,000 bytes)", id="large"),
    ],
)  # fmt: skip
def test_what_is_no_certificate_is_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    file = written(tmp_path, content)
    with pytest.raises(Refused) as caught:
        read_certificate(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def paths(value: Any, way: str = "") -> list[str]:
    if isinstance(value, dict):
        return [way, *(each for key, inner in value.items() for each in paths(inner, f"{way}.{key}".lstrip(".")))]
    if isinstance(value, list):
        return [way, *(each for at, inner in enumerate(value[:1]) for each in paths(inner, f"{way}.{at}"))]
    return [way]


@pytest.mark.parametrize("path", sorted({each for each in paths(make()) if each and each != "format"}))
def test_every_value_of_a_wrong_type_is_refused_or_named(tmp_path: Path, path: str) -> None:
    for new in (None, True, 1, 1.5, "text", [], [7], {}, {"x": 1}):
        content = make()
        change(path, new)(content)
        if content == make():
            continue
        try:
            read = read_certificate(written(tmp_path, content))
        except Refused:
            continue
        # It can be of that type; then the check says in words what is wrong with it.
        assert check(read, CASELOAD)


def test_a_key_more_or_less_is_named(tmp_path: Path) -> None:
    content = make()
    del content["quotas"][0]["values"]
    with pytest.raises(Refused, match=r"quotas 1\.values is missing"):
        read_certificate(written(tmp_path, content))
    content = make() | {"more": 1}
    with pytest.raises(Refused, match="more is not known"):
        read_certificate(written(tmp_path, content))


def test_a_later_algorithm_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"drawn by casereview\.draw/2, and this version knows casereview\.draw/1"):
        read_certificate(written(tmp_path, make() | {"algorithm": "casereview.draw/2"}))


def test_a_certificate_too_large_to_be_read_is_not_written() -> None:
    content = make() | {"sample": ["x" * 100] * 60_000}
    with pytest.raises(Refused, match="at most 5,000,000"):
        as_json(content)


# --- the certificate for people ---


def test_the_markdown_holds_everything_that_a_reader_needs() -> None:
    made = make()
    text = as_markdown(made)
    assert text.startswith(
        "# Certificate of a sample\n\n30 of 120 cases, a size that was given; drawn by A Jones on 2026"
    )
    for words in ("a seed", "casereview.draw/1", CASELOAD.digest, made["digest"], "small 1.0.0", "| tier, gender |"):
        assert words in text
    assert "| gender = female | 8 |" in text
    assert "### ethnicity" in text
    assert ", ".join(made["sample"]) in text
    assert f"1. {made['reserves'][0]}\n2. {made['reserves'][1]}\n" in text


def test_every_table_of_the_markdown_has_rows_as_wide_as_its_head() -> None:
    block: list[str] = []
    for line in [*as_markdown(make()).splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
        elif block:
            assert len({row.count("|") for row in block}) == 1
            block = []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stand_in_the_markdown_literally(text: str) -> None:
    made = make()
    plain = as_markdown(made).count("\n")
    value = text.strip() or "x"
    content = copy.deepcopy(made)
    content["drawn_by"] = content["seed"] = content["sample"][0] = content["reserves"][0] = value
    content["comparison"][0]["column"] = content["comparison"][0]["values"][0]["value"] = value
    said = as_markdown(content)
    assert said.count("\n") == plain
    assert "\x1b" not in said
    assert all(f"\\{sign}" in said for sign in set(value) & set("\\`*_{}[]<>|#&"))


def test_a_reference_at_the_start_of_a_line_begins_no_list() -> None:
    content = make()
    for ref, said in (("- a", "\\- a"), ("7. b", "7\\. b"), ("+", "\\+"), ("2026-1", "2026-1")):
        content["sample"][0] = ref
        assert f"\n{said}, " in as_markdown(content)


def test_a_seed_that_shows_no_text_can_not_stand_in_a_certificate(tmp_path: Path) -> None:
    content = make() | {"seed": "a\u202eb"}
    assert any("the draw can not be repeated: the seed" in each for each in check(content, CASELOAD))


def test_half_a_character_anywhere_in_a_file_is_no_certificate(tmp_path: Path) -> None:
    for half in ({"seed": "\ud800"}, {"sample": ["\ud800", *make()["sample"][1:]]}):
        with pytest.raises(Refused, match="no certificate"):
            read_certificate(written(tmp_path, make() | half))
