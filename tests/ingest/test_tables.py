"""What does not fit a table is reported at its place and never squeezed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ingest.printed import Cell, Line, Printed, Table, map_cells, printed, to_html
from tests.ingest.samples import sample
from tests.ingest.variants import relabelled
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.ingest.html import html_blocks
from toolkit.ingest.recogniser import filing_of

FORM = "gkgb-2021"
Rows = list[list[Cell]]


def read(report: Printed) -> tuple[Filing, tuple[Finding, ...]]:
    """The report as a web page, read back as the 2021 form."""
    return filing_of(tuple(html_blocks(to_html(report).decode())), FORMS, FORMS.form(FORM))


def changed(table: str, change: Callable[[Rows], object]) -> Printed:
    """The sample's report with the rows of ``table`` changed in place."""
    report = printed(sample(FORM))
    items = list(report.items)
    for place, item in enumerate(items):
        if isinstance(item, Table) and item.id == table:
            rows = [list(row) for row in item.rows]
            change(rows)
            items[place] = Table(id=item.id, rows=tuple(map(tuple, rows)))
    return replace(report, items=tuple(items))


def row_of(rows: Rows, label: str) -> int:
    """The place of the row that holds ``label``."""
    return next(place for place, row in enumerate(rows) if any(label in cell.text for cell in row))


def only(findings: tuple[Finding, ...], code: str) -> Finding:
    """The one finding, which has that code."""
    assert [finding.code for finding in findings] == [code], [finding.text for finding in findings]
    return findings[0]


def unread(filing: Filing) -> set[str]:
    """Cells of the form for which the source gave nothing."""
    return {cell for cell in filing.form.cells if cell not in filing.inputs and cell not in filing.stated}


def cells_of(row: str) -> set[str]:
    return {cell.id for cell in sample(FORM).form.cells.values() if f"{cell.table}.{cell.row}" == row}


def assert_others_equal(back: Filing) -> None:
    """All that was read is in its place."""
    filing = sample(FORM)
    for cell in set(filing.form.inputs) & set(back.inputs):
        assert back.number(cell) == filing.number(cell), cell


def test_a_missing_row_is_reported() -> None:
    back, findings = read(changed("applications", lambda rows: rows.pop(row_of(rows, "重复申请"))))
    assert "“2.重复申请”" in only(findings, "IM-02").text
    assert unread(back) == cells_of("applications.not_processed.repeated")
    assert_others_equal(back)


def test_an_unknown_row_is_reported_and_kept() -> None:
    def add(rows: Rows) -> None:
        place = row_of(rows, "属于行政查询事项") + 1
        rows.insert(place, [Cell(text="9.其他"), *(Cell(text=str(n)) for n in (1, 0, 0, 0, 0, 0, 1))])

    back, findings = read(changed("applications", add))
    reported = only(findings, "IM-02")
    assert reported.text.startswith("表三 第16行：表三没有“9.其他”这一行")
    assert back.unplaced[0].text == "9.其他 1 0 0 0 0 0 1"
    assert unread(back) == set()
    assert_others_equal(back)


def test_the_rest_of_a_label_is_no_row_of_blanks() -> None:
    def cut(rows: Rows) -> None:
        place = row_of(rows, "4.无正当理由大量反复申请")
        label = next(cell for cell in rows[place] if "4.无" in cell.text)
        rest = [Cell(text="正当理由大量反复申请"), *(replace(cell, text="", id="") for cell in rows[place] if cell.id)]
        rows[place][rows[place].index(label)] = replace(label, text="乙、无")
        rows.insert(place + 1, rest)

    back, findings = read(changed("applications", cut))
    assert {finding.code for finding in findings} == {"IM-02"}
    assert unread(back) == cells_of("applications.not_processed.excessive")
    assert_others_equal(back)


def test_a_row_printed_twice_is_reported() -> None:
    def add(rows: Rows) -> None:
        rows.append([replace(cell, id="") for cell in rows[-1]])

    back, findings = read(changed("applications", add))
    assert "已经读到过一次" in only(findings, "IM-02").text
    assert_others_equal(back)


def test_a_missing_column_is_reported_and_the_others_read() -> None:
    def drop(rows: Rows) -> None:
        del rows[2][1]
        for row in rows[3:]:
            del row[-6 + 1]

    back, findings = read(changed("applications", drop))
    assert "“科研机构”" in only(findings, "IM-02").text
    assert unread(back) == {cell for cell in back.form.cells if cell.endswith(".research")}
    assert_others_equal(back)


def test_columns_in_another_order_are_found_by_label() -> None:
    def swap(rows: Rows) -> None:
        rows[2][0], rows[2][2] = rows[2][2], rows[2][0]
        for row in rows[3:]:
            row[-6], row[-4] = row[-4], row[-6]

    back, findings = read(changed("applications", swap))
    assert findings == ()
    assert_others_equal(back)


def test_rows_in_another_order_are_found_by_label() -> None:
    def swap(rows: Rows) -> None:
        one, other = row_of(rows, "2.其他法律"), row_of(rows, "6.属于四类")
        rows[one], rows[other] = rows[other], rows[one]

    back, findings = read(changed("applications", swap))
    assert findings == ()
    assert_others_equal(back)


def test_a_row_too_short_or_too_long_is_reported() -> None:
    def spoil(rows: Rows) -> None:
        rows[row_of(rows, "重复申请")].pop()
        rows[row_of(rows, "公开出版物")].append(Cell(text="5"))

    back, findings = read(changed("applications", spoil))
    counts = [f.text for f in findings if "应有 7 格" in f.text]
    assert len(counts) == 2
    assert unread(back) == cells_of("applications.not_processed.repeated") | cells_of(
        "applications.not_processed.publication"
    )
    assert_others_equal(back)


def test_a_table_without_heads_is_not_read() -> None:
    back, findings = read(changed("disputes", lambda rows: rows.__delitem__(slice(0, 3))))
    assert "表四这一行上面没有表头" in only(findings, "IM-02").text
    assert unread(back) == {cell for cell in back.form.cells if cell.startswith("disputes.")}


def test_an_unknown_table_is_reported() -> None:
    report = printed(sample(FORM))
    other = Table(id="", rows=((Cell(text="培训场次"), Cell(text="人数")), (Cell(text="3"), Cell(text="120"))))
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Line) and item.text.startswith("五、"))
    items = (*report.items[:place], other, *report.items[place:])
    back, findings = read(replace(report, items=items))
    reported = only(findings, "IM-18")
    assert "培训场次" in reported.text
    assert reported.severity is Severity.WARNING
    assert back.unplaced[0].text == "培训场次 人数\n3 120"


@pytest.mark.parametrize(
    ("table", "label", "other"),
    [
        ("disclosure", "规章", "规程"),
        ("disclosure", "行政许可", "行政裁决"),
        ("applications", "2.重复申请", "2.要求听证"),
        ("applications", "1.信访举报投诉类申请", "1.咨询类申请"),
    ],
)
def test_a_label_of_another_meaning_is_no_near_miss(table: str, label: str, other: str) -> None:
    back, findings = read(relabelled(f"^{label}$", other, table)(printed(sample(FORM))))
    assert {f.code for f in findings} == {"IM-02"}
    assert any(f"没有“{other}”这一行" in f.text for f in findings)
    assert_others_equal(back)


def test_an_amount_in_another_unit_is_refused() -> None:
    back, findings = read(relabelled("单位：万元", "单位：元", "disclosure")(printed(sample(FORM))))
    assert {f.code for f in findings} == {"IM-02"}
    assert "disclosure.fees.amount" in unread(back)


@pytest.mark.parametrize(
    "text",
    [
        "251000元",
        "22（其中修订16件）",
        "55（含自然失效29件）",
        "约22",
        "见附件",
        "1\n2",
        "3项",
        "3/4件",
        "3-5",
        "33余",
        "（264）",
        "33(1)",
        "1 8 4",
        "10¹",
        "33⁰⁵",
        "①",
        "½",
        "33⒈",
        "33¹项",
        "3①3件",
        "18.452",
        "18.000",
        "18.5",
        "1,8452",
        "1\u00a01",
        "\u202e21",
    ],
)
def test_more_than_a_number_is_reported_with_its_text(text: str) -> None:
    def spoil(rows: Rows) -> None:
        rows[3][1] = replace(rows[3][1], text=text)

    back, findings = read(changed("disclosure", spoil))
    reported = only(findings, "IM-03")
    shown = " ".join(text.split())
    assert reported.cells[0].id == "disclosure.normative_documents.issued"
    assert str(reported.cells[0].where) == "表二 第4行第2列"
    assert (reported.actual, back.entry("disclosure.normative_documents.issued").text) == (shown, shown)
    assert_others_equal(replace(back, inputs={k: v for k, v in back.inputs.items() if not v.text}))


@pytest.mark.parametrize(
    ("text", "number", "variant"),
    [
        ("33¹", 33, "注释号"),
        ("3917²", 3917, "注释号"),
        ("264①", 264, "注释号"),
        ("264 ⑴", 264, "注释号"),
        ("33[1]", 33, "注释号"),
        ("33〔注〕", 33, "注释号"),
        ("33（注2）", 33, "注释号"),
        ("33注1", 33, "注释号"),
        ("33¹,²", 33, "注释号"),
        ("※33", 33, "注释号"),
        ("1,033*", 1033, "注释号"),
        ("－①", 0, "注释号"),
        ("10\u202f944", 10944, "空格"),
        ("1\u00a0234\u00a0567", 1234567, "空格"),
        ("3件", 3, "单位"),
        ("３ 件", 3, "单位"),
        ("33¹件", 33, "注释号"),
    ],
)
def test_what_stands_beside_a_figure_is_reported_and_no_part_of_it(text: str, number: int, variant: str) -> None:
    def mark(rows: Rows) -> None:
        rows[3][1] = replace(rows[3][1], text=text)

    back, findings = read(changed("disclosure", mark))
    reported = only(findings, "IM-10")
    assert variant in reported.message
    assert (reported.severity, reported.cells[0].value) == ("note", " ".join(text.split()))
    assert back.inputs["disclosure.normative_documents.issued"].number == number


@pytest.mark.parametrize("mark", ["¹", "①", "[1]", "*", "（注）"])
def test_a_marked_label_is_the_label(mark: str) -> None:
    back, findings = read(relabelled("^行政许可$", f"行政许可{mark}", "disclosure")(printed(sample(FORM))))
    assert findings == ()
    assert_others_equal(back)


FEE = "disclosure.fees.amount"


def fee(report: Printed) -> tuple[Filing, tuple[Finding, ...]]:
    """As read, with the findings on the fee or on its column."""
    back, findings = read(report)
    assert_others_equal(replace(back, inputs={k: v for k, v in back.inputs.items() if k != FEE}))
    return back, findings


def unit_line(text: str) -> Printed:
    """The sample's report whose fees have a bare label, with ``text`` above the table."""
    report = relabelled("本年收费金额.*", "本年收费金额", "disclosure")(printed(sample(FORM)))
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Table) and item.id == "disclosure")
    return replace(report, items=(*report.items[:place], Line(text=text), *report.items[place:]))


@pytest.mark.parametrize("text", ["单位：元", "（金额单位：元）", "计量单位：件、元", "单位：人民币元", "单位：千元"])
def test_a_figure_under_another_unit_than_the_forms_is_refused(text: str) -> None:
    back, findings = fee(unit_line(text))
    assert [finding.code for finding in findings] == ["IM-01", "IM-03"]
    assert "而本格以万元计" in findings[1].message
    assert back.inputs[FEE].number is None


@pytest.mark.parametrize("text", ["单位：件", "（本表由各科室填报）"])
def test_an_amount_of_which_no_unit_is_stated_is_refused(text: str) -> None:
    back, findings = fee(unit_line(text))
    codes = [finding.code for finding in findings if finding.code != "IM-04"]
    assert codes == ["IM-01", "IM-03"]
    assert "没有写明“24252.311082”的单位，而本格以万元计" in next(f for f in findings if f.code == "IM-03").message
    assert (back.inputs[FEE].number, back.inputs[FEE].text) == (None, "24252.311082")


@pytest.mark.parametrize(("text", "codes"), [("0", ["IM-01"]), ("24252.311082万元", ["IM-01", "IM-10"])])
def test_an_amount_that_needs_no_unit_above_it_is_read(text: str, codes: list[str]) -> None:
    bare = relabelled("本年收费金额.*", "本年收费金额", "disclosure")(printed(sample(FORM)))
    back, findings = fee(map_cells(bare, "", lambda cell: replace(cell, text=text) if cell.id == FEE else cell))
    assert [finding.code for finding in findings] == codes
    assert str(back.number(FEE)) in text


@pytest.mark.parametrize("text", ["单位：万元", "单位：件、万元", "（单位：件/万元）"])
def test_a_figure_under_the_forms_unit_is_read(text: str) -> None:
    back, findings = fee(unit_line(text))
    assert [finding.code for finding in findings] == ["IM-01"]
    assert back.number(FEE) == sample(FORM).number(FEE)


@pytest.mark.parametrize(
    ("old", "new"), [("本年收费金额.*", "本年收费金额（元）"), ("行政事业性收费", "行政事业性收费（元）")]
)
def test_a_unit_in_a_label_counts(old: str, new: str) -> None:
    back, findings = fee(relabelled(f"^{old}$", new, "disclosure")(printed(sample(FORM))))
    assert "IM-03" in {finding.code for finding in findings} or FEE in unread(back)
    assert FEE not in back.inputs or back.inputs[FEE].number is None


def test_the_columns_own_unit_counts_before_that_of_the_table() -> None:
    report = printed(sample(FORM))
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Table) and item.id == "disclosure")
    back, findings = read(replace(report, items=(*report.items[:place], Line(text="单位：元"), *report.items[place:])))
    assert findings == ()
    assert back.number(FEE) == sample(FORM).number(FEE)


def test_a_count_in_ten_thousands_is_refused() -> None:
    back, findings = read(relabelled("^行政处罚$", "行政处罚（万件）", "disclosure")(printed(sample(FORM))))
    assert {finding.code for finding in findings} <= {"IM-01", "IM-02", "IM-03"}
    assert findings
    assert "disclosure.penalties.decisions" not in {k for k, v in back.inputs.items() if v.number is not None}


@pytest.mark.parametrize("head", ["本年处理决定数量（%）", "本年处理决定数量（单位：％）"])
def test_a_share_is_no_count(head: str) -> None:
    back, findings = read(relabelled("^本年处理决定数量$", head, "disclosure")(printed(sample(FORM))))
    refused = [finding for finding in findings if finding.code == "IM-03"]
    assert all("的单位是%，而本格以件计" in finding.message for finding in refused)
    cells = {"disclosure.penalties.decisions", "disclosure.coercion.decisions"}  # no licence is none in any unit
    assert {finding.cells[0].id for finding in refused} == cells
    assert all(back.number(cell) is None for cell in cells)


def test_a_row_that_is_a_label_alone_is_not_read() -> None:
    cell = "disclosure.penalties.decisions"
    report = printed(sample(FORM))
    items = [
        replace(item, rows=tuple(tuple(each for each in row if each.id != cell) for row in item.rows))
        if isinstance(item, Table)
        else item
        for item in report.items
    ]
    back, findings = read(replace(report, items=tuple(items)))
    assert [finding.code for finding in findings] == ["IM-02"]
    assert back.number(cell) is None


def test_a_table_that_only_lays_out_text_is_text() -> None:
    report = printed(sample(FORM))
    other = Table(
        id="", rows=((Cell(text="存在的不足"), Cell(text="改进措施")), (Cell(text="解读少。"), Cell(text="加图解。")))
    )
    place = next(n for n, item in enumerate(report.items) if isinstance(item, Line) and item.text.startswith("六、"))
    items = (*report.items[:place], other, *report.items[place:])
    back, findings = read(replace(report, items=items))
    assert findings == ()
    assert [part.text for part in back.narrative["problems"]][-4:] == ["存在的不足", "改进措施", "解读少。", "加图解。"]


def test_a_signature_in_a_table_is_a_signature() -> None:
    report = printed(sample(FORM))
    signature = Table(id="", rows=(tuple(Cell(text=text) for text in report.closing),))
    back, findings = read(replace(report, items=(*report.items, signature), closing=()))
    assert findings == ()
    assert back.issued_on == sample(FORM).issued_on


def test_a_small_table_within_text_does_not_end_its_section() -> None:
    report = printed(sample(FORM))
    rows = ((Cell(text="规章"), Cell(text="行政许可")), (Cell(text="5"), Cell(text="6")))
    back, findings = read(replace(report, items=(*report.items[:3], Table(id="", rows=rows), *report.items[3:])))
    assert {finding.code for finding in findings} == {"IM-18"}
    assert len(back.narrative["overview"]) == len(sample(FORM).narrative["overview"])
    assert_others_equal(back)


def with_column(rows: Rows, label: str, place: int, figure: str) -> None:
    """A column of another kind before the one at ``place`` from the right; 0: behind all."""
    rows[0].append(Cell(text=label, rows=3)) if not place else rows[2].append(Cell(text=label))
    for row in rows[: 2 if place else 0]:
        widest = max(range(len(row)), key=lambda at: (row[at].columns, at))
        row[widest] = replace(row[widest], columns=row[widest].columns + 1)
    for row in rows[3:]:
        row.insert(len(row) - place, Cell(text=figure))


@pytest.mark.parametrize(("label", "place", "figure"), [("占比", 0, "12.5%"), ("占比", 0, ""), ("小计", 1, "7")])
def test_a_column_that_the_form_does_not_have_is_left_out_and_named(label: str, place: int, figure: str) -> None:
    filing = sample(FORM)
    back, findings = read(changed("applications", lambda rows: with_column(rows, label, place, figure)))
    assert {cell: back.number(cell) for cell in filing.form.cells} == {
        cell: filing.number(cell) for cell in filing.form.cells
    }
    assert only(findings, "IM-18").severity is Severity.WARNING
    assert label in findings[0].message


@pytest.mark.parametrize("row", [3, 12])
def test_with_one_cell_too_few_beside_such_a_column_nothing_is_read(row: int) -> None:
    def change(rows: Rows) -> None:
        with_column(rows, "占比", 0, "7")
        del rows[row][-2]

    back, findings = read(changed("applications", change))
    assert only(findings, "IM-02")
    assert unread(back) == {cell for cell in back.form.cells if cell.startswith("applications.")}


def test_the_form_with_a_label_of_another_column_is_not_guessed() -> None:
    """A column is missing, and a stranger stands in its place."""
    report = relabelled("^科研机构$", "上年数")(printed(sample(FORM)))
    back, findings = read(report)
    assert "IM-02" in {each.code for each in findings}
    assert {cell for cell in back.form.cells if cell.startswith("applications.")} <= unread(back)


def test_headers_on_two_lines_without_their_group_are_not_taken_for_one_line() -> None:
    """总计 stands before 商业企业 as they are read, and behind it on the page."""

    def change(rows: Rows) -> None:
        corner, _ = rows[0]
        rows[1][1] = replace(rows[1][1], text="")
        rows[:2] = [[replace(corner, rows=2), *rows[1]]]

    filing = sample(FORM)
    back, _ = read(changed("applications", change))
    assert not {cell for cell in filing.form.cells if back.number(cell) not in (None, filing.number(cell))}
