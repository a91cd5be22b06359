"""The report as blocks of plain text, before any file format; each renderer escapes for its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from toolkit.characters import join_words
from toolkit.charts.data import ChartData
from toolkit.charts.poster import PosterSection
from toolkit.form.dates import format_chinese_date
from toolkit.form.grid import GridCell, Role

__all__ = ["Block", "Document", "GridCell", "PageMark", "ReportHeading", "ReportParagraph", "ReportTable", "Role"]


class PageMark(StrEnum):
    """What every page carries of a report that is not to be published."""

    DRAFT = "草稿（非正式文本，请勿公开）"
    FOR_REVIEW = "送审稿（尚未审核完毕，请勿公开）"

    @property
    def word(self) -> str:
        """What such a report is called."""
        return self.partition("（")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHeading:
    """A section heading (level 1, 黑体) or a sub-head (level 2, 楷体). ``anchor`` is unique within the document."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParagraph:
    """Body text: one line of the author's, with whatever blanks it begins or ends with.

    ``flush``: it names whom a letter is to, and stands at the margin (GB/T 9704 7.3.2).
    """

    text: str
    flush: bool = False

    @property
    def indent(self) -> float:
        """The first-line indent in characters that is still missing to the two of GB/T 9704 7.3.3.

        Text that brings blanks of its own is not indented twice.
        """
        if self.flush:
            return 0.0
        own = self.text[: len(self.text) - len(self.text.lstrip())]
        return max(0.0, 2 - sum(1.0 if blank == "\u3000" else 0.25 for blank in own))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A statutory table in reading order. The first ``header_rows`` repeat on every page.

    ``widths`` are in mm, ``size`` of the type is in points. ``landscape``: it stands on pages of its own, set across.
    ``heights`` are the least heights of its rows in mm where some have room to write in; empty: as the type asks for.
    ``charts`` of its figures stand below it where a format can show them.
    """

    id: str
    caption: str
    widths: tuple[float, ...]
    size: float
    landscape: bool
    rows: int
    header_rows: int
    label_columns: int
    cells: tuple[GridCell, ...]  # by row, then column; numbers carry their printed figure in ``text``
    heights: tuple[float, ...] = ()
    charts: tuple[ChartData, ...] = ()


Block = ReportHeading | ReportParagraph | ReportTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report, or another paper on one. ``mark`` stands on every page; ``filing_json`` is the same filing as
    data. Its files carry ``content_mark`` where nobody sees it.

    ``subjects`` are the words for what is reported on, before which a line of the title may end. ``poster`` is what the
    图解 shows of it. ``signed``: agency and date stand below it.
    """

    agency: str
    title: str
    year: int | None
    preamble: tuple[ReportParagraph, ...]
    blocks: tuple[Block, ...]
    issued_on: dt.date | None
    mark: PageMark | None = None
    filing_json: str = ""
    content_mark: str = ""
    subjects: tuple[str, ...] = ()
    poster: tuple[PosterSection, ...] = ()
    signed: bool = True

    @property
    def date(self) -> str:
        """``2026年1月18日``: no padded zeros (GB/T 9704 7.3.5.4)."""
        day = self.issued_on
        return format_chinese_date(day) if day else ""

    @property
    def name(self) -> str:
        """Agency and title in one line, for metadata and bookmarks."""
        return join_words((self.agency, self.title))

    @property
    def headings(self) -> tuple[ReportHeading, ...]:
        """All headings in order."""
        return tuple(block for block in self.blocks if isinstance(block, ReportHeading))

    @property
    def texts(self) -> tuple[ReportHeading | ReportParagraph, ...]:
        """All headings and paragraphs in order."""
        return (*self.preamble, *(block for block in self.blocks if not isinstance(block, ReportTable)))

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """All tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, ReportTable))
