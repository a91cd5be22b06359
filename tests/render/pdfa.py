"""What PDF/A-2b (ISO 19005-2) and tagging ask of a file, as far as its objects show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1


def faults(path: Path) -> list[str]:
    """Everything that is wrong with the file; nothing for a good one."""
    with pdfplumber.open(path) as pdf:
        return [*_file(path.read_bytes()), *_catalog(pdf.doc.catalog), *_document(pdf.doc), *_pages(pdf)]


def _file(source: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[4-7]\s+%[\x80-\xff]{4}", source):
        yield "6.1.2: no header with a binary comment"
    if not source.rstrip().endswith(b"%%EOF"):
        yield "6.1.3: no end of file mark"


def _catalog(catalog: dict[str, Any]) -> Iterator[str]:
    metadata = resolve1(catalog.get("Metadata"))
    text = metadata.get_data().decode("utf-8") if metadata else ""
    for wanted in ("<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "<dc:title>"):
        if wanted not in text:
            yield f"6.6: metadata lacks {wanted}"
    intents = [resolve1(intent) for intent in resolve1(catalog.get("OutputIntents")) or ()]
    if not any(str(intent["S"]) == "/'GTS_PDFA1'" and "DestOutputProfile" in intent for intent in intents):
        yield "6.2.3: no output intent with a profile"
    if not (resolve1(catalog.get("MarkInfo")) or {}).get("Marked"):
        yield "not tagged"
    if "StructTreeRoot" not in catalog or not catalog.get("Lang"):
        yield "no structure tree or no language"
    if isinstance(resolve1(catalog.get("OpenAction")), dict):  # a list is a place to open at, no action
        yield "6.5: OpenAction"
    for forbidden in ("AA", "Names", "AcroForm"):
        found = resolve1(catalog.get(forbidden))
        if (forbidden != "Names" and found) or (found and {"JavaScript", "EmbeddedFiles"} & set(found)):
            yield f"6.5: {forbidden}"


def _document(document: Any) -> Iterator[str]:
    if document.encryption is not None:
        yield "6.1.3: encrypted"
    if not any("ID" in xref.get_trailer() for xref in document.xrefs):
        yield "6.1.3: no file identifier"


def _pages(pdf: pdfplumber.pdf.PDF) -> Iterator[str]:
    for page in pdf.pages:
        for font in (resolve1(page.page_obj.resources.get("Font")) or {}).values():
            own = resolve1(font)
            inner = resolve1(resolve1(own.get("DescendantFonts", [own]))[0])
            descriptor = resolve1(inner.get("FontDescriptor")) or {}
            if not {"FontFile", "FontFile2", "FontFile3"} & set(descriptor):
                yield f"6.2.11: font {own.get('BaseFont')} is not embedded"
            if "ToUnicode" not in own:
                yield f"6.2.11: font {own.get('BaseFont')} does not say what its signs are"
