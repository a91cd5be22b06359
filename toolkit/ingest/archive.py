"""Web pages saved whole in one file (.mht): a mail whose parts are the page and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from itertools import islice
from typing import Any

from toolkit.bounds import MAIL_HEADER_CHARACTERS, MAIL_LINES, MAIL_MULTIPARTS, MAIL_PAGES, MAIL_PARTS
from toolkit.errors import UnreadableFile
from toolkit.ingest.blocks import Block, SourceLine, too_large
from toolkit.ingest.encoding import decoded
from toolkit.ingest.headings import number_of
from toolkit.ingest.html import html_blocks


class _Part(Message):
    """A part of a mail. A header far too long says nothing: to take it apart costs the square of its length."""

    def get_param(self, param: str, failobj: Any = None, header: str = "content-type", unquote: bool = True) -> Any:
        if len(str(self.get(header, ""))) > MAIL_HEADER_CHARACTERS:
            return failobj
        return super().get_param(param, failobj, header, unquote)


def archive_blocks(content: bytes, name: str) -> Iterator[Block]:
    """Blocks of the page, or of the frame in it that holds the report.

    :class:`UnreadableFile` where there is no page, or more parts within parts than any program saves.
    """
    if content.count(b"\n") > MAIL_LINES:
        raise too_large(name)
    if content.lower().count(b"boundary=") > MAIL_MULTIPARTS:
        raise _unreadable(name)
    try:
        pages = [_text(part) for part in islice(_pages(message_from_bytes(content, _Part)), MAIL_PAGES)]
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError):
        raise _unreadable(name) from None  # the parser stumbles over broken headers in many ways
    if not pages:
        raise _unreadable(name)
    readings = [tuple(html_blocks(page, name)) for page in pages]
    counts = [_headings(blocks) for blocks in readings]
    return iter(readings[counts.index(max(counts))])


def _pages(message: Message) -> Iterator[Message]:
    parts = islice(message.walk(), MAIL_PARTS)
    return (part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml"))


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decoded(payload if isinstance(payload, bytes) else b"", str(part.get_content_charset() or ""))


def _headings(blocks: tuple[Block, ...]) -> int:
    return sum(isinstance(block, SourceLine) and number_of(block.text) > 0 for block in blocks)


def _unreadable(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} 里没有找到网页正文。", "请在浏览器里打开，另存为 .html 或把正文复制到 Word 后重试。")
