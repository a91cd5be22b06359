"""The style sheets within a web page, as far as they decide whether text is seen, and how.

Kept are the properties that hide text, cross it out, raise it or make it pale, and selectors of tags, classes and ids
below one another. Of rules with other selectors only what shows text is kept: better too much is seen than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from lxml import html

from toolkit.bounds import SELECTOR_CHARACTERS, SELECTOR_STEPS, STYLE_CHARACTERS, STYLE_COMPARISONS, STYLE_RULES
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
_COMPOUND = regex(r"(?:\*|[a-zA-Z][\w-]*)?(?:[.#][\w-]+)*")
_SIMPLE = regex(r"[.#]?[\w-]+")
_STATE = regex(r":(?:hover|focus|active|visited|target|selection)", re.IGNORECASE)
_GENERATED = regex(r"::?(?:before|after)$", re.IGNORECASE)
_STRUCTURE = regex(r"::?[\w-]+(?:\([^()]{0,100}\))?|\[[^\]]{0,100}\]|[+~]")
_HIDING = frozenset({"display", "visibility", "opacity", "font-size", "mso-hide"})
_FONT_SIZE = regex(r"(?:^| )(\d{1,5}(?:\.\d{1,5})?(?:px|pt|em|rem|%)?)(?:/| |$)")
_LONGEST_KEPT = 500  # characters of a style that is remembered
_NOTHING = regex(r"(?:0++(?:\.0*+)?|\.0++)?(?:px|pt|em|rem|%)?")

_IMPORTANT = "!important"

Declarations = Mapping[str, str]
Weight = tuple[int, int, int]
"""How many ids, classes and tags a selector names: the more, the more it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A step of a selector: what an element must be, and whether its parent must be what stands before ``>``."""

    tag: str
    marks: frozenset[str]  # ".class" and "#id"
    child: bool = False

    def fits(self, element: html.HtmlElement) -> bool:
        """Whether ``element`` is such a one."""
        return (not self.tag or element.tag == self.tag) and self.marks <= marks_of(element)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """Declarations for the elements that ``steps`` select, the last step first; ``weight`` orders rules."""

    steps: tuple[Compound, ...]
    declarations: Declarations
    weight: Weight


class Stylesheet:
    """The rules of a page, found by the class, id or tag of the element that they are for.

    ``exhausted``: they are too many, or were looked at too often, to be followed to the end.
    """

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        texts = list(sheets)
        rules = list(islice((rule for text in texts for rule in _rules(text[:STYLE_CHARACTERS])), STYLE_RULES + 1))
        followed = len(rules) <= STYLE_RULES and sum(map(len, texts)) <= STYLE_CHARACTERS
        hiding = {name for rule in rules for name, value in rule.declarations.items() if hides(name, value)}
        idle = _HIDING - hiding  # no rule hides by these, so none need show
        self._rules: dict[str, list[tuple[int, StyleRule]]] = {}
        for order, rule in enumerate(rules):
            if rule.declarations.keys() - idle:
                last = rule.steps[0]
                self._rules.setdefault(min(last.marks, default=last.tag or "*"), []).append((order, rule))
        self._left = STYLE_COMPARISONS if followed else -1

    @property
    def exhausted(self) -> bool:
        """Whether the page is more intricate than any report."""
        return self._left < 0

    def declared(self, element: html.HtmlElement) -> Declarations:
        """What holds for ``element`` by the sheets and its own style."""
        found: list[tuple[Weight, int, Declarations]] = []
        for name in ("*", str(element.tag), *marks_of(element)) if self._rules else ():
            for order, rule in self._rules.get(name, ()):
                if self._selects(rule, element):
                    found.append((rule.weight, order, rule.declarations))
        self._left -= len(found)  # what holds is sorted and put together as well
        found.sort(key=lambda entry: entry[:2])
        own = declarations(element.get("style") or "", _OF_ONE_ELEMENT)
        return _winning([*(declared for _, _, declared in found), own]) if found else _winning([own])

    def _selects(self, rule: StyleRule, element: html.HtmlElement) -> bool:
        """Whether the rule is one for ``element``: ancestors fit its other steps, each as near as may be."""
        self._left -= 1
        if self.exhausted or not rule.steps[0].fits(element):
            return False
        above = element.getparent()
        for below, step in pairwise(rule.steps):
            while above is not None and not below.child and not step.fits(above):
                above = above.getparent()
                self._left -= 1
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
    """Whether the declaration takes text out of sight."""
    value = value.removesuffix(_IMPORTANT)
    if name == "display":
        return value == "none"
    if name == "visibility":
        return value in ("hidden", "collapse")
    if name == "mso-hide":
        return value == "all"
    return name in _HIDING and is_nothing(value)


def is_nothing(length: str) -> bool:
    """Whether ``length`` is one of zero."""
    return bool(length and _NOTHING.fullmatch(length))


def marks_of(element: html.HtmlElement) -> frozenset[str]:
    """The classes and the id of an element, as selectors write them."""
    classes, identity = element.get("class") or "", (element.get("id") or "").strip()
    kept = len(classes) + len(identity) <= _LONGEST_KEPT
    return _marks(classes, identity) if kept else _marks.__wrapped__(classes, identity)


@lru_cache(maxsize=4096)
def _marks(classes: str, identity: str) -> frozenset[str]:
    return frozenset([*(f".{name}" for name in classes.split()), *([f"#{identity}"] if identity else [])])


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
        for selector in selectors.split(",") if kept else ():
            rule = _rule(selector.strip(), kept)
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


def _rule(selector: str, kept: Declarations) -> StyleRule | None:
    """The rule of one selector; None where it is for a state of the page, or cannot be followed and shows nothing."""
    if not selector or len(selector) > SELECTOR_CHARACTERS or _STATE.search(selector):
        return None
    generated = _GENERATED.search(selector)
    selector = selector[: generated.start()] if generated else selector
    kept = {name: value for name, value in kept.items() if (name == "content") == bool(generated)}
    followed = not _STRUCTURE.search(selector)
    if not followed:
        kept = {name: value for name, value in kept.items() if name in _HIDING and not hides(name, value)}
        selector = _STRUCTURE.sub("", re.split(r"[\s>+~]+", selector)[-1])
    steps = _steps(selector)
    if not steps or not kept:
        return None
    marks = [mark for step in steps for mark in step.marks]
    ids = sum(mark[0] == "#" for mark in marks) if followed else len(selector)
    return StyleRule(steps=steps, declarations=kept, weight=(ids, len(marks), sum(bool(step.tag) for step in steps)))


def _steps(selector: str) -> tuple[Compound, ...]:
    """The steps of a selector, the last first; none where one is not of tags, classes and ids."""
    steps: list[Compound] = []
    child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        if not _COMPOUND.fullmatch(word) or len(steps) == SELECTOR_STEPS:
            return ()
        names = _SIMPLE.findall(word)
        tag = next((name.lower() for name in names if name[0] not in ".#"), "")
        marks = frozenset(name for name in names if name[0] in ".#")
        steps.append(Compound(tag=tag, marks=marks, child=child))
        child = False
    return tuple(reversed(steps))
