"""Word files (.docx), read as the XML they are: paragraphs and tables of the body, in order, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from toolkit.ingest.blocks import Piece, SourceGrid, SourceLine, cell_count, first_pieces
from toolkit.ingest.note_marks import Fragment, shown, struck
from toolkit.ingest.word.fields import Fields, holds_contents
from toolkit.ingest.word.losses import Losses, LostContent
from toolkit.ingest.word.numbering import Numbering
from toolkit.ingest.word.package import Package, W
from toolkit.ingest.word.styles import ParagraphLook, Styles
from toolkit.ingest.word.tables import FLOW, CellContent, cells, grid_rows, only_lays_out, within
from toolkit.ingest.word.text import WORD_ART, Paragraphs, ShownParagraph, branch
from toolkit.location import Location
from toolkit.patterns import regex

_OF_CONTENTS = regex(r"toc (?:[1-9]|heading)")


def docx_blocks(content: bytes, name: str) -> Iterator[Piece]:
    """Blocks of a Word report, then what in it could not be read; :class:`UnreadableFile` if it is no intact .docx."""
    package = Package(content, name)
    body = package.document().find(f"{W}body")
    if body is None:
        return
    reader = _Reader(package)
    pieces = list(first_pieces(reader.pieces(body), cell_count))
    if reader.unclosed:  # a field that never ends would swallow the text behind it
        reader = _Reader(package, fields=False)
        pieces = list(first_pieces(reader.pieces(body), cell_count))
    yield from pieces
    yield from reader.losses.findings()


class _Reader:
    """One pass over a document, counting what is numbered and gathering what cannot be read."""

    def __init__(self, package: Package, *, fields: bool = True) -> None:
        self.unclosed = False
        self.losses = Losses()
        self._fields = fields
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._lines = 0

    def pieces(self, story: etree._Element) -> Iterator[Piece]:
        """The blocks of the body or of a text box."""
        paragraphs = self._story()
        carried: list[Fragment] = []  # of paragraphs that the next one goes on
        for element in _flow(story):
            if element.tag == f"{W}p":
                read = self._read(element, paragraphs)
                if read.visible and not carried:
                    carried.append(Fragment(text=read.prefix))
                carried += read.fragments
                if read.ahead:
                    yield from self._boxed(read)
                if not read.look.goes_on:
                    yield from self._lines_of(carried, read.look)
                    carried = []
                if not read.ahead:
                    yield from self._boxed(read)
                continue
            yield from self._lines_of(carried)
            carried = []
            if element.tag == f"{W}tbl":
                yield SourceGrid(rows=tuple(grid_rows(element, lambda cell: self._content(cell, paragraphs))))
            else:
                self.losses.miss(LostContent.FILE, self._where)
        yield from self._lines_of(carried)
        self.unclosed = self.unclosed or paragraphs.fields.unclosed

    def _story(self) -> Paragraphs:
        return Paragraphs(self._styles, Fields(followed=self._fields))

    @property
    def _where(self) -> Location:
        """The place of the paragraph that comes next, counting those that hold text."""
        return Location(f"第{self._lines + 1}段")

    def _read(self, paragraph: etree._Element, paragraphs: Paragraphs) -> ShownParagraph:
        read = paragraphs.read(paragraph)
        if read.visible or not (paragraphs.fields.unclosed or read.look.goes_on):
            read.prefix = self._numbering.prefix(read.look.listing)
        for gap in read.gaps:
            self.losses.miss(gap, self._where)
        return read

    def _lines_of(self, fragments: Sequence[Fragment], look: ParagraphLook | None = None) -> Iterator[SourceLine]:
        if look and _OF_CONTENTS.fullmatch(self._styles.title(look.style)):
            return
        level = look.level if look else 0
        crossed = struck(fragments)
        for text in shown(fragments).split("\n"):
            if text.strip() or crossed:
                yield SourceLine(text=text.strip(), where=self._where, level=level, struck=crossed)
                self._lines += 1
                crossed = ""

    def _boxed(self, read: ShownParagraph) -> Iterator[Piece]:
        """What the paragraph's text boxes hold; where on the page they stand is not known."""
        for box in read.boxes:
            art = [SourceLine(text=box.get("string", "").strip(), where=self._where)] if box.tag == WORD_ART else []
            for piece in art or self.pieces(box):
                if isinstance(piece, SourceLine) and piece.text:
                    self.losses.boxed.append(piece)
                yield piece

    def _content(self, cell: etree._Element, paragraphs: Paragraphs) -> CellContent:
        """What the paragraphs of a cell show, text boxes in it included, with a line break between them."""
        content = CellContent()
        for paragraph in within(cell, f"{W}p", f"{W}altChunk"):
            if paragraph.tag == f"{W}altChunk":
                self.losses.miss(LostContent.FILE, self._where)
                content.add([Fragment(text=f"〔{LostContent.FILE}〕")])
                continue
            read = self._read(paragraph, paragraphs)
            content.number(read.prefix)
            content.add(read.fragments)
            for box in read.boxes:
                content.add([Fragment(text=f"\n{box.get('string', '')}")])
                content.add(self._content(box, self._story()).fragments)
            if not read.look.goes_on:
                content.add([Fragment(text="\n")])
        return content


def _flow(story: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and foreign parts in order; what a table that only lays out the page frames, in its place."""
    stack = list(reversed(story))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}tbl" and only_lays_out(element):
            stack += reversed([child for cell in cells(element) for child in cell])
        elif element.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield element
        elif element.tag in FLOW and not holds_contents(element):
            stack += reversed(list(branch(element)))
