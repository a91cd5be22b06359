"""The parts of a statutory form, in the shape of ``form.yaml`` itself: the loader structures the file into them.

A cell's id is ``table.row.column``; row ids may be dotted. Labels are statutory and verbatim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from toolkit.form.expression import Total
from toolkit.form.field_metadata import REST, SET_BY_LOADER
from toolkit.form.kinds import Kind, KindName, kind_of
from toolkit.form.memoised import Memoised


class Severity(StrEnum):
    """How much a finding weighs: an ``error`` blocks a clean report."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """What staff read."""
        return {"error": "错误", "warning": "提醒", "note": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return [*Severity].index(self)


class BlankMeaning(StrEnum):
    """What a cell counts as that a published report prints empty."""

    NOTHING = "nothing"
    ZERO = "zero"


class TableLayout(StrEnum):
    """How a table is laid out on paper."""

    BLOCKS = "blocks"  # blocks under one another, each with its own columns and a title across
    MATRIX = "matrix"  # row labels in columns of their own on the left
    STRIP = "strip"  # rows and columns both above, one line of values


@dataclass(frozen=True, kw_only=True)
class Node:
    """A label in a tree of rows or columns. A leaf has an ``id``; a group has ``children``.

    A group's ``id``, when it has one, prefixes its rows (``closed`` → ``closed.answered``).
    ``name`` is what text calls the row (its 总计 column); ``names`` gives one name a column instead. ``kind`` and
    ``unit`` are those of a column; ``of`` are the words to choose from.
    """

    label: str
    id: str = ""
    kind: KindName = KindName.COUNT
    unit: str = ""
    of: tuple[str, ...] = ()
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    guidance: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()  # its labels in former editions
    children: tuple[Node, ...] = ()

    @cached_property
    def holds(self) -> Kind:
        """What its cells hold."""
        return kind_of(self.kind, self.of)

    @property
    def labels(self) -> tuple[str, ...]:
        """What a source may call it."""
        return (self.label, *self.aliases, *self.was)

    def leaves(self) -> tuple[tuple[str, Node], ...]:
        """Each leaf below (or this one) with its full id."""
        return self._leaves

    @cached_property
    def _leaves(self) -> tuple[tuple[str, Node], ...]:
        if not self.children:
            return ((self.id, self),)
        below = (leaf for child in self.children for leaf in child.leaves())
        return tuple((".".join(part for part in (self.id, path) if part), leaf) for path, leaf in below)

    @property
    def depth(self) -> int:
        """Levels of labels, this one included."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """That a filing has as many of a block's rows as it fills in, ``most`` at most; ``label`` is what each is."""

    id: str
    label: str
    most: int


@dataclass(frozen=True, kw_only=True)
class Block:
    """Rows under one set of columns. ``stub`` heads the row labels; ``title`` spans the whole block.

    With a ``repeat`` the first column holds names, and rows but the first exist where any of their cells is filled in.
    """

    columns: tuple[Node, ...]
    rows: tuple[Node, ...]
    stub: str = ""
    title: str = ""
    repeat: Repeat | None = field(default=None, metadata=SET_BY_LOADER)  # what repeats, as ``rows`` says

    def called(self, row: str, label: str) -> str:
        """What findings call the row of that ``label``: a repeated one by its number."""
        return f"第{label}行" if self.repeats(row) else label

    def repeats(self, row: str) -> bool:
        """Whether the row is one of those of which there are as many as are filled in."""
        return self.repeat is not None and row.startswith(f"{self.repeat.id}.")

    @property
    def own_rows(self) -> tuple[Node, ...]:
        """The rows that the form names: not the repeated ones."""
        return tuple(row for row in self.rows if not self.repeats(row.id))

    def has(self, row: str, column: Node) -> bool:
        """Whether there is a cell: the total of repeated rows has none for what does not add up."""
        return self.repeat is None or self.repeats(row) or column.holds.adds


@dataclass(frozen=True, kw_only=True)
class Table(Memoised):
    """One statutory table. ``widths`` are what older files declare: columns are as wide as their labels ask for."""

    id: str
    caption: str
    short: str
    layout: TableLayout
    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()
    zeros: str = ""  # label of the 空白格 list cell; empty: none
    blank_counts_as: BlankMeaning = BlankMeaning.NOTHING

    @property
    def repeat(self) -> Repeat | None:
        """Whether it has as many rows as are filled in."""
        return self.blocks[0].repeat if self.blocks else None

    @cached_property
    def columns(self) -> tuple[tuple[str, Node], ...]:
        """The leaf columns of the first block with their ids."""
        return tuple(leaf for node in self.blocks[0].columns for leaf in node.leaves())


@dataclass(frozen=True, kw_only=True)
class Field:
    """A single value asked for outside the tables, e.g. ``mailbox.opened``."""

    id: str
    label: str
    kind: KindName
    name: str
    unit: str = ""
    of: tuple[str, ...] = ()
    basis: str = ""
    guidance: str = ""
    was: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", self.unit or self.holds.unit)

    @cached_property
    def holds(self) -> Kind:
        """What it is."""
        return kind_of(self.kind, self.of)

    @property
    def group(self) -> str:
        """The first part of its id, under which Filing JSON gathers it with others."""
        return self.id.partition(".")[0]

    @property
    def key(self) -> str:
        """The rest of its id, which distinguishes them there."""
        return self.id.partition(".")[2]

    @property
    def title(self) -> str:
        """Its label with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What staff read about a rule. ``message`` and ``remedy`` are ``str.format`` templates."""

    title: str
    message: str
    remedy: str
    why: str
    source: str
    example: str


@dataclass(frozen=True, kw_only=True)
class CheckWording(Wording):
    """What staff read about a check; ``messages`` and ``remedies`` are those of its variants, by name.

    ``lines`` are the sentences of its lines on the 校验 sheet; without one it is the title.
    """

    messages: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ListedCheck:
    """A check that a form makes use of: its registered name, its code and wording, and the options it is given.

    ``published`` is how much a finding weighs in a published report; None: as much as anywhere. ``waivable``: staff may
    answer for a finding with a reason even where it is an error.
    """

    use: str
    code: str
    wording: CheckWording
    severity: Severity = Severity.WARNING
    published: Severity | None = None
    waivable: bool = False
    options: Mapping[str, Any] = field(default_factory=dict, metadata=REST)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A prefilled paragraph: a sub-heading or body text. ``government``: only for levels that are governments."""

    text: str
    heading: bool = False
    government: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report: text, a table, or both, with its canonical heading and the sheet that gathers it.

    ``text`` may be left out where a table, or what belongs to text, says it. ``fields_title`` heads its ``fields``.
    """

    id: str
    heading: str
    sheet: str
    table: str = ""
    text: bool | None = None
    subheads: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    fields: tuple[Field, ...] = ()
    fields_title: str = ""
    guidance: str = ""
    basis: str = ""
    aliases: tuple[str, ...] = ()
    was: tuple[str, ...] = ()  # its headings in former editions
    checks: tuple[ListedCheck, ...] = field(default=(), hash=False)  # of its text alone; they hold mappings

    @property
    def holds_text(self) -> bool:
        """Whether it has paragraphs, with or without a table above them."""
        if self.text is not None:
            return self.text
        return not self.table or bool(self.drafts or self.subheads or self.fields)

    @property
    def headings(self) -> tuple[str, ...]:
        """What a source may head it with."""
        return (self.heading, *self.aliases, *self.was)

    @property
    def help(self) -> str:
        """What goes in, and by which law."""
        return f"{self.guidance}（依据：{self.basis}）" if self.basis else self.guidance


@dataclass(frozen=True, kw_only=True)
class Level:
    """A kind of agency. ``deadline`` is ``MM-DD`` of the year after the report year, or empty.

    ``names`` are endings of an agency's name that make it certain to be one of these.
    """

    id: str
    label: str
    government: bool = False
    deadline: str = ""
    deadline_basis: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A derived row, column or single cell, and what it adds up with which signs.

    The refs of ``of`` are rows, columns or full ids, in that order. ``code`` is the rule that a differing stated value
    breaks.
    """

    code: str
    table: str
    of: str
    wording: Wording
    row: str = ""
    column: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A numeric rule. With ``each`` the refs of ``check`` are rows (each column) or columns (each of ``over``)."""

    code: str
    check: str
    severity: Severity
    wording: Wording
    table: str = ""
    each: str = ""  # "column", "row" or empty
    over: tuple[str, ...] = ()
    severity_at: Mapping[Severity, tuple[str, ...]] = field(default_factory=dict)

    def severity_for(self, level: str | None) -> Severity:
        """The severity for an agency of that level."""
        return next((severity for severity, levels in self.severity_at.items() if level in levels), self.severity)


@dataclass(frozen=True, kw_only=True)
class AddedSupplement:
    """A supplement that a form has: ``tables`` are those that it adds."""

    id: str
    name: str
    digest: str
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The document that prescribes the form."""

    title: str
    number: str
    law: str


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Names of the form with which a workbook explains how text is written: one figure, and a part with its whole."""

    name: str = ""
    part: str = ""
    whole: str = ""


@dataclass(frozen=True, kw_only=True)
class Years:
    """The report years for which a form is in force; ``last`` 0 means until further notice."""

    first: int
    last: int = 0

    def __contains__(self, year: int) -> bool:
        return self.first <= year and (not self.last or year <= self.last)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value of a table. ``of``: what a derived one adds up (nothing: an input), by the rule ``code``."""

    id: str
    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    label: str
    holds: Kind
    unit: str
    basis: str
    guidance: str
    was: frozenset[str] = frozenset()  # its labels in former editions
    of: Total = field(default_factory=Total)
    code: str = ""
