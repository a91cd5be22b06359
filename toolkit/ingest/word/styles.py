"""What a Word file's styles say about text: whether it shows, how its paragraphs are numbered and headed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from lxml import etree

from toolkit.ingest.word.package import W, first_child, properties_of
from toolkit.patterns import regex

_VAL = f"{W}val"
_FALSE = frozenset({"0", "false", "off", "none"})
_RAISED_OR_LOWERED = regex(r"(-?)0*[1-9]")
_LONGEST_CHAIN = 12
_TINY = 4  # half points
_NARROW = 10  # per cent of a character's width
_MARKERS = {"black": "000000", "white": "FFFFFF"}


@dataclass(frozen=True, slots=True)
class TextFace:
    """How a run of text is set on the page; ``height`` is positive above the line, negative below."""

    hidden: bool = False
    struck: bool = False
    doubly: bool = False
    height: int = 0
    white: bool = False
    tiny: bool = False
    narrow: bool = False
    covered: bool = False

    @property
    def unclear(self) -> bool:
        """Whether nobody could read it on the page."""
        return self.tiny or self.narrow or self.covered


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMembership:
    """The list that a paragraph is in: its id, the level the paragraph names or None, else what its style says."""

    number: str
    level: int | None
    style: str
    style_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """What a paragraph's properties and its style say of it; ``level`` of its heading is 0 for none.

    ``table`` is the style of the table that it is in, where that hides text or crosses it out; else empty.
    ``goes_on``: the next paragraph continues it, since its end is deleted or hidden, or it is a large initial.
    """

    style: str
    table: str
    level: int
    listing: ListMembership | None
    goes_on: bool


class Styles:
    """The styles of a Word file; ``root`` is its styles part, None where it has none."""

    def __init__(self, root: etree._Element | None) -> None:
        every = [] if root is None else list(root.iter(f"{W}style"))
        self._styles = {style.get(f"{W}styleId", ""): style for style in every}
        self._default = next((key for key, style in self._styles.items() if _is_default(style, "paragraph")), "")
        self._default_table = next((key for key, style in self._styles.items() if _is_default(style, "table")), "")
        tables = (style for style in every if style.get(f"{W}type") == "table")
        self._tables_take = any(next(style.iter(*_TAKING), None) is not None for style in tables)
        self._takes: dict[str, bool] = {}
        self._base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._faces: dict[tuple[str, str, str], TextFace] = {}
        self._own_faces: dict[tuple[str, str, bytes], TextFace] = {}
        self._looks: dict[tuple[str, bytes], ParagraphLook] = {}
        self._levels: dict[str, int] = {}
        self._lists: dict[str, tuple[str, int]] = {}
        self._dark: dict[str, bool] = {}

    def title(self, style: str) -> str:
        """The name of a style, in lower case as Word compares them."""
        return value(self._styles[style].find(f"{W}name")).lower() if style in self._styles else ""

    def look(self, paragraph: etree._Element) -> ParagraphLook:
        """What is known of a paragraph; worked out once for all that say the same, as most of a report do."""
        own = first_child(paragraph, f"{W}pPr")
        table = self._table_around(paragraph) if self._tables_take else ""
        key = table, b"" if own is None else etree.tostring(own, with_tail=False)
        if key not in self._looks:
            said = properties_of(paragraph, f"{W}pPr")
            style = value(said.get(f"{W}pStyle")) or self._default
            outline = said.get(f"{W}outlineLvl")
            self._looks[key] = ParagraphLook(
                style=style,
                table=table,
                level=self._level_of_style(style) if outline is None else _outline(outline),
                listing=self._listing(said.get(f"{W}numPr"), style),
                goes_on=self._goes_on(said.get(f"{W}framePr"), said.get(f"{W}rPr"), style, table),
            )
        return self._looks[key]

    def _level_of_style(self, style: str) -> int:
        if style not in self._levels:
            stated = (level for each in self._chain(style) if (level := _level_of(each)) is not None)
            self._levels[style] = next(stated, 0)
        return self._levels[style]

    def _table_around(self, paragraph: etree._Element) -> str:
        """The style of the table around a paragraph, if it takes any of the table's text from sight."""
        holder = paragraph.getparent()
        while holder is not None and holder.tag not in (f"{W}tbl", f"{W}txbxContent"):
            holder = holder.getparent()
        if holder is None or holder.tag != f"{W}tbl":
            return ""
        style = value(holder.find(f"{W}tblPr/{W}tblStyle")) or self._default_table
        if style not in self._takes:
            self._takes[style] = any(is_on(mark) for each in self._chain(style) for mark in each.iter(*_TAKING))
        return style if self._takes[style] else ""

    def _goes_on(self, frame: etree._Element | None, mark: etree._Element | None, style: str, table: str) -> bool:
        if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
            return True
        if mark is None:
            return False
        gone = any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
        return gone or self.face(mark, style, table).hidden

    def _listing(self, own: etree._Element | None, style: str) -> ListMembership | None:
        """The list of a paragraph, its own or its style's; None for no list (whose id is 0)."""
        if style not in self._lists:
            self._lists[style] = self._list_of_style(style)
        of_style, style_level = self._lists[style]
        stated, level = _list_of(own)
        list_id = stated or of_style
        if not list_id.strip("0"):
            return None
        return ListMembership(number=list_id, level=level, style=style, style_level=style_level)

    def _list_of_style(self, style: str) -> tuple[str, int]:
        level: int | None = None
        for each in self._chain(style):
            list_id, depth = _list_of(each.find(f"{W}pPr/{W}numPr"))
            level = depth if level is None else level
            if list_id:
                return list_id, level or 0
        return "", level or 0

    def list_style(self, style: str) -> str:
        """The list that a list style stands for, or nothing."""
        found = self._styles.get(style)
        return "" if found is None else _list_of(found.find(f"{W}pPr/{W}numPr"))[0]

    def face(self, properties: etree._Element | None, paragraph_style: str, table_style: str = "") -> TextFace:
        """How a run with those properties shows in a paragraph of that style, in a table of such a style."""
        if properties is None:
            return self._of_styles(table_style, paragraph_style, "")
        own = etree.tostring(properties, with_tail=False)  # most runs of a report say the same
        key = table_style, paragraph_style, own
        if key not in self._own_faces:
            inherited = self._of_styles(table_style, paragraph_style, value(properties.find(f"{W}rStyle")))
            settings = _settings(properties)
            self._own_faces[key] = _face(asdict(inherited) | settings) if settings else inherited
        return self._own_faces[key]

    def shaded(self, element: etree._Element) -> bool:
        """Whether anything behind the element may be dark, so that white text would show on it."""
        for holder in element.iterancestors():
            if holder.tag == f"{W}txbxContent":
                return True
            properties = next(iter(holder), holder)  # they come first
            if not str(properties.tag).endswith("Pr"):
                continue
            if _dark(properties.find(f"{W}shd")) or _dark(properties.find(f"{W}highlight")):
                return True
            if self._is_dark(value(properties.find(f"{W}tblStyle"))):
                return True
        return False

    def _is_dark(self, style: str) -> bool:
        if style not in self._dark:
            self._dark[style] = any(
                _dark(background) for each in self._chain(style) for background in each.iter(f"{W}shd")
            )
        return self._dark[style]

    def _of_styles(self, table_style: str, paragraph_style: str, run_style: str) -> TextFace:
        """What the styles say together. Where two hide or strike, neither does: Word toggles."""
        key = table_style, paragraph_style, run_style
        if key not in self._faces:
            of_table = self._of_table(table_style) if table_style else {}
            of_paragraph, of_run = self._settings(paragraph_style), self._settings(run_style)
            base = {} if self._base is None else _settings(self._base)
            toggled = {
                field: base.get(field, 0) or sum(each.get(field, 0) for each in (of_table, of_paragraph, of_run)) % 2
                for field in _TOGGLES
            }
            self._faces[key] = _face(base | of_table | of_paragraph | of_run | toggled)
        return self._faces[key]

    def _of_table(self, style: str) -> dict[str, int]:
        """What a table's style takes from sight; nobody's answer yet where it is only that of some rows or columns."""
        found = {field: setting for field, setting in self._settings(style).items() if field in _TAKEN}
        parts = (part for each in self._chain(style) for part in each.iterchildren(f"{W}tblStylePr"))
        partly = any(is_on(mark) for part in parts for mark in part.iter(*_TAKING))
        return found | ({"covered": 1} if partly else {})

    def _settings(self, style: str) -> dict[str, int]:
        """What a style and those it is based on say about a run, the nearest first."""
        found: dict[str, int] = {}
        for each in self._chain(style):
            properties = each.find(f"{W}rPr")
            found = (_settings(properties) if properties is not None else {}) | found
        return found

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, nearest first."""
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value(found.find(f"{W}basedOn"))


def value(element: etree._Element | None) -> str:
    """The value of a property, empty where it is missing."""
    return element.get(_VAL, "") if element is not None else ""


def number(element: etree._Element | None, default: int, most: int) -> int:
    """The value of a property as a number of at most ``most``; ``default`` where it is none."""
    digits = value(element)
    return min(int(digits), most) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else default


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and element.get(_VAL, "1").lower() not in _FALSE


def _setting(name: str) -> Callable[[etree._Element], bool | None]:
    def read(properties: etree._Element) -> bool | None:
        found = properties.find(W + name)
        return None if found is None else is_on(found)

    return read


def _height(properties: etree._Element) -> int | None:
    align, position = properties.find(f"{W}vertAlign"), properties.find(f"{W}position")
    if align is None and position is None:
        return None
    moved = _RAISED_OR_LOWERED.match(value(position))
    return {"superscript": 1, "subscript": -1}.get(value(align), 0) or (int(f"{moved[1]}1") if moved else 0)


def _white(properties: etree._Element) -> bool | None:
    color = properties.find(f"{W}color")
    return None if color is None else value(color).upper() == "FFFFFF"


def _at_most(name: str, least: int) -> Callable[[etree._Element], bool | None]:
    def read(properties: etree._Element) -> bool | None:
        found = properties.find(W + name)
        return None if found is None else number(found, least + 1, least + 1) <= least

    return read


def _covered(properties: etree._Element) -> bool | None:
    """Whether a run has the colour of what it is shaded or marked with, as text that was blacked out."""
    shade, marker = properties.find(f"{W}shd"), properties.find(f"{W}highlight")
    if shade is None and marker is None:
        return None
    ink = value(properties.find(f"{W}color")).upper().replace("AUTO", "")
    backgrounds = ("" if shade is None else shade.get(f"{W}fill", "").upper(), _MARKERS.get(value(marker), ""))
    return (ink or "000000") in backgrounds


_PROPERTIES: Mapping[str, Callable[[etree._Element], int | None]] = {
    "hidden": _setting("vanish"),
    "struck": _setting("strike"),
    "doubly": _setting("dstrike"),
    "height": _height,
    "white": _white,
    "tiny": _at_most("sz", _TINY),
    "narrow": _at_most("w", _NARROW),
    "covered": _covered,
}
_TOGGLES = frozenset({"hidden", "struck"})
_TAKEN = _TOGGLES | {"doubly"}
_TAKING = (f"{W}vanish", f"{W}strike", f"{W}dstrike")


def _face(settings: Mapping[str, int]) -> TextFace:
    flags = {field: bool(settings.get(field, 0)) for field in _PROPERTIES if field != "height"}
    return TextFace(height=settings.get("height", 0), **flags)


def _settings(properties: etree._Element) -> dict[str, int]:
    return {field: setting for field, read in _PROPERTIES.items() if (setting := read(properties)) is not None}


def _dark(shade: etree._Element | None) -> bool:
    return shade is not None and shade.get(f"{W}fill", value(shade)).upper() not in (
        "",
        "AUTO",
        "FFFFFF",
        "NONE",
    )


def _level_of(style: etree._Element) -> int | None:
    """The heading level that a style states by its name or its outline level; None where it states none."""
    heading = re.fullmatch(r"heading ([1-6])", value(style.find(f"{W}name")).lower())
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    return int(heading[1]) if heading else None if outline is None else _outline(outline)


def _outline(element: etree._Element | None) -> int:
    depth = value(element)
    return int(depth) + 1 if depth in tuple("012345") else 0


def _list_of(properties: etree._Element | None) -> tuple[str, int | None]:
    """The list and the level that numbering properties name; empty and None for what they leave open."""
    if properties is None:
        return "", None
    level = properties.find(f"{W}ilvl")
    return value(properties.find(f"{W}numId")), None if level is None else number(level, 0, 8)


def _is_default(style: etree._Element, kind: str) -> bool:
    return style.get(f"{W}type") == kind and style.get(f"{W}default", "").lower() in ("1", "true", "on")
