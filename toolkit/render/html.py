"""The report as one self-contained web page: no script, nothing loaded from elsewhere, its figures in it as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from toolkit.characters import join_words
from toolkit.document.blocks import DRAFT_MARK, Block, Document, ReportHeading
from toolkit.patterns import regex
from toolkit.render import html_table, page
from toolkit.render.figures_csv import csv_of, data_uri
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import title_lines

_FACES = {
    "latin": page.LATIN_FACE,
    "title": page.TITLE_FACE,
    "body": page.BODY_FACE,
    "hei": page.HEI_FACE,
    "kai": page.KAI_FACE,
    "song": page.SONG_FACE,
}

_TELEPHONE = regex(r"(?<![\d-])\d{3,4}-\d{7,8}(?:-\d{1,5})?(?![\d-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A section heading and what is under it."""

    heading: ReportHeading
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A link that holds what it offers."""

    label: str
    file: str
    href: str


def render(document: Document) -> bytes:
    """UTF-8 HTML; the same document gives the same bytes."""
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            sections=tuple(_sections(document)),
            downloads=tuple(_downloads(document)),
            blanks=right_blanks(document.agency, document.date),
            title=tuple(tuple(_with_blanks(lines)) for lines in title_lines(document)),
            signature=signature_lines(document.agency),
            draft_mark=DRAFT_MARK,
            label_columns=range(max((table.label_columns for table in document.tables), default=0)),
        )
        .encode()
    )


def _with_blanks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of ``lines`` with what stands between it and the next."""
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        yield line, join_words((line, after))[len(line) : -len(after) or None]


@cache
def environment() -> Environment:
    """The templates, with everything escaped that is put into them."""
    templates = Environment(loader=PackageLoader("toolkit.render"), autoescape=True, undefined=StrictUndefined)
    templates.filters["telephones_whole"] = _telephones_whole
    templates.globals.update(
        grid=html_table,
        page=page,
        faces=_FACES,
        families=_families,
        local=_local,
        page_number=_page_number(),
    )
    return templates


def _sections(document: Document) -> Iterator[PageSection]:
    heads = [
        (n, block) for n, block in enumerate(document.blocks) if isinstance(block, ReportHeading) and block.level == 1
    ]
    ends = [*(n for n, _ in heads[1:]), len(document.blocks)]
    for (start, heading), end in zip(heads, ends, strict=True):
        yield PageSection(heading=heading, blocks=document.blocks[start + 1 : end])


def _downloads(document: Document) -> Iterator[Download]:
    if document.filing_json:
        href = data_uri("application/json", document.filing_json)
        yield Download(label="全部填报数据（JSON）", file=f"{document.name}.json", href=href)
    for table in document.tables:
        name = f"{document.name}-{table.caption}.csv"
        yield Download(label=f"{table.caption}（CSV）", file=name, href=data_uri("text/csv", csv_of(table)))


def _telephones_whole(text: str) -> Markup:
    """``text`` escaped; a browser would break telephone numbers behind their hyphen."""
    return Markup(_TELEPHONE.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped


def _families(face: page.Face) -> Markup:
    return Markup(", ".join(f'"{name}"' for name in face.families))  # noqa: S704 -- our own constants


def _local(face: page.Face) -> Markup:
    return Markup(", ".join(f'local("{name}")' for name in face.families))  # noqa: S704 -- our own constants


def _page_number() -> Markup:
    """The dashes stand as far below the type area as in Word: half a line above the middle of the number."""
    drop = page.FOOTER_DROP - page.PAGE_NUMBER_SIZE * 0.65 / page.POINTS_PER_MM
    face = f"{page.PAGE_NUMBER_SIZE}pt/1.3 {_families(page.SONG_FACE)}, serif"
    return Markup(f"font: {face}; vertical-align: top; padding-top: {drop:.2f}mm;")  # noqa: S704 -- our own constants
