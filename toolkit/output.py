"""Writing results: beside and renamed into place, never over a file that is not this program's own and unchanged.

What is written carries a seal where its format has room for one: the SHA-256 of the file, with the seal's own digits
taken as zeros. A later run may replace a file whose seal still fits; a file that was edited since, or came from
elsewhere, is kept, and the new one is named （2）. Plain text and JSON have no room for a seal: such files are kept.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from toolkit.errors import OutputError, reason_of
from toolkit.patterns import regex
from toolkit.places import local_path

LONGEST_NAME = 180
"""Bytes of UTF-8: file systems allow 255, and （2） and an extension come on top."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ZEROS = b"0" * 64
_SIGNED = b"/ByteRange"  # in a PDF with a signature, which any further byte would break
_BLANK = b"xl-report sha256:" + _ZEROS
_SEAL = regex(rb"xl-report sha256:(?:\r\n )?([0-9a-f]{64})")  # folded in a calendar, whose lines are short
_DEVICE = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # no file names on Windows
_NO_NAME = regex(r'[<>:"|?*\x00-\x1f]|[ .]$')  # nor these: a colon means a stream of another file, an end is cut off
_LONGEST_PATH = 259  # on Windows, unless its administrator allows longer ones


def write_result(target: Path, data: bytes, *, source: Path | None = None) -> Path:
    """Write ``data`` to ``target``, or to ``target（2）`` and so on where a file stands that must be kept.

    Returns the path written. Folders are made as needed; links are kept, not followed; ``source`` is never replaced.
    :class:`OutputError` with a sentence where nothing can be written, and then nothing is.
    """
    _require_possible(target)
    sealed = seal(data, target.suffix)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = next(path for path in _candidates(target) if _free(path, sealed, source))
        _write_beside(place, sealed)
    except PermissionError:
        message = f"无法写入“{target}”：没有写入权限，或者它正在 Word、Excel、WPS 等程序中打开。"
        raise OutputError(message, "请关闭该文件，或换一个位置后重试。") from None
    except (OSError, ValueError) as error:
        reason = "路径太长" if _is_long(target) else reason_of(error)
        raise OutputError(f"无法写入“{target}”：{reason}。", "请换一个位置或名称后重试。") from None
    return place


def result_path(output: Path, name: str) -> Path:
    """Where the result ``name`` goes: ``output`` itself where it ends as ``name`` does, else ``name`` in that folder.

    :class:`OutputError` where it ends in another format's suffix.
    """
    suffix = Path(name).suffix
    if output.is_dir() or not output.suffix:
        return output / name
    if output.suffix.lower() != suffix:
        raise OutputError(f"“{output}”应以“{suffix}”结尾。", f"请改用“{output.with_suffix(suffix)}”，或写一个文件夹。")
    return output


def undated(
    package: bytes, first: Sequence[str] = (), changes: Mapping[str, Callable[[str], str]] = MappingProxyType({})
) -> bytes:
    """A zip with every entry dated alike, so that the same content gives the same bytes.

    The parts that ``first`` names come before all others, in that order; those of ``changes`` are text that is changed.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in (*(name for name in first if name in names), *(name for name in names if name not in first)):
            content = source.read(name)
            if name in changes:
                content = changes[name](content.decode()).encode()
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()


def seal(data: bytes, suffix: str) -> bytes:
    """``data`` of a file ``*suffix`` with a seal where other programs pass it over, if that format has such a place."""
    if suffix in (".docx", ".xlsx", ".zip"):  # the comment of the zip, whose length stands in its last two bytes
        blank = data[:-2] + len(_BLANK).to_bytes(2, "little") + _BLANK
    elif (
        suffix == ".pdf" and _SIGNED not in data
    ):  # a comment before the last keyword, where it moves no object and PDF/A allows it
        before, keyword, after = data.rpartition(b"startxref")
        blank = before + b"%" + _BLANK + b"\n" + keyword + after
    elif suffix in (".html", ".md"):
        blank = data + b"<!-- " + _BLANK + b" -->\n"
    elif suffix == ".ics":  # a property of our own, before the events, where it must stand
        head, first, events = data.partition(b"VERSION:2.0\r\n")
        blank = head + first + b"X-SEAL:" + _BLANK.replace(_ZEROS, b"\r\n " + _ZEROS) + b"\r\n" + events
    else:
        return data
    start = blank.find(_ZEROS) if suffix == ".ics" else blank.rfind(_ZEROS)
    return blank[:start] + hashlib.sha256(blank).hexdigest().encode() + blank[start + len(_ZEROS) :]


def is_untouched(data: bytes) -> bool:
    """Whether ``data`` was sealed by this program and not changed since."""
    seals = list(_SEAL.finditer(data))
    if not seals:
        return False
    start, end = seals[-1].span(1)
    return hashlib.sha256(data[:start] + _ZEROS + data[end:]).hexdigest().encode() == seals[-1].group(1)


def safe_name(text: str) -> str:
    """``text`` as a file name for every system: no path or hidden characters, no device, not too long or empty."""
    shown = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    name = re.sub(r'[<>:"/\\|?*\s]+', " ", "".join(shown)).strip(" .")
    name = name.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .")
    return f"_{name}" if _DEVICE.fullmatch(name) else name or "报告"


def _require_possible(target: Path) -> None:
    """:class:`OutputError` for names that Windows alters or takes for something else than a file.

    :class:`~toolkit.errors.UnreadableFile` for a URL, which would else become a folder called ``s3:``.
    """
    local_path(target)
    if sys.platform != "win32":
        return
    for part in target.parts[1:] if target.anchor else target.parts:
        if part != ".." and (_DEVICE.fullmatch(part) or _NO_NAME.search(part)):
            way_out = '请换一个名称：不能有 < > : " | ? *，不能以空格或句点结尾，也不能是 con、aux、nul、com1 之类。'
            raise OutputError(f"在 Windows 上，文件和文件夹不能叫“{part}”。", way_out)


def _is_long(target: Path) -> bool:
    """Whether that is why Windows refuses a path; it says that something does not exist."""
    return sys.platform == "win32" and len(str(target.absolute())) > _LONGEST_PATH


def _candidates(target: Path) -> Iterator[Path]:
    yield target
    for number in range(2, 1000):
        yield target.with_name(f"{target.stem}（{number}）{target.suffix}")
    raise OutputError(f"“{target.parent}”里已有太多名为“{target.stem}”的文件。", "请先清理，或换一个位置后重试。")


def _free(path: Path, sealed: bytes, source: Path | None) -> bool:
    """Whether ``path`` may be written: nothing is there, or the same bytes, or an untouched result of ours.

    A name that differs in case only is another's, though some systems take it for the same.
    """
    if path.is_symlink():
        return False
    if not path.exists():
        return True
    if not path.is_file():
        raise OutputError(f"“{path}”不是普通文件，不能写入。", "请换一个文件名。")
    if source and path.samefile(source):
        return False
    if path.resolve().name != path.name:
        return False
    present = path.read_bytes()
    return present == sealed or is_untouched(present)


def _write_beside(place: Path, data: bytes) -> None:
    beside = place.with_name(f".xl-report-{os.urandom(6).hex()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
