"""The 图解: the year's figures on one page, as SVG; narrow, so that it can be read on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.characters import ems
from toolkit.charts.poster import Highlight, PosterSection
from toolkit.document.blocks import Document
from toolkit.errors import OutputError
from toolkit.render.chart_svg import SIZE, ChartDrawing, chart_drawing
from toolkit.render.html_templates import environment
from toolkit.render.page import HEI_FACE
from toolkit.render.title_lines import balance_lines

WIDTH = 640.0
_MARGIN, _GAP, _PADDING = 24.0, 14.0, 24.0
_TITLE, _HEADING, _NUMBER = 34.0, 24, 38.0
_HEAD = 56.0  # above the title and below it
_TILES, _TILE, _INSET, _WORDS = 2, 96.0, 18, 18  # tiles across, their height, and of each the margin and its words
_FOOT = 64.0
_LARGER, _APART = 1.3, 24.0  # charts than on a page of text, and what is between them
_SCREEN = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC")


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterTile:
    """A highlight in its frame; ``size`` is that of its number."""

    highlight: Highlight
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterChart:
    """A chart and where its upper left corner is."""

    drawing: ChartDrawing
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterCard:
    """A section on its sheet."""

    heading: tuple[str, ...]
    y: float
    height: float
    tiles: tuple[PosterTile, ...]
    charts: tuple[PosterChart, ...]


def render(document: Document) -> bytes:
    """UTF-8 SVG with its words as text; :class:`OutputError` where the form has nothing for it."""
    return str(poster_svg(document)).encode()


def poster_svg(document: Document, families: Sequence[str] = (*_SCREEN, *HEI_FACE.families)) -> Markup:
    """The same, set in the first of ``families`` that there is."""
    if not document.poster:
        raise OutputError("这种表式没有写明图解里画哪些数。", "请写在表式的 charts 和 highlights 里，或改用其他格式。")
    agency = balance_lines(document.agency, (WIDTH - 2 * _MARGIN) / _TITLE, document.subjects)
    title = balance_lines(f"{document.title}图解", (WIDTH - 2 * _MARGIN) / _TITLE, document.subjects)
    top = _HEAD + (len(agency) + len(title)) * _TITLE * 1.4 + (_HEADING * 1.6 if document.mark else 0)
    y, cards = top + _MARGIN, []
    for section in document.poster:
        cards.append(_card(section, y))
        y += cards[-1].height + _GAP
    template = environment().get_template("poster.svg.j2")
    return Markup(  # noqa: S704 -- escaped
        template.render(
            document=document,
            lines=(*agency, *title),
            cards=cards,
            head=_HEAD,
            top=top,
            width=WIDTH,
            height=round(y - _GAP + _FOOT),
            margin=_MARGIN,
            size=_TITLE,
            heading_size=_HEADING,
            chart_size=SIZE,
            padding=_PADDING,
            inset=_INSET,
            words=_WORDS,
            scale=_LARGER,
            tile_height=_TILE,
            mark=document.mark or "",
            font=", ".join(f"'{family}'" for family in families) + ", sans-serif",
        )
    )


def _card(section: PosterSection, top: float) -> PosterCard:
    inside = WIDTH - 2 * (_MARGIN + _PADDING)
    heading = balance_lines(section.heading, inside / _HEADING)
    y = top + _PADDING + len(heading) * _HEADING * 1.4 + 12
    tiles: list[PosterTile] = []
    narrow = (inside - _GAP * (_TILES - 1)) / _TILES
    for place, highlight in enumerate(section.highlights):
        row, column = divmod(place, _TILES)
        alone = column == 0 and place == len(section.highlights) - 1
        wide = inside if alone else narrow
        room = wide - 2 * _INSET - _WORDS * ems(highlight.unit)
        tiles.append(
            PosterTile(
                highlight=highlight,
                x=_MARGIN + _PADDING + column * (narrow + _GAP),
                y=y + row * (_TILE + _GAP),
                width=wide,
                size=min(_NUMBER, room / ems(highlight.number)),
            )
        )
    if tiles:
        y = tiles[-1].y + _TILE + _APART
    charts: list[PosterChart] = []
    for chart in section.charts:
        drawing = chart_drawing(chart, inside / _LARGER)
        charts.append(PosterChart(drawing=drawing, x=_MARGIN + _PADDING, y=y))
        y += _LARGER * drawing.height + _APART
    return PosterCard(
        heading=heading, y=top, height=y - top + _PADDING - _APART, tiles=tuple(tiles), charts=tuple(charts)
    )
