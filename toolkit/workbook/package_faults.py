"""What makes Excel offer to repair a workbook, found in the file itself: other programs and schemas let it pass."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from toolkit.form.excel import LONGEST_FORMULA, column_number
from toolkit.patterns import regex

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_NAME = regex(r"[^\W\d][\w.]*|_[\w.]*|_xlnm\.\w+")
_CELL_LIKE = regex(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[RrCc]")
_ILLEGAL_SHEET = regex(r"[\[\]:*?/\\]")
_ILLEGAL_CHARACTER = regex(
    rb"""
      [\x00-\x08\x0b\x0c\x0e-\x1f]
    | &\#(?: x0*(?:[0-8bcef]|1[0-9a-f]) | 0*(?:[0-8]|1[124-9]|2\d|3[01]) );  # the same by number
    """,
    re.VERBOSE,
    matches=(b"\x0b", b"&#11;", b"&#x1f;", b"&#00;"),
    misses=(b"\t\r\n", b"&#10;", b"&#x9;", b"&#32;"),
)
_AREA = regex(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_STRING = regex(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')


def faults(package: bytes) -> list[str]:
    """Each fault as ``part: what``; an empty list for a file that opens in silence."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    found = [f"{name}: illegal control character" for name, raw in parts.items() if _ILLEGAL_CHARACTER.search(raw)]
    trees = {}
    for name, raw in parts.items():
        try:
            trees[name] = ElementTree.fromstring(raw)  # noqa: S314  # our own output, which no stranger wrote
        except ElementTree.ParseError:
            found.append(f"{name}: ill-formed")
    formats = len(trees["xl/styles.xml"].findall("m:dxfs/m:dxf", _NS)) if "xl/styles.xml" in trees else 0
    if "xl/workbook.xml" in trees:
        found += _workbook(trees["xl/workbook.xml"])
    for name, tree in trees.items():
        if name.startswith("xl/worksheets/sheet"):
            found += [f"{name}: {fault}" for fault in _sheet(tree, formats)]
    return found


def _workbook(tree: ElementTree.Element) -> Iterator[str]:
    part = "xl/workbook.xml"
    sheets = [sheet.get("name", "") for sheet in tree.findall("m:sheets/m:sheet", _NS)]
    for name in sheets:
        if len(name) > 31 or not name or _ILLEGAL_SHEET.search(name) or name[0] == "'" or name[-1] == "'":
            yield f"{part}: sheet name {name!r}"
    yield from (f"{part}: sheet name twice {name!r}" for name in _twice(name.casefold() for name in sheets))
    names = tree.findall("m:definedNames/m:definedName", _NS)
    keys = [(name.get("name", ""), name.get("localSheetId")) for name in names]
    for name, _ in keys:
        if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name) or len(name) > 255:
            yield f"{part}: defined name {name!r}"
    for key in _twice((name.casefold(), sheet or "") for name, sheet in keys):
        yield f"{part}: defined name twice {key!r}"
    for entry in names:
        yield from (f"{part}: {entry.get('name')} {fault}" for fault in _formula(entry.text or ""))


def _sheet(tree: ElementTree.Element, formats: int) -> Iterator[str]:
    yield from _merges([merge.get("ref", "") for merge in tree.findall("m:mergeCells/m:mergeCell", _NS)])
    cells = tree.findall("m:sheetData/m:row/m:c", _NS)
    yield from (f"cell twice {address}" for address in _twice(cell.get("r", "") for cell in cells))
    for cell in cells:
        for formula in cell.findall("m:f", _NS):
            yield from (f"{cell.get('r')} {fault}" for fault in _formula(formula.text or ""))
    for validation in tree.findall("m:dataValidations/m:dataValidation", _NS):
        yield from _validation(validation)
    for rule in tree.iter(f"{{{_NS['m']}}}cfRule"):
        if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= formats:
            yield f"dangling dxfId {rule.get('dxfId')}"
        for formula in rule.findall("m:formula", _NS):
            yield from (f"conditional format {fault}" for fault in _formula(formula.text or ""))


def _validation(rule: ElementTree.Element) -> Iterator[str]:
    place = rule.get("sqref", "")
    for title in ("promptTitle", "errorTitle"):
        if len(rule.get(title, "")) > 32:
            yield f"{place} {title} over 32"
    for text in ("prompt", "error"):
        if len(rule.get(text, "")) > 255:
            yield f"{place} {text} over 255"
    for formula in rule.findall("m:formula1", _NS):
        literal = formula.text or ""
        if rule.get("type") == "list" and literal.startswith('"') and len(literal) - 2 > 255:
            yield f"{place} list over 255"
        yield from (f"{place} {fault}" for fault in _formula(literal))


def _formula(formula: str) -> Iterator[str]:
    """Faults of a formula: brackets or quotes that do not pair, or more text than Excel takes."""
    if len(formula) > LONGEST_FORMULA:
        yield f"formula over {LONGEST_FORMULA}"
    bare = _STRING.sub("", formula)
    depth = 0
    for character in bare:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
    if depth or '"' in bare or "'" in bare:
        yield "unbalanced formula"
    if any(len(text) - 2 > 255 for text in _STRING.findall(formula) if text[0] == '"' and text != formula):
        yield "string in a formula over 255"


def _merges(areas: list[str]) -> Iterator[str]:
    taken: dict[tuple[int, int], str] = {}
    for area in areas:
        match = _AREA.fullmatch(area)
        if not match:
            yield f"merge {area!r}"
            continue
        left, top, right, bottom = match.groups()
        box = [
            (row, column) for row in range(int(top), int(bottom or top) + 1) for column in _columns(left, right or left)
        ]
        clash = next((taken[place] for place in box if place in taken), None)
        if clash:
            yield f"overlapping merges {clash} {area}"
        taken |= dict.fromkeys(box, area)


def _columns(left: str, right: str) -> range:
    return range(column_number(left), column_number(right) + 1)


def _twice(keys: Iterable[object]) -> list[object]:
    return [key for key, count in Counter(keys).items() if count > 1]
