"""Which form a workbook holds: by its metadata sheet, or by its defined names where other programs lost the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.errors import FormError, UnknownForm
from toolkit.filing.additions import supplement_findings
from toolkit.finding.model import Finding
from toolkit.form import Form, Forms
from toolkit.form.requirements import Requirements
from toolkit.rules.cell_refs import clipped
from toolkit.workbook.metadata import Metadata, read_meta
from toolkit.workbook.plan import META
from toolkit.workbook.reading.local_requirements import carried_requirements, lost_requirements
from toolkit.workbook.reading.refusal import refusal
from toolkit.workbook.reading.source_workbook import SourceWorkbook

_LISTED = 3
"""Mistakes of a form file that a message spells out."""
_ENOUGH = 0.9
"""Share of a form's inputs that must be among the defined names for the names alone to identify the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The form, what the metadata sheet says if it is still there, the local requirements on it, and what staff should
    know about any of these."""

    form: Form
    meta: Metadata | None
    requirements: tuple[Requirements, ...] = ()
    findings: tuple[Finding, ...] = ()


def identify(book: SourceWorkbook, name: str, forms: Forms) -> Identity:
    """The identity of ``book``; refuses (WB-02, 03, 04) what is not ours, of an unknown form or of a newer version."""
    meta = _meta(book)
    if meta is None:
        form = _form_by_names(book.names, name, forms)
        return Identity(form=form, meta=None, findings=tuple(lost_requirements(book)))
    try:
        form, _ = forms.nearest(meta.form, tuple(meta.supplements))
    except UnknownForm:
        known = "、".join(forms.form(form).name for form in forms.available)
        raise refusal("WB-03", name=name, form=clipped(meta.form), known=known) from None
    except FormError as error:
        more = f"，等 {len(error.mistakes)} 处" if len(error.mistakes) > _LISTED else ""
        mistakes = "；".join(error.mistakes[:_LISTED]) + more
        raise refusal("WB-03", "faulty", name=name, form=error.form, mistakes=mistakes) from None
    if meta.version > form.version:
        raise refusal("WB-04", name=name, actual=str(meta.version), expected=str(form.version))
    asked = carried_requirements(meta.requirements)
    of_supplements = supplement_findings(form, meta.supplements, "", forms)
    return Identity(form=form, meta=meta, requirements=asked.notices, findings=(*of_supplements, *asked.findings))


def _meta(book: SourceWorkbook) -> Metadata | None:
    """From the sheet of that name, else from any that looks like it."""
    for sheet in sorted(book.sheets, key=lambda sheet: sheet != META):
        if meta := read_meta(book.cells(sheet)):
            return meta
    return None


def _form_by_names(names: Mapping[str, str], name: str, forms: Forms) -> Form:
    """The form whose inputs the defined names hold best, and most of; of several alike the one that was asked for."""
    found = {form: sum(quantity in names for quantity in form.inputs) for form in forms.combinations}
    fitting = {form: count for form, count in found.items() if form.inputs and count >= _ENOUGH * len(form.inputs)}
    if not fitting:
        raise refusal("WB-02", name=name)
    ranks = {form: (count / len(form.inputs), count) for form, count in fitting.items()}
    best = [form for form, rank in ranks.items() if rank == max(ranks.values())]
    asked = [form for form in best if form in forms.named]
    if len(best) > 1 and len(asked) != 1:
        raise refusal("WB-02", "several", name=name, choices="、".join(form.id for form in best))
    return asked[0] if asked else best[0]
