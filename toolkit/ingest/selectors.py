"""The selectors of style sheets: which elements of a page a rule is for.

Tags, classes, ids, attributes and places among siblings are followed, below one another. Of what else a selector asks
(``:not``, ``+`` …) nothing is taken into account: it then selects at least what a browser selects, and is not exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

from toolkit.bounds import SELECTOR_CHARACTERS, SELECTOR_STEPS
from toolkit.patterns import regex

_BRACKETS = r"\((?:[^()]|\([^()]*+\))*+\)"
_TOKEN = regex(
    rf"""
    (?P<combinator>[ ]*+[>+~][ ]*+|[ ]++)
    | (?P<name>\*|[.\#]?(?:[\w-]|\\[\da-f]{{1,5}}+[ ]?+|\\[^\n\da-f])++)
    | \[[ ]*+(?P<attribute>[\w:-]++)[ ]*+
      (?:(?P<test>[~^$*|]?=)[ ]*+(?P<value>"[^"]*+"|'[^']*+'|[^"'\]\ ]++)[ ]*+(?P<case>[is]?)[ ]*+)?\]
    | (?P<pseudo>::?[\w-]++(?:{_BRACKETS})?)
    """,
    re.VERBOSE | re.IGNORECASE,
    whole=True,
    matches=("p", ".a", r".md\:off", " > ", "[title]", "[title ~= 'a b' i]", ":first-child", ":not(.a:not(.b))"),
    misses=("p.a", "[title", "[=a]", ":not(.a", "{", "."),
)
_QUOTED = r"\"[^\"]*+\"|'[^']*+'"
_SELECTOR = regex(
    rf"""(?:[^,(\["']|{_QUOTED}|\[[^\]]{{0,300}}+\]|{_BRACKETS}|[(\["'])++""",
    whole=True,
    matches=("p.a > b", "[title='a,b']", ":is(.a, .b)", "[title", "("),
    misses=("p, b", "", "[title], p"),
)
_STATES = "hover|focus|active|visited|target"
_NO_TEXT = r":not\(:defined\)|:-(?:moz|ms|o|webkit)-.*|::(?!first-l).*|:selection"
_NEVER = regex(
    rf":(?:{_STATES}|placeholder-shown|fullscreen)[\w-]*|:(?:modal|popover-open|empty)|{_NO_TEXT}",
    re.IGNORECASE,
    whole=True,
    matches=(":hover", ":focus-within", ":empty", ":not(:defined)", "::-webkit-scrollbar", ":-ms-clear", "::marker"),
    misses=(":first-child", ":not(:hover)", "::first-line", ":checked"),
)
"""States that no page is in when it is read, elements without text, and boxes beside the text (scroll bars)."""
_ALWAYS = regex(rf":not\(:(?:{_STATES})[\w-]*\)|:defined|:link|:any-link", re.IGNORECASE)
_PLACE = regex(r":(?:(first|last)-child|nth-(last-)?child\( ?(\d{1,2}) ?\))", re.IGNORECASE)
_ESCAPE = regex(r"\\(?:([\da-f]{1,5}+) ?|(.))", re.IGNORECASE)
_LONGEST_KEPT = 500  # characters of classes and an id that are remembered
_SIBLINGS = 100  # that are counted
_ANY_CASE = frozenset({"align", "bgcolor", "color", "dir", "lang", "method", "rel", "type", "valign"})

Weight = tuple[int, int, int]
"""How many ids, classes and tags a selector names: the more, the more it counts."""

_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda held, value: held == value,
    "~=": lambda held, value: value in held.split(),
    "|=": lambda held, value: held == value or held.startswith(f"{value}-"),
    "^=": lambda held, value: bool(value) and held.startswith(value),
    "$=": lambda held, value: bool(value) and held.endswith(value),
    "*=": lambda held, value: bool(value) and value in held,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeTest:
    """That an element has an attribute, or one with such a value."""

    name: str
    test: str = ""
    value: str = ""
    any_case: bool = False

    def fits(self, element: etree._Element) -> bool:
        """Whether ``element`` has it."""
        held = element.get(self.name)
        if held is None or not self.test:
            return held is not None
        pair = (held.lower(), self.value.lower()) if self.any_case else (held, self.value)
        return _TESTS[self.test](*pair)


@dataclass(slots=True, kw_only=True)
class Compound:
    """A step of a selector: what an element must be, and whether its parent must be what stands before ``>``."""

    tag: str = ""
    marks: frozenset[str] = frozenset()  # ".class" and "#id"
    tests: list[AttributeTest] = field(default_factory=list)
    places: list[tuple[int, bool]] = field(default_factory=list)  # among its siblings, and whether from the last
    child: bool = False

    def fits(self, element: etree._Element) -> bool:
        """Whether ``element`` is such a one."""
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.marks or self.marks <= marks_of(element))
            and all(test.fits(element) for test in self.tests)
            and all(_is_nth(element, number, from_last=last) for number, last in self.places)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Steps below one another, the last first; ``exact`` unless it may select more than a browser selects."""

    steps: tuple[Compound, ...]
    exact: bool

    @property
    def weight(self) -> Weight:
        """By which rules are ordered."""
        ids = sum(mark[0] == "#" for step in self.steps for mark in step.marks)
        marks = sum(len(step.marks) + len(step.tests) + len(step.places) for step in self.steps)
        return ids, marks - ids, sum(bool(step.tag) for step in self.steps)


def parse_selector(text: str) -> Selector | None:
    """The selector in ``text``; None where it is none, or one of what is never seen when a page is read."""
    text = " ".join(text.split())
    if not text or len(text) > SELECTOR_CHARACTERS:
        return None
    steps, exact, at = [Compound()], True, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if not token or _NEVER.fullmatch(token["pseudo"] or ""):
            return None
        at = token.end()
        if token["combinator"]:
            sign = token["combinator"].strip()
            beside = steps.pop() if sign in ("+", "~") else None
            steps.append(Compound(child=beside.child if beside else sign == ">"))
            exact = exact and not beside
        elif not _add_condition(token, steps[-1]):
            exact = False
    return Selector(steps=tuple(reversed(steps)), exact=exact) if len(steps) <= SELECTOR_STEPS else None


def split_selectors(text: str) -> list[str]:
    """The selectors of a rule: what stands between the commas that are within no brackets and no quotes."""
    return [found[0].strip() for found in _SELECTOR.finditer(text)]


def _add_condition(token: re.Match[str], step: Compound) -> bool:
    """Add what ``token`` asks of an element to ``step``; False where that is not supported."""
    if name := token["name"]:
        name = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], name)
        if name[0] in ".#":
            step.marks |= {name}
        elif name != "*":
            step.tag = name.lower()
    elif attribute := token["attribute"]:
        name, value = attribute.lower(), token["value"] or ""
        value = value[1:-1] if value[:1] in ("'", '"') else value
        any_case = token["case"] in ("i", "I") or (name in _ANY_CASE and not token["case"])
        step.tests.append(AttributeTest(name=name, test=token["test"] or "", value=value, any_case=any_case))
    elif place := _PLACE.fullmatch(token["pseudo"]):
        step.places.append((int(place[3] or 1), bool(place[2]) or (place[1] or "").lower() == "last"))
    elif token["pseudo"].lower() == ":root":
        step.tag = "html"
    else:
        return bool(_ALWAYS.fullmatch(token["pseudo"]))
    return True


def _is_nth(element: etree._Element, number: int, *, from_last: bool) -> bool:
    """Whether ``element`` is the one of that number among its siblings."""
    before = islice(element.itersiblings(preceding=not from_last), _SIBLINGS)
    return sum(isinstance(sibling.tag, str) for sibling in before) == number - 1


def marks_of(element: etree._Element) -> frozenset[str]:
    """The classes and the id of an element, as selectors write them."""
    classes, identity = element.get("class") or "", (element.get("id") or "").strip()
    kept = len(classes) + len(identity) <= _LONGEST_KEPT
    return _marks(classes, identity) if kept else _marks.__wrapped__(classes, identity)


@lru_cache(maxsize=4096)
def _marks(classes: str, identity: str) -> frozenset[str]:
    return frozenset([*(f".{name}" for name in classes.split()), *([f"#{identity}"] if identity else [])])
