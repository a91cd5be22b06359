"""The visible sheets of a workbook, in order: what stands on them, whatever makes a file of it."""

from __future__ import annotations

from toolkit.form.form import PREAMBLE
from toolkit.workbook.plan import Plan
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.chart_sheet import write_charts
from toolkit.workbook.writing.check_sheet import CheckSheet, write_checks
from toolkit.workbook.writing.cover_sheet import write_cover
from toolkit.workbook.writing.guide_sheet import write_guide
from toolkit.workbook.writing.indicator_sheet import write_indicators
from toolkit.workbook.writing.last_year_columns import write_last_year
from toolkit.workbook.writing.listed_names import lookup_of, names_of
from toolkit.workbook.writing.pages import Canvas
from toolkit.workbook.writing.prior_sheet import prior_places, write_prior
from toolkit.workbook.writing.review_sheet import write_review
from toolkit.workbook.writing.table_sheets import write_table
from toolkit.workbook.writing.text_sheets import add_text, write_fields, write_text


def write_sheets(canvas: Canvas, plan: Plan, values: CachedValues) -> CheckSheet:
    """Put every cell of the workbook of a filing onto ``canvas``; the lines of its 校验 sheet."""
    filing = values.filing
    checks = CheckSheet(plan, values)
    listed = names_of(plan, values)
    last_year = prior_places(plan, filing.prior) if filing.prior else {}
    names = lookup_of(plan, listed, filing)
    write_guide(canvas, plan, checks)
    write_cover(canvas, plan, checks, values)
    if PREAMBLE in plan.form.text_slots:
        write_text(canvas, plan, PREAMBLE, "引言", checks, values, names)
    for section in plan.form.sections:
        if section.table:
            page = write_table(canvas, plan, section, checks, values)
            write_last_year(page, plan, section, filing, last_year)
            if section.holds_text:
                canvas.growing.add(section.sheet)
                add_text(page, plan, section, values, names)
        else:
            page = write_text(canvas, plan, section.id, section.heading, checks, values, names)
        if section.fields:
            write_fields(page, plan, section, values)
    if plan.form.charts:
        write_charts(canvas, plan, values, last_year)
    write_indicators(canvas, plan, listed, checks, filing)
    write_checks(canvas, plan, checks, filing.waivers)
    write_review(canvas, plan, filing)
    if filing.prior:
        write_prior(canvas, plan, filing.prior, last_year, checks, values)
    return checks
