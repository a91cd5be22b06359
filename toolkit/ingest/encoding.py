"""Decodes bytes of unknown encoding: those that Chinese government sites and offices use."""

from __future__ import annotations

import codecs

from toolkit.patterns import regex

BROKEN = "\ufffd"
"""What stands in the text for bytes that are no character."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "hz-gb-2312": "hz",
}
"""Encodings that a declaration may add to the two that are tried anyway; a page that names any other is mistaken."""
_DECLARED = regex(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_-]{1,20})""")
_HEAD = 4096
_BROKEN_RUN = regex(f"{BROKEN}{{2,}}")
_IDEOGRAPH = regex("[\u2e80-\u9fff\uf900-\uffef]")
_WHOLE_TO_BROKEN = 3  # ideographs to one broken character; other encodings hardly ever look like three bytes of UTF-8


def decoded(content: bytes, declared: str = "") -> str:
    """The text of ``content``; bytes that fit no encoding become one :data:`BROKEN` where they stand together.

    A byte-order mark decides, or the zero bytes of UTF-16; else UTF-8 wherever nearly all fits, because pages that
    declare gb2312 are often UTF-8 and hardly any GBK text is valid UTF-8; else what is ``declared``, by whoever sent
    the text or by the page; else GB 18030, which includes GBK and GB 2312. Where nothing fits, what fits best.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _forgiving(content[len(mark) :], encoding)
    if wide := _wide(content):
        return _forgiving(content, wide)
    candidates: list[str] = []
    for encoding in ("utf-8", *_declared(content, declared), "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            text = _forgiving(content, encoding)
        if encoding == "utf-8" and text.count(BROKEN) * _WHOLE_TO_BROKEN <= len(_IDEOGRAPH.findall(text)):
            return text
        candidates.append(text)
    return min(candidates, key=lambda candidate: candidate.count(BROKEN))


def _forgiving(content: bytes, encoding: str) -> str:
    return _BROKEN_RUN.sub(BROKEN, content.decode(encoding, "replace"))


def _wide(content: bytes) -> str:
    """UTF-16 in the byte order that zero bytes show: those of digits, blanks and tags all stand on one side."""
    zeros = content.count(0)
    if zeros < 2 or zeros * 200 < len(content):
        return ""
    even = content[::2].count(0)
    if 4 * even <= zeros - even:
        return "utf-16-le"
    return "utf-16-be" if even >= 4 * (zeros - even) else ""


def _declared(content: bytes, declared: str) -> tuple[str, ...]:
    """The Chinese encodings that a text is said to be in."""
    match = _DECLARED.search(content[:_HEAD])
    names = (declared, match[1].decode("ascii") if match else "")
    known = (_CHINESE.get(name.strip().lower().replace("_", "-")) for name in names)
    return tuple(dict.fromkeys(encoding for encoding in known if encoding))
