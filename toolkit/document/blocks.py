"""The report as blocks of plain text, before any file format; each renderer escapes for its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit.form.layout import Place, Role

__all__ = ["Block", "Document", "Heading", "Paragraph", "Place", "Role", "Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section heading (level 1, 黑体) or a sub-head (level 2, 楷体). ``anchor`` is unique within the document."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Body text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A statutory table in reading order. ``widths`` in mm; the first ``header_rows`` repeat on every page."""

    id: str
    caption: str
    widths: tuple[float, ...]
    rows: int
    header_rows: int
    label_columns: int
    cells: tuple[Place, ...]  # numbers carry their printed figure in ``text``


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report. ``draft`` marks every page; ``filing_json`` is the same filing as data."""

    agency: str
    title: str
    year: int | None
    preamble: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    issued_on: dt.date | None
    draft: bool = False
    filing_json: str = ""

    @property
    def date(self) -> str:
        """``2026年1月18日``: no padded zeros (GB/T 9704 7.3.5.4)."""
        day = self.issued_on
        return f"{day.year}年{day.month}月{day.day}日" if day else ""
