"""What a file of a kind that is not read is, and how to make one of it that is."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.ingest.source import read_bytes

_WORD, _EXCEL = ("Word", ".docx"), ("Excel", ".xlsx")
_KINDS = {
    ".doc": ("旧的 Word 格式（.doc）", _WORD),
    ".wps": ("WPS 文字格式（.wps）", _WORD),
    ".rtf": ("RTF 格式", _WORD),
    ".odt": ("OpenDocument 文字格式（.odt）", _WORD),
    ".xls": ("旧的 Excel 格式（.xls）", _EXCEL),
    ".xlsb": ("Excel 二进制格式（.xlsb）", _EXCEL),
    ".et": ("WPS 表格格式（.et）", _EXCEL),
    ".ods": ("OpenDocument 表格格式（.ods）", _EXCEL),
}
_PACKAGES = {
    b"spreadsheetml.sheet.main+xml": ("Excel 工作簿", ".xlsx"),
    b"ms-excel.sheet.macroEnabled.main+xml": ("Excel 启用宏的工作簿", ".xlsm"),
    b"wordprocessingml.document.main+xml": ("Word 文件", ".docx"),
}
_MOST_TYPES = 1_000_000


def refused(path: Path, known: Sequence[str]) -> UnreadableFile:
    """The refusal of ``path``: by its content where that tells, else by its extension; ``known`` are those read."""
    extension = path.suffix.lower()
    if package := _package(path):
        kind, own = package
        return UnreadableFile(f"{path.name} 其实是 {kind}（{own}），只是扩展名不对。", f"请把扩展名改成 {own} 后重试。")
    if extension in _KINDS:
        kind, (program, wanted) = _KINDS[extension]
        return UnreadableFile(
            f"{path.name} 是{kind}，本工具不读取。", f"请用 {program} 或 WPS 打开，另存为 {wanted} 后重试。"
        )
    return UnreadableFile(f"不认识 {path.name} 的格式。", f"可以读取的格式：{'、'.join(known)}。")


def _package(path: Path) -> tuple[str, str] | None:
    """What an Office package under another name is, told by its table of contents."""
    try:
        with (
            zipfile.ZipFile(io.BytesIO(read_bytes(path))) as package,
            package.open("[Content_Types].xml") as part,
        ):
            types = part.read(_MOST_TYPES)
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, RuntimeError, OSError, NotImplementedError, ValueError):
        return None
    return next((known for mark, known in _PACKAGES.items() if mark in types), None)
