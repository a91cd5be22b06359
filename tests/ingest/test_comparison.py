"""Two years side by side, on the same form and on different ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html
import openpyxl
import pytest

from tests.command_line import run
from tests.ingest.samples import sample
from toolkit.filing import Entry, Filing, Paragraph, Prior, Text
from toolkit.filing.json import filing_to_json
from toolkit.filing.prior_form import FormReference
from toolkit.form.editions import comparable
from toolkit.ingest.comparison import CellChange, compare_years

GRANTED = "applications.granted.business"


def this_year(form: str) -> Filing:
    """The sample a year on, with one figure and one section changed."""
    last = sample(form)
    assert last.year
    granted = last.entry(GRANTED).number
    assert granted is not None
    problems = (Paragraph(text="全新的内容：专栏检索不够便捷，明年将改进检索功能，并且征求公众意见。"),)
    return replace(
        last,
        year=last.year + 1,
        inputs={**last.inputs, GRANTED: Entry(number=granted + 5)},
        narrative={**last.narrative, "problems": problems},
    )


def test_the_same_form_is_compared_cell_by_cell() -> None:
    last, this = sample("gkgb-2021"), this_year("gkgb-2021")
    comparison = compare_years(last, this)
    assert [change.id for change in comparison.changes] == list(this.form.cells)
    changed = {change.id: change.difference for change in comparison.changes if change.difference}
    assert changed == dict.fromkeys(
        [GRANTED, "applications.granted.total", "applications.total.business", "applications.total.total"], 5
    )
    rate = next(change.rate for change in comparison.changes if change.id == GRANTED)
    assert rate == f"{5 / last.entry(GRANTED).number:+.1%}"  # type: ignore[operator]
    assert comparison.left_out == ()


def test_text_is_compared_section_by_section() -> None:
    shares = {text.section: text.share for text in compare_years(sample("gkgb-2021"), this_year("gkgb-2021")).texts}
    assert shares["overview"] == 1
    assert shares["problems"] == 0


def test_between_forms_only_what_means_the_same_is_compared() -> None:
    comparison = compare_years(sample("gkgb-2019"), sample("gkgb-2021"))
    without = {change.id.rsplit(".", 1)[0] for change in comparison.changes if change.last is None}
    assert {row.partition(".")[0] for row in without} == {"disclosure", "applications"}
    assert {row for row in without if row.startswith("applications.")} == {
        "applications.other.not_corrected",
        "applications.other.fee_unpaid",
        "applications.other.remaining",
    }
    assert comparison.left_out == ("表二", "表三")


def test_last_years_figures_of_another_form_are_not_taken_for_this_years() -> None:
    """Licences of 2019 counted otherwise; applications carried over are the same in both forms."""
    old, new = sample("gkgb-2019"), sample("gkgb-2021")
    numbers = {cell: number for cell in old.form.cells if (number := old.number(cell)) is not None}
    assert new.year
    this = replace(new, prior=Prior(form=old.form, year=new.year - 1, numbers=numbers))
    assert this.last_year("disclosure.licensing.decisions") is None
    carried = "applications.carried_out.business"
    assert this.last_year(carried) == numbers[carried]


@pytest.mark.parametrize("form", ["gkgb-2021", "gkgb-2021-condensed", "gkgb-2019"])
def test_a_form_has_everything_in_common_with_itself_and_nothing_with_an_unknown_one(form: str) -> None:
    filing = sample(form)
    known = filing.form
    assert comparable(known, known) == {*known.cells, *known.fields}
    assert filing.year
    last = Prior(absent=FormReference(id="gkgb-1999"), year=filing.year - 1, numbers=dict.fromkeys(known.cells, 1))
    assert {replace(filing, prior=last).last_year(cell) for cell in known.cells} == {None}


@pytest.fixture
def years(tmp_path: Path) -> tuple[str, str]:
    """Data files of two years."""
    paths = []
    for filing in (sample("gkgb-2021"), this_year("gkgb-2021")):
        path = tmp_path / f"{filing.year}.json"
        path.write_text(filing_to_json(filing), encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def test_the_command_prints_the_years(years: tuple[str, str]) -> None:
    result = run("compare", *years)
    assert result.exit_code == 0
    assert "2024年" in result.stdout
    assert "（一）予以公开，商业企业" in result.stdout
    assert "+5" not in result.stdout  # a difference is printed plainly
    assert "格两年都是 0" in result.stdout


def test_the_standard_output_lists_every_cell(years: tuple[str, str]) -> None:
    result = run("compare", *years, "-o", "-")
    assert result.exit_code == 0
    assert "格两年都是 0" not in result.stdout
    assert result.stdout.count("\n│") > run("compare", *years).stdout.count("\n│")


def test_the_command_writes_a_workbook_with_every_cell(years: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "对比.xlsx"
    assert run("compare", *years, "-o", output).exit_code == 0
    book = openpyxl.load_workbook(output)
    rows = {row[1]: row for row in book["数字"].iter_rows(values_only=True)}
    last = sample("gkgb-2021").entry(GRANTED).number
    assert last is not None
    assert rows["（一）予以公开，商业企业"][3:6] == (last, last + 5, 5)
    assert len(rows) > len(sample("gkgb-2021").form.cells)
    rates = [row[6] for row in book["数字"].iter_rows(min_row=book["数字"].max_row - 9)]
    assert {rate.alignment.horizontal for rate in rates} == {"right"}
    assert {row[0]: row[1] for row in book["文字"].iter_rows(values_only=True)}["一、总体情况"] == "100%"


def test_the_command_writes_a_web_page_with_every_cell(years: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "对比.html"
    assert run("compare", *years, "-o", output).exit_code == 0
    page = lxml.html.document_fromstring(output.read_bytes())
    assert len(page.findall(".//tbody/tr")) == len(sample("gkgb-2021").form.cells) + 3
    assert [head.text for head in page.findall(".//h2")] == ["表二", "表三", "表四", "文字"]


def test_years_in_the_wrong_order_are_refused(years: tuple[str, str]) -> None:
    result = run("compare", *years[::-1])
    assert result.exit_code == 2
    assert "现在前一个是 2025 年的，后一个是 2024 年的，请对调。" in result.stderr
    assert "前一个是 2024 年的，后一个是 2024 年的" in run("compare", years[0], years[0]).stderr


@pytest.mark.parametrize(
    ("last", "this", "rate"),
    [
        (3985758, 100, "-99.9%"),
        (3985758, 0, "-100.0%"),
        (8, 5, "-37.5%"),
        (2, -3, "-250.0%"),
        (-5, -19, ""),
        (0, 3, ""),
    ],
)
def test_only_what_is_gone_has_fallen_by_all(last: int, this: int, rate: str) -> None:
    assert CellChange(id="", table="", label="", unit="", last=last, this=this).rate == rate


def test_another_format_is_refused(years: tuple[str, str]) -> None:
    assert run("compare", *years, "-o", "对比.docx").exit_code == 2


def test_the_command_doubts_files_of_two_agencies_or_years_apart(years: tuple[str, str], tmp_path: Path) -> None:
    this = this_year("gkgb-2021")
    path = tmp_path / "另一家.json"
    path.write_text(filing_to_json(replace(this, year=2030, agency=Text(value="另一家机关"))), encoding="utf-8")
    reported = run("compare", years[0], str(path)).stderr
    assert "机关名称不同" in reported
    assert "另一家机关" in reported
    assert "不是相邻的年度" in reported
    assert run("compare", *years).stderr == ""


def test_the_command_tells_that_a_file_was_not_read_whole(years: tuple[str, str], tmp_path: Path) -> None:
    odd = tmp_path / "多一项.json"
    odd.write_text(Path(years[0]).read_text(encoding="utf-8").replace("{", '{"多出": 1,', 1), encoding="utf-8")
    assert "运行 xl-report check" in run("compare", str(odd), years[1]).stderr
