"""PDF files from a few lines of their content, in a font that every reader has, and reading them at once."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from toolkit.ingest.blocks import Piece
from toolkit.ingest.pdf import pdf_blocks
from toolkit.ingest.pdfpages.child import answer_of

FONT = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8%s"
    b" /Length 1 >>\nstream\n\x00\nendstream"
)
A4 = b"/MediaBox [0 0 595 842]"


def written(
    folder: Path,
    *contents: bytes,
    resources: bytes = FONT,
    objects: Sequence[bytes] = (),
    page: bytes = A4,
    trailer: bytes = b"",
    catalog: bytes = b"",
) -> Path:
    """A PDF with a page for each content stream (compressed here unless it is).

    ``page`` are entries of every page, ``catalog`` of the catalogue; ``objects`` are further ones, the first of which
    has the number 100.
    """
    pages = b" ".join(b"%d 0 R" % (10 + 2 * place) for place in range(len(contents)))
    numbered = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b">>",
        2: b"<< /Type /Pages /Kids [" + pages + b"] /Count %d >>" % len(contents),
        **dict(enumerate(objects, start=100)),
    }
    for place, content in enumerate(contents):
        packed = content if content.startswith(b"\x78") else zlib.compress(content)
        numbered[10 + 2 * place] = (
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources <<" % (11 + 2 * place)
            + resources
            + b">> "
            + page
            + b" >>"
        )
        numbered[11 + 2 * place] = (
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
        )
    body = b"%PDF-1.4\n"
    table = b""
    for number, content in sorted(numbered.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n" + table
    body += b"trailer << /Size 1000 /Root 1 0 R " + trailer + b">>\nstartxref\n%d\n%%%%EOF" % start
    path = folder / "a.pdf"
    path.write_bytes(body)
    return path


def at(x: float, y: float, text: str, *, size: float = 10, before: str = "") -> bytes:
    """Content that shows ``text`` there, y from below; ``before`` are operators for it alone."""
    return f"q BT {before} /F {size} Tf {x} {y} Td ({text}) Tj ET Q\n".encode()


def turned(matrix: str, text: str, *, size: float = 10) -> bytes:
    """The same at a text matrix."""
    return f"BT /F {size} Tf {matrix} Tm ({text}) Tj ET\n".encode()


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """Rules at all of ``xs`` and ``ys``: the grid of a table."""
    lines = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs] + [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return "\n".join(lines).encode() + b"\n"


def pieces(path: Path) -> list[Piece]:
    """What :func:`pdf_blocks` gives, read without the process of its own, whose start takes longest for one page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.ingest.pdf._answer", lambda path, _: json.loads(json.dumps(answer_of(path))))
        return list(pdf_blocks(path))
