"""Findings that staff answer for with a reason: still reported, marked as waived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from toolkit.filing import Filing, Waiver
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import catalogue, finding
from toolkit.form import Form, Severity
from toolkit.form.cells import did_you_mean


def codes_of(form: Form) -> tuple[str, ...]:
    """Every code that a check of this form can give."""
    return tuple(dict.fromkeys((*form.wordings, *catalogue())))


def apply_waivers(filing: Filing, findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` with waived ones marked, and what is wrong with the waivers themselves."""
    excusable = {listed.code for _, _, listed in filing.form.listed_checks if listed.waivable}
    found = [_answered(filing, each, excusable) for each in findings]
    return [*found, *(fault for waiver in filing.waivers for fault in _faults(filing, waiver, found))]


def _answered(filing: Filing, each: Finding, excusable: Collection[str]) -> Finding:
    """Every warning and note may be waived, and of errors those that may have a good reason as the form says."""
    if each.severity is Severity.ERROR and each.code not in excusable:
        return each
    reasons = (waiver.reason.strip() for waiver in filing.waivers if _covers(filing, waiver, each))
    reason = next(filter(None, reasons), "")
    return replace(each, waived=reason) if reason else each


def _covers(filing: Filing, waiver: Waiver, each: Finding) -> bool:
    """By cell id or place, with or without its sheet; a waiver for a total holds for what it adds up."""
    if waiver.code != each.code:
        return False
    cells = {name.replace("$", "") for name in waiver.cells}
    for name in waiver.cells:
        cell = filing.form.cells.get(name)
        cells |= set(cell.of.refs) if cell else set()
    return not cells or any({ref.id, str(ref.where), ref.where.place} & cells for ref in each.cells)


def _faults(filing: Filing, waiver: Waiver, found: list[Finding]) -> Iterator[Finding]:
    ref = [CellRef(id="waivers", where=waiver.where, label="情况说明", value=waiver.code)]
    meant = [each for each in found if _covers(filing, waiver, each)]
    codes = codes_of(filing.form)
    if waiver.code not in codes:
        hint = did_you_mean(waiver.code, codes)
        yield finding("WV-01", ref, variant="unknown", severity=Severity.WARNING, actual=waiver.code, hint=hint)
    elif not waiver.reason.strip():
        yield finding("WV-01", ref, variant="reason", actual=waiver.code)
    elif not meant:
        elsewhere = any(each.code == waiver.code for each in found)
        if elsewhere:
            yield finding("WV-01", ref, variant="elsewhere", actual=waiver.code, place="、".join(waiver.cells))
        else:
            yield finding("WV-01", ref, variant="unused", severity=Severity.NOTE, actual=waiver.code)
    elif not any(each.waived for each in meant):
        yield finding("WV-01", ref, actual=waiver.code)
