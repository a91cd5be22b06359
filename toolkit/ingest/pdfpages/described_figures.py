"""The figures of a tagged PDF that say in words what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

_MOST_ELEMENTS = 50_000
"""Of a document's structure; a report of a hundred pages has a tenth of them."""


class DescribedFigures:
    """The alternative texts of figures, by the page and the mark of their content."""

    def __init__(self, document: PDFDocument) -> None:
        self._texts: dict[int, dict[int, str]] = {}
        root = resolve1(document.catalog.get("StructTreeRoot"))
        for figure, page in _figures(root) if isinstance(root, dict) else ():
            text = resolve1(figure.get("Alt"))
            for mark in _marks(figure.get("K")) if isinstance(text, bytes) and text else ():
                self._texts.setdefault(page, {})[mark] = decode_text(text)

    def of(self, page: object) -> Mapping[int, str]:
        """Those on the page of that object number."""
        return self._texts.get(page, {}) if isinstance(page, int) else {}


def _figures(root: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every figure with the object number of its page."""
    stack: list[tuple[object, int]] = [(root.get("K"), 0)]
    seen: set[int] = set()
    while stack and len(seen) < _MOST_ELEMENTS:
        reference, page = stack.pop()
        if isinstance(reference, PDFObjRef):
            if reference.objid in seen:
                continue
            seen.add(reference.objid)
        element = resolve1(reference)
        if isinstance(element, list):
            stack += [(each, page) for each in reversed(element[:_MOST_ELEMENTS])]
        elif isinstance(element, dict):
            own = element.get("Pg")
            page = own.objid if isinstance(own, PDFObjRef) else page
            kind = resolve1(element.get("S"))
            if isinstance(kind, PSLiteral) and kind.name == "Figure":
                yield element, page
            else:
                stack.append((element.get("K"), page))


def _marks(content: object) -> Iterator[int]:
    """The marks of a figure whose content is on the page itself."""
    value = resolve1(content)
    for each in value[:_MOST_ELEMENTS] if isinstance(value, list) else [value]:
        mark = resolve1(each)
        if isinstance(mark, dict):
            mark = resolve1(mark.get("MCID"))
        if isinstance(mark, int):
            yield mark
