"""The rounds of review in a workbook: what is signed comes back, what is only typed does not count."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.built import built
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package
from toolkit.filing import Decision, Filing, Review, ReviewRound
from toolkit.filing.review import content_digest
from toolkit.narrative.content import content_of
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

META = "_xl_report"
FIRST = 6
"""The row of the first round."""
CONTENT = content_of(base())
DIGEST = content_digest(CONTENT)
SIGNED = ReviewRound(
    name="初审",
    reviewer="王一",
    role="科长",
    day=dt.date(2026, 1, 10),
    opinion="=数字已核对",
    decision=Decision.PASSED,
    digest=DIGEST,
)
RETURNED = replace(SIGNED, name="复审", reviewer="李二", decision=Decision.RETURNED, reason="“表三”有误", opinion="")


def _reviewed(**changes: Any) -> Filing:
    review = Review(rounds=(SIGNED, RETURNED), contents={DIGEST: CONTENT})
    return replace(base(), for_review=True, review=replace(review, **changes))


def _package(filing: Filing) -> Package:
    return Package.of(built(FORMS.form("gkgb-2021"), filing=filing))


@pytest.fixture
def reviewed() -> Package:
    return _package(_reviewed())


def _plain(review: Review) -> Review:
    return replace(review, rounds=tuple(replace(each, where=base().agency.where) for each in review.rounds))


def test_rounds_and_what_they_were_signed_over_come_back(reviewed: Package, read: Read) -> None:
    filing, findings = read(reviewed)
    assert (findings, filing.for_review) == ((), True)
    assert _plain(filing.review) == _plain(_reviewed().review)
    assert str(filing.review.rounds[1].where) == f"审核!A{FIRST + 1}"


def test_long_texts_are_kept_in_as_many_cells_as_they_take(read: Read) -> None:
    numbers = "".join(f"{number**7} " for number in range(9_000))
    content = {"narrative.overview": numbers}
    review = Review(rounds=(SIGNED,), contents={content_digest(content): content})
    package = _package(replace(base(), review=review))
    kept = [key for key in XlsxWorkbook(package.to_bytes()).cells(META).values() if str(key).startswith("content ")]
    assert len(kept) > 1
    assert read(package)[0].review.contents == review.contents


def test_a_typed_round_is_read_and_not_signed(package: Package, read: Read) -> None:
    for letter, text in {"A": "初审", "B": "王一", "D": "2026年1月9日", "E": "退回", "G": "数字有误"}.items():
        package.put(f"审核!{letter}{FIRST}", text)
    filing, findings = read(package)
    assert findings == ()
    (own,) = filing.review.rounds
    assert (own.name, own.day, own.decision, own.digest) == ("初审", dt.date(2026, 1, 9), Decision.RETURNED, "")


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [("D6", "元月", "RV-07"), ("E6", "同意", "RV-07"), ("B3", "初审、初审", "RV-07")],
)
def test_what_cannot_be_made_out_is_reported(package: Package, read: Read, place: str, text: str, code: str) -> None:
    package.put(f"审核!A{FIRST}", "初审")
    package.put(f"审核!{place}", text)
    filing, findings = read(package)
    assert (codes(findings), cells(findings, code)) == ([code], [f"审核!{place}"])
    assert filing.review.names == ()


@pytest.mark.parametrize("joint", ["、", "，", " / ", "\n"])
def test_an_office_names_its_own_rounds(package: Package, read: Read, joint: str) -> None:
    package.put("审核!B3", joint.join(["科室审核", "领导审定"]))
    filing, findings = read(package)
    assert (findings, filing.rounds) == ((), ("科室审核", "领导审定"))


@pytest.mark.parametrize(("place", "text"), [("E7", "通过"), ("G7", "没有"), ("B7", "王五"), ("D7", "2026-01-11")])
def test_a_signed_round_cannot_be_rewritten(reviewed: Package, read: Read, place: str, text: str) -> None:
    reviewed.put(f"审核!{place}", text)
    filing, findings = read(reviewed)
    assert (codes(findings), cells(findings, "RV-04")) == (["RV-04"], ["审核!A7"])
    assert findings[0].blocks
    assert _plain(filing.review) == _plain(_reviewed().review)  # repair writes what was signed


def test_a_signed_round_that_is_cleared_is_missed(reviewed: Package, read: Read) -> None:
    for letter in "ABCDEFG":
        reviewed.put(f"审核!{letter}7", None)
    filing, findings = read(reviewed)
    assert codes(findings) == ["RV-04"]
    assert "“表三”有误" in findings[0].message
    assert [each.decision for each in filing.review.rounds] == [Decision.PASSED, Decision.RETURNED]


def _meta_rows(package: Package) -> dict[str, int]:
    said = XlsxWorkbook(package.to_bytes()).cells(META)
    return {str(value): row for (row, column), value in said.items() if column == 1}


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps({"name": "初审"}),
        '{"name": "初审", "day": "x", "decision": "通过"}',
        "1" * 5_000,
        "[" * 30_000,
    ],
)
def test_a_record_that_is_none_leaves_a_typed_round(reviewed: Package, read: Read, written: str) -> None:
    reviewed.put(f"{META}!B{_meta_rows(reviewed)['signed 2']}", written)
    filing, findings = read(reviewed)
    assert findings == ()
    assert [bool(each.digest) for each in filing.review.rounds] == [True, False]


@pytest.mark.parametrize("written", ["", "x", "eJxLTEpOAQADqwGN", "AAAA" * 8_000])
def test_a_content_that_is_none_is_not_kept(reviewed: Package, read: Read, written: str) -> None:
    reviewed.put(f"{META}!B{_meta_rows(reviewed)['content 1.1']}", written)
    filing, findings = read(reviewed)
    assert (findings, filing.review.contents) == ((), {})
    assert len(filing.review.signed) == 2


def test_a_workbook_of_a_program_without_review_is_read_as_it_is(package: Package, read: Read) -> None:
    """Its metadata sheet has no such places and other fixed words, and its cover one row less."""
    rows = _meta_rows(package)
    package.drop("审核")
    package.move_rows("封面", 12, -1)
    package.put(f"{META}!B{rows['words']}", "of another version")
    for key in ("cover.for_review", "review", "review.names"):
        package.refer(key, None)
        package.put(f"{META}!A{rows[key]}", None)
    filing, findings = read(package)
    assert (codes(findings), filing.for_review, filing.review) == ([], False, Review())


def test_without_it_a_workbook_of_this_program_is_damaged(package: Package, read: Read) -> None:
    package.drop("审核")
    with pytest.raises(Exception, match="审核"):
        read(package)
