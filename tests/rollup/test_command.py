"""``xl-report rollup`` as people use it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import COUNTY, UNITS, call, figures, put, run
from toolkit.filing import Entry
from toolkit.ingest import read_any
from toolkit.rollup.roster import Unit
from toolkit.rollup.roster_book import roster_book
from toolkit.workbook.plan import plan_of
from toolkit.workbook.writing.build import build_workbook


@pytest.fixture
def county(tmp_path: Path) -> Path:
    for number, name in enumerate(UNITS, start=1):
        put(tmp_path / "2025", name, figures(number * 10))
    return tmp_path


def test_without_a_roster_all_that_filed_are_added_up(county: Path) -> None:
    result = run(county)
    assert result.exit_code == 0, result.output
    assert "报送单位 3 个：已计入 3" in result.output
    filing, _ = read_any(county / "汇总.xlsx", FORMS)
    assert (filing.agency.value, filing.year, filing.level) == ("某县人民政府", 2025, "county")
    assert filing.number("applications.received.total") == 60
    assert filing.narrative["overview"][0].text == "（一）主动公开"


@pytest.mark.scale
def test_amounts_are_added_with_all_their_decimals(county: Path) -> None:
    for name in UNITS[:2]:
        path = county / "2025" / f"{name}.xlsx"
        filing, _ = read_any(path, FORMS)
        fees = {"disclosure.fees.amount": Entry(number=Decimal("1234.50"))}
        path.write_bytes(build_workbook(filing.form, filing=replace(filing, inputs={**filing.inputs, **fees})))
    result = run(county)
    assert result.exit_code == 0, result.output
    whole, findings = read_any(county / "汇总.xlsx", FORMS)
    assert (whole.number("disclosure.fees.amount"), findings) == (2469, ())
    cell_address = plan_of(whole.form).at("disclosure.fees.amount")
    cell = openpyxl.load_workbook(county / "汇总.xlsx")[cell_address.sheet][cell_address.address]
    assert (cell.value, cell.number_format) == (2469, "0.00########")


def test_the_level_may_be_named_in_chinese_but_must_be_one(county: Path) -> None:
    result = run(county, "--level", "县级政府")
    assert result.exit_code == 0, result.output
    assert read_any(county / "汇总.xlsx", FORMS)[0].level == "county"
    result = run(county, "--level", "县政府", "--form", "gkgb-2021")
    assert result.exit_code == 2
    assert "没有“县政府”这一单位层级（是否想写“县级政府”？）。可用的层级：" in result.output


def test_errors_are_left_out_or_counted_but_never_in_silence(county: Path) -> None:
    put(county / "2025", UNITS[0], figures(10, carried_out=1))
    result = run(county)
    assert result.exit_code == 1
    assert "RU-10" in result.output
    assert "没有计入" in result.output
    assert read_any(county / "汇总.xlsx", FORMS)[0].number("applications.received.total") == 50
    result = run(county, "--include-errors")
    assert result.exit_code == 1
    assert "仍然计入" in result.output
    assert read_any(county / "汇总.xlsx", FORMS)[0].number("applications.received.total") == 60


def test_a_bad_file_is_listed_with_its_one_reason(county: Path) -> None:
    (county / "2025" / "坏.xlsx").write_bytes(b"PK\x03\x04no")
    (county / "2025" / "照片.bmp").write_bytes(b"x")
    result = run(county, "--format", "json")
    assert result.exit_code == 1
    reported = json.loads(result.stdout)
    assert reported["units"] == {"counted": 3}
    assert reported["files"] == {"found": 4, "read": 4, "passed_over": {"2025/照片.bmp": "不是报告会用的文件格式"}}
    (finding,) = reported["findings"]
    assert (finding["code"], finding["cells"][0]["where"]) == ("RU-09", "2025/坏.xlsx")


@pytest.mark.scale
def test_the_last_output_is_kept(county: Path) -> None:
    run(county)
    out = county / "汇总.xlsx"
    before = out.read_bytes()
    assert "不必重写" in run(county).output
    put(county / "2025", UNITS[0], figures(11))
    run(county)
    assert (county / "历次汇总" / "汇总 第1次.xlsx").read_bytes() == before
    result = call("explain", out, "新收申请")
    assert result.output.splitlines()[1].startswith("61  某县人民政府")


@pytest.mark.parametrize(
    "written",
    [
        "applications.received.total",
        "新收申请",
        "一、本年新收政府信息公开申请数量，总计",
        "一、本年新收政府信息公开申请数量, 总计",
        "三 申请办理!J6",
        "三 申请办理!J6（一、本年新收政府信息公开申请数量，总计）：……",
    ],
)
def test_explain_takes_what_anything_prints(county: Path, written: str) -> None:
    run(county)
    assert "60  某县人民政府" in call("explain", county / "汇总.xlsx", written).output


def test_diff_says_what_changed_and_not_which_cells_were_blank(county: Path) -> None:
    (county / "2025" / f"{UNITS[0]}.xlsx").rename(county / "late.xlsx")
    run(county)
    (county / "late.xlsx").rename(county / "2025" / f"{UNITS[0]}.xlsx")
    put(county / "2025", UNITS[1], figures(21))
    run(county)
    said = call("diff", county / "汇总.xlsx").output.splitlines()
    start = next(place for place, line in enumerate(said) if UNITS[0] in line)
    assert "新计入 " in said[start + 1] and not said[start + 2].startswith("  ")
    assert "  一、本年新收政府信息公开申请数量，自然人：20 → 21" in said
    assert not [line for line in said if "空白" in line]


def test_diff_and_explain(county: Path) -> None:
    run(county)
    assert call("diff", county / "汇总.xlsx").exit_code == 2
    put(county / "2025", UNITS[1], figures(21))
    run(county)
    result = call("diff", county / "汇总.xlsx")
    assert "一、本年新收政府信息公开申请数量，自然人：20 → 21" in result.output
    assert "共 2 个单位有变化。" in result.output
    parts = json.loads(
        call("explain", county / "汇总.xlsx", "applications.received.natural_person", "--format", "json").output
    )
    assert [(part["name"], part["number"]) for part in parts["parts"]][::2] == [("某县人民政府", 61), (UNITS[1], 21)]
    assert parts["parts"][2]["where"] == ["三 申请办理!D6"]
    assert call("explain", county / "汇总.xlsx", "新收申情").exit_code == 2


@pytest.mark.scale
def test_a_file_more_changes_nothing_about_the_others(county: Path) -> None:
    run(county)
    put(county / "2025", "某县统计局", figures(1))
    put(county / "2025", "某县一局", figures(1))
    run(county)
    assert "共 3 个单位有变化。" in call("diff", county / "汇总.xlsx").output


@pytest.mark.scale
def test_last_years_store_answers_this_years_carry_over(county: Path) -> None:
    for name in UNITS:
        put(county / "2024", name, figures(5, granted=3, carried_out=2), year=2024)
    assert call("run", county / "2024", "-o", county / "上年.xlsx", "--jobs", 1).exit_code == 0
    put(county / "2025", UNITS[0], figures(10, carried_in=2, granted=12))
    put(county / "2025", UNITS[1], figures(10, carried_in=2, granted=12))
    result = run(county, "--prior", county / "上年.xlsx")
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if "RU-10" in line and UNITS[2] in line]
    assert run(county, "--prior", county / "汇总.xlsx").exit_code == 2


@pytest.mark.scale
def test_last_year_is_matched_by_name_where_there_was_no_roster(county: Path) -> None:
    for number, name in enumerate(UNITS, start=1):
        put(county / "2024", name, figures(5, granted=5 - number, carried_out=number), year=2024)
        put(county / "2025", name, figures(10, carried_in=number, granted=10 + number))
    last = county / "上年.xlsx"
    assert call("run", county / "2024", "-o", last, "--agency", "某县人民政府", "--jobs", 1).exit_code == 0
    units = [Unit(code="0", name="某县人民政府", level="county")]
    units += [Unit(code=str(4 - number), name=name, parent="0") for number, name in enumerate(UNITS, start=1)]
    (county / "名册.xlsx").write_bytes(roster_book(2025, FORMS, units))
    result = run(county, "--roster", county / "名册.xlsx", "--prior", last)
    assert result.exit_code == 0, result.output
    filing, _ = read_any(county / "汇总.xlsx", FORMS)
    assert filing.last_year("applications.carried_out.natural_person") == 6


def test_a_copy_is_the_superfluous_one(county: Path) -> None:
    path = county / "2025" / f"{UNITS[0]}.xlsx"
    path.with_stem(f"{UNITS[0]} - 副本").write_bytes(path.read_bytes())
    result = run(county)
    (line,) = [line for line in result.output.splitlines() if "RU-05" in line]
    assert f"{UNITS[0]} - 副本.xlsx：与“2025/{UNITS[0]}.xlsx”内容完全相同" in line


def test_a_name_on_no_roster_is_held_against_the_nearest(county: Path) -> None:
    units = [Unit(code="9", name="某县人民政府", level="county")]
    units += [Unit(code=str(number), name=name, parent="9") for number, name in enumerate(UNITS)]
    (county / "名册.xlsx").write_bytes(roster_book(2025, FORMS, units))
    put(county / "2025", "某县教育局机关", figures(3))
    result = run(county, "--roster", county / "名册.xlsx")
    assert "单位名称“某县教育局机关”不在名册中（是否想写“某县教育局”？），没有计入。" in result.output


def test_plain_sheets_have_heads_that_people_read(county: Path) -> None:
    run(county)
    sheet = openpyxl.load_workbook(county / "汇总.xlsx")["汇总 各单位数据"]
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert heads[0][:6] == ["单位代码", "单位名称", "类别", "状态", "文件", "表二"]
    place = heads[1].index("一、本年新收政府信息公开申请数量")
    assert heads[2][place : place + 2] == ["自然人", "商业企业"]
    assert "表三" in heads[0][: place + 1]
    for end in (each.id for each in sheet.col_breaks.brk):  # every page says which table and row its first column is
        assert heads[0][end] and heads[1][end]
    assert {f"{letter}3:{letter}5" for letter in "ABCDE"} < {str(area) for area in sheet.merged_cells.ranges}
    names = [cell.value for cell in sheet["B"][5:]]
    assert names == [*sorted(UNITS), "合计"]
    assert not any(cell.value for cell in sheet["A"][5:])


@pytest.mark.scale
def test_kinds_of_units_stand_in_the_order_of_the_form(county: Path) -> None:
    units = [Unit(code="9", name="某县人民政府", level="county")]
    kinds = ("其他", "下级政府", "政府本级")
    units += [Unit(code=name, name=name, kind=kind, parent="9") for name, kind in zip(UNITS, kinds, strict=True)]
    (county / "名册.xlsx").write_bytes(roster_book(2025, FORMS, units))
    run(county, "--roster", county / "名册.xlsx")
    sheet = openpyxl.load_workbook(county / "汇总.xlsx")["汇总 分类合计"]
    assert [cell.value for cell in sheet[3]] == ["项目", "单位", "政府本级", "下级政府", "其他", "合计"]


def test_wrong_usage(county: Path) -> None:
    assert call("run", county / "无", "-o", county / "x.xlsx").exit_code == 2
    (county / "空").mkdir()
    empty = call("run", county / "空", "-o", county / "x.xlsx", "--jobs", 1)
    assert empty.exit_code == 2
    assert "没有找到" in empty.output
    assert call("explain", county / "x.xlsx", "新收申请").exit_code == 2
    assert run(county, "--form", "gkgb-2099").exit_code == 2
    (county / "汇总.sqlite").write_bytes(b"not a database" * 100)
    damaged = run(county)
    assert damaged.exit_code == 2
    assert "不是汇总库" in damaged.output


def test_roster_command(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    assert call("roster", "--year", 2025, "--agency", "某县人民政府", "-o", path).exit_code == 0
    assert "名册里还没有下级单位" in call("roster", path).output
    path.write_bytes(roster_book(2025, FORMS, COUNTY))
    result = call("roster", path)
    assert "名册没有错误：2025 年，某县人民政府" in result.output
    assert call("roster", path, "-o", tmp_path / "下年.xlsx").exit_code == 0
    assert "2026 年" in call("roster", tmp_path / "下年.xlsx").output
    assert call("roster").exit_code == 2
    assert call("roster", "-o", path).exit_code == 2


def test_odd_names_are_read_and_dead_links_passed_over(county: Path) -> None:
    (county / "2025" / "断链.xlsx").symlink_to(county / "无.xlsx")
    (county / "2025" / "~$某县教育局.xlsx").write_bytes(b"lock")
    (county / "2025" / ".DS_Store").write_bytes(b"x")
    with open(bytes(county / "2025") + b"/\xff\xfe.xlsx", "wb") as file:  # noqa: PTH123  # no text, so no Path
        file.write(b"x")
    result = run(county, "--format", "json")
    assert result.exit_code == 1, result.output
    reported = json.loads(result.stdout)
    assert reported["units"] == {"counted": 3}
    assert reported["files"]["passed_over"] == {"2025/断链.xlsx": "无法打开（文件不存在）"}
    (finding,) = reported["findings"]
    assert (finding["code"], finding["cells"][0]["where"]) == ("RU-09", r"2025/\xff\xfe.xlsx")
