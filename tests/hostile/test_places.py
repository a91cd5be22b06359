"""Results go where they were asked for, and nowhere else, whatever names say."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import data, small_workbook
from tests.command_line import run
from tests.forms.made_up import FOLDER
from tests.sizes import sampled

__all__ = ["data", "run", "small_workbook"]

AGENCIES = (
    "../../外面",
    "/etc/某局",
    "C:\\Windows\\某局",
    "某局\n第二行",
    "CON",
    "..",
    "a" * 300,
    '<>:"|?*',
    "~",
    "$(id)",
    " ",
)


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("agency", sampled(AGENCIES, 4))
def test_names_of_agencies_are_no_paths(agency: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "里面"
    inner.mkdir()
    monkeypatch.chdir(inner)
    result = run("new", "--agency", agency, "--year", 2024, "--form", FOLDER / "kanban-2022")
    assert result.exit_code == 0, result.output
    (made,) = tree(tmp_path) - {"里面"}
    assert Path(made).parent == Path("里面")
    assert Path(made).suffix == ".xlsx"
    assert len(Path(made).name.encode()) <= 255


@pytest.mark.parametrize("agency", sampled(AGENCIES[:6], 2))
def test_reports_stay_in_their_folder(agency: str, data: Path, tmp_path: Path) -> None:
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["agency"] = agency.replace("\n", " ")
    inner = tmp_path / "里面"
    inner.mkdir()
    source = inner / "数据.json"
    source.write_text(json.dumps(filing), encoding="utf-8")
    before = tree(tmp_path)
    assert run("render", source, "--to", "md,html").exit_code in (0, 1)
    assert all(Path(made).parent == Path("里面") for made in tree(tmp_path) - before)


@pytest.mark.parametrize("command", ["annotate", "repair"])
@pytest.mark.parametrize(
    "name", sampled(["结果.xlsx", "-o.xlsx", "带 空格.xlsx", "文件夹/再/结果.xlsx", "点..xlsx"], 2)
)
def test_odd_names_of_results(command: str, name: str, small_workbook: Path, tmp_path: Path) -> None:
    result = run(command, small_workbook, f"--output={tmp_path / name}")
    assert (result.exit_code, result.stdout.strip()) == (0, str(tmp_path / name))
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize("command", ["annotate", "repair"])
@pytest.mark.parametrize("place", ["/dev/full", "/dev/null/x.xlsx", "结果.docx", "\x00.xlsx", "管道.xlsx"])
def test_places_that_take_no_result(command: str, place: str, small_workbook: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    before = tree(tmp_path)
    result = run(command, small_workbook, "-o", place if place.startswith("/") else tmp_path / place)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert tree(tmp_path) == before


@pytest.mark.parametrize("command", ["annotate", "repair"])
def test_links_and_the_source_are_kept(command: str, small_workbook: Path, tmp_path: Path) -> None:
    target = tmp_path / "重要.xlsx"
    target.write_bytes(b"important")
    (tmp_path / "链接.xlsx").symlink_to(target)
    before = small_workbook.read_bytes()
    for place in (tmp_path / "链接.xlsx", small_workbook, target):
        result = run(command, small_workbook, "-o", place)
        assert result.stdout.strip() == str(place.with_name(f"{place.stem}（2）.xlsx"))
    assert (target.read_bytes(), small_workbook.read_bytes()) == (b"important", before)
    assert (tmp_path / "链接.xlsx").is_symlink()
