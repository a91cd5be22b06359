"""The page of GB/T 9704-2012, declared once for Word, PDF and the printed web page. Lengths in mm, type in points."""

from __future__ import annotations

import math
from dataclasses import dataclass

from toolkit.characters import ems, is_full_width
from toolkit.document.blocks import GridCell, ReportTable, Role
from toolkit.form import widths
from toolkit.form.kinds import FreeText
from toolkit.patterns import regex

# 5.1, 5.2.1: A4; 天头 37, 订口 28, 版心 156 × 225; the other two margins follow.
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, INSIDE, OUTSIDE = 37, 35, 28, 26
TEXT_WIDTH, TEXT_HEIGHT = WIDTH - INSIDE - OUTSIDE, HEIGHT - TOP - BOTTOM

# 8: a landscape page is an upright one turned, its head at the left in print whichever side is bound; the page number
# stays where it is. Margins alike on both sides, within the 1 mm of 5.2.1, serve odd and even pages.
ACROSS, ALONG = (TOP + BOTTOM) / 2, (INSIDE + OUTSIDE) / 2
"""The margins of a landscape page: left and right, above and below."""

# 5.2.3: 22 lines of 28 characters fill the type area: 3号 (16 pt) set a little tighter than solid.
CHARACTERS = 28
POINTS_PER_MM = widths.POINTS_PER_MM
BODY_SIZE = 16.0
LINE_PITCH = 28.95  # 225 mm / 22, rounded down to the twentieth of a point that Word counts in
TRACKING = -0.25  # 156 mm / 28 is 15.79 pt; a twentieth of a point more would leave 27

TITLE_SIZE = 22.0  # 2号
TITLE_PITCH = 36.0
TITLE_CHARACTERS = int(TEXT_WIDTH * POINTS_PER_MM / TITLE_SIZE)
PAGE_NUMBER_SIZE = 14.0  # 4号
FOOTER_DROP = 7.0  # 7.5: the dashes stand 7 mm below the type area
THIN_RULE, FRAME_RULE = 0.5, 1.0  # pt, inside tables and around them

CELL_PADDING, LABEL_PADDING = widths.CELL_PADDING, widths.LABEL_PADDING
CELL_PITCH = 1.25  # of the lines in a cell, in type sizes: given outright, for fonts differ by a third
_SMALLEST = 4.0  # of a long number
_LONG = 45.0  # a column of long labels


def row_height(table: ReportTable) -> float:
    """The least height of a row in mm: in 小五 and below, thirty rows fit one page."""
    return 8.0 if table.size > 9 else 6.5


def row_heights(table: ReportTable) -> tuple[float, ...]:
    """That of each row, with room to write in where there is any."""
    return table.heights or (row_height(table),) * table.rows


def line_height(table: ReportTable, place: GridCell) -> float:
    """What the least height of its row leaves, in mm, for one line of a cell with its blanks above and below."""
    others = len(place.text.split("\n")) - 1
    return row_heights(table)[place.row] - others * table.size * CELL_PITCH / POINTS_PER_MM


def cell_width(table: ReportTable, place: GridCell) -> float:
    """The width of a cell with its spans, in mm."""
    return sum(table.widths[place.column : place.column + place.colspan])


def number_size(table: ReportTable, place: GridCell) -> float:
    """The type size at which a number stays on one line: that of the table unless it is too long. Words wrap."""
    if not place.kind.numeric:
        return table.size
    room = (cell_width(table, place) - 2 * CELL_PADDING) * POINTS_PER_MM
    fitting = room / max(ems(place.text), 1)
    return max(_SMALLEST, min(table.size, int(fitting * 2) / 2))


def side_padding(table: ReportTable, place: GridCell) -> float:
    """The blank left and right of a cell's text in mm.

    Labels in narrow columns wrap after each word (结果/维持, 社会/公益/组织): the padding leaves room for two signs
    where three would just fit.
    """
    if is_left_aligned(table, place):
        return LABEL_PADDING
    if breaks_between_words(table, place):
        return max(0.0, cell_width(table, place) - 2.4 * table.size / POINTS_PER_MM) / 2
    return CELL_PADDING


def breaks_between_words(table: ReportTable, place: GridCell) -> bool:
    """Whether a Chinese label in a narrow column would break within one of its words of two characters."""
    room = _room(table, place)
    return place.role is Role.HEAD and room <= 3 and is_full_width(place.text) and ems(place.text) > room


def is_left_aligned(table: ReportTable, place: GridCell) -> bool:
    """Labels read from the left where they are long or in several columns, and so do texts; all else is centred."""
    if place.role is Role.NUMBER:
        return isinstance(place.kind, FreeText)
    if place.role is Role.ROW:
        return place.rowspan == 1 and (table.label_columns > 1 or table.widths[0] > _LONG)
    return place.role is Role.TITLE or (place.role is Role.STUB and place.colspan > 1)


_NUMBERED = regex("（.{1,2}）")
_LATIN = regex("[^\\s\\u2e80-\\uffff-]++-?|-")


def label_lines(table: ReportTable, place: GridCell) -> tuple[str, ...]:
    """The text of a cell, broken at line feeds, and after its number （三） where it does not fit on one line."""
    number = _NUMBERED.match(place.text)
    if place.role is Role.ROW and place.rowspan > 1 and number and ems(place.text) > _room(table, place):
        return number[0], place.text[number.end() :]
    return tuple(place.text.split("\n"))


def unbroken_lines(table: ReportTable, place: GridCell) -> tuple[str, ...]:
    """The lines of a cell for a typesetter that lets long words run over: what is longer than a line is broken."""
    lines = label_lines(table, place)
    if place.role is Role.NUMBER and place.kind.numeric:
        return lines
    room = _space(table, place)
    return tuple(part for line in lines for part in _LATIN.sub(lambda word: _broken(word[0], room), line).split("\n"))


def _broken(word: str, room: float) -> str:
    """``word`` with line feeds where it must break to fit."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and ems(pieces[-1] + sign) > room:
            pieces.append("")
        pieces[-1] += sign
    return "\n".join(pieces)


def fits_page(table: ReportTable) -> bool:
    """Whether the table, with a heading above it, is no longer than the type area."""
    rows = [*row_heights(table)]
    for place in table.cells:
        wanted = _line_count(table, place) * table.size * CELL_PITCH / POINTS_PER_MM / place.rowspan
        for row in range(place.row, place.row + place.rowspan):
            rows[row] = max(rows[row], wanted + 0.8)
    return sum(rows) <= (TEXT_WIDTH if table.landscape else TEXT_HEIGHT) - LINE_PITCH / POINTS_PER_MM


def wraps(table: ReportTable, place: GridCell) -> bool:
    """Whether the text of a cell takes more than one line."""
    return _line_count(table, place) > 1


def tight_padding(whole: bool) -> float:
    """The blank above and below lines that may fill their row, in mm: what Word adds; less in a table of one page."""
    return 0.4 if whole else CELL_PADDING + THIN_RULE / POINTS_PER_MM / 2


def _line_count(table: ReportTable, place: GridCell) -> int:
    return sum(math.ceil(ems(line) / max(1, _room(table, place))) for line in label_lines(table, place))


def _room(table: ReportTable, place: GridCell) -> int:
    """How many characters fit on one line of the cell."""
    return int(_space(table, place))


def _space(table: ReportTable, place: GridCell) -> float:
    return (cell_width(table, place) - 2 * CELL_PADDING) * POINTS_PER_MM / table.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A typeface: its name in Word documents, then what else it is called, then what may stand in for it."""

    name: str
    aliases: tuple[str, ...]
    stand_ins: tuple[str, ...]
    weight: int = 400  # of a stand-in

    @property
    def families(self) -> tuple[str, ...]:
        """All family names, best first."""
        return (self.name, *self.aliases, *self.stand_ins)


TITLE_FACE = Face(
    name="方正小标宋简体",
    aliases=("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "小标宋"),
    stand_ins=("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "宋体"),
    weight=700,
)
BODY_FACE = Face(
    name="仿宋_GB2312",
    aliases=("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋简体", "FZFangSong-Z02S", "华文仿宋", "STFangsong"),
    stand_ins=("FandolFang R", "FandolFang"),
)
KAI_FACE = Face(
    name="楷体_GB2312",
    aliases=("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体简体", "华文楷体", "STKaiti"),
    stand_ins=("FandolKai", "AR PL UKai CN", "LXGW WenKai"),
)
HEI_FACE = Face(
    name="黑体",
    aliases=("SimHei", "方正黑体简体", "华文黑体", "STHeiti"),
    stand_ins=("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
)
SONG_FACE = Face(
    name="宋体",
    aliases=("SimSun", "方正书宋简体", "华文宋体", "STSong"),
    stand_ins=("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
)
LATIN_FACE = Face(
    name="Times New Roman",
    aliases=("Times",),
    stand_ins=("Liberation Serif", "Tinos", "TeX Gyre Termes", "Nimbus Roman"),
)
