"""The pages of a PDF as a reader sees them: upright, each sign once, what nobody can see left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from toolkit.ingest.pdfpages.annotations import draw_annotations
from toolkit.ingest.pdfpages.described_figures import DescribedFigures
from toolkit.ingest.pdfpages.device import WHITE, Device, FilledArea, PageContent
from toolkit.ingest.pdfpages.dotted_rules import dotted_rules
from toolkit.ingest.pdfpages.geometry import Box, Colour, Glyph, numbers
from toolkit.ingest.pdfpages.interpreter import Interpreter
from toolkit.ingest.pdfpages.layers import Layers

_SAME_PLACE = 0.18
"""Of a sign's size: how far apart one sign is drawn twice, for weight or a shadow; no two of a line are so near."""
_LARGE = 0.25
"""Of the page: a fill so large is paper, or the picture of a scanned page."""
_THIN = 3.0
"""Points: a filled rectangle so low is a line."""
_STRUCK = 0.15
"""Of a sign's size: how far from its middle a line runs that crosses it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page turned so that its text is upright.

    ``sideways`` are signs that still run in another direction; ``aslant`` is text that runs along no edge, a watermark;
    ``beyond`` is text outside the page, ``layered`` that of layers not shown. ``unseen`` counts signs without ink, or
    under the picture of a scanned page.
    """

    number: int
    box: Box
    glyphs: tuple[Glyph, ...]
    sideways: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    aslant: str
    beyond: str
    layered: str
    unseen: int


def pages(file: BinaryIO) -> Iterator[PrintedPage]:
    """The pages one by one; raises whatever pdfminer does for a file that it cannot read."""
    document = PDFDocument(PDFParser(file))
    resources = PDFResourceManager()
    device = Device(resources, Layers(document), DescribedFigures(document))
    interpreter = Interpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        interpreter.process_page(page)
        draw_annotations(page, interpreter, device)
        yield _upright(number, device.page)


def _upright(number: int, content: PageContent) -> PrintedPage:
    marks = [fill.box for fill in content.fills if not (fill.picture or fill.white)]
    content.rules += dotted_rules([*content.rules, *marks])
    covers: set[FilledArea] = set()
    seen = list(_seen(content, covers))
    glyphs = _once(glyph for glyph in _whole(seen) if not glyph.hidden)
    directions = Counter(glyph.turn for glyph in glyphs if glyph.text.strip())
    turn = max(directions, key=lambda each: directions[each], default=0)
    turned = [glyph.turned(turn, content.box) for glyph in glyphs]
    pictures = [fill.box for fill in content.fills if fill.picture]
    rules = [*content.rules, *(side for fill in content.fills if fill not in covers for side in fill.sides)]
    return PrintedPage(
        number=number,
        box=content.box.turned(turn, content.box),
        glyphs=tuple(glyph for glyph in turned if glyph.turn == 0),
        sideways=tuple(glyph for glyph in turned if glyph.turn != 0),
        rules=tuple(rule.turned(turn, content.box) for rule in rules),
        pictures=tuple(box.turned(turn, content.box) for box in pictures),
        aslant="".join(content.aslant),
        beyond="".join(glyph.text for glyph in seen if glyph.hidden and not content.box.holds(glyph.box.middle)),
        layered="".join(content.layered),
        unseen=content.unseen + len(content.glyphs) - len(seen),
    )


def _seen(content: PageContent, covers: set[FilledArea]) -> Iterator[Glyph]:
    """Signs that are not under a picture of the page; in doubt where they are covered, crossed out or of the colour of
    what is behind them.

    What is over characters is added to ``covers``.
    """
    fills = sorted(content.fills, key=lambda fill: fill.over)
    starts = [fill.over for fill in fills]
    thick = [fill for fill in fills if min(fill.box.width, fill.box.height) >= _THIN]
    rules = [*content.rules, *(fill.box for fill in fills if fill.box.height < _THIN)]
    lines = sorted((rule for rule in rules if rule.width > rule.height), key=lambda rule: rule.top)
    tops = [rule.top for rule in lines]
    inks = {WHITE, *(fill.colour for fill in thick)} - {None}
    for place, glyph in enumerate(content.glyphs):
        middle = glyph.box.middle
        above = [fill for fill in fills[bisect_right(starts, place) :] if fill.box.holds(middle)]
        if any(fill.picture and _is_large(fill, content) for fill in above):
            continue
        over = [each for each in above if each.box.height > glyph.size / 2 and not _is_large(each, content)]
        covers.update(over)
        covered = any(not each.picture for each in over)
        faint = glyph.ink in inks and glyph.ink == _behind(place, middle, thick)
        slack = _STRUCK * glyph.size
        near = lines[bisect_left(tops, middle[1] - slack) : bisect_right(tops, middle[1] + slack)]
        struck = glyph.turn == 0 and any(line.left <= middle[0] <= line.right for line in near)
        yield replace(
            glyph, doubtful=glyph.doubtful or covered or faint or struck, stamped=any(each.picture for each in over)
        )


def _behind(place: int, middle: tuple[float, float], fills: Sequence[FilledArea]) -> Colour | None:
    """The colour on which the sign of that place was painted; None for a pattern or a picture."""
    under = (fill for fill in reversed(fills) if fill.over <= place and fill.box.holds(middle))
    found = next(under, None)
    return found.colour if found else WHITE


def _whole(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Signs in the order in which they were painted; what shows of a number that is partly hidden is in doubt."""
    for run in numbers(glyphs):
        cut = len({glyph.hidden for glyph in run}) > 1
        yield from (replace(glyph, doubtful=True) for glyph in run) if cut else run


def _is_large(fill: FilledArea, content: PageContent) -> bool:
    return fill.box.area > _LARGE * content.box.area


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Each sign once, where it was drawn last."""
    kept: list[Glyph | None] = []
    known: dict[tuple[str, int, int], int] = {}
    for glyph in glyphs:
        step = _SAME_PLACE * max(glyph.size, 1.0)
        across, down = int(glyph.box.left // step), int(glyph.box.top // step)
        for near in ((x, y) for x in (across - 1, across, across + 1) for y in (down - 1, down, down + 1)):
            place = known.get((glyph.text, *near), -1)
            twin = kept[place] if place >= 0 else None
            if twin and abs(twin.box.left - glyph.box.left) <= step and abs(twin.box.top - glyph.box.top) <= step:
                kept[place] = None
        known[glyph.text, across, down] = len(kept)
        kept.append(glyph)
    return [glyph for glyph in kept if glyph]
