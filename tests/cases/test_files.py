"""Files that other programs make."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsExample, Refused, Right

_UNNUMBERED = {  # these three headings have no number in the file, and the last comes after two numbered ones
    "applications": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "三、其他需要报告的事项",
}
_ONE_MORE_SIGN = {"2021年，作出行政许可": "①2021年，作出行政许可"}

RIGHT: Mapping[str, Right] = {
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
}


@pytest.mark.parametrize("name", RIGHT)
def test_file(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "files" / name)
