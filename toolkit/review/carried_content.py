"""The digest that a published file carries of the content that it was made of, as long as no editor took it away."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from toolkit.bounds import WORD_PART_BYTES, WORD_PARTS
from toolkit.document.content_mark import marked_content
from toolkit.errors import UnreadableFile
from toolkit.ingest.blocks import read_bytes

_PROPERTIES = "docProps/core.xml"


def carried_content(path: Path) -> str | None:
    """The digest, or that it is a draft (:data:`~toolkit.document.content_mark.DRAFT`); None where there is neither."""
    try:
        data = read_bytes(path)
    except UnreadableFile:
        return None
    return marked_content(_properties(data) if data.startswith(b"PK") else data)


def _properties(package: bytes) -> bytes:
    """What a Word file says of itself; nothing where it cannot be unpacked."""
    if package.count(b"PK\x01\x02") > WORD_PARTS:
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts, parts.open(_PROPERTIES) as part:
            return part.read(WORD_PART_BYTES)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, zlib.error, RuntimeError, NotImplementedError, OSError):
        return b""
