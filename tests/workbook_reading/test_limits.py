"""How large a workbook may be: what is at a limit is read, and one more is refused. The figures stand here again."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.workbook_reading.conftest import Read, base
from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_packages import zip64
from tests.workbook_reading.test_values import essence
from tests.zips import zip_of
from toolkit.errors import UnreadableFile
from toolkit.workbook.reading.parts import Parts
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.reading.sheet_pass import Budget
from toolkit.workbook.reading.source_workbook import OutOfBounds, SheetTooLarge
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook


@pytest.mark.parametrize(("size", "said"), [(30_000_000, "不完整或已损坏"), (30_000_001, "文件有 30 MB")])
def test_bytes_of_a_file(size: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(size)
    with pytest.raises(UnreadableFile, match=said):
        read_workbook(path, FORMS)


@pytest.mark.parametrize(("size", "said"), [(1_000_000, "不完整或已损坏"), (1_000_001, "目录异常大")])
def test_bytes_of_a_directory(size: int, said: str, filled: bytes, read: Read) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(zip64(filled, size))


def test_parts(package: Package, read: Read) -> None:
    package.parts |= {f"xl/media/{number}.txt": b"" for number in range(2_000 - len(package.parts))}
    assert essence(read(package)[0]) == essence(base())
    package.parts["xl/media/last.txt"] = b""
    with pytest.raises(UnreadableFile, match="文件由 2001 个部件组成"):
        read(package)


def test_sheets(package: Package) -> None:
    sheets = package.book.find("{*}sheets")
    for number in range(101 - len(sheets)):
        sheets.append(sheets.makeelement(sheets[0].tag, dict(sheets[0].attrib) | {"name": f"附表{number}"}))
    data = package.to_bytes()
    with pytest.raises(OutOfBounds, match="有 101 张工作表"):
        XlsxWorkbook(data)
    sheets.remove(sheets[-1])
    assert len(XlsxWorkbook(package.to_bytes()).sheets) == 100


def test_rows_and_cells() -> None:
    budget = Budget()
    budget.spend(6_000_000)
    with pytest.raises(SheetTooLarge):
        budget.spend(1)


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Parts:
    return Parts(zip_of(parts, method))


def blank(size: int, dense: int = 0) -> bytes:
    """XML of that many bytes, so many of which cannot be packed."""
    return b"<a>" + random.Random(1).randbytes(dense // 2).hex().encode() + b" " * (size - dense - 7) + b"</a>"


def test_bytes_of_a_part() -> None:
    parts = packed({"full": blank(8_000_000), "over": blank(8_000_001)}, zipfile.ZIP_STORED)
    assert parts.root("full").tag == "a"
    with pytest.raises(OutOfBounds, match="部件 over 异常大"):
        parts.root("over")


def test_bytes_of_all_parts_that_are_read() -> None:
    parts = packed({f"p{number}": blank(1_000_000) for number in range(64)} | {"last": b"<a/>"})
    for number in range(64):
        parts.content(f"p{number}")
    parts.content("p0")  # again: it counts once
    with pytest.raises(OutOfBounds, match="内容展开后有 64 MB"):
        parts.content("last")


def test_how_far_a_part_may_be_packed() -> None:
    """One of a million bytes as far as it likes, a longer one to 1 in 250."""
    parts = packed({"small": blank(1_000_000), "large": blank(1_000_001), "denser": blank(4_000_000, 26_000)})
    parts.content("small")
    parts.content("denser")
    with pytest.raises(OutOfBounds, match="压缩比例异常"):
        parts.content("large")
    with pytest.raises(OutOfBounds, match="压缩比例异常"):
        packed({"blanks": blank(4_000_000, 16_000)}).content("blanks")
