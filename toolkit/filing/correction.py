"""A report that was published again because the first one was wrong: its number, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.characters import compact_visible
from toolkit.patterns import regex

_MARK = regex(
    r"[（(]\s*+(?:第\s*+([0-9０-９]{1,3})\s*+次\s*+)?更正版\s*+[）)]",
    matches=("（更正版）", "(第2次更正版)"),
    misses=("更正版", "（更正）"),
)
_INTRODUCTION, _CHANGE = "更正说明：", "更正{}："
_LINE = regex(r"更正(?:说明|[0-9]{1,4}):", matches=("更正说明:本版", "更正12:表"), misses=("更正了", "已更正说明"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The ``number``-th corrected edition, with its ``changes`` against what was published before, a sentence each."""

    number: int
    changes: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What stands behind the title."""
        return "（更正版）" if self.number == 1 else f"（第{self.number}次更正版）"

    @property
    def lines(self) -> tuple[str, ...]:
        """The changes as paragraphs below the title, each known by how it begins."""
        numbered = (f"{_CHANGE.format(number)}{change}" for number, change in enumerate(self.changes, start=1))
        introduction = f"{_INTRODUCTION}与上一次公布的报告相比，本版更正 {len(self.changes)} 处。"
        return (introduction, *numbered) if self.changes else ()


def without_mark(title: str) -> tuple[str, int]:
    """``title`` without the mark of a corrected edition, and that edition's number; 0 where there is none."""
    found = _MARK.search(title)
    if not found:
        return title, 0
    return title[: found.start()] + title[found.end() :], int(found[1] or 1)


def is_correction_line(text: str) -> bool:
    """Whether a paragraph of a report is one of :attr:`Correction.lines`."""
    return _LINE.match(compact_visible(text)) is not None


def changes_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The changes that such paragraphs name."""
    stripped = (line.strip() for line in lines)
    return tuple(
        line.replace(":", "：", 1).partition("：")[2].strip()
        for line in stripped
        if not compact_visible(line).startswith(compact_visible(_INTRODUCTION))
    )
