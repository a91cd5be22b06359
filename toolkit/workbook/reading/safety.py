"""What must hold of a file before any part of it is unpacked: an .xlsx package of sane size.

A clear sentence for each way to hand in something else, and limits that a hostile package cannot pass: the file is read
once, and the reader later gets these very bytes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import Path

from toolkit.bounds import WORKBOOK_BYTES, WORKBOOK_DIRECTORY_BYTES, WORKBOOK_PARTS, WORKBOOK_UNPACKED_BYTES
from toolkit.errors import InaccessibleFile, reason_of
from toolkit.workbook.reading.package_repair import pack_parts, rebuild_package
from toolkit.workbook.reading.parts import Parts
from toolkit.workbook.reading.refusal import refusal
from toolkit.workbook.reading.source_workbook import CorruptPart

_ZIP64_LOCATOR, _ZIP64_RECORD = 20, 56
"""Bytes of the records before the one that ends a zip64 file."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What zipfile raises on damaged or encrypted parts."""

_ZIP, _OLE = b"PK", bytes.fromhex("d0cf11e0a1b11ae1")
_KINDS = (
    (b"%PDF", "PDF 文件"),
    (b"{", "JSON 数据"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"<", "网页或 XML 文件"),
)
_FOLDERS = (("word/", "Word 文档"), ("ppt/", "演示文稿"))


def checked_bytes(path: Path) -> bytes:
    """The whole file; :class:`~toolkit.errors.UnreadableFile` (WB-01) where it is no .xlsx that is safe to open."""
    data = _zip_bytes(path)
    _check_package(data, path.name)
    return data


def repairable_bytes(path: Path) -> bytes:
    """Like :func:`checked_bytes`, but of a file that breaks off what there is, without parts that cannot be read."""
    data = _zip_bytes(path)
    if _end_of_directory(data) < 0:  # the file breaks off
        data = rebuild_package(data, WORKBOOK_UNPACKED_BYTES)
    _check_package(data, path.name)
    package = Parts(data)
    parts = [part for part in package if part.lower().endswith((".xml", ".rels"))]
    whole = {part: content for part in parts if (content := _content(package, part)) is not None}
    return data if len(whole) == len(parts) else pack_parts(whole)


def _zip_bytes(path: Path) -> bytes:
    """The whole file, if it begins as a zip does."""
    data = _read(path)
    if data.startswith(_OLE):
        raise refusal("WB-01", _ole_variant(data), name=path.name)
    if not data.startswith(_ZIP):
        head = data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
        kind = next((kind for magic, kind in _KINDS if head.startswith(magic)), "其他格式的文件")
        raise refusal("WB-01", "foreign", name=path.name, kind=kind)
    return data


def _read(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise refusal("WB-01", "folder", error=InaccessibleFile, name=path)
        size = found.st_size
        data = path.read_bytes() if size <= WORKBOOK_BYTES else b""
    except (FileNotFoundError, NotADirectoryError, ValueError):  # of a name that no file can have
        raise refusal("WB-01", "missing", error=InaccessibleFile, name=path) from None
    except OSError as error:
        raise refusal("WB-01", "locked", error=InaccessibleFile, name=path.name, reason=reason_of(error)) from None
    if size > WORKBOOK_BYTES:
        raise refusal("WB-01", "hostile", name=path.name, reason=f"文件有 {size // 1_000_000} MB")
    if not data:
        raise refusal("WB-01", "empty", name=path.name)
    return data


def _ole_variant(data: bytes) -> str:
    """Encrypted packages and old workbooks share a container; the names in its directory distinguish them."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "old"


def _check_package(data: bytes, name: str) -> None:
    """Refuse a package whose directory is too large, or that is of another kind."""
    _check_directory(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > WORKBOOK_PARTS:
                count = len(package.infolist())
                raise refusal("WB-01", "hostile", name=name, reason=f"文件由 {count} 个部件组成")
            _check_kind(package, name)
    except _BROKEN:
        raise refusal("WB-01", "damaged", name=name) from None


def _content(package: Parts, part: str) -> bytes | None:
    """An XML part that unpacks to its end, where its checksum is, and has a root; None for any other."""
    try:
        return package.content(part)
    except CorruptPart:
        return None


def _check_directory(data: bytes, name: str) -> None:
    """The directory's size as its end records state it: the plain one, and the one of zip64 that goes before it."""
    end = _end_of_directory(data)
    if end < 0:
        raise refusal("WB-01", "damaged", name=name)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    record = end - _ZIP64_LOCATOR - _ZIP64_RECORD
    if record >= 0 and data[record:].startswith(b"PK\x06\x06"):
        size = int.from_bytes(data[record + 40 : record + 48], "little")
    if size > WORKBOOK_DIRECTORY_BYTES:
        raise refusal("WB-01", "hostile", name=name, reason="压缩包目录异常大")


def _end_of_directory(data: bytes) -> int:
    """Where the record that ends the zip begins; -1 where there is none."""
    return data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))


def _check_kind(package: zipfile.ZipFile, name: str) -> None:
    """Other packages that are zips too."""
    written = {part.orig_filename.lower() for part in package.infolist()}
    parts = {part.replace("\\", "/") for part in written}
    if "mimetype" in parts and b"opendocument" in package.open("mimetype").read(200):
        raise refusal("WB-01", "old", name=name)
    if "xl/workbook.bin" in parts:
        raise refusal("WB-01", "old", name=name)
    if not any(part.startswith("xl/") for part in parts):
        kind = next((kind for folder, kind in _FOLDERS if any(part.startswith(folder) for part in parts)), "压缩包")
        raise refusal("WB-01", "foreign", name=name, kind=kind)
    if not any(part.startswith("xl/") for part in written):
        raise refusal("WB-01", "backslash", name=name)
