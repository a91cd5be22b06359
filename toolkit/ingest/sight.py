"""How the text within an element of a web page looks: not at all, crossed out, raised, or in the colour of paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import html

from toolkit.ingest.marks import Appearance
from toolkit.ingest.stylesheet import Declarations, Stylesheet, hides, is_nothing
from toolkit.patterns import regex

_RUBY = frozenset({"rt", "rp", "rtc"})
_SIDES = ("width", "height", "max-height")
_STRUCK = frozenset({"s", "strike", "del"})
_BLOCK = regex(r"block|table|flex|grid|list-item|flow-root")
_WHITE = regex(r"(?:#fff(?:fff)?|white|rgb\( ?255 ?, ?255 ?, ?255 ?\))(?!\w)")
_NO_GROUND = regex(r"none|transparent|initial|inherit|unset|0 0")
_TRANSPARENT = regex(r"transparent|(?:rgb|hsl)a\([^()]{1,60}, ?0?\.?0*\)")
_FAR_AWAY = regex(r"-(?:9\d\d|\d{4,6})(?:\.\d+)?(?:px|pt|em|rem)?")
_CLIPPED = regex(r"rect\( ?0[^()]*\)|rect\( ?1px[ ,]+1px[ ,]+1px[ ,]+1px ?\)|inset\( ?(?:50|100)%[^()]*\)")
_LENGTH = regex(r"(?:\d++(?:\.\d++)?|\.\d++)(?:px|pt|pc|rem|mm|cm|in|vw|vh)?|(?:xx?-)?(?:small|large)|medium|[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is known of the text of an element, by the page's styles and its own tags."""

    gone: bool = False  # takes no room: display: none
    unseen: bool = False  # takes its room: visibility, which what is within may change
    tiny: bool = False  # of no size, which what is within may change
    faded: bool = False
    clear: bool = False  # of no colour, which what is within may change
    white: bool = False
    ground: bool = False  # something stands behind the text
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    doubtful: bool = False  # a superscript made to stand on the line again, or text in another direction
    beside: bool = False  # in small print, or a link to a note
    apart: bool = False  # begins on a line of its own, or stands elsewhere, although its tag is inline
    generated: bool = False  # the styles put text before or behind what the page holds

    @property
    def appearance(self) -> Appearance:
        """How a stretch of its text looks."""
        if self.gone or self.unseen or self.tiny or self.faded or self.clear:
            return Appearance.HIDDEN
        if self.struck:
            return Appearance.STRUCK
        if self.doubtful or (self.white and not self.ground):
            return Appearance.DOUBTFUL
        if self.raised or self.lowered:
            return Appearance.RAISED if self.raised else Appearance.LOWERED
        return Appearance.BESIDE if self.beside else Appearance.PLAIN


def sight_of(element: html.HtmlElement, around: Sight, sheet: Stylesheet) -> Sight:
    """How ``element`` looks, within an element that looks like ``around``."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _RUBY or element.get("hidden") is not None:
        return replace(around, gone=True)
    if tag == "dialog" and element.get("open") is None:
        return replace(around, gone=True)
    declared = sheet.declared(element)
    paint = element.get("color") or declared.get("color") or ""
    found = (
        around if not (declared or paint or around.apart or around.generated) else _declared(declared, paint, around)
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
        found = replace(found, ground=True)
    return found


def _declared(declared: Declarations, paint: str, around: Sight) -> Sight:
    size = declared.get("font-size", "")
    raised = declared.get("vertical-align", "")
    lines = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    shown = declared.get("visibility", "")
    return Sight(
        gone=around.gone or any(hides(name, declared.get(name, "")) for name in ("display", "mso-hide")),
        unseen=hides("visibility", shown) if shown and shown != "inherit" else around.unseen,
        tiny=hides("font-size", size) or (around.tiny and not _LENGTH.fullmatch(size)),
        faded=around.faded or hides("opacity", declared.get("opacity", "")) or _is_away(declared),
        clear=bool(_TRANSPARENT.fullmatch(paint)) if paint else around.clear,
        white=bool(_WHITE.fullmatch(paint)) if paint else around.white,
        ground=around.ground or _has_ground(declared),
        struck=around.struck or "line-through" in lines,
        raised=around.raised or raised == "super",
        lowered=around.lowered or raised == "sub",
        doubtful=around.doubtful,
        beside=around.beside,
        apart=bool(_BLOCK.fullmatch(declared.get("display", ""))) or _is_moved(declared),
        generated=bool(re.search(r"[^\s\"']", re.sub("none|normal", "", declared.get("content", "")))),
    )


def _has_ground(declared: Declarations) -> bool:
    values = [declared.get(f"background{part}", "") for part in ("", "-color", "-image")]
    return any(value and not _NO_GROUND.match(value) and not _WHITE.match(value) for value in values)


def _is_moved(declared: Declarations) -> bool:
    return declared.get("float") in ("left", "right") or declared.get("position") in ("absolute", "fixed")


def _is_away(declared: Declarations) -> bool:
    """Whether the text is pushed off the page or cut away, for programs that read it aloud."""
    if _FAR_AWAY.fullmatch(declared.get("text-indent", "")):
        return True
    if declared.get("overflow") == "hidden" and any(is_nothing(declared.get(side, "")) for side in _SIDES):
        return True
    clip = declared.get("clip-path", "") or declared.get("clip", "")
    return declared.get("position") in ("absolute", "fixed") and bool(
        _FAR_AWAY.fullmatch(declared.get("left", "")) or _CLIPPED.fullmatch(clip)
    )
