"""What other programs save reads to the same filing, with the same findings, and gives the same report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.conftest import Convert
from tests.programs.conftest import Resave
from tests.regenerate import WORKBOOK
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit import api
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.filing import Decision
from toolkit.finding import Finding
from toolkit.render import FORMATS
from toolkit.review.signing import RoundRequest, signed
from toolkit.rules.engine import check_filing
from toolkit.rules.review_standing import standing_of
from toolkit.workbook.marking.annotate import annotated_workbook
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook

Seen = tuple[dict[str, object], list[tuple[str, str, tuple[str, ...]]], bytes]


def whole() -> bytes:
    return WORKBOOK.read_bytes()


def broken() -> bytes:
    """Values that are none, a total typed over, a figure computed in its cell, a label typed over."""
    package = Package.of(whole())
    package.put("三 申请办理!D7", "20件")
    package.put("三 申请办理!E8", None)
    package.put("三 申请办理!J6", 77)
    package.put("三 申请办理!D6", Typed("=30+1", 31))
    package.put("封面!B5", "二零二五")
    package.put("二 主动公开!A5", "我的叫法")
    package.put("一 总体情况!B5", "=1+1 不是公式\n第二段 {{ 没有的名称 }}")
    return package.to_bytes()


def renamed() -> bytes:
    package = Package.of(whole())
    package.rename("三 申请办理", "申请 '办理'".replace("'", "·"))
    return package.to_bytes()


def without_names() -> bytes:
    package = Package.of(whole())
    package.forget_names()
    return package.to_bytes()


def reviewed() -> bytes:
    """The first round is signed, the second was typed."""
    filing = replace(api.read(WORKBOOK).filing, for_review=True)
    request = RoundRequest(name="初审", reviewer="王一", decision=Decision.PASSED, opinion="“数字”已核对；同意")
    package = Package.of(build_workbook(filing.form, filing=signed(filing, (), request, dt.date(2022, 1, 10))))
    package.put("审核!A7", "复审")
    package.put("审核!E7", "通过")
    return package.to_bytes()


@pytest.fixture(
    params=[whole, broken, renamed, without_names, reviewed, "annotated"],
    ids=lambda made: getattr(made, "__name__", made),
)
def workbook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    path.write_bytes(broken() if request.param == "annotated" else request.param())
    if request.param == "annotated":
        filing, reading = read_workbook(path, FORMS)
        path.write_bytes(annotated_workbook(filing, check_filing(filing, reading)))
    return path


def seen(path: Path) -> Seen:
    """What a workbook says: its filing, its findings, its report."""
    filing, reading = read_workbook(path, FORMS)
    report = FORMATS["md"].renderer()(compose(filing, mark=PageMark.DRAFT))
    standing = standing_of(filing)
    assert len(standing.valid) == len(filing.review.signed)
    return essence(filing), sorted(reported(check_filing(filing, reading))), report


def reported(findings: tuple[Finding, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for finding in findings:
        yield finding.code, finding.message, tuple(str(cell.where) for cell in finding.cells)


@pytest.mark.parametrize("library", ["exceljs", "xlsx"])
def test_packages_for_node(library: str, workbook: Path, resave: Resave) -> None:
    assert seen(resave(library, workbook)) == seen(workbook)


def test_libreoffice(workbook: Path, soffice: Convert) -> None:
    assert seen(soffice(workbook, "xlsx")) == seen(workbook)


def test_libreoffice_twice_and_a_package_between(workbook: Path, soffice: Convert, resave: Resave) -> None:
    once = soffice(workbook, "xlsx")
    assert seen(soffice(resave("exceljs", once), "xlsx")) == seen(workbook)
