"""The ways of writing that the guide shows, written into a real workbook and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.at_hand import FORMS
from tests.built import built
from tests.narrative.sample import MANY_2021, filled, last_year
from toolkit.filing import Paragraph
from toolkit.narrative import paragraphs
from toolkit.workbook.reading.read import read_workbook

SAID = {
    "{{ 新收申请 }}": "33",
    "{{ 予以公开 | 占比('办理总计') }}": "69.0%",
    "{{ 新收申请 | 同比 }}": "较上年增长10.0%",
    "{{ 新收申请 | 增减 }}": "较上年增加3件",
    "{{ 上年结转 | 同比 }}": "上年无可比数据",
    "{{ 收费 | 万元 }}": "96171.60万元",
    "{{ 成文日期 | 中文日期 }}": "2026年1月8日",
    "{{ 新收申请 | 带单位 }}": "33件",
}


def test_ways_of_writing_come_through_a_workbook(tmp_path: Path) -> None:
    prior = last_year(applications__received__total=30)
    filing = filled("gkgb-2021", MANY_2021, prior=prior)
    filing = replace(filing, narrative={"other": tuple(Paragraph(text=text) for text in SAID)})
    file = tmp_path / "filled.xlsx"
    file.write_bytes(built(filing.form, filing=filing))
    read, _ = read_workbook(file, FORMS)
    assert [paragraph.text for paragraph in paragraphs(read, "other")] == list(SAID.values())
