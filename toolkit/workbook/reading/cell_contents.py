"""What the cells of a workbook show: a constant as it is, a typed formula by the value last calculated for it.

Where what is seen is not what is stored, nothing is taken for a number or a text without a finding.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.characters import without_format
from toolkit.filing import Entry
from toolkit.filing.numerals import entry_of, storable, trailing_decimals
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.excel import CellAddress
from toolkit.form.expression import Number
from toolkit.workbook.plan import Region
from toolkit.workbook.reading.source_workbook import (
    Content,
    ExcelError,
    FormattedNumber,
    Formula,
    NumberEffect,
    RichText,
    RunStyle,
    SourceWorkbook,
    UnreadableCell,
    Valueless,
)
from toolkit.workbook.slot_labels import label_of

_VARIANTS = {
    NumberEffect.PERCENT: "percent",
    NumberEffect.WORDS: "words",
    NumberEffect.HIDDEN: "hidden",
    NumberEffect.CHANGED: "default",
    NumberEffect.STRUCK: "struck",
    NumberEffect.RAISED: "raised",
}
_MOMENTS = (dt.date, dt.time, dt.timedelta)


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    variant: str
    cell: CellRef
    stored: str = ""
    unit: str = ""


@dataclass(kw_only=True)
class CellReader:
    """Reads cells of ``book`` for ``form``, and gathers what could not be read as it stands (WB-09, WB-12, WB-13)."""

    book: SourceWorkbook
    form: Form
    _faults: dict[_Fault, None] = field(default_factory=dict, init=False)

    def at(self, cell_address: CellAddress, key: str, label: str = "") -> Content:
        """What the cell shows: of a text what is not struck through or hidden, the rest is reported.

        :data:`~toolkit.workbook.reading.source_workbook.Valueless` only where it shows no value, which is reported.
        """
        content = self._seen(cell_address, key, label)
        if not isinstance(content, RichText):
            return content
        for style, variant in ((RunStyle.STRUCK, "default"), (RunStyle.HIDDEN, "hidden")):
            if content.of(style).strip():
                self._report("WB-13", variant, cell_address, key, label, " ".join(content.of(style).split()))
        return content.visible

    def raw(self, cell_address: CellAddress) -> Content:
        """What is stored."""
        return self.book.cells(cell_address.sheet).get((cell_address.row, cell_address.column))

    def rows(self, region: Region) -> list[int]:
        """The rows of a region in which anything stands, counted from its first; there may be a million without."""
        columns = frozenset(region.columns.values())
        places = (place for place in self.book.cells(region.sheet) if place[0] >= region.first)
        return sorted({row - region.first for row, column in places if column in columns})

    def entry(self, cell_address: CellAddress, key: str, label: str = "", unit: str = "") -> Entry:
        """The cell as a number; text where it shows none, and beside a number that it holds as text needlessly.

        ``unit`` is the unit of what has none by its ``key``.
        """
        content = self._seen(cell_address, key, label)
        unit = unit or self._unit(key)
        own = entry(content, cell_address, unit)
        if own.number is None:
            self._judge(content, cell_address, key, label, unit)
        if (
            isinstance(content, str)
            and own.number is not None
            and storable(own.number)
            and not trailing_decimals(own.number)
        ):
            return replace(own, text=content)
        return own

    def last_year(
        self, cell_address: CellAddress, key: str, label: str, unit: str = "", *, wanted: bool = False
    ) -> Number | None:
        """The cell as a figure of last year: words in its place are reported, and that it is gone where it is wanted.

        Such a figure is compared and not printed, and no check asks for it.
        """
        own = self.entry(cell_address, key, label, unit)
        if own.number is None and isinstance(self.raw(cell_address), str | bool) and own.text:
            self._report("WB-20", "default", cell_address, key, label, own.text)
        elif own.blank and wanted:
            self._report("WB-20", "blank", cell_address, key, label, "")
        return own.number

    def computed(self, cell_address: CellAddress, key: str) -> Entry:
        """A cell for figures that holds a formula of the form's own: its text, which is no number, is reported."""
        formula = written(self.raw(cell_address))
        self._report("WB-09", "own", cell_address, key, "", formula)
        return Entry(where=cell_address.where, text=formula)

    def text(self, cell_address: CellAddress, key: str, label: str = "") -> str:
        """The cell as text, on one line; nothing where it shows no value."""
        content = self.at(cell_address, key, label)
        if isinstance(content, Valueless):
            return ""
        return " ".join(line.strip() for line in without_format(written(content)).strip().splitlines())

    def findings(self) -> Iterator[Finding]:
        """One a sheet and kind of fault, with every cell."""
        groups: dict[tuple[str, str, str], list[_Fault]] = {}
        for fault in self._faults:
            groups.setdefault((fault.cell.where.sheet, fault.code, fault.variant), []).append(fault)
        for (_, code, variant), faults in groups.items():
            first = faults[0]
            yield finding(
                code,
                [fault.cell for fault in faults],
                variant=variant,
                actual=first.cell.value,
                stored=first.stored,
                unit=f"（{first.unit}）" if first.unit else "",
                more=f"（本表共 {len(faults)} 格）" if len(faults) > 1 else "",
            )

    def _seen(self, cell_address: CellAddress, key: str, label: str) -> Content:
        content = self.raw(cell_address)
        shown = content
        if isinstance(content, Formula):
            shown = self.book.calculated(cell_address.sheet, cell_address.row, cell_address.column)
            if shown is None:
                self._report("WB-09", "never", cell_address, key, label, content.text)
                return content
        if isinstance(shown, ExcelError):
            self._report("WB-09", "error", cell_address, key, label, shown.code)
        elif isinstance(shown, UnreadableCell):
            self._report("WB-09", "unreadable", cell_address, key, label, "", shown.text)
        return shown

    def _judge(self, content: Content, cell_address: CellAddress, key: str, label: str, unit: str) -> None:
        """Report a number that is not what is seen, and a text whose digits are not certain."""
        if isinstance(content, FormattedNumber):
            self._report(
                "WB-12", _VARIANTS[content.effect], cell_address, key, label, content.text, _stored(content), unit
            )
        elif isinstance(content, RichText):
            self._report("WB-12", "marked", cell_address, key, label, _marked(content))
        elif isinstance(content, _MOMENTS):
            self._report("WB-12", "date", cell_address, key, label, written(content))

    def _unit(self, key: str) -> str:
        declared = self.form.cells.get(key) or self.form.fields.get(key)
        return declared.unit if declared else ""

    def _report(
        self,
        code: str,
        variant: str,
        cell_address: CellAddress,
        key: str,
        label: str,
        value: str,
        stored: str = "",
        unit: str = "",
    ) -> None:
        cell = CellRef(id=key, where=cell_address.where, label=label or label_of(self.form, key), value=value)
        self._faults[_Fault(code, variant, cell, stored, unit)] = None  # some cells are read more than once


def entry(content: Content, cell_address: CellAddress, unit: str = "") -> Entry:
    """Any content as a number; what is none stays as text, and so does what is seen as another number.

    A percentage is a number where ``unit`` is the percent sign, and words that a format adds are no matter where they
    are ``unit``.
    """
    if isinstance(content, Valueless):
        return Entry(where=cell_address.where, text=written(content))
    if isinstance(content, FormattedNumber):
        same = content.words == unicodedata.normalize("NFKC", unit) != ""
        if same and content.effect is NumberEffect.PERCENT:
            return entry_of(content.text.replace("%", ""), cell_address.where)
        if same and content.effect is NumberEffect.WORDS:
            return entry_of(content.number, cell_address.where)
        return Entry(where=cell_address.where, text=_described(content))
    if isinstance(content, RichText):
        return Entry(where=cell_address.where, text=_marked(content))
    return entry_of(written(content) if isinstance(content, _MOMENTS) else content, cell_address.where)


def written(content: Content) -> str:
    """Content as staff see it."""
    if content is None:
        return ""
    if isinstance(content, Formula | FormattedNumber):
        return content.text
    if isinstance(content, UnreadableCell):
        return f"〔读不出：{content.text}〕"  # which nobody takes for what the cell holds
    if isinstance(content, ExcelError):
        return content.code
    if isinstance(content, dt.datetime) and content.time() == dt.time():
        return content.date().isoformat()
    if isinstance(content, dt.timedelta):
        minutes, seconds = divmod(int(content.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    number = entry_of(content).number if isinstance(content, float) else None
    return f"{content if number is None else number}"


def cell_text(content: Content) -> str:
    """Content as staff see it, without space around it."""
    return written(content).strip()


def _stored(content: FormattedNumber) -> str:
    return written(float(content.number))


def _described(content: FormattedNumber) -> str:
    """A number and what is seen of it, so that nobody takes the one for the other."""
    if content.effect in (NumberEffect.PERCENT, NumberEffect.WORDS):
        return content.text
    seen = {NumberEffect.HIDDEN: "看不见", NumberEffect.STRUCK: "划去", NumberEffect.RAISED: "上标或下标"}
    return f"{_stored(content)}（{seen.get(content.effect, f'显示为 {content.text}')}）"


def _marked(content: RichText) -> str:
    """A text in which struck and hidden parts are named, and small digits are small."""
    named = {RunStyle.STRUCK: "〔划去：{}〕", RunStyle.HIDDEN: "〔隐藏：{}〕"}
    return "".join(named.get(run.style, "{}").format(run.seen) for run in content.runs).strip()
