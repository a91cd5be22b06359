"""HTML that stands in a text: the reader of pages, loaded once there is some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.ingest.blocks import Block


def embedded_blocks(source: str, name: str) -> Iterator[Block]:
    """:func:`~toolkit.ingest.html.html_blocks`, without whose parser most texts are read."""
    from toolkit.ingest.html import html_blocks

    return html_blocks(source, name)
