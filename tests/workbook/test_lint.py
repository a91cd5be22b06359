"""The lint is silent on our own workbooks and finds each planted fault."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.tables import filled, form_of, raw_form
from toolkit.errors import OutputError
from toolkit.workbook.package_faults import faults
from toolkit.workbook.plan import CHECKS
from toolkit.workbook.writing.build import build_workbook
from toolkit.workbook.writing.check_sheet import HEADER

BOOK, SHEET, TABLE = "xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet6.xml"
PLANTED = (
    (BOOK, r'name="封面"', 'name="封:面"', "sheet name"),
    (BOOK, r'name="封面"', f'name="{"长" * 32}"', "sheet name"),
    (BOOK, r'name="封面"', 'name="引言"', "sheet name twice"),
    (BOOK, r'definedName name="cover.agency"', 'definedName name="A1"', "defined name 'A1'"),
    (BOOK, r'definedName name="cover.agency"', 'definedName name="1 x"', "defined name '1 x'"),
    (BOOK, r'definedName name="cover.agency"', 'definedName name="Cover.Year"', "defined name twice"),
    (SHEET, r"<f>IF\(", "<f>IF((", "unbalanced formula"),
    (SHEET, r"<f>", f'<f>"{"长" * 256}"&amp;', "string in a formula over 255"),
    (SHEET, r"<f>", f"<f>SUM({'B5,' * 2731}B5)+", "formula over 8192"),
    (SHEET, r'<c r="A3"', '<c r="A2"', "cell twice A2"),
    (SHEET, r"<t>", "<t>&#2;", "illegal control character"),
    (SHEET, r'dxfId="0"', 'dxfId="999"', "dangling dxfId"),
    (TABLE, r'<mergeCell ref="A6:C6" ?/>', '<mergeCell ref="A6:C7"/>', "overlapping merges"),
    (TABLE, r'promptTitle="[^"]*"', f'promptTitle="{"长" * 33}"', "promptTitle over 32"),
    (TABLE, r' prompt="[^"]*"', f' prompt="{"长" * 256}"', "prompt over 255"),
    (TABLE, r' error="[^"]*"', f' error="{"长" * 256}"', "error over 255"),
    (TABLE, r'<formula1>"[^<]*"<', f'<formula1>"{"长" * 256}"<', "list over 255"),
    (SHEET, r"</worksheet>", "", "ill-formed"),
)


@pytest.mark.parametrize("form_id", FORMS.available)
def test_our_workbooks_have_no_fault(form_id: str) -> None:
    assert faults(built(FORMS.form(form_id))) == []


@pytest.mark.parametrize(("part", "pattern", "replacement", "fault"), PLANTED)
def test_each_planted_fault_is_found(blank: bytes, part: str, pattern: str, replacement: str, fault: str) -> None:
    assert any(fault in found for found in faults(_changed(blank, part, pattern, replacement)))


WORDING = dict.fromkeys(("title", "message", "remedy", "why", "source", "example"), "横向合计")


def test_totals_of_two_hundred_rows_are_held_to_formulas_that_excel_takes() -> None:
    raw = raw_form("matrix", ["甲", "乙", "总数"], [f"第{number}项" for number in range(200)])
    raw["sections"][1]["sheet"] = "二 名字很长的工作表" + "长" * 21
    form = form_of(raw | {"sums": [{"code": "T-1", "table": "t", "column": "c3", "of": "c1 + c2", "wording": WORDING}]})
    package = build_workbook(form, filing=filled(form))
    assert faults(package) == []
    lines = [line for line in opened(package)[CHECKS].iter_rows(HEADER + 1, max_col=7, values_only=True) if line[0]]
    own = [line for line in lines if line[0] == "T-1"]
    assert sum(str(line[2]).count("<>") for line in own) == 200
    assert len({line[6] for line in own}) == len(own) > 1


def test_no_formula_that_excel_does_not_take_is_written() -> None:
    rows = [f"第{number}项" for number in range(200)]
    every_other = " + ".join(f"t.r{number}.c1" for number in range(1, 200, 2))
    rule = {"code": "T-2", "check": f"{every_other} <= t.r2.c1", "severity": "error", "wording": WORDING}
    form = form_of(raw_form("matrix", ["甲", "乙"], rows) | {"rules": [rule]})
    with pytest.raises(OutputError, match="Excel 的公式最多 8192 个"):
        build_workbook(form, filing=filled(form))


def _changed(package: bytes, part: str, pattern: str, replacement: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text, count = re.subn(pattern, lambda _: replacement, content.decode(), count=1)
                assert count == 1
                content = text.encode()
            target.writestr(name, content)
    return out.getvalue()
