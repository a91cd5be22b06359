"""What can be wrong with a form whose shape is right: ids, refs, expressions, widths, wording."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from toolkit.errors import ExpressionError
from toolkit.form.cells import did_you_mean
from toolkit.form.expression import ZeroUnless
from toolkit.form.form import Form
from toolkit.form.layout import grid_of
from toolkit.form.model import Rule, Table, Wording
from toolkit.form.sums import sum_faults

PLACEHOLDERS = frozenset({"label", "actual", "expected", "difference", "level"})
"""What a message or remedy of a form file may name."""

TEXT_WIDTH = 156.0
"""mm between the margins of GB/T 9704."""


def faults_of(form: Form) -> Iterator[str]:
    """Every mistake of ``form`` as “path：what is wrong”."""
    yield from _doubled("sections", (section.id for section in form.sections))
    yield from _doubled("tables", (table.id for table in form.tables))
    yield from _doubled("levels", (level.id for level in form.levels))
    yield from _doubled("levels[].names", (name for level in form.levels for name in level.names))
    yield from _doubled("rules", (rule.code for rule in form.rules))
    yield from _doubled("checks", (listed.code for _, _, listed in form.listed_checks))
    taken = {*(rule.code for rule in form.rules), *(total.code for total in form.sums)}
    for path, _, listed in form.listed_checks:
        if listed.code in taken:
            yield f"{path}.code：“{listed.code}”已经是一条规则的编号"
    tables = [table.id for table in form.tables]
    for index, section in enumerate(form.sections):
        if section.table and section.table not in tables:
            yield f"sections[{index}].table：没有表“{section.table}”{did_you_mean(section.table, tables)}"
        if not section.table and not section.holds_text:
            yield f"sections[{index}].text：没有表的部分应有文字"
        if not section.holds_text and section.drafts:
            yield f"sections[{index}].drafts：这一部分没有文字（text: false），不能有草稿"
    yield from _doubled("sums", (declared.code for declared in form.sums))
    for index, declared in enumerate(form.sums):
        yield from _wording_faults(f"sums[{index}]", declared.wording)
    broken = tuple(sum_faults(form.sums, form.tables))
    yield from broken
    for index, table in enumerate(form.tables):
        yield from _table_faults(f"tables[{index}]", table)
    if broken:
        return
    for index, rule in enumerate(form.rules):
        yield from _rule_faults(f"rules[{index}]", form, rule, tables)
    yield from _name_faults(form)


def _doubled(path: str, ids: Iterable[str]) -> Iterator[str]:
    for value, times in Counter(ids).items():
        if times > 1:
            yield f"{path}：“{value}”出现了 {times} 次"


def _table_faults(path: str, table: Table) -> Iterator[str]:
    for index, block in enumerate(table.blocks):
        for kind, nodes in (("rows", block.rows), ("columns", block.columns)):
            leaves = [leaf for node in nodes for leaf in node.leaves()]
            yield from _doubled(f"{path}.blocks[{index}].{kind}", (leaf for leaf, _ in leaves if leaf))
            for _, node in leaves:
                if not node.id:
                    yield f"{path}.blocks[{index}].{kind}：“{node.label}”没有 id"
    columns = grid_of(table).columns
    if len(table.widths) != columns:
        yield f"{path}.widths：有 {len(table.widths)} 个宽度，表有 {columns} 列"
    if round(sum(table.widths), 3) > TEXT_WIDTH:
        yield f"{path}.widths：合计 {sum(table.widths):g} mm，超过版心 {TEXT_WIDTH:g} mm"


def _rule_faults(path: str, form: Form, rule: Rule, tables: list[str]) -> Iterator[str]:
    yield from _wording_faults(path, rule.wording)
    levels = [level.id for level in form.levels]
    used = [level for listed in rule.severity_at.values() for level in listed]
    if rule.each and rule.table not in tables:
        yield f"{path}.table：没有表“{rule.table}”{did_you_mean(rule.table, tables)}"
    elif rule.each not in ("", "row", "column"):
        yield f"{path}.each：“{rule.each}”应为 row 或 column"
    else:
        try:
            relations = [check.relation for check in form.instances(rule)]
            used += [level for r in relations if isinstance(r, ZeroUnless) for level in r.levels]
        except ExpressionError as error:
            yield f"{path}.check：{error.message}"
    for level in used:
        if level not in levels:
            yield f"{path}：没有层级“{level}”{did_you_mean(level, levels)}"


def _wording_faults(path: str, wording: Wording) -> Iterator[str]:
    for part in ("message", "remedy"):
        yield from template_faults(f"{path}.wording.{part}", getattr(wording, part), PLACEHOLDERS)


def template_faults(path: str, template: str, known: Collection[str]) -> Iterator[str]:
    """What ``template`` names that is not ``known``, or that it cannot be read at all."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        yield f"{path}：花括号不成对（{error}）"
        return
    for name in names:
        if name not in known:
            yield f"{path}：没有占位符“{name}”{did_you_mean(name, known)}"


def _name_faults(form: Form) -> Iterator[str]:
    try:
        quantities = form.quantities
    except ExpressionError as error:
        yield f"names：{error.message}"
        return
    for name in quantities:
        if not name.isidentifier():
            yield f"names：“{name}”不能作为名称（只用汉字、字母、数字和下划线，不以数字开头）"
    for key in ("name", "part", "whole"):
        example = getattr(form.examples, key)
        if example and example not in quantities:
            yield f"examples.{key}：没有“{example}”这个名称{did_you_mean(example, quantities)}"
    for name in form.sentences:
        if name in quantities:
            yield f"sentences：“{name}”与数据名称重复"
