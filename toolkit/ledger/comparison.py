"""What ledgers come to, held against a filing and put into it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.errors import InvalidRequest
from toolkit.filing import Entry, Filing, Indicator
from toolkit.filing.numerals import number_text
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.references import Family, Slot, base_id
from toolkit.ledger.counting import Counted, Figure, figures_of, partial_targets, unknown_scopes
from toolkit.ledger.model import Ledger
from toolkit.ledger.register import Register, Scope
from toolkit.ledger.summary_sheet import complete_place
from toolkit.rules.cell_refs import cover_ref


def require_alike(ledgers: Sequence[Ledger], filing: Filing) -> None:
    """:class:`~toolkit.errors.InvalidRequest` unless all are of the form and the year of ``filing``."""
    for ledger in ledgers:
        if base_id(ledger.form.id) != base_id(filing.form.id):
            message = f"台账“{ledger.source.name}”的表式是“{ledger.form.name}”，与“{filing.form.name}”不同。"
            raise InvalidRequest(message, "请用 ledger new --form 生成同一种表式的台账。")
        if ledger.year != filing.year:
            reported = f"{filing.year} 年" if filing.year else "没有写明年度"
            raise InvalidRequest(
                f"台账“{ledger.source.name}”是 {ledger.year} 年的，填报的是{reported}。", "请核对年度。"
            )


def with_indicators(filing: Filing, figures: Mapping[str, Figure]) -> Filing:
    """``filing`` with an empty line for each indicator of ``figures`` that it has not."""
    known = {each.name for each in filing.indicators}
    names = {indicator_name(target): figure.unit for target, figure in figures.items()}
    new = (Indicator(name=name, entry=Entry(), unit=unit) for name, unit in names.items() if name and name not in known)
    return replace(filing, indicators=(*filing.indicators, *new))


def with_figures(filing: Filing, figures: Mapping[str, Figure]) -> Filing:
    """``filing`` with the figures in their cells and in the indicators that it has."""
    entries = {target: Entry(number=figure.number) for target, figure in figures.items()}
    cells = {target: entry for target, entry in entries.items() if not indicator_name(target)}
    indicators = tuple(
        replace(each, entry=entries.get(str(Slot(Family.INDICATOR, each.name)), each.entry))
        for each in filing.indicators
    )
    return replace(filing, inputs={**filing.inputs, **cells}, indicators=indicators)


def indicator_name(target: str) -> str:
    """The name of the indicator with that id; nothing for a cell."""
    slot = Slot.parse(target)
    return slot.name if slot and slot.family is Family.INDICATOR else ""


def differences(filing: Filing, ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    """Ledgers of another agency (RQ-21), each cell and indicator that holds another figure than there are rows
    (RQ-20), with the rows behind it. An indicator that ``filing`` has not is no difference.
    """
    for ledger in ledgers:
        if ledger.agency != filing.agency.value:
            cells, agency = (cover_ref(filing, "agency"),), filing.agency.value
            yield finding("RQ-21", cells, actual=agency, expected=ledger.agency, name=ledger.source.name)
    for target, figure in figures_of(ledgers).items():
        yield from _difference(filing, target, figure, several=len(ledgers) > 1)


def left_open(ledger: Ledger) -> Iterator[Finding]:
    """What of a ledger is empty, or may be short of what is older, and not marked as complete, so that it is not known
    (RQ-23)."""
    form = ledger.form
    if partial := partial_targets(ledger):
        listed = "；".join(form.label(target.id) for target in partial)
        marks = (_mark(form, scope) for scope in dict.fromkeys(target.scope for target in partial))
        yield finding("RQ-23", marks, variant="partial", name=ledger.source.name, count=len(partial), listed=listed)
    unknown = unknown_scopes(ledger)
    if not unknown:
        return
    cells = (_mark(form, scope) for scope in unknown)
    listed = "；".join(filter(None, (_titles(register, unknown) for register in ledger.registers)))
    yield finding("RQ-23", cells, name=ledger.source.name, count=len(unknown), listed=listed)


def _mark(form: Form, scope: Scope) -> CellRef:
    where = complete_place(form, scope).where
    return CellRef(id=f"complete.{scope.sheet}.{scope.title}", where=where, label=f"{scope.sheet}，{scope.title}")


def _titles(register: Register, unknown: Collection[Scope]) -> str:
    """The sheet of a register, with what of it is unknown where that is not all; nothing if none of it is."""
    titles = [scope.title for scope in register.scopes.values() if scope in unknown]
    if len(titles) in (0, len(register.scopes)):
        return register.sheet if titles else ""
    return f"{register.sheet}（{'、'.join(titles)}）"


def _difference(filing: Filing, target: str, figure: Figure, *, several: bool) -> Iterator[Finding]:
    place = _place(filing, target)
    if place is None:
        return
    stated = _stated(filing, target)
    if stated == figure.number or (stated is None and not figure.number):
        return
    yield finding(
        "RQ-20",
        (place, *(number_of(each, several=several) for each in figure.behind)),
        variant="blank" if stated is None else "default",
        actual=place.value,
        expected=number_text(figure.number),
    )


def _stated(filing: Filing, target: str) -> Number | None:
    name = indicator_name(target)
    if not name:
        return filing.number(target)
    return next((each.entry.number for each in filing.indicators if each.name == name), None)


def _place(filing: Filing, target: str) -> CellRef | None:
    """A cell or an indicator with what it holds; None for an indicator that there is not."""
    name = indicator_name(target)
    if not name:
        value = number_text(filing.number(target))
        return CellRef(id=target, where=filing.where(target), label=filing.form.label(target), value=value)
    entry = next((each.entry for each in filing.indicators if each.name == name), None)
    if entry is None:
        return None
    return CellRef(id=target, where=entry.where, label=name, value=number_text(entry.number))


def number_of(counted: Counted, *, several: bool) -> CellRef:
    """The number of a row in its ledger; with the name of its file where there are ``several``."""
    cell = counted.row.number_cell
    if not several:
        return cell
    label = f"{counted.ledger.source.stem} {cell.label}".strip()
    return CellRef(id=cell.id, where=cell.where, label=label, value=cell.value)
