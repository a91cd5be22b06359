"""The rows of a file that another system exported, as rows of a ledger, with all of it that they do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.ledger.contents import MOST_HANDLERS, FilledRow, LedgerContents
from toolkit.ledger.declared import registers_of
from toolkit.ledger.exports.heads import HeadedTable, headed, names_of_head
from toolkit.ledger.exports.mapping import Mapped, read_mapping
from toolkit.ledger.exports.tables import tables_of
from toolkit.ledger.exports.values import ValueReader
from toolkit.ledger.exports.words import Words
from toolkit.ledger.faults import Faults
from toolkit.ledger.register import Register
from toolkit.location import Location
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_contents import cell_text

_TOTAL = regex(
    r"(?:总|合|小|共)\s{0,4}计.{0,20}", matches=("合计", "总 计：12件"), misses=("会计", "2025-1"), whole=True
)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A ledger's contents with the rows of an export below its own: how many ``added`` to each register."""

    contents: LedgerContents
    added: Mapping[Register, int]
    findings: tuple[Finding, ...]


def import_rows(path: Path, contents: LedgerContents, form: Form, mapping: Path | None) -> Imported:
    """``contents`` with the rows of the export in ``path``; what is not taken over is found (RQ-31 to RQ-33).

    :class:`~toolkit.errors.InvalidRequest` where ``mapping`` is faulty, or it is not certain which column is which;
    :class:`~toolkit.errors.UnreadableFile` where no table of the export has known columns.
    """
    registers, faults = registers_of(form), Faults()
    titles = {column.title: None for register in registers for column in register.filled}
    mapped = read_mapping(mapping, titles) if mapping else {}
    rows = {register: dict(contents.rows.get(register, {})) for register in registers}
    added: dict[Register, int] = {}
    for table in _headed_tables(path, registers, mapped, faults):
        own = rows[table.register]
        below = max(own, default=0) + 1
        found = _new_rows(table, form, own, faults)
        own |= dict(enumerate(found, start=below))
        added[table.register] = added.get(table.register, 0) + len(found)
    handlers = _handlers(contents.handlers, rows, faults)
    return Imported(contents=replace(contents, rows=rows, handlers=handlers), added=added, findings=faults.findings())


def _headed_tables(path: Path, registers: tuple[Register, ...], mapped: Mapped, faults: Faults) -> list[HeadedTable]:
    """The tables with known columns: of a workbook each visible sheet may be one."""
    ways = tables_of(path)
    if len(ways) > 1:  # a text: the way to separate its values by which most columns are known
        best = headed((table for way in ways for table in way), registers, mapped)
        found = [best] if best else []
        if best and best.table.broken:
            raise UnreadableFile(f"“{path.name}”分不出各列，多半是引号没有成对。", "请改正引号，或另存为 .xlsx。")
    else:
        (sheets,) = ways
        filled = [table for table in sheets if table.rows]
        tried = [None if table.hidden else headed([table], registers, mapped) for table in filled]
        found = [each for each in tried if each]
        if found and (others := [table.sheet for table, each in zip(filled, tried, strict=True) if not each]):
            places = (CellRef(id=sheet, where=Location(sheet=sheet)) for sheet in others)
            faults.add("RQ-33", *places, variant="sheets")
    if not found:
        raise UnreadableFile(
            f"“{path.name}”里没有找到台账的栏目。",
            "第一行应是列名，例如“编号”“收到日期”“申请人类型”；叫法不同的，请用 --map 写明各列对应台账的哪一列。",
        )
    _report_columns(found, mapped, faults)
    return found


def _report_columns(tables: list[HeadedTable], mapped: Mapped, faults: Faults) -> None:
    """Columns that are not taken over, those that the mapping names and no table has, and required ones that lack."""
    heads = set()
    for each in tables:
        each.require_apart()
        known = {head.column.key for head in each.known.values() if head.column}
        heads |= {name for head in each.heads for name in names_of_head(head.text)}
        for head in each.heads:
            if not head.column:
                faults.add("RQ-31", replace(each.table.cell(each.row, head.number), label=head.text))
        headless = {at for row, line in each.table.rows.items() if row > each.row for at in line} - {
            head.number for head in each.heads
        }
        for at in sorted(headless):
            faults.add("RQ-31", each.table.cell(each.row, at), variant="headless")
        if lacking := [column.title for column in each.register.filled if column.required and column.key not in known]:
            faults.add("RQ-31", each.table.cell(each.row, 1), variant="lacking", listed="、".join(lacking))
    if absent := [head for head in mapped if head not in heads]:
        faults.add("RQ-31", variant="absent", listed="、".join(absent))


def _new_rows(table: HeadedTable, form: Form, own: Mapping[int, FilledRow], faults: Faults) -> list[FilledRow]:
    """The rows of a table of which the register has none with the same number."""
    number_key, reader = table.register.number_key, ValueReader(table, Words(form, table.register), faults)
    known = {f"{row.get(number_key, '')}".strip() for row in own.values()} - {""}
    found = []
    for number, line in table.table.rows.items():
        if number <= table.row:
            continue
        first = table.table.cell(number, min(line))
        if _TOTAL.fullmatch(cell_text(line[min(line)])):
            faults.add("RQ-33", first, variant="total")
        elif f"{(row := reader.row(number, line)).get(number_key, '')}" in known:
            faults.add("RQ-33", first, variant="known")
        elif row:
            found.append(row)
        else:
            faults.add("RQ-33", first, variant="empty")
    reader.report_words()
    return found


def _handlers(
    known: tuple[str, ...], rows: Mapping[Register, Mapping[int, FilledRow]], faults: Faults
) -> tuple[str, ...]:
    """The names of those who handle requests, with new ones as far as there is room."""
    named = dict.fromkeys((*known, *_named(rows)))
    if len(named) > MOST_HANDLERS:
        faults.add("RQ-32", variant="handlers", most=str(MOST_HANDLERS), names=str(len(named)))
    return tuple(named)[:MOST_HANDLERS]


def _named(rows: Mapping[Register, Mapping[int, FilledRow]]) -> Iterator[str]:
    for own in rows.values():
        yield from (f"{row['handler']}" for row in own.values() if row.get("handler"))
