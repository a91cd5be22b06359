"""``xl-report annotate`` as staff run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command_line import run
from tests.regenerate import EXAMPLE
from tests.sizes import sampled
from tests.workbook_reading.surgery import Package


def fault(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!D7", "20件")
    workbook.write_bytes(package.to_bytes())


def test_from_fault_to_clean(workbook: Path) -> None:
    fault(workbook)
    before = workbook.read_bytes()
    result = run("annotate", workbook)
    copy = workbook.with_name("填报工作簿校验结果.xlsx")
    assert (result.exit_code, result.stdout.strip(), result.stderr.strip()) == (1, str(copy), "共 1 项错误。")
    assert workbook.read_bytes() == before
    package = Package.of(copy.read_bytes())
    package.put("三 申请办理!D7", 0)
    copy.write_bytes(package.to_bytes())
    again = run("annotate", copy)
    assert (again.exit_code, again.stdout.strip()) == (0, str(copy.with_name("填报工作簿校验结果（2）.xlsx")))
    assert run("check", copy).exit_code == 0


def first_lines(copy: Path) -> list[str]:
    """What stands above the list of findings."""
    values = (row[0].value for row in load_workbook(copy)["校验结果"].iter_rows(max_row=6))
    return [str(value) for value in values if value]


def corrected(copy: Path) -> Path:
    """A copy that somebody has gone on with."""
    package = Package.of(copy.read_bytes())
    package.put("三 申请办理!D7", 1)
    copy.write_bytes(package.to_bytes())
    return copy


def test_the_first_sheet_says_which_file_goes_on(workbook: Path) -> None:
    run("annotate", workbook)
    copy = workbook.with_name("填报工作簿校验结果.xlsx")
    assert "两份只改一份：改“填报工作簿.xlsx”的，改好再校验" in first_lines(copy)[1]
    run("annotate", corrected(copy))
    assert "改“填报工作簿校验结果.xlsx”的" in first_lines(copy.with_stem("填报工作簿校验结果（2）"))[1]


def test_a_copy_without_corrections_is_marked_in_its_place(workbook: Path) -> None:
    fault(workbook)
    run("annotate", workbook)
    copy = workbook.with_name("填报工作簿校验结果.xlsx")
    before = copy.read_bytes()
    assert run("annotate", copy).stdout.strip() == str(copy)
    assert copy.read_bytes() == before
    assert len(list(workbook.parent.iterdir())) == 2


def test_checking_a_corrected_copy_again_and_again_makes_one_more_file(workbook: Path) -> None:
    run("annotate", workbook)
    copy = corrected(workbook.with_name("填报工作簿校验结果.xlsx"))
    names = {run("annotate", copy).stdout.strip() for _ in range(3)}
    assert names == {str(copy.with_stem("填报工作簿校验结果（2）"))}
    assert run("annotate", *names).stdout.strip() in names
    assert len(list(workbook.parent.iterdir())) == 3


def test_a_copy_is_checked_and_printed_as_what_it_copies(workbook: Path, tmp_path: Path) -> None:
    run("annotate", workbook)
    copy = workbook.with_name("填报工作簿校验结果.xlsx")
    assert run("check", copy).exit_code == 0
    for source in (workbook, copy):
        assert run("render", source, "--to", "md", "-o", tmp_path / source.stem).exit_code == 0
    reports = [next((tmp_path / source.stem).iterdir()).read_bytes() for source in (workbook, copy)]
    assert reports[0] == reports[1]


@pytest.mark.parametrize("suffix", sampled([".json", ".html", ".docx", ".md", ".txt"], 1))
def test_any_source(tmp_path: Path, suffix: str) -> None:
    source = shutil.copy(next(path for path in EXAMPLE.iterdir() if path.suffix == suffix), tmp_path)
    result = run("annotate", source, "-o", tmp_path / "校验结果.xlsx")
    assert result.exit_code == run("check", source).exit_code
    book = load_workbook(tmp_path / "校验结果.xlsx")
    assert book["封面"]["B3"].value == "鹤岗市市场监督管理局"


def test_an_unreadable_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    result = run("annotate", tmp_path / "坏.xlsx")
    assert result.exit_code == 2
    assert "已损坏" in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"坏.xlsx"}
