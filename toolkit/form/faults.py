"""What can be wrong with a form whose shape is right: ids, refs, expressions, wording."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress

from toolkit.errors import ExpressionError
from toolkit.form.cells import did_you_mean, row_leaves, unknown
from toolkit.form.charts import chart_faults
from toolkit.form.dates import is_month_and_day
from toolkit.form.expression import Total
from toolkit.form.form import Form
from toolkit.form.kind_faults import added_faults, kind_faults, rate_among, unlike_parts, word_among
from toolkit.form.layout import column_count
from toolkit.form.ledger import ledger_faults
from toolkit.form.model import Node, Rule, Section, Table, Wording
from toolkit.form.name_faults import duplicates, id_faults, naming_faults
from toolkit.form.register_faults import register_faults
from toolkit.form.relations import ZeroUnless
from toolkit.form.sum_faults import sum_faults
from toolkit.form.text_faults import unfit_texts
from toolkit.form.widths import MOST_COLUMNS

PLACEHOLDERS = frozenset({"label", "actual", "expected", "difference", "level"})
"""What a message or remedy of a form file may name."""


def faults_of(form: Form) -> Iterator[str]:
    """Every mistake of ``form`` as “path：what is wrong”."""
    broken = tuple(id_faults(form))
    yield from broken
    yield from unfit_texts(form)
    yield from naming_faults(form)
    yield from _date_faults(form)
    yield from _title_faults(form)
    yield from _unit_kind_faults(form)
    tables = [table.id for table in form.tables]
    for index, section in enumerate(form.sections):
        yield from unknown(f"sections[{index}].table：没有表", filter(None, [section.table]), tables)
        if not section.table and not section.holds_text:
            yield f"sections[{index}].text：没有表的部分应有文字"
        yield from _textless_faults(f"sections[{index}]", section)
    wordings = [(f"sums[{index}]", declared.wording) for index, declared in enumerate(form.sums)]
    wordings += [(f"rules[{index}]", rule.wording) for index, rule in enumerate(form.rules)]
    for path, wording in wordings:
        yield from _wording_faults(path, wording)
    if broken:
        return
    unmade = tuple(sum_faults(form.sums, form.tables, form.directories))
    yield from unmade
    yield from kind_faults(form)
    odd = [fault for index, table in enumerate(form.tables) for fault in _table_faults(f"tables[{index}]", table)]
    yield from odd
    for index, chart in enumerate(form.charts):
        yield from chart_faults(f"charts[{index}]", chart, form.tables, form.directories)
    if unmade:
        return
    yield from added_faults(form)
    if form.ledger:
        yield from ledger_faults(form.ledger, form.tables, form.cells)
        known = {table.id: table for table in form.tables}
        yield from register_faults(form.ledger, known, form.cells, _names_of_text(form))
    for index, rule in enumerate(form.rules):
        yield from _rule_faults(f"rules[{index}]", form, rule, tables)
    if not any(".names." in fault for fault in odd):
        yield from _name_faults(form)


def _date_faults(form: Form) -> Iterator[str]:
    """Days that no year has, and years in the wrong order."""
    for index, level in enumerate(form.levels):
        if level.deadline and not is_month_and_day(level.deadline):
            yield f"levels[{index}].deadline：“{level.deadline}”不是每年都有的日期，应写成 01-31 这样的月和日"
    first, last = form.years.first, form.years.last
    if not 1 <= first <= 9999 or (last and not first <= last <= 9999):
        yield f"years：第一年 {first}，最后一年 {last}，先后不对"
    if form.version < 1:
        yield "version：应为正整数"


def _title_faults(form: Form) -> Iterator[str]:
    faults = tuple(template_faults("title", form.title, ("year",)))
    yield from faults
    if not faults and form.title.count("{year}") != 1:
        yield "title：应有 {year}，报告是哪一年的要从标题看出来；只写一次"
    elif not faults and not form.subject.strip():
        yield "title：除了年度，还应写报告的是什么"


def _textless_faults(path: str, section: Section) -> Iterator[str]:
    """What only makes sense with text."""
    for key in ("drafts", "subheads", "fields", "checks") if not section.holds_text else ():
        if getattr(section, key):
            yield f"{path}.{key}：这一部分没有文字，不能写这一项"


def _unit_kind_faults(form: Form) -> Iterator[str]:
    """Kinds of no name, and levels that there are not or that are of two kinds."""
    kind_of: dict[str, str] = {}
    known = [level.id for level in form.levels]
    for kind, levels in form.unit_kinds.items():
        if not kind.strip():
            yield "unit_kinds：类别的名称不能空着"
        for level in levels:
            if level not in known:
                yield f"unit_kinds.{kind}：没有层级“{level}”{did_you_mean(level, known)}"
            elif kind_of.setdefault(level, kind) != kind:
                yield f"unit_kinds.{kind}：层级“{level}”已经属于“{kind_of[level]}”"


def _table_faults(path: str, table: Table) -> Iterator[str]:
    columns = column_count(table)
    if columns > MOST_COLUMNS:
        yield f"{path}：表有 {columns} 列，最多 {MOST_COLUMNS} 列"
    for index, block in enumerate(table.blocks):
        own = [name for node in block.columns for name, _ in node.leaves()]
        for row_path, row in _nodes(f"{path}.blocks[{index}].rows", block.rows):
            for column in row.names:
                yield from unknown(f"{row_path}.names.{column}：这一块没有", [column], own, "这一列")


def _nodes(path: str, nodes: tuple[Node, ...]) -> Iterator[tuple[str, Node]]:
    for index, node in enumerate(nodes):
        yield f"{path}[{index}]", node
        yield from _nodes(f"{path}[{index}].children", node.children)


def _rule_faults(path: str, form: Form, rule: Rule, tables: list[str]) -> Iterator[str]:
    levels = [level.id for level in form.levels]
    used = [level for listed in rule.severity_at.values() for level in listed]
    twice = [level for level, times in Counter(used).items() if times > 1]
    yield from (f"{path}.severity_at：层级“{level}”写了不止一次" for level in twice)
    scope = tuple(_scope_faults(form, rule, tables))
    yield from (f"{path}.{fault}" for fault in scope)
    if not scope:
        try:
            relations = [check.relation for check in form.instances(rule)]
            if word := word_among(form, (ref for relation in relations for ref in relation.refs)):
                yield f"{path}.check：{word}"
            else:
                sides = [side.refs for relation in relations for side in relation.sides]
                yield from dict.fromkeys(
                    f"{path}.check：{words}" for refs in sides if (words := rate_among(form, refs))
                )
            if any(left == right for left, right in (relation.sides for relation in relations)):
                yield f"{path}.check：两边是同样的数，没有可比的"
            used += [level for r in relations if isinstance(r, ZeroUnless) for level in r.levels]
        except ExpressionError as error:
            yield f"{path}.check：{error.message}"
    yield from unknown(f"{path}：没有层级", used, levels)


def _scope_faults(form: Form, rule: Rule, tables: list[str]) -> Iterator[str]:
    """What is wrong with the rows or columns that a rule is for."""
    if rule.each not in ("", "row", "column"):
        yield f"each：“{rule.each}”应为 row 或 column"
    elif rule.each and rule.table not in tables:
        yield f"table：没有表“{rule.table}”{did_you_mean(rule.table, tables)}"
    elif rule.each == "row":
        leaves = [row for row, _ in row_leaves(form.table(rule.table))]
        rows = {row.rsplit(".", cut)[0] for row in leaves for cut in range(row.count(".") + 1)}
        yield from duplicates("over", rule.over)
        yield from unknown(f"over：表 {rule.table} 中没有", rule.over, rows)
        if not rule.over:
            yield "over：each 为 row 时，应写明是哪几行"
    elif rule.over:
        yield "over：只有 each 为 row 时才写"
    if rule.table and not rule.each:
        yield "table：只有写了 each 时才写"


def _wording_faults(path: str, wording: Wording) -> Iterator[str]:
    for part in ("message", "remedy"):
        yield from template_faults(f"{path}.wording.{part}", getattr(wording, part), PLACEHOLDERS)


def template_faults(path: str, template: str, known: Collection[str]) -> Iterator[str]:
    """What ``template`` names that is not ``known``, or that it cannot be read at all."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        yield f"{path}：花括号不成对（{error}）"
        return
    for _, name, spec, conversion in parts:
        if name is not None and name not in known:
            yield f"{path}：没有占位符“{name}”{did_you_mean(name, known)}"
        elif spec or conversion:
            yield f"{path}：占位符“{name}”只能单独写，后面不能有“:”或“!”"


def _names_of_text(form: Form) -> frozenset[str]:
    """What text calls something of the form; faulty names are reported elsewhere."""
    with suppress(ExpressionError):
        return frozenset((*form.quantities, *form.sentences, *(table.short for table in form.tables)))
    return frozenset()


def _name_faults(form: Form) -> Iterator[str]:
    try:
        named = form.named
    except ExpressionError as error:
        yield f"names：{error.message}"
        return
    known: dict[str, Total] = {}
    for name, total in named:
        if len(total.refs) > 1 and (word := word_among(form, total.refs)):
            yield f"names：“{name}”：{word}"
        elif words := rate_among(form, total.refs) or unlike_parts(form, total.refs):
            yield f"names：“{name}”：{words}"
        if not name.isidentifier():
            yield f"names：“{name}”不能作为名称（只用汉字、字母、数字和下划线，不以数字开头）"
        if known.setdefault(name, total) != total:
            both = " 和 ".join("、".join(each.refs[:2]) for each in (known[name], total))
            yield f"names：“{name}”同时是 {both} 的名称，请用 names 逐列取名"
    for key in ("name", "part", "whole"):
        yield from unknown(f"examples.{key}：没有数据名称", filter(None, [getattr(form.examples, key)]), known)
    for place, name in enumerate(form.highlights):
        if name not in form.numbers:
            yield f"highlights[{place}]：没有数据名称“{name}”，或它不是一个数{did_you_mean(name, form.numbers)}"
    for name in form.sentences:
        if name in known:
            yield f"sentences：“{name}”与数据名称重复"
        if not name.isidentifier():
            yield f"sentences：“{name}”不能作为名称（只用汉字、字母、数字和下划线，不以数字开头）"
