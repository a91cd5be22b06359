"""What 校验 shows is what ``check`` says: by level, with blanks, with blanks declared zeros, with words for figures."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.conftest import Convert
from tests.rules.cases import TODAY, filing, with_prior, with_text, with_values
from tests.sizes import sampled
from tests.workbook.test_recalculation import random_filing
from tests.workbook_reading.surgery import Package
from toolkit.filing import Entry, Filing
from toolkit.form import Severity
from toolkit.form.relations import RelationState
from toolkit.rules.engine import check_filing
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import blank_filing
from toolkit.workbook.writing.check_sheet import HEADER
from toolkit.workbook.writing.status_badges import ASK, ASK_OF_TEXT, READY

COMPARED = {
    "FM-01", "T2-01", "T2-02", "T2-04", "T3-01", "T3-08", "T3-15", "T3-40", "T3-47", "T3-49", "T4-01", "TX-01", "TX-05",
    "TX-06", "WB-10",
}  # fmt: skip
"""Rules that say the same in a formula and in Python; DL-01 depends on the day of asking."""

WANTING = ("FM-02", "T2-01", "T3-47", "TX-01", "TX-05", "TX-06")
"""Rules that find fault with what is not filled in yet, which shows as 未填."""

ZEROS = ("二 主动公开!B2", "三 申请办理!C2", "四 复议诉讼!D2")
BASE = filing()


def shown(package: bytes) -> dict[tuple[str, str], str]:
    """The state of each line of 校验 by its code and the place that it leads to."""
    sheet = opened(package, values=True)[CHECKS]
    lines = (line for line in sheet.iter_rows(HEADER + 1, max_col=7, values_only=True) if line[0])
    return {(str(code), str(place)): str(state) for code, _, _, _, state, _, place in lines}


def agree(package: bytes, path: Path) -> dict[tuple[str, str], str]:
    """The lines of 校验, of which those fail that ``check`` finds fault with, and no others."""
    path.write_bytes(package)
    found = [
        each for each in check_filing(*read_workbook(path, FORMS), today=TODAY) if each.severity is not Severity.NOTE
    ]
    lines = shown(package)
    failing = {line for line, state in lines.items() if line[0] in COMPARED and fails(line[0], state)}
    reported = {
        each.code for each in found if each.blocks or each.code != "TX-05"
    }  # as a warning it is about other words
    assert {code for code, _ in failing} == reported & COMPARED
    for code, place in failing - {line for line in failing if line[0] in ("T2-01", "T3-47", "TX-05", "TX-06", "WB-10")}:
        assert any(place in {str(ref.where) for ref in each.cells} for each in found if each.code == code), (
            code,
            place,
        )
    ready = str(opened(package, values=True)["封面"]["C1"].value)
    blocked = any(each.blocks for each in found)
    assert not (blocked and READY in ready), ready
    assert blocked or READY in ready or "没有核对" in ready, ready  # without a level some rules cannot be held to
    return lines


def fails(code: str, state: str) -> bool:
    return state == RelationState.VIOLATED.label or (state == RelationState.NOT_EVALUATED.label and code in WANTING)


@pytest.mark.parametrize("seed", sampled(range(6), 1))
def test_random_figures(seed: int, tmp_path: Path) -> None:
    form = FORMS.form("gkgb-2021-condensed" if seed % 3 == 0 else "gkgb-2021")
    figures = replace(random_filing(form, seed), year=2025)
    agree(built(form, filing=figures), tmp_path / "表.xlsx")


@pytest.mark.parametrize(
    ("level", "state"),
    sampled([("township", "不通过"), ("city_department", "不通过"), ("city", "通过"), (None, "未填")], 1),
)
def test_regulations_by_level(level: str | None, state: str, tmp_path: Path) -> None:
    broken = replace(with_values(BASE, disclosure__regulations__in_force=6), level=level)
    assert agree(built(BASE.form, filing=broken), tmp_path / "表.xlsx")["T2-02", "二 主动公开!B5"] == state


CARRIED = "applications.carried_in.natural_person"


@pytest.mark.parametrize(
    ("instead", "reasons", "ready"),
    [
        (None, {}, True),
        (3, {}, True),
        (4, {}, False),
        (4, {"上年!D5": "  "}, False),
        (4, {"上年!D5": "机构调整划入"}, True),
        ("-", {}, False),
        ("无", {"上年!D5": "机构调整划出"}, True),
        (4, {"校验!I5": "T3-40", "校验!K5": "机构调整划入"}, True),
    ],
)
def test_figures_put_in_the_place_of_last_years(
    instead: int | str | None, reasons: dict[str, str], ready: bool, soffice: Convert, tmp_path: Path
) -> None:
    """They need a reason, beside them or on 校验; the same figure again does not."""
    followed = replace(BASE, inputs={**BASE.inputs, CARRIED: Entry()})
    last = with_prior(followed, applications__carried_out__natural_person=3)
    package = Package.of(built(BASE.form, filing=last))
    carried = 0 if isinstance(instead, str) else instead or 3
    for place, value in {"上年!C5": instead, "三 申请办理!D8": 18 + carried, **reasons}.items():
        package.put(place, value)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package.to_bytes())
    recalculated = soffice(path, "xlsx").read_bytes()
    book = opened(recalculated, values=True)
    assert shown(recalculated)["T3-40", "上年!D5"] == ("通过" if ready else "不通过")
    path.write_bytes(recalculated)
    blocking = {each.code for each in check_filing(*read_workbook(path, FORMS), today=TODAY) if each.blocks}
    assert blocking == (set() if ready else {"T3-40"})
    assert book["封面"]["C1"].value == (f"{READY}，{ASK}" if ready else "还有 1 项问题")


def blanked(broken: Filing) -> Filing:
    """Without the zeros."""
    return replace(broken, inputs={name: entry for name, entry in broken.inputs.items() if entry.number != 0})


UNPAID = {"applications__other__fee_unpaid__natural_person": 2, "applications__granted__natural_person": 18}


@pytest.mark.parametrize(
    ("broken", "failing"),
    [
        (BASE, set()),
        (with_values(BASE, applications__granted__natural_person="二十"), {"T3-47"}),
        (with_values(BASE, applications__carried_out__business=1, **UNPAID), {"T3-01", "T3-49"}),
        (replace(with_values(BASE, disclosure__regulations__issued=6), level="county"), {"T2-02", "T2-04"}),
    ],
)
def test_blanks_declared_zeros(broken: Filing, failing: set[str], soffice: Convert, tmp_path: Path) -> None:
    package = Package.of(built(BASE.form, filing=blanked(broken)))
    for place in ZEROS:
        package.put(place, "均为 0")
    for place in ("六 其他事项!A4", "六 其他事项!A5", "六 其他事项!A6"):
        package.put(place, 0)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package.to_bytes())
    recalculated = soffice(path, "xlsx").read_bytes()
    lines = agree(recalculated, tmp_path / "表.xlsx")
    assert {code for (code, _), state in lines.items() if state == RelationState.VIOLATED.label} == failing


@pytest.mark.parametrize(
    ("place", "typed"),
    [("封面!B4", "市直部门"), ("三 申请办理!C2", "全部为零"), ("一 总体情况!A5", "标题"), ("五 问题改进!A19", "正 题")],
)
def test_what_is_of_no_list_fails(place: str, typed: str, soffice: Convert, tmp_path: Path) -> None:
    package = Package.of(built(BASE.form, filing=BASE))
    package.put(place, typed)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package.to_bytes())
    recalculated = soffice(path, "xlsx").read_bytes()
    failing = {line for line, state in agree(recalculated, path).items() if state == RelationState.VIOLATED.label}
    assert [(code, where.partition("!")[0]) for code, where in failing] == [("WB-10", place.partition("!")[0])]
    assert opened(recalculated, values=True)["封面"]["C1"].value == "还有 1 项问题"


NEW = blank_filing(BASE.form, "某局", 2025, "county")


def drafted(text: str) -> Filing:
    return with_text(BASE, "problems", f"存在的主要问题：一是{text}。")


@pytest.mark.parametrize(
    ("filed", "cover", "sheet", "state"),
    [
        (BASE, f"{READY}，{ASK}", "五 问题改进", f"已写，{ASK_OF_TEXT}"),
        (NEW, "还有 166 格没填、20 处没写", "三 申请办理", "本表 144 格没填"),
        (blank_filing(BASE.form, "", None, None), "还有 168 格没填、20 处没写", "封面", "本表 3 格没填"),
        (replace(BASE, narrative={}), "还有 3 处没写", "五 问题改进", "本表 1 处没写"),
        (with_text(BASE, "problems", "无"), "还有 1 项问题", "五 问题改进", "本表 1 项不通过"),
        (drafted("【具体问题及表现】"), "还有 1 处没写", "五 问题改进", "本表 1 处没写"),
        (drafted("“【网上办】”专栏更新不及时"), f"{READY}，{ASK}", "五 问题改进", f"已写，{ASK_OF_TEXT}"),
        (drafted("【1】更新不及时"), f"{READY}，{ASK}", "五 问题改进", f"已写，{ASK_OF_TEXT}"),
        (with_values(BASE, **UNPAID), f"{READY}，另有 1 项请核对，{ASK}", "六 其他事项", "本表 1 项请核对"),
        (replace(BASE, issued_on=None), f"{READY}，另有 1 项请核对，{ASK}", "封面", "本表 1 项没有核对"),
        (replace(BASE, level=None), "还有 1 项没有核对", "二 主动公开", "本表 1 项没有核对"),
        (with_values(BASE, applications__granted__business=2), "还有 2 项问题", "三 申请办理", "本表 2 项不通过"),
        (with_values(BASE, applications__granted__business=None), "还有 1 格没填", "三 申请办理", "本表 1 格没填"),
    ],
)  # fmt: skip
def test_the_cover_says_what_check_says(
    filed: Filing, cover: str, sheet: str, state: str, soffice: Convert, tmp_path: Path
) -> None:
    """As written, and as computed anew."""
    written, path = built(BASE.form, filing=filed), tmp_path / "填报.xlsx"
    agree(written, path)
    recalculated = soffice(path, "xlsx").read_bytes()
    agree(recalculated, path)
    for package in (written, recalculated):
        book = opened(package, values=True)
        assert book["封面"]["C1"].value == cover
        states = {row[0].value: row[1].value for row in book["封面"].iter_rows(min_row=13)}
        assert states[sheet] == state


def recalculated(changes: dict[str, int | str], soffice: Convert, path: Path) -> dict[tuple[str, str], str]:
    """The states of 校验 after staff typed ``changes`` into the workbook, by code and place; it is left at ``path``."""
    package = Package.of(built(BASE.form, filing=BASE))
    for place, value in changes.items():
        package.put(place, value)
    path.write_bytes(package.to_bytes())
    path.write_bytes(soffice(path, "xlsx").read_bytes())
    return shown(path.read_bytes())


@pytest.mark.parametrize(
    ("typed", "states"),
    [
        ("2026.1.18", ("通过", "通过")),
        ("2026/1/18", ("通过", "通过")),
        ("2026-01-18", ("通过", "通过")),
        ("20260118", ("通过", "通过")),
        ("2026年1月18日", ("通过", "通过")),
        ("2026年2月3日", ("通过", "不通过")),
        ("二〇二六年一月十八日", ("由检查判断", "由检查判断")),
        ("2026年1月32日", ("由检查判断", "由检查判断")),
        ("尽快", ("由检查判断", "由检查判断")),
        ("2026-01-18 09:30", ("由检查判断", "由检查判断")),
        ("Jan 18, 2026", ("由检查判断", "由检查判断")),
        ("26.1.18", ("由检查判断", "由检查判断")),
        ("1-18-2026", ("由检查判断", "由检查判断")),
        (18, ("由检查判断", "由检查判断")),
    ],
)
def test_dates_as_staff_type_them(typed: str | int, states: tuple[str, str], soffice: Convert, tmp_path: Path) -> None:
    """What formulas read is what ``check`` reads; the rest is neither right nor wrong, and never an error value."""
    path = tmp_path / "填报.xlsx"
    lines = recalculated({"封面!B9": typed}, soffice, path)
    assert (lines["WB-10", "封面!B9"], lines["DL-01", "封面!B9"]) == states
    cover = str(opened(path.read_bytes(), values=True)["封面"]["C1"].value)
    assert cover.startswith(READY) == (states[0] == "通过")
    read, _ = read_workbook(path, FORMS)
    if states[0] == "通过":
        assert read.issued_on is not None


@pytest.mark.parametrize("typed", ["2025年", "2025年度", " 2025 ", 2025])
def test_years_as_staff_type_them(typed: int | str, soffice: Convert, tmp_path: Path) -> None:
    lines = recalculated({"封面!B5": typed}, soffice, tmp_path / "填报.xlsx")
    assert lines["FM-01", "封面!B5"] == "通过"
    book = opened((tmp_path / "填报.xlsx").read_bytes(), values=True)
    assert book["封面"]["B7"].value == "2025年政府信息公开工作年度报告"


@pytest.mark.parametrize("typed", ["二〇二五年", "2025-12-31", 46022])
def test_a_year_that_formulas_cannot_read_is_no_fault(typed: int | str, soffice: Convert, tmp_path: Path) -> None:
    lines = recalculated({"封面!B5": typed}, soffice, tmp_path / "填报.xlsx")
    assert lines["FM-01", "封面!B5"] == "由检查判断"


@pytest.mark.parametrize("typed", ["-", "/", "无", "——", " - "])
def test_signs_for_zero_count_as_zero_in_formulas_too(typed: str, soffice: Convert, tmp_path: Path) -> None:
    """In every cell for figures, be they counts or amounts, that holds a zero."""
    zeros = [plan_of(BASE.form).at(name).where for name in BASE.form.inputs if BASE.entry(name).number == 0]
    assert {place.sheet for place in zeros} == {"二 主动公开", "三 申请办理", "四 复议诉讼", "六 其他事项"}
    lines = recalculated(dict.fromkeys(map(str, zeros), typed), soffice, tmp_path / "填报.xlsx")
    assert set(lines.values()) == {"通过"}
    agree((tmp_path / "填报.xlsx").read_bytes(), tmp_path / "表.xlsx")


@pytest.mark.parametrize("sheet", ["四 复议诉讼", "引言", "指标"])
def test_a_workbook_without_one_of_its_sheets_is_never_right(sheet: str, soffice: Convert, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(built(BASE.form, filing=BASE)))
    del book[sheet]
    book.save(tmp_path / "缺表.xlsx")
    anew = opened(soffice(tmp_path / "缺表.xlsx", "xlsx").read_bytes(), values=True)
    cover = str(anew["封面"]["C1"].value)
    assert READY not in cover
    assert "问题" in cover or "算不出" in cover
