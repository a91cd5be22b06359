"""Every way in which published reports differ from the format (corpus notes): each a change of the printed report.

``NEUTRAL`` ones come back as the same filing without a finding, ``REPORTED`` ones with the codes named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.ingest.printed import Cell, Item, Line, Printed, Table, map_cells

Change = Callable[[Printed], Printed]


def relabelled(old: str, new: str, table: str = "") -> Change:
    """Labels with ``old`` in them, changed."""

    def change(cell: Cell) -> Cell:
        return cell if cell.id else replace(cell, text=re.sub(old, new, cell.text))

    return lambda report: map_cells(report, table, change)


def figures(pick: Callable[[Cell], bool], write: Callable[[str], str]) -> Change:
    """Numbers that ``pick`` takes, written another way."""

    def change(cell: Cell) -> Cell:
        return replace(cell, text=write(cell.text)) if cell.id and pick(cell) else cell

    return lambda report: map_cells(report, "", change)


def zeros(shown: str) -> Change:
    """``shown`` for every zero."""
    return figures(lambda cell: cell.text == "0", lambda _: shown)


def reworded(section: str, wording: str) -> Change:
    """The heading that begins with ``section``, worded another way."""

    def change(report: Printed) -> Printed:
        items = [
            replace(item, text=wording)
            if isinstance(item, Line) and item.level == 2 and item.text.startswith(section)
            else item
            for item in report.items
        ]
        return replace(report, items=tuple(items))

    return change


def titled(*lines: str) -> Change:
    """Another title; ``{agency}`` and ``{year}`` are filled in."""

    def change(report: Printed) -> Printed:
        found = re.search(r"\d{4}", report.title[-1])
        year = found[0] if found else ""
        return replace(report, title=tuple(line.format(agency=report.agency, year=year) for line in lines))

    return change


def _split_disclosure(report: Printed) -> Printed:
    """表二 as one table for each of its blocks."""
    items: list[Item] = []
    for item in report.items:
        if not isinstance(item, Table) or item.id != "disclosure":
            items.append(item)
            continue
        starts = [n for n, row in enumerate(item.rows) if row[0].text.startswith("第二十条")] + [len(item.rows)]
        items += [Table(id=item.id, rows=item.rows[start:stop]) for start, stop in pairwise(starts)]
    return replace(report, items=tuple(items))


def paged(repeat_head: bool) -> Change:
    """表三 cut by a page within （四）: the group's label cut in two, the outer label repeated, heads too if asked."""

    def change(report: Printed) -> Printed:
        return replace(report, items=tuple(part for item in report.items for part in _cut(item, repeat_head)))

    return change


def _cut(item: Item, repeat_head: bool) -> list[Item]:
    if not isinstance(item, Table) or item.id != "applications":
        return [item]
    cut = next(n for n, row in enumerate(item.rows) if any("没有现成信息" in cell.text for cell in row))
    first, rest = [list(row) for row in item.rows[:cut]], [list(row) for row in item.rows[cut:]]
    outer = next(n for n, row in enumerate(first) if "本年度办理结果" in "".join(row[0].text.split()))
    total = first[outer][0].rows
    first[outer][0] = replace(first[outer][0], rows=cut - outer)
    first[-1][0] = replace(first[-1][0], text="（四）无", rows=1)
    again = Cell(text=first[outer][0].text, rows=total - (cut - outer))
    rest[0] = [again, Cell(text="法提供", rows=2), *rest[0]]
    head = [list(row) for row in item.rows[:3]] if repeat_head else []
    return [Table(id=item.id, rows=tuple(map(tuple, rows))) for rows in (first, [*head, *rest])]


def _head_cut_by_page(report: Printed) -> Printed:
    """表三 cut by a page below the first row of its head."""

    def cut(item: Item) -> list[Item]:
        if not isinstance(item, Table) or item.id != "applications":
            return [item]
        first, *rest = item.rows
        corner = Cell(text="", rows=first[0].rows - 1, columns=first[0].columns)
        below = (corner, *rest[0]), *rest[1:]
        return [
            Table(id=item.id, rows=(tuple(replace(cell, rows=1) for cell in first),)),
            Table(id=item.id, rows=below),
        ]

    return replace(report, items=tuple(part for item in report.items for part in cut(item)))


def _one_row_of_headers(report: Printed) -> Printed:
    """表三 under the labels of its columns alone."""

    def change(item: Item) -> Item:
        if not isinstance(item, Table) or item.id != "applications":
            return item
        head = [cell for row in item.rows[1:3] for cell in row]
        natural, _, total, *business = head
        corner = Cell(text="事项", columns=item.rows[0][0].columns)
        labels = (replace(cell, rows=1) for cell in (natural, *business, total))
        return replace(item, rows=((corner, *labels), *item.rows[3:]))

    return replace(report, items=tuple(map(change, report.items)))


def _row_cut_by_page(report: Printed) -> Printed:
    """The label of a row of 表三 cut in two by a page: its numbers stand with the first half."""

    def change(item: Item) -> Item:
        if not isinstance(item, Table) or item.id != "applications":
            return item
        rows: list[tuple[Cell, ...]] = []
        for row in item.rows:
            place = next((n for n, cell in enumerate(row) if "要求行政机关确认" in cell.text), None)
            if place is None:
                rows.append(row)
                continue
            whole = row[place].text
            blanks = (Cell(text=""),) * (len(row) - place - 1)
            rows.append((*row[:place], replace(row[place], text=whole[:12]), *row[place + 1 :]))
            rows.append((Cell(text=whole[12:]), *blanks))
        return replace(item, rows=tuple(rows))

    return replace(report, items=tuple(map(change, report.items)))


def _empty_cells_for_spans(report: Printed) -> Printed:
    """No spans at all: an empty cell at every place that one covers."""

    def change(item: Item) -> Item:
        return replace(item, rows=tuple(_filled_up(item))) if isinstance(item, Table) else item

    return replace(report, items=tuple(map(change, report.items)))


def _filled_up(table: Table) -> list[tuple[Cell, ...]]:
    covered: set[tuple[int, int]] = set()
    width = sum(cell.columns for cell in table.rows[0])
    rows = []
    for number, row in enumerate(table.rows):
        waiting = list(row)
        line: list[Cell] = []
        while len(line) < width:
            if (number, len(line)) in covered or not waiting:
                line.append(Cell(text=""))
                continue
            cell = waiting.pop(0)
            below = range(number + 1, number + cell.rows)
            covered |= {(y, x) for y in below for x in range(len(line), len(line) + cell.columns)}
            line += [replace(cell, rows=1, columns=1), *[Cell(text="")] * (cell.columns - 1)]
        rows.append(tuple(line))
    return rows


def _spans_written_out(report: Printed) -> Printed:
    """No spans at all: what a cell holds at every place that it covers, as programs write tables that they convert."""

    def change(item: Item) -> Item:
        return replace(item, rows=tuple(_repeated(item))) if isinstance(item, Table) else item

    return replace(report, items=tuple(map(change, report.items)))


def _repeated(table: Table) -> list[tuple[Cell, ...]]:
    held: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in held:
                x += 1
            alone = replace(cell, rows=1, columns=1)
            held |= {(y + down, x + across): alone for down in range(cell.rows) for across in range(cell.columns)}
    width = sum(cell.columns for cell in table.rows[0])
    return [tuple(held[y, x] for x in range(width)) for y in range(len(table.rows))]


def _wrong_spans(report: Printed) -> Printed:
    """Row spans that count one row too few or too many."""

    def change(cell: Cell) -> Cell:
        return replace(cell, rows=cell.rows + (1 if cell.rows % 2 else -1)) if cell.rows > 1 else cell

    return map_cells(report, "", change)


def _vertical(report: Printed) -> Printed:
    """The outermost group of 表三 with one character a line."""

    def change(cell: Cell) -> Cell:
        return replace(cell, text="\n".join(cell.text)) if "本年度办理结果" in cell.text else cell

    return map_cells(report, "applications", change)


def before_table(table: str, item: Item) -> Change:
    """``item`` printed right above a table."""

    def change(report: Printed) -> Printed:
        items = [part for own in report.items for part in ((item, own) if _is(own, table) else (own,))]
        return replace(report, items=tuple(items))

    return change


def after_table(table: str, item: Item) -> Change:
    """``item`` printed right below a table."""

    def change(report: Printed) -> Printed:
        items = [part for own in report.items for part in ((own, item) if _is(own, table) else (own,))]
        return replace(report, items=tuple(items))

    return change


def _is(item: Item, table: str) -> bool:
    return isinstance(item, Table) and item.id == table


def _metadata_first(report: Printed) -> Printed:
    rows = (
        (Cell(text="索引号"), Cell(text="000014349/2024-00012"), Cell(text="分类"), Cell(text="政府信息公开年报")),
        (Cell(text="发布机构"), Cell(text=report.agency), Cell(text="发文日期"), Cell(text="2024-02-01")),
    )
    return replace(report, items=(Table(id="", rows=rows), *report.items))


def _with_chrome(report: Printed) -> Printed:
    before = (
        '<script>var 一 = "一、总体情况";</script><ul><li><a href="/">首页</a></li><li>政务公开</li></ul>'
        "<div>当前位置：首页 > 政府信息公开年报</div>"
    )
    after = "<div>【打印】【关闭】</div><div>版权所有：某市人民政府办公室</div><div>网站标识码：0000000000</div>"
    return replace(report, page=(before, after))


def with_extra(**extra: str) -> Change:
    """Another encoding or another way to write tables."""
    return lambda report: replace(report, extra=report.extra | extra)


def _spaced(text: str) -> str:
    return f" {text} "


FULL_WIDTH = str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－")

NEUTRAL: Mapping[str, Change] = {
    "as the format prints it": lambda report: report,
    "规范性文件": relabelled("^(?:行政)?规范性文件", "规范性文件"),
    "spaces in titles": relabelled("第二十条第", "第二十条 第"),
    "spaces in labels": relabelled("(?<=[总申])(?=[计请])", " "),
    "partial without its note": relabelled("^（二）部分公开.*", "（二）部分公开"),
    "numbered 1、": relabelled(r"^(\d)\.", r"\1、"),
    "numbered 1. ": relabelled(r"^(\d)\.", r"\1. "),
    "ASCII brackets": relabelled("（(.*?)）", r"(\1)"),
    "straight quotes": relabelled("[“”]", '"'),
    "，in labels": relabelled("、行政机关", "，行政机关"),
    "short labels": lambda report: relabelled("^1.申请人.*", "1.逾期不补正")(
        relabelled("^2.申请人.*", "2.逾期不缴费")(report)
    ),
    "一. for 一、": lambda report: _renumbered(report, "."),
    "spaces in headings": lambda report: _renumbered(report, "、 "),
    "表二 as several tables": _split_disclosure,
    "a page through a group": paged(repeat_head=False),
    "a page through a group, heads repeated": paged(repeat_head=True),
    "a page through a label": _row_cut_by_page,
    "empty cells for spans": _empty_cells_for_spans,
    "spans written out": _spans_written_out,
    "wrong row spans": _wrong_spans,
    "one character a line": _vertical,
    "勾稽 sentence above": before_table(
        "applications", Line(text="（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")
    ),
    "unit above": before_table("applications", Line(text="单位：件")),
    "metadata table first": _metadata_first,
    "page chrome": _with_chrome,
    "GBK": with_extra(charset="gbk"),
    "text in rows": with_extra(txt="rows", md="pipes"),
    "a cell a line": with_extra(txt="plain"),
    "full-width digits": figures(lambda cell: True, lambda text: text.translate(FULL_WIDTH)),
    "thousands": figures(lambda cell: cell.text.isdigit() and len(cell.text) > 3, lambda text: f"{int(text):,}"),
    "spaces around": figures(lambda cell: True, _spaced),
    "signed": figures(lambda cell: cell.id.endswith(".change") and cell.text[0].isdigit(), lambda text: f"+{text}"),
    "dash": zeros("-"),
    "long dash": zeros("—"),
    "slash": zeros("/"),
}

HEADS: Mapping[str, Change] = {
    "a page through the head": _head_cut_by_page,
    "one row of headers": _one_row_of_headers,
}
"""Other heads of 表三, which go with no change of the rows below."""

BLANK: Mapping[str, Change] = {
    "blank": zeros(""),
    "ideographic space": zeros("\u3000"),
    "nbsp": zeros("\xa0"),
    "o:p": zeros("<o:p></o:p>"),
}
"""For zeros; only formats with a cell for each number can hold them."""


def _renumbered(report: Printed, sign: str) -> Printed:
    items = [
        replace(item, text=item.text.replace("、", sign, 1)) if isinstance(item, Line) and item.level == 2 else item
        for item in report.items
    ]
    return replace(report, items=tuple(items))


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A change that reading must report. ``codes`` are all that it adds."""

    change: Change
    codes: tuple[str, ...]


def _without_heading(report: Printed) -> Printed:
    return replace(report, items=tuple(i for i in report.items if not (isinstance(i, Line) and i.text[:2] == "二、")))


def _seventh(report: Printed) -> Printed:
    more = (Line(text="七、其他说明", level=2), Line(text="本报告另有附表一份。"))
    return replace(report, items=(*report.items, *more))


def _restarts(report: Printed) -> Printed:
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Line) and item.text[:2] == "五、")
    items = list(report.items)
    items[place + 1 : place + 1] = [Line(text="一、存在的不足")]
    return replace(report, items=tuple(items))


REPORTED: Mapping[str, Reported] = {
    "a typo in a row": Reported(
        change=relabelled("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"), codes=("IM-01",)
    ),
    "a typo in a column": Reported(change=relabelled("法律服务机构", "法律服物机构"), codes=("IM-01",)),
    "a typo in a group": Reported(change=relabelled("（四）无法提供", "（四）无法题供"), codes=("IM-01",)),
    "a unit behind a short label": Reported(change=relabelled("^规章$", "规章（单位：件）"), codes=("IM-01",)),
    "a note under 表四": Reported(
        change=after_table("disputes", Line(text="注：行政诉讼含上年结转的案件。")), codes=("IM-04",)
    ),
    "a heading missing": Reported(change=_without_heading, codes=("IM-04",)),
    "a beyond section": Reported(change=_seventh, codes=("IM-04",)),
    "numbering restarts": Reported(change=_restarts, codes=("IM-04",)),
}

TITLES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "X年度": (("{agency}", "{year}年度政府信息公开工作年度报告"), "{year}年度政府信息公开工作年度报告"),
    "政务公开": (("{agency}", "{year}年政务公开年度工作报告"), "{year}年政务公开年度工作报告"),
    "no 工作": (("{agency}{year}年政府信息公开年度报告",), "{year}年政府信息公开年度报告"),
    "信息公开": (("{agency}{year}年信息公开年度报告",), "{year}年信息公开年度报告"),
    "year first": (("{year} 年{agency}政府信息公开工作年度报告",), "{year}年政府信息公开工作年度报告"),
    "no year": (("{agency}政府信息公开工作年度报告",), "政府信息公开工作年度报告"),
    "suffix": (("{agency}{year}年政府信息公开工作年度报告-某县发改局",), "{year}年政府信息公开工作年度报告"),
    "three lines": (("{agency}", "{year}年政府信息公开", "工作年度报告"), "{year}年政府信息公开工作年度报告"),
}
"""Printed lines, and the title read from them."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "overview": ("一、概述", "一、工作基本情况", "一、总体情况概述"),
    "disclosure": ("二、主动公开政务信息情况", "二、主动公开情况"),
    "disputes": (
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、政府信息公开行政法复议、行政诉讼情况",
    ),
    "problems": (
        "五、政府信息公开工作存在的主要问题及改进情况",
        "五、存在问题及改进情况",
        "五、存在的主要问题及整改措施",
    ),
    "other": ("六、其他需要报告事项", "六、其他"),
}
