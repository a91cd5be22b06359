"""The 上年 sheet: last year's figures, and those carried over, with cells to override them and say why."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from toolkit.filing import Prior
from toolkit.filing.numerals import cell_value
from toolkit.form.excel import CellAddress
from toolkit.workbook.plan import CARRIED_TOP, PRIOR, Plan
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_sheet import CheckSheet
from toolkit.workbook.writing.pages import Canvas, Page, lines_of

_WIDTHS = {"A": 58, "B": 16, "C": 16, "D": 44}
_LINE = 15.0  # points
_NOTE = "本表是上年报告的数字，供核对，不必填写。"
_CARRIED = "本年“{into}”自动取上年的“{last}”；确实不同的（如机构调整），在“改为”填写本年采用的数，并写明原因。"


def write_prior(
    canvas: Canvas,
    plan: Plan,
    prior: Prior,
    places: Mapping[str, CellAddress],
    checks: CheckSheet,
    values: CachedValues,
) -> Page:
    """The sheet; ``places`` are those of :func:`prior_places`."""
    last = prior.reference(plan.form)
    page = canvas.page(PRIOR)
    page.put(1, 1, "上年：数字与结转", "标题")
    live = checks.overall()
    page.formula(1, 4, live.formula, live.shown, "状态")
    page.height(1, 30)
    page.put(2, 1, "年度", "行名")
    page.put(2, 2, prior.year, "居中")
    page.put(2, 3, "格式", "行名")
    page.put(2, 4, last.name or last.id, "居中")
    page.height(2, 4 + _LINE * lines_of(last.name or last.id, _WIDTHS["D"]))
    note = _NOTE
    for into, source in islice(plan.form.carried.items(), 1):
        names = {"into": plan.form.row_name(into), "last": plan.form.row_name(source)}
        note += _CARRIED.format_map(names)
        for column, title in enumerate(("结转", f"上年{names['last']}", "改为", "原因"), start=1):
            page.put(CARRIED_TOP - 1, column, title, "表头")
    page.put(3, 1, note, "说明", columns=4)
    page.height(3, 34)
    _write_carried(page, plan, values)
    _write_numbers(page, plan, prior, places)
    page.widths(_WIDTHS)
    page.hide("E")
    page.freeze("A2")
    return page


def _write_carried(page: Page, plan: Plan, values: CachedValues) -> None:
    for quantity, carried in values.carried.items():
        kind = plan.form.kind_of(quantity)
        cell_address = plan.at(f"carried.{quantity}")
        known = carried is not None
        changed = known and values.written(quantity) != carried
        page.put(cell_address.row, 1, plan.form.label(quantity), "行名")
        page.height(cell_address.row, 4 + _LINE * lines_of(plan.form.label(quantity), _WIDTHS["A"]))
        page.put(cell_address.row, 2, carried, kind.computed)
        page.put(
            cell_address.row, 3, values.written(quantity) if changed else None, kind.style if known else "锁定文字"
        )
        page.put(cell_address.row, 4, None, "填文字" if known else "锁定文字")


def prior_places(plan: Plan, prior: Prior) -> Mapping[str, CellAddress]:
    """Where each number of last year stands, and each name of a row."""
    region = plan.regions["prior"]
    known = {*prior.names, *prior.numbers}
    ordered = dict.fromkeys((*(each for each in _labels(plan, prior) if each in known), *prior.names, *prior.numbers))
    return {quantity: region.cell_address("value", place) for place, quantity in enumerate(ordered)}


def _labels(plan: Plan, prior: Prior) -> Mapping[str, str]:
    """What last year's form calls its figures, in its order; then what no form at hand has."""
    last = prior.known_form(plan.form)
    labels = {quantity: last.label(quantity) for quantity in (*last.cells, *last.fields)} if last else {}
    return labels | {quantity: label for quantity, label in prior.labels.items() if quantity not in labels}


def _write_numbers(page: Page, plan: Plan, prior: Prior, places: Mapping[str, CellAddress]) -> None:
    """The numbers, and the names of the rows that some are of, as last year's form calls them."""
    labels = _labels(plan, prior)
    region = plan.regions["prior"]
    for role, number in region.columns.items():
        page.put(region.header, number, region.titles[role], "表头")
    values = {**prior.names, **{quantity: cell_value(amount) for quantity, amount in prior.numbers.items()}}
    for quantity, place in places.items():
        row = place.row
        label = labels.get(quantity, quantity)
        page.put(row, region.columns["label"], label, "名称")
        page.height(row, 4 + _LINE * lines_of(label, _WIDTHS["A"]))
        style = "锁定文字" if quantity in prior.names else "算得数"
        page.put(row, region.columns["value"], values[quantity], style)
        page.put(row, region.columns["id"], quantity, "居中")
