"""A form: everything its file declares, and the cells, names and checks that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from toolkit.form.cells import Directories, cells_of, directory_of, id_resolver, line_resolver, row_leaves
from toolkit.form.charts import Chart
from toolkit.form.expression import Resolve, Term, Total, parse_sum
from toolkit.form.field_metadata import SET_BY_LOADER
from toolkit.form.kinds import Kind
from toolkit.form.ledger import LedgerDeclaration
from toolkit.form.memoised import Memoised
from toolkit.form.model import (
    AddedSupplement,
    BlankMeaning,
    Cell,
    Draft,
    Examples,
    Field,
    Level,
    ListedCheck,
    Notice,
    Rule,
    Section,
    Sum,
    Table,
    Wording,
    Years,
)
from toolkit.form.phrases.book import PhraseBook
from toolkit.form.phrases.model import Phrases
from toolkit.form.phrases.plain import plain_phrases
from toolkit.form.references import Family, Slot, root_of
from toolkit.form.relations import Check, Relation, parse_relation
from toolkit.form.sentence_tree import SentenceTree
from toolkit.form.table_names import names_of_cells, names_of_groups
from toolkit.patterns import regex

_GAP = regex("【[^【】]*】")
_YEAR = regex(r"[（(]?\{year\}年?度?[）)]?")
PREAMBLE = "preamble"
"""The text slot of what stands above the first heading; any other has the id of its section."""
CARRY_OVER = "carry_over"
"""The name of the check whose options say which row (``into``) last year's figures of another (``out_of``) fill."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Form(Memoised):
    """An edition of the statutory form."""

    id: str
    version: int
    name: str
    notice: Notice
    years: Years
    title: str
    preamble: tuple[Draft, ...] | None = ()  # None: nothing stands above the first heading
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    levels: tuple[Level, ...]
    sums: tuple[Sum, ...]
    rules: tuple[Rule, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # further names for text: name → sum of cell ids
    sentences: Mapping[str, str] = field(default_factory=dict)  # whole sentences: name → jinja2 template
    subjects: tuple[str, ...] = ()  # how titles word what is reported on; none: as the form's own title does
    level_note: str = "因层级而异的规则"  # what is not checked while the level is not known
    rollup_note: str = "相加时请留意可能重复计算的情形：同一件事只由一个单位计。"
    unit_kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the levels of each kind in a roll-up
    rule_families: Mapping[str, str] = field(default_factory=dict)  # what reviewers call codes that begin so
    sources: Mapping[str, str] = field(default_factory=dict)  # what the program's own rules rest on here, by code
    examples: Examples = field(default_factory=Examples)
    checks: tuple[ListedCheck, ...] = ()  # of the whole filing; those of one section stand there
    charts: tuple[Chart, ...] = ()  # what of it can be seen
    rounds: tuple[str, ...] = ("初审", "复审", "终审")  # of review, for offices that have no others
    ledger: LedgerDeclaration | None = None  # the requests that it is filled from
    highlights: tuple[str, ...] = ()  # the names of the figures that stand out in its 图解
    family: str = ""  # of which it is an edition; empty: one of its own
    variant: bool = False  # only used where it is asked for by name
    phrases: Phrases | None = None  # what stands in phrases.yaml; None: what follows from names and units
    digest: str = field(default="", metadata=SET_BY_LOADER)  # of the form's files
    additions: tuple[AddedSupplement, ...] = field(default=(), metadata=SET_BY_LOADER)  # its supplements
    base_digest: str = field(default="", metadata=SET_BY_LOADER)  # with supplements, of the form's own files
    verified: bool = field(default=False, compare=False, metadata=SET_BY_LOADER)  # kept ready: it has no mistakes

    def __hash__(self) -> int:
        return hash((self.id, self.digest))

    def __repr__(self) -> str:
        return f"Form({self.id!r}, version={self.version})"

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every table cell by id, in the order of the form."""
        return MappingProxyType({cell.id: cell for table in self.tables for cell in self._cells_of(table)})

    @cached_property
    def parsed_sentences(self) -> dict[str, SentenceTree]:
        """Its sentences by name, as far as they were parsed; those of shipped forms are kept so."""
        return {}

    @property
    def subject(self) -> str:
        """What is reported on: the title without its year."""
        return _YEAR.sub("", self.title)

    @cached_property
    def text_slots(self) -> tuple[str, ...]:
        """What paragraphs belong to, in the order of the report: the preamble, and every section that holds text."""
        sections = tuple(section.id for section in self.sections if section.holds_text)
        opened = self.preamble is not None and (self.preamble or sections)
        return (PREAMBLE, *sections) if opened else sections

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The single numbers outside the tables, by id."""
        return MappingProxyType({entry.id: entry for section in self.sections for entry in section.fields})

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Ids of every number that staff enter: table inputs in reading order, then fields."""
        return (*(cell.id for cell in self.cells.values() if not cell.of), *self.fields)

    @cached_property
    def numeric_inputs(self) -> tuple[str, ...]:
        """The inputs that hold numbers."""
        return tuple(quantity for quantity in self.inputs if self.kind_of(quantity).numeric)

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """Ids of the cells that are computed, each after the cells it adds up."""
        ordered: dict[str, None] = {}
        waiting = [cell for cell in self.cells.values() if cell.of]
        while waiting:
            ready = [cell for cell in waiting if all(part in ordered or not self._sum(part) for part in cell.of.refs)]
            ordered |= dict.fromkeys(cell.id for cell in ready)
            waiting = [cell for cell in waiting if cell.id not in ordered]
        return tuple(ordered)

    @cached_property
    def input_sums(self) -> Mapping[str, Total]:
        """Every cell, then every field, as a sum of inputs: an input is the sum of itself."""
        found = {quantity: Total((Term(quantity),)) for quantity in self.inputs}
        for cell in self.derived:
            found[cell] = self.cells[cell].of.spread(found.__getitem__)
        return MappingProxyType({quantity: found[quantity] for quantity in (*self.cells, *self.fields)})

    @cached_property
    def repeated_rows(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The inputs of each repeated row, in order, of each table that has such rows."""
        found: dict[str, dict[str, list[str]]] = {}
        for cell in self.cells.values():
            if not cell.of and cell.id in self.repeated:
                found.setdefault(cell.table, {}).setdefault(cell.row, []).append(cell.id)
        return MappingProxyType({table: tuple(map(tuple, rows.values())) for table, rows in found.items()})

    @cached_property
    def repeated(self) -> frozenset[str]:
        """Every cell of repeated rows, derived ones too."""
        tables = [table for table in self.tables if table.repeat]
        ours = (cell for table in tables for cell in self.cells.values() if cell.table == table.id)
        return frozenset(cell.id for cell in ours if self.table(cell.table).blocks[0].repeats(cell.row))

    def adds_up(self, quantity: str) -> bool:
        """Whether agencies' values have a sum; those of repeated rows have one with others of the same name."""
        return all(self.kind_of(part).adds for part in self.input_sums[quantity].refs)

    @cached_property
    def zero_if_printed_blank(self) -> frozenset[str]:
        """Inputs that count as zero where a published report prints them empty."""
        zero = {table.id for table in self.tables if table.blank_counts_as is BlankMeaning.ZERO}
        cells = (cell for cell in self.cells.values() if cell.table in zero and not cell.of)
        return frozenset(cell.id for cell in cells if cell.holds.numeric)

    @cached_property
    def carried(self) -> Mapping[str, str]:
        """Inputs that last year's figures fill, with the cell that they come from."""
        return MappingProxyType({cell: source for cell, (source, _) in self._carried.items()})

    @cached_property
    def carry_codes(self) -> Mapping[str, str]:
        """For each carried input the code of the check that compares it with last year's figure."""
        return MappingProxyType({cell: code for cell, (_, code) in self._carried.items()})

    @property
    def listed_checks(self) -> Iterator[tuple[str, Section | None, ListedCheck]]:
        """Every check that the form lists: its path in the form file, the section whose text it is about, itself."""
        for place, listed in enumerate(self.checks):
            yield f"checks[{place}]", None, listed
        for index, section in enumerate(self.sections):
            for place, listed in enumerate(section.checks):
                yield f"sections[{index}].checks[{place}]", section, listed

    @cached_property
    def wordings(self) -> Mapping[str, Wording]:
        """What staff read about each rule, listed check and sum, by code."""
        found: dict[str, Wording] = {rule.code: rule.wording for rule in self.rules}
        found |= {listed.code: listed.wording for _, _, listed in self.listed_checks}
        return MappingProxyType(found | {total.code: total.wording for total in self.sums})

    @cached_property
    def rule_instances(self) -> tuple[Check, ...]:
        """Every instance of every numeric rule; :class:`~toolkit.errors.ExpressionError` for a faulty one."""
        return tuple(check for rule in self.rules for check in self.instances(rule))

    @cached_property
    def quantities(self) -> Mapping[str, Total]:
        """What text may name: the sum of cells behind each Chinese name, in the order of the form."""
        return MappingProxyType(dict(self.named))

    @cached_property
    def named(self) -> tuple[tuple[str, Total], ...]:
        """Every name that is given to a sum of cells; :class:`~toolkit.errors.ExpressionError` for a faulty sum."""
        of_tables = (named for table in self.tables for named in self._names_of(table))
        own = ((name, parse_sum(text, self._anywhere)) for name, text in self.names.items())
        return (*of_tables, *own, *((entry.name, Total((Term(entry.id),))) for entry in self.fields.values()))

    @cached_property
    def numbers(self) -> Mapping[str, Total]:
        """The names of what is a number."""
        named = self.quantities.items()
        return MappingProxyType(
            {name: total for name, total in named if all(self.kind_of(ref).numeric for ref in total.refs)}
        )

    @cached_property
    def phrase_book(self) -> PhraseBook:
        """How reports word its numbers."""
        if self.phrases is not None:
            return PhraseBook(phrases=self.phrases)
        units = {name: self.declared(total.refs[0]).unit for name, total in self.numbers.items()}
        return PhraseBook(phrases=plain_phrases(units))

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Every 【…】 that the drafts leave to be written."""
        drafts = (draft for slot in self.text_slots for draft in self.drafts(slot))
        return tuple(dict.fromkeys(gap for draft in drafts for gap in _GAP.findall(draft.text)))

    def total(self, text: str) -> Total:
        """The sum of cells and fields, by full id, that ``text`` writes; :class:`ExpressionError` for a faulty one."""
        return parse_sum(text, self._anywhere)

    def relation(self, text: str) -> Relation:
        """The relation between them that ``text`` writes."""
        return parse_relation(text, self._anywhere)

    @cached_property
    def text_names(self) -> Mapping[str, str]:
        """The name by which text calls each cell or field, by id."""
        found: dict[str, str] = {}
        for name, total in self.quantities.items():
            if len(total.refs) == 1:
                found.setdefault(total.refs[0], name)
        return MappingProxyType(found)

    @property
    def example(self) -> str:
        """The name with which a workbook explains names."""
        return self.examples.name or next(iter(self.quantities), "年度")

    def instances(self, rule: Rule) -> tuple[Check, ...]:
        """``rule`` for each column, each row it is ``over``, or once."""
        if rule.each == "column":
            table = self.table(rule.table)
            return tuple(
                Check(
                    rule=rule,
                    relation=parse_relation(rule.check, line_resolver(self.directories, table.id, column=column)),
                    scope=column,
                    label=node.label,
                )
                for column, node in table.columns
                if node.holds.numeric
            )
        if rule.each == "row":
            table = self.table(rule.table)
            labels = {row: node.label for row, node in row_leaves(table)}
            repeated = table.repeat.id if table.repeat else ""
            labels = {row: table.blocks[0].called(row, label) for row, label in labels.items()}
            return tuple(
                Check(
                    rule=rule,
                    relation=parse_relation(rule.check, line_resolver(self.directories, table.id, row=row)),
                    scope=row,
                    label=labels.get(row, row),
                )
                for over in rule.over
                for row in ([row for row in labels if row.startswith(f"{over}.")] if over == repeated else [over])
            )
        return (Check(rule=rule, relation=self.relation(rule.check)),)

    def table(self, table_id: str) -> Table:
        """The table of that id; :class:`KeyError` if there is none."""
        return {table.id: table for table in self.tables}[table_id]

    def section(self, section_id: str) -> Section:
        """The section of that id; :class:`KeyError` if there is none."""
        return {section.id: section for section in self.sections}[section_id]

    def table_of(self, quantity: str) -> str:
        """The id of the table of a cell; nothing for a field."""
        return self.cells[quantity].table if quantity in self.cells else ""

    def section_of(self, reference: str) -> Section | None:
        """The section of a cell, a field, a table, a text or a heading, by id; None of what belongs to none."""
        slot = Slot.parse(reference)
        if slot is None:
            return self._homes.get(root_of(reference))
        named = slot.family in (Family.TEXT, Family.HEADING)
        return next((section for section in self.sections if named and section.id == slot.name), None)

    def drafts(self, slot: str) -> tuple[Draft, ...]:
        """The prefilled paragraphs of a text slot."""
        return self.preamble or () if slot == PREAMBLE else self.section(slot).drafts

    def level(self, level_id: str | None) -> Level | None:
        """The level of that id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def level_of_name(self, agency: str) -> str | None:
        """The id of the level that an agency's name makes certain, or None."""
        return next((level.id for level in self.levels if level.names and agency.endswith(level.names)), None)

    def unit_kind(self, level: Level) -> str:
        """What kind of unit a roll-up takes agencies of that level for: one of its own, if the form says nothing."""
        return next((kind for kind, levels in self.unit_kinds.items() if level.id in levels), level.label)

    def row_name(self, cell: str) -> str:
        """What text calls the row of a cell, or its label."""
        own = self.cells[cell]
        row = dict(row_leaves(self.table(own.table)))[own.row]
        return row.name or row.label

    def declared(self, quantity: str) -> Cell | Field:
        """The cell or field of that id; :class:`KeyError` if there is none."""
        return self.cells[quantity] if quantity in self.cells else self.fields[quantity]

    def kind_of(self, quantity: str) -> Kind:
        """The kind of value of a cell or field id."""
        return self.declared(quantity).holds

    def label(self, quantity: str) -> str:
        """The label of a cell or field id."""
        return self.declared(quantity).label

    def _cells_of(self, table: Table) -> Iterator[Cell]:
        return cells_of(table, self.sums, self.directories)

    def _sum(self, quantity: str) -> Total:
        return self.cells[quantity].of if quantity in self.cells else Total()

    def labels(self, quantity: str) -> frozenset[str]:
        """The label of a cell or field id, and those that it had in former editions."""
        own = self.declared(quantity)
        return frozenset({own.label, *own.was})

    @cached_property
    def _carried(self) -> Mapping[str, tuple[str, str]]:
        """What the checks named :data:`CARRY_OVER` say: each input with the cell of last year, and the code."""
        return {
            cell.id: (source, listed.code)
            for _, _, listed in self.listed_checks
            if listed.use == CARRY_OVER
            for cell in self.cells.values()
            if f"{cell.table}.{cell.row}" == listed.options.get("into") and not cell.of.refs and cell.holds.numeric
            if (source := f"{listed.options.get('out_of')}.{cell.column}") in self.cells
        }

    @cached_property
    def _homes(self) -> Mapping[str, Section]:
        """Sections by their tables, by their groups of fields, and by their own ids."""
        found = {section.id: section for section in self.sections}
        found |= {field.group: section for section in self.sections for field in section.fields}
        return found | {section.table: section for section in self.sections if section.table}

    @cached_property
    def directories(self) -> Directories:
        """What the refs of the form's file stand for, by table."""
        return {table.id: directory_of(table) for table in self.tables}

    @cached_property
    def _anywhere(self) -> Resolve:
        return id_resolver(self.directories.values(), self.fields)

    def _names_of(self, table: Table) -> Iterator[tuple[str, Total]]:
        for row_id, column_id, name in names_of_cells(table, self.sums):
            yield name, self._added(table, row_id, (column_id,))
        groups = {name: self._added(table, row, columns) for row, columns, name in names_of_groups(table, self.sums)}
        yield from groups.items()

    def _added(self, table: Table, row: str, columns: Iterable[str]) -> Total:
        refs = (ref for column in columns for ref in self._anywhere(f"{table.id}.{row}.{column}"))
        return Total(tuple(map(Term, refs)))
