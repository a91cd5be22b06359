"""The codes of number formats, cut into what each of their characters stands for.

As ECMA-376 (part 1, 18.8.30) and Excel have them, with Chinese Excel's ``!`` as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.bounds import FORMAT_CHARACTERS
from toolkit.patterns import regex

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The codes that files name by number alone, as Chinese Excel has them; numbers that are missing show all as it is."""

_TOKEN = regex(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<blank>.)
    | \*(?P<filler>.)
    | \[(?P<bracket>[^\]]*)\]?
    | (?P<general>General|G/通用格式)
    | (?P<date>AM/PM|A/P|上午/下午|[ymdhsg]+|a{3,4})
    | (?P<exponent>E[+-])
    | (?P<era>e+)
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<slash>/)
    | (?P<at>@)
    | (?P<end>;)
    | (?P<text>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
    matches=('"件"', "[Red]", "yyyy", "G/通用格式", "0", "_ "),
    misses=("",),
)
_CONDITION = regex(r"(<=|>=|<>|=|<|>)\s?(-?\d{1,20}(?:\.\d{0,20})?)")
_CURRENCY = regex(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_ELAPSED = regex(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormatToken:
    """``kind`` is what the text stands for: ``digit``, ``point``, ``percent``, ``date``, ``text`` and so on."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionCode:
    """One of the up to four parts of a code. ``condition``: the numbers that it is for; ``elapsed``: spans of time."""

    tokens: tuple[FormatToken, ...]
    condition: tuple[str, Decimal] | None = None
    elapsed: bool = False

    def count(self, kind: str) -> int:
        """How many tokens are of a kind."""
        return sum(token.kind == kind for token in self.tokens)


def sections_of(code: str) -> list[SectionCode]:
    """The sections of a code; of no code at all ``General``. What stands behind Excel's limit is passed over."""
    return [_section(tokens) for tokens in _split(code[:FORMAT_CHARACTERS])]


def _split(code: str) -> Iterator[list[FormatToken]]:
    tokens: list[FormatToken] = []
    for match in _TOKEN.finditer(code or "General"):
        kind = str(match.lastgroup)
        if kind == "end":
            yield tokens
            tokens = []
        else:
            tokens.append(FormatToken(kind, match[kind]))
    yield tokens


def _section(tokens: list[FormatToken]) -> SectionCode:
    condition, elapsed = None, False
    kept: list[FormatToken] = []
    for token in tokens:
        if token.kind != "bracket":
            kept += _plain(token)
        elif match := _CONDITION.fullmatch(token.text):
            condition = match[1], Decimal(match[2])
        elif match := _CURRENCY.fullmatch(token.text):
            kept.append(FormatToken("text", match[1]))
        elif _ELAPSED.fullmatch(token.text):
            elapsed = True
    return SectionCode(tuple(_commas(kept)), condition, elapsed)


def _plain(token: FormatToken) -> Iterator[FormatToken]:
    """The token as showing needs it: blanks and fillers are nothing, quotes and escapes are text."""
    if token.kind in ("blank", "filler"):
        return
    kind = {"quoted": "text", "escaped": "text", "era": "date"}.get(token.kind, token.kind)
    if kind != "text" or token.text:
        yield FormatToken(kind, token.text)


def _commas(tokens: list[FormatToken]) -> Iterator[FormatToken]:
    """What each comma does: group the digits that it stands between, divide by a thousand behind them, or be text.

    A second point is text, and so is a slash without digits.
    """
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    points = [index for index, token in enumerate(tokens) if token.kind == "point"]
    point = points[0] if points and digits else len(tokens)
    whole = [index for index in digits if index < point]
    for index, token in enumerate(tokens):
        if token.kind == "comma":
            between = whole and whole[0] < index < whole[-1]
            behind = digits and index > digits[0]
            yield (
                FormatToken("group", "")
                if between
                else FormatToken("scale", "")
                if behind
                else FormatToken("text", ",")
            )
        elif (token.kind == "point" and index != point) or (token.kind == "slash" and not digits):
            yield FormatToken("text", token.text)
        else:
            yield token
