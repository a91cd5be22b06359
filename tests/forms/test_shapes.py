"""Tables of every size and shape, through the workbook and the five formats and back."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from tests.required import require_fonts
from tests.sizes import sampled
from tests.tables import filled, form_of, shapes
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.form import Severity
from toolkit.form.registry import FOLDERS, forms_at_hand
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.workbook.writing.build import build_workbook

SHAPES = shapes()
MM = 72 / 25.4


@pytest.fixture
def filing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Filing]:
    """``filing(shape)``: a filled table of that shape, whose form commands find."""
    monkeypatch.setenv(FOLDERS, str(tmp_path / "forms"))

    def made(shape: str) -> Filing:
        folder = tmp_path / "forms" / SHAPES[shape]["id"]
        folder.mkdir(parents=True)
        folder.joinpath("form.yaml").write_text(json.dumps(SHAPES[shape], ensure_ascii=False), "utf-8")
        return filled(form_of(SHAPES[shape]))

    return made


def rendered(shape: str, extension: str) -> bytes:
    """The report of a filled table of that shape."""
    if extension == "pdf":
        require_fonts()
    return FORMATS[extension].renderer()(compose(filled(form_of(SHAPES[shape]))))


@pytest.mark.parametrize("shape", sampled(SHAPES, 4))
def test_what_is_printed_is_read(shape: str, filing: Callable[[str], Filing], tmp_path: Path) -> None:
    require_fonts()
    wanted = filing(shape)
    numbers = {cell: wanted.number(cell) for cell in wanted.form.cells}
    for extension, style in FORMATS.items():
        if style.drawn:
            continue
        path = tmp_path / f"{extension}.{style.extension}"
        path.write_bytes(FORMATS[extension].renderer()(compose(wanted)))
        back, findings = read_any(path, forms_at_hand(), form=wanted.form)
        odd = [each.code for each in findings if each.severity is not Severity.NOTE]
        read = {cell: back.number(cell) for cell in numbers}
        assert odd == [], extension
        assert read == numbers, extension


@pytest.mark.parametrize("shape", sampled(SHAPES, 5))
def test_what_is_filled_in_is_read(shape: str, filing: Callable[[str], Filing], tmp_path: Path) -> None:
    wanted = filing(shape)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(wanted.form, filing=wanted))
    back, findings = read_any(path, forms_at_hand())
    assert [each.code for each in findings] == []
    assert {cell: entry.number for cell, entry in back.inputs.items()} == {
        cell: entry.number for cell, entry in wanted.inputs.items()
    }


@pytest.mark.parametrize(
    ("shape", "head", "rows"),
    sampled([("long-matrix", ["事项", "本年", "结转"], 200), ("long-grouped", ["事项", "新收", "办结"], 200)], 1),
)
def test_a_long_table_breaks_between_rows_below_its_head(shape: str, head: list[str], rows: int) -> None:
    with pdfplumber.open(BytesIO(rendered(shape, "pdf"))) as pdf:
        tables = [table for page in pdf.pages for table in page.find_tables()]
        assert len(tables) > 4
        for table in tables:
            assert [cell for cell in table.extract()[0] if cell] == head
            assert table.bbox[3] / MM <= 297 - 35 + 1
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert [int(number) for number in re.findall(r"第 ?(\d+) ?项统计事项", text)] == list(range(1, rows + 1))


def test_each_block_of_a_long_table_repeats_its_own_head() -> None:
    with pdfplumber.open(BytesIO(rendered("long-blocks", "pdf"))) as pdf:
        tables = [table.extract() for page in pdf.pages for table in page.find_tables()]
    heads = [[cell for row in table[:2] for cell in row if cell] for table in tables]
    first, second = ["第一块", "事项", "制发", "废止", "有效"], ["第二块", "事项", "金额"]
    assert heads == [first] * heads.count(first) + [second] * heads.count(second)
    assert min(heads.count(first), heads.count(second)) > 2
    page = rendered("long-blocks", "html").decode().partition("<template")[0]  # which holds the copy for editors
    assert [re.findall("<span>([^<]+)</span>", part) for part in re.findall("<thead>(.*?)</thead>", page, re.S)] == [
        first,
        second,
    ]


def test_rows_of_a_word_table_do_not_split_and_part_only_where_they_must() -> None:
    def rows(shape: str) -> list[str]:
        with zipfile.ZipFile(BytesIO(rendered(shape, "docx"))) as package:
            return re.findall("<w:tr>.*?</w:tr>", package.read("word/document.xml").decode(), re.S)

    for shape, heads, together in (("long-matrix", 2, 2), ("english", 1, 4)):
        found = rows(shape)
        assert all("<w:cantSplit/>" in row for row in found)
        assert ["<w:tblHeader/>" in row for row in found] == [n < heads for n in range(len(found))]
        assert ["<w:keepNext/>" in row for row in found] == [n < together for n in range(len(found))]


def test_no_word_of_a_label_is_broken_that_fits() -> None:
    with pdfplumber.open(BytesIO(rendered("english", "pdf"))) as pdf:
        words = pdf.pages[0].extract_text().split()
    assert {"Headquarters", "Processed", "Intergovernmental"} <= set(words)


def test_nothing_stands_outside_the_text_in_a_table_of_twenty_columns() -> None:
    for shape in ("twenty-columns", "twenty-english", "twenty-in-strip"):
        with pdfplumber.open(BytesIO(rendered(shape, "pdf"))) as pdf:
            [(page, table)] = [(page, table) for page in pdf.pages for table in page.find_tables()]
            boxes = [cell for cell in table.cells if cell]
            inside = [
                char for char in page.chars if table.bbox[1] < char["top"] < table.bbox[3] and char["matrix"][0] > 0.9
            ]
            for char in inside:
                assert any(box[0] - 0.1 <= char["x0"] and char["x1"] <= box[2] + 0.1 for box in boxes), char["text"]
