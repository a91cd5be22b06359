"""Signs that Word takes from a symbol font, as the characters that show the same."""

from __future__ import annotations

import re

from lxml import etree

_UNICODE, _BEYOND = range(0x20, 0xD800), range(0xF900, 0x110000)  # between them are surrogates and private use
_DIGITS_AND_MARKS = {code: chr(code) for code in range(0x20, 0x40)}
_CIRCLED, _FILLED = "⓪①②③④⑤⑥⑦⑧⑨⑩", "⓿❶❷❸❹❺❻❼❽❾❿"
_FONTS = {
    "wingdings": dict(enumerate(_CIRCLED, 0x80))
    | dict(enumerate(_FILLED, 0x8B))
    | {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x77: "◆", 0xA8: "□", 0xAB: "★", 0xD8: "➢"}
    | {0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": dict(enumerate(_CIRCLED, 0x69))
    | dict(enumerate(_FILLED, 0x74))
    | {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
    "symbol": _DIGITS_AND_MARKS
    | {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…"},
}


def symbol(element: etree._Element) -> str | None:
    """The character of a ``w:sym`` (or of Word's element for emoji); None where the font's sign is not known."""
    found = {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", found.get("char", "")):
        return None
    code = int(found["char"], 16)
    font = _FONTS.get(found.get("font", "").lower())
    if font is not None:
        return font.get(code & 0xFF)
    return chr(code) if code in _UNICODE or code in _BEYOND else None
