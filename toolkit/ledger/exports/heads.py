"""Which column of an export is which of a register: as the office says, else by what columns are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from toolkit.errors import InvalidRequest
from toolkit.ledger.columns import Column
from toolkit.ledger.exports.mapping import Mapped, plain_head
from toolkit.ledger.exports.tables import HEADS_WITHIN, ExportTable
from toolkit.ledger.register import Register
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_contents import cell_text

_LEAST = 2
"""Columns that must be known before a row is taken for that of the heads, one of them required."""
_ASIDE = regex(r"\([^()]{0,40}\)|[*:]", matches=("金额(元)", "编号*"), misses=("编号",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column of an export: where it stands, what it is called, and what it is to the register; None: nothing.

    ``words``: those of the register, by those of the export.
    """

    number: int
    text: str
    column: Column | None
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class HeadedTable:
    """A table with the heads of its columns, in the row ``row``, as columns of ``register``."""

    table: ExportTable
    register: Register
    row: int
    heads: tuple[Head, ...]

    @cached_property
    def known(self) -> Mapping[int, Head]:
        """Those that are columns of the register, by their numbers."""
        return {head.number: head for head in self.heads if head.column}

    @property
    def is_certain(self) -> bool:
        """Whether so many are known that it is such a table."""
        required = any(head.column and head.column.required for head in self.heads)
        return required and len(self.known) >= _LEAST

    def require_apart(self) -> None:
        """:class:`InvalidRequest` where two columns are the same of the register."""
        times = Counter(head.column.title for head in self.known.values() if head.column)
        for title, count in times.items():
            if count > 1:
                same = "、".join(
                    f"“{head.text}”" for head in self.known.values() if head.column and head.column.title == title
                )
                message = f"导出文件的 {same} 都像是台账的“{title}”，不知道该用哪一列。"
                raise InvalidRequest(message, "请用 --map 写明各列对应台账的哪一列，不要的后面空着。")


def headed(tables: Iterable[ExportTable], registers: Iterable[Register], mapped: Mapped) -> HeadedTable | None:
    """The one of ``tables``, with its heads, in which most columns of a register are known; None where that is too few
    for certain. :class:`InvalidRequest` where it might as well be that of another register.
    """
    found = [each for table in tables for register in registers for each in _candidates(table, register, mapped)]
    certain = [each for each in found if each.is_certain]
    most = max((len(each.known) for each in certain), default=0)
    best = [each for each in certain if len(each.known) == most]
    if len({each.register.id for each in best}) > 1:
        sheets = "、".join(dict.fromkeys(f"“{each.register.sheet}”" for each in best))
        raise InvalidRequest(f"看不出是{sheets}中哪一本的内容。", "请用 --map 写明各列对应台账的哪一列。")
    return best[0] if best else None


def _candidates(table: ExportTable, register: Register, mapped: Mapped) -> Iterator[HeadedTable]:
    names = _names(register)
    titles = {column.title: column for column in register.filled}
    for row, line in islice(table.rows.items(), HEADS_WITHIN):
        heads = []
        for number, content in sorted(line.items()):
            text = cell_text(content)
            said = next((mapped[name] for name in names_of_head(text) if name in mapped), None)
            column = titles.get(said.title) if said else names.get(_plain(text))
            heads.append(Head(number=number, text=text, column=column, words=said.words if said else {}))
        yield HeadedTable(table=table, register=register, row=row, heads=tuple(heads))


def _names(register: Register) -> Mapping[str, Column]:
    """The columns by all that they may be called; what two are called is neither's."""
    found: dict[str, set[Column]] = {}
    for column in register.filled:
        for name in (column.title, *column.names):
            found.setdefault(_plain(name), set()).add(column)
    return {name: columns.pop() for name, columns in found.items() if len(columns) == 1}


def names_of_head(text: str) -> tuple[str, str]:
    """By which a mapping may name a head: as it stands, or without what stands aside."""
    return plain_head(text), _plain(text)


def _plain(text: str) -> str:
    """A head without what stands aside: units, marks of what is required."""
    return _ASIDE.sub("", plain_head(text))
