"""A web page of plain tables, for lists that are read on the screen or handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.render.html_templates import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table under a heading; the first column heads its row, the others hold figures, or with ``words`` sentences.
    ``note`` stands below."""

    heading: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    note: str = ""
    words: bool = False


def render_listings(title: str, listings: Sequence[Listing]) -> bytes:
    """UTF-8 HTML, one self-contained page; the same input gives the same bytes."""
    return environment().get_template("listing.html.j2").render(title=title, listings=listings).encode()
