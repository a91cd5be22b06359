"""Sums carry their signs everywhere: value, formula, cached value, what a reader takes it for, and the roll-up."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from importlib import resources

import openpyxl
import pytest

from tests.at_hand import FORMS
from toolkit.errors import FormError
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json
from toolkit.form import Form
from toolkit.form.expression import Total
from toolkit.form.loader import parse_form
from toolkit.form.model import Sum
from toolkit.form.sentence import total_sentence
from toolkit.form.sum_faults import sum_faults
from toolkit.rollup.form_conversion import every_number
from toolkit.workbook.plan import plan_of
from toolkit.workbook.reading.formulas import Addend, summed
from toolkit.workbook.writing.build import build_workbook

SOURCE = re.sub(
    r"^ledger:\n(?: .*\n)+",
    "",
    resources.files("workbook_templates").joinpath("gkgb-2021", "form.yaml").read_text("utf-8"),
    flags=re.MULTILINE,
)
"""Without its ledger, which counts into cells that are sums here."""
MINUS = ("of: upheld + corrected + other + pending", "of: upheld + corrected + other - pending")
TOTAL, PARTS = "disputes.reconsideration.total", ("upheld", "corrected", "other", "pending")
WORDING = "wording: {title: 甲, message: 乙, remedy: 丙, why: 丁, source: 戊, example: 己}"


def with_table(columns: list[str], rows: list[str]) -> tuple[tuple[str, str], ...]:
    """What puts a further table into the 2021 form, with these ids."""
    heads, lines = (", ".join(f"{{id: {name}, label: 标签{name}}}" for name in ids) for ids in (columns, rows))
    table = f"""
  - id: tower
    caption: 塔
    short: 塔
    layout: matrix
    widths: [{", ".join(["3"] * (len(columns) + 1))}]
    blocks: [{{columns: [{heads}], rows: [{lines}]}}]
"""
    section = "  - {id: tower, heading: 〇、塔, sheet: 塔, table: tower}\n"
    return ("\ntables:\n", f"\ntables:{table}"), ("\nsections:\n", f"\nsections:\n{section}")


def changed(*pairs: tuple[str, str]) -> Form:
    """The 2021 form with each first text replaced by the second."""
    text = SOURCE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_form(text.encode(), "gkgb-2021")


def with_sum(*lines: str) -> Form:
    """The 2021 form with further sums, each a line of YAML without its wording."""
    listed = "\n".join(f"  - {{{line}, {WORDING}}}" for line in lines)
    return changed(("\nsums:\n", f"\nsums:\n{listed}\n"))


@pytest.fixture(scope="module")
def minus() -> Filing:
    """Ten cases upheld, three pending, where the pending ones are taken away."""
    row = dict(zip(PARTS, (10, 0, 0, 3), strict=True))
    raw = {"form": "gkgb-2021", "agency": "某局", "year": 2025, "tables": {"disputes": {"reconsideration": row}}}
    filing, _ = filing_from_json(json.dumps(raw), "试验数据", FORMS)
    return replace(filing, form=changed(MINUS))


def test_value_and_roll_up(minus: Filing) -> None:
    assert minus.number(TOTAL) == 10 - 3
    assert minus.number("disputes.direct_litigation.total") is None
    inputs = {quantity: number for quantity in minus.form.inputs if (number := minus.number(quantity)) is not None}
    assert every_number(minus.form, inputs)[TOTAL] == 7
    assert [term.sign for term in minus.form.input_sums[TOTAL].terms] == [1, 1, 1, -1]


def test_formula_and_cached_value(minus: Filing) -> None:
    content = build_workbook(minus.form, filing=minus)
    plan = plan_of(minus.form)
    cell_address = plan.at(TOTAL)
    first, _, last, pending = (plan.at(f"disputes.reconsideration.{part}").address for part in PARTS)
    formula = openpyxl.load_workbook(io.BytesIO(content))[cell_address.sheet][cell_address.address].value
    assert formula == f"=SUM({first}:{last})-SUM({pending})"
    assert (
        openpyxl.load_workbook(io.BytesIO(content), data_only=True)[cell_address.sheet][cell_address.address].value == 7
    )
    assert summed(formula, cell_address.sheet) == frozenset(
        Addend(-1 if part == "pending" else 1, at.row, at.column)
        for part in PARTS
        for at in [plan.at(f"disputes.reconsideration.{part}")]
    )


def test_sentence(minus: Filing) -> None:
    total = minus.form.cells[TOTAL].of
    assert total_sentence(total, lambda ref: ref.rpartition(".")[2]) == "upheld + corrected + other − pending"
    long = Total((*total.terms, *total.terms))
    assert total_sentence(long, lambda ref: ref.rpartition(".")[2]) == "upheld + … − pending（共 8 项）"


def test_a_sum_over_rows_of_another_table() -> None:
    form = with_sum(
        "code: X-1, table: disputes, row: reconsideration, column: pending, of: "
        "applications.denied.total - applications.carried_out.total - disputes.reconsideration.upheld"
    )
    refs = form.cells["disputes.reconsideration.pending"].of
    assert [(term.sign, term.ref) for term in refs.terms[-3:]] == [
        (1, "applications.denied.registry_query.total"),
        (-1, "applications.carried_out.total"),
        (-1, "disputes.reconsideration.upheld"),
    ]
    # The total of the row now comes down to the applications that the pending ones come from.
    assert "applications.denied.registry_query.natural_person" in form.input_sums[TOTAL].refs
    assert [term for term in form.input_sums[TOTAL].terms if term.ref == "disputes.reconsideration.upheld"] == [
        *form.input_sums["disputes.reconsideration.upheld"].terms,
        replace(form.input_sums["disputes.reconsideration.upheld"].terms[0], sign=-1),
    ]


def test_the_same_column_of_another_table() -> None:
    form = changed(
        *with_table(["natural_person", "business"], ["only"]),
        ("\nsums:\n", f"\nsums:\n  - {{code: X-1, table: tower, row: only, of: applications.received, {WORDING}}}\n"),
    )
    assert form.cells["tower.only.business"].of.refs == ("applications.received.business",)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("table: dispute, column: total, of: upheld", "sums[0].table：没有表“dispute”（是否想写“disputes”？）"),
        ("table: disputes, of: upheld", "sums[0]：row 与 column 至少应写一个"),
        (
            "table: applications, row: totale, of: granted",
            "sums[0].row：表 applications 中没有“totale”（是否想写“total”？）",
        ),
        (
            "table: disputes, column: totals, of: upheld",
            "sums[0].column：表 disputes 中没有“totals”（是否想写“total”？）",
        ),
        (
            "table: disclosure, row: fees, column: issued, of: disclosure.licensing.decisions",
            "sums[0]：表 disclosure 中没有这一格",
        ),
        ("table: disputes, column: pending, of: upheld * 2", "sums[0].of：“upheld * 2”不是求和式"),
        (
            "table: disputes, column: pending, of: upheld - upheld",
            "sums[0].of：“disputes.reconsideration.upheld”加了不止一次",
        ),
        (
            "table: applications, row: received, of: denied + denied.state_secret",
            "sums[0].of：“applications.denied.state_secret.natural_person”加了不止一次",
        ),
        (
            "table: applications, row: received, of: processing_fee.notices",
            "sums[0].of：表 applications 中没有“processing_fee.notices”",
        ),
        ("table: disclosure, row: fees, of: licensing", "sums[0].of：表 disclosure 的“amount”中没有“licensing”"),
    ],
)
def test_sums_that_cannot_be_made(line: str, mistake: str) -> None:
    with pytest.raises(FormError) as caught:
        with_sum(f"code: X-1, {line}")
    assert caught.value.mistakes == (mistake,)


def test_sums_that_wait_for_one_another() -> None:
    with pytest.raises(FormError) as caught:
        with_sum("code: X-1, table: disputes, column: upheld, of: total - pending")
    (mistake,) = caught.value.mistakes
    assert mistake.startswith("sums：互相加来加去，算不出数：disputes.")
    with pytest.raises(FormError) as caught:
        with_sum("code: X-1, table: disputes, column: total, of: upheld")
    assert caught.value.mistakes == ("sums[3]：同一行、列或格已经有一条合计",)


@pytest.mark.parametrize(("steps", "mistakes"), [(25, ()), (40, ("sums：全部展开超过 200000 项",))])
def test_sums_of_sums_are_bounded(steps: int, mistakes: tuple[str, ...]) -> None:
    form = changed(*with_table(["only"], [f"c{n}" for n in range(steps)]))
    wording = form.sums[0].wording
    sums = tuple(
        Sum(code=f"X-{n}", table="tower", row=f"c{n}", of=f"c{n - 1} + c{n - 2}", wording=wording)
        for n in range(2, steps)
    )
    assert tuple(sum_faults(sums, form.tables, form.directories)) == mistakes


def test_a_row_is_named_for_the_total_of_its_columns_whatever_its_id() -> None:
    """A sum makes a column a total; one that goes into another is a part of it."""
    heads = "{id: a, label: 甲}, {id: b, label: 乙}, {id: ab, label: 小计}, {id: c, label: 丙}, {id: all, label: 共计}"
    columns, rows = f"[{{label: 各项, children: [{heads}]}}]", "[{id: x, label: 子, name: 子}]"
    table, section = with_table(["total"], ["x"])
    blocks = table[1][table[1].index("[{columns") :].strip()
    form = changed(
        (table[0], table[1].replace(blocks, f"[{{columns: {columns}, rows: {rows}}}]")),
        section,
        ("\nsums:\n", f"\nsums:\n  - {{code: ZZ-01, table: tower, column: ab, of: a + b, {WORDING}}}\n"),
        ("\nsums:\n", f"\nsums:\n  - {{code: ZZ-02, table: tower, column: all, of: ab + c, {WORDING}}}\n"),
    )
    named = {name: total.refs for name, total in form.quantities.items() if name.startswith("子")}
    assert named == {
        "子": ("tower.x.all",),
        "子_甲": ("tower.x.a",),
        "子_乙": ("tower.x.b",),
        "子_小计": ("tower.x.ab",),
        "子_丙": ("tower.x.c",),
    }
