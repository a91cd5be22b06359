"""Rebuilds a damaged package: the parts left of a zip that breaks off, and stand-ins for lost ones.

Only parts whose checksum holds are kept, and the beginning of the one in which the file breaks off: what stands before
a break is right, while nothing shows where a part with a wrong checksum begins to be wrong.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

LOST = "〔文字丢失〕"
"""Stands for strings that are lost: the places where they were can still be named."""

_HEADER, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_FIELDS = struct.Struct("<4sHHHHHIIIHH")
_CHUNK = 65_536
_STRINGS = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LOST_STRINGS = 50_000


def _lost_strings() -> bytes:
    return f"<si><t>{LOST}</t></si>".encode() * _LOST_STRINGS + b"</sst>"


def rebuild_package(data: bytes, most: int) -> bytes:
    """A package of the parts of ``data``, a zip without its directory, up to ``most`` bytes unpacked in all."""
    return pack_parts(dict(_parts(data, most)))


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package. Strings that are lost say so, and the numbers beside them can be read."""
    whole = dict(parts)
    if _STRINGS.lower() not in map(str.lower, whole):
        whole[_STRINGS] = f'<sst xmlns="{_MAIN}">'.encode() + _lost_strings()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in whole.items():
            package.writestr(name, content)
    return out.getvalue()


def _parts(data: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    place = data.find(_HEADER)
    while place >= 0 and len(data) - place > _FIELDS.size and most > 0:
        _, _, flags, method, _, _, checksum, size, _, name, extra = _FIELDS.unpack_from(data, place)
        begin = place + _FIELDS.size + name
        content, end = _unpacked(data, begin + extra, method, size, most)
        if content is not None and end is not None and flags & 8:  # the checksum stands behind the part
            end += 4 if data[end : end + 4] == _DESCRIPTOR else 0
            checksum = int.from_bytes(data[end : end + 4], "little")
        part = data[begin - name : begin].decode(errors="replace")
        if content is not None and end is None:
            content = _beginning(part, content)
        elif content is not None and zlib.crc32(content) != checksum:
            content = None
        if content is not None:
            most -= len(content)
            yield part, content
        place = data.find(_HEADER, begin if end is None else end)


def _beginning(part: str, content: bytes) -> bytes | None:
    """What can be used of a part that breaks off: sheets as they are, strings made whole; of others nothing."""
    if part == _STRINGS and b"</si>" in content:
        return content[: content.rindex(b"</si>") + len(b"</si>")] + _lost_strings()
    return content if b"<sheetData" in content else None


def _unpacked(data: bytes, begin: int, method: int, size: int, most: int) -> tuple[bytes | None, int | None]:
    """A part's content and where it ends: no content if it is not to be had, no end if the file breaks off in it."""
    if method == zipfile.ZIP_STORED:
        whole = begin + size <= len(data) and size <= most
        return (data[begin : begin + size] if whole else None), begin + size if whole else None
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    content = bytearray()
    for place in range(begin, len(data), _CHUNK):
        try:
            content += unpacker.decompress(data[place : place + _CHUNK], most - len(content) + 1)
        except zlib.error:
            return None, None
        if len(content) > most:
            return None, None
        if unpacker.eof:
            return bytes(content), min(place + _CHUNK, len(data)) - len(unpacker.unused_data)
    return bytes(content), None
