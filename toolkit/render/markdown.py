"""The report as Markdown; tables are HTML, for Markdown has no spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from toolkit.document.blocks import Block, Document, ReportHeading, ReportTable
from toolkit.patterns import regex
from toolkit.render.html_templates import environment

_INLINE = regex(r"([\\`*_\[\]!|~$])")
_AT_START = regex(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
_AT_END = regex(r"(?<=\s)#+$")  # of a heading, where it would count as the end of the markup


def render(document: Document) -> bytes:
    """UTF-8 Markdown (CommonMark with HTML blocks); lines end with a line feed."""
    return ("\n\n".join(block for block in _blocks(document) if block) + "\n").encode()


def _blocks(document: Document) -> Iterator[str]:
    if document.mark:
        yield f"**{_plain(document.mark)}**"
    yield f"# {_plain(document.agency)}<br>{_plain(document.title)}"
    for block in (*document.preamble, *document.blocks):
        yield _block(block)
    if document.signed:
        yield _plain(document.agency)
        yield _plain(document.date)


def _block(block: Block) -> str:
    if isinstance(block, ReportTable):
        template = environment().get_template("table.html.j2")
        return str(template.module.table(block, plain=True))  # type: ignore[attr-defined]
    if isinstance(block, ReportHeading):
        return f"{'#' * (block.level + 1)} " + _AT_END.sub(r"\\\g<0>", _plain(block.text))
    return _plain(block.text)


def _plain(text: str) -> str:
    """``text`` so that Markdown shows it as it is, blanks at its ends too."""
    escaped = _AT_START.sub(_escape_start, _INLINE.sub(r"\\\1", escape(text, quote=False)))
    inner = escaped.strip(" \t")
    start, end = escaped[: len(escaped) - len(escaped.lstrip(" \t"))], escaped[len(escaped.rstrip(" \t")) :]
    return _blanks(start) + inner + _blanks(end)


def _escape_start(match: re.Match[str]) -> str:
    """A list number keeps its digits and has its dot escaped; any other sign is escaped itself."""
    blanks, sign = match.groups()
    return f"{blanks}{sign}\\" if sign.isdecimal() else f"{blanks}\\{sign}"


def _blanks(text: str) -> str:
    """Blanks as references: four would begin a code block, two at the end a line break."""
    return "".join(f"&#{ord(blank)};" for blank in text)
