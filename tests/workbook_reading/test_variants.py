"""Each slip of a workbook is reported in the words for it, at its cell, with what stands there."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from tests.rules.test_variants import variants
from tests.workbook_reading.conftest import Read
from tests.workbook_reading.surgery import Error, Package, Typed
from toolkit.workbook.plan import plan_of

FORM = FORMS.form("gkgb-2021")
ZEROS = str(plan_of(FORM).at("zeros.applications").where)
TOTAL, COUNT = "三 申请办理!J6", "三 申请办理!D7"


@pytest.mark.parametrize(
    ("place", "value", "code", "variant", "actual"),
    [
        ("封面!B5", "二零二五", "WB-10", "year", "二零二五"),
        ("封面!B9", "某日", "WB-10", "date", "某日"),
        ("封面!B4", "省里", "WB-10", "level", "省里"),
        ("一 总体情况!A5", "乱写", "WB-10", "kind", "乱写"),
        (ZEROS, "是", "WB-10", "zeros", "是"),
        (COUNT, Typed("1+1"), "WB-09", "never", "=1+1"),
        (COUNT, Error("#REF!"), "WB-09", "error", "#REF!"),
        (TOTAL, 20, "WB-07", "default", "20"),
        (TOTAL, "35", "WB-07", "right", "35"),
        (TOTAL, None, "WB-07", "cleared", ""),
        ("校验!E6", "通过", "WB-07", "formula", "通过"),
        ("二 主动公开!A5", "部门规章", "WB-08", "label", "部门规章"),
        ("三 申请办理!L6", "备注", "WB-08", "default", "备注"),
        ("指标!A6", "新收申请", "WB-11", "taken", "新收申请"),
    ],
)
def test_a_slip_has_words_of_its_own(
    package: Package,
    read: Read,
    place: str,
    value: int | str | Typed | Error | None,
    code: str,
    variant: str,
    actual: str,
) -> None:
    package.put(place, value)
    found = [each for each in read(package)[1] if each.code == code]
    assert [(str(each.where), each.actual, variants(FORM, each)) for each in found] == [(place, actual, {variant})]
