"""Which optional content of a PDF, its layers, a reader shows when the file is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

_DEEPEST = 20
"""Steps of an expression over layers."""


class Layers:
    """The layers of a document, as its default configuration switches them on and off."""

    def __init__(self, document: PDFDocument) -> None:
        declared = dict_value(document.catalog.get("OCProperties") or {})
        default = dict_value(declared.get("D") or {})
        self._off = set(_ids(declared.get("OCGs"))) if _name(default.get("BaseState")) == "OFF" else set[int]()
        self._off -= set(_ids(default.get("ON")))
        self._off |= set(_ids(default.get("OFF")))
        for usage in map(dict_value, list_value(default.get("AS") or [])):
            if _name(usage.get("Event")) == "View":
                self._apply(usage)

    def _apply(self, usage: Mapping[Any, Any]) -> None:
        """Switch the layers whose state on the screen is declared by themselves."""
        for layer in list_value(usage.get("OCGs") or []):
            seen = dict_value(dict_value(dict_value(layer).get("Usage") or {}).get("View") or {})
            state = _name(seen.get("ViewState"))
            if isinstance(layer, PDFObjRef) and state in ("ON", "OFF"):
                (self._off.add if state == "OFF" else self._off.discard)(layer.objid)

    def hides(self, content: object) -> bool:
        """Whether what belongs to a layer, or to what is declared of several, is not shown."""
        value = resolve1(content)
        if not isinstance(value, dict):
            return False
        if _name(value.get("Type")) != "OCMD":
            return isinstance(content, PDFObjRef) and content.objid in self._off
        if value.get("VE") is not None:
            return not self._holds(value["VE"], _DEEPEST)
        layers = value.get("OCGs")
        shown = [each not in self._off for each in _ids(layers if isinstance(resolve1(layers), list) else [layers])]
        policy = _name(value.get("P"))
        if not shown:
            return False
        if policy == "AllOn":
            return not all(shown)
        if policy == "AnyOff":
            return all(shown)
        return any(shown) if policy == "AllOff" else not any(shown)

    def _holds(self, expression: object, deep: int) -> bool:
        """What an expression over layers says; one too deep shows nothing."""
        parts = resolve1(expression)
        if not isinstance(parts, list):
            return not self.hides(expression)
        if not parts or not deep:
            return False
        operator, *operands = parts
        held = (self._holds(each, deep - 1) for each in operands)
        match _name(operator):
            case "Not":
                return not any(held)
            case "Or":
                return any(held)
            case _:
                return all(held)


def _ids(layers: object) -> Iterator[int]:
    return (each.objid for each in list_value(layers or []) if isinstance(each, PDFObjRef))


def _name(value: object) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
