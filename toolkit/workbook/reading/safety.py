"""What must hold of a file before openpyxl may open it: an .xlsx package of sane size, without DTDs.

A clear sentence for each way to hand in something else, and limits that a hostile package cannot pass: the file is read
once, and openpyxl later gets these very bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from xml.parsers import expat

from toolkit.errors import OutOfReach, reason_of
from toolkit.workbook.reading.mending import packed, rebuilt
from toolkit.workbook.reading.refusal import refusal

MAX_FILE = 30_000_000
"""Bytes on disk; a filled workbook has about 100 thousand."""
MAX_UNPACKED = 64_000_000
"""Bytes of all parts together."""
MAX_RATIO = 250
"""Unpacked to packed, for parts over a million bytes; sheets full of zeros stay below 100."""
MAX_PARTS = 2_000
MAX_DIRECTORY = 1_000_000
"""Bytes of the zip's directory, which zipfile reads before anything can be counted."""
MAX_SHEETS = 100

_BITE, _CHUNK = 2_048, 65_536
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


class _Doctype(Exception):
    """A part declares a document type, and could hold entities."""


def checked_bytes(path: Path) -> bytes:
    """The whole file; :class:`~toolkit.errors.UnreadableFile` (WB-01) where it is no .xlsx that is safe to open."""
    data = _zip_bytes(path)
    if _unreadable_parts(data, path.name):
        raise refusal("WB-01", "damaged", name=path.name)
    return data


def mended_bytes(path: Path) -> bytes:
    """Like :func:`checked_bytes`, but parts that cannot be unpacked or parsed are left out instead of refused."""
    data = _zip_bytes(path)
    if _end_of_directory(data) < 0:  # the file breaks off
        data = rebuilt(data, MAX_UNPACKED)
    lost = _unreadable_parts(data, path.name)
    if not lost:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({name: package.read(name) for name in package.namelist() if name not in lost})


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
        if not path.is_file():
            raise refusal("WB-01", "folder" if path.exists() else "missing", error=OutOfReach, name=path)
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE else b""
    except OSError as error:
        raise refusal("WB-01", "locked", error=OutOfReach, name=path.name, reason=reason_of(error)) from None
    if size > MAX_FILE:
        raise refusal("WB-01", "hostile", name=path.name, reason=f"文件有 {size // 1_000_000} MB")
    if not data:
        raise refusal("WB-01", "empty", name=path.name)
    return data


def _ole_variant(data: bytes) -> str:
    """Encrypted packages and old workbooks share a container; the names in its directory tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "old"


def _unreadable_parts(data: bytes, name: str) -> frozenset[str]:
    """The parts that cannot be unpacked or parsed; refuses a package that is not of the right kind and size."""
    _check_directory(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package.infolist(), name)
            _check_kind(package, name)
            return frozenset(part.filename for part in package.infolist() if not _readable(package, part, name))
    except _BROKEN:
        raise refusal("WB-01", "damaged", name=name) from None


def _readable(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bool:
    try:
        root = _unpacked_root(package, part)
        sheets = _count(package.read(part), "sheet") if root == "workbook" else 0
    except _Doctype:
        raise refusal("WB-01", "hostile", name=name, reason="文件内含有 DTD 声明") from None
    except (expat.ExpatError, *_BROKEN):
        return False
    if sheets > MAX_SHEETS:
        raise refusal("WB-01", "hostile", name=name, reason=f"有 {sheets} 张工作表")
    return True


def _check_directory(data: bytes, name: str) -> None:
    """The directory's size as its end record states it; zip64, which could state another, has no place here."""
    end = _end_of_directory(data)
    if end < 0:
        raise refusal("WB-01", "damaged", name=name)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > MAX_DIRECTORY or data[max(0, end - 20) :].startswith(b"PK\x06\x07"):
        raise refusal("WB-01", "hostile", name=name, reason="压缩包目录异常大")


def _end_of_directory(data: bytes) -> int:
    """Where the record that ends the zip begins; -1 where there is none."""
    return data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))


def _check_kind(package: zipfile.ZipFile, name: str) -> None:
    """Other packages that are zips too."""
    parts = set(package.namelist())
    if "mimetype" in parts and b"opendocument" in package.read("mimetype")[:200]:
        raise refusal("WB-01", "old", name=name)
    if "xl/workbook.bin" in parts:
        raise refusal("WB-01", "old", name=name)
    if "word/document.xml" in parts:
        raise refusal("WB-01", "foreign", name=name, kind="Word 文档")
    if "[Content_Types].xml" not in parts:
        raise refusal("WB-01", "foreign", name=name, kind="压缩包")


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Declared sizes; zipfile never unpacks more of a part than it declares."""
    if len(parts) > MAX_PARTS:
        raise refusal("WB-01", "hostile", name=name, reason=f"文件由 {len(parts)} 个部件组成")
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        raise refusal("WB-01", "hostile", name=name, reason=f"内容展开后有 {total // 1_000_000} MB")
    if any(part.file_size > max(1_000_000, MAX_RATIO * part.compress_size) for part in parts):
        raise refusal("WB-01", "hostile", name=name, reason="内容压缩比例异常")


def _unpacked_root(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """The root of a part that unpacks to its end, where the checksum is; never all of it in memory.

    No root of what is no XML; :class:`expat.ExpatError` for XML that breaks before it.
    """
    with package.open(part) as content:
        try:
            root = _root(iter(partial(content.read, _BITE), b""))
        except expat.ExpatError:
            if part.filename.endswith((".xml", ".rels")):
                raise
            root = ""
        while content.read(_CHUNK):
            pass
    return root


class _Root(Exception):
    """The root element has been reached."""


def _root(bites: Iterable[bytes]) -> str:
    """The local name of the root element. A DTD stands before it or nowhere, so no more is parsed.

    In small bites: expat goes on to the end of what it was given, whatever a handler raises.
    """

    def doctype(*_: object) -> None:
        raise _Doctype

    def start(tag: str, _: object) -> None:
        raise _Root(tag.rpartition(":")[2])

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    try:
        for bite in bites:
            parser.Parse(bite, False)
        parser.Parse(b"", True)
    except _Root as root:
        return str(root)
    return ""


def _count(part: bytes, wanted: str) -> int:
    """How many elements of that local name."""
    tags: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _: tags.append(tag.rpartition(":")[2])
    parser.Parse(part, True)
    return tags.count(wanted)
