"""What a file of a kind that is not read is, and how to make one of it that is."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.errors import UnreadableFile
from toolkit.ingest.file_kinds import foreign_kind, part_of

_WORD, _EXCEL = ("Word 或 WPS", ".docx"), ("Excel 或 WPS", ".xlsx")
_KINDS = {
    ".doc": ("旧的 Word 格式（.doc）", _WORD),
    ".wps": (" WPS 文字格式（.wps）", _WORD),
    ".rtf": (" RTF 格式", _WORD),
    ".odt": (" OpenDocument 文字格式（.odt）", _WORD),
    ".xls": ("旧的 Excel 格式（.xls）", _EXCEL),
    ".xlsb": (" Excel 二进制格式（.xlsb）", _EXCEL),
    ".et": (" WPS 表格格式（.et）", _EXCEL),
    ".ods": (" OpenDocument 表格格式（.ods）", _EXCEL),
    ".fods": (" OpenDocument 表格格式（.fods）", _EXCEL),
    ".ofd": (" OFD 版式格式（.ofd）", ("WPS 或 OFD 阅读器", ".docx 或带文字的 .pdf")),
}
OFFICE = frozenset(_KINDS)
"""Extensions of formats that reports are written in but that are not read."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"})
_LISTS = frozenset({".csv", ".tsv"})
ARCHIVES = frozenset({".zip", ".rar", ".7z"})
_OPEN_DOCUMENTS = {"opendocument.text": ".odt", "opendocument.spreadsheet": ".ods"}
_LOCKED = "locked"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEETS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def refusal_of(name: str, content: bytes, known: Sequence[str]) -> UnreadableFile:
    """The refusal of a file: by its content where that decides, else by its extension; ``known`` are those read."""
    kind = _kind(name, content)
    if kind in _KINDS:
        what, (program, wanted) = _KINDS[kind]
        return UnreadableFile(f"{name} 是{what}，本工具不读取。", f"请用 {program} 打开，另存为 {wanted} 后重试。")
    if kind in _PICTURES:
        return UnreadableFile(
            f"{name} 是图片，没有可读取的文字。",
            "请换用 Word、网页版或带文字的 PDF，或先做文字识别（OCR）后重试。",
        )
    if kind in ARCHIVES and foreign_kind(content):
        return UnreadableFile(f"{name} 是压缩包，本工具不读取。", "请解压后，对里面的报告重试。")
    if kind in _LISTS:
        return UnreadableFile(
            f"{name} 是 CSV，只有一张表的内容，看不出是哪种表式，本工具不读取。",
            "请用 Excel 或 WPS 打开原来的填报工作簿，另存为 .xlsx 后重试。",
        )
    if kind == _LOCKED:
        return UnreadableFile(f"{name} 设有打开密码。", "请先去掉密码后重试。")
    return UnreadableFile(f"不认识 {name} 的格式。", f"可以读取的格式：{'、'.join(known)}。")


def _kind(name: str, content: bytes) -> str:
    """The extension that fits best."""
    extension = f".{name.rpartition('.')[2].lower()}"
    own = foreign_kind(content)
    if own == ".doc" and _ENCRYPTED in content:
        return _LOCKED
    if own == ".zip":
        if part_of(content, "OFD.xml"):
            return ".ofd"
        kind = part_of(content, "mimetype").decode("ascii", "replace")
        own = next((each for word, each in _OPEN_DOCUMENTS.items() if word in kind), own)
    if extension in _KINDS or not own:
        return extension
    if own == ".doc":
        return ".xls" if any(part in content for part in _SPREADSHEETS) else own
    return own
