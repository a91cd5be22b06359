"""One pass over a web page: its paragraphs and tables as they are seen, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter

from lxml import etree

from toolkit.bounds import PAGE_TABLE_CELLS, PAGE_TABLE_ROWS, TABLE_SPAN
from toolkit.ingest.blocks import SourceCell, SourceGrid
from toolkit.ingest.note_marks import Appearance, Fragment, cell_of, shown
from toolkit.ingest.visibility import ElementStyle, ElementStyles
from toolkit.patterns import regex

_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "i", "img"),
        *("input", "ins", "kbd", "label", "mark", "nobr", "o:p", "picture", "q", "rb", "ruby", "s", "samp", "select"),
        *("small", "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr"),
    }
)
_SMART_TAG = "st1:"  # what Word once wrote around dates and places
_ASIDE = frozenset({"nav", "footer", "aside"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNREAD = frozenset(
    {"title", "script", "style", "noscript", "template", "button", "audio", "datalist", "noframes"}
    | {"iframe", "object", "svg", "canvas", "video"}
)
_PICTURES = frozenset({"img", "svg", "canvas", "object", "iframe", "embed", "video"})
_TYPED = frozenset({"", "text", "number", "tel", "search", "date", "month", "week", "time", "url", "email"})
_WRAPPED = regex(r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3001-\u9fff\uff00-\uffef])")
_BLANKS = regex(r"[ \t\r\n\f]+")
_LONGEST_CELL = 400  # a cell that holds more is a frame around text, not a cell of a statutory table
_MOST_OPTIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or a ``grid``, with the number of the element that holds it."""

    place: int
    fragments: tuple[Fragment, ...] = ()
    grid: SourceGrid | None = None
    level: int = 0
    aside: bool = False


@dataclass(slots=True)
class _Open:
    """An element that is being read: how its text looks, and what it is part of."""

    sight: ElementStyle
    place: int = 0
    level: int = 0
    aside: bool = False
    inline: bool = False
    preformatted: bool = False


_OUTSIDE = _Open(sight=ElementStyle())


class PassageReader:
    """Reads the elements of a page, gathering inline text until a block begins or ends.

    Within a ``cell``, pictures count: they may show a figure. Elements of a tag in ``without`` are passed over.
    """

    def __init__(self, styles: ElementStyles, *, cell: bool = False, without: Iterable[str] = ()) -> None:
        self._styles = styles
        self._cell = cell
        self._without = frozenset(without)
        self._fragments: list[Fragment] = []
        self._typed: list[str] = []
        self._parents: list[int] = []
        self._ends: list[int] = []

    @property
    def everything(self) -> range:
        """The numbers of all elements."""
        return range(len(self._parents))

    def around(self, places: Sequence[int]) -> range:
        """The numbers of the elements within the smallest one around all ``places``, itself included.

        All of them where that one was not read to its end.
        """
        place = min(places)
        while place and max(places) >= self._ends[place]:
            place = self._parents[place]
        return range(place, self._ends[place]) if place else self.everything

    def passages(self, root: etree._Element, sight: ElementStyle | None = None) -> Iterator[Passage]:
        """What is below ``root``, which looks as ``sight`` says (a loop with its own stack: pages may nest deeply)."""
        stack: list[tuple[etree._Element, _Open, _Open | None]] = [(root, _OUTSIDE, None)]
        while stack:
            element, around, own = stack.pop()
            if own:
                if self._fragments and not own.inline:
                    yield from self._flush(own)
                self._ends[own.place] = len(self._ends)
                if element is not root:
                    self._add(element.tail, around.sight)
                continue
            own = self._opened(element, around, sight if element is root else None)
            if self._styles.exhausted:
                return
            stack.append((element, around, own))
            if self._fragments and not own.inline:
                yield from self._flush(around)
            if own.sight.gone or element.tag in self._without:
                continue
            if self._shows_picture(element, own.sight):
                self._fragments.append(Fragment(text="〔图片〕", role=Appearance.PICTURE))
            if element.tag in _UNREAD:
                continue
            grid = self._grid(element, own.sight) if element.tag == "table" and element is not root else None
            if grid:
                beside = PassageReader(self._styles, without=("td", "th")).passages(element, own.sight)
                yield from (replace(passage, place=own.place, aside=own.aside) for passage in beside)
                yield Passage(grid=grid, place=own.place, aside=own.aside)
                continue
            self._add(element.text, own.sight)
            self._type(element, own.sight)
            stack += [(child, own, None) for child in reversed(element) if element.tag != "select"]

    def _opened(self, element: etree._Element, around: _Open, sight: ElementStyle | None) -> _Open:
        tag, place = element.tag, len(self._ends)
        self._parents.append(around.place)
        self._ends.append(place + 1)
        found = sight or self._styles.of(element, around.sight)
        unread = found.gone or tag in _UNREAD
        inline = unread or (_is_inline(tag) and not found.apart)
        level = _HEADINGS.get(tag, around.level if inline or tag == "br" else 0)
        aside = around.aside or tag in _ASIDE
        preformatted = tag == "pre" or (around.preformatted and inline)
        return _Open(found, place, level, aside, inline, preformatted)

    def _add(self, text: str | None, sight: ElementStyle) -> None:
        if text:
            self._fragments.append(Fragment(text=text, role=sight.appearance))

    def _type(self, element: etree._Element, sight: ElementStyle) -> None:
        """Add what a control of a form shows."""
        text = _typed(element)
        if text:
            if self._typed:
                self._add(" ", sight)  # two boxes hold two things
            self._add(text, replace(sight, beside=True))
            self._typed.append(text)

    def _shows_picture(self, element: etree._Element, sight: ElementStyle) -> bool:
        """Whether something in a cell is seen that no text says."""
        if not self._cell or sight.appearance is Appearance.HIDDEN:
            return False
        tiny = {element.get("width"), element.get("height")} & {"0", "1"}
        return sight.generated or (element.tag in _PICTURES and not tiny)

    def _flush(self, own: _Open) -> Iterator[Passage]:
        fragments, typed = self._fragments, " ".join(self._typed)
        self._fragments, self._typed = [], []
        for line in _lines(fragments) if own.preformatted else (fragments,):
            tidy = tuple(_tidy(line))
            if any(fragment.text.strip() for fragment in tidy):
                alone = bool(typed) and not self._cell and shown(tidy).strip() == typed.strip()  # a field to search by
                yield Passage(place=own.place, fragments=tidy, level=own.level, aside=own.aside or alone)

    def _grid(self, table: etree._Element, sight: ElementStyle) -> SourceGrid | None:
        """The table's cells; None for a table that only lays out a page."""
        if next(table.iterdescendants("table"), None) is not None:
            return None
        rows: list[tuple[SourceCell, ...]] = []
        cells = 0
        for row in self._rows(table, sight):
            rows.append(row)
            cells += len(row)
            wide = len(row) and row[-1].column + row[-1].span > TABLE_SPAN
            long = any(len(cell.text) > _LONGEST_CELL for cell in row)
            if wide or long or cells > PAGE_TABLE_CELLS or len(rows) > PAGE_TABLE_ROWS:
                return None
        return SourceGrid(rows=tuple(rows)) if cells > 1 else None

    def _rows(self, table: etree._Element, sight: ElementStyle) -> Iterator[tuple[SourceCell, ...]]:
        """Rows with the column at which each cell begins, spans from above counted as far as they can be believed."""
        covered: dict[int, int] = {}  # column → rows still covered from above
        for row in table.iter("tr"):
            look = self._sight_within(row, table, sight)
            if look.gone:
                continue
            cells = []
            column = 0
            below = {place: left - 1 for place, left in covered.items() if left > 1}
            for element in row.iterdescendants("td", "th"):
                own = self._styles.of(element, look, direct=element.getparent() is row)
                if own.gone:
                    continue
                while column in covered:
                    column += 1
                span, rows = _span(element, "colspan"), _span(element, "rowspan")
                cells.append(cell_of(self._fragments_of(element, own), column=column, span=span))
                for place in range(column, column + span):
                    below[place] = rows - 1
                column += span
                if column > TABLE_SPAN:
                    break  # no statutory table
            covered = {place: left for place, left in below.items() if left > 0}
            yield tuple(cells)

    def _sight_within(self, element: etree._Element, table: etree._Element, sight: ElementStyle) -> ElementStyle:
        """How an element of ``table`` looks, by those between."""
        between = [element]
        while (parent := between[-1].getparent()) is not None and parent is not table:
            between.append(parent)
        for inner in reversed(between):
            sight = self._styles.of(inner, sight)
        return sight

    def _fragments_of(self, cell: etree._Element, sight: ElementStyle) -> Iterator[Fragment]:
        """The text of a cell, a line for each of its paragraphs."""
        for number, passage in enumerate(PassageReader(self._styles, cell=True).passages(cell, sight)):
            if number:
                yield Fragment(text="\n")
            yield from passage.fragments


def _typed(element: etree._Element) -> str:
    """What a control shows as its value; empty for any other element."""
    if element.tag == "input" and (element.get("type") or "").strip().lower() in _TYPED:
        return element.get("value") or ""
    if element.tag == "select":
        options = list(islice(element.iter("option"), _MOST_OPTIONS))
        chosen = [option for option in options if option.get("selected") is not None]
        return " ".join("".join(map(str, option.itertext())) for option in chosen[-1:] or options[:1])
    return ""


def _tidy(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    """White space as a browser shows it, but no blank where a line of Chinese was wrapped in the source."""
    blank = True
    for role, group in groupby(fragments, key=attrgetter("role")):
        text = "".join(fragment.text for fragment in group)
        if not text.isprintable() or " " in text:
            text = _BLANKS.sub(" ", _WRAPPED.sub("", text))
        text = text.lstrip(" ") if blank else text
        blank = text.endswith(" ") if text else blank
        if text:
            yield Fragment(text=text, role=role)


def _lines(fragments: Iterable[Fragment]) -> Iterator[tuple[Fragment, ...]]:
    """Text whose line breaks count, line by line."""
    line: list[Fragment] = []
    for fragment in fragments:
        first, *others = fragment.text.split("\n")
        line.append(replace(fragment, text=first))
        for text in others:
            yield tuple(line)
            line = [replace(fragment, text=text)]
    yield tuple(line)


def _span(element: etree._Element, name: str) -> int:
    given = element.get(name)
    digits = re.fullmatch(r"\s*(\d{1,4})\s*", given) if given else None
    return min(max(int(digits[1]), 1), TABLE_SPAN) if digits else 1


def _is_inline(tag: str) -> bool:
    return tag in _INLINE or tag.startswith(_SMART_TAG)
