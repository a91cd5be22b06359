"""The report as a Word document in the page of GB/T 9704-2012, or on the page of the office's own file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping

import docx
from docx.document import Document as Word

from toolkit.characters import is_latin
from toolkit.document.blocks import Block, Document, ReportHeading, ReportParagraph, ReportTable
from toolkit.document.page_runs import PageRun, page_runs
from toolkit.output import undated
from toolkit.render.page import BODY_SIZE, LINE_PITCH
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import title_lines
from toolkit.render.word.base import base_document
from toolkit.render.word.charts import chart_markup
from toolkit.render.word.landscape import NO_HEIGHT, Run, in_sections
from toolkit.render.word.markup import elements, lines, paragraph, run
from toolkit.render.word.reference import clear_body, damage_findings, open_reference
from toolkit.render.word.setup import WordTarget, mark_pages, prepare
from toolkit.render.word.styles import first_line
from toolkit.render.word.tables import table_markup

_MOST_PROPERTY = 255  # characters of a document property
_BETWEEN_TABLES = f'<w:spacing w:line="{LINE_PITCH * 10:.0f}" w:lineRule="exact"/>'
_LATIN_HEADINGS = {1: "<w:b/><w:bCs/>", 2: "<w:i/><w:iCs/>"}
"""What 黑体 and 楷体 are in Latin type."""
_AFTER_TABLE = f'<w:spacing w:before="{LINE_PITCH * 10:.0f}"/>'


def render(
    document: Document,
    *,
    reference: bytes | None = None,
    reference_styles: bool = False,
    report: Callable[[str], None] = lambda sentence: None,
) -> bytes:
    """A .docx; the same document gives the same bytes.

    With a ``reference`` .docx its page set-up, headers, footers and letterhead are used, and with ``reference_styles``
    its styles too: an untouched default style would set the report in small type under blue headings. ``report`` gets a
    sentence for what it lacks; :class:`~toolkit.errors.UnreadableFile` if it cannot be used.
    """
    if reference is None:
        return _written(document, docx.Document(io.BytesIO(base_document())), lambda sentence: None)
    with damage_findings():
        return _written(document, open_reference(reference), report, own_styles=not reference_styles)


def _written(document: Document, word: Word, report: Callable[[str], None], *, own_styles: bool = False) -> bytes:
    """The report in ``word``, an empty document or an office's own."""
    sheet = prepare(word, clear_body(word), report, own_styles=own_styles)
    if document.mark:
        mark_pages(sheet, document.mark)
    for block in in_sections(sheet, [*_runs(document, sheet)]):
        sheet.end.addprevious(block)
    _describe(word, document)
    return _packed(word)


def _runs(document: Document, sheet: WordTarget) -> Iterator[Run]:
    """The whole report, by upright and by landscape pages."""
    runs = page_runs(document.blocks)
    for each in runs:
        markup = [*_blocks(document, each, sheet)]
        if each is runs[0]:
            markup[:0] = _opening(document, sheet.styles)
        if each is runs[-1]:
            markup += _signature(document, sheet.styles)
        yield each.landscape, elements("".join(markup))


def _opening(document: Document, styles: Mapping[str, str]) -> Iterator[str]:
    agency, title = title_lines(document)
    yield paragraph(styles["Title"], lines((*agency, *title)))
    yield paragraph(styles["Body Text"], "")
    yield from (_text(opening, styles) for opening in document.preamble)


def _blocks(document: Document, pages: PageRun, sheet: WordTarget) -> Iterator[str]:
    styles = sheet.styles
    width = sheet.across if pages.landscape and sheet.across else sheet.width
    before: Block | None = None
    for block in pages.blocks:
        if isinstance(block, ReportTable):
            if isinstance(before, ReportTable):  # or Word makes one of them
                yield paragraph(styles["Body Text"], "", _BETWEEN_TABLES)
            yield table_markup(block, styles, width)
            for chart in block.charts:
                yield chart_markup(chart, sheet)
        elif isinstance(block, ReportHeading):
            yield _heading(block, styles, after_table=isinstance(before, ReportTable))
        else:
            yield _text(block, styles, glued=block is document.blocks[-1], after_table=isinstance(before, ReportTable))
        before = None if isinstance(block, ReportTable) and block.charts else block


def _heading(block: ReportHeading, styles: Mapping[str, str], *, after_table: bool) -> str:
    latin = _LATIN_HEADINGS[block.level] if is_latin(block.text) else ""
    return paragraph(styles[f"heading {block.level}"], run(block.text, latin), _AFTER_TABLE if after_table else "")


def _text(block: ReportParagraph, styles: Mapping[str, str], *, glued: bool = False, after_table: bool = False) -> str:
    """Body text. Glued: its last line goes along with the signature, which never stands on a page alone."""
    properties = ("<w:keepNext/>" if glued else "") + (_AFTER_TABLE if after_table else "")
    if block.indent != 2:
        properties += first_line(block.indent)
    return paragraph(styles["Body Text"], run(block.text), properties)


def _signature(document: Document, styles: Mapping[str, str]) -> Iterator[str]:
    if not document.signed:
        yield paragraph(styles["Body Text"], "", NO_HEIGHT)  # a table is never the last of a document
        return
    name_blank, date_blank = right_blanks(document.agency, document.date)
    yield paragraph(styles["Signature"], "")
    yield paragraph(styles["Signature"], lines(signature_lines(document.agency)), _right(name_blank))
    if document.date:
        yield paragraph(styles["Date"], run(document.date), _right(date_blank))


def _right(characters: float) -> str:
    return f'<w:ind w:rightChars="{characters * 100:.0f}" w:right="{characters * BODY_SIZE * 20:.0f}"/>'


def _describe(word: Word, document: Document) -> None:
    about = word.core_properties
    about.title = document.name[:_MOST_PROPERTY]
    about.author = document.agency[:_MOST_PROPERTY]
    about.language = "zh-CN"
    about.identifier = document.content_mark
    for dated in about._element.xpath("dcterms:created | dcterms:modified | cp:lastModifiedBy | cp:revision"):
        about._element.remove(dated)


def _packed(word: Word) -> bytes:
    """The package with every entry dated alike."""
    stream = io.BytesIO()
    word.save(stream)
    return undated(stream.getvalue())
