"""Filing JSON: exact both ways, every mistake with its path, nothing dropped in silence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.forms import made_up
from toolkit.errors import InvalidFiling
from toolkit.filing import (
    Decision,
    Entry,
    Filing,
    Indicator,
    Paragraph,
    Prior,
    Review,
    ReviewRound,
    Source,
    Text,
    Unplaced,
    Waiver,
)
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.filing.review import content_digest
from toolkit.filing.shape import LARGEST
from toolkit.form import Severity
from toolkit.location import Location

FORM = FORMS.form("gkgb-2021")
REQUIRED = {"form": "gkgb-2021", "agency": "某市市场监督管理局", "year": 2025, "tables": {}}

numbers = st.one_of(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.decimals(min_value=0, max_value=10**10, places=6).filter(lambda d: d != d.to_integral_value()),
)
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
filled = texts.filter(bool)
entries = st.one_of(
    st.builds(Entry, number=numbers),
    st.just(Entry()),
    st.sampled_from(["-", "—", "/", " 无 "]).map(lambda dash: Entry(number=0, text=dash, dash=True)),
    st.sampled_from(["3件", "22（其中修订16件）", "NaN", "=1+1"]).map(lambda text: Entry(text=text)),
)
cells = entries | st.just(Entry(printed_blank=True)) | st.builds(Entry, number=numbers, partial=st.just(True))
paragraphs = st.lists(st.builds(Paragraph, text=texts, heading=st.booleans(), literal=st.booleans())).map(tuple)
priors = st.builds(
    Prior,
    form=st.sampled_from([None, FORMS.form("gkgb-2021-condensed")]),
    year=st.integers(2021, 2030),
    numbers=st.dictionaries(
        st.sampled_from(
            ["applications.carried_out.natural_person", "disclosure.fees.amount", "processing_fee.charged"]
        ),
        numbers,
    ),
    indicators=st.dictionaries(filled, numbers, max_size=3),
    narrative=st.dictionaries(st.sampled_from(["overview", "other"]), st.lists(texts).map(tuple)),
)
contents = st.dictionaries(filled, filled, max_size=3)
rounds = st.builds(
    ReviewRound,
    name=filled,
    reviewer=texts,
    role=texts,
    day=st.none() | st.dates(dt.date(2020, 1, 1)),
    opinion=texts,
    decision=st.sampled_from([None, *Decision]),
    reason=texts,
    digest=st.sampled_from(["", "ab12"]),
)
reviews = st.builds(
    Review,
    names=st.sampled_from([(), ("科室审核", "领导审定")]),
    rounds=st.lists(rounds, max_size=3).map(lambda own: tuple(sorted(own, key=lambda each: not each.digest))),
    contents=st.lists(contents, max_size=2).map(lambda own: {content_digest(each): each for each in own}),
)
filings = st.builds(
    Filing,
    form=st.builds(FORMS.form, st.just("gkgb-2021")),
    source=st.just(Source.DATA),
    agency=st.builds(Text, value=texts),
    year=st.none() | st.integers(2019, 2030),
    level=st.none() | st.sampled_from([level.id for level in FORM.levels]),
    title=st.builds(Text, value=texts),
    issued_on=st.none() | st.dates(dt.date(2020, 1, 1)),
    contact=st.builds(Text, value=texts),
    inputs=st.dictionaries(st.sampled_from(FORM.inputs), cells),
    stated=st.dictionaries(st.sampled_from(FORM.derived), cells),
    indicators=st.lists(
        st.builds(Indicator, name=filled, entry=entries, unit=texts, prior=st.none() | numbers),
        max_size=3,
        unique_by=lambda own: own.name,
    ).map(tuple),
    headings=st.dictionaries(st.sampled_from([s.id for s in FORM.sections]), st.builds(Text, value=filled)),
    narrative=st.dictionaries(st.sampled_from(["preamble", "overview", "problems", "other"]), paragraphs),
    waivers=st.lists(
        st.builds(Waiver, code=filled, reason=texts, cells=st.lists(filled, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    unplaced=st.lists(st.builds(Unplaced, text=texts, where=texts.map(Location.parse)), max_size=2).map(tuple),
    review=reviews,
    prior=st.none() | priors,
)


def _without_places(value: object) -> object:
    """The value with every place but that of an unplaced piece left out."""
    if isinstance(value, Unplaced):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {
            name: part if name == "form" else _without_places(part)
            for name, part in parts.items()
            if not name.endswith("where")
        }
    if isinstance(value, dict):
        return {key: _without_places(item) for key, item in value.items()}
    return [_without_places(item) for item in value] if isinstance(value, tuple) else value


@given(filings)
def test_a_filing_comes_back_equal(filing: Filing) -> None:
    once, findings = filing_from_json(filing_to_json(filing), "filing.json", FORMS)
    assert not findings
    assert _without_places(once) == _without_places(filing)
    again, _ = filing_from_json(filing_to_json(once).encode(), "filing.json", FORMS)
    assert again == once


def _read(**changes: object) -> Filing:
    return filing_from_json(json.dumps(REQUIRED | changes, ensure_ascii=False), "x.json", FORMS)[0]


@pytest.mark.parametrize(
    ("written", "number", "out"),
    [
        ("96171.6", Decimal("96171.6"), "96171.6"),
        ("24252.311082", Decimal("24252.311082"), "24252.311082"),
        ('"59237.2449"', Decimal("59237.2449"), "59237.2449"),
        ("0.1234567890123456789", Decimal("0.1234567890123456789"), '"0.1234567890123456789"'),
        ("12.50", Decimal("12.50"), '"12.50"'),
        ("316441.0", 316441, "316441"),
    ],
)
def test_amounts_stay_as_entered(written: str, number: object, out: str) -> None:
    tables = f'{{"disclosure": {{"fees": {{"amount": {written}}}}}}}'
    source = f'{{"form": "gkgb-2021", "agency": "某局", "year": 2025, "tables": {tables}}}'
    filing, _ = filing_from_json(source, "x.json", FORMS)
    assert filing.number("disclosure.fees.amount") == number
    assert f'"amount": {out}' in filing_to_json(filing)


def test_fee_amounts_are_texts_and_counts_are_numbers() -> None:
    filing = _read(processing_fee={"notices": 2, "charged": "420.5", "received": 0})
    assert json.loads(filing_to_json(filing))["processing_fee"] == {"notices": 2, "charged": "420.5", "received": "0"}


def test_every_value_keeps_its_path() -> None:
    filing = _read(
        tables={"applications": {"denied.state_secret": {"natural_person": 1, "total": 2}}},
        processing_fee={"notices": None},
        narrative={"overview": [{"heading": "（一）主动公开"}, {"text": "正文"}]},
        headings={"disclosure": "二、主动公开政务信息情况"},
        indicators=[{"name": "网站主动公开信息", "value": 666, "unit": "条"}],
    )
    assert str(filing.where("applications.denied.state_secret.natural_person")) == (
        "tables.applications.denied.state_secret.natural_person"
    )
    assert filing.stated["applications.denied.state_secret.total"].number == 2
    assert str(filing.where("processing_fee.notices")) == "processing_fee.notices"
    assert [str(p.where) for p in filing.narrative["overview"]] == ["narrative.overview[0]", "narrative.overview[1]"]
    assert str(filing.headings["disclosure"].where) == "headings.disclosure"
    assert str(filing.indicators[0].entry.where) == "indicators[0].value"


def test_not_read_blank_and_printed_blank_are_three_states() -> None:
    row = {"natural_person": 1, "business": None, "research": None}
    blank = "applications.received.research"
    filing = _read(tables={"applications": {"received": row}}, printed_blank=[blank, "disputes.reconsideration.other"])
    received = "applications.received.{}".format
    assert (filing.number(received("business")), filing.number(blank)) == (None, 0)
    assert [received(column) in filing.unread for column in ("natural_person", "business", "nonprofit", "total")] == [
        False,
        False,
        True,
        True,
    ]
    written = json.loads(filing_to_json(filing))
    assert written["tables"]["applications"] == {"received": row}
    assert written["printed_blank"] == [blank, "disputes.reconsideration.other"]
    assert written["tables"]["disputes"] == {"reconsideration": {"other": None}}


def test_a_value_that_is_no_number_is_kept_as_text() -> None:
    filing = _read(tables={"applications": {"received": {"natural_person": "3件", "business": True}}})
    assert filing.entry("applications.received.natural_person").text == "3件"
    assert filing.entry("applications.received.business").text == "TRUE"


def test_what_has_no_place_is_reported_item_by_item() -> None:
    source = REQUIRED | {
        "tables": {"applications": {"recieved": {"total": 3}}, "disputs": {"x": {"y": 1}}},
        "processing_fee": {"notice": 1},
        "narrative": {"summary": [{"text": "…"}]},
        "headings": {"two": "二"},
        "printed_blank": ["applications.received.all"],
        "wavers": [],
        "cover": {"tilte": "…"},
        "prior": {"year": 2024, "tables": {"disputes": {"reconsideration": {"uphold": 1}}}},
    }
    _, findings = filing_from_json(json.dumps(source), "x.json", FORMS)
    found = {str(finding.where): (finding.code, finding.severity.value) for finding in findings}
    lost = ("IM-02", "error")
    assert found == {
        "tables.applications.recieved.total": lost,
        "tables.disputs": lost,
        "processing_fee.notice": lost,
        "narrative.summary": lost,
        "headings.two": lost,
        "printed_blank.applications.received.all": lost,
        "prior.tables.disputes.reconsideration.uphold": lost,
        "wavers": ("IM-02", "warning"),
        "cover.tilte": ("IM-02", "warning"),
    }
    assert "applications.received.total" in findings[0].message


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"agency": 1, "year": "2025"}, ["agency", "year"]),
        ({"year": True}, ["year"]),
        ({"tables": [], "narrative": {"overview": ["正文"]}}, ["tables", "narrative.overview[0]"]),
        ({"level": "citty", "cover": {"issued_on": "2026-02-30"}}, ["level", "cover.issued_on"]),
        ({"narrative": {"other": [{}]}}, ["narrative.other[0]"]),
        ({"narrative": {"other": [{"text": "a", "heading": "b"}]}}, ["narrative.other[0]"]),
        ({"tables": {"disclosure": {"fees": {"amount": [1]}}}}, ["tables.disclosure.fees.amount"]),
        ({"processing_fee": 3}, ["processing_fee"]),
        ({"form": "gkgb-2022"}, ["form"]),
        ({"form_version": 99}, ["form_version"]),
        ({"form_version": "1", "form_digest": 1}, ["form_version", "form_digest"]),
        (
            {"prior": {"year": 2024, "tables": {"disclosure": {"fees": {"amount": "多"}}}}},
            ["prior.tables.disclosure.fees.amount"],
        ),
        ({"agency": "某\u0007局"}, ["agency"]),
        ({"cover": {"contact": "\ud800"}}, ["cover.contact"]),
        ({"waivers": [{"code": "T3-40"}]}, ["waivers[0].reason"]),
        ({"review": {"rounds": [{"name": "初审", "decision": "同意"}]}}, ["review.rounds[0].decision"]),
        ({"review": {"rounds": [{"name": "初审", "day": "2026-02-30"}]}}, ["review.rounds[0].day"]),
        ({"review": {"rounds": [{"name": "初审"}, {"name": "复审", "digest": "ab"}]}}, ["review.rounds[1]"]),
        ({"review": {"names": ["初审", "初审"]}}, ["review.names"]),
        ({"review": {"contents": {"ab": {"cover.agency": "某局"}}}}, ["review.contents"]),
        (
            {"tables": {"disclosure": {"fees": {"amount": 0}}}, "printed_blank": ["disclosure.fees.amount"]},
            ["printed_blank"],
        ),
        ({"partial_sums": ["disclosure.fees.amount"]}, ["partial_sums"]),
        ({"indicators": [{"name": "培训"}, {"name": "会议"}, {"name": "培训"}]}, ["indicators[2].name"]),
    ],
)
def test_mistakes_come_all_at_once_with_their_paths(changes: dict[str, object], paths: list[str]) -> None:
    with pytest.raises(InvalidFiling) as caught:
        filing_from_json(json.dumps(REQUIRED | changes), "坏数据.json", FORMS)
    assert sorted(mistake.partition("：")[0] for mistake in caught.value.mistakes) == sorted(paths)
    assert "坏数据.json" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe{",
        b"[]",
        b'{"form": ',
        b'{"form": "gkgb-2021"}',
        b'{"a": ' * 100_000,
        b"[" * 100_000,
        b" " * (LARGEST + 1),
        b'{"form": "gkgb-2021", "form": "gkgb-2021", "agency": "", "year": 1, "tables": {}}',
    ],
)
def test_what_is_no_filing_gives_a_sentence(source: bytes) -> None:
    with pytest.raises(InvalidFiling):
        filing_from_json(source, "x.json", FORMS)


def test_monstrous_numbers_stay_small() -> None:
    cells = (
        '{"licensing": {"decisions": 1e999999999}, "coercion": {"decisions": 1E-999999999999999999999},'
        ' "fees": {"amount": NaN}, "penalties": {"decisions": %s}}'
    )
    tables = f'{{"disclosure": {cells % ("9" * 5000)}}}'
    source = f'{{"form": "gkgb-2021", "agency": "", "year": 1, "tables": {tables}}}'
    filing, _ = filing_from_json(source, "x.json", FORMS)
    assert {entry.number for entry in filing.inputs.values()} == {None}
    assert filing.entry("disclosure.licensing.decisions").text == "1e999999999"


def test_data_of_a_form_that_has_changed_since() -> None:
    """The form is written with its version and digest; data of older programs have neither."""
    raw = json.loads(filing_to_json(filing_from_json(json.dumps(REQUIRED), "数据.json", FORMS)[0]))
    assert (raw["form"], raw["form_version"], raw["form_digest"]) == (FORM.id, FORM.version, FORM.digest)
    newer = FORMS.replacing(replace(FORM, version=FORM.version + 1, digest="0" * 64))
    changed = FORMS.replacing(replace(FORM, digest="0" * 64))
    older = f"数据用的表式是第 {FORM.version} 版，现为第 {FORM.version + 1} 版。各项按编号读入，对不上的另行列出。"
    for data, forms, said in (
        (raw, FORMS, []),
        (REQUIRED, newer, []),
        (raw, newer, [older]),
        (
            raw,
            changed,
            ["数据写成以后，表式改动过。各项按编号读入，对不上的另行列出。"],
        ),
    ):
        _, findings = filing_from_json(json.dumps(data), "数据.json", forms)
        assert [each.message for each in findings] == said
        assert all((each.code, each.severity) == ("IM-23", Severity.NOTE) for each in findings)


def test_a_supplement_in_the_forms_id_is_as_good_as_a_listed_one() -> None:
    filing, findings = filing_from_json(json.dumps(REQUIRED | {"form": "gkgb-2021+nobody"}), "数据.json", FORMS)
    assert filing.missing_supplements == ("nobody",)
    assert [each.code for each in findings] == ["IM-21"]


def test_rows_that_a_table_has_no_room_for_are_one_finding_a_table() -> None:
    form = made_up.FORMS.form("ledgers-2024")
    rows = {f"component.{number}": {"name": f"第{number}处", "start": number} for number in (1, 2, 13, 14)}
    data = {"form": form.id, "agency": "某局", "year": 2024, "tables": {"requests": rows}}
    filing, findings = filing_from_json(json.dumps(data), "data.json", made_up.FORMS)
    assert [each.message for each in findings] == [
        "Table I 在来源里有 4 行，表里只有 12 行，放不下的没有读入：“第13处”、“第14处”。"
    ]
    assert [str(cell.where) for cell in findings[0].cells] == [
        "tables.requests.component.13",
        "tables.requests.component.14",
    ]
    assert filing.number("requests.component.2.start") == 2
