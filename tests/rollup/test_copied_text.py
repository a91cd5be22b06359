"""Text that units took from one another, or from their last year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.at_hand import FORMS
from tests.rollup.county import call, codes, sheet_rows
from tests.rollup.factory import sample
from toolkit.filing import Entry, Filing, Paragraph, Source
from toolkit.filing.dump import filing_to_json
from toolkit.rollup.copied_text import COPIED, shared_texts
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_status import UnitState
from toolkit.rules.compared_sentences import compared_sentences

WORK = (
    "{name}全年召开专题会议12次研究信息公开工作，制定了培训方案并组织学习",
    "建立了台账和通报制度，每季度检查栏目更新情况，督促整改到位",
    "设立了查阅场所，安排专人负责接待群众查询和咨询办理事项",
    *(
        f"{matter}方面，主动公布办事指南和工作流程，并通过座谈会和意见箱听取各方面的意见建议，逐条研究答复"
        for matter in ("教育资助", "医疗救助", "就业培训", "住房保障", "环境治理", "安全生产", "食品监管")
    ),
)
OWN = [
    [
        f"{which}{matter}的工作是自己想出来的，写在这里的每一句话都与别处全然不同，任何别的报告里都找不到这样的话"
        for matter in ("农业", "林业", "水利", "气象", "文物")
    ]
    for which in ("前一个局", "后一个局")
]


def filing(name: str, *sentences: str, year: int = 2025) -> Filing:
    form = FORMS.form("gkgb-2021")
    zero = {quantity: Entry(number=0) for quantity in form.inputs}
    plain = sample("gkgb-2021", year, "county_department", zero, agency=name)
    text = "。".join(sentences).format(name=name) + "。"
    overview = (*plain.narrative["overview"], Paragraph(text=text))
    return replace(plain, narrative={**plain.narrative, "overview": overview}, issued_on=dt.date(year + 1, 1, 9))


def put(folder: Path, name: str, *sentences: str, year: int = 2025) -> None:
    folder.mkdir(exist_ok=True)
    made = filing(name, *sentences, year=year)
    (folder / f"{name}.json").write_text(filing_to_json(replace(made, source=Source.DATA)), encoding="utf-8")


def roll_up(folder: Path, year: int, *options: object) -> Any:
    out = folder / f"汇总{year}.xlsx"
    return call("run", folder / str(year), "-o", out, "--agency", "某县人民政府", "--jobs", 1, *options)


def test_a_sentence_is_known_without_figures_marks_and_the_agencys_name() -> None:
    one, other = (compared_sentences(filing(name, WORK[0])) for name in ("甲局", "乙局"))
    shared = [one[letters] for letters in one if letters in other]
    assert "甲局全年召开专题会议12次研究信息公开工作，制定了培训方案并组织学习" in shared


def test_units_with_one_text_are_a_pair_and_a_finding_on_both(tmp_path: Path) -> None:
    put(tmp_path / "2025", "甲局", *WORK, *OWN[0])
    put(tmp_path / "2025", "乙局", *WORK, *OWN[1])
    for number, letter in enumerate("丙丁戊己庚"):
        put(tmp_path / "2025", f"{letter}局", f"{letter * 12}各自做了不一样的工作{'一二三四五'[number] * 8}")
    result = roll_up(tmp_path, 2025)
    rows = sheet_rows(tmp_path / "汇总2025.xlsx", COPIED)[3:]
    pairs = [row for row in rows if {row[0], row[1]} == {"甲局", "乙局"}]
    assert len(rows) == 1
    assert pairs[0][2] == 10
    assert "1．" in str(pairs[0][4]) and "召开专题会议12次" in str(pairs[0][4]) and "全然不同" not in str(pairs[0][4])
    assert ("甲局", "RU-20") not in codes(result)
    put(tmp_path / "2025", "乙局", *WORK)
    assert {name for name, code in codes(roll_up(tmp_path, 2025)) if code == "RU-20"} == {"甲局", "乙局"}


def test_what_many_have_is_nobodys_and_the_work_grows_with_the_sentences() -> None:
    units = [
        UnitResult(unit=str(n), name=str(n), kind="", parent="0", place=n, state=UnitState.COUNTED) for n in range(3000)
    ]
    texts = {unit.unit: {f"{'共同的话' * 20}{n}": "共同" for n in range(30)} for unit in units}
    texts["7"] = {"独有" * 40: "独有"}
    texts["8"] = {"独有" * 40: "独有"}
    (pair,) = shared_texts(units, texts)
    assert (pair.first.name, pair.second.name, pair.percent) == ("7", "8", 100)


def test_last_years_text_is_found_from_its_roll_up(tmp_path: Path) -> None:
    put(tmp_path / "2024", "甲局", *WORK, year=2024)
    put(tmp_path / "2025", "甲局", *WORK)
    roll_up(tmp_path, 2024)
    assert ("甲局", "RU-21") in codes(roll_up(tmp_path, 2025, "--prior", tmp_path / "汇总2024.xlsx"))
