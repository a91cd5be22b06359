"""What every reader yields: lines of text and grids of cells in reading order, each with its place in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from toolkit.bounds import REPORT_CELLS, TEXT_CHARACTERS
from toolkit.errors import InaccessibleFile, UnreadableFile, reason_of
from toolkit.filing.lengths import overlong_text, pieces_of
from toolkit.finding import Finding
from toolkit.ingest.radicals import plain_ideographs
from toolkit.location import NOWHERE, Location

Read = TypeVar("Read")

MOST_BYTES = 30_000_000
MOST_BLOCKS = 5_000
MOST_CHARACTERS = 1_000_000
"""Far above any annual report (the longest seen has 300 blocks and 40 000 characters)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A paragraph or line of text without blanks around it.

    ``level`` is the heading level where the source gives one, else 0; ``aside`` marks what surrounds a report on its
    page: its title and date may stand there, its text does not. ``struck`` is what the line shows crossed out, which is
    not in ``text``.
    """

    text: str
    where: Location = NOWHERE
    level: int = 0
    aside: bool = False
    struck: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """A cell where it begins; places that a span covers have none. ``column`` counts from 0.

    ``text`` is what a person sees, note marks as such signs (33¹), without what is crossed out (``struck``).
    ``uncertain`` is the same in words where it cannot be known which of it is the figure; see :mod:`.marks`.
    """

    text: str
    column: int
    span: int = 1
    uncertain: str = ""
    struck: str = ""

    @property
    def filled(self) -> bool:
        """Whether it shows anything: a picture and crossed-out text count too."""
        return bool(self.text or self.uncertain)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGrid:
    """A table, or the part of one on a page; ``where`` says which page or is empty.

    ``rowless``: the source marks every cell, the blank ones too, but no row; all cells stand in one.
    """

    rows: tuple[tuple[SourceCell, ...], ...]
    where: Location = NOWHERE
    aside: bool = False
    rowless: bool = False


Block = SourceLine | SourceGrid

Piece = Block | Finding
"""What a reader yields: a block, or a finding about what it met and could not give as one."""


def read_bytes(path: Path) -> bytes:
    """The file's content; :class:`UnreadableFile` if it is missing, no file, or far too large for a report."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InaccessibleFile(
            f"打不开 {path.name}：{reason_of(error)}。", "请关闭正在使用它的程序，并核对读取权限。"
        ) from None
    if len(content) > MOST_BYTES:
        raise too_large(path.name)
    return content


def collect_blocks(pieces: Iterable[Piece], name: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """All blocks and all findings; :class:`UnreadableFile` as soon as they are more than any report has.

    Radicals in the blocks become the ideographs that they are read as.
    """
    blocks: list[Block] = []
    findings: list[Finding] = []
    characters = cells = 0
    for piece in pieces:
        if isinstance(piece, Finding):
            findings.append(piece)
        else:
            piece = _with_plain_ideographs(piece)
            texts = texts_of(piece)
            characters += sum(map(len, texts)) + len(texts)
            cells += cell_count(piece)
            overlong = [text for text in texts if len(text) > TEXT_CHARACTERS]
            blocks += _held_to_length(piece) if overlong else (piece,)
            findings += (overlong_text(text, piece.where) for text in overlong)
        if len(blocks) + len(findings) > MOST_BLOCKS or characters > MOST_CHARACTERS or cells > REPORT_CELLS:
            raise too_large(name)
    return tuple(blocks), tuple(findings)


def first_pieces(pieces: Iterable[Read], cells_of: Callable[[Read], int]) -> Iterator[Read]:
    """``pieces`` up to the one with which they are more than :func:`collect_blocks` takes, whatever follows."""
    cells = 0
    for piece in islice(pieces, MOST_BLOCKS + 1):
        yield piece
        cells += cells_of(piece)
        if cells > REPORT_CELLS:
            return


def cell_count(piece: Piece) -> int:
    """How many cells a table has; of all else none."""
    return sum(map(len, piece.rows)) if isinstance(piece, SourceGrid) else 0


def _with_plain_ideographs(block: Block) -> Block:
    every = "\n".join(texts_of(block))
    if plain_ideographs(every) == every:
        return block
    if isinstance(block, SourceLine):
        return replace(block, text=plain_ideographs(block.text))
    rows = (tuple(replace(cell, text=plain_ideographs(cell.text)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _held_to_length(block: Block) -> Iterator[Block]:
    """``block`` in texts short enough for all patterns; the rest of an overlong cell is text behind its table."""
    if isinstance(block, SourceLine):
        yield from (replace(block, text=piece) for piece in pieces_of(block.text))
        return
    rest = [piece for text in texts_of(block) for piece in pieces_of(text)[1:]]
    rows = (tuple(replace(cell, text=pieces_of(cell.text)[0]) for cell in row) for row in block.rows)
    yield replace(block, rows=tuple(rows))
    yield from (SourceLine(text=piece, where=block.where, aside=block.aside) for piece in rest)


def has_text(block: Block) -> bool:
    """Whether the block shows anything."""
    return any(text.strip() for text in texts_of(block))


def texts_of(block: Block) -> list[str]:
    """The text of the line, or of each cell."""
    return [block.text] if isinstance(block, SourceLine) else [cell.text for row in block.rows for cell in row]


def too_large(name: str) -> UnreadableFile:
    """The refusal of a file that no annual report comes near in size."""
    return UnreadableFile(
        f"{name} 的内容远超一份年度报告的篇幅，没有读入。", "请确认选对了文件，或只保留报告正文后重试。"
    )
