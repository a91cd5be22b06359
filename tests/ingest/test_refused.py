"""A file of another kind is called what it is, with a way out that works for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.samples import sample
from toolkit.document.compose import compose
from toolkit.errors import UnreadableFile
from toolkit.form import load_form
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.workbook.writing.build import build_workbook


def refusal(path: Path, content: bytes) -> tuple[str, str]:
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_any(path)
    return caught.value.message, caught.value.way_out


@pytest.mark.parametrize("name", ["填报.xls", "填报.et", "填报"])
def test_a_workbook_under_another_name_is_to_be_renamed(tmp_path: Path, name: str) -> None:
    message, way_out = refusal(tmp_path / name, build_workbook(load_form("gkgb-2021")))
    assert message == f"{name} 其实是 Excel 工作簿（.xlsx），只是扩展名不对。"
    assert way_out == "请把扩展名改成 .xlsx 后重试。"


def test_a_word_file_under_another_name_is_to_be_renamed(tmp_path: Path) -> None:
    report = FORMATS["docx"].renderer()(compose(sample("gkgb-2021")))
    assert refusal(tmp_path / "报告.doc", report)[1] == "请把扩展名改成 .docx 后重试。"


@pytest.mark.parametrize("content", [bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), b"PK\x03\x04", b""])
@pytest.mark.parametrize("extension", [".xls", ".et", ".ods", ".xlsb"])
def test_spreadsheets_are_for_excel_or_wps(tmp_path: Path, extension: str, content: bytes) -> None:
    message, way_out = refusal(tmp_path / f"填报{extension}", content)
    assert f"格式（{extension}），本工具不读取" in message
    assert way_out == "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试。"


def test_texts_are_for_word_or_wps_and_the_rest_is_unknown(tmp_path: Path) -> None:
    assert refusal(tmp_path / "报告.wps", b"x")[1] == "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
    assert refusal(tmp_path / "报告.zip", b"x")[0] == "不认识 报告.zip 的格式。"
