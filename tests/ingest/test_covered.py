"""Where parts of a table are covered, cut out or garbled, no figure moves into the place of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ingest.printed import Cell, Printed, Table, map_cells, printed, to_html, to_md, to_txt
from tests.ingest.samples import sample
from tests.ingest.variants import NEUTRAL
from toolkit.filing import Filing
from toolkit.ingest.blocks import SourceCell as SourceCell
from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.html import html_blocks
from toolkit.ingest.recogniser import filing_of
from toolkit.ingest.text import text_blocks

FORM = "gkgb-2021"
OLD = "gkgb-2019"


def page(report: Printed, form: str = FORM) -> Filing:
    """The report as a web page, read back."""
    return filing_of(tuple(html_blocks(to_html(report).decode())), FORMS, FORMS.form(form))[0]


def text(report: Printed, manner: str, form: str = FORM) -> Filing:
    """The report as plain text, read back."""
    written = to_txt(replace(report, extra={"txt": manner})).decode()
    return filing_of(tuple(text_blocks(written)), FORMS, FORMS.form(form))[0]


def without(report: Printed, ending: str) -> Printed:
    """The report with the cells cut out whose id ends so."""
    items = [
        replace(item, rows=tuple(tuple(c for c in row if not c.id.endswith(ending)) for row in item.rows))
        if isinstance(item, Table)
        else item
        for item in report.items
    ]
    return replace(report, items=tuple(items))


def covered(report: Printed, label: str) -> Printed:
    """The report with blank cells for a label."""
    return map_cells(report, "", lambda cell: replace(cell, text="") if not cell.id and cell.text == label else cell)


def written(report: Printed, identity: str, content: str) -> Printed:
    """The report with ``content`` in a cell."""
    return map_cells(report, "", lambda cell: replace(cell, text=content) if cell.id == identity else cell)


def wrong(back: Filing) -> set[str]:
    """Cells with a figure that is not the sample's."""
    filing = sample(back.form.id)
    read = ((cell, back.number(cell)) for cell in filing.form.cells)
    return {cell for cell, number in read if number is not None and number != filing.number(cell)}


def read_in(back: Filing, row: str) -> set[str]:
    """Cells of a row with an entry."""
    return {cell for cell in (*back.inputs, *back.stated) if cell.startswith(f"{row}.")}


def test_a_column_cut_out_does_not_stand_for_another_of_which_the_label_is_covered() -> None:
    back = page(covered(without(printed(sample(OLD)), ".change"), "上一年项目数量"), OLD)
    assert read_in(back, "disclosure.licensing") == set()
    assert wrong(back) == set()


@pytest.mark.parametrize("garbled", ["□□", "…", "##", "？"])
def test_signs_in_the_place_of_a_figure_are_no_part_of_the_label(garbled: str) -> None:
    report = written(printed(sample(OLD)), "disclosure.fees.prior_items", garbled)
    rows = [
        (*row, Cell(text="")) if any(cell.id.startswith("disclosure.fees.") for cell in row) else row
        for row in next(item for item in report.items if isinstance(item, Table) and item.id == "disclosure").rows
    ]
    items = tuple(
        replace(item, rows=tuple(rows)) if isinstance(item, Table) and item.id == "disclosure" else item
        for item in report.items
    )
    back = page(replace(report, items=items), OLD)
    assert read_in(back, "disclosure.fees") == set()
    assert wrong(back) == set()


def test_figures_in_pictures_are_not_the_blanks_of_the_rest_of_their_label() -> None:
    row = "applications.not_processed.reissue"

    def cut(cells: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
        if not any(cell.id.startswith(f"{row}.") for cell in cells):
            return [cells]
        label = next(cell for cell in cells if "要求行政机关确认" in cell.text)
        pictures = tuple(
            replace(c, text='<img src="figure.png">') if c.id else replace(c, text=c.text[:12]) if c is label else c
            for c in cells
        )
        return [pictures, (replace(label, text=label.text[12:]), *(Cell(text="") for c in cells if c.id))]

    report = printed(sample(FORM))
    items = tuple(
        replace(item, rows=tuple(part for cells in item.rows for part in cut(cells)))
        if isinstance(item, Table)
        else item
        for item in report.items
    )
    back = page(replace(report, items=items))
    entries = {**back.inputs, **back.stated}
    assert all("图片" in entries[cell].text for cell in read_in(back, row))
    assert wrong(back) == set()


def test_a_group_is_no_near_miss_of_a_row() -> None:
    """With a column cut out, the group's label stands where that of a row does, and the row's among the figures."""
    back = text(without(printed(sample(FORM)), ".natural_person"), "rows")
    assert read_in(back, "applications.granted") == set()
    assert wrong(back) == set()


def test_a_group_of_which_the_rows_have_no_labels_is_no_row_of_another_form() -> None:
    """（六）其他处理 is one row in the condensed form, a group of three here."""
    report = printed(sample(FORM))
    for label in (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ):
        report = covered(report, label)
    back, findings = filing_of(tuple(html_blocks(to_html(report).decode())), FORMS)
    assert read_in(back, "applications.other") == set()
    assert "它可能是一组的名称" in findings[0].message


def test_a_table_in_markdown_that_breaks_off_keeps_its_cells_apart() -> None:
    """Where its end is lost, a picture in it still fills a cell."""
    report = covered(printed(sample(FORM)), "总计")
    for row in ("received", "carried_in", "granted"):
        report = written(report, f"applications.{row}.business", '<img src="figure.png">')
    whole = to_md(report).decode()
    broken = whole[: whole.index("1.属于国家秘密")]
    back, _ = filing_of(tuple(text_blocks(broken, marked_down=True)), FORMS, FORMS.form(FORM))
    assert wrong(back) == set()


def test_blank_heads_of_a_table_that_breaks_off_are_no_zeros() -> None:
    whole = to_txt(printed(sample(FORM))).decode()
    place = whole.index("复议后起诉")
    back, _ = filing_of(tuple(text_blocks(whole[:place] + "复议后起诉\n\n\t\n\t\n\t\n\t\n\t")), FORMS, FORMS.form(FORM))
    assert read_in(back, "disputes.reconsideration") == set()


def test_a_blank_of_a_label_is_no_figure_where_another_is_cut_out() -> None:
    """A zero cut out at the end and the blank of a span before the figures add up as well."""
    report = NEUTRAL["empty cells for spans"](printed(sample(FORM)))
    row = "applications.carried_out"
    parts = sample(FORM).form.cells[f"{row}.total"].of.refs
    rest = sum(sample(FORM).number(part) or 0 for part in parts if not part.endswith("other"))
    report = without(written(report, f"{row}.total", str(rest)), f"{row}.other")
    rowless = to_txt(report).decode().replace("\n\n\t", "\n\t")
    back, _ = filing_of(tuple(text_blocks(rowless)), FORMS, FORMS.form(FORM))
    assert read_in(back, "applications.total") != set()
    assert read_in(back, row) == set()


def test_figures_below_a_label_are_not_read_where_the_next_label_is_gone() -> None:
    """They may be that row's, and the label's own be gone as well."""
    report = printed(sample(FORM))
    for cell in sample(FORM).form.cells:
        report = without(report, cell) if cell.startswith("applications.total.") else report
    back = text(covered(report, "四、结转下年度继续办理"), "plain")
    assert read_in(back, "applications.other.remaining") != set()
    assert read_in(back, "applications.total") == set()


def test_a_figure_in_two_cells_and_a_blank_are_no_whole_row() -> None:
    """As where the figure runs over a rule of a PDF."""
    row = "applications.carried_out"

    def cut(cells: tuple[SourceCell, ...]) -> tuple[SourceCell, ...]:
        if "四、结转" not in cells[0].text:
            return cells
        label, first, _, *others, last = cells
        pieces = (
            replace(last, text=part, uncertain=f"〔看不清：{part}〕") for part in (last.text[:-1], last.text[-1:])
        )
        return (label, first, SourceCell(text="", column=first.column + 1), *others, *pieces)

    blocks = html_blocks(to_html(printed(sample(FORM))).decode())
    back, _ = filing_of(
        [replace(b, rows=tuple(map(cut, b.rows))) if isinstance(b, SourceGrid) else b for b in blocks],
        FORMS,
        FORMS.form(FORM),
    )
    assert read_in(back, row) == set()
    assert wrong(back) == set()


def test_a_cell_of_words_with_blanks_is_no_two_cells() -> None:
    """One cell a line: the figure behind it would stand under another head."""
    words = {"disclosure.licensing.prior_items": "约 五", "disclosure.licensing.decisions": "不 详"}
    report = map_cells(printed(sample(OLD)), "", lambda cell: replace(cell, text=words.get(cell.id, cell.text)))
    filing = text(report, "plain", OLD)
    assert not {cell for cell in filing.inputs if cell.startswith("disclosure.licensing.")}
    assert filing.number("disclosure.penalties.decisions") is not None
