"""TX-28: numbers, dates and words that say nothing, where a report would print them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.cases import filing, found, with_text
from toolkit.filing import Filing, Source, Text
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.location import Location

BASE = filing()
AGENCY, CONTACT = Location.parse("封面!B3"), Location.parse("封面!B10")


def reported(base: Filing) -> list[Finding]:
    return [each for each in found(base) if each.code == "TX-28"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("123", "123"),
        ("１２３。", "１２３。"),
        ("1,234.50", "1,234.50"),
        ("12.5%", "12.5%"),
        ("-3", "-3"),
        ("2026年1月18日", "2026年1月18日"),
        ("2026-01-18", "2026-01-18"),
        ("二〇二六年一月十八日", "二〇二六年一月十八日"),
        ("2025年度", "2025年度"),
        ("2025年12月", "2025年12月"),
        ("{{ 新收申请 }}", "33"),
        ("{{ 成文日期 }}", "2026年1月18日"),
    ],
)
def test_a_number_or_date_is_no_paragraph(text: str, shown: str) -> None:
    (own,) = reported(with_text(BASE, "overview", "主动公开工作有序推进。", text))
    assert (own.severity, own.actual, own.cells[0].id) == (Severity.WARNING, shown, "narrative.overview")
    assert own.cells[0].value == text


@pytest.mark.parametrize(
    "text", ["收到申请33件。", "33件", "（一）", "2025年，公开33条。", "无", "123。45", "第123号", "1.主动公开", "—"]
)
def test_what_says_something_is_one(text: str) -> None:
    assert reported(with_text(BASE, "overview", text)) == []


@pytest.mark.parametrize("name", ["我局", "本 局", "我单位。", "本机关"])
def test_an_agency_does_not_call_itself_that(name: str) -> None:
    (own,) = reported(replace(BASE, agency=Text(value=name, where=AGENCY)))
    assert (own.severity, own.actual, own.where, own.cells[0].id) == (Severity.WARNING, name, AGENCY, "cover.agency")
    assert "不是名称" in own.message


@pytest.mark.parametrize("name", ["某市我局镇人民政府", "本溪市教育局", "本院村委会", "某局"])
def test_names_that_begin_like_it_are_names(name: str) -> None:
    assert reported(replace(BASE, agency=Text(value=name, where=AGENCY))) == []


@pytest.mark.parametrize("contact", ["无", "暂无", "/", "——", "无。"])
def test_no_contact_is_none(contact: str) -> None:
    (own,) = reported(replace(BASE, contact=Text(value=contact, where=CONTACT)))
    assert (own.severity, own.actual, own.where) == (Severity.WARNING, contact, CONTACT)
    assert "清空" in own.remedy


@pytest.mark.parametrize("contact", ["", "0510-12345678", "某市无为路1号", "电话：12345"])
def test_a_contact_is_one(contact: str) -> None:
    assert reported(replace(BASE, contact=Text(value=contact, where=CONTACT))) == []


def test_in_a_published_report_it_is_a_note() -> None:
    (own,) = reported(with_text(filing(Source.REPORT), "other", "- 3 -", "3"))
    assert (own.severity, own.actual) == (Severity.NOTE, "3")
