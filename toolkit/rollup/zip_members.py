"""Zip archives among the filings: what is in one is read as if it were in a folder of the archive's name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from toolkit.bounds import SENT_ARCHIVE_BYTES, SENT_ARCHIVE_MEMBERS
from toolkit.ingest.blocks import MOST_BYTES
from toolkit.output import safe_name

_UTF8, _ENCRYPTED = 0x800, 0x1
_OFFICE_FILE = "[Content_Types].xml"
_HIDDEN = "__MACOSX"
_UNSOUND = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What damaged archives, and those packed in ways that zipfile does not know, raise."""


def unpacked(archive: Path, scratch: Path) -> list[tuple[Path, PurePosixPath]]:
    """Each file in ``archive``, unpacked below ``scratch``, with its path in the archive.

    Nothing where it cannot be unpacked as a whole: it is damaged, locked or too large, or an office file that somebody
    has renamed. Of a member nothing is unpacked beyond what a reader takes.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [each for each in opened.infolist() if not each.is_dir()]
            if not _is_folder(members):
                return []
            return [*_files(opened, members, Path(mkdtemp(dir=scratch)))]
    except _UNSOUND:
        return []


def _is_folder(members: list[zipfile.ZipInfo]) -> bool:
    """Whether it may be unpacked, and is no office file."""
    if len(members) > SENT_ARCHIVE_MEMBERS or any(each.flag_bits & _ENCRYPTED for each in members):
        return False
    size = sum(min(each.file_size, MOST_BYTES) for each in members)
    return size <= SENT_ARCHIVE_BYTES and all(each.filename != _OFFICE_FILE for each in members)


def _files(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path
) -> Iterator[tuple[Path, PurePosixPath]]:
    for number, member in enumerate(members):
        inside = PurePosixPath(_name(member))
        if inside.parts[:1] == (_HIDDEN,):
            continue
        place = folder / f"{number:04}" / f"{safe_name(inside.stem)}{inside.suffix}"
        place.parent.mkdir(parents=True)
        with opened.open(member) as packed:
            place.write_bytes(packed.read(MOST_BYTES + 1))
        yield place, inside


def _name(member: zipfile.ZipInfo) -> str:
    """Windows in Chinese writes names in GBK and does not say so; other programs write UTF-8 and do not either."""
    if member.flag_bits & _UTF8:
        return member.filename
    written = member.filename.encode("cp437")
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("gb18030", "backslashreplace")
