"""Values in the sentences that staff read."""

from __future__ import annotations

import pytest

from toolkit.finding.words import fill_in


@pytest.mark.parametrize(
    ("template", "values", "sentence"),
    [
        ("{table}有 {count} 格没有填写。", {"table": "Table 4", "count": 1}, "Table 4 有 1 格没有填写。"),
        ("{table}有 {count} 格没有填写。", {"table": "表三", "count": 1}, "表三有 1 格没有填写。"),
        ("表格在{table}里，{label}没有", {"table": "Table 4", "label": "Fees"}, "表格在 Table 4 里，Fees 没有"),
        ("“{label}”在{year}年", {"label": "Fees", "year": 2025}, "“Fees”在2025年"),
        ("请写{how}。", {"how": "Yes"}, "请写 Yes。"),
        ("{{原样}}{label}", {"label": "Fees"}, "{原样}Fees"),
    ],
)
def test_latin_words_stand_apart_from_chinese(template: str, values: dict[str, object], sentence: str) -> None:
    assert fill_in(template, values) == sentence
