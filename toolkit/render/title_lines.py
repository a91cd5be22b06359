"""Breaking a title where the sense allows (GB/T 9704 7.3.1: 回行时要做到词意完整、排列对称、长短适宜)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from toolkit.characters import ems
from toolkit.document.blocks import Document
from toolkit.filing.correction import without_mark
from toolkit.patterns import regex
from toolkit.render.page import TITLE_CHARACTERS

# A break may follow the name of a place or a body, or precede one of the words that titles are made of.
_AFTER = regex(
    r"""
      [省州盟旗乡镇厅府、]
    | 市 (?![场政容直])         # not 市场, 市政
    | [县区] (?![级域])         # not 县级, 区域
    | [局委院会] (?![员面校同])  # not 委员, 会同
    | 街道办事处
    | (?<=[0-9]) 年
    """,
    re.VERBOSE,
    matches=("某市人民政府", "某县教育局", "2025年"),
    misses=("市场监督", "县级", "委员"),
)
_BEFORE = "关于|人民政府|管理|委员会|办公室|办公厅|工作|年度报告"


def title_lines(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the agency's name and of the title as they stand above the report.

    The mark of a corrected edition that ends the title is a line of its own.
    """
    plain, _ = without_mark(document.title)
    words = plain if document.title.startswith(plain) else document.title
    mark = document.title.removeprefix(words)
    agency, title = (balance_lines(text, TITLE_CHARACTERS, document.subjects) for text in (document.agency, words))
    return agency, (*title, mark) if mark else title


def balance_lines(text: str, most: float, words: Sequence[str] = ()) -> tuple[str, ...]:
    """``text`` in as few lines of at most ``most`` characters as can be, of like length, broken between words; one may
    begin with any of ``words``.
    """
    before = re.compile("|".join((_BEFORE, *map(re.escape, words))))
    lines: list[str] = []
    while ems(text) > most:
        count = math.ceil(ems(text) / most)
        cut = _cut(text, ems(text) / count, most, before)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return tuple(filter(None, (*lines, text))) or (text,)


def _cut(text: str, ideal: float, most: float, before: re.Pattern[str]) -> int:
    """The place nearest to ``ideal`` where a word ends, within ``most``; without one, ``ideal`` itself."""
    ends = {match.end() for match in _AFTER.finditer(text)} | {match.start() for match in before.finditer(text)}
    ends |= {place for place, sign in enumerate(text) if sign.isspace()}
    fitting = [end for end in ends if 0 < end < len(text) and ideal / 2 <= ems(text[:end]) <= most]
    anywhere = [end for end in range(1, len(text)) if ems(text[:end]) <= most]
    return min(fitting or anywhere, key=lambda end: (abs(ems(text[:end]) - ideal), end))
