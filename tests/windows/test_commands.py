"""Every command and format: on Windows it says and makes what it does here."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.command_line import run
from tests.regenerate import EXAMPLE, WORKBOOK
from tests.rollup.county import UNITS
from tests.rollup.factory import workbook as unit_workbook
from tests.windows.wine import Wine
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.cli.group import COMMANDS
from toolkit.workbook.writing.build import build_workbook

STEPS: Mapping[str, tuple[str, ...]] = {
    "help": ("--help",),
    "new": ("new", "--agency", "某市市场监督管理局", "--year", "2025", "--level", "city_department"),
    "new-from": ("new", "--from", "填报.xlsx", "-o", "明年.xlsx"),
    "check": ("check", "填报.xlsx", "有错.xlsx", "数据.json", "报告.html", "没有.xlsx"),
    "check-json": ("check", "--format", "json", "有错.xlsx", "国标码.txt"),
    "check-word": ("check", "报告.docx"),
    "annotate": ("annotate", "有错.xlsx"),
    "render": ("render", "填报.xlsx", "--to", "docx,html,md,txt", "-o", "结果"),
    "render-nothing": ("render", "有错.xlsx"),
    "render-draft": ("render", "有错.xlsx", "--draft", "--tidy", "--to", "html", "-o", "草稿.html"),
    "render-to-the-pipe": ("render", "填报.xlsx", "--to", "md", "-o", "-"),
    "preview": ("preview", "填报.xlsx"),
    "import-page": ("import", "报告.html", "-o", "转自网页.xlsx"),
    "import-word": ("import", "报告.docx", "-o", "转自文档.xlsx"),
    "import-text": ("import", "国标码.txt", "-o", "转自文本.xlsx"),
    "fill": ("fill", "数据.json", "-o", "填好.xlsx"),
    "export": ("export", "填报.xlsx", "-o", "导出.json"),
    "compare": ("compare", "有错.xlsx", "填报.xlsx", "-o", "对比.html"),
    "compare-sheet": ("compare", "有错.xlsx", "填报.xlsx", "-o", "对比.xlsx"),
    "verify": ("verify", "报告.html", "--against", "填报.xlsx"),
    "verify-text": ("verify", "国标码.txt", "--against", "有错.xlsx"),
    "render-corrects": ("render", "填报.xlsx", "--corrects", "报告.docx"),
    "sign": ("sign", "送审.xlsx", "--round", "初审", "--name", "王一", "--decision", "通过", "--on", "2026-01-10"),
    "repair": ("repair", "有错.xlsx"),
    "roster": ("rollup", "roster", "--year", "2025", "--agency", "某县人民政府", "-o", "名册.xlsx"),
    "ledger": ("ledger", "new", "--agency", "某市市场监督管理局", "--year", "2025", "-o", "台账.xlsx"),
    "explain": ("explain", "T3-01"),
    "forms": ("forms", "gkgb-2021"),
    "unknown": ("chek",),
}
"""Commands, each run in a folder of its own that holds the same files."""

ELSEWHERE = {"rollup", "doctor", "live", "shortcuts", "bundle", "window", "sign-pdf"}
"""What depends on the computer, and has tests of its own; ``live`` needs Excel, which Wine has not, and ``sign-pdf``
what the folder does not bring.
"""


@cache
def given() -> Mapping[str, bytes]:
    """The files that a folder holds before."""
    report = next(EXAMPLE.glob("*报告.txt")).read_text(encoding="utf-8")
    faulty = Package.of(WORKBOOK.read_bytes())
    faulty.put("三 申请办理!D7", "20件")
    filing = replace(api.read(WORKBOOK).filing, for_review=True)
    return {
        "填报.xlsx": WORKBOOK.read_bytes(),
        "有错.xlsx": faulty.to_bytes(),
        "送审.xlsx": build_workbook(filing.form, filing=filing),
        "数据.json": (EXAMPLE / "filing.json").read_bytes(),
        "报告.html": next(EXAMPLE.glob("*.html")).read_bytes(),
        "报告.docx": next(EXAMPLE.glob("*.docx")).read_bytes(),
        "国标码.txt": report.encode("gb18030"),
    }


def made(folder: Path) -> Mapping[str, object]:
    """What a folder holds now; files that are zips unpacked."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): unpacked(path.read_bytes()) for path in paths}


def unpacked(data: bytes) -> object:
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_command_has_a_step() -> None:
    assert {step[0] for step in STEPS.values()} >= set(COMMANDS) - ELSEWHERE


ALL_STEPS = """
import json, os, sys
from click.testing import CliRunner
from toolkit.cli import main
said = {}
for step, arguments in json.load(sys.stdin).items():
    os.chdir(step)
    result = CliRunner().invoke(main, arguments, prog_name="xl-report")
    said[step] = result.exit_code, result.stdout, result.stderr
    os.chdir("..")
json.dump(said, sys.stdout)
"""
"""Run in one process: to start Wine takes longer than a command."""


@pytest.fixture(scope="module")
def steps(wine: Wine) -> tuple[Path, Mapping[str, list[object]]]:
    """The folder above those of the steps, each done there by Windows' own Python; and what each said."""
    above = wine.desk_of("逐条", {f"{step}/{name}": data for step in STEPS for name, data in given().items()})
    arguments = json.dumps(STEPS).encode()
    done = wine.run("python/python.exe", "-c", ALL_STEPS, cwd=above, stdin=arguments)
    assert done.code == 0, done.err
    return above, json.loads(done.out)


@pytest.mark.parametrize("step", STEPS)
def test_it_is_the_same_on_windows(
    steps: tuple[Path, Mapping[str, list[object]]], step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    above, said = steps
    for name, data in given().items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    expected = run(*STEPS[step])
    code, out, err = said[step]
    assert (code, slashes(out), slashes(err)) == (expected.exit_code, expected.stdout, expected.stderr)
    assert made(above / step) == made(tmp_path)


def slashes(words: object) -> str:
    """Words that name paths as this system spells them, with its ends of lines."""
    return str(words).replace("\\", "/").replace("\r\n", "\n")


def test_python_itself_runs_it(wine: Wine) -> None:
    assert wine.run("python/python.exe", "-m", "toolkit.cli", "--version").out.startswith("xl-report ")


def test_what_wine_lacks_is_said_and_keeps_nothing_else_back(wine: Wine) -> None:
    """typst does not load under Wine 8 (see :mod:`tests.windows.wine`): the Word report is made nevertheless."""
    desk = wine.desk_of("组件", given())
    said = wine.run("xl-report.exe", "render", "填报.xlsx", "--to", "pdf,docx", cwd=desk)
    assert said.code == 2
    assert "“PDF”没有生成" in said.err
    assert [path.suffix for path in desk.iterdir() if path.name not in given()] == [".docx"]
    doctor = wine.run("xl-report.exe", "doctor", cwd=desk)
    assert doctor.code == 0, doctor.err
    lines = {line.partition("：")[0]: line for line in doctor.out.splitlines()}
    assert "重新解压" in lines["坏　PDF 组件（typst）"]
    assert {"有　工作簿组件（openpyxl）", "有　Word 组件（python-docx）", "有　窗口组件（tkinter）"} <= set(lines)


def test_a_folder_makes_no_other_folder(wine: Wine) -> None:
    said = wine.run("xl-report.exe", "bundle")
    assert (said.code, said.out) == (2, "")
    assert "源代码" in said.err


def test_units_are_rolled_up_by_two_processes(wine: Wine) -> None:
    """Windows cannot fork: each process loads everything anew, from the same folder."""
    desk = wine.desk_of("汇总", {f"2025/{name}.xlsx": unit(name) for name in UNITS})
    whole = ("--agency", "某县人民政府", "--level", "county", "--format", "json")
    said = wine.run("xl-report.exe", "rollup", "run", "2025", "-o", "汇总.xlsx", "--jobs", "2", *whole, cwd=desk)
    assert said.code == 0, said.err
    assert json.loads(said.out)["units"]["counted"] == len(UNITS)
    explained = wine.run("xl-report.exe", "rollup", "explain", "汇总.xlsx", "新收申请", cwd=desk)
    assert UNITS[0] in explained.out


def unit(name: str) -> bytes:
    """A filled workbook of an office of the county."""
    return unit_workbook("gkgb-2021", 2025, "county_department", name, {}, dt.date(2026, 1, 20))
