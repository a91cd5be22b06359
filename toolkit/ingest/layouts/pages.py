"""What a text that was copied off pages has at their edges: page numbers and lines that every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.patterns import regex

Numbered = tuple[int, str]
"""A line with its number in the file, from 1."""

_DASH = "[-—–－―]"
_PAGE_NUMBER = regex(
    rf"""
      {_DASH}{{1,2}}[ ]? (?:第[ ]?)? \d{{1,3}} (?:[ ]?页)? [ ]?{_DASH}{{1,2}}
    | 第[ ]?\d{{1,3}}[ ]?页 (?: [ ]?[/，,]?[ ]?共[ ]?\d{{1,3}}[ ]?页 )?
    | [Pp]age[ ]\d{{1,3}} (?:[ ]of[ ]\d{{1,3}})?
    """,
    re.VERBOSE,
    matches=("- 3 -", "—12—", "第 3 页", "第3页/共12页", "Page 3 of 12"),
    misses=("3", "-3", "第三页", "2025"),
    whole=True,
)
_BARE_NUMBER = regex(r"\d{1,3}")
_LONGEST = 60


def without_page_chrome(text: str) -> Iterator[Numbered]:
    """The lines of ``text`` without page numbers, and without what form feeds show to be running heads and feet.

    A bare number at a page's end is a page number where it counts up from page to page; elsewhere it may be a figure.
    """
    pages = _pages(text)
    out = {place for page in pages for place, line in page if _is_page_number(line)}
    for edge in (0, -1):
        edges = [[entry for entry in page if entry[0] not in out and entry[1].strip()][edge:][:1] for page in pages]
        out |= set(_counted(edges)) | set(_repeated(edges))
    return (entry for page in pages for entry in page if entry[0] not in out)


def _pages(text: str) -> list[list[Numbered]]:
    pages: list[list[Numbered]] = []
    number = 0
    for page in text.split("\f"):
        lines = page.splitlines() or [""]
        pages.append(list(enumerate(lines, start=number + 1)))
        number += len(lines)
    return pages


def _is_page_number(line: str) -> bool:
    return len(line) <= _LONGEST and _PAGE_NUMBER.fullmatch(" ".join(line.split())) is not None


def _counted(edges: Sequence[Sequence[Numbered]]) -> Iterator[int]:
    """The edges that are bare numbers, each one more than that of the page before; none where not nearly all are."""
    numbers = [int(edge[0][1]) if edge and _BARE_NUMBER.fullmatch(edge[0][1].strip()) else None for edge in edges]
    steps = [one is not None and other == one + 1 for one, other in pairwise(numbers)]
    if sum(steps) >= max(1, len(steps) - 1):
        for place, step in enumerate(steps):
            if step:
                yield edges[place][0][0]
                yield edges[place + 1][0][0]


def _repeated(edges: Sequence[Sequence[Numbered]]) -> Iterator[int]:
    """All but the first of the edges that stand on half of at least three pages."""
    counts = Counter(line.strip() for edge in edges for _, line in edge)
    seen: set[str] = set()
    for place, line in (entry for edge in edges for entry in edge):
        text = line.strip()
        if len(edges) > 2 and 2 * counts[text] >= len(edges) and text in seen:
            yield place
        seen.add(text)
