"""Figures side by side: each unit's this year and last, and the units by size; nothing here judges them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from statistics import median, quantiles

from toolkit.filing import Prior
from toolkit.filing.prior import PriorFigures
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_figures import SumOver, not_summed
from toolkit.workbook.writing.plain_sheets import PlainSheet, Value

YEARS, RANKS = "汇总 两年对比", "汇总 单位排列"
_EVERY_CELL = 300
"""Units up to which each cell is compared; of more only totals and what no total holds."""
_FEWEST = 8
"""Units below which nothing can be said of where most of them are."""
_FAR = 3
"""Times the middle half's width beyond it (Tukey's outer fence)."""


@dataclass(frozen=True, kw_only=True)
class TwoYears:
    """A unit's figures, with last year's if anything is known of that."""

    unit: UnitResult
    form: Form
    prior: PriorFigures | None

    def now(self, quantity: str) -> Number | None:
        """This year's; None where it is not known or not whole."""
        value = self._sums.of(self.form.input_sums[quantity])
        return None if isinstance(value, str) else value

    @cached_property
    def _sums(self) -> SumOver:
        return SumOver([self.unit])

    def before(self, quantity: str) -> Number | None:
        """Last year's, if it means the same on this year's form."""
        return self.prior.number(quantity) if self.prior else None


def comparison_sheets(
    parent: UnitResult, children: Sequence[UnitResult], form: Form, priors: Mapping[str, Prior | None]
) -> Iterator[PlainSheet]:
    """The units by size, and both years side by side where last year is known of any."""
    own = [
        TwoYears(unit=each, form=form, prior=_figures_of(priors.get(each.unit), form)) for each in (*children, parent)
    ]
    yield _ranks(parent, own[:-1], form)
    if any(each.prior for each in own):
        yield _years(parent, own, form)


def _figures_of(prior: Prior | None, form: Form) -> PriorFigures | None:
    return PriorFigures(prior=prior, form=form, rows={}) if prior else None


def _years(parent: UnitResult, units: Sequence[TwoYears], form: Form) -> PlainSheet:
    """A line a unit and figure that is not nothing in both years; the government's own come last."""
    every = len(units) <= _EVERY_CELL
    quantities = _figures(form) if every else _totals(form)
    which = "每一格" if every else "各项总计和不计入总计的格"

    def lines() -> Iterator[list[Value]]:
        for each in units:
            name = "合计" if each.unit is parent else each.unit.name
            for quantity in quantities:
                now, before = each.now(quantity), each.before(quantity)
                if now or before:
                    changed = None if now is None or before is None else now - before
                    label, unit = form.label(quantity), form.declared(quantity).unit
                    yield [name, each.unit.state.value, label, unit, before, now, changed, _percent(changed, before)]

    return PlainSheet(
        name=YEARS,
        title=f"{parent.name}：两年对比",
        note=f"每行是一个单位的一格，{which}都有，两年都是 0 的不列。上年取自上年的汇总或报告；"
        "不知道的空着，上年是 0 的不算百分比。",
        headers=[["单位名称", "状态", "项目", "单位", "上年", "本年", "增减", "增减%"]],
        rows=lines(),
        widths=[22, 12, 48, 7, 12, 12, 12, 10],
        frozen=1,
        right=(8,),
    )


def _ranks(parent: UnitResult, units: Sequence[TwoYears], form: Form) -> PlainSheet:
    """For each total the units that have any, the largest first, and which are far from where most are."""

    def lines() -> Iterator[list[Value]]:
        for quantity in _totals(form):
            known = [(now, each) for each in units if (now := each.now(quantity)) is not None]
            there = sorted((pair for pair in known if pair[0]), key=lambda pair: -pair[0])
            whole = sum((now for now, _ in there), 0)
            where = _Spread.of([now for now, _ in known])
            rank = 0
            for place, (now, each) in enumerate(there):
                rank = rank if place and now == there[place - 1][0] else place + 1
                yield [form.label(quantity), form.declared(quantity).unit, rank, each.unit.name, now,
                       _percent(now, whole), each.before(quantity), where.middle, where.said(now)]  # fmt: skip

    return PlainSheet(
        name=RANKS,
        title=f"{parent.name}：各单位的数由大到小",
        note="每项总计下各单位由大到小排列，数相同的名次相同，是 0 的不列。占比是占列出的各单位之和的份额，"
        "中位数按数已知的单位计（含 0）。"
        f"“离多数单位较远”指比四分位距的 {_FAR} 倍还远，单位少于 {_FEWEST} 个时不作比较；"
        "远近只是数的大小，不说明对错好坏。",
        headers=[["项目", "单位", "名次", "单位名称", "本年", "占比", "上年", "中位数", "与多数单位相比"]],
        rows=lines(),
        widths=[44, 7, 7, 22, 12, 9, 12, 11, 16],
        frozen=1,
        right=(6,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Where most units are."""

    middle: Number | None = None
    low: float = float("-inf")
    high: float = float("inf")

    @classmethod
    def of(cls, numbers: Sequence[Number]) -> _Spread:
        if not numbers:
            return cls()
        middle = Decimal(str(median(map(Decimal, numbers))))
        if len(numbers) < _FEWEST:
            return cls(middle=middle)
        first, _, third = quantiles(map(float, numbers), n=4, method="inclusive")
        reach = _FAR * (third - first)
        return cls(middle=middle, low=first - reach, high=third + reach)

    def said(self, number: Number) -> str:
        return "离多数单位较远" if not self.low <= number <= self.high else ""


def _figures(form: Form) -> tuple[str, ...]:
    """What adds up, but for the rows that repeat."""
    return tuple(each for each in form.input_sums if each not in form.repeated and form.adds_up(each))


def _totals(form: Form) -> tuple[str, ...]:
    """Of these the totals, and what no total holds."""
    return not_summed(form, _figures(form))


def _percent(part: Number | None, whole: Number | None) -> str:
    """To a tenth; nothing of nothing."""
    if part is None or not whole:
        return ""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
