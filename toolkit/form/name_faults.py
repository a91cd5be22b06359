"""What can be wrong with the names in a form: ids, labels, headings, sheets and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from toolkit.bounds import FORM_COLUMNS, FORM_ROWS
from toolkit.characters import compact
from toolkit.form.form import PREAMBLE, Form
from toolkit.form.model import Node, Table, TableLayout
from toolkit.form.round_names import LONGEST_NAME, MOST_ROUNDS, is_round_name
from toolkit.patterns import regex

OWN_SHEETS = ("填报说明", "封面", "引言", "图表", "指标", "校验", "审核", "上年", "_xl_report")
"""The sheets that a workbook may have beside those of its form's sections, the hidden one last."""
LONGEST_SHEET = 31
_BRACES = regex(r"[{}]")
_LONGEST_ID = 40
_ID = regex(rf"(?=.{{1,{_LONGEST_ID}}}$)[a-z][a-z0-9_]*+")
_FORM_ID = regex(rf"(?=.{{1,{_LONGEST_ID}}}$)[a-z0-9][a-z0-9_-]*+")
_NO_FOLDER = regex("con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows gives to no folder."""
_FIELD_ID = regex(r"[a-z][a-z0-9_]*+(?:\.[a-z][a-z0-9_]*+)++")
_CODE = regex(r"[A-Z][A-Z0-9]*+-[0-9]++")
_NO_SHEET = regex(r"[\[\]:*?/\\'\x00-\x1f]")
_NOT_OF_ROWS = ("kind", "unit")
_NOT_OF_COLUMNS = ("name", "names", "basis")


def id_faults(form: Form) -> Iterator[str]:
    """Ids and codes of the wrong shape, and those that are taken; with any, no other part can be made out."""
    if not _FORM_ID.fullmatch(form.id):
        yield f"id：“{form.id:.{2 * _LONGEST_ID}}”只能用小写英文字母、数字、短横和下划线，最多 {_LONGEST_ID} 个"
    elif _NO_FOLDER.fullmatch(form.id):
        yield f"id：“{form.id}”在 Windows 里不能作文件夹的名称"
    if form.family and not _FORM_ID.fullmatch(form.family):
        yield f"family：“{form.family:.{2 * _LONGEST_ID}}”应是一个表式的 id，写法与 id 相同"
    ids = {
        "sections": [section.id for section in form.sections],
        "tables": [table.id for table in form.tables],
        "levels": [level.id for level in form.levels],
        "charts": [chart.id for chart in form.charts],
    }
    for name, own in ids.items():
        yield from (f"{name}[{at}].id：{_odd(each)}" for at, each in enumerate(own) if not _ID.fullmatch(each))
        yield from duplicates(name, own)
    if not form.sections:
        yield "sections：不能空着"
    for at, section in enumerate(form.sections):
        if section.id == PREAMBLE:
            yield f"sections[{at}].id：“{PREAMBLE}”指引言，请换一个"
        for place, field in enumerate(section.fields):
            path = f"sections[{at}].fields[{place}].id"
            if not _FIELD_ID.fullmatch(field.id):
                yield f"{path}：“{field.id}”应写成“组.名”，两部分都用小写英文字母、数字和下划线"
            elif field.group in ids["tables"]:
                yield f"{path}：“{field.id}”的第一部分是一张表的 id"
    yield from duplicates("sections[].fields", form_fields(form))
    for at, table in enumerate(form.tables):
        yield from _table_ids(f"tables[{at}]", table)
    taken: dict[str, str] = {}
    for path, code in coded_parts(form):
        if not _CODE.fullmatch(code):
            yield f"{path}.code：“{code}”应由大写英文字母、短横和数字组成，例如 A-01"
        if code in taken:
            yield f"{path}.code：“{code}”已经是 {taken[code]} 的编号"
        taken.setdefault(code, path)


def naming_faults(form: Form) -> Iterator[str]:
    """Labels, headings and names of sheets that are missing, taken or cannot be; tables of no section, or of two."""
    yield from duplicates("levels[].label", (level.label for level in form.levels))
    yield from duplicates("levels[].names", (name for level in form.levels for name in level.names))
    yield from duplicates(
        "sections[].heading", (section.heading for section in form.sections if section.heading.strip())
    )
    for at, section in enumerate(form.sections):
        yield from duplicates(f"sections[{at}].subheads", section.subheads)
        yield from (f"sections[{at}].sheet：{fault}" for fault in sheet_faults(section.sheet))
    yield from duplicates("sections[].sheet", (section.sheet.lower() for section in form.sections))
    shown: dict[str, int] = {}
    for at, section in enumerate(form.sections):
        if section.table in shown:
            yield f"sections[{at}].table：表“{section.table}”已经在 sections[{shown[section.table]}] 里"
        elif section.table:
            shown[section.table] = at
    tables = [table.id for table in form.tables]
    for at, table in enumerate(form.tables):
        if table.id not in shown and shown.keys() <= set(tables):  # with a slip in a name it is that section's
            yield f"tables[{at}]：没有哪个部分（sections）写明 table: {table.id}"
        for place, block in enumerate(table.blocks):
            rows = () if block.repeat else block.rows
            for key, nodes in (("rows", rows), ("columns", block.columns)):
                yield from _row_alias_faults(f"tables[{at}].blocks[{place}].{key}", nodes)
    yield from duplicates("tables[].short", (table.short for table in form.tables))
    yield from _round_faults(form)
    yield from _heading_alias_faults(form)
    for path, text in _verbatim(form):
        if _BRACES.search(text):
            yield f"{path}：“{text}”里有花括号；这里的字照原样印出，不能写年度和名称"


def _round_faults(form: Form) -> Iterator[str]:
    if not 0 < len(form.rounds) <= MOST_ROUNDS:
        yield f"rounds：应有 1 至 {MOST_ROUNDS} 轮"
    for at, name in enumerate(form.rounds):
        if not is_round_name(name):
            yield f"rounds[{at}]：“{name:.40}”应是一个不含标点和空格的名称，最多 {LONGEST_NAME} 个字"
    yield from duplicates("rounds", form.rounds)


def _verbatim(form: Form) -> Iterator[tuple[str, str]]:
    """Each text of the form that is printed as it stands, with its path."""
    for at, section in enumerate(form.sections):
        path = f"sections[{at}]"
        yield from ((f"{path}.{key}", getattr(section, key)) for key in ("heading", "sheet", "guidance", "basis"))
        yield from ((f"{path}.subheads[{place}]", text) for place, text in enumerate(section.subheads))
        yield from ((f"{path}.fields[{place}].label", field.label) for place, field in enumerate(section.fields))
    for at, table in enumerate(form.tables):
        yield from ((f"tables[{at}].{key}", getattr(table, key)) for key in ("caption", "short"))
        for place, block in enumerate(table.blocks):
            path = f"tables[{at}].blocks[{place}]"
            yield from ((f"{path}.{key}", getattr(block, key)) for key in ("stub", "title"))
            for key, nodes in (("rows", block.own_rows), ("columns", block.columns)):
                yield from _labels(f"{path}.{key}", nodes)


def _labels(path: str, nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    for at, node in enumerate(nodes):
        yield f"{path}[{at}].label", node.label
        yield from _labels(f"{path}[{at}].children", node.children)


def unread_keys(raw: dict[str, Any]) -> Iterator[str]:
    """Keys of rows and columns that nothing reads, in a raw form of the right shape."""
    for at, table in enumerate(raw["tables"]):
        for place, block in enumerate(table["blocks"]):
            for key, unread, words in (
                ("rows", _NOT_OF_ROWS, "行没有自己的{}，应写在列上"),
                ("columns", _NOT_OF_COLUMNS, "列没有自己的{}，应写在行上"),
            ):
                yield from _unread(f"tables[{at}].blocks[{place}].{key}", block[key], unread, words)


def coded_parts(form: Form) -> Iterator[tuple[str, str]]:
    """The path in the form file of every sum, rule and listed check, with its code."""
    yield from ((f"sums[{place}]", declared.code) for place, declared in enumerate(form.sums))
    yield from ((f"rules[{place}]", rule.code) for place, rule in enumerate(form.rules))
    yield from ((path, listed.code) for path, _, listed in form.listed_checks)


def duplicates(path: str, values: Iterable[str]) -> Iterator[str]:
    """The ``values`` that there are twice."""
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{path}：“{value}”出现了 {times} 次"


def form_fields(form: Form) -> Iterator[str]:
    """The ids of all fields, one of two sections twice."""
    return (field.id for section in form.sections for field in section.fields)


def odd_id(path: str, name: str) -> Iterator[str]:
    """That ``name`` is of no shape that ids have."""
    if not _ID.fullmatch(name):
        yield f"{path}：{_odd(name)}"


def _odd(value: str) -> str:
    return f"“{value:.{2 * _LONGEST_ID}}”只能用小写英文字母、数字和下划线，以字母开头，最多 {_LONGEST_ID} 个"


def _table_ids(path: str, table: Table) -> Iterator[str]:
    if table.layout is TableLayout.STRIP and len(table.blocks) > 1:
        yield f"{path}.blocks：strip 布局只能有一块"
    if not table.blocks:
        yield f"{path}.blocks：不能空着"
    rows: dict[str, str] = {}
    columns = 0
    for at, block in enumerate(table.blocks):
        if block.repeat and not _ID.fullmatch(block.repeat.id):
            yield f"{path}.blocks[{at}].rows.repeat：{_odd(block.repeat.id)}"
        for key, nodes in (("rows", () if block.repeat else block.rows), ("columns", block.columns)):
            yield from _node_faults(f"{path}.blocks[{at}].{key}", nodes)
        for key, nodes in (("rows", block.rows), ("columns", block.columns)):
            leaves = [name for node in nodes for name, leaf in node.leaves() if leaf.id]
            yield from duplicates(f"{path}.blocks[{at}].{key}", leaves)
            if not nodes:
                yield f"{path}.blocks[{at}].{key}：不能空着"
        columns = max(columns, sum(1 for node in block.columns for _ in node.leaves()))
        for name in (name for node in block.rows for name, _ in node.leaves()):
            if rows.setdefault(name, f"blocks[{at}]") != f"blocks[{at}]":
                yield f"{path}.blocks[{at}].rows：“{name}”这一行在 {rows[name]} 里已经有了"
    if len(rows) > FORM_ROWS or columns > FORM_COLUMNS:
        yield f"{path}：有 {len(rows)} 行、{columns} 列，最多 {FORM_ROWS} 行、{FORM_COLUMNS} 列"


def _node_faults(path: str, nodes: tuple[Node, ...]) -> Iterator[str]:
    for at, node in enumerate(nodes):
        place = f"{path}[{at}]"
        if not node.id and not node.children:
            yield f"{place}：“{node.label}”没有 id"
        elif node.id and not _ID.fullmatch(node.id):
            yield f"{place}.id：{_odd(node.id)}"
        yield from _node_faults(f"{place}.children", node.children)


def _row_alias_faults(path: str, nodes: tuple[Node, ...]) -> Iterator[str]:
    """Aliases of a row or column that are what another of its group is called as well."""
    labels = [{compact(label) for label in (node.label, *node.aliases)} for node in nodes]
    for at, node in enumerate(nodes):
        for alias in node.aliases:
            other = next((place for place, known in enumerate(labels) if place != at and compact(alias) in known), None)
            if other is not None:
                yield f"{path}[{at}].aliases：“{alias}”也是 {path}[{other}] 的标签，分不清"
        yield from _row_alias_faults(f"{path}[{at}].children", node.children)


def _heading_alias_faults(form: Form) -> Iterator[str]:
    """The same of sections."""
    headings = [{compact(text) for text in (section.heading, *section.aliases)} for section in form.sections]
    for at, section in enumerate(form.sections):
        for alias in section.aliases:
            other = next((place for place, own in enumerate(headings) if place != at and compact(alias) in own), None)
            if other is not None:
                yield f"sections[{at}].aliases：“{alias}”也是 sections[{other}] 的标题，分不清"


def sheet_faults(name: str) -> Iterator[str]:
    """What keeps ``name`` from being that of a sheet."""
    if len(name) > LONGEST_SHEET:
        yield f"“{name}”有 {len(name)} 个字，工作表名最多 {LONGEST_SHEET} 个字"
    if _NO_SHEET.search(name) or name != name.strip():
        yield f"“{name}”里有工作表名不能用的符号（[ ] : * ? / \\ ' 和首尾的空格）"
    if name.lower() in (*OWN_SHEETS, "history"):
        yield f"“{name}”是本程序或 Excel 自己的工作表"


def _unread(path: str, nodes: list[dict[str, Any]], unread: tuple[str, ...], words: str) -> Iterator[str]:
    for at, node in enumerate(nodes):
        for key in unread:
            if key in node:
                yield f"{path}[{at}].{key}：{words.format(f' {key}')}"
        yield from _unread(f"{path}[{at}].children", node.get("children", []), unread, words)
