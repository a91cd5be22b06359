"""The report as one self-contained web page: nothing loaded from elsewhere, its figures in it as data.

Its one script, which the page names by its digest so that no other can run, copies the report to the clipboard and
shows which tables scroll.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from toolkit.characters import is_latin, join_words
from toolkit.document.blocks import Block, Document, ReportHeading
from toolkit.document.page_runs import page_runs
from toolkit.render.data_files import data_files
from toolkit.render.fragment import fragment_of
from toolkit.render.html_templates import environment
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import title_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A section heading and what is under it."""

    heading: ReportHeading
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script of the page, and the digest by which its security policy admits it."""

    text: Markup

    @property
    def digest(self) -> str:
        """As the policy names it."""
        return f"sha256-{base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()}"


def render(document: Document) -> bytes:
    """UTF-8 HTML; the same document gives the same bytes."""
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            sections=tuple(_sections(document)),
            across=[block for run in page_runs(document.blocks) if run.landscape for block in run.blocks],
            downloads=tuple(data_files(document)),
            blanks=right_blanks(document.agency, document.date),
            title=tuple(tuple(_with_blanks(lines)) for lines in title_lines(document)),
            signature=signature_lines(document.agency),
            latin=any(is_latin(block.text) for block in document.texts),
            fragment=fragment_of(document),
            script=Script(text=Markup(environment().get_template("report.js.j2").render())),  # noqa: S704 -- our own
            label_columns=range(max((table.label_columns for table in document.tables), default=0)),
            **_pictures(document),
        )
        .encode()
    )


def _pictures(document: Document) -> Mapping[str, object]:
    """What the template draws charts with, and the 图解; most reports have neither, and are made without that code."""
    if not any(table.charts for table in document.tables):
        return {"poster": ""}
    from toolkit.render.chart_svg import chart_svg
    from toolkit.render.poster import poster_svg

    return {"chart_svg": chart_svg, "poster": poster_svg(document)}


def _with_blanks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of ``lines`` with what stands between it and the next."""
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        yield line, join_words((line, after))[len(line) : -len(after) or None]


def _sections(document: Document) -> Iterator[PageSection]:
    heads = [
        (n, block) for n, block in enumerate(document.blocks) if isinstance(block, ReportHeading) and block.level == 1
    ]
    ends = [*(n for n, _ in heads[1:]), len(document.blocks)]
    for (start, heading), end in zip(heads, ends, strict=True):
        yield PageSection(heading=heading, blocks=document.blocks[start + 1 : end])
