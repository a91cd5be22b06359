"""A statutory table as OOXML: spans, repeated header rows, whole rows, together where a page holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from toolkit.document.blocks import GridCell, ReportTable, Role
from toolkit.render.page import (
    CELL_PADDING,
    CELL_PITCH,
    TEXT_WIDTH,
    fits_page,
    is_left_aligned,
    label_lines,
    number_size,
    row_heights,
    side_padding,
)
from toolkit.render.word.markup import lines, paragraph, twips
from toolkit.render.word.styles import size

_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def table_markup(table: ReportTable, styles: Mapping[str, str], width: float = TEXT_WIDTH) -> str:
    """The ``w:tbl`` of ``table``, drawn to ``width`` mm where the type area is narrower than the table."""
    scale = min(1.0, width / sum(table.widths))
    columns = tuple(twips(mm * scale) for mm in table.widths)
    together = table.rows if fits_page(table) else table.header_rows + 1
    return _Writer(table=table, styles=styles, columns=columns, together=together).markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """One table with its style ids and column widths in twips. Properties come in the order of the schema.

    The first ``together`` rows stay on one page.
    """

    table: ReportTable
    styles: Mapping[str, str]
    columns: tuple[int, ...]
    together: int

    def markup(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in self.columns)
        rows = "".join(self.row(row) for row in range(self.table.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(self.styles["报告表格"])}"/>'
            f'<w:tblW w:w="{sum(self.columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="{int(self.table.header_rows > 0)}" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escape(self.table.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def row(self, row: int) -> str:
        covering = [cell for cell in self.table.cells if cell.row <= row < cell.row + cell.rowspan]
        cells = "".join(self.cell(cell, row) for cell in sorted(covering, key=lambda cell: cell.column))
        header = "<w:tblHeader/>" if row < self.table.header_rows else ""
        height = f'<w:trHeight w:val="{twips(row_heights(self.table)[row])}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>"

    def cell(self, cell: GridCell, row: int) -> str:
        properties = "".join(self.properties(cell, row))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.content(cell, row)}</w:tc>"

    def properties(self, cell: GridCell, row: int) -> Iterator[str]:
        yield f'<w:tcW w:w="{sum(self.columns[cell.column : cell.column + cell.colspan])}" w:type="dxa"/>'
        if cell.colspan > 1:
            yield f'<w:gridSpan w:val="{cell.colspan}"/>'
        if cell.rowspan > 1:
            yield '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
        if cell.role is Role.TITLE:
            yield _SHADE
        padding = side_padding(self.table, cell)
        if padding != CELL_PADDING:
            sides = (f'<w:{side} w:w="{twips(padding)}" w:type="dxa"/>' for side in ("left", "right"))
            yield f"<w:tcMar>{''.join(sides)}</w:tcMar>"
        if cell.vertical:
            yield '<w:textDirection w:val="tbRlV"/>'
        yield '<w:vAlign w:val="center"/>'

    def content(self, cell: GridCell, row: int) -> str:
        """The text, in the first of the rows that the cell spans; rows that stay together do so by their paragraphs."""
        style = self.styles["表格标题" if cell.role is Role.TITLE else "表格文字"]
        points = number_size(self.table, cell) if cell.role is Role.NUMBER else self.table.size
        glue = "<w:keepNext/>" if row < self.together - 1 else ""
        pitch = f'<w:spacing w:line="{points * CELL_PITCH * 20:.0f}" w:lineRule="exact"/>'
        align = '<w:jc w:val="left"/>' if is_left_aligned(self.table, cell) else ""
        text = lines(label_lines(self.table, cell), size(points)) if cell.text and row == cell.row else ""
        return paragraph(style, text, f"{glue}{pitch}{align}<w:rPr>{size(points)}</w:rPr>")
