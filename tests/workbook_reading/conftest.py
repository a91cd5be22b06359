"""A filled workbook to change, and reading what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.built import built
from tests.workbook_reading.surgery import Package
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Source, Text, Waiver
from toolkit.finding import Finding
from toolkit.workbook.reading.read import read_workbook

Read = Callable[[Package | bytes], tuple[Filing, tuple[Finding, ...]]]


def base() -> Filing:
    """A consistent filing whose every kind of place holds something."""
    form = FORMS.form("gkgb-2021")
    numbers = dict.fromkeys(form.inputs, 0) | {
        "disclosure.normative_documents.issued": 3,
        "disclosure.normative_documents.in_force": 8,
        "applications.received.natural_person": 33,
        "applications.received.business": 2,
        "applications.granted.natural_person": 30,
        "applications.granted.business": 2,
        "applications.carried_out.natural_person": 3,
    }
    return Filing(
        form=form,
        source=Source.WORKBOOK,
        agency=Text(value="某市市场监督管理局"),
        year=2025,
        level="city_department",
        issued_on=dt.date(2026, 1, 18),
        contact=Text(value="某市某路1号，0000-1234567"),
        inputs={quantity: Entry(number=number) for quantity, number in numbers.items()},
        headings={"disclosure": Text(value="二、主动公开政务信息情况")},
        indicators=(Indicator(name="网站发布信息", entry=Entry(number=666), unit="条", prior=600),),
        narrative={
            "preamble": (Paragraph(text="本报告依据《条例》编制。"),),
            "overview": (
                Paragraph(text="（一）主动公开", heading=True),
                Paragraph(text="全年新收申请{{ 新收申请 }}件。"),
                Paragraph(text="原文里的{{ 花括号 }}", literal=True),
            ),
            "problems": (Paragraph(text="解读形式不够丰富。"),),
            "other": (Paragraph(text="没有收取信息处理费。"),),
        },
        waivers=(Waiver(code="T3-40", reason="机构改革划转", cells=("三 申请办理!D7", "applications.received.total")),),
    )


@pytest.fixture(scope="session")
def filled() -> bytes:
    """The workbook of :func:`base`."""
    return built(FORMS.form("gkgb-2021"), filing=base())


@pytest.fixture
def package(filled: bytes) -> Package:
    """Its parts, to be changed."""
    return Package.of(filled)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a changed workbook."""

    def from_file(source: Package | bytes) -> tuple[Filing, tuple[Finding, ...]]:
        path = tmp_path / "填报表.xlsx"
        path.write_bytes(source.to_bytes() if isinstance(source, Package) else source)
        return read_workbook(path, FORMS)

    return from_file


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The findings' codes in order."""
    return sorted(finding.code for finding in findings)


def cells(findings: tuple[Finding, ...], code: str) -> list[str]:
    """Every place that findings of ``code`` name."""
    return [str(cell.where) for finding in findings if finding.code == code for cell in finding.cells]
