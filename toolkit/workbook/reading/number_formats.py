"""What a cell's number format makes of a number: the text on the screen, or that the number is shown as a date.

Format codes as ECMA-376 (part 1, 18.8.30) and Excel have them, with Chinese Excel's ``!`` as an escape. A code is cut
into tokens once; showing a number takes time in proportion to the code, of which only as much counts as Excel allows.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.bounds import FORMAT_CHARACTERS

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

_TOKEN = re.compile(
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
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s?(-?\d{1,20}(?:\.\d{0,20})?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)  # the largest float has 309 digits before its point


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One of the up to four parts of a code: what it does to the numbers that it is for."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None
    elapsed: bool = False
    own_sign: bool = False  # for negative numbers alone: says itself how their sign looks

    @property
    def is_date(self) -> bool:
        """Whether numbers are shown as dates, times or (``elapsed``) spans of time."""
        return self.elapsed or any(token.kind == "date" for token in self.tokens)

    @property
    def percent(self) -> bool:
        """Whether numbers are shown a hundredfold."""
        return self._count("percent") > 0

    def covers(self, number: Decimal) -> bool:
        """Whether the section's condition, if it has one, holds for ``number``."""
        return self.condition is not None and _COMPARE[self.condition[0]](number, self.condition[1])

    def shown(self, number: float) -> str:
        """The text that shows ``number``, without the blanks and fillers that only align it."""
        value = exact(number)
        size = abs(value).scaleb(2 * self._count("percent") - 3 * self._count("scale"), _EXACT)
        if self._count("exponent"):
            text = self._in_place(_with_exponent(size, self._places()))
        elif self._count("slash"):
            text = self._in_place(_as_fraction(size, self._denominator()))
        elif self._count("digit"):
            text = self._placed(size)
        else:
            text = "".join(f"{size:f}" if token.kind == "general" else token.text for token in self.tokens)
        return f"-{text}" if value < 0 and not self.own_sign else text

    def _count(self, kind: str) -> int:
        return sum(token.kind == kind for token in self.tokens)

    def _places(self) -> int:
        """How many digits are shown behind the point."""
        kinds = [token.kind for token in self.tokens]
        behind = kinds[kinds.index("point") :] if "point" in kinds else []
        return behind[: behind.index("exponent")].count("digit") if "exponent" in behind else behind.count("digit")

    def _denominator(self) -> int:
        """How many digits a fraction's denominator may have."""
        kinds = [token.kind for token in self.tokens]
        return max(1, kinds[kinds.index("slash") :].count("digit"))

    def _in_place(self, digits: str) -> str:
        """``digits`` in the place of all that stands for digits."""
        found = [index for index, token in enumerate(self.tokens) if token.kind in ("digit", "point", "exponent")]
        before, behind = self.tokens[: found[0]], self.tokens[found[-1] + 1 :]
        return "".join((*(token.text for token in before), digits, *(token.text for token in behind)))

    def _placed(self, size: Decimal) -> str:
        """Each digit at its placeholder, those for which there is none before the first; words where they stand."""
        places = self._places()
        whole, _, decimals = f"{size.quantize(Decimal(1).scaleb(-places), context=_EXACT):f}".partition(".")
        point = next((i for i, token in enumerate(self.tokens) if token.kind == "point"), len(self.tokens))
        return self._whole(self.tokens[:point], whole) + self._decimals(self.tokens[point:], decimals)

    def _whole(self, tokens: tuple[_Token, ...], digits: str) -> str:
        left = list(digits.lstrip("0"))
        grouped = any(token.kind == "group" for token in tokens)
        out: list[str] = []  # from the right
        placed = 0
        first = next((token for token in tokens if token.kind == "digit"), None)
        for token in reversed(tokens):
            if token.kind != "digit":
                out.append(token.text)
                continue
            for _ in range(max(1, len(left)) if token is first else 1):
                digit = left.pop() if left else "0" if token.text == "0" else ""
                if digit and grouped and placed and placed % 3 == 0:
                    out.append(",")
                placed += bool(digit)
                out.append(digit)
        return "".join(reversed(out))

    @staticmethod
    def _decimals(tokens: tuple[_Token, ...], digits: str) -> str:
        left = iter(digits)
        needed = len(digits.rstrip("0"))
        out = []
        for index, token in enumerate(token for token in tokens if token.kind == "digit"):
            needed = max(needed, index + 1) if token.text == "0" else needed
        for token in tokens:
            if token.kind == "digit":
                digit = next(left)
                out.append(digit if needed > 0 else "")
                needed -= 1
            else:
                out.append(token.text)
        return "".join(out)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A code's sections for numbers, its length, and whether it shows nothing of a text."""

    sections: tuple[FormatSection, ...]
    length: int
    hides_text: bool = False

    def section(self, number: float) -> FormatSection:
        """The section that shows ``number``."""
        value = exact(number)
        first, *others = self.sections
        if any(section.condition for section in self.sections[:2]):
            for section in self.sections[:2]:
                if section.covers(value):
                    return section
            return self.sections[2 if len(self.sections) > 2 and others[0].condition else min(1, len(others))]
        if value < 0 and others:
            return others[0]
        return others[1] if value == 0 and len(others) > 1 else first


def exact(number: float) -> Decimal:
    """A number with the 15 digits that spreadsheet programs keep of it."""
    return Decimal(number) if isinstance(number, int) and abs(number) < 10**15 else Decimal(f"{number:.15g}")


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat | None:
    """The format of a code; None where it shows every number and text as it is."""
    sections = [_section(tokens) for tokens in _split(code[:FORMAT_CHARACTERS])]
    text = sections[3] if len(sections) > 3 else None
    if text is None and len(sections) > 1 and _has(sections[-1], "at"):
        text = sections.pop()
    if len(sections) == 1 and all(token.kind in ("general", "at") for token in sections[0].tokens):
        return None
    if len(sections) > 1 and not any(section.condition for section in sections[:2]):
        sections[1] = replace(sections[1], own_sign=True)
    return NumberFormat(
        tuple(sections[:3]), min(len(code), FORMAT_CHARACTERS), hides_text=text is not None and not text.tokens
    )


def _has(section: FormatSection, kind: str) -> bool:
    return any(token.kind == kind for token in section.tokens)


def _split(code: str) -> Iterator[list[_Token]]:
    """The tokens of each section; ``General`` alone for no code at all."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(code or "General"):
        kind = str(match.lastgroup)
        if kind == "end":
            yield tokens
            tokens = []
        else:
            tokens.append(_Token(kind, match[kind]))
    yield tokens


def _section(tokens: list[_Token]) -> FormatSection:
    condition, elapsed = None, False
    kept: list[_Token] = []
    for token in tokens:
        if token.kind != "bracket":
            kept += _plain(token)
        elif match := _CONDITION.fullmatch(token.text):
            condition = match[1], Decimal(match[2])
        elif match := _CURRENCY.fullmatch(token.text):
            kept.append(_Token("text", match[1]))
        elif _ELAPSED.fullmatch(token.text):
            elapsed = True
    return FormatSection(tuple(_commas(kept)), condition, elapsed)


def _plain(token: _Token) -> Iterator[_Token]:
    """The token as showing needs it: blanks and fillers are nothing, quotes and escapes are text."""
    if token.kind in ("blank", "filler"):
        return
    kind = {"quoted": "text", "escaped": "text", "era": "date"}.get(token.kind, token.kind)
    if kind != "text" or token.text:
        yield _Token(kind, token.text)


def _commas(tokens: list[_Token]) -> Iterator[_Token]:
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
            yield _Token("group", "") if between else _Token("scale", "") if behind else _Token("text", ",")
        elif (token.kind == "point" and index != point) or (token.kind == "slash" and not digits):
            yield _Token("text", token.text)
        else:
            yield token


def _with_exponent(size: Decimal, places: int) -> str:
    """As it is where nothing is lost, else with its exponent."""
    short = Context(prec=places + 1, rounding=ROUND_HALF_UP).plus(size)
    mantissa, _, exponent = f"{short:.{places}E}".partition("E")
    return f"{size:f}" if short == size else f"{mantissa}E{int(exponent):+03d}"


def _as_fraction(size: Decimal, digits: int) -> str:
    """As it is where the fraction is exact, else the nearest whose denominator is that short."""
    near = Fraction(size).limit_denominator(10 ** min(digits, 3) - 1)
    if near == Fraction(size):
        return f"{size:f}"
    whole, rest = divmod(near, 1)
    return " ".join(f"{each}" for each in (whole, rest) if each) or "0"
