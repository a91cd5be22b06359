"""How the text within an element of a web page looks: not at all, crossed out, raised, or in the colour of paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import count

from lxml import etree

from toolkit.ingest.note_marks import Appearance
from toolkit.ingest.selectors import marks_of
from toolkit.ingest.stylesheet import DOUBT, Declarations, Stylesheet, hides, is_nothing
from toolkit.patterns import regex

_RUBY = frozenset({"rt", "rp", "rtc"})
_ATTRIBUTES = frozenset({"style", "hidden", "open", "color", "dir", "href", "bgcolor", "background"})
_MOST_KEPT, _LONGEST_KEPT = 4096, 500  # looks, and characters of the attributes of each
_LONGEST_PAINT = 200  # characters of a colour or a background that are kept
_SIDES = ("width", "height", "max-height")
_STRUCK = frozenset({"s", "strike", "del"})
_BLOCK = regex(r"block|table|flex|grid|list-item|flow-root")
_COLOUR = regex(r"#(?:[\da-f]{6}|[\da-f]{3})\b|rgb\( ?\d{1,3} ?[, ] ?\d{1,3} ?[, ] ?\d{1,3} ?\)|\b(?:white|black)\b")
_NAMED = {"white": "#ffffff", "black": "#000000"}
_IMAGE = regex(r"url\(|gradient\(|image-set\(")
_NO_GROUND = regex(r"none|transparent|initial|inherit|unset|0 0")
_GONE_FLAT = regex(r"(?:scale|scalex|scaley|scale3d)\([^()]{0,20}?\b0(?:\.0*)?(?![\d.])[^()]{0,20}\)")
_LEVEL = regex(r"|auto|inherit|initial|unset|-?0(?:\.0*)?(?:px|pt|em|rem|%)?")
_TRANSPARENT = regex(r"transparent|(?:rgb|hsl)a\([^()]{1,60}, ?0?\.?0*\)")
_FAR_AWAY = regex(r"-(?:9\d\d|\d{4,6})(?:\.\d+)?(?:px|pt|em|rem)?")
_CLIPPED = regex(r"rect\( ?0[^()]*\)|rect\( ?1px[ ,]+1px[ ,]+1px[ ,]+1px ?\)|inset\( ?(?:50|100)%[^()]*\)")
_KEPT = regex(r"inherit|currentcolor|unset", re.IGNORECASE)
_LENGTH = regex(r"(?:\d++(?:\.\d++)?|\.\d++)(?:px|pt|pc|rem|mm|cm|in|vw|vh)?|(?:xx?-)?(?:small|large)|medium|[a-z]+")


@dataclass(frozen=True, kw_only=True)
class ElementStyle:
    """What is known of the text of an element, by the page's styles and its own tags."""

    gone: bool = False  # takes no room: display: none
    unseen: bool = False  # takes its room: visibility, which what is within may change
    tiny: bool = False  # of no size, which what is within may change
    faded: bool = False
    ink: str = "black"  # the colour of the text
    background: str = "white"  # what stands behind it, a colour or something else
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    doubtful: bool = False  # a superscript made to stand on the line again, or text in another direction
    beside: bool = False  # in small print, moved up or down, or a link to a note
    apart: bool = False  # begins on a line of its own, or stands elsewhere, although its tag is inline
    generated: bool = False  # the styles put text before or behind what the page holds
    kind: int = field(default=0, compare=False)  # a number for all elements like this one, within others like its own

    @cached_property
    def appearance(self) -> Appearance:
        """How a stretch of its text looks."""
        if self.gone or self.unseen or self.tiny or self.faded or _TRANSPARENT.fullmatch(self.ink):
            return Appearance.HIDDEN
        if self.struck:
            return Appearance.STRUCK
        if self.doubtful or _is_same(self.ink, self.background):
            return Appearance.DOUBTFUL
        if self.raised or self.lowered:
            return Appearance.RAISED if self.raised else Appearance.LOWERED
        return Appearance.BESIDE if self.beside else Appearance.PLAIN


class ElementStyles:
    """How the elements of a page look.

    Worked out once for all that are the same in what styles ask for, within others that are: most cells of a table.
    What that took is counted for each of them, so that the bound of a sheet is that of the page as it is.
    """

    def __init__(self, sheet: Stylesheet) -> None:
        self._sheet = sheet
        self._asked = _ATTRIBUTES | sheet.attributes
        self._kept: dict[tuple[object, ...], tuple[ElementStyle, int]] = {}
        self._kinds = count(1)

    @property
    def exhausted(self) -> bool:
        """Whether the page is more intricate than any report."""
        return self._sheet.exhausted

    def of(self, element: etree._Element, around: ElementStyle, *, direct: bool = True) -> ElementStyle:
        """How ``element`` looks, within one that looks like ``around``: its parent, unless it is not ``direct``."""
        given = element.items()
        attributes = tuple([pair for pair in given if pair[0] in self._asked])
        marks = marks_of(element) & self._sheet.marks if given else None
        key = around.kind, element.tag, marks, attributes
        if direct and key in self._kept:
            found, compared = self._kept[key]
            self._sheet.left -= compared
            return found
        before = self._sheet.left
        found = replace(_style(element, around, self._sheet), kind=next(self._kinds))
        short = sum(len(value) for _, value in attributes) <= _LONGEST_KEPT
        if direct and short and not self._sheet.counts_places and len(self._kept) < _MOST_KEPT:
            self._kept[key] = found, before - self._sheet.left
        return found


def _style(element: etree._Element, around: ElementStyle, sheet: Stylesheet) -> ElementStyle:
    tag = element.tag
    if not isinstance(tag, str) or tag in _RUBY or element.get("hidden") is not None:
        return replace(around, gone=True)
    if tag == "dialog" and element.get("open") is None:
        return replace(around, gone=True)
    declared = sheet.declared(element)
    paint = element.get("color") or declared.get("color") or ""
    found = (
        around
        if not (declared or paint or around.apart or around.generated)
        else _declared(frozenset(declared.items()), paint, around)
    )
    if tag in _STRUCK and declared.get("text-decoration", declared.get("text-decoration-line")) != "none":
        found = replace(found, struck=True)
    if tag in ("sup", "sub"):
        doubtful = around.doubtful or declared.get("vertical-align") == "baseline"
        found = replace(found, raised=tag == "sup", lowered=tag == "sub", doubtful=doubtful)
    if tag == "bdo" and (element.get("dir") or "").strip().lower() == "rtl":
        found = replace(found, doubtful=True)
    if tag == "small" or (tag == "a" and (element.get("href") or "").startswith("#")):
        found = replace(found, beside=True)
    if element.get("bgcolor") or element.get("background"):
        found = replace(found, background=element.get("background") or element.get("bgcolor") or "")
    return found


@lru_cache(maxsize=256)
def _declared(properties: frozenset[tuple[str, str]], paint: str, around: ElementStyle) -> ElementStyle:
    """Worked out once for all elements of which the page says the same, as it does of most cells of a table."""
    declared: Declarations = dict(properties)
    size = declared.get("font-size", "")
    raised = declared.get("vertical-align", "")
    lines = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    shown = declared.get("visibility", "")
    return ElementStyle(
        gone=around.gone or any(hides(name, declared.get(name, "")) for name in ("display", "mso-hide")),
        unseen=hides("visibility", shown) if shown and shown != "inherit" else around.unseen,
        tiny=hides("font-size", size) or (around.tiny and not _LENGTH.fullmatch(size)),
        faded=around.faded or hides("opacity", declared.get("opacity", "")) or _is_away(declared),
        ink=paint[:_LONGEST_PAINT].lower() if paint and not _KEPT.fullmatch(paint) else around.ink,
        background=_background(declared) or around.background,
        struck=around.struck or "line-through" in lines,
        raised=around.raised or raised == "super",
        lowered=around.lowered or raised == "sub",
        doubtful=around.doubtful or DOUBT in declared or _is_turned(declared),
        beside=around.beside or _is_off_line(declared),
        apart=bool(_BLOCK.fullmatch(declared.get("display", ""))) or _is_moved(declared),
        generated=bool(re.search(r"[^\s\"']", re.sub("none|normal", "", declared.get("content", "")))),
    )


def _background(declared: Declarations) -> str:
    """What an element lays behind its text, a picture rather than a colour; nothing where that around it shows."""
    values = [declared.get(f"background{part}", "")[:_LONGEST_PAINT] for part in ("-image", "-color", "")]
    found = [value for value in values if value and not _NO_GROUND.match(value)]
    return next((value for value in found if _IMAGE.search(value)), next(iter(found), ""))


@lru_cache(maxsize=1024)
def _is_same(ink: str, background: str) -> bool:
    """Whether text of that colour does not stand out from what is behind it."""
    return not _IMAGE.search(background) and _colour(ink) == _colour(background) != ""


def _colour(value: str) -> str:
    """A colour as six hexadecimal digits, or the words for one; nothing for what is none."""
    found = _COLOUR.search(value)
    colour = _NAMED.get(found[0], found[0]) if found else value if value.isalpha() else ""
    if colour[:1] == "#" and len(colour) == 4:
        return "#" + "".join(digit * 2 for digit in colour[1:])
    if colour[:4] == "rgb(":
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour))
    return colour


def _is_turned(declared: Declarations) -> bool:
    return "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"


def _is_off_line(declared: Declarations) -> bool:
    """Whether the text is moved up or down from its line, as note marks are."""
    moved = not all(_LEVEL.fullmatch(declared.get(side, "")) for side in ("top", "bottom"))
    return moved and declared.get("position") == "relative"


def _is_moved(declared: Declarations) -> bool:
    return declared.get("float") in ("left", "right") or declared.get("position") in ("absolute", "fixed")


def _is_away(declared: Declarations) -> bool:
    """Whether the text is pushed off the page or cut away, for programs that read it aloud."""
    if _FAR_AWAY.fullmatch(declared.get("text-indent", "")) or _GONE_FLAT.search(declared.get("transform", "")):
        return True
    if declared.get("overflow") == "hidden" and any(is_nothing(declared.get(side, "")) for side in _SIDES):
        return True
    clip = declared.get("clip-path", "") or declared.get("clip", "")
    return declared.get("position") in ("absolute", "fixed") and bool(
        _FAR_AWAY.fullmatch(declared.get("left", "")) or _CLIPPED.fullmatch(clip)
    )
