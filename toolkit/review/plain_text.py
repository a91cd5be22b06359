"""Text as it means, whatever editors of websites and other programs make of its looks."""

from __future__ import annotations

import re
import unicodedata

from toolkit.characters import nfkc_without_new_digits
from toolkit.filing.numerals import TURNED
from toolkit.patterns import regex

NORMALISED = (
    "空格和换行、全角和半角、引号和破折号的样式、看不见的字符、西文词中的连字符不计；两个数字之间的空格仍算不同。"
)
"""What :func:`plain_text` passes over, in words for staff."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞〟「」『』«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−─⸺", "-"),
        **dict.fromkeys("•‧∙⋅・", "·"),
        "〜": "~",
    }
)
_BLANKS = regex(
    r"""
      (?<![0-9\s])\s++   # not behind a digit
    | \s++(?![0-9])      # not before one
    """,
    re.VERBOSE,
    matches=("甲 乙", "3 件", "第 3"),
    misses=("12 34",),
)
_DIGITS_APART = regex(r"\s+", matches=("12  34",), misses=("1234",))
_DASHES = regex(r"-{2,}", matches=("甲--乙",), misses=("甲-乙",))
_DOTS = regex(r"\.{3,}", matches=("......",), misses=("1.5",))
_HYPHEN = regex(r"(?<=[A-Za-z])-(?=[A-Za-z])", matches=("e-mail",), misses=("0468-3340012", "甲-乙"))


def plain_text(text: str) -> str:
    """``text`` without blanks (one is left between two digits) and what nobody sees, in plain widths, signs and dashes.

    Superscripts and circled digits stay what they are, and so do characters that turn the order of others.
    """
    text = nfkc_without_new_digits("".join(filter(_is_meant, text))).translate(_SIGNS)
    text = _DIGITS_APART.sub(" ", _BLANKS.sub("", text))
    return _HYPHEN.sub("", _DOTS.sub("...", _DASHES.sub("-", text)))


def _is_meant(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace() or bool(TURNED.match(sign))
