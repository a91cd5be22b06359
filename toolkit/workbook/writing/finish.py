"""Protection, printing and names: what every sheet gets when it is done."""

from __future__ import annotations

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from toolkit.form.excel import column_letters
from toolkit.workbook.metadata import addresses, meta_rows
from toolkit.workbook.plan import CHECKS, COVER, INDICATORS, META, REVIEW, TABLE_TOP, Plan
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.excel_canvas import ExcelCanvas, ExcelPage
from toolkit.workbook.writing.last_year_columns import own_columns

_A4 = 9
_ONE_PAGE = {False: 40, True: 26}  # rows of a table that can be read on one page, upright and landscape


def protect(page: ExcelPage, *, insert_rows: bool) -> None:
    """Lock the sheet without a password; looking, resizing and filtering stay allowed."""
    protection = page.sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = False  # False: not forbidden
    protection.insertRows = not insert_rows


def set_up_print(page: ExcelPage, *, landscape: bool = False, one_page: bool = False, titles: str = "") -> None:
    """A4, as wide as the page, numbered, with the rows ``titles`` on each page."""
    sheet = page.sheet
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.55
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A　第 &P 页，共 &N 页"))
    if titles:
        sheet.print_title_rows = titles


def define(canvas: ExcelCanvas, name: str, place: str) -> None:
    """Let formulas and readers call a place by a name."""
    canvas.book.defined_names[name] = DefinedName(name, attr_text=place)


def lock_structure(canvas: ExcelCanvas) -> None:
    """Keep sheets from being added, renamed or taken away, without a password."""
    canvas.book.security = WorkbookProtection(lockStructure=True)


def finish(canvas: ExcelCanvas, plan: Plan, values: CachedValues) -> None:
    """Protect and set up every sheet, add the names and the metadata sheet."""
    tables = {section.sheet: section for section in plan.form.sections if section.table}
    texts = {region.sheet: region for region in plan.texts.values()}
    for sheet, page in canvas.pages.items():
        protect(page, insert_rows=sheet in texts)
        if sheet in tables:
            grid = plan.grids[tables[sheet].table]
            titles = f"1:{TABLE_TOP + grid.header_rows - 1}" if grid.header_rows else ""
            whole = sheet not in texts and grid.rows <= _ONE_PAGE[grid.landscape]
            set_up_print(page, landscape=grid.landscape, one_page=whole, titles=titles)
            if values.filing.prior:  # last year's figures, to the right, are there to compare with on the screen
                last = column_letters(own_columns(plan, tables[sheet]))
                page.sheet.print_area = f"A1:{last}{page.sheet.max_row}"
        elif sheet in texts:
            set_up_print(page, landscape=True, titles=f"{texts[sheet].header}:{texts[sheet].header}")
        else:
            # the names run on for pages, on which the heads of the agency's own indicators would stand over nothing
            set_up_print(page, landscape=sheet in (INDICATORS, CHECKS, REVIEW), titles="4:4" if sheet == CHECKS else "")
    for name, place in addresses(plan):
        define(canvas, name, place)
    meta = canvas.page(META)
    composed = {name: (own.text, own.figures) for name, own in values.composed.items()}
    for row, cells in enumerate(meta_rows(plan, values.filing, composed), start=1):
        for column, value in enumerate(cells, start=1):
            meta.put(row, column, value, "居中")
    meta.sheet.sheet_state = "veryHidden"
    protect(meta, insert_rows=False)
    lock_structure(canvas)
    canvas.book.active = plan.sheets.index(COVER)
