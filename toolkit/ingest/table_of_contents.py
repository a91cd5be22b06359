"""A table of contents that was typed at the top of a report: headings with the pages on which they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from toolkit.characters import compact
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.ingest.blocks import Block, SourceLine
from toolkit.ingest.labels import key

_TITLES = frozenset({"目录", "目次"})
_LEADERS = ".．…⋯‥·•_—-"
_BEFORE_PAGE, _BEHIND_PAGE = " \t\u3000(（第/", "页)） \u3000"  # 第3页, （3）
_FEWEST = 3
_TOP, _MOST_LINES = 100, 400
"""Blocks, and lines of them, among which it stands."""
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line as the words of a heading and, where there is one, the page; ``repeated``: they are another line too."""

    words: str
    page: int | None
    repeated: bool


def without_contents(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[Finding, ...]]:
    """``blocks`` without a table of contents above the report, and a note of it (IM-17).

    Its page numbers never decrease, and most of its headings occur a second time below it. Below its title entries
    may lack their page. One that belongs to a page around the report is none of the report's.
    """
    below = Counter(key(_text(block)) for block in blocks)
    shown = ((place, block) for place, block in enumerate(blocks[:_TOP]) if not block.aside)
    top = ((place, text) for place, block in shown for text in _lines(block))
    lines = list(islice(top, _MOST_LINES))
    entries = [_entry(text, below) for _, text in lines]
    for start, (place, text) in enumerate(lines):
        entitled = compact(text) in _TITLES
        own = _run(entries[start + entitled :], entitled)
        stop = start + entitled + len(own)
        whole = stop == len(lines) or lines[stop][0] > lines[stop - 1][0]
        if whole and _is_contents(own) and place not in (other for other, _ in lines[:start]):
            cell = CellRef(id="unplaced", where=blocks[place].where, value=text)
            reported = finding("IM-17", [cell], actual=text, count=stop - start)
            return (*blocks[:place], *blocks[lines[stop - 1][0] + 1 :]), (reported,)
    return blocks, ()


def _lines(block: Block) -> Iterator[str]:
    """What a block may hold of a table of contents: the rows of a table are lines of headings and pages too."""
    if isinstance(block, SourceLine):
        yield block.text
    else:
        yield from (" ".join(cell.text for cell in row) for row in block.rows)


def _entry(text: str, lines: Counter[str]) -> _Entry:
    """``lines`` counts those of the whole report by their words: an entry without a page is one of them itself."""
    words, page = _split_page(text)
    glued = text.rstrip("0123456789")
    if page is None and glued not in ("", text) and lines[key(glued)]:
        words, page = glued, int(text[len(glued) :][-_MOST_DIGITS:])
    return _Entry(key(words), page, repeated=lines[key(words)] > (page is None))


def _run(entries: Sequence[_Entry], entitled: bool) -> list[_Entry]:
    """The entries that ``entries`` begin with: all with their page or, below the title, all without."""
    paged = list(takewhile(lambda entry: entry.page is not None, entries))
    if paged or not entitled:
        return paged
    known: dict[str, _Entry] = {}
    for entry in entries:
        if not entry.repeated or entry.words in known:  # then the report itself has begun
            break
        known[entry.words] = entry
    return list(known.values())


def _is_contents(entries: Sequence[_Entry]) -> bool:
    pages = [entry.page for entry in entries if entry.page is not None]
    return (
        len(entries) >= _FEWEST
        and all(one <= other for one, other in pairwise(pages))
        and 2 * sum(entry.repeated for entry in entries) >= len(entries)
    )


def _split_page(text: str) -> tuple[str, int | None]:
    """A line as its words and the page at its end, behind dots, blanks or 第; figures in a row are no heading."""
    shown = text.rstrip()
    bare = shown.rstrip(_BEHIND_PAGE)
    rest = bare.rstrip("0123456789")
    digits, words = bare[len(rest) :], rest.rstrip(_LEADERS + _BEFORE_PAGE)
    if 0 < len(digits) <= _MOST_DIGITS and words != rest and any(map(str.isalpha, words)):
        return words, int(digits)
    return shown, None


def _text(block: Block) -> str:
    return block.text if isinstance(block, SourceLine) else ""
