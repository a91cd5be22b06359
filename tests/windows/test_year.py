"""A clerk's year from the zip alone: no command is typed, no network is there, and every step is photographed."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image, ImageChops

from tests.at_hand import FORMS
from tests.libreoffice import LibreOffice
from tests.pictures.album import keep
from tests.regenerate import EXAMPLE
from tests.rollup.county import UNITS
from tests.windows.clerk import Clerk
from tests.windows.test_commands import unit
from tests.windows.wine import Wine
from toolkit import api
from toolkit.form.expression import Number

AGENCY, YEAR, LEVEL = "某市市场监督管理局", 2025, "city_department"
WINDOW = "(.* - )?年报工具"
RECEIVED, RIGHT, WRONG = "三 申请办理!D6", 33, 34
"""A count of the table, as it is and as it is typed at first: one more than was handled of it, T3-01."""
_SCALE, _MARGIN, _ABOVE_FOOT = 1.3, 30, 0.92
_TABLE, _COVER = "申请人情况", "各表填写情况"
_DAY_0 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # cells know no zone


@pytest.fixture
def clerk(wine: Wine, screen: str, album: Path) -> Iterator[Clerk]:
    wine.display = screen
    person = Clerk(wine, album)
    yield person
    person.leave()
    wine.display = ""


def data() -> bytes:
    """The figures and texts of the example as those of :data:`AGENCY` in :data:`YEAR`, on the newest form."""
    filing = json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    filing |= {
        "form": "gkgb-2021",
        "agency": AGENCY,
        "year": YEAR,
        "level": LEVEL,
        "cover": {"issued_on": f"{YEAR + 1}-01-18"},
    }
    applications = filing["tables"]["applications"]
    nothing = applications.pop("other")
    applications |= {f"other.{row}": nothing for row in ("not_corrected", "fee_unpaid", "remaining")}
    return json.dumps(filing, ensure_ascii=False).encode()


def typed(blank: Path, folder: Path) -> Mapping[str, object]:
    """What has to be typed into a blank workbook, cell by cell; nothing where a hint is to go."""
    source = folder / "data.json"
    source.write_bytes(data())
    filled = load_workbook(io.BytesIO(api.to_workbook(source, forms=FORMS).file.content))
    empty = load_workbook(blank)
    return {
        f"{sheet.title}!{cell.coordinate}": _typed(cell.value)
        for sheet in filled.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.value != empty[sheet.title][cell.coordinate].value
    }


def _typed(value: object) -> object:
    """A value as LibreOffice takes it: a date is the number of its day."""
    if isinstance(value, dt.datetime):
        return (value - _DAY_0).days
    return "" if value is None else value


class Office:
    """The clerk's Excel and Word: LibreOffice, which saves over the file that it opened."""

    def __init__(self, wine: Wine, libreoffice: LibreOffice, folder: Path) -> None:
        self._wine, self._libreoffice, self._folder = wine, libreoffice, folder

    def type(self, workbook: Path, cells: Mapping[str, object]) -> None:
        saved = self._folder / "saved.xlsx"
        self._libreoffice.edit(workbook, saved, put=cells)
        shutil.copyfile(saved, workbook)
        self._wine.give(workbook)

    def photograph(self, document: Path, words: str, photo: Path) -> None:
        """The first page that has ``words`` as it would be printed, without what is empty below."""
        printed = self._libreoffice.convert(document, self._folder / "printed.pdf")
        with pypdfium2.PdfDocument(printed) as pages:
            page = next(page for page in pages if words in page.get_textpage().get_text_range())
            seen = page.render(scale=_SCALE).to_pil().convert("RGB")
        body = seen.crop((0, 0, seen.width, round(seen.height * _ABOVE_FOOT)))
        written = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
        assert written
        keep(body.crop((0, 0, body.width, min(body.height, written[3] + _MARGIN))), photo)


def test_the_year_is_walked(wine: Wine, clerk: Clerk, libreoffice: LibreOffice, album: Path, tmp_path: Path) -> None:
    desk = wine.desk_of(f"{YEAR} 年报", {})
    office = Office(wine, libreoffice, tmp_path)

    clerk.photograph_folder(wine.folder, "folder")
    clerk.double_click("年报工具.exe", WINDOW)
    clerk.photograph("window")

    clerk.press("alt+n")
    clerk.click_first_field("新建工作簿")
    clerk.paste(AGENCY)
    clerk.press("alt+f", "ctrl+a")
    clerk.paste(wine.spelling(desk))
    clerk.photograph("new")
    clerk.press("Return")
    workbook = clerk.wait_for(desk, "*.xlsx")
    assert workbook.name == f"{AGENCY}{YEAR}年填报工作簿.xlsx"
    clerk.look_at(WINDOW)
    assert workbook.name in clerk.read("已新建")

    office.type(workbook, {**typed(workbook, tmp_path), RECEIVED: WRONG})
    office.photograph(workbook, _TABLE, album / "workbook.png")

    clerk.press("alt+c")
    clerk.read("T3-01")
    clerk.photograph("check")

    clerk.press("alt+m")
    marked = clerk.wait_for(desk, "*校验结果.xlsx")
    clerk.read("标在")
    office.photograph(marked, "校验结果", album / "marked.png")

    clerk.press("alt+r")
    assert "T3-01" in clerk.read("没有生成报告")
    clerk.photograph("blocked")
    assert not list(desk.glob("*.docx"))

    office.type(workbook, {RECEIVED: RIGHT})
    clerk.press("alt+p")
    clerk.read("新收政府信息公开申请33件")
    clerk.photograph("preview")
    clerk.press("alt+r")
    report, page = clerk.wait_for(desk, "*.docx"), clerk.wait_for(desk, "*.html")
    clerk.read("报告已生成")
    clerk.photograph("made")
    office.photograph(report, AGENCY, album / "report.png")
    for made in (report, page):
        assert figures(made) == figures(workbook)

    clerk.press("alt+l")
    clerk.click_first_field("用上年的新建工作簿")
    clerk.paste(wine.spelling(workbook))
    clerk.press("Return")
    following = clerk.wait_for(desk, f"*{YEAR + 1}年填报工作簿.xlsx")
    clerk.look_at(WINDOW)
    clerk.read("已新建")
    office.photograph(following, _COVER, album / "next-year.png")
    assert api.read(following, forms=FORMS).filing.agency.value == AGENCY


def figures(source: Path) -> Mapping[str, Number | None]:
    """Those of the three tables, totals too, by cells."""
    filing = api.read(source, forms=FORMS).filing
    return {cell: filing.number(cell) for cell in filing.form.cells}


def test_a_county_adds_its_offices_up(wine: Wine, clerk: Clerk) -> None:
    desk = wine.desk_of("2025 各单位", {f"{name}.xlsx": unit(name) for name in UNITS})
    clerk.double_click("年报工具.exe", WINDOW)
    clerk.press("alt+h")
    clerk.click_first_field("汇总各单位的填报")
    clerk.press("ctrl+a")
    clerk.paste(wine.spelling(desk))
    clerk.press("Tab", "Tab")
    clerk.paste("某县人民政府")
    clerk.photograph("roll-up")
    clerk.press("Return")
    sums = clerk.wait_for(desk, "*汇总*.xlsx")
    clerk.look_at(WINDOW)
    assert f"已把 {len(UNITS)} 个单位汇总到“{sums.name}”" in clerk.read("汇总到")
    clerk.photograph("rolled-up")
    received = "applications.received.total"
    assert figures(sums)[received] == sum(figures(desk / f"{name}.xlsx")[received] or 0 for name in UNITS)


def test_the_links_of_the_menu_are_seen(wine: Wine, clerk: Clerk) -> None:
    clerk.run("xl-report.exe", "shortcuts")
    [folder] = wine.prefix.glob("drive_c/users/*/AppData/Roaming/Microsoft/Windows/SendTo")
    assert {"校验.lnk", "预览.lnk", "生成报告.lnk", "年报工具.lnk"} <= {path.name for path in folder.iterdir()}
    clerk.photograph_folder(folder, "links")
    clerk.run("xl-report.exe", "shortcuts", "--remove")
