"""A published report read, and read and checked, libraries loaded, beside its library reading the same file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import docx
import lxml.html
import pdfplumber

from tests.at_hand import FORMS
from tests.benchmarks.measure import Figure, beside, call
from tests.benchmarks.rendering import large_document
from toolkit.errors import MissingTool
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing


def figures(out: Path) -> Iterator[Figure]:
    """Docx, html, txt and pdf (which needs the fonts of a report); the files are written to ``out``."""
    document = large_document()
    baselines: dict[str, tuple[str, Callable[[bytes], object]]] = {
        "docx": ("python-docx: open it", lambda content: docx.Document(io.BytesIO(content))),
        "html": ("lxml: parse it", lxml.html.document_fromstring),
        "txt": ("decode it", bytes.decode),
        "pdf": ("pdfplumber: open it, find tables", _tables),
    }
    for extension, (name, library) in baselines.items():
        with contextlib.suppress(MissingTool):
            content = FORMATS[extension].renderer()(document)
            path = out / f"report.{extension}"
            path.write_bytes(content)
            for what, own in (("read", _read), ("read and checked", _checked)):
                yield beside(f"{extension}, {what}", call(partial(own, path)), name, call(partial(library, content)))


def _read(path: Path) -> None:
    read_any(path, FORMS)


def _checked(path: Path) -> None:
    filing, findings = read_any(path, FORMS)
    check_filing(filing, findings)


def _tables(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.find_tables()
