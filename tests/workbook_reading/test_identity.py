"""What is no workbook of ours is refused, each with its own sentence."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.at_hand import FORMS
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_values import essence
from toolkit.errors import UnreadableFile
from toolkit.form import Severity
from toolkit.workbook.reading.read import read_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(path: Path, code: str) -> str:
    with pytest.raises(UnreadableFile) as stop:
        read_workbook(path, FORMS)
    assert stop.value.code == code
    assert stop.value.way_out
    return stop.value.message


def zipped(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "空文件"),
        ("报告.xlsx", b"%PDF-1.7 ...", "PDF 文件"),
        ("报告.xlsx", b"\xef\xbb\xbf<html><body>", "网页"),
        ("数据.xlsx", b'{"form": "gkgb-2021"}', "JSON"),
        ("表.xlsx", "机关,年度\n某局,2025".encode("gbk"), "其他格式"),
        ("表.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "旧版"),
        ("表.et", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "旧版"),
        ("密.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("断.xlsx", b"PK\x03\x04" + b"\0" * 100, "不完整"),
    ],
)
def test_files_of_other_kinds(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    message = refused(path, "WB-01")
    assert said in message
    assert f"“{name}”" in message


def test_zips_of_other_kinds(tmp_path: Path) -> None:
    ods = zipped(tmp_path / "表.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", content="")
    assert "旧版或其他程序" in refused(ods, "WB-01")
    word = zipped(tmp_path / "报告.xlsx", word__document="", **{"word__document.xml": "<a/>"})
    assert "Word 文档" in refused(word, "WB-01")
    assert "压缩包" in refused(zipped(tmp_path / "包.xlsx", **{"a.txt": "甲"}), "WB-01")


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "没有.xlsx", "WB-01")
    assert "打不开" in refused(tmp_path / ("长" * 200 + ".xlsx"), "WB-01")
    assert "不是文件" in refused(tmp_path, "WB-01")
    os.mkfifo(tmp_path / "管道.xlsx")
    assert "不是文件" in refused(tmp_path / "管道.xlsx", "WB-01")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled)
    path.chmod(0)
    assert "打不开" in refused(path, "WB-01")


def test_a_truncated_workbook(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled[: len(filled) * 2 // 3])
    assert "不完整" in refused(path, "WB-01")


def test_a_workbook_of_another_origin(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "机关全称"
    book.save(tmp_path / "自制.xlsx")
    assert "不是本程序的填报工作簿" in refused(tmp_path / "自制.xlsx", "WB-02")


def test_a_form_that_is_not_installed(package: Package, tmp_path: Path) -> None:
    package.put("_xl_report!B1", "gkgb-2099")
    (tmp_path / "表.xlsx").write_bytes(package.to_bytes())
    assert "“gkgb-2099”" in refused(tmp_path / "表.xlsx", "WB-03")


def test_a_newer_version(package: Package, tmp_path: Path) -> None:
    package.put("_xl_report!B2", 99)
    (tmp_path / "表.xlsx").write_bytes(package.to_bytes())
    assert "第 99 版" in refused(tmp_path / "表.xlsx", "WB-04")


def test_an_older_version_is_read_and_told(package: Package, read: Read) -> None:
    package.put("_xl_report!B2", 0)
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-05", Severity.NOTE)]
    assert essence(filing) == essence(base())


def test_macros_are_passed_over(package: Package, tmp_path: Path) -> None:
    types = package.parts["[Content_Types].xml"]
    package.parts["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    package.parts["xl/vbaProject.bin"] = OLE + b"macro"
    path = tmp_path / "表.xlsm"
    path.write_bytes(package.to_bytes())
    filing, findings = read_workbook(path, FORMS)
    assert (findings, essence(filing)) == ((), essence(base()))


def test_the_metadata_sheet_shown_and_moved_is_still_found(package: Package, read: Read) -> None:
    package.rename("_xl_report", "Sheet1")
    assert codes(read(package)[1]) == []
    assert cells(read(package)[1], "WB-06") == []
