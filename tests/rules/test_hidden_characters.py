"""Characters that nobody sees are named at their cell, and tidying takes them away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.cases import TODAY, filing, with_text
from toolkit.characters import is_hidden, without_hidden
from toolkit.filing import Source, Text
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing
from toolkit.rules.typography import tidy


def found(text: str, source: Source = Source.WORKBOOK) -> list[Finding]:
    own = replace(with_text(filing(), "overview", text), source=source)
    return [each for each in check_filing(own, today=TODAY) if "看不见" in each.message]


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\u00ad", "\uf06c", "\ue000", "\u202e", "\u2060"])
def test_each_is_named_where_it_stands(character: str) -> None:
    (own,) = found(f"今年举办{character}政府信息公开培训。")
    assert (own.code, own.severity) == ("TX-09", Severity.WARNING)
    assert f"“今年举办”后面的看不见的字符 U+{ord(character):04X}" in own.message
    assert own.cells[0].id == "narrative.overview"
    assert "--tidy" in own.remedy


def test_in_a_published_report_it_is_a_note() -> None:
    assert [each.severity for each in found("举办\u200b培训。", Source.REPORT)] == [Severity.NOTE]


def test_many_are_counted() -> None:
    (own,) = found("\uf0b7加强\u200b领\u200b导\u200b\u200b。")
    assert "有 5 个看不见的字符：开头的看不见的字符 U+F0B7" in own.message


def test_text_without_any_is_not_blamed() -> None:
    assert found("全角空格\u3000和𠮷、𱍐、😀、é、①、㎡都看得见。") == []


def test_tidying_takes_them_away() -> None:
    text, changes = tidy("\uf06c 举办\u200b培训{{ 新收\u200b申请 }}件。")
    assert text == "举办培训{{ 新收申请 }}件。"
    assert [change.before for change in changes if change.reason == "去掉看不见的字符"] == [
        "〔看不见的字符 U+F06C〕 举",
        "举办〔看不见的字符 U+200B〕培训",
        "新收〔看不见的字符 U+200B〕申请",
    ]


def test_a_name_with_a_private_character_is_named() -> None:
    own = replace(filing(), agency=Text(value="\ue863林市某局", where=Location.parse("封面!B3")))
    (reported,) = [each for each in check_filing(own, today=TODAY) if "看不见" in each.message]
    assert (reported.cells[0].id, str(reported.cells[0].where)) == ("cover.agency", "封面!B3")
    assert "U+E863" in reported.message


def test_characters_of_newer_unicode_are_not_taken_for_hidden() -> None:
    assert not is_hidden("\U00031350")
    assert without_hidden("\U00031350\u200b局") == "\U00031350局"
