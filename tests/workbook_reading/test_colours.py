"""Words in the colour of their ground: nobody sees them, and so they are reported and not read."""

from __future__ import annotations

import pytest

from tests.workbook_reading.conftest import Read, codes
from tests.workbook_reading.surgery import Package
from toolkit.form import Severity

PLACE, COUNT = "一 总体情况!B5", "三 申请办理!D6"
KEPT = ["（一）主动公开", "原文里的{{ 花括号 }}"]
WHITE = 'rgb="FFFFFFFF"'


def texts(read: Read, package: Package) -> list[str]:
    return [each.text for each in read(package)[0].narrative["overview"]]


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        (WHITE, ""),
        (WHITE, 'rgb="FFFFFBEA"'),
        ('rgb="FFFDFDFD"', ""),
        ('theme="0"', ""),
        ('theme="0" tint="-0.04"', ""),
        ('indexed="9"', ""),
        ('theme="0"', WHITE),
        ('rgb="FFFFF2CC"', 'rgb="FFFFF2CC"'),
        ('theme="5" tint="0.8"', 'theme="5" tint="0.8"'),
        ('indexed="43"', 'indexed="43"'),
        ('auto="1"', 'rgb="FF000000"'),
    ],
)
def test_a_text_that_nobody_sees(package: Package, read: Read, colour: str, ground: str) -> None:
    package.style(PLACE, font=f"<color {colour}/>", fill=ground)
    filing, findings = read(package)
    assert [(each.code, each.severity, str(each.where)) for each in findings] == [("WB-13", Severity.WARNING, PLACE)]
    assert "“全年新收申请{{ 新收申请 }}件。”看不见" in findings[0].message
    assert [each.text for each in filing.narrative["overview"]] == KEPT


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        ('auto="1"', ""),
        ('rgb="FFFF0000"', ""),
        ('rgb="FFD9D9D9"', ""),
        ('theme="1"', ""),
        ('theme="0" tint="-0.25"', ""),
        ('indexed="64"', ""),
        (WHITE, 'rgb="FF1F4E79"'),
        (WHITE, 'theme="4"'),
        ('theme="5" tint="0.8"', 'theme="5"'),
        ('rgb="damaged!"', ""),
        ('theme="99999999999"', ""),
    ],
)
def test_a_text_that_is_seen(package: Package, read: Read, colour: str, ground: str) -> None:
    package.style(PLACE, font=f"<color {colour}/>", fill=ground)
    filing, findings = read(package)
    assert codes(findings) == []
    assert "全年新收申请{{ 新收申请 }}件。" in [each.text for each in filing.narrative["overview"]]


def test_a_part_of_a_text_that_nobody_sees(package: Package, read: Read) -> None:
    package.runs(
        PLACE, ("全年公开信息。", ""), ("小王核一下", f"<color {WHITE}/>"), ("均已办结。", '<color theme="1"/>')
    )
    filing, findings = read(package)
    assert [(each.code, str(each.where)) for each in findings] == [("WB-13", PLACE)]
    assert "“小王核一下”" in findings[0].message
    assert "全年公开信息。均已办结。" in [each.text for each in filing.narrative["overview"]]


def test_parts_of_a_text_on_another_ground(package: Package, read: Read) -> None:
    package.runs(PLACE, ("全年公开信息。", f"<color {WHITE}/>"), ("均已办结。", ""))
    package.style(PLACE, font=f"<color {WHITE}/>", fill='rgb="FF1F4E79"')
    filing, findings = read(package)
    assert codes(findings) == []
    assert "全年公开信息。均已办结。" in [each.text for each in filing.narrative["overview"]]


def test_a_part_with_a_colour_of_its_own_in_a_cell_that_nobody_sees(package: Package, read: Read) -> None:
    package.runs(PLACE, ("看得见。", '<color rgb="FF333333"/>'), ("看不见。", ""))
    package.style(PLACE, font=f"<color {WHITE}/>")
    assert texts(read, package)[1] == "看得见。"


def test_colours_that_are_seen_leave_figures_alone(package: Package, read: Read) -> None:
    package.runs(COUNT, ("33", '<color rgb="FFFF0000"/>'))
    assert codes(read(package)[1]) == []
    assert read(package)[0].entry("applications.received.natural_person").number == 33


def test_a_figure_that_nobody_sees(package: Package, read: Read) -> None:
    package.style(COUNT, font=f"<color {WHITE}/>")
    filing, findings = read(package)
    assert [(each.code, str(each.where)) for each in findings] == [("WB-12", COUNT)]
    assert filing.entry("applications.received.natural_person").number is None


@pytest.mark.parametrize("size", ["0", "1", "2"])
def test_letters_too_small_to_be_seen(package: Package, read: Read, size: str) -> None:
    package.style(COUNT, font=f'<sz val="{size}"/>')
    package.runs(PLACE, ("全年公开信息。", ""), ("小王核一下", f'<sz val="{size}"/>'))
    filing, findings = read(package)
    assert [(each.code, str(each.where)) for each in findings] == [("WB-13", PLACE), ("WB-12", COUNT)]
    assert "全年公开信息。" in [each.text for each in filing.narrative["overview"]]
    assert filing.entry("applications.received.natural_person").number is None


@pytest.mark.parametrize("size", ["6", "-1", "小四"])
def test_letters_of_another_size(package: Package, read: Read, size: str) -> None:
    package.style(COUNT, font=f'<sz val="{size}"/>')
    assert codes(read(package)[1]) == []
