"""A workbook on a form that has changed since: what changed is reported, and what both have is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import run
from tests.ingest.samples import sample
from toolkit.form import Form, Forms
from toolkit.ingest import read_any
from toolkit.workbook.writing.build import build_workbook

HEAD = "extends: gkgb-2021\nid: trial\nname: 试验表式\n"
CHANGES = """
rows:
  applications.not_processed.publication: null
  applications.not_processed.moved: {id: moved, label: 6.转由其他渠道办理}
tables: {disputes: {blocks: {0: {columns: {upheld: {label: 维持}}}}}}
rules: {T2-02: null}
checks: {T3-40: null}
"""
CELL = "applications.received.business"


def form_in(folder: Path, version: int, more: str = "") -> Form:
    """The form of that folder, as it is now."""
    folder.mkdir(exist_ok=True)
    (folder / "form.yaml").write_text(f"{HEAD}version: {version}\n{more}", encoding="utf-8")
    return Forms(named=[str(folder)]).form("trial")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    filing = replace(sample("gkgb-2021"), form=form_in(tmp_path / "trial", 1))
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(filing.form, filing=filing))
    return path


@pytest.mark.parametrize("version", [1, 2])
def test_what_changed_is_reported(workbook: Path, version: int) -> None:
    form = form_in(workbook.parent / "trial", version, CHANGES)
    filing, findings = read_any(workbook, Forms(named=[str(workbook.parent / "trial")]))
    [reported] = [each for each in findings if each.code == "WB-05"]
    assert reported.message.startswith(
        "这份工作簿的表式是第 1 版，现为第 2 版；" if version == 2 else "这份工作簿生成以后，"
    )
    added = [form.label(cell) for cell in form.cells if ".moved." in cell]
    for words in (
        f"新增：{'、'.join(added)}",
        "去掉：applications.not_processed.publication.natural_person",
        "改了名称：维持",
        "去掉检查：T2-02、T3-40",
    ):
        assert words in reported.message, reported.message
    kept = [cell for cell in filing.form.inputs if ".moved." not in cell]
    assert {cell: filing.number(cell) for cell in kept} == {cell: sample("gkgb-2021").number(cell) for cell in kept}


def test_the_same_form_with_another_remark_is_reported_of_no_change(workbook: Path) -> None:
    form_in(workbook.parent / "trial", 1, "# 只多一句注释\n")
    _, findings = read_any(workbook, Forms(named=[str(workbook.parent / "trial")]))
    assert findings == ()


def test_repair_moves_what_both_have(workbook: Path) -> None:
    folder = workbook.parent / "trial"
    form_in(folder, 2, CHANGES)
    target = workbook.with_name("修复.xlsx")
    result = run("repair", workbook, "--form", folder, "-o", target)
    assert target.is_file(), result.output
    filing, findings = read_any(target, Forms(named=[str(folder)]))
    assert [each.code for each in findings if each.code == "WB-05"] == []
    assert filing.number(CELL) == sample("gkgb-2021").number(CELL)
    lost = sample("gkgb-2021").number("applications.not_processed.publication.natural_person")
    assert f"{lost}" in result.output
