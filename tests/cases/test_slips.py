"""What tired people do to a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.cases.right import Found, Letterhead, Right
from tests.conftest import Convert
from tests.workbook_reading.surgery import Package
from toolkit.ingest import read_any
from toolkit.rules.live_checks import JUDGED
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.writing.status_badges import ASK, READY

_UNSEEN = Found(findings={"TX-09": "一 总体情况!B15"})

RIGHT: Mapping[str, Right] = {
    "00-clean-base.xlsx": Found(findings={}),
    "14-insert-col-with-value.xlsx": Found(findings={"WB-16": "三 申请办理!F6", "WB-07": "三 申请办理!K6"}),
    "37-hidden-rows.xlsx": Found(findings={"WB-19": "三 申请办理!D10"}),
    "38-hidden-text-rows.xlsx": Found(findings={"WB-18": "一 总体情况!B12", "TX-02": "一 总体情况!B4"}),
    "71-picture.xlsx": Found(findings={"WB-18": "一 总体情况!B5"}),
    "80-strikethrough-text.xlsx": Found(findings={}),  # LibreOffice wrote none of the strike: the file is clean
    "22-typo-name.xlsx": Found(findings={"TX-10": "一 总体情况!B8"}),
    "24-fullwidth-brace.xlsx": Found(findings={"TX-10": "一 总体情况!B8"}),
    "25-unclosed-brace.xlsx": Found(findings=dict.fromkeys(("TX-10", "TX-09"), "一 总体情况!B8")),
    "28-date-2026.1.18.xlsx": Found(findings={}),
    "29-date-2026年1月32日.xlsx": Found(findings={"WB-10": "封面!B9"}),
    "31-date-二〇二六年一月十八日.xlsx": Found(findings={}),
    "55-dash-for-zero.xlsx": Found(findings={"T3-47": "三 申请办理!E10"}),
    "65-indicator-clash.xlsx": Found(findings={"WB-11": "指标!A5"}),
    "letterhead-with-default-styles.docx": Letterhead(),
    "19-wrong-year-title.xlsx": Found(findings={"TX-05": "封面!B8"}),
    "51-fee-in-yuan.xlsx": Found(findings={"TX-25": "二 主动公开!B16"}),
    "75-last-years-text.xlsx": Found(findings={"TX-08": "五 问题改进!B5", "TX-19": "五 问题改进!B6"}),
    "81-other-bureau-name.xlsx": Found(findings={"TX-16": "一 总体情况!B15"}),
    "85-word-paste-junk.xlsx": _UNSEEN,
    "87-numbering-wrong.xlsx": Found(findings={"TX-14": "一 总体情况!B12"}),
    "89-problems-no-measures.xlsx": Found(findings={"TX-18": "五 问题改进!B5"}),
    "94-title-full-in-agency.xlsx": Found(findings={"TX-21": "封面!B3"}),
    "97-huge-number.xlsx": Found(findings={"TX-24": "三 申请办理!D6"}),
    "a5-url-typo-and-space.xlsx": Found(findings={"TX-22": "引言!B5"}),
    "a6-old-doc-no.xlsx": Found(findings={"TX-05": "引言!B4", "TX-23": "引言!B4"}),
    "b3-brace-variants.xlsx": Found(findings=dict.fromkeys(("TX-09", "TX-10", "TX-11"), "一 总体情况!B8")),
    "b4-zwsp.xlsx": _UNSEEN,
    "b5-word-bullet.xlsx": _UNSEEN,
    "b1-inserted-row-with-figures.xlsx": Found(findings={"WB-16": "三 申请办理!C10", "WB-07": "三 申请办理!D30"}),
    "ba-softhyphen.xlsx": _UNSEEN,
    "stray-figure-in-M10.xlsx": Found(findings={"WB-08": "三 申请办理!M10"}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_slip(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "slips" / name)


def test_every_slip_has_what_is_right(corpus: Path) -> None:
    assert {path.name for path in (corpus / "cases" / "slips").iterdir()} == set(RIGHT)


_CHECKED, _JUDGED = f"{READY}，{ASK}", f"有 1 项{JUDGED}"
COVERS: Mapping[str, str] = {
    "22-typo-name.xlsx": _CHECKED,
    "24-fullwidth-brace.xlsx": _CHECKED,
    "25-unclosed-brace.xlsx": _CHECKED,
    "28-date-2026.1.18.xlsx": _CHECKED,
    "29-date-2026年1月32日.xlsx": _JUDGED,
    "31-date-二〇二六年一月十八日.xlsx": _JUDGED,
    "55-dash-for-zero.xlsx": _CHECKED,
    "65-indicator-clash.xlsx": _CHECKED,
}
"""What the cover shows: of text it says that checking is still to be done, of a date it never says what is not so."""


@pytest.mark.parametrize("name", COVERS)
def test_the_cover_of_a_slip(corpus: Path, name: str, soffice: Convert, tmp_path: Path) -> None:
    """The same slip in a workbook with the formulas of today."""
    slips = corpus / "cases" / "slips"
    clean, _ = read_any(slips / "00-clean-base.xlsx", FORMS)
    package = Package.of(built(clean.form, filing=clean))
    slip = typed(slips / name) - typed(slips / "00-clean-base.xlsx")
    assert slip
    for place, value in slip:
        package.put(place, value)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package.to_bytes())
    cover = opened(soffice(path, "xlsx").read_bytes(), values=True)["封面"]
    shown = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None]
    assert cover["C1"].value == COVERS[name]
    assert not [text for text in shown if text.startswith(("可以报送", "#"))]


def typed(path: Path) -> frozenset[tuple[str, int | str]]:
    """The texts and whole numbers that were typed into a workbook, with their places."""
    book = XlsxWorkbook(path.read_bytes())
    return frozenset(
        (f"{sheet}!{get_column_letter(column)}{row}", content)
        for sheet in book.sheets
        for (row, column), content in book.cells(sheet).items()
        if isinstance(content, int | str)
    )
