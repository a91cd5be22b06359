"""The style sheets within a web page, as far as they decide whether text is seen, and how.

Kept are the properties that hide text, cross it out, raise it or make it pale. Of a rule whose selector cannot be
followed exactly, what shows text holds for all that it may select; what hides text makes that doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from lxml import etree

from toolkit.bounds import SELECTOR_CHARACTERS, STYLE_CHARACTERS, STYLE_COMPARISONS, STYLE_RULES
from toolkit.ingest.selectors import Compound, Weight, marks_of, parse_selector, split_selectors
from toolkit.patterns import regex

PROPERTIES = frozenset(
    {"display", "visibility", "opacity", "font-size", "mso-hide", "text-indent", "clip", "clip-path", "content"}
    | {"color", "background", "background-color", "background-image", "position", "left", "float"}
    | {"text-decoration", "text-decoration-line", "vertical-align", "direction", "unicode-bidi"}
)
_OF_ONE_ELEMENT = PROPERTIES | {"overflow", "height", "max-height", "width", "top", "bottom", "transform"}
"""What counts in a style attribute alone: in sheets these are many, and mean little without the rules around them."""

_COMMENT = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = regex(r"[{}]")
_MEDIA = frozenset({"", "all", "screen", "only screen", "only all"})
_SCREEN_WIDTH = 1280
"""Pixels of the screens that offices look at."""
_WIDTH = regex(r"\((min|max)-width: ?(\d{1,5}(?:\.\d{1,5})?)(px|em|rem)\)")
_PIXELS = {"px": 1, "em": 16, "rem": 16}
_GENERATED = regex(r"::?(?:before|after)$", re.IGNORECASE)
_HIDING = frozenset({"display", "visibility", "opacity", "font-size", "mso-hide"})
_FONT_SIZE = regex(r"(?:^| )(\d{1,5}(?:\.\d{1,5})?(?:px|pt|em|rem|%)?)(?:/| |$)")
_LONGEST_KEPT = 500  # characters of a style that is remembered
_NOTHING = regex(r"(?:0++(?:\.0*+)?|\.0++)?(?:px|pt|em|rem|%)?")

_IMPORTANT = "!important"

DOUBT = "-doubt"
"""Declared for elements that a rule may hide: its selector cannot be followed exactly."""

Declarations = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """Declarations for the elements that ``steps`` select, the last step first; ``weight`` orders rules."""

    steps: tuple[Compound, ...]
    declarations: Declarations
    weight: Weight


class Stylesheet:
    """The rules of a page, found by the class, id or tag of the element that they are for.

    ``left`` is how often they may still be looked at. ``marks`` and ``attributes`` are those that any asks for;
    ``counts_places``: some ask for an element's place among others.
    """

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        texts = list(sheets)
        rules = list(islice((rule for text in texts for rule in _rules(text[:STYLE_CHARACTERS])), STYLE_RULES + 1))
        followed = len(rules) <= STYLE_RULES and sum(map(len, texts)) <= STYLE_CHARACTERS
        hiding = {name for rule in rules for name, value in rule.declarations.items() if hides(name, value)}
        idle = _HIDING - hiding  # no rule hides by these, so none need show
        steps = [step for rule in rules for step in rule.steps]
        self.marks = frozenset(mark for step in steps for mark in step.marks)
        self.attributes = frozenset(test.name for step in steps for test in step.tests)
        self.counts_places = any(step.places for step in steps)
        self._rules: dict[str, list[tuple[int, StyleRule]]] = {}
        for order, rule in enumerate(rules):
            if rule.declarations.keys() - idle:
                last = rule.steps[0]
                self._rules.setdefault(min(last.marks, default=last.tag or "*"), []).append((order, rule))
        self.left = STYLE_COMPARISONS if followed else -1

    @property
    def exhausted(self) -> bool:
        """Whether the page is more intricate than any report."""
        return self.left < 0

    def declared(self, element: etree._Element) -> Declarations:
        """What holds for ``element`` by the sheets and its own style."""
        found: list[tuple[Weight, int, Declarations]] = []
        for name in ("*", str(element.tag), *marks_of(element)) if self._rules else ():
            for order, rule in self._rules.get(name, ()):
                if self._selects(rule, element):
                    found.append((rule.weight, order, rule.declarations))
        self.left -= len(found)  # what holds is sorted and put together as well
        found.sort(key=lambda entry: entry[:2])
        own = declarations(element.get("style") or "", _OF_ONE_ELEMENT)
        return _winning([*(declared for _, _, declared in found), own]) if found else _winning([own])

    def _selects(self, rule: StyleRule, element: etree._Element) -> bool:
        """Whether the rule is one for ``element``: ancestors fit its other steps, each as near as may be."""
        self.left -= 1
        if self.exhausted or not rule.steps[0].fits(element):
            return False
        above = element.getparent()
        for below, step in pairwise(rule.steps):
            while above is not None and not below.child and not step.fits(above):
                above = above.getparent()
                self.left -= 1
            if above is None or not step.fits(above):
                return False
            above = above.getparent()
        return True


def _winning(ordered: Iterable[Declarations]) -> Declarations:
    """The last declaration of each property, or the last important one."""
    found: dict[str, str] = {}
    for declared in ordered:
        for name, value in declared.items():
            if value.endswith(_IMPORTANT) or not found.get(name, "").endswith(_IMPORTANT):
                found[name] = value
    return {name: value.removesuffix(_IMPORTANT) for name, value in found.items()}


def hides(name: str, value: str) -> bool:
    """Whether the declaration hides text."""
    value = value.removesuffix(_IMPORTANT)
    if name == "display":
        return value == "none"
    if name == "visibility":
        return value in ("hidden", "collapse")
    if name == "mso-hide":
        return value == "all"
    return name in _HIDING and is_nothing(value)


def _takes_away(name: str, value: str) -> bool:
    """Whether the declaration hides text or crosses it out."""
    struck = name in ("text-decoration", "text-decoration-line") and "line-through" in value
    return hides(name, value) or struck or (name == "color" and value.startswith("transparent"))


def is_nothing(length: str) -> bool:
    """Whether ``length`` is one of zero."""
    return bool(length and _NOTHING.fullmatch(length))


def declarations(style: str, names: frozenset[str] = PROPERTIES) -> Declarations:
    """The declarations of ``names`` in a style attribute or in a rule's body, in lower case."""
    return _declarations(style, names) if len(style) <= _LONGEST_KEPT else _declarations.__wrapped__(style, names)


@lru_cache(maxsize=4096)
def _declarations(style: str, names: frozenset[str]) -> Declarations:
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and (name in names or name == "font"):
            found[name] = re.sub(r" ?! ?important$", _IMPORTANT, " ".join(value.lower().split()))
        if name == "font" and (size := _FONT_SIZE.search(found.pop(name, "").removesuffix(_IMPORTANT))):
            found["font-size"] = size[1]
    return found


def is_shown(media: str) -> bool:
    """Whether a sheet for ``media`` holds on an office's screen, as far as that is certain."""
    return any(_holds(" ".join(query.split())) for query in media[:SELECTOR_CHARACTERS].lower().split(","))


def _holds(query: str) -> bool:
    """Whether every condition of ``query`` is met."""
    for condition in query.split(" and "):
        width = _WIDTH.fullmatch(condition)
        pixels = float(width[2]) * _PIXELS[width[3]] if width else 0
        within = width and (pixels <= _SCREEN_WIDTH if width[1] == "min" else pixels >= _SCREEN_WIDTH)
        if not within and condition not in _MEDIA:
            return False
    return True


def _rules(text: str) -> Iterator[StyleRule]:
    """The rules of a sheet that hold on a screen, in order."""
    for selectors, body in _bodies(_COMMENT.sub(" ", text)):
        kept = declarations(body)
        for selector in split_selectors(selectors) if kept else ():
            rule = _rule(selector, kept)
            if rule:
                yield rule


def _bodies(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies, those within ``@media screen`` too; other blocks with an at sign are left out."""
    open_blocks: list[tuple[str, bool]] = []  # what stands before the brace, whether rules in it hold
    last = 0
    for brace in _BRACE.finditer(text):
        between = text[last : brace.start()]
        last = brace.end()
        if brace[0] == "{":
            before = between.rpartition(";")[2].strip()
            holds = open_blocks[-1][1] if open_blocks else True
            media = before[:6].lower() == "@media" and is_shown(before[6:])
            open_blocks.append((before, holds and (media or before[:1] != "@")))
        elif open_blocks:
            before, holds = open_blocks.pop()
            if holds and before[:1] not in ("@", ""):
                yield before, between


def _rule(text: str, kept: Declarations) -> StyleRule | None:
    """The rule of one selector; None where it is for what is never seen, or declares nothing that counts here."""
    generated = _GENERATED.search(text)
    selector = parse_selector(text[: generated.start()] if generated else text)
    kept = {name: value for name, value in kept.items() if (name == "content") == bool(generated)}
    if not selector or not kept:
        return None
    if selector.exact:
        return StyleRule(steps=selector.steps, declarations=kept, weight=selector.weight)
    doubt = {DOUBT: "yes"} if any(_takes_away(name, value) for name, value in kept.items()) else {}
    shown = {name: value for name, value in kept.items() if name in _HIDING and not hides(name, value)}
    weight = (len(text), *selector.weight[1:])
    return StyleRule(steps=selector.steps, declarations=shown | doubt, weight=weight) if shown or doubt else None
