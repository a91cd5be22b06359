"""Building the workbook of a form, blank or holding a filing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.filing import Entry, Filing, Prior, Source, Text
from toolkit.form import Form
from toolkit.workbook.plan import Plan, plan_of
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.chart_drawings import draw_charts
from toolkit.workbook.writing.check_sheet import mark_failing
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.finish import finish
from toolkit.workbook.writing.package import packed
from toolkit.workbook.writing.sheets import write_sheets
from toolkit.workbook.writing.text_sheets import drafts_of
from toolkit.workbook.writing.unread_marks import fade_settled_zeros, mark_open_sums, mark_states
from toolkit.workbook.writing.validation import validate

_SPARE_ROWS = 10


def build_workbook(
    form: Form,
    *,
    agency: str = "",
    year: int | None = None,
    level: str | None = None,
    filing: Filing | None = None,
    prior: Prior | None = None,
) -> bytes:
    """An ``.xlsx`` file: the blank of ``form`` with the form's drafts, or, with ``filing``, that filing's workbook.

    Every formula carries its value. The same arguments give the same bytes. :class:`~toolkit.errors.OutputError` where
    a text is longer than a cell can hold.
    """
    if filing is None:
        filing = blank_filing(form, agency, year, level)
    if prior is not None:
        filing = replace(filing, prior=prior)
    return assemble(filing).packed()


@dataclass(frozen=True, kw_only=True)
class UnsavedWorkbook:
    """A workbook that holds ``filing`` and may still be added to."""

    filing: Filing
    canvas: ExcelCanvas
    plan: Plan

    def packed(self) -> bytes:
        """The ``.xlsx`` file."""
        return packed(self.canvas, self.filing.title_text or self.filing.form.name)


def assemble(filing: Filing) -> UnsavedWorkbook:
    """Every sheet of the workbook of ``filing``, with names, validation and protection."""
    plan = plan_of(filing.form, rows=_rows(filing), prior=filing.prior is not None, requirements=filing.requirements)
    canvas = ExcelCanvas()
    values = CachedValues(filing)
    checks = write_sheets(canvas, plan, values)
    mark_failing(canvas.pages, plan, checks)
    mark_states(canvas.pages, plan, filing)
    mark_open_sums(canvas.pages, plan, filing)
    fade_settled_zeros(canvas.pages, plan)
    validate(canvas.pages, plan, filing)
    if filing.form.charts:
        draw_charts(canvas, plan, values)
    finish(canvas, plan, values)
    return UnsavedWorkbook(filing=filing, canvas=canvas, plan=plan)


def blank_filing(form: Form, agency: str, year: int | None, level: str | None) -> Filing:
    """A filing with nothing in it but the form's drafts."""
    known = form.level(level)
    government = known.government if known else None
    return Filing(
        form=form,
        source=Source.WORKBOOK,
        agency=Text(value=agency),
        year=year,
        level=level,
        inputs=dict.fromkeys(form.inputs, Entry()),
        narrative={slot: drafts_of(form.drafts(slot), government) for slot in form.text_slots},
    )


def _rows(filing: Filing) -> dict[str, int]:
    """Rows that the regions need for this filing, with some to spare."""
    rows = {f"narrative.{slot}": len(paragraphs) + _SPARE_ROWS for slot, paragraphs in filing.narrative.items()}
    return rows | {
        "indicators": len(filing.indicators) + _SPARE_ROWS,
        "waivers": len(filing.waivers) + _SPARE_ROWS // 2,
        "review": len(filing.review.rounds) + _SPARE_ROWS // 2,
        "prior": len(filing.prior.numbers) + len(filing.prior.names) if filing.prior else 0,
    }
