"""The numbers that Word puts before paragraphs by itself, rebuilt by counting as it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.ingest.word.numerals import numeral
from toolkit.ingest.word.package import W
from toolkit.ingest.word.styles import ListMembership, Styles, is_on, number, value
from toolkit.patterns import regex

_LEVELS = range(9)
_PLACE = regex(r"%([1-9])")
_HIGHEST = 9_999
_START = f"{W}startOverride"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list as its definition has it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # None: after every higher level; 0: never; n: after level n and those above
    legal: bool = False  # all numbers in digits


@dataclass(slots=True, kw_only=True)
class _List:
    """A list (``w:num``): its definition's counters, its levels, and those that restart when it is first used."""

    counters: list[int | None]
    levels: Mapping[int, _Level]
    styles: Mapping[str, int]  # levels by the paragraph style tied to them
    restarting: frozenset[int]
    used: bool = False


class Numbering:
    """Counts through a document: :meth:`prefix` is asked once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
            self._nums = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}

    def prefix(self, listing: ListMembership | None) -> str:
        """What Word shows before the text of a paragraph in that list, or nothing; bullets are nothing."""
        found = self._list(listing.number) if listing else None
        if listing is None or found is None:
            return ""
        depth = found.styles.get(listing.style, listing.style_level) if listing.level is None else listing.level
        if depth not in found.levels:
            return ""
        level = found.levels[depth]
        _count(found, depth)
        if level.style == "bullet":
            return ""
        shown = _PLACE.sub(lambda place: _number(found, int(place[1]) - 1, level.legal), level.text)
        return _spaced(shown, level.suffix) if shown.strip() else ""

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists and list_id in self._nums:
            own = self._nums[list_id]
            abstract = self._definition(value(own.find(f"{W}abstractNumId")))
            if abstract is None:
                return None
            overrides = {_depth_of(each): each for each in own.iterchildren(f"{W}lvlOverride")}
            levels = {_depth_of(each): each for each in abstract.iterchildren(f"{W}lvl")}
            levels |= {depth: lvl for depth, each in overrides.items() if (lvl := each.find(f"{W}lvl")) is not None}
            starts = {depth: start for depth, each in overrides.items() if (start := value(each.find(_START)))}
            self._lists[list_id] = _List(
                counters=self._counters.setdefault(abstract.get(f"{W}abstractNumId", ""), [None for _ in _LEVELS]),
                levels={depth: _level(lvl, overrides.get(depth)) for depth, lvl in levels.items() if depth in _LEVELS},
                styles={style: depth for depth, lvl in levels.items() if (style := value(lvl.find(f"{W}pStyle")))},
                restarting=frozenset(starts).intersection(_LEVELS),
            )
        return self._lists.get(list_id)

    def _definition(self, abstract_id: str) -> etree._Element | None:
        """The definition of that id, or the one that its list style stands for."""
        found = self._abstract.get(abstract_id)
        link = value(found.find(f"{W}numStyleLink")) if found is not None else ""
        linked = self._nums.get(self._styles.list_style(link)) if link else None
        if linked is None:
            return found
        return self._abstract.get(value(linked.find(f"{W}abstractNumId")), found)


def _depth_of(element: etree._Element) -> int:
    """The level that a definition or an override is for, from 0; -1 for none."""
    level = element.get(f"{W}ilvl", "")
    return int(level) if level in tuple("012345678") else -1


def _level(lvl: etree._Element, override: etree._Element | None) -> _Level:
    start = override.find(_START) if override is not None else None
    hidden = is_on(lvl.find(f"{W}rPr/{W}vanish"))
    style = next(lvl.iter(f"{W}numFmt"), None)  # within a choice where the format is one of Word's newer ones
    restart = lvl.find(f"{W}lvlRestart")
    return _Level(
        start=number(lvl.find(f"{W}start") if start is None else start, 0, _HIGHEST),
        style=value(style) or "decimal",
        text="" if hidden else value(lvl.find(f"{W}lvlText")),
        suffix=value(lvl.find(f"{W}suff")) or "tab",
        restart=None if restart is None else number(restart, 0, 9),
        legal=is_on(lvl.find(f"{W}isLgl")),
    )


def _count(found: _List, depth: int) -> None:
    """Go one on at ``depth``; the levels below restart, those above that were left out are now in use."""
    if not found.used:
        found.used = True
        for level in found.restarting:
            found.counters[level] = None
    for level in range(depth):
        if found.counters[level] is None and level in found.levels:
            found.counters[level] = found.levels[level].start
    current = found.counters[depth]
    found.counters[depth] = found.levels[depth].start if current is None else min(current + 1, _HIGHEST)
    for level in range(depth + 1, len(_LEVELS)):
        restart = found.levels[level].restart if level in found.levels else None
        if restart is None or depth < restart:
            found.counters[level] = None


def _number(found: _List, depth: int, legal: bool) -> str:
    if depth not in found.levels:
        return ""
    level = found.levels[depth]
    current = found.counters[depth]
    style = "decimal" if legal and level.style not in ("none", "bullet") else level.style
    return numeral(level.start if current is None else current, style)


def _spaced(shown: str, suffix: str) -> str:
    """A blank where the number would else run into a digit or word; none behind 、 and ）, as people type it."""
    blank = suffix == "space" or (suffix == "tab" and shown[-1].isascii())
    return f"{shown.rstrip()} " if blank else shown
