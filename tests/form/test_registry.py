"""Forms at hand: found by id, file or folder; a faulty one is reported and harms no other."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.command_line import run
from toolkit.errors import FormError, UnknownForm
from toolkit.form.registry import FOLDERS, Forms

HEAD = "extends: gkgb-2021\nversion: 1\nname: 试验表式\n"


def put(folder: Path, form_id: str, *lines: str) -> Path:
    """The form file of a made-up edition, in a folder of its own."""
    file = folder / form_id / "form.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"{HEAD}id: {form_id}\n" + "\n".join(lines), encoding="utf-8")
    return file


def test_forms_of_further_folders(tmp_path: Path) -> None:
    put(tmp_path, "gkgb-2026", "years: {first: 2026}")
    put(tmp_path, "gkgb-2027", "extends: gkgb-2026")
    put(tmp_path, "gkgb-2021")
    forms = Forms([tmp_path, tmp_path / "nowhere"])
    assert forms.available == ("gkgb-2019", "gkgb-2021", "gkgb-2021-condensed", "gkgb-2026")
    assert forms.load("gkgb-2026").years.first == 2026
    assert forms.load("gkgb-2021").name != "试验表式"
    assert {name: error.mistakes for name, error in forms.faulty.items()} == {
        str(tmp_path / "gkgb-2021" / "form.yaml"): ("id：已经有编号是“gkgb-2021”的表式（随程序提供）",),
        str(tmp_path / "nowhere"): ("XL_REPORT_FORMS：这个文件夹打不开：文件不存在",),
        "gkgb-2027": ("第 5 行第 1 列：“extends”在第 1 行已经写过",),
    }
    with pytest.raises(FormError):
        forms.load("gkgb-2027")


def test_a_folder_and_the_id_in_it_are_the_same(tmp_path: Path) -> None:
    file = put(tmp_path, "gkgb-2026")
    file.write_text(f"{HEAD}id: gkgb-2027\n", encoding="utf-8")
    with pytest.raises(FormError) as caught:
        Forms([tmp_path]).load("gkgb-2026")
    assert caught.value.mistakes == ("id：应与文件夹的名称“gkgb-2026”相同，现为 'gkgb-2027'",)
    with pytest.raises(FormError):
        Forms().load(str(file.parent))
    lone = Forms()
    assert lone.load(str(file)).id == "gkgb-2027"
    assert lone.load("gkgb-2027") is lone.load(str(file))


def test_two_forms_of_one_id_are_not_mixed_up(tmp_path: Path) -> None:
    file = put(tmp_path, "gkgb-2019")
    with pytest.raises(UnknownForm, match="是另一个表式的（随程序提供）"):
        Forms().load(str(file))
    first, second = put(tmp_path / "one", "gkgb-2026"), put(tmp_path / "two", "gkgb-2026", "variant: true")
    forms = Forms([tmp_path / "one", tmp_path / "one", tmp_path / "two"])
    assert {name: error.mistakes for name, error in forms.faulty.items()} == {
        str(second): (f"id：已经有编号是“gkgb-2026”的表式（{first}）",)
    }


def test_a_forms_own_folder_is_none_of_forms(tmp_path: Path) -> None:
    folder = put(tmp_path, "gkgb-2026").parent
    [error] = Forms([folder]).skipped
    assert error.mistakes == ("XL_REPORT_FORMS：这是一个表式的文件夹，请写放它的那个文件夹",)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"id: \x01", "表".encode("gb18030")])
def test_what_is_no_text_is_said_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "form.yaml").write_bytes(content)
    with pytest.raises(FormError) as caught:
        Forms().load(str(tmp_path / "form.yaml"))
    [mistake] = caught.value.mistakes
    assert mistake.startswith("文件：")
    assert "\n" not in mistake


@pytest.mark.parametrize("name", ["nowhere/form.yaml", "nowhere.yaml", "gkgb-202l", ""])
def test_what_is_no_form(name: str) -> None:
    with pytest.raises(UnknownForm):
        Forms().load(name)


def test_an_id_out_of_a_file_is_no_path(tmp_path: Path) -> None:
    file = put(tmp_path, "gkgb-2026")
    forms = Forms()
    for name in (str(file), str(file.parent)):
        with pytest.raises(UnknownForm):
            forms.form(name)
    assert forms.load(str(file)).id == "gkgb-2026"


def test_only_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "form.yaml")
    with pytest.raises(UnknownForm, match="没有表式文件"):
        Forms().load(str(tmp_path))
    assert not Forms([tmp_path]).faulty


def test_families(tmp_path: Path) -> None:
    put(tmp_path, "gkgb-2026", "years: {first: 2026}")
    put(tmp_path, "gkgb-2030", "years: {first: 2030}", "variant: true")
    put(tmp_path, "website", "family: website")
    forms = Forms([tmp_path])
    assert [form.id for form in forms.family("gkgb")] == [
        "gkgb-2026", "gkgb-2021", "gkgb-2019", "gkgb-2030", "gkgb-2021-condensed"
    ]  # fmt: skip
    newest = [(year, forms.newest("gkgb", year)) for year in (2018, 2019, 2021, 2026, 2031)]
    assert [(year, form and form.id) for year, form in newest] == [
        (2018, None), (2019, "gkgb-2019"), (2021, "gkgb-2021"), (2026, "gkgb-2026"), (2031, "gkgb-2026")
    ]  # fmt: skip
    assert [form.id for form in forms.family("website")] == ["website"]
    assert forms.families == ("gkgb", "website")


@pytest.mark.scale
def test_new_takes_the_newest_form_of_the_only_family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    put(tmp_path, "gkgb-2026", "years: {first: 2026}")
    put(tmp_path, "gkgb-2027", "years: {first: 2027}", "variant: true")

    def new(year: int, *more: str) -> tuple[int, str, str]:
        target = tmp_path / f"{year}.xlsx"
        made = run("new", "--agency", "某局", "--year", year, "-o", target, *more)
        return made.exit_code, form_of(target) if target.is_file() else "", made.stderr

    assert new(2025) == (0, "gkgb-2021", "")
    assert new(2027, "--from", str(tmp_path / "2025.xlsx"))[0] == 2  # not the year before
    assert new(2026, "--from", str(tmp_path / "2025.xlsx"))[:2] == (0, "gkgb-2026")
    assert new(2027)[:2] == (0, "gkgb-2026")
    put(tmp_path, "website", "family: website")
    code, form, words = new(2028)
    assert (code, form) == (2, "")
    assert "请用 --form 写明：gkgb-2026（试验表式）、website（试验表式）。" in words


def form_of(workbook: Path) -> str:
    """The form that a workbook says it is on."""
    cells = openpyxl.load_workbook(workbook)["_xl_report"]
    rows = {row[0].value: row[1].value for row in cells.iter_rows(max_col=2) if row[0].value}
    return str(rows["form"])


def test_a_faulty_form_stops_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    put(tmp_path, "gkgb-2026", "titel: 甲")
    explained = run("explain", "T3-01")
    assert explained.exit_code == 0
    assert "T3-01" in explained.stdout
    assert explained.stderr.count("不认识“titel”") == explained.stderr.count("没有使用有错误的表式") == 1
    assert "gkgb-2026" not in FORMS.available
