"""What a cell's number format makes of a number: the text on the screen, or that the number is shown as a date.

A code is parsed once; showing a number takes time in proportion to its length, which is bounded.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.bounds import FORMAT_CHARACTERS
from toolkit.workbook.reading.format_codes import FormatToken, SectionCode, sections_of

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
class FormatSection:
    """What a part of a code does to the numbers that it is for."""

    code: SectionCode
    own_sign: bool = False  # for negative numbers alone: says itself how their sign looks

    @property
    def is_date(self) -> bool:
        """Whether numbers are shown as dates, times or (``elapsed``) spans of time."""
        return self.code.elapsed or any(token.kind == "date" for token in self.code.tokens)

    @property
    def percent(self) -> bool:
        """Whether numbers are shown a hundredfold."""
        return self.code.count("percent") > 0

    def covers(self, number: Decimal) -> bool:
        """Whether the section's condition, if it has one, holds for ``number``."""
        condition = self.code.condition
        return condition is not None and _COMPARE[condition[0]](number, condition[1])

    def shown(self, number: float) -> str:
        """The text that shows ``number``, without the blanks and fillers that only align it."""
        value = exact(number)
        size = abs(value).scaleb(2 * self.code.count("percent") - 3 * self.code.count("scale"), _EXACT)
        if self.code.count("exponent"):
            text = self._in_place(_with_exponent(size, self._places()))
        elif self.code.count("slash"):
            text = self._in_place(_as_fraction(size, self._denominator()))
        elif self.code.count("digit"):
            text = self._placed(size)
        else:
            text = "".join(f"{size:f}" if token.kind == "general" else token.text for token in self.code.tokens)
        return f"-{text}" if value < 0 and not self.own_sign else text

    def _places(self) -> int:
        """How many digits are shown behind the point."""
        kinds = [token.kind for token in self.code.tokens]
        behind = kinds[kinds.index("point") :] if "point" in kinds else []
        return behind[: behind.index("exponent")].count("digit") if "exponent" in behind else behind.count("digit")

    def _denominator(self) -> int:
        """How many digits a fraction's denominator may have."""
        kinds = [token.kind for token in self.code.tokens]
        return max(1, kinds[kinds.index("slash") :].count("digit"))

    def _in_place(self, digits: str) -> str:
        """``digits`` in the place of all that stands for digits."""
        found = [index for index, token in enumerate(self.code.tokens) if token.kind in ("digit", "point", "exponent")]
        before, behind = self.code.tokens[: found[0]], self.code.tokens[found[-1] + 1 :]
        return "".join((*(token.text for token in before), digits, *(token.text for token in behind)))

    def _placed(self, size: Decimal) -> str:
        """Each digit at its placeholder, those for which there is none before the first; words where they stand."""
        places = self._places()
        whole, _, decimals = f"{size.quantize(Decimal(1).scaleb(-places), context=_EXACT):f}".partition(".")
        point = next((i for i, token in enumerate(self.code.tokens) if token.kind == "point"), len(self.code.tokens))
        return self._whole(self.code.tokens[:point], whole) + self._decimals(self.code.tokens[point:], decimals)

    def _whole(self, tokens: tuple[FormatToken, ...], digits: str) -> str:
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
    def _decimals(tokens: tuple[FormatToken, ...], digits: str) -> str:
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
        if any(section.code.condition for section in self.sections[:2]):
            for section in self.sections[:2]:
                if section.covers(value):
                    return section
            return self.sections[2 if len(self.sections) > 2 and others[0].code.condition else min(1, len(others))]
        if value < 0 and others:
            return others[0]
        return others[1] if value == 0 and len(others) > 1 else first


def exact(number: float) -> Decimal:
    """A number with the 15 digits that spreadsheet programs keep of it."""
    return Decimal(number) if isinstance(number, int) and abs(number) < 10**15 else Decimal(f"{number:.15g}")


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat | None:
    """The format of a code; None where it shows every number and text as it is."""
    codes = sections_of(code)
    text = codes[3] if len(codes) > 3 else None
    if text is None and len(codes) > 1 and codes[-1].count("at"):
        text = codes.pop()
    if len(codes) == 1 and all(token.kind in ("general", "at") for token in codes[0].tokens):
        return None
    by_sign = not any(each.condition for each in codes[:2])
    sections = [FormatSection(each, own_sign=by_sign and place == 1) for place, each in enumerate(codes[:3])]
    hides_text = text is not None and not text.tokens
    return NumberFormat(tuple(sections), min(len(code), FORMAT_CHARACTERS), hides_text)


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
