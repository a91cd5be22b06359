"""Files that other programs make."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsExample, AsWorkbook, Refused, Right

_UNNUMBERED = {  # these three headings have no number in the file, and the last comes after two numbered ones
    "applications": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "三、其他需要报告的事项",
}
_ONE_MORE_SIGN = {"全年作出行政许可": "①全年作出行政许可"}

_D6, _RECEIVED = "三 申请办理!D6", "applications.received.natural_person"
_B16, _FEE = "二 主动公开!B16", "disclosure.fees.amount"
_BROKEN = {"公众号发布": "公众�发布"}
_SILENT = {"新收政府信息公开申请33件": "新收的政府信息公开申请", "已办结33件": "已办结"}

RIGHT: Mapping[str, Right] = {
    "agency-surrogate-escape.xlsx": AsWorkbook(changed={"agency": "𠮷林市局"}),
    "agency-zwsp.xlsx": AsWorkbook(),
    "backslash-entry-names.xlsx": Refused(words="反斜杠"),
    "capital-SharedStrings-part.xlsx": AsWorkbook(),
    "capital-Sheet6-part.xlsx": AsWorkbook(),
    "count-bang-d.xlsx": AsWorkbook(changed={_RECEIVED: "33d"}, findings={"WB-12": _D6}),
    "count-note-mark.xlsx": AsWorkbook(changed={_RECEIVED: "33①"}, findings={"T3-47": _D6}),
    "count-superscript.xlsx": AsWorkbook(changed={_RECEIVED: "33²"}, findings={"T3-47": _D6}),
    "customxml-doctype.xlsx": AsWorkbook(),
    "date-bad.xlsx": AsWorkbook(changed={_RECEIVED: "〔读不出：2021-13-45〕"}, findings={"WB-09": _D6}),
    "date-numfmt-31.xlsx": AsWorkbook(),
    "date-numfmt-general.xlsx": AsWorkbook(),
    "docx-alternatecontent.docx": AsExample(replaced=_ONE_MORE_SIGN),
    "docx-autonumbered-both.docx": AsExample(headings=_UNNUMBERED, findings=frozenset({"IM-04"})),
    "docx-autonumbered-headings.docx": AsExample(headings=_UNNUMBERED, findings=frozenset({"IM-04"})),
    "docx-autonumbered-subheads.docx": AsExample(),
    "docx-backslash.docx": Refused(words="反斜杠"),
    "docx-document2-part.docx": AsExample(),
    "docx-hidden-text.docx": AsExample(),
    "docx-layout-table.docx": AsExample(),
    "docx-paragraph-in-textbox.docx": AsExample(findings=frozenset({"IM-15"})),
    "docx-strict.docx": AsExample(),
    "docx-strike-number.docx": AsExample(findings=frozenset({"IM-11"})),
    "docx-superscript-note.docx": AsExample(findings=frozenset({"IM-10"})),
    "docx-vanish-number.docx": AsExample(),
    "empty-calcchain-part.xlsx": AsWorkbook(),
    "empty-docprops-custom.xlsx": AsWorkbook(),
    "empty-string-formula.xlsx": AsWorkbook(changed={_RECEIVED: ""}, findings={"T3-47": _D6}),
    "fee-percent.xlsx": AsWorkbook(changed={_FEE: "5%"}, findings={"WB-12": _B16}),
    "float-noise-fee-formula.xlsx": AsWorkbook(changed={_FEE: "0.3"}),
    "float-noise-fee.xlsx": AsWorkbook(changed={_FEE: "0.3"}),
    "float-noise-int.xlsx": AsWorkbook(),
    "indicator-percent.xlsx": AsWorkbook(changed={"indicators.网站公开信息": "98%"}, findings={"WB-12": "指标!B5"}),
    "invisible-bom.xlsx": AsWorkbook(changed={_RECEIVED: "\ufeff33"}, findings={"T3-47": _D6}),
    "invisible-lro-pdf.xlsx": AsWorkbook(changed={_RECEIVED: "\u202d33\u202c"}, findings={"T3-47": _D6}),
    "invisible-zwsp.xlsx": AsWorkbook(changed={_RECEIVED: "33\u200b"}, findings={"T3-47": _D6}),
    "level-zwsp.xlsx": AsWorkbook(),
    "lowercase-content-types.xlsx": AsWorkbook(),
    "pdf-chrome-control.pdf": AsExample(),
    "pdf-chrome-print-headers.pdf": AsExample(),
    "pdf-fake-bold-double.pdf": AsExample(),
    "pdf-landscape.pdf": AsExample(),
    "pdf-mediabox-offset.pdf": AsExample(),
    "pdf-running-header.pdf": AsExample(),
    "pdf-sideways-tables.pdf": AsExample(),
    "pdf-text-shadow.pdf": AsExample(),
    "pdf-watermark.pdf": AsExample(findings=frozenset({"IM-16"})),
    "rezipped-on-mac.xlsx": AsWorkbook(),
    "numbers-sheets-renamed.xlsx": AsWorkbook(findings={"WB-06": ""}),
    "shared-index-out-of-range.xlsx": AsWorkbook(changed={_RECEIVED: "〔读不出：99999〕"}, findings={"WB-09": _D6}),
    "strict-ooxml.xlsx": AsWorkbook(),
    "workbook-type-by-default.xlsx": AsWorkbook(),
    "year-text.xlsx": AsWorkbook(),
    "zip64-end-record.xlsx": AsWorkbook(),
    "ext-html.mht": AsExample(),
    "ext-html.ofd": AsExample(findings=frozenset({"IM-12"})),
    "html-del.html": AsExample(findings=frozenset({"IM-11"})),
    "html-gbk-one-bad-byte.html": AsExample(replaced=_BROKEN, findings=frozenset({"IM-13"})),
    "html-kangxi-radicals.html": AsExample(),
    "html-note-mark-33.html": AsExample(findings=frozenset({"IM-10"})),
    "html-ruby.html": AsExample(),
    "html-strike.html": AsExample(findings=frozenset({"IM-11"})),
    "html-sup-digit-silent.html": AsExample(replaced=_SILENT, findings=frozenset({"IM-10"})),
    "html-sup-digit.html": AsExample(findings=frozenset({"IM-10"})),
    "html-thousands-space.html": AsExample(findings=frozenset({"IM-10"})),
    "html-utf16le-nobom.html": AsExample(),
    "html-utf8-broken-in-body.html": AsExample(replaced=_BROKEN, findings=frozenset({"IM-13"})),
    "html-visibility-hidden.html": AsExample(),
    "html-zwsp-headings.html": AsExample(),
    "html-zwsp-labels.html": AsExample(),
    "txt-utf8-one-broken-char.txt": AsExample(replaced=_BROKEN, findings=frozenset({"IM-13"})),
}


@pytest.mark.parametrize("name", RIGHT)
def test_file(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "files" / name)


def test_every_file_has_what_is_right(corpus: Path) -> None:
    assert {path.name for path in (corpus / "cases" / "files").iterdir()} == set(RIGHT)
