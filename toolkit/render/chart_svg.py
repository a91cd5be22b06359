"""A chart as SVG: rows of a label, bars as long as their numbers are large, and the numbers at their ends.

There is no axis to read off, and no colour to tell apart: series differ in lightness and hatching, as they do in print.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from toolkit.characters import ems
from toolkit.charts.data import ChartData, shown
from toolkit.form.expression import Number
from toolkit.render.html_templates import environment
from toolkit.render.title_lines import balance_lines

PRINTED, ON_SCREEN = 640.0, 460.0
"""The width of a chart in its own units, which says how large its words are: as those of a table in print, as those of
the text on a page, and still legible on a phone."""
TITLE_SIZE, SIZE, LINE = 17, 14, 18.0
_LEFT, _GAP, _VALUE = 4.0, 10.0, 5.0
_MOST_LABEL = 13.0  # ems of a label's line
_BARS = {1: 18.0, 2: 14.0, 3: 12.0, 4: 11.0}
"""The thickness of bars by how many stand together."""
_BETWEEN_LABELS, _BETWEEN_BARS = 12.0, 2.0  # the bars of two labels, and those of one


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartText:
    """A piece of text; ``x`` and ``y`` are of its anchor on its base line."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A bar of the series of that index."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDrawing:
    """A chart with the place of all that is in it. The base line, where bars begin, is at ``base``."""

    chart: ChartData
    width: float
    height: float
    titles: tuple[ChartText, ...]
    texts: tuple[ChartText, ...]
    bars: tuple[ChartBar, ...]
    base: float
    top: float
    title_size: int = TITLE_SIZE
    size: int = SIZE


def chart_svg(chart: ChartData, *, width: float = ON_SCREEN, font: str = "") -> Markup:
    """The SVG, with its words as text and the whole of it in words for who cannot see it.

    ``font`` are the families of its text, best first; without, those of the page around it.
    """
    drawing = chart_drawing(chart, width)
    return Markup(environment().get_template("chart.svg.j2").render(drawing=drawing, font=font))  # noqa: S704 -- escaped


def chart_drawing(chart: ChartData, width: float) -> ChartDrawing:
    """Where everything stands."""
    titles = balance_lines(chart.heading, (width - 2 * _LEFT) / TITLE_SIZE)
    labels = [balance_lines(label, _MOST_LABEL) for label in chart.labels]
    base = round(_LEFT + SIZE * max(ems(line) for lines in labels for line in lines) + _GAP)
    numbers = max(ems(shown(value)) for series in chart.series for value in series.values) * SIZE + _VALUE
    room = width - base - numbers - _LEFT
    thick = _BARS[len(chart.series)]
    stack = (thick + _BETWEEN_BARS) * len(chart.series) - _BETWEEN_BARS
    texts: list[ChartText] = []
    bars: list[ChartBar] = []
    y = TITLE_SIZE * 1.5 * len(titles) + 12
    if len(chart.series) > 1:
        y = _legend(chart, base, width, y, texts, bars)
    top = y
    for place, lines in enumerate(labels):
        high = max(stack, LINE * len(lines) - 4)
        middle = y + high / 2
        for at, line in enumerate(lines):
            baseline = middle + (at - (len(lines) - 1) / 2) * LINE + SIZE * 0.36
            texts.append(ChartText(text=line, x=base - _GAP, y=baseline, anchor="end"))
        start = middle - stack / 2
        for index, series in enumerate(chart.series):
            above, value = start + index * (thick + _BETWEEN_BARS), series.values[place]
            long = _length(value, chart.most, room)
            if long:
                bars.append(ChartBar(x=base, y=above, width=long, height=thick, series=index))
            texts.append(
                ChartText(text=shown(value), x=base + long + _VALUE, y=above + thick / 2 + SIZE * 0.36, muted=not value)
            )
        y += high + _BETWEEN_LABELS
    return ChartDrawing(
        chart=chart,
        width=width,
        height=round(y - _BETWEEN_LABELS + 8),
        titles=tuple(ChartText(text=t, x=_LEFT, y=TITLE_SIZE * (1.1 + 1.5 * at)) for at, t in enumerate(titles)),
        texts=tuple(texts),
        bars=tuple(bars),
        base=base,
        top=top - _BETWEEN_LABELS / 2,
    )


def _length(value: Number | None, most: Number, room: float) -> float:
    """How long a bar is: in proportion, but never too short to be seen."""
    return max(1.5, float(value / most) * room) if value else 0.0


def _legend(
    chart: ChartData, left: float, width: float, y: float, texts: list[ChartText], bars: list[ChartBar]
) -> float:
    """A sample of each series with its name, on as many lines as they take; where what follows begins."""
    x = left
    for index, series in enumerate(chart.series):
        wide = 28 + SIZE * ems(series.name) + 18
        if x > left and x + wide > width:
            x, y = left, y + LINE
        bars.append(ChartBar(x=x, y=y + 1, width=22, height=11, series=index))
        texts.append(ChartText(text=series.name, x=x + 28, y=y + 11.5))
        x += wide
    return y + LINE + 10
