"""What happens on a clerk's desk: files dropped onto programs, links followed, consoles, odd names, files in use."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.opened import Opened
from tests.windows.test_commands import given
from tests.windows.wine import SECONDS, Wine


@pytest.fixture
def opened(wine: Wine) -> Opened:
    return Opened(wine)


def test_workbooks_dropped_onto_the_programs_open_their_results(wine: Wine, opened: Opened) -> None:
    desk = wine.desk_of("拖 放 & 100%", given())
    good, faulty = desk / "填报.xlsx", desk / "有错.xlsx"
    assert wine.run("校验.exe", good).code == 0
    assert wine.run("生成报告.exe", good, faulty).code == 1
    made = [path.name for path in opened.files(3)]
    assert made[0] == "填报校验结果.xlsx"
    assert Path(made[1]).suffix == ".docx"
    assert made[2] == "有错校验结果.xlsx"
    assert all((desk / name).is_file() for name in made)


def test_what_cannot_be_done_is_said_on_a_page(wine: Wine, opened: Opened) -> None:
    desk = wine.desk_of("坏的", {"坏.xlsx": b"no workbook"})
    assert wine.run("校验.exe").code == 2
    assert wine.run("校验.exe", desk / "坏.xlsx").code == 2
    assert [path.suffix for path in opened.files(2)] == [".txt", ".txt"]


def test_help_and_errors_without_a_console_are_said_on_a_page(wine: Wine, opened: Opened) -> None:
    """As where a link starts the program: Windows gives such a program no streams."""
    start = "import os, sys; os.startfile(sys.argv[1], arguments='-m toolkit.cli ' + sys.argv[2])"
    for number, (arguments, said) in enumerate([("--help", "用法："), ("chek", "是否想写“check”？")], start=1):
        wine.run("python/python.exe", "-c", start, wine.folder / "python/pythonw.exe", arguments)
        assert said in opened.files(number)[-1].read_text(encoding="utf-8-sig")


def test_a_double_click_on_the_command_line_program_says_on_a_page_what_it_is(wine: Wine, opened: Opened) -> None:
    """Its console would close before anybody can read it; in one that stays, the help is shown."""
    start = "import subprocess, sys; subprocess.run(sys.argv[1], creationflags=subprocess.CREATE_NEW_CONSOLE)"
    wine.run("python/python.exe", "-c", start, wine.folder / "xl-report.exe")
    assert "用法：" in opened.files()[0].read_text(encoding="utf-8-sig")
    assert "用法：" in wine.console("xl-report.exe", cwd=wine.folder)
    assert len(opened.files()) == 1


def test_links_are_written_and_followed(wine: Wine, opened: Opened) -> None:
    desk = wine.desk_of("右键", given())
    put = wine.run("xl-report.exe", "shortcuts")
    assert put.code == 0, put.err
    links = put.out.splitlines()
    assert [link.rpartition("\\")[2] for link in links] == ["校验.lnk", "预览.lnk", "生成报告.lnk", "年报工具.lnk"]
    follow = "import os, sys; os.startfile(sys.argv[1], arguments=chr(34) + sys.argv[2] + chr(34))"
    assert wine.run("python/python.exe", "-c", follow, links[0], desk / "有错.xlsx").code == 0
    assert [path.name for path in opened.files()] == ["有错校验结果.xlsx"]
    assert wine.run("xl-report.exe", "shortcuts", "--remove").out.splitlines() == links


@pytest.mark.parametrize("page", [936, 65001])
def test_a_console_shows_chinese_in_any_code_page(wine: Wine, page: int) -> None:
    shown = wine.console(f"chcp {page} & xl-report.exe explain T3-01", cwd=wine.folder)
    assert "收到的每一件申请，到年底不是已经办结，就是结转下年度。" in shown


def test_a_file_held_open_by_another_program(wine: Wine) -> None:
    """As Excel holds a workbook: nobody else may read or write it."""
    desk = wine.desk_of("占用", given())
    with held(wine, desk / "填报.xlsx"):
        said = wine.run("xl-report.exe", "check", "填报.xlsx", "数据.json", cwd=desk)
    assert said.code == 2
    assert "在 Excel 或 WPS 中关闭它" in said.err
    assert "没有发现问题" in said.out
    assert wine.run("xl-report.exe", "render", "填报.xlsx", "-o", "报告", cwd=desk).code == 0
    with held(wine, next((desk / "报告").glob("*.docx"))):
        said = wine.run("xl-report.exe", "render", "填报.xlsx", "--to", "docx,html", "-o", "报告", cwd=desk)
    assert said.code == 2
    assert "没有写入权限，或者它正在 Word" in said.err
    assert said.out.strip().endswith(".html")


@contextlib.contextmanager
def held(wine: Wine, path: Path) -> Iterator[None]:
    """Another program of Windows has ``path`` open, and shares it with nobody."""
    lines = (
        "import sys, win32file",
        "file = win32file.CreateFile(sys.argv[1], win32file.GENERIC_READ, 0, None, win32file.OPEN_EXISTING, 0, None)",
        "print('held', flush=True)",
        "sys.stdin.read()",
    )
    pipe = subprocess.PIPE
    call = ["wine", str(wine.folder / "python/python.exe"), "-c", "\n".join(lines), wine.spelling(path)]
    with wine.popen(call, stdin=pipe, stdout=pipe, stderr=pipe) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield
        holder.communicate(b"", SECONDS)


def test_a_folder_that_may_not_be_written(wine: Wine) -> None:
    """The tests run as an ordinary user, to whom the folder of another belongs: a CD, or a share of the county."""
    desk = wine.desk_of("只读", given())
    desk.chmod(0o555)
    said = wine.run("xl-report.exe", "annotate", "有错.xlsx", cwd=desk)
    assert said.code == 2
    assert "没有写入权限" in said.err
    assert {path.name for path in desk.iterdir()} == set(given())


def test_the_folder_itself_need_not_be_written(wine: Wine) -> None:
    desk = wine.desk_of("别处", given())
    folders = [path for path in (wine.folder, *wine.folder.rglob("*")) if path.is_dir()]
    before = {path for path in wine.folder.rglob("*") if path.is_file()}
    for folder in folders:
        folder.chmod(0o555)
    try:
        said = wine.run("xl-report.exe", "render", desk / "填报.xlsx", "--to", "html")
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert said.code == 0, said.err
    assert {path for path in wine.folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["con.json", "夹\\a:b.json", "尾 \\a.json"])
def test_names_that_windows_keeps_for_itself(wine: Wine, name: str) -> None:
    desk = wine.desk_of("名称", {"数据.json": given()["数据.json"]})
    said = wine.run("xl-report.exe", "export", "数据.json", "-o", name, cwd=desk)
    assert said.code == 2
    assert "在 Windows 上，文件和文件夹不能叫" in said.err
    assert [path.name for path in desk.iterdir()] == ["数据.json"]


def test_a_path_longer_than_windows_takes(wine: Wine) -> None:
    """A sentence there; Wine takes more than Windows does."""
    desk = wine.desk_of("很长", {"数据.json": given()["数据.json"]})
    deep = "\\".join(["很长的文件夹名称" * 12] * 4)
    said = wine.run("xl-report.exe", "export", "数据.json", "-o", f"{deep}\\a.json", cwd=desk)
    assert "程序内部出错" not in said.err
    assert (said.code, said.err.startswith("错误：")) in [(0, False), (2, True)]


def test_an_agency_named_like_a_device_gets_its_report(wine: Wine) -> None:
    desk = wine.desk_of("设备", {"数据.json": of_agency("CON.")})
    said = wine.run("xl-report.exe", "render", "数据.json", "--to", "txt", "--draft", cwd=desk)
    assert [path.name for path in desk.glob("*.txt")] == [said.out.strip()]


def test_reports_whose_names_differ_in_case_only(wine: Wine) -> None:
    """To Windows they are one name: the second report is numbered, and the first stays."""
    desk = wine.desk_of("大小写", {"1.json": of_agency("A局"), "2.json": of_agency("a局")})
    for source in ("1.json", "2.json"):
        assert wine.run("xl-report.exe", "render", source, "--to", "md", cwd=desk).code == 0
    made = sorted(path.name for path in desk.glob("*.md"))
    assert len(made) == 2
    assert any("（2）" in path for path in made)


def of_agency(name: str) -> bytes:
    """The example's data as another agency's."""
    return given()["数据.json"].replace("鹤岗市市场监督管理局".encode(), name.encode())
