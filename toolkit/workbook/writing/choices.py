"""Cells to choose from a list in, and the lines of 校验 that hold them to it: pasting goes round validation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.form.excel import Spot
from toolkit.form.model import Severity
from toolkit.rules.live import Line, Live, counted
from toolkit.workbook.plan import KINDS, ZEROS_ALL, ZEROS_OPEN, Plan
from toolkit.workbook.writing.references import column_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Cells one below the other, each empty or holding one of ``listed``."""

    title: str
    spots: tuple[Spot, ...]
    listed: tuple[str, ...]

    def strange(self, text: str) -> str:
        """The factors of a condition on ``text``, an address or area: it holds something that is not listed."""
        return f"(LEN(TRIM({text}))>0)" + "".join(f'*(TRIM({text})<>"{each}")' for each in self.listed)


def choices_of(plan: Plan) -> Iterator[Choice]:
    """The level, each table's 空白格 cell, and the 层级 columns of the text sheets."""
    levels = tuple(level.label for level in plan.form.levels)
    if levels:
        yield Choice(title="单位层级", spots=(plan.at("cover.level"),), listed=levels)
    for table in plan.form.tables:
        if not table.zeros:
            continue
        yield Choice(title=table.zeros, spots=(plan.at(f"zeros.{table.id}"),), listed=(ZEROS_OPEN, ZEROS_ALL))
    for key, region in plan.regions.items():
        if key.startswith("narrative."):
            spots = tuple(region.spot("kind", index) for index in range(region.rows))
            yield Choice(title=region.titles["kind"], spots=spots, listed=KINDS)


def choice_lines(plan: Plan) -> Iterator[Line]:
    """A line for each of them (WB-10); what a filing holds is always of the list."""
    for choice in choices_of(plan):
        count = Live(formula=f"SUMPRODUCT({choice.strange(column_of(choice.spots))})", shown=0)
        rule = f"“{choice.title}”应从列表中选择（左边是不在列表中的格数）"
        yield counted("WB-10", rule, count, Severity.ERROR, choice.spots[:1])
