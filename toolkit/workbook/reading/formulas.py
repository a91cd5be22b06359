"""Whether two formulas are the same, however the programs wrote them down."""

from __future__ import annotations

import re

_STRING = re.compile(r'("(?:[^"]|"")*")')
_NOISE = re.compile(r"_XLFN\.(?:_XLWS\.)?|(?<=TRUE)\(\)|(?<=FALSE)\(\)|[\s$']")


def same_formula(one: str, other: str) -> bool:
    """Equal but for case, white space, ``$``, quotes of sheet names, ``TRUE()`` and the prefixes of newer functions."""
    return _plain(one) == _plain(other)


def _plain(formula: str) -> str:
    parts = _STRING.split(formula.strip().removeprefix("=").removeprefix("+"))
    return "".join(part if part.startswith('"') else _NOISE.sub("", part.upper()) for part in parts)
