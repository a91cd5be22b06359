"""Supplements: what they may add, how they go with a form, and what becomes of a filing without them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command_line import run
from tests.forms.made_up import FOLDER as MADE_UP
from tests.ingest.samples import sample
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.errors import FormError, OutputError, UnknownForm
from toolkit.filing import Entry, Filing
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.form import Forms
from toolkit.form.registry import FOLDERS
from toolkit.ingest import read_any
from toolkit.workbook.writing.build import build_workbook

BASE = "gkgb-2021"
Extra = dict[str, Any]


def extra(supplement: str, table: str = "platform", *, to: str = BASE) -> Extra:
    """A supplement of one table of two counts."""
    return {
        "supplement_to": to,
        "id": supplement,
        "version": 1,
        "name": f"补充表 {supplement}",
        "sections": [
            {"id": table, "heading": f"七、{supplement}", "sheet": f"七 {supplement}", "table": table},
        ],
        "tables": [
            {
                "id": table,
                "caption": f"{supplement} 情况",
                "short": f"表 {supplement}",
                "layout": "matrix",
                "blocks": [
                    {
                        "columns": [{"id": "count", "label": f"{supplement} 个数"}],
                        "rows": [
                            {"id": "opened", "label": f"{supplement} 新开栏目"},
                            {"id": "closed", "label": f"{supplement} 关停栏目"},
                        ],
                    }
                ],
            }
        ],
    }


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Extra], Path]:
    """``put(supplement)``: its folder, which commands look into."""
    monkeypatch.setenv(FOLDERS, str(tmp_path / "forms"))
    (tmp_path / "forms").mkdir()

    def written(supplement: Extra) -> Path:
        folder = tmp_path / "forms" / str(supplement["id"])
        folder.mkdir()
        (folder / "form.yaml").write_text(json.dumps(supplement, ensure_ascii=False), encoding="utf-8")
        return folder

    return written


def at_hand(*folders: Path) -> Forms:
    return Forms(named=[str(folder) for folder in folders])


def filled(forms: Forms, *supplements: str) -> Filing:
    """A filing in which every count of the supplements is 3."""
    form = forms.with_supplements(forms.form(BASE), supplements)
    base = sample(BASE)
    inputs = {quantity: base.inputs.get(quantity, Entry(number=3)) for quantity in form.inputs}
    return replace(base, form=form, inputs=inputs)


def test_a_form_with_its_supplements(put: Callable[[Extra], Path]) -> None:
    forms = at_hand(put(extra("one")), put(extra("two", "channels")))
    form = forms.form("gkgb-2021+one+two")
    base = forms.form(BASE)
    assert [each.id for each in form.sections] == [*(each.id for each in base.sections), "platform", "channels"]
    assert set(form.inputs) - set(base.inputs) == {
        "platform.opened.count", "platform.closed.count", "channels.opened.count", "channels.closed.count"
    }  # fmt: skip
    assert [(each.id, each.tables) for each in form.additions] == [("one", ("platform",)), ("two", ("channels",))]
    assert len({base.digest, form.digest, *(each.digest for each in form.additions)}) == 4
    assert forms.available == ("gkgb-2019", BASE, "gkgb-2021-condensed")
    assert [form.id for form in forms.combinations] == [
        "gkgb-2019", BASE, "gkgb-2021+one", "gkgb-2021+two", "gkgb-2021-condensed"
    ]  # fmt: skip
    assert forms.families == ("gkgb",)


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"rules": []}, "rules：补充表只能增加表（tables）和部分（sections）"),
        ({"years": {"first": 2021}}, "years：补充表只能增加表（tables）和部分（sections）"),
        ({"tables": {}}, "tables：应为列表"),
        ({"tables": [], "sections": []}, "tables：补充表没有增加什么"),
        ({"id": "three"}, "id：应与文件夹的名称“one”相同，现为 'three'"),
        ({"supplement_to": "gkgb-2020"}, "supplement_to：没有表式“gkgb-2020”"),
        ({"supplement_to": "one"}, "supplement_to：没有表式“one”"),
        ({"tables": extra("one", "disputes")["tables"]}, "tables：“disputes”出现了 2 次"),
        ({"sections": extra("one", "overview")["sections"]}, "sections：“overview”出现了 2 次"),
        ({"sections": []}, "tables[0]：没有哪个部分（sections）写明 table: platform"),
    ],
)
def test_what_a_supplement_may_not(put: Callable[[Extra], Path], change: Extra, mistake: str) -> None:
    folder = put(extra("one"))
    (folder / "form.yaml").write_text(json.dumps(extra("one") | change), encoding="utf-8")
    with pytest.raises(FormError) as caught:
        at_hand(folder)
    assert any(each.startswith(mistake) for each in caught.value.mistakes), caught.value.mistakes
    forms = Forms(folders=[folder.parent])
    assert forms.available == ("gkgb-2019", BASE, "gkgb-2021-condensed")
    assert [error.form for error in forms.skipped] == ["one"]


def test_its_form_may_be_in_the_folder_beside(tmp_path: Path) -> None:
    """And a mistake is said to be in the file in which it is."""
    base, own = tmp_path / "zhandian-2024" / "form.yaml", tmp_path / "one" / "form.yaml"
    for file in (base, own):
        file.parent.mkdir()
    sound = (MADE_UP / "zhandian-2024" / "form.yaml").read_text("utf-8")
    added = extra("one", to="zhandian-2024")
    added["sections"][0]["drafts"] = [{"text": "{{ 甲 }}。"}]
    own.write_text(json.dumps(added, ensure_ascii=False), encoding="utf-8")
    blank = ("new", "--supplement", own.parent, "--agency", "某局", "--year", 2024, "-o", tmp_path / "空白.xlsx")
    for text, mistake in (
        (sound, "sections[0].drafts[0].text：没有“甲”这个名称"),
        (sound.replace("{{ ", "{{ 乙", 1), "supplement_to：表式“zhandian-2024”有错："),
    ):
        base.write_text(text, encoding="utf-8")
        assert mistake in run("forms", "--check", own.parent).output
        result = run(*blank)
        assert (result.exit_code, mistake in result.stderr) == (2, True), result.stderr


def test_supplements_of_one_name_do_not_go_together(put: Callable[[Extra], Path]) -> None:
    forms = at_hand(put(extra("one")), put(extra("two")))
    with pytest.raises(FormError, match="“platform”出现了 2 次"):
        forms.form("gkgb-2021+one+two")


@pytest.mark.parametrize("form_id", ["gkgb-2019+one", "gkgb-2021+gkgb-2019", "gkgb-2021+nobody", "one", "gkgb-2021+"])
def test_ids_of_nothing(put: Callable[[Extra], Path], form_id: str) -> None:
    with pytest.raises(UnknownForm):
        at_hand(put(extra("one"))).form(form_id)


def test_an_id_out_of_a_file_names_no_path(put: Callable[[Extra], Path]) -> None:
    folder = put(extra("one"))
    with pytest.raises(UnknownForm):
        Forms().form(f"gkgb-2021+{folder}")
    assert Forms().nearest(BASE, [str(folder)])[1] == (str(folder),)


def test_new_attaches_supplements(put: Callable[[Extra], Path], tmp_path: Path) -> None:
    put(extra("one"))
    blank, following = tmp_path / "空白.xlsx", tmp_path / "下年.xlsx"
    head = ("new", "--agency", "某局", "--year", 2024)
    result = run(*head, "--supplement", tmp_path / "forms" / "one", "-o", blank)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = {row[0].value: row[1].value for row in openpyxl.load_workbook(blank)["_xl_report"].iter_rows(max_col=2)}
    [added] = at_hand(tmp_path / "forms" / "one").form("gkgb-2021+one").additions
    assert (rows["form"], rows["supplement one"]) == (BASE, added.digest)
    assert run("new", "--from", blank, "-o", following).exit_code == 0
    assert read_any(following, at_hand(tmp_path / "forms" / "one"))[0].form.id == "gkgb-2021+one"
    wrong = run(*head, "--form", "gkgb-2021-condensed", "--supplement", "one", "-o", tmp_path / "无.xlsx")
    assert wrong.exit_code == 2
    assert "补充表“one”是“gkgb-2021”的，不能附在“gkgb-2021-condensed”上。" in wrong.stderr
    assert run(*head, "--supplement", BASE, "-o", tmp_path / "无.xlsx").exit_code == 2


def test_last_years_workbook_is_read_with_the_supplement_that_is_named(
    put: Callable[[Extra], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, data, following = put(extra("one")), tmp_path / "上年.json", tmp_path / "下年.xlsx"
    data.write_text(filing_to_json(filled(at_hand(folder), "one")), encoding="utf-8")
    monkeypatch.delenv(FOLDERS)
    result = run("new", "--from", data, "--supplement", folder, "-o", following)
    assert (result.exit_code, "上年用的是" in result.stderr) == (0, False), result.stderr
    this, _ = read_any(following, at_hand(folder))
    assert this.last_year("platform.opened.count") == filled(at_hand(folder), "one").number("platform.opened.count")


def test_data_lists_them(put: Callable[[Extra], Path]) -> None:
    forms = at_hand(put(extra("one")))
    filing = filled(forms, "one")
    raw = json.loads(filing_to_json(filing))
    [added] = filing.form.additions
    assert (raw["form"], raw["supplements"]) == (BASE, [{"id": "one", "digest": added.digest}])
    assert raw["form_digest"] == forms.form(BASE).digest
    back, findings = filing_from_json(json.dumps(raw), "", forms)
    assert (back.form.id, findings) == ("gkgb-2021+one", ())
    assert back.number("platform.opened.count") == 3
    raw["supplements"][0]["digest"] = "0" * 64
    _, findings = filing_from_json(json.dumps(raw), "", forms)
    assert [(each.code, each.severity.value) for each in findings] == [("IM-21", "note")]


def test_without_a_supplement_the_rest_is_read(put: Callable[[Extra], Path], tmp_path: Path) -> None:
    filing = filled(at_hand(put(extra("one"))), "one")
    data, workbook = tmp_path / "数据.json", tmp_path / "填报.xlsx"
    data.write_text(filing_to_json(filing), encoding="utf-8")
    workbook.write_bytes(build_workbook(filing.form, filing=filing))
    for path in (data, workbook):
        back, findings = read_any(path, Forms())
        assert back.form.id == BASE
        assert {key: back.number(key) for key in back.form.inputs} == {
            key: filing.number(key) for key in back.form.inputs
        }
        reported = [each for each in findings if each.code == "IM-21"]
        assert [each.message for each in reported] == [
            "来源附有补充表“one”，这里没有，它的内容没有读入，其余照常读入。"
        ]
        assert "--form" in reported[0].remedy
        assert FOLDERS in reported[0].remedy
        assert not any(each.blocks for each in findings)
        assert back.missing_supplements == ("one",)
        again, _ = filing_from_json(filing_to_json(back), "", Forms())
        assert again.missing_supplements == ("one",)
        with pytest.raises(OutputError, match="补充表“one”"):
            api.render(path, ["txt"], forms=Forms())
        assert api.render(path, ["txt"], forms=Forms(), draft=True).reports


def test_what_repair_leaves_of_it_is_said(put: Callable[[Extra], Path], tmp_path: Path) -> None:
    """And what staff did to the workbook is still said to be theirs."""
    folder, workbook = put(extra("one")), tmp_path / "填报.xlsx"
    filing = filled(at_hand(folder), "one")
    package = Package.of(build_workbook(filing.form, filing=filing))
    package.put("三 申请办理!A6", "改过的行名")
    workbook.write_bytes(package.to_bytes())
    folder.rename(tmp_path / "elsewhere")
    result = run("repair", workbook, "-o", tmp_path / "修复.xlsx")
    assert "“七 one”是这里没有的补充表的，里面的内容没有读入。" in result.stderr
    assert "这里固定的文字被改成了“改过的行名”" in result.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"supplement_to": "gkgb-2019"}, "它是“gkgb-2019”的，不能附在“政府信息公开工作年度报告（2021年版格式）”上"),
        ({"tables": {}}, "它的文件有错误，不能使用"),
    ],
)
def test_why_a_supplement_is_not_read(put: Callable[[Extra], Path], change: Extra, said: str) -> None:
    """That it is not there is said of one only that is not."""
    folder = put(extra("one"))
    data = filing_to_json(filled(at_hand(folder), "one"))
    (folder / "form.yaml").write_text(json.dumps(extra("one") | change), encoding="utf-8")
    back, findings = filing_from_json(data, "数据.json", Forms(folders=[folder.parent]))
    assert back.missing_supplements == ("one",)
    [reported] = [each for each in findings if each.code == "IM-21"]
    assert said in reported.message


def test_units_without_it_still_count(put: Callable[[Extra], Path], tmp_path: Path) -> None:
    forms = at_hand(put(extra("one")), put(extra("two", "channels")))
    folder, output = tmp_path / "各单位", tmp_path / "汇总.xlsx"
    folder.mkdir()
    for name, supplements in (("甲局", ["one"]), ("乙局", ["two"]), ("丙局", [])):
        filing = filled(forms, *supplements)
        raw = json.loads(filing_to_json(filing)) | {"agency": name, "level": "county_department"}
        (folder / f"{name}.json").write_text(json.dumps(raw), encoding="utf-8")
    result = run(
        "rollup", "run", folder, "-o", output, "--agency", "某县人民政府", "--jobs", 1, "--format", "json",
        "--include-errors",
    )  # fmt: skip
    assert result.exit_code in (0, 1), result.output
    findings = json.loads(result.stdout)["findings"]
    reported = {each["message"] for each in findings if each["code"] == "RU-14"}
    assert "RU-07" not in {each["code"] for each in findings}  # nothing was merged
    whole, _ = read_any(output, forms)
    assert whole.form.id == "gkgb-2021+one+two"
    assert whole.number("platform.opened.count") == whole.number("channels.closed.count") == 3
    received = "applications.received.business"
    assert whole.number(received) == 3 * (sample(BASE).number(received) or 0)
    assert "补充表“补充表 one”有的单位没有报送（丙局、乙局），这些汇总数里没有它们的：" in "".join(reported), reported


def test_what_is_printed_says_which_supplements(put: Callable[[Extra], Path], tmp_path: Path) -> None:
    forms = at_hand(put(extra("one")), put(extra("two", "channels")))
    for supplements in ((), ("two",), ("one", "two")):
        data, report = tmp_path / "数据.json", tmp_path / "报告.html"
        data.write_text(filing_to_json(filled(forms, *supplements)), encoding="utf-8")
        run("render", data, "--draft", "-o", report)
        back, _ = read_any(report, forms)
        assert [each.id for each in back.form.additions] == list(supplements)


def test_forms_lists_them(put: Callable[[Extra], Path]) -> None:
    put(extra("one"))
    shown = run("forms").output.splitlines()
    assert shown[2] == "one\tgkgb-2021 的补充表\t补充表 one"
    assert "platform.opened.count" in run("forms", "gkgb-2021+one").output
    assert run("forms", "one").output == run("forms", "gkgb-2021+one").output
