"""Formulas that read a year or a date as staff type it; what they cannot read is left to ``check``."""

from __future__ import annotations

from toolkit.rules.live_checks import JUDGED

_SERIALS = 35_000, 19_000_101
"""Numbers between them count days; from the second on they are dates written without signs, 20260118."""


def year_formula(address: str) -> str:
    """The year in a cell, ``2025``, ``2025年`` or ``2025年度``; nothing for an empty one, 由检查判断 for all else."""
    text = _replaced(f"TRIM({address})", "", "年度", "年")
    return f'IF({address}="","",IF(LEN({text})=4,IFERROR(VALUE({text}),"{JUDGED}"),"{JUDGED}"))'


def date_formula(address: str) -> str:
    """The day in a cell, as spreadsheets count it: a date, ``2026.1.18``, ``2026/1/18``, ``2026-01-18``, ``20260118``
    or ``2026年1月18日``; nothing for an empty one, 由检查判断 for anything else.

    Year, month and day between hyphens are a date in every language; ``26-1-18`` and ``1-18-2026`` are one in some.
    """
    text = f"TRIM({address})"
    signed = _replaced(_replaced(text, "-", "年", "月", ".", "/"), "", "日", "号")
    bare = f'LEFT({text},4)&"-"&MID({text},5,2)&"-"&MID({text},7,2)'
    certain = f'IF(IFERROR(FIND("-",{signed}),0)=5,IF(LEN({signed})<=10,{signed},""),IF(LEN({text})=8,{bare},""))'
    counts = f"AND(ISNUMBER({address}),N({address})>={_SERIALS[0]},N({address})<{_SERIALS[1]})"
    day = f'IF({counts},INT(N({address})),IFERROR(DATEVALUE({certain}),"{JUDGED}"))'
    return f'IF({address}="","",{day})'


def _replaced(text: str, by: str, *words: str) -> str:
    for word in words:
        text = f'SUBSTITUTE({text},"{word}","{by}")'
    return text
