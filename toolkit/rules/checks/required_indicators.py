"""Figures of an agency's own that a notice wants to see among its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.characters import compact_visible
from toolkit.filing import Filing, Indicator, Source
from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.form import Form, Severity
from toolkit.form.excel import text_literal
from toolkit.narrative.indicator_names import indicator_fault
from toolkit.rules.cell_refs import indicator_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage
from toolkit.rules.live_checks import OK, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant

_LEGAL = "名称只能用汉字、字母、数字和下划线，不能以数字开头"


@dataclass(frozen=True, kw_only=True)
class WantedIndicator:
    """An indicator by its name; ``unit`` and the bounds only where the notice states them."""

    name: str
    unit: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def asked(self) -> str:
        """It with its unit and bounds, for staff."""
        least = "" if self.least is None else f"不少于 {self.least}"
        most = "" if self.most is None else f"不多于 {self.most}"
        marks = "，".join(filter(None, (self.unit, least, most)))
        return f"{self.name}（{marks}）" if marks else self.name


@dataclass(frozen=True, kw_only=True)
class RequiredIndicators(FormCheck):
    """Each of ``names`` is an indicator that has a figure, in its unit and within its bounds.

    Published reports do not print indicators: nothing can be said of theirs.
    """

    names: tuple[WantedIndicator, ...]

    stage = Stage.FIGURES
    variants = ("unit", "least", "most", "published")
    values = ("name", "listed")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding for all that have no figure, one for each other fault."""
        own = {compact_visible(each.name): each for each in filing.indicators}
        if filing.source is Source.REPORT:
            listed = "、".join(wanted.name for wanted in self.names)
            yield listing.with_severity(Severity.NOTE).finding(filing, [], variant="published", listed=listed)
            return
        missing: list[str] = []
        for wanted in self.names:
            found = own.get(compact_visible(wanted.name))
            if found is None or found.entry.blank:
                missing.append(wanted.asked)
            else:
                yield from self._faults(filing, listing, wanted, found)
        if missing:
            blank = [own[compact_visible(each.name)] for each in self.names if compact_visible(each.name) in own]
            cells = [indicator_ref(each) for each in blank if each.entry.blank] or [CellRef(id="indicators")]
            yield listing.finding(filing, cells, listed="、".join(missing))

    def _faults(
        self, filing: Filing, listing: ScopedCheck, wanted: WantedIndicator, found: Indicator
    ) -> Iterator[Finding]:
        cells, number = [indicator_ref(found)], found.entry.number
        values = {"name": wanted.name, "actual": number_text(number)}
        if wanted.unit and compact_visible(found.unit) != compact_visible(wanted.unit):
            unit = found.unit.strip() or "空的"
            yield listing.finding(filing, cells, variant="unit", name=wanted.name, actual=unit, expected=wanted.unit)
        elif number is not None and wanted.least is not None and number < wanted.least:
            yield listing.finding(filing, cells, variant="least", expected=str(wanted.least), **values)
        elif number is not None and wanted.most is not None and number > wanted.most:
            yield listing.finding(filing, cells, variant="most", expected=str(wanted.most), **values)

    def mistakes(self, form: Form) -> Iterator[str]:
        """None at all, one twice or with a name that none may have, bounds that exclude each other."""
        if not self.names:
            yield "names：应写明要填的指标"
        seen: set[str] = set()
        for index, each in enumerate(self.names):
            name = compact_visible(each.name)
            if fault := indicator_fault(each.name, form):
                reason = "已经是表格里的数或固定的名称" if fault == "taken" else _LEGAL
                yield f"names[{index}].name：“{each.name}”不能作指标的名称，{reason}"
            elif name in seen:
                yield f"names[{index}].name：“{each.name}”写了不止一次"
            seen.add(name)
            if each.least is not None and each.most is not None and each.least > each.most:
                yield f"names[{index}].least：最少 {each.least}，多于最多的 {each.most}"

    def asks(self, form: Form) -> str:
        """Which, on the sheet of indicators."""
        return f"“指标”表要填{'、'.join(each.asked for each in self.names)}"

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """How many have no figure."""
        rows = book.rows("indicators")
        if rows is None:
            return
        names, values = rows.areas["name"], rows.areas["value"]
        terms = (text_literal(each.name) for each in self.names)
        count = "+".join(f"(SUMPRODUCT((TRIM({names})={name})*(LEN({values})>0))=0)*1" for name in terms)
        there = {each.name.strip() for each in book.filing.indicators if not each.entry.blank}
        missing = sum(each.name not in there for each in self.names)
        yield CheckLine(
            code=listing.listed.code,
            rule=f"{listing.live()}（左边是没有填的个数）",
            left=FormulaValue(formula=count, shown=missing),
            right=FormulaValue(formula="0", shown=0),
            state=FormulaValue(formula=f'IF({count}=0,"{OK}","{OPEN}")', shown=OPEN if missing else OK),
            severity=constant(listing.listed.severity.label),
            cell_addresses=(rows.first,),
            marks=False,
            unfilled=FormulaValue(formula=count, shown=missing),
        )
