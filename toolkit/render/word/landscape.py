"""Landscape pages among upright ones: sections of a Word document with the same headers, footers and page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.render.word import section
from toolkit.render.word.markup import elements, paragraph, tag
from toolkit.render.word.setup import WordTarget

Run = tuple[bool, list[BaseOxmlElement]]
"""Whether it is set across, and the blocks."""

NO_HEIGHT = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def in_sections(sheet: WordTarget, runs: Sequence[Run]) -> Iterator[BaseOxmlElement]:
    """The blocks of all runs in order, with the end of a section after each but the last."""
    if len(runs) == 1 or not sheet.across:
        for _, blocks in runs:
            yield from blocks
        return
    upright = deepcopy(sheet.layout)
    _go_on(sheet.layout)
    turned = _turned(sheet)
    *others, (landscape, last) = runs
    for across, blocks in others:
        yield from _closed(blocks, deepcopy(turned) if across else upright, sheet)
        if not across:
            upright = deepcopy(sheet.layout)
    if not landscape:
        yield from last
    elif sheet.end is not sheet.layout:  # what follows the report is upright again
        yield from _closed(last, turned, sheet)
    else:
        yield from last
        for old in list(sheet.layout):
            sheet.layout.remove(old)
        sheet.layout.extend(turned)


def _closed(blocks: Sequence[BaseOxmlElement], layout: BaseOxmlElement, sheet: WordTarget) -> Iterator[BaseOxmlElement]:
    """``blocks`` as a section: it ends in the last paragraph, or in one without height behind a table."""
    yield from blocks
    last = blocks[-1]
    if last.tag != tag("p"):
        [last] = elements(paragraph(sheet.styles["Normal"], "", NO_HEIGHT))
        yield last
    last[0].append(layout)


def _go_on(layout: BaseOxmlElement) -> None:
    """Make ``layout`` that of pages that go on with the report: on a new page, none of them the first."""
    for name in ("type", "titlePg"):
        for old in list(layout.iterchildren(tag(name))):
            layout.remove(old)
    for numbers in layout.iterchildren(tag("pgNumType")):
        if tag("start") in numbers.attrib:
            del numbers.attrib[tag("start")]


def _turned(sheet: WordTarget) -> BaseOxmlElement:
    """The page set-up of ``sheet`` turned: opposite margins are alike, so that odd and even pages may be bound."""
    turned = deepcopy(sheet.layout)
    [size] = turned.iterchildren(tag("pgSz"))
    width, height = size.get(tag("w"), ""), size.get(tag("h"), "")
    for name, value in (("w", height), ("h", width), ("orient", "landscape")):
        size.set(tag(name), value)
    [margins] = turned.iterchildren(tag("pgMar"))
    lengths = {
        name: abs(int(float(margins.get(tag(name), "0")))) for name in ("top", "bottom", "left", "right", "gutter")
    }
    across = (lengths["top"] + lengths["bottom"]) // 2
    along = (lengths["left"] + lengths["right"] + lengths["gutter"]) // 2
    for names, length in (("left right", across), ("top bottom", along), ("gutter", 0)):
        for name in names.split():
            margins.set(tag(name), str(length))
    for name in ("header", "footer"):
        own = int(float(margins.get(tag(name), "0")))
        margins.set(tag(name), str(min(own, along // 2)))
    for grid in list(turned.iterchildren(tag("docGrid"))):  # its lines fill an upright page
        turned.remove(grid)
    if sheet.numbered:
        _number_sideways(turned, sheet)
    return turned


def _number_sideways(layout: BaseOxmlElement, sheet: WordTarget) -> None:
    """Page numbers where upright pages have them."""
    for old in list(layout.iterchildren(tag("footerReference"))):
        layout.remove(old)
    for kind, even in (("default", False), ("even", True)):
        part, key = sheet.word.part.add_footer_part()  # type: ignore[no-untyped-call]
        part.element[:] = elements(section.sideways_footer(even=even, style=sheet.styles["footer"]))
        [reference] = elements(f'<w:footerReference w:type="{kind}" r:id="{key}"/>')
        layout.insert(0, reference)
