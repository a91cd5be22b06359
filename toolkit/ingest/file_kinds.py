"""What kind of file it is: by its content where that is certain, else by its extension."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum

from toolkit.ingest.encoding import decoded
from toolkit.patterns import regex


class FileKind(StrEnum):
    """What is read; the value is what staff call it."""

    WORKBOOK = "Excel 工作簿"
    DATA = "填报数据（JSON）"
    PAGE = "网页"
    ARCHIVE = "整页保存的网页（MHT）"
    WORD = "Word 文件（.docx）"
    PDF = "PDF 文件"
    MARKDOWN = "Markdown 文件"
    TEXT = "纯文本"


EXTENSIONS: Mapping[str, FileKind] = {
    ".xlsx": FileKind.WORKBOOK,
    ".xlsm": FileKind.WORKBOOK,
    ".json": FileKind.DATA,
    ".docx": FileKind.WORD,
    ".pdf": FileKind.PDF,
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".jsp", ".asp", ".aspx", ".php"), FileKind.PAGE),
    **dict.fromkeys((".mht", ".mhtml"), FileKind.ARCHIVE),
    ".md": FileKind.MARKDOWN,
    ".txt": FileKind.TEXT,
}
LOCK_FILE = "~$"
"""What the names of the files begin with by which office programs lock what they have open; they are hidden."""
_PAGES = frozenset({FileKind.PAGE, FileKind.ARCHIVE})
_PACKAGES = (
    (b"spreadsheetml.sheet.main+xml", FileKind.WORKBOOK),
    (b"ms-excel.sheet.macroEnabled.main+xml", FileKind.WORKBOOK),
    (b"wordprocessingml.document.main+xml", FileKind.WORD),
)
_ZIP = b"PK\x03\x04"
_ZIPPED = frozenset({FileKind.WORKBOOK, FileKind.WORD})
_FOREIGN = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"{\\rtf": ".rtf",
    _ZIP: ".zip",
    b"Rar!\x1a\x07": ".rar",
    b"7z\xbc\xaf\x27\x1c": ".7z",
    b"\x89PNG\r\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
    b"II*\0": ".tif",
    b"MM\0*": ".tif",
}
_MOST_TYPES = 1_000_000
_HEAD = 8_192
_PAGE = regex(
    r"""
    (?: (?: <\?xml [^?]{0,200}+ \?> | <!-- (?:(?!-->).){0,2000}+ --> | <% (?:(?!%>).){0,2000}+ %> ) \s*+ ){0,10}+
    < (?: !doctype\s+html | html | head | body ) \b
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
    matches=("<!DOCTYPE html>", '<?xml version="1.0"?> <html lang="zh">', "<!-- 模板 --><body>"),
    misses=("<w:body>", "<table>", "<bodyguard>"),
)
_TAG = regex(r"<[a-zA-Z/!?]")
_MAIL = regex(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MAIL_PAGE = regex(rb"^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_MAIL_START = regex(rb"[A-Za-z-]{1,40}:")


def kind_of(content: bytes, extension: str) -> FileKind | None:
    """How to read ``content``; None where it is nothing that is read, whatever its name."""
    named = EXTENSIONS.get(extension)
    certain = certain_kind(content)
    if certain:
        return certain
    if foreign_kind(content) and not (content.startswith(_ZIP) and named in _ZIPPED):
        return None
    if named in _PAGES:
        return FileKind.PAGE if _TAG.search(decoded(content[:_HEAD])) else FileKind.TEXT
    return named


def is_other(kind: FileKind, extension: str) -> bool:
    """Whether the extension says something else than the content."""
    named = EXTENSIONS.get(extension)
    return named is not kind and not {named, kind} <= _PAGES


def certain_kind(content: bytes) -> FileKind | None:
    """The kind that ``content`` certainly is; None where it does not say, as text."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(_ZIP):
        types = part_of(content, "[Content_Types].xml")
        return next((kind for mark, kind in _PACKAGES if mark in types), None)
    head = content[:_HEAD]
    if _MAIL_START.match(head.lstrip()) and _MAIL.search(head) and _MAIL_PAGE.search(head):
        return FileKind.ARCHIVE
    return FileKind.PAGE if _PAGE.match(decoded(head).lstrip()) else None


def foreign_kind(content: bytes) -> str:
    """The extension of a kind that no reader here knows, by its first bytes; empty where these decide nothing."""
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return ".bmp"
    return next((extension for mark, extension in _FOREIGN.items() if content.startswith(mark)), "")


def part_of(content: bytes, name: str) -> bytes:
    """A part of a package; empty where there is none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(name) as part:
            return part.read(_MOST_TYPES)
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, RuntimeError, OSError, NotImplementedError, ValueError):
        return b""
