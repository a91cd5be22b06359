"""Adjustments that staff of a government make to the sum of its units, openly: which cell, by how much, and why.

They write them on a sheet of the government's own workbook. The next run adds them, shows them beside the sum, and goes
up with the adjusted one. A line that cannot be added is a finding with its cell, and is added nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.filing import Adjustment
from toolkit.filing.numerals import entry_of, number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.kinds import COUNT
from toolkit.location import Location
from toolkit.rollup.quantity_names import quantities_called
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.serialization import Numbers, Words
from toolkit.rollup.unit_status import UnitState
from toolkit.workbook.reading.adjustments import ADJUSTMENTS, AMOUNT, BY, DAY, ITEM, REASON, TITLES
from toolkit.workbook.reading.plain_sheets import WrittenRow
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value

WrittenAdjustments = Callable[[str, Form], Sequence[WrittenRow]]
"""The lines on a government's sheet of adjustments, of a sum on that form."""
ADJUSTED = "调整"
_SPARE = 30
_FIRST = 4
"""The row of the sheet's first line."""


@dataclass(frozen=True, slots=True)
class AdjustedSum:
    """Figures with adjustments added; ``lines`` are all there are, those that were not added without a quantity."""

    figures: Numbers
    lines: tuple[Adjustment, ...]
    findings: tuple[Finding, ...]


def not_adjusted(_unit: str, _form: Form) -> Sequence[WrittenRow]:
    """No lines, whichever government it is."""
    return ()


def adjusted(form: Form, figures: Numbers, words: Words, written: Sequence[WrittenRow]) -> AdjustedSum:
    """``figures``, the sums of a government's units, with the lines ``written`` added; ``words`` name its rows."""
    lines: list[Adjustment] = []
    findings: list[Finding] = []
    for number, row in enumerate(written):
        line, fault = _line(form, figures, words, row.values)
        lines.append(line)
        if fault:
            findings.append(_fault(fault, line, number))
    by_cell: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.quantity:
            by_cell[line.quantity].append(number)
    changed = dict(figures)
    for quantity, numbers in by_cell.items():
        result = figures[quantity] + sum((lines[number].amount for number in numbers), 0)
        if result >= 0:
            changed[quantity] = result
            continue
        for number in numbers:
            values = {"actual": number_text(figures[quantity]), "result": number_text(result)}
            findings.append(_fault("negative", lines[number], number, **values))
            lines[number] = replace(lines[number], quantity="")
    return AdjustedSum(changed, tuple(lines), tuple(findings))


def added(lines: Sequence[Adjustment]) -> dict[str, Number]:
    """By how much all ``lines`` that were added change each cell."""
    found: dict[str, Number] = {}
    for line in lines:
        if line.quantity:
            found[line.quantity] = found.get(line.quantity, 0) + line.amount
    return found


def adjusting_unit(parent: UnitResult) -> UnitResult | None:
    """All adjustments of a government as if they were those of a unit below it; None where there are none."""
    changes = added(parent.adjustments)
    if not changes or parent.figures is None:
        return None
    return UnitResult(
        unit="",
        name=ADJUSTED,
        kind=ADJUSTED,
        parent=parent.unit,
        place=-1,
        state=UnitState.COUNTED,
        figures={quantity: changes.get(quantity, 0) for quantity in parent.figures},
        words=parent.words,
    )


def adjustments_sheet(parent: UnitResult) -> PlainSheet:
    """The sheet with the lines as they were written, and beside each what it changes."""
    changes, figures = added(parent.adjustments), parent.figures or {}

    def rows() -> Iterator[list[Value]]:
        for line in parent.adjustments:
            own: list[Value] = [line.item, line.written, line.reason, line.by, line.day]
            if not line.quantity:
                yield [*own, None, None, "没有计入，原因见“汇总 报送情况”"]
                continue
            after = figures[line.quantity]
            yield [*own, after - changes[line.quantity], after, "已计入"]

    return PlainSheet(
        name=ADJUSTMENTS,
        title=f"{parent.name}：对汇总数的调整",
        note="汇总数要与各单位之和不同的，不要直接改数，在这里逐行写明：哪一格（“汇总 分类合计”表里项目的名称）、"
        "加多少（减的写负数）、为什么。写好保存，再汇总一次，就加进汇总数；以后每次汇总都照加，不再需要的删去这一行。",
        headers=[[*TITLES, "各单位之和", "调整后", "结果"]],
        rows=rows(),
        widths=[44, 12, 50, 12, 14, 14, 14, 34],
        inputs=dict.fromkeys(range(1, len(TITLES) + 1), PlainFormat.INPUT),
        spare=_SPARE,
    )


def _line(form: Form, figures: Numbers, words: Words, values: Mapping[str, str]) -> tuple[Adjustment, str]:
    """A line, and the variant of the finding that says why it cannot be added, if it cannot."""
    item, amount = values.get(ITEM, ""), entry_of(values.get(AMOUNT, "")).number
    line = Adjustment(
        item=item,
        written=values.get(AMOUNT, ""),
        reason=values.get(REASON, ""),
        by=values.get(BY, ""),
        day=values.get(DAY, ""),
    )
    quantity, fault = _quantity(form, figures, words, item)
    if fault:
        return line, fault
    if amount is None or amount == 0 or (form.kind_of(quantity) == COUNT and not isinstance(amount, int)):
        return line, "amount"
    if not line.reason:
        return line, "default"
    return replace(line, quantity=quantity, amount=amount), ""


def _quantity(form: Form, figures: Numbers, words: Words, item: str) -> tuple[str, str]:
    """The input that staff mean, or the variant that says why there is none."""
    found = quantities_called(form, words, item)
    if len(found) > 1:
        return "", "several"
    if not found:
        return "", "unknown"
    if found[0] not in form.inputs:
        return "", "derived"
    return (found[0], "") if found[0] in figures and form.adds_up(found[0]) else ("", "sumless")


def _fault(variant: str, line: Adjustment, number: int, **values: str) -> Finding:
    column = {"default": "C", "amount": "B", "negative": "B"}.get(variant, "A")
    ref = CellRef(id=ADJUSTMENTS, where=Location(f"{column}{_FIRST + number}", ADJUSTMENTS))
    known = {"item": line.item or "（空白）", "amount": line.written or "空白", **values}
    return finding("RU-19", [ref], variant=variant, severity=None, **known)
