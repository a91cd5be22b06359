"""Bytes of unknown encoding into text: what Chinese government sites and offices write."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{1,20})""")


def decoded(content: bytes) -> str:
    """The text of ``content``; bytes that fit no encoding become U+FFFD.

    A byte-order mark decides; else UTF-8 wherever it fits, because pages that declare gb2312 are often UTF-8 and hardly
    any GBK text is valid UTF-8; else what the page declares; else GB 18030, which includes GBK and GB 2312.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", *_declared(content), "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")


def _declared(content: bytes) -> tuple[str, ...]:
    """The encoding that the head of a page declares, where Python knows it for text."""
    match = _DECLARED.search(content[:4096])
    if not match:
        return ()
    name = match[1].decode("ascii").lower()
    try:
        known = codecs.lookup("gb18030" if name in ("gbk", "gb2312") else name)
    except LookupError:
        return ()
    return (known.name,) if known._is_text_encoding else ()
