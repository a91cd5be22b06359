"""A report as offices print it, and writers of its formats: what the variants of the tests change and write out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from tests.zips import zip_of
from toolkit.document.blocks import ReportHeading, ReportParagraph
from toolkit.document.blocks import ReportTable as Block
from toolkit.document.compose import compose
from toolkit.document.number_labels import rows_of
from toolkit.filing import Filing

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A printed cell; ``id`` names a number, ``stub`` the corner of 表三."""

    text: str
    id: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, kw_only=True)
class Line:
    """A printed line: level 1 is the title, 2 a section's heading, 3 a sub-head, 0 text."""

    text: str
    level: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """A printed table; ``id`` is the form's, or empty for one that is not of the form."""

    id: str
    rows: tuple[tuple[Cell, ...], ...]


Item = Line | Table


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A report in print order. ``page`` is raw HTML around it, for the web page alone."""

    agency: str
    title: tuple[str, ...]
    items: tuple[Item, ...]
    closing: tuple[str, ...]
    page: tuple[str, str] = ("", "")
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[Item, ...]:
        """Title, items and closing as one sequence."""
        title = tuple(Line(text=text, level=1) for text in self.title)
        return (*title, *self.items, *(Line(text=text) for text in self.closing))


def printed(filing: Filing) -> Printed:
    """The report of ``filing`` as the format prints it."""
    document = compose(filing)
    items: list[Item] = [Line(text=paragraph.text) for paragraph in document.preamble]
    for block in document.blocks:
        if isinstance(block, ReportHeading):
            items.append(Line(text=block.text, level=block.level + 1))
        elif isinstance(block, ReportParagraph):
            items.append(Line(text=block.text))
        else:
            items.append(_table(block))
    return Printed(
        agency=document.agency,
        title=(document.agency, document.title),
        items=tuple(items),
        closing=(document.agency, document.date),
    )


def _table(block: Block) -> Table:
    rows = tuple(
        tuple(Cell(text=p.text, id=p.cell, rows=p.rowspan, columns=p.colspan) for p in places)
        for _, places in rows_of(block)
    )
    return Table(id=block.id, rows=rows)


def map_cells(report: Printed, table: str, change: object) -> Printed:
    """``report`` with ``change(cell)`` in place of each cell of ``table`` (of every table if empty)."""
    assert callable(change)
    items = [
        replace(item, rows=tuple(tuple(change(cell) for cell in row) for row in item.rows))
        if isinstance(item, Table) and (not table or item.id == table)
        else item
        for item in report.items
    ]
    return replace(report, items=tuple(items))


def spread(table: Table) -> Iterator[list[Cell | None]]:
    """The rows of ``table`` with None where a span from above covers the row; a span across is one cell."""
    above: dict[int, tuple[int, int]] = {}  # column → rows left, width
    for row in table.rows:
        waiting = list(row)
        line: list[Cell | None] = []
        column = 0
        below: dict[int, tuple[int, int]] = {}
        while waiting or any(start >= column for start in above):
            if column in above:
                left, width = above[column]
                line.append(None)
                if left > 1:
                    below[column] = (left - 1, width)
                column += width
                continue
            if not waiting:
                break
            cell = waiting.pop(0)
            line.append(cell)
            if cell.rows > 1:
                below[column] = (cell.rows - 1, cell.columns)
            column += cell.columns
        above = below
        yield line


def to_html(report: Printed) -> bytes:
    """A web page; raw cell text that begins with ``<`` goes in as markup."""
    before, after = report.page
    body = "".join(_html(item) for item in report.everything)
    charset = report.extra.get("charset", "utf-8")
    page = f'<html><head><meta charset="{charset}"></head><body>{before}<div>{body}</div>{after}</body></html>'
    return page.encode(charset, "xmlcharrefreplace")


def _html(item: Item) -> str:
    if isinstance(item, Line):
        return f"<p><span>{escape(item.text)}</span></p>\n"
    return html_table(item)


def html_table(table: Table) -> str:
    """The table with its spans."""
    rows = "".join("<tr>" + "".join(_td(cell) for cell in row) + "</tr>\n" for row in table.rows)
    return f"<table>{rows}</table>\n"


def _td(cell: Cell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    inner = cell.text if cell.text.startswith("<") else escape(cell.text).replace("\n", "<br>")
    return f"<td{rows}{columns}>{inner}</td>"


def to_docx(report: Printed) -> bytes:
    """A Word file of the least parts that Word itself accepts."""
    body = "".join(_docx(item) for item in report.everything)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    return zip_of(parts)


def _docx(item: Item) -> str:
    if isinstance(item, Line):
        return _p(item.text)
    rows = "".join("<w:tr>" + "".join(_tcs(line, item)) + "</w:tr>" for line in spread(item))
    return f"<w:tbl>{rows}</w:tbl>"


def _tcs(line: list[Cell | None], table: Table) -> Iterator[str]:
    for cell in line:
        if cell is None:
            yield f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{_p('')}</w:tc>"
            continue
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        text = "".join(_p(part) for part in cell.text.split("\n"))
        yield f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.columns}"/>{merge}</w:tcPr>{text}</w:tc>'


def _p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def to_txt(report: Printed) -> bytes:
    """Plain text, tables as ``extra["txt"]`` says: stacked (a tab before each cell), rows, or plain."""
    manner = report.extra.get("txt", "stacked")
    lines: list[str] = []
    for item in report.everything:
        if isinstance(item, Line):
            lines.append(item.text)
            continue
        lines.append("")
        for row in spread(item):
            texts = [" ".join(cell.text.split()) if cell else "" for cell in row]
            if manner == "stacked":
                lines += [*(f"\t{text}" for text in texts), ""]
            elif manner == "rows":
                lines.append("\t".join(texts) if len(texts) > 1 else texts[0])
            else:
                lines += [text for text in texts if text]
    return "\n".join(lines).encode(report.extra.get("charset", "utf-8"))


def to_md(report: Printed) -> bytes:
    """Markdown with ## headings; tables as HTML, or as pipes where ``extra["md"]`` says so."""
    lines: list[str] = []
    for item in report.everything:
        if isinstance(item, Line):
            lines += [f"{'#' * item.level} {item.text}" if item.level else item.text, ""]
        elif report.extra.get("md") == "pipes":
            lines += [*_pipes(item), ""]
        else:
            lines += [html_table(item), ""]
    return "\n".join(lines).encode()


def _pipes(table: Table) -> Iterator[str]:
    for number, row in enumerate(spread(table)):
        texts: list[str] = []
        for cell in row:
            texts.append(" ".join(cell.text.split()) if cell else "")
            texts += [""] * ((cell.columns if cell else 1) - 1)
        yield f"| {' | '.join(texts)} |"
        if number == 0:
            yield f"|{'---|' * len(texts)}"


WRITERS = {"html": to_html, "docx": to_docx, "txt": to_txt, "md": to_md}
