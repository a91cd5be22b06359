"""Changing a workbook file as other programs and accidents do, part by part."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple, get_column_letter
from openpyxl.utils.datetime import to_excel

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AREA = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_REFERENCE = re.compile(r"(?<![A-Z!$\"])(\$?)([A-Z]{1,2})(\$?)(\d+)(?![\d(])")
"""A cell of the sheet itself in a formula."""
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _moved(line: int, first: int, by: int) -> int:
    """0 for a line that a deletion covers."""
    return line if line < first else 0 if line < first - by else line + by


def _referred(match: re.Match[str] | None, to: Callable[[int, int], tuple[int, int]]) -> str:
    if match is None:
        return "#REF!"
    row, column = to(int(match[4]), column_index_from_string(match[2]))
    return f"{match[1]}{get_column_letter(column)}{match[3]}{row}" if row and column else "#REF!"


@dataclass(frozen=True)
class Typed:
    """A formula with the value that a program calculated (None: never calculated)."""

    formula: str
    cached: int | str | None = None


@dataclass(frozen=True)
class Error:
    """An Excel error as a cell's value."""

    code: str


Value = int | float | str | dt.date | Typed | Error | None


@dataclass
class Package:
    """The parts of an ``.xlsx`` by name."""

    parts: dict[str, bytes]
    _trees: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Package:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return cls({name: package.read(name) for name in package.namelist()})

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, etree.tostring(self._trees[name]) if name in self._trees else content)
        return out.getvalue()

    def tree(self, part: str) -> Any:
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    @property
    def book(self) -> Any:
        return self.tree("xl/workbook.xml")

    def part_of(self, sheet: str) -> str:
        ids = {each.get("name"): each.get(_REL) for each in self.book.iterfind(f"{{{_NS}}}sheets/*")}
        links = {link.get("Id"): link.get("Target") for link in self.tree("xl/_rels/workbook.xml.rels")}
        target: str = links[ids[sheet]]
        return "xl/" + target.removeprefix("/xl/")

    def put(self, place: str, value: Value) -> None:
        """Put ``value`` into ``三 申请办理!C7``, over whatever stands there; a date by its number, as programs do."""
        sheet, _, address = place.rpartition("!")
        cell = self._cell(sheet, address)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{_NS}}}is"), f"{{{_NS}}}t").text = value
        elif isinstance(value, Typed):
            etree.SubElement(cell, f"{{{_NS}}}f").text = value.formula.removeprefix("=")
            if value.cached is not None:
                cell.set("t", "str" if isinstance(value.cached, str) else "n")
                etree.SubElement(cell, f"{{{_NS}}}v").text = str(value.cached)
        elif isinstance(value, Error):
            cell.set("t", "e")
            etree.SubElement(cell, f"{{{_NS}}}v").text = value.code
        elif value is not None:
            number = to_excel(value) if isinstance(value, dt.date) else value  # type: ignore[no-untyped-call]
            etree.SubElement(cell, f"{{{_NS}}}v").text = str(number)

    def raw(self, place: str, kind: str, value: str) -> None:
        """Put a cell of type ``kind`` as a program may write it, fit or not."""
        self.put(place, None)
        sheet, _, address = place.rpartition("!")
        cell = self._cell(sheet, address)
        cell.set("t", kind)
        etree.SubElement(cell, f"{{{_NS}}}v").text = value

    def runs(self, place: str, *runs: tuple[str, str]) -> None:
        """Put a text of runs, each with the properties of its font: ``("33", ""), ("50", "<strike/>")``."""
        self.put(place, "")
        sheet, _, address = place.rpartition("!")
        string = self._cell(sheet, address)[0]
        string.remove(string[0])
        for text, font in runs:
            own = f"<rPr>{font}</rPr>" if font else ""
            string.append(etree.fromstring(f'<r xmlns="{_NS}">{own}<t xml:space="preserve">{text}</t></r>'))

    def style(self, place: str, code: str | int = 0, font: str = "", fill: str = "") -> None:
        """Give a cell a number format, by its code or built-in number, and a font and a solid fill of its own."""
        styles = self.tree("xl/styles.xml")
        sheet, _, address = place.rpartition("!")
        formats, fonts, fills, cells = (
            styles.find(f"{{{_NS}}}{tag}") for tag in ("numFmts", "fonts", "fills", "cellXfs")
        )
        number = code
        if isinstance(code, str):
            number = 900 + len(formats)
            etree.SubElement(formats, f"{{{_NS}}}numFmt", numFmtId=str(number), formatCode=code)
        if font:
            fonts.append(etree.fromstring(f'<font xmlns="{_NS}">{font}</font>'))
        if fill:
            solid = f'<patternFill patternType="solid"><fgColor {fill}/></patternFill>'
            fills.append(etree.fromstring(f'<fill xmlns="{_NS}">{solid}</fill>'))
        own = {
            "numFmtId": str(number),
            "fontId": str(len(fonts) - 1 if font else 0),
            "fillId": str(len(fills) - 1 if fill else 0),
        }
        etree.SubElement(cells, f"{{{_NS}}}xf", own)
        self._cell(sheet, address).set("s", str(len(cells) - 1))

    def conditional(self, area: str, style: str, rule: str = "") -> None:
        """Give an area a conditional format of a ``dxf`` with this content; ``rule`` is what the rule itself holds."""
        formats = self.tree("xl/styles.xml").find(f"{{{_NS}}}dxfs")
        formats.append(etree.fromstring(f'<dxf xmlns="{_NS}">{style}</dxf>'))
        sheet, _, address = area.rpartition("!")
        own = f'<cfRule type="expression" priority="1" dxfId="{len(formats) - 1}"><formula>1</formula>{rule}</cfRule>'
        self.tree(self.part_of(sheet)).find(f"{{{_NS}}}mergeCells").addnext(
            etree.fromstring(f'<conditionalFormatting xmlns="{_NS}" sqref="{address}">{own}</conditionalFormatting>')
        )

    def merge(self, sheet: str, area: str) -> None:
        """Merge cells and keep what stands in them."""
        tree = self.tree(self.part_of(sheet))
        merged = tree.find(f"{{{_NS}}}mergeCells")
        if merged is None:
            merged = etree.Element(f"{{{_NS}}}mergeCells")
            tree.find(f"{{{_NS}}}sheetData").addnext(merged)
        etree.SubElement(merged, f"{{{_NS}}}mergeCell", ref=area)

    def refer(self, name: str, reference: str | None) -> None:
        """Make a defined name refer elsewhere; None takes it away."""
        for defined in list(self.book.iter(f"{{{_NS}}}definedName")):
            if defined.get("name") == name:
                if reference is None:
                    defined.getparent().remove(defined)
                else:
                    defined.text = reference

    def forget_names(self) -> None:
        for names in self.book.findall(f"{{{_NS}}}definedNames"):
            self.book.remove(names)

    def rename(self, sheet: str, new: str, *, follow: bool = True) -> None:
        """Rename a sheet; with ``follow`` names and formulas go along, as in Excel."""
        next(each for each in self.book.iterfind(f"{{{_NS}}}sheets/*") if each.get("name") == sheet).set("name", new)
        if follow:
            parts = [part for part in self.parts if part.startswith("xl/worksheets/sheet")]
            for tree in (self.book, *(self.tree(part) for part in parts)):
                for element in tree.iter(f"{{{_NS}}}f", f"{{{_NS}}}definedName"):
                    element.text = (element.text or "").replace(f"'{sheet}'!", f"'{new}'!")

    def drop(self, sheet: str) -> None:
        """Take a sheet away."""
        sheets = self.book.find(f"{{{_NS}}}sheets")
        sheets.remove(next(each for each in sheets if each.get("name") == sheet))

    def move_rows(self, sheet: str, first: int, by: int, *, names: bool = True) -> None:
        """Move the rows from ``first`` on, with what names and the sheet's own formulas say about them.

        Rows that a deletion covers are lost. Without ``names``, as by programs that leave these where they were.
        """
        self._move(sheet, first, by, names, lambda row, column: (_moved(row, first, by), column))

    def exchange_rows(self, sheet: str, one: int, other: int, *, first: int) -> None:
        """Let what two rows hold from column ``first`` on change places, formulas and formats too, as sorting does."""
        data = self.tree(self.part_of(sheet)).find(f"{{{_NS}}}sheetData")
        rows = {int(row.get("r")): row for row in data}
        for cell in [*rows[one]]:
            letters, column = str(cell.get("r")).rstrip("0123456789"), coordinate_to_tuple(str(cell.get("r")))[1]
            if column >= first:
                theirs = self._cell(sheet, f"{letters}{other}")
                kept = [({name: each.get(name) for name in "ts"}, [*each]) for each in (theirs, cell)]
                for each, (attributes, held) in zip((cell, theirs), kept, strict=True):
                    each[:] = held
                    for name, value in attributes.items():
                        each.attrib.pop(name, None)
                        if value:
                            each.set(name, value)

    def move_columns(self, sheet: str, first: int, by: int) -> None:
        """Move the columns from ``first`` on likewise."""
        self._move(sheet, first, by, True, lambda row, column: (row, _moved(column, first, by)))
        for columns in self.tree(self.part_of(sheet)).iter(f"{{{_NS}}}col"):
            for side in ("min", "max"):
                columns.set(side, str(_moved(int(columns.get(side)), first, by)))

    def _move(self, sheet: str, first: int, by: int, names: bool, to: Callable[[int, int], tuple[int, int]]) -> None:
        tree = self.tree(self.part_of(sheet))
        data = tree.find(f"{{{_NS}}}sheetData")
        cells = {coordinate_to_tuple(str(cell.get("r"))): cell for row in data for cell in row}
        for row in list(data):
            data.remove(row)
        for place in sorted(cells, key=lambda place: to(*place)):
            if 0 not in to(*place):
                row, column = to(*place)
                cells[place].set("r", f"{get_column_letter(column)}{row}")
                if not len(data) or int(data[-1].get("r")) != row:
                    etree.SubElement(data, f"{{{_NS}}}row", r=str(row))
                data[-1].append(cells[place])
        for formula in data.iter(f"{{{_NS}}}f"):
            formula.text = _REFERENCE.sub(lambda match: _referred(match, to), formula.text or "")
        for merged in list(tree.iter(f"{{{_NS}}}mergeCell")):
            merged.set("ref", _AREA.sub(lambda match: _referred(match, to), merged.get("ref")))
            if "#REF!" in merged.get("ref"):
                merged.getparent().remove(merged)
        for formats in tree.iter(f"{{{_NS}}}conditionalFormatting"):
            areas = _AREA.sub(lambda match: _referred(match, to), formats.get("sqref")).split()
            formats.set("sqref", " ".join(area for area in areas if "#REF!" not in area) or "A1")
        for defined in self.book.iter(f"{{{_NS}}}definedName") if names else ():
            if (defined.text or "").startswith(f"'{sheet}'!"):
                defined.text = f"'{sheet}'!" + _referred(_AREA.search(defined.text.rpartition("!")[2]), to)

    def set_row(self, sheet: str, row: int, attribute: str, value: str) -> None:
        """Give a row an attribute."""
        self._cell(sheet, f"A{row}").getparent().set(attribute, value)

    def comment(self, sheet: str, kind: str, content: str) -> None:
        """Put a part of comments beside a sheet, of that type, with this content."""
        name = self.part_of(sheet).rpartition("/")[2]
        self._link(name, kind, f"../{kind}/of-{name}")
        self.parts[f"xl/{kind}/of-{name}"] = content.encode()

    def draw(self, sheet: str, row: int, column: int, drawn: str) -> None:
        """Put a picture or shape over a cell."""
        name = self.part_of(sheet).rpartition("/")[2]
        self._link(name, "drawing", f"../drawings/of-{name}")
        main = "http://schemas.openxmlformats.org/drawingml/2006"
        self.parts[f"xl/drawings/of-{name}"] = (
            f'<xdr:wsDr xmlns:xdr="{main}/spreadsheetDrawing" xmlns:a="{main}/main"><xdr:oneCellAnchor>'
            f"<xdr:from><xdr:col>{column - 1}</xdr:col><xdr:row>{row - 1}</xdr:row></xdr:from>{drawn}"
            "</xdr:oneCellAnchor></xdr:wsDr>"
        ).encode()

    def _link(self, name: str, kind: str, target: str) -> None:
        """Make the part of a sheet refer to another one."""
        links = f"xl/worksheets/_rels/{name}.rels"
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        whole = _REL.strip("{").partition("}")[0] + f"/{kind}"
        link = f'<Relationship Id="of-{kind}" Type="{whole}" Target="{target}"/></Relationships>'
        before = self.parts.get(links, empty.encode()).decode()
        self.parts[links] = before.replace("</Relationships>", link).encode()

    def _cell(self, sheet: str, address: str) -> Any:
        data = self.tree(self.part_of(sheet)).find(f"{{{_NS}}}sheetData")
        number, column = coordinate_to_tuple(address)
        return _child(_child(data, "row", str(number), number), "c", address, column)


def _child(parent: Any, tag: str, name: str, number: int) -> Any:
    """The row or cell of that number in ``parent``, made in its place if it is not there."""
    place = bisect_left(parent, number, key=_number)
    if place == len(parent) or _number(parent[place]) != number:
        parent.insert(place, etree.Element(f"{{{_NS}}}{tag}", r=name))
    return parent[place]


def _number(element: Any) -> int:
    """Of a row or of the column of a cell."""
    name = str(element.get("r"))
    return int(name) if name.isdecimal() else coordinate_to_tuple(name)[1]
