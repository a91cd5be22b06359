"""Prepares a document for a report: what it lacks of styles, page set-up and page numbers is filled in and reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from docx.document import Document as Word
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _BaseHeaderFooter

from toolkit.render.page import TEXT_WIDTH
from toolkit.render.word import section
from toolkit.render.word.markup import elements, tag
from toolkit.render.word.styles import SHOWN, add_own, adopt

_TWIPS_PER_MM = 1440 / 25.4
_LEAST_WIDTH = 60  # mm; what leaves less for text is no page set-up


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTarget:
    """Where a report goes: the document, style ids by name, the element it stands before, the text width in mm.

    ``layout`` is the page set-up there; ``across`` the text width of such a page turned, 0 for one that is not upright;
    ``numbered``: its page numbers are ours.
    """

    word: Word
    styles: Mapping[str, str]
    end: BaseOxmlElement
    width: float
    layout: BaseOxmlElement
    across: float
    numbered: bool


def prepare(word: Word, end: BaseOxmlElement, report: Callable[[str], None], *, own_styles: bool) -> WordTarget:
    """``word`` made complete; ``report`` gets a sentence for each kind of thing that it lacked.

    With ``own_styles`` the report's styles are beside those of ``word``, else they are those of ``word``.
    """
    lacking: tuple[str, ...] = ()
    if own_styles:
        styles = add_own(word.styles.element)
    else:
        styles, lacking = adopt(word.styles.element)
    if lacking:
        report(f"参考文档没有这些样式，按国家标准补上：{'、'.join(SHOWN.get(name, name) for name in lacking)}。")
    layout = word.element.body.get_or_add_sectPr()
    if _text_width(layout) < _LEAST_WIDTH:
        _page(layout)
        report("参考文档没有页面设置，按国家标准设为 A4 和标准页边距。")
    numbered = layout.find(tag("footerReference")) is None
    if numbered:
        _page_numbers(word, styles["footer"])
        report("参考文档没有页脚，按国家标准加上页码。")
    width = _text_width(layout)
    if width < TEXT_WIDTH - 1:
        report(f"参考文档的版心宽 {width:.0f} 毫米，窄于国家标准的 {TEXT_WIDTH} 毫米，表格已按比例缩窄。")
    here = _layout_at(end)
    return WordTarget(
        word=word,
        styles=styles,
        end=end,
        width=width,
        layout=here,
        across=_text_height(here),
        numbered=numbered and here is layout,
    )


def _layout_at(end: BaseOxmlElement) -> BaseOxmlElement:
    """The page set-up of the section that ``end`` is in, or is the end of."""
    blocks = [end, *end.itersiblings()]
    inside = (block if block.tag == tag("sectPr") else block.find(f"{tag('pPr')}/{tag('sectPr')}") for block in blocks)
    return next(cast(BaseOxmlElement, layout) for layout in inside if layout is not None)


def mark_pages(sheet: WordTarget, words: str) -> None:
    """Words at the head of every page."""
    for part in sheet.word.sections:
        heads = [part.header, part.even_page_header]
        if part.different_first_page_header_footer:
            heads.append(part.first_page_header)
        for head in heads:
            mark = section.page_mark(sheet.styles["header"], words)
            if head.is_linked_to_previous:
                _fill(head, mark)
            else:
                head._element[:0] = elements(mark)


def _fill(part: _BaseHeaderFooter, markup: str) -> None:
    """``part`` with nothing but ``markup`` in it."""
    part.is_linked_to_previous = False
    part._element[:] = elements(markup)


def _page(layout: BaseOxmlElement) -> None:
    for name in ("pgSz", "pgMar", "docGrid"):
        for old in list(layout.iterchildren(tag(name))):
            layout.remove(old)
    references = len(list(layout.iterchildren(tag("headerReference"), tag("footerReference"))))
    layout[references:references] = elements(section.PAGE_SIZE + section.PAGE_MARGINS)
    layout.extend(elements(section.GRID))


def _page_numbers(word: Word, style: str) -> None:
    last = word.sections[-1]
    word.settings.odd_and_even_pages_header_footer = True
    _fill(last.footer, section.footer(even=False, style=style))
    _fill(last.even_page_footer, section.footer(even=True, style=style))


def _text_width(layout: BaseOxmlElement) -> float:
    """In mm; 0 unless page size and margins are both given."""
    return _between(layout, "w", "left", "right", "gutter")


def _text_height(layout: BaseOxmlElement) -> float:
    """Of an upright page, in mm; 0 for any other."""
    height = _between(layout, "h", "top", "bottom")
    return height if height > _text_width(layout) > 0 else 0.0


def _between(layout: BaseOxmlElement, side: str, *margins: str) -> float:
    lengths = {name: value for part in layout.iterchildren(tag("pgSz"), tag("pgMar")) for name, value in part.items()}
    if not {tag(side), *map(tag, margins[:2])} <= lengths.keys():
        return 0.0
    length, *taken = (abs(float(lengths.get(tag(name), "0"))) for name in (side, *margins))
    return (length - sum(taken)) / _TWIPS_PER_MM
