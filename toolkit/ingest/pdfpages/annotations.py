"""What stands on a page beside its own content: filled-in form fields, typed notes and stamps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_rect, decode_text, mult_matrix

from toolkit.ingest.pdfpages.device import Device

_SHOWN = frozenset({"Widget", "FreeText", "Stamp"})
_HIDDEN, _NO_VIEW = 2, 32


def draw_annotations(page: PDFPage, interpreter: PDFPageInterpreter, device: Device) -> None:
    """Paint them with their own appearance; a field without one shows its value."""
    for annotation in _annotations(page):
        device.enter(annotation.get("OC"))
        rect = [float(resolve1(side)) for side in list_value(annotation["Rect"])]
        appearance = _appearance(annotation)
        if appearance is not None:
            drawn = _placed(appearance, rect)
            resources = dict_value(appearance.get("Resources") or {})
            interpreter.render_contents(resources, [appearance], ctm=mult_matrix(drawn, device.page_matrix))
        elif isinstance(value := resolve1(annotation.get("V")), bytes | str):
            device.add_text(decode_text(value) if isinstance(value, bytes) else value, rect)
        device.leave()


def _annotations(page: PDFPage) -> Iterator[Mapping[str, Any]]:
    for entry in list_value(page.annots or []):
        annotation = dict_value(entry)
        kind = resolve1(annotation.get("Subtype"))
        flags = resolve1(annotation.get("F"))
        hidden = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
        if isinstance(kind, PSLiteral) and kind.name in _SHOWN and not hidden:
            yield annotation


def _appearance(annotation: Mapping[str, Any]) -> PDFStream | None:
    """How the annotation looks now: a button has a look for each of its states."""
    looks = resolve1(dict_value(annotation.get("AP") or {}).get("N"))
    if isinstance(looks, dict):
        state = resolve1(annotation.get("AS"))
        looks = resolve1(looks.get(state.name)) if isinstance(state, PSLiteral) else None
    return looks if isinstance(looks, PDFStream) else None


def _placed(appearance: PDFStream, rect: list[float]) -> Matrix:
    """What puts the appearance's own box, turned as it says, into the annotation's rectangle."""
    own: Matrix = tuple(map(float, list_value(appearance.get("Matrix") or (1, 0, 0, 1, 0, 0))))  # type: ignore[assignment]  # six of them
    left, low, right, high = apply_matrix_rect(own, tuple(map(float, list_value(appearance["BBox"]))))  # type: ignore[arg-type]  # four
    across = (rect[2] - rect[0]) / ((right - left) or 1.0)
    up = (rect[3] - rect[1]) / ((high - low) or 1.0)
    return mult_matrix(own, (across, 0, 0, up, rect[0] - across * left, rect[1] - up * low))
