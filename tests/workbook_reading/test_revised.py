"""A workbook on a form that has changed since: what changed is reported, and what both have is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import run
from tests.ingest.samples import sample
from tests.sizes import sampled
from tests.workbook_reading.surgery import Package
from toolkit.errors import UnreadableFile
from toolkit.filing import Entry, Paragraph
from toolkit.finding import Finding
from toolkit.form import Form, Forms, Severity
from toolkit.ingest import read_any
from toolkit.workbook.writing.build import blank_filing, build_workbook

HEAD = "extends: gkgb-2021\nid: trial\nname: 试验表式\n"
CHANGES = """
rows:
  applications.not_processed.publication: null
  applications.not_processed.moved: {id: moved, label: 6.转由其他渠道办理}
tables: {disputes: {blocks: {0: {columns: {upheld: {label: 维持}}}}}}
rules: {T2-02: null}
checks: {T3-40: null}
"""
_WRITTEN: dict[str, bytes] = {}
CELL = "applications.received.business"


def form_in(folder: Path, version: int, more: str = "") -> Form:
    """The form of that folder, as it is now."""
    folder.mkdir(exist_ok=True)
    (folder / "form.yaml").write_text(f"{HEAD}version: {version}\n{more}", encoding="utf-8")
    return Forms(named=[str(folder)]).form("trial")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    form, path = form_in(tmp_path / "trial", 1), tmp_path / "填报.xlsx"
    path.write_bytes(_written(form))
    return path


def _written(form: Form) -> bytes:
    """The workbook of the sample on a form, which each test reads for itself."""
    if form.digest not in _WRITTEN:
        _WRITTEN[form.digest] = build_workbook(form, filing=replace(sample("gkgb-2021"), form=form))
    return _WRITTEN[form.digest]


@pytest.mark.parametrize("version", sampled([2, 1], 1))
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


SMALL = """
id: small
version: 1
name: 培训台账
notice: {title: 虚构的办法, number: 虚构〔2025〕1号, law: 《虚构条例》}
years: {first: 2025}
title: "{year}年培训台账"
levels: []
sections:
  - {id: courses, heading: 一、培训情况, sheet: 一 培训情况, table: courses}
  - {id: notes, heading: 二、培训说明, sheet: 二 培训说明}
  - {id: plans, heading: 三、培训打算, sheet: 三 培训打算}
tables:
  - id: courses
    caption: 培训台账
    short: 培训表
    layout: matrix
    blocks:
      - stub: 内容
        columns: [{id: times, label: 场次, unit: 场}, {id: people, label: 人次, unit: 人次}]
        rows: [{id: law, label: 条例解读}, {id: system, label: 平台操作}, {id: tools, label: 工具},
          {id: all, label: 合计}]
sums:
  - code: PX-01
    table: courses
    row: all
    of: law + system + tools
    wording: {title: 合计, message: 不符, remedy: 核对, why: 算术, source: 算术, example: 无}
rules: []
"""
TABLE = "一 培训情况"
NO_ROW = (("{id: system, label: 平台操作}, ", ""), ("law + system", "law"))
NO_COLUMN = ((", {id: people, label: 人次, unit: 人次}", ""),)
NO_SECTION = (("  - {id: plans, heading: 三、培训打算, sheet: 三 培训打算}\n", ""),)
NEW_WORDS = (("label: 条例解读", "label: 条例和政策解读"),)
SAID_TO_BE_NEW = (("label: 条例解读", "label: 条例和政策解读, was: [条例解读]"),)
REPEATED = (
    (
        "[{id: law, label: 条例解读}, {id: system, label: 平台操作}, {id: tools, label: 工具},",
        "{repeat: course, most: 3,",
    ),
    ("          {id: all, label: 合计}]", "          label: 培训, total: 合计}"),
    ("row: all", "row: total"),
    ("law + system + tools", "course"),
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workbook on that form."""
    form = small_form(tmp_path)
    inputs = {cell: Entry(number=number) for number, cell in enumerate(form.inputs, start=1)}
    text = {slot: (Paragraph(text="一段文字。"),) for slot in ("notes", "plans")}
    filing = replace(blank_filing(form, "某局", 2025, None), inputs=inputs, narrative=text)
    (tmp_path / "填报.xlsx").write_bytes(build_workbook(form, filing=filing))
    return tmp_path / "填报.xlsx"


def small_form(folder: Path, *changes: tuple[str, str]) -> Form:
    """The form, as it is now with these changes."""
    text = SMALL
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / "small").mkdir(exist_ok=True)
    (folder / "small" / "form.yaml").write_text(text, encoding="utf-8")
    return Forms(named=[str(folder / "small")]).form("small")


def found_after(workbook: Path, *changes: tuple[str, str]) -> list[Finding]:
    small_form(workbook.parent, ("version: 1", "version: 2"), *changes)
    _, findings = read_any(workbook, Forms(named=[str(workbook.parent / "small")]))
    return list(findings)


def briefly(findings: list[Finding]) -> list[tuple[str, Severity, str]]:
    return [(each.code, each.severity, str(each.where)) for each in findings if each.code != "WB-05"]


def test_a_row_that_the_form_has_dropped(small: Path) -> None:
    """Nobody inserted it, and nobody altered the formulas that add it up."""
    findings = found_after(small, *NO_ROW)
    assert briefly(findings) == [
        ("WB-16", Severity.WARNING, f"{TABLE}!A5"),
        ("WB-07", Severity.WARNING, f"{TABLE}!B7"),
    ]
    assert "第 5 行是工作簿生成时的表式有、现在没有的" in findings[1].message
    assert "B5 是“3”、C5 是“4”" in findings[1].message
    assert "B7 是 9（应为 6）" in findings[2].message


def test_a_column_at_the_end_that_the_form_has_dropped(small: Path) -> None:
    findings = found_after(small, *NO_COLUMN)
    assert briefly(findings) == [("WB-16", Severity.WARNING, f"{TABLE}!C3")]
    assert " C 列是工作簿生成时的表式有、现在没有的" in findings[1].message


def test_a_section_that_the_form_has_dropped(small: Path) -> None:
    [revision, *_] = findings = found_after(small, *NO_SECTION)
    assert briefly(findings) == []
    assert "去掉：三 培训打算。" in revision.message
    result = run("repair", small, "--form", small.parent / "small", "-o", small.with_name("修复.xlsx"))
    assert "“三 培训打算”是工作簿生成时的表式有、现在没有的" in result.stderr
    assert result.exit_code == 0


def test_a_section_that_the_form_has_got(small: Path) -> None:
    added = "  - {id: more, heading: 四、其他, sheet: 四 其他}\ntables:\n"
    [revision, *_] = findings = found_after(small, ("tables:\n", added))
    assert "新增：四、其他。" in revision.message
    assert {each.severity for each in findings} == {Severity.NOTE}


def test_words_that_the_form_has_changed(small: Path) -> None:
    assert briefly(found_after(small, *NEW_WORDS)) == [("WB-08", Severity.NOTE, f"{TABLE}!A4")]


def test_words_that_the_form_says_it_had(small: Path) -> None:
    [revision] = found_after(small, *SAID_TO_BE_NEW)
    assert "改了名称：条例和政策解读。" in revision.message


def test_of_repeated_rows_a_column_or_a_row_is_said_once(tmp_path: Path) -> None:
    form = small_form(tmp_path, *REPEATED)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(build_workbook(form, filing=blank_filing(form, "某局", 2025, None)))
    hours = ("{id: people, label: 人次, unit: 人次}", "{id: hours, label: 学时, unit: 学时}")
    [revision, *_] = found_after(path, *REPEATED, hours, ("most: 3", "most: 4"))
    assert "；新增：各行，学时、第4行、合计，学时；" in revision.message
    assert "；去掉：courses.course.people、courses.total.people。" in revision.message


def test_what_staff_did_is_reported_beside_it(small: Path) -> None:
    """A row of their own, a figure over a formula, and one beside the table."""
    package = Package.of(small.read_bytes())
    package.move_rows(TABLE, 4, 1)
    package.put(f"{TABLE}!B4", 12)
    package.put(f"{TABLE}!C8", 99)
    package.put(f"{TABLE}!H6", 5)
    small.write_bytes(package.to_bytes())
    found = set(briefly(found_after(small, *NO_ROW)))
    assert found >= {
        ("WB-16", Severity.ERROR, f"{TABLE}!B4"),
        ("WB-16", Severity.WARNING, f"{TABLE}!A6"),
        ("WB-07", Severity.ERROR, f"{TABLE}!C8"),
    }
    assert any(str(ref.where) == f"{TABLE}!H6" for each in found_after(small, *NO_ROW) for ref in each.cells)


def test_a_faulty_form_is_not_said_to_be_missing(small: Path) -> None:
    text = (small.parent / "small" / "form.yaml").read_text("utf-8")
    (small.parent / "small" / "form.yaml").write_text(text.replace("law + system", "law + nothing"), "utf-8")
    with pytest.raises(UnreadableFile, match="“small”，它的文件有错误，不能使用") as caught:
        read_any(small, Forms(folders=[small.parent]))
    assert caught.value.code == "WB-03"


def test_without_its_metadata_a_workbook_may_be_of_several_forms(small: Path) -> None:
    """Then it is asked for; but not between a form and one that has more."""
    package = Package.of(small.read_bytes())
    package.drop("_xl_report")
    small.write_bytes(package.to_bytes())
    folder, twin, less = (small.parent / name for name in ("small", "twin", "less"))
    for other, changes in ((twin, ()), (less, NO_ROW)):
        other.mkdir()
        text = (folder / "form.yaml").read_text("utf-8").replace("id: small", f"id: {other.name}")
        for before, after in changes:
            text = text.replace(before, after)
        (other / "form.yaml").write_text(text, encoding="utf-8")
    assert read_any(small, Forms(named=[str(less), str(folder)]))[0].form.id == "small"
    with pytest.raises(UnreadableFile, match="这几种表式的：small、twin，不能肯定是哪一种") as caught:
        read_any(small, Forms(folders=[small.parent]))
    assert "--form" in caught.value.way_out
    assert read_any(small, Forms(folders=[small.parent], named=["twin"]))[0].form.id == "twin"
