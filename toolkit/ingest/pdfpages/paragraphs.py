"""Lines of text into paragraphs, over the ends of pages too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.characters import ems
from toolkit.ingest.labels import is_figure
from toolkit.ingest.pdfpages.geometry import Box
from toolkit.ingest.pdfpages.tables import RuledTable
from toolkit.ingest.pdfpages.text_lines import TextRow
from toolkit.patterns import regex

_BLANK = regex(r"(?<=[^\x00-\xff])\s++|(?<!\s)\s++(?=[^\x00-\xff])")
_HEADING = regex(r"[一二三四五六七八九]、|（[一二三四五六七八九]）|[IVX]{1,5}[.．]\s")
_LONG = 15
"""Signs; shorter lines say nothing about the margins of the text."""
_FULL = 2.5
"""Of a line's size: how far from the right margin a line may end that the next one continues, its first word aside."""
_LATIN = regex(r"\s*[A-Za-z]")
_ALIKE = 0.8
"""Of a line's size: a smaller one below it is no part of the same paragraph."""


def blocks_of(
    pieces: Sequence[TextRow | RuledTable], boxes: Mapping[int, Box]
) -> Iterator[tuple[int, str | RuledTable]]:
    """Paragraphs and tables in order, each with the page on which it begins; ``boxes`` are those of all pages."""
    margins = _margins([piece for piece in pieces if isinstance(piece, TextRow)], boxes)
    page, paragraph, before = 0, "", None
    for piece in pieces:
        if isinstance(piece, TextRow) and before and _goes_on(before, piece, margins):
            paragraph = _unspaced(f"{paragraph} {_line_text(piece)}")
            before = piece
            continue
        if paragraph:
            yield page, paragraph
        page, paragraph, before = piece.page, "", None
        if isinstance(piece, RuledTable):
            yield page, piece
        else:
            paragraph, before = _line_text(piece), None if _is_tabular(piece) else piece
    if paragraph:
        yield page, paragraph


def _line_text(row: TextRow) -> str:
    """The text of a line, with blanks between what stands apart, unless it is one text set wide."""
    texts = [_unspaced(segment.text) for segment in row.segments]
    return ("" if all(len(text) == 1 for text in texts) else " ").join(texts)


def _unspaced(text: str) -> str:
    """``text`` without blanks beside Chinese, which are there for their looks or where a line ends."""
    return _BLANK.sub("", text).strip()


def _is_tabular(row: TextRow) -> bool:
    """Whether the line is one of a table without rules: a figure stands apart in it, or three things do."""
    texts = [segment.text for segment in row.segments]
    return len(texts) > 1 and (any(map(is_figure, texts[1:])) or (len(texts) > 2 and any(len(t) > 1 for t in texts)))


def _margins(rows: Sequence[TextRow], boxes: Mapping[int, Box]) -> Mapping[int, tuple[float, float]]:
    """The left and right edge of the text on each page; pages of one width are set alike."""
    alike: dict[int, list[Box]] = defaultdict(list)
    for row in rows:
        if len(row.text) > _LONG:
            alike[round(boxes[row.page].width)].append(row.box)
    edges = {width: (min(b.left for b in found), max(b.right for b in found)) for width, found in alike.items()}
    return {page: edges.get(round(box.width), (box.left, box.right)) for page, box in boxes.items()}


def _goes_on(before: TextRow, row: TextRow, margins: Mapping[int, tuple[float, float]]) -> bool:
    """Whether ``row`` continues the paragraph of ``before``: not indented, the line before full, no heading, and of its
    size, for where no line of text is full, a title may be the widest.
    """
    if _is_tabular(row) or min(before.size, row.size) < _ALIKE * max(before.size, row.size):
        return False
    word = ems(row.text.split()[0]) * row.size if _LATIN.match(row.text) else 0.0
    full = before.box.right + word > margins[before.page][1] - _FULL * before.size
    return full and row.box.left < margins[row.page][0] + row.size and not _HEADING.match(row.text)
