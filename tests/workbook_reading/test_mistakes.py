"""Mistakes of a tired clerk in a faultless workbook: exactly the codes expected, each with the cell that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.built import built
from tests.rules.cases import TODAY, filing
from tests.workbook_reading.conftest import Read
from tests.workbook_reading.surgery import Error, Package, Typed
from toolkit.filing import Filing, Indicator
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.rules.engine import check_filing

Mistake = Callable[[Package], None]
SHEETS = {
    sheet[0]: sheet
    for sheet in (
        "封面", "引言", "一 总体情况", "二 主动公开", "三 申请办理", "四 复议诉讼", "五 问题改进", "六 其他事项",
        "指标", "校验",
    )
}  # fmt: skip


def typed(**values: float | str | Typed | Error | None) -> Mistake:
    """``三_D6=…``: a value typed into a cell; the sheet by its first character."""

    def put(package: Package) -> None:
        for place, value in values.items():
            sheet, _, address = place.partition("_")
            package.put(f"{SHEETS[sheet]}!{address}", value)

    return put


def emptied(sheet: str, first: int, last: int) -> Mistake:
    """Paragraphs cleared."""
    return typed(**{f"{sheet}_B{row}": None for row in range(first, last + 1)})


def unnamed(package: Package) -> None:
    """A name removed, as some programs do."""
    package.refer("applications.carried_in.natural_person", None)


def cut(package: Package) -> None:
    """Ctrl+X, Ctrl+V of an input: its name goes along, the one it lands on is lost, sums follow."""
    package.put("三 申请办理!D7", None)
    package.put("三 申请办理!F7", 0)
    package.refer("applications.carried_in.natural_person", "'三 申请办理'!$F$7")
    package.refer("applications.carried_in.research", "#REF!")
    package.put("三 申请办理!J7", Typed("=SUM(#REF!)", "#REF!"))


@pytest.fixture(scope="module")
def faultless() -> bytes:
    """A workbook that no rule finds fault with."""
    base = filing()
    own = Indicator(name="网站条数", entry=entry_of(666), unit="条")
    return built(base.form, filing=replace(base, indicators=(own,)))


def checked(outcome: tuple[Filing, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return check_filing(*outcome, today=TODAY)


NUMBERS: tuple[tuple[Mistake, dict[str, str]], ...] = (
    (typed(三_D6="30件"), {"T3-47": "三 申请办理!D6"}),
    (typed(三_D6="２２（其中修订16件）"), {"T3-47": "三 申请办理!D6"}),
    (typed(三_D8="o"), {"T3-47": "三 申请办理!D8"}),
    (typed(三_D8=20.5), {"WB-12": "三 申请办理!D8"}),
    (typed(三_D8=-20), {"T3-47": "三 申请办理!D8", "T3-01": "三 申请办理!D8"}),
    (typed(三_E9=None), {"T3-47": "三 申请办理!E9"}),
    (typed(三_E9=" "), {"T3-47": "三 申请办理!E9"}),
    (typed(三_E9="无", 三_E10="/"), {"T3-47": "三 申请办理!E10"}),
    (typed(四_B6="—"), {"T3-47": "四 复议诉讼!B6"}),
    (typed(三_C2="均为 0", 三_E9=None), {}),
    (typed(三_C2="均为 0", 三_E9=None, 三_D8="二十"), {"T3-47": "三 申请办理!D8"}),
    (typed(三_C2="全部为零"), {"WB-10": "三 申请办理!C2"}),
    (typed(三_D6="３０", 三_D7=" 2 ", 二_B9="5,50"), {"T3-47": "三 申请办理!D7", "T2-01": "二 主动公开!B9"}),
    (typed(二_B9="５５０", 三_D6="3\n0"), {"T3-47": "三 申请办理!D6", "T2-01": "二 主动公开!B9"}),
    (typed(二_B16="10.50"), {}),
    (typed(二_B9="550项"), {"T2-01": "二 主动公开!B9"}),
    (typed(二_B16="-"), {"T2-01": "二 主动公开!B16"}),
    (typed(二_B16="10万元"), {"T2-01": "二 主动公开!B16"}),
    (typed(二_B5=1), {"T2-02": "二 主动公开!B5", "T2-04": "二 主动公开!B5"}),
    (typed(二_B6=20), {"T2-04": "二 主动公开!B6"}),
    (typed(三_D6=31), {"T3-01": "三 申请办理!D6", "TX-04": "三 申请办理!J6"}),
    (typed(三_D8=21), {"T3-01": "三 申请办理!D8"}),
    (typed(三_D30=3), {"T3-01": "三 申请办理!D30"}),
    (typed(三_D27=2, 三_D8=18), {"T3-49": "六 其他事项!A4"}),
    (typed(六_A4="三"), {"T2-01": "六 其他事项!A4"}),
    (typed(六_A6=None), {"TX-06": "六 其他事项!A6"}),
)
LOCKED: tuple[tuple[Mistake, dict[str, str]], ...] = (
    (typed(三_J6=20), {"WB-07": "三 申请办理!J6"}),
    (typed(三_D29=20), {"WB-07": "三 申请办理!D29"}),
    (typed(四_E6=0), {"WB-07": "四 复议诉讼!E6"}),
    (typed(三_J6=33), {"WB-07": "三 申请办理!J6"}),
    (typed(三_J6=Typed("=D6", "30")), {"WB-07": "三 申请办理!J6"}),
    (typed(校_E12="通过"), {"WB-07": "校验!E12"}),
    (typed(三_L6="请核"), {"WB-08": "三 申请办理!L6"}),
    (typed(三_A6="一、新收"), {"WB-08": "三 申请办理!A6"}),
    (typed(五_C4="写在预览栏"), {"WB-08": "五 问题改进!C4"}),
    (typed(三_D6=Typed("=D5+1")), {"WB-09": "三 申请办理!D6"}),
    (typed(三_D6=Error("#REF!")), {"WB-09": "三 申请办理!D6"}),
    (typed(三_D6=Typed("=15*2", 30)), {}),
    (unnamed, {"WB-06": "三 申请办理!D7"}),
    (cut, {"WB-06": "三 申请办理!D7", "WB-07": "三 申请办理!J7", "T3-47": "三 申请办理!D7"}),
)
WORDS: tuple[tuple[Mistake, dict[str, str]], ...] = (
    (typed(封_B3=None), {"FM-02": "封面!B3"}),
    (typed(封_B4="市局"), {"WB-10": "封面!B4"}),
    (typed(封_B4=None), {"FM-02": "封面!B4"}),
    (typed(封_B5="二五年"), {"WB-10": "封面!B5"}),
    (typed(封_B5="２０２５年"), {}),
    (typed(封_B5=None), {"FM-02": "封面!B5"}),
    (typed(封_B8="2024年政府信息公开工作年度报告"), {"TX-05": "封面!B8"}),
    (typed(封_B8="2025年度政府信息公开年报"), {"TX-07": "封面!B8"}),
    (typed(封_B9="1月底"), {"WB-10": "封面!B9"}),
    (typed(封_B9="2026.1.18"), {}),
    (typed(封_B9="20260118"), {}),
    (typed(封_B9=20260118), {}),
    (typed(封_B9="2026年2月3日"), {"DL-01": "封面!B9"}),
    (typed(封_B29="五、存在问题"), {"TX-07": "封面!B29"}),
    (typed(封_B29="六、存在的主要问题及改进情况"), {"TX-01": "封面!B29"}),
    (typed(引_B4="统计期限自2024年1月1日至2024年12月31日。"), {"TX-05": "引言!B4"}),
    (emptied("五", 4, 4), {"TX-01": "五 问题改进!B4"}),
    (typed(五_B4="无。"), {"TX-01": "五 问题改进!B4"}),
    (emptied("一", 6, 7), {"TX-02": "一 总体情况!B4"}),
    (typed(一_B7="全年新收政府信息公开申请32件。"), {"TX-04": "一 总体情况!B7"}),
    (typed(一_A5="标题"), {"WB-10": "一 总体情况!A5"}),
    (typed(一_A20="正文写错了地方"), {"WB-10": "一 总体情况!A20"}),
    (typed(五_B4="由××负责，公开【数量】条。"), {"TX-05": "五 问题改进!B4"}),
    (typed(五_B4="收到{{ 新收申情 }}件。"), {"TX-10": "五 问题改进!B4"}),
    (typed(五_B4="网站发布{{ 网站条数 }}条。"), {}),
    (typed(五_B4="网站发布{{ 网站条数 }}条。", 指_B5=None), {"TX-05": "五 问题改进!B4"}),
    (typed(五_B4="申请人电话13800138000。"), {"PD-01": "五 问题改进!B4"}),
    (typed(六_B9="无"), {"TX-06": "六 其他事项!B9"}),
    (typed(指_B5="666条"), {"WB-11": "指标!B5"}),
    (typed(指_A5="新收申请"), {"WB-11": "指标!A5"}),
    (typed(指_A6="网站条数", 指_B6=7), {"WB-11": "指标!A6"}),
    (typed(校_I5="T3-01", 校_K5="上级要求"), {"WV-01": "校验!I5"}),
)


def test_the_workbook_is_faultless(faultless: bytes, read: Read) -> None:
    assert checked(read(faultless)) == ()


@pytest.mark.parametrize(("mistake", "expected"), [*NUMBERS, *LOCKED, *WORDS])
def test_a_mistake_gives_its_findings_on_its_cell(
    faultless: bytes, read: Read, mistake: Mistake, expected: dict[str, str]
) -> None:
    package = Package.of(faultless)
    mistake(package)
    found = checked(read(package))
    assert Counter(each.code for each in found) == Counter(expected.keys()), [each.text for each in found]
    for code, place in expected.items():
        assert any(str(cell.where) == place for each in found if each.code == code for cell in each.cells), code
