"""What a published file carries, unseen, of the content that it was made of, for who later compares the two."""

from __future__ import annotations

from toolkit.patterns import regex

DRAFT = "draft"
"""What a report carries in place of a digest that has a :class:`~toolkit.document.blocks.PageMark`."""
_NAME = "xl-report-content:"
_MARK = regex(rb"xl-report-content:(draft|sha256-[0-9a-f]{64})")
_DIGEST = "sha256-"


def content_mark(digest: str) -> str:
    """The mark of a report with a content of that digest (:func:`toolkit.narrative.content.digest_of_filing`), or of a
    :data:`DRAFT`."""
    return f"{_NAME}{digest}" if digest == DRAFT else f"{_NAME}{_DIGEST}{digest}"


def marked_content(data: bytes) -> str | None:
    """The digest, or :data:`DRAFT`, of the first mark in ``data``; None where there is none."""
    found = _MARK.search(data)
    return found[1].decode().removeprefix(_DIGEST) if found else None
