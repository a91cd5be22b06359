"""The page of GB/T 9704-2012, measured on paper: the Word file as LibreOffice sets it, the PDF as typst does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
import pytest

from tests.render.conftest import Pages
from tests.render.samples import SENTENCE

MM = 72 / 25.4
TOP, BOTTOM, INSIDE, OUTSIDE = 37, 35, 28, 26
SERIF, FANG, KAI, HEI, SONG = "FandolSong-Bold", "FandolFang", "FandolKai", "FandolHei", "FandolSong-Regular"
# typst names fonts as pinned, LibreOffice by what the outlines call themselves.
SAME = {"FZXBSJW": SERIF, "FangSong_GB2312": FANG, "KaiTi_GB2312": KAI, "SimHei": HEI, "SimSun": SONG}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A printed line: its text, edges and middle in mm, type size in pt, the font of its Chinese."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    font: str


def _lines(page: pdfplumber.page.Page) -> list[Line]:
    """The lines outside tables, top to bottom, the page number last."""
    tables = [table.bbox for table in page.find_tables()]
    rows: dict[int, list[dict[str, object]]] = {}
    for char in page.chars:
        boxed = any(box[1] <= char["top"] and char["bottom"] <= box[3] + 2 for box in tables)
        if char["text"].strip() and not boxed:
            rows.setdefault(round(page.height - char["matrix"][5]), []).append(char)
    return [_line(page, rows[row]) for row in sorted(rows)]


def _line(page: pdfplumber.page.Page, chars: list[dict]) -> Line:  # type: ignore[type-arg]
    chars = sorted(chars, key=lambda char: char["x0"])
    chinese = next(char for char in chars if not char["text"].isascii())
    baseline = page.height - chinese["matrix"][5]
    font = chinese["fontname"].partition("+")[2].removesuffix("-Identity-H")
    return Line(
        text="".join(char["text"] for char in chars),
        left=chars[0]["x0"] / MM,
        right=chars[-1]["x1"] / MM,
        middle=(baseline - 0.38 * chinese["size"]) / MM,
        size=round(chinese["size"], 1),
        font=SAME.get(font, font.removesuffix("-Regular") if "Song" not in font else font),
    )


@pytest.fixture(params=[pytest.param("docx", marks=pytest.mark.program), "pdf"])
def source(request: pytest.FixtureRequest) -> str:
    """What the pages are made from; the Word file needs LibreOffice."""
    return str(request.param)


@pytest.fixture
def opened(pages: Pages) -> Iterator[object]:
    """``opened(sample, source)``: the pages of a sample."""
    files = []

    def open_pages(sample: str, source: str) -> list[pdfplumber.page.Page]:
        files.append(pdfplumber.open(pages(sample, source)))
        return list(files[-1].pages)

    yield open_pages
    for file in files:
        file.close()


def test_a_page_of_text_has_22_lines_of_28_characters_within_its_margins(source: str, opened: object) -> None:
    page = opened("large", source)[1]  # type: ignore[operator]
    *lines, _ = _lines(page)
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert len(lines) == 22
    pitch = (297 - TOP - BOTTOM) / 22
    assert lines[0].middle == pytest.approx(TOP + pitch / 2, abs=1)
    assert lines[-1].middle == pytest.approx(297 - BOTTOM - pitch / 2, abs=1)
    full = [line for line in lines if line.text in SENTENCE * 2]
    assert len(full) > 10
    unindented = [line for line in full if line.left < 30]
    assert {len(line.text) for line in unindented} == {28}
    for line in unindented:  # an even page: its inside is on the right
        assert line.left == pytest.approx(OUTSIDE, abs=1)
        assert line.right == pytest.approx(210 - INSIDE, abs=1)


def test_every_level_has_its_face_size_and_indent(source: str, opened: object) -> None:
    lines = {line.text: line for line in _lines(opened("large", source)[0])}  # type: ignore[operator]
    title = lines["2025年政府信息公开工作年度报告"]
    assert (title.font, title.size) == (SERIF, 22)
    assert (title.left + title.right) / 2 == pytest.approx(INSIDE + 78, abs=1)
    for text, font in (("一、总体情况", HEI), ("（一）第一方面的工作情况", KAI), (SENTENCE[:26], FANG)):
        assert (lines[text].font, lines[text].size) == (font, 16)
        assert lines[text].left == pytest.approx(INSIDE + 2 * 16 / MM, abs=1)


def test_page_numbers_stand_outside_seven_millimetres_below_the_text(source: str, opened: object) -> None:
    for number, page in enumerate(opened("large", source), start=1):  # type: ignore[operator]
        line = _lines(page)[-1]
        assert (line.text, line.font, line.size) == (f"—{number}—", SONG, 14)
        assert line.middle == pytest.approx(297 - BOTTOM + 7, abs=1)
        if number % 2:
            assert 210 - line.right == pytest.approx(OUTSIDE + 16 / MM, abs=1)
        else:
            assert line.left == pytest.approx(OUTSIDE + 16 / MM, abs=1)


@pytest.mark.parametrize("sample", ["zeros", "large"])
def test_tables_stay_within_the_text_and_the_large_one_on_one_page(sample: str, source: str, opened: object) -> None:
    pages = opened(sample, source)  # type: ignore[operator]
    for number, page in enumerate(pages, start=1):
        left = INSIDE if number % 2 else OUTSIDE
        for edge in page.edges:
            assert left - 1 <= edge["x0"] / MM <= edge["x1"] / MM <= left + 157
            assert TOP - 1 <= edge["top"] / MM <= edge["bottom"] / MM <= 297 - BOTTOM + 1
    [page] = [page for page in pages if "申请人情况" in page.extract_text()]
    text = page.extract_text()
    assert "三、收到和处理政府信息公开申请情况" in text
    assert "四、结转下年度继续办理" in text
    assert not [char for char in page.chars if char["x1"] / MM > 185 or char["x0"] / MM < 25]


def test_no_heading_ends_a_page(source: str, opened: object) -> None:
    for page in opened("large", source):  # type: ignore[operator]
        lines = _lines(page)
        tables = page.find_tables()
        last = max((line for line in lines[:-1]), key=lambda line: line.middle)
        below = any(table.bbox[1] / MM > last.middle for table in tables)
        assert below or last.font == FANG


def test_signature_and_date_stand_by_the_longer_of_them(source: str, opened: object) -> None:
    """7.3.5.2: the name two characters from the right, the date beginning two characters further in than the name."""
    *_, name, date, _ = _lines(opened("zeros", source)[-1])  # type: ignore[operator]
    assert (name.text, date.text) == ("某某市市场监督管理局", "2026年1月8日")
    assert 210 - OUTSIDE - name.right == pytest.approx(2 * 16 / MM, abs=2)
    assert date.left - name.left == pytest.approx(2 * 16 / MM, abs=2)
