"""What a published file says of itself besides what it shows: which content it was made of, and who signed it."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from toolkit.bounds import WORD_PART_BYTES, WORD_PARTS
from toolkit.document.content_mark import marked_content
from toolkit.errors import MissingTool, UnreadableFile
from toolkit.ingest.blocks import read_bytes
from toolkit.review.pdf_signatures import PdfSignature, is_signed, signatures_in

_PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """``content`` is the digest of what it was made of, or that it is a draft
    (:data:`~toolkit.document.content_mark.DRAFT`); None where an editor took that away.

    ``unchecked`` says in Chinese why the signatures that a PDF has were not checked; nothing where they were.
    """

    content: str | None = None
    signatures: tuple[PdfSignature, ...] = ()
    unchecked: str = ""


def published_file(path: Path) -> PublishedFile:
    """What the file at ``path`` says of itself; nothing where it cannot be read."""
    try:
        data = read_bytes(path)
    except UnreadableFile:
        return PublishedFile()
    content = marked_content(_properties(data) if data.startswith(b"PK") else data)
    if not (data.startswith(b"%PDF") and is_signed(data)):
        return PublishedFile(content=content)
    try:
        return PublishedFile(content=content, signatures=signatures_in(data))
    except (MissingTool, UnreadableFile) as error:
        return PublishedFile(content=content, unchecked=str(error))


def _properties(package: bytes) -> bytes:
    """What a Word file says of itself; nothing where it cannot be unpacked."""
    if package.count(b"PK\x01\x02") > WORD_PARTS:
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts, parts.open(_PROPERTIES) as part:
            return part.read(WORD_PART_BYTES)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, zlib.error, RuntimeError, NotImplementedError, OSError):
        return b""
