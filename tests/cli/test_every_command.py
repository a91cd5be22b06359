"""What holds for every command: start-up, help, language, exit codes, no tracebacks."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.command_line import run
from tests.regenerate import HELP, ROOT, WORKBOOK, help_pages
from tests.sizes import sampled
from toolkit import __version__
from toolkit.cli.click_chinese import WORDS
from toolkit.cli.group import COMMANDS
from toolkit.errors import MissingTool

HEAVY = ("openpyxl", "jinja2", "docx", "lxml", "yaml", "rich", "typst", "xlwings", "asyncio")


def _python(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ | environment, timeout=60, check=False
    )


def _loaded(arguments: list[str], modules: tuple[str, ...]) -> str:
    """Those of ``modules`` that a command loads, as a list is written."""
    code = f"""
import sys
from toolkit.cli import main
if {arguments}:
    try: main({arguments}, prog_name="xl-report")
    except SystemExit: pass
print(sorted(set(sys.modules) & set({modules})))
"""
    return _python(code).stdout.decode().splitlines()[-1]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["chek"]])
def test_starting_up_loads_click_and_the_standard_library_only(arguments: list[str]) -> None:
    assert _loaded(arguments, HEAVY) == "[]"


def test_checking_a_workbook_loads_nothing_that_only_other_sources_and_forms_need() -> None:
    heavy = tuple(name for name in HEAVY if name != "lxml")  # which reads the workbook
    unneeded = (*heavy, "toolkit.filing.shape", "toolkit.form.faults", "toolkit.form.source")
    assert _loaded(["check", str(WORKBOOK)], unneeded) == "[]"


def test_every_command_is_listed_and_has_help_with_an_example() -> None:
    for name, (module, _) in COMMANDS.items():
        command = importlib.import_module(f"toolkit.cli.{module}").command
        assert f"xl-report {name}" in command.help, name
        assert all(not isinstance(p, click.Option) or p.help for p in command.params), name


def test_help_is_as_recorded() -> None:
    """``python -m tests.regenerate`` records it again; read what changed."""
    assert help_pages() == HELP.read_text(encoding="utf-8")


def test_help_has_no_english_words_of_clicks_own() -> None:
    for word in ("Usage", "Options", "Commands", "Show", "exit", "default", "required", "Error"):
        assert word not in HELP.read_text(encoding="utf-8")


def _said_by_click() -> set[str]:
    """What click sends through gettext, but for what it says to programmers, asks in prompts and says of its types."""
    said = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        if path.stem in ("termui", "_termui_impl", "_winconsole", "utils"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                said |= {word for word in words if isinstance(word, str)}
    return said


FOR_PROGRAMMERS = (
    "deprecated",
    "DeprecationWarning",
    "Value must be an iterable",
    "Could not determine name",
    "No options defined",
    "env var",
    "Arguments take exactly one",
    "defined twice",
    "Boolean option",
    "Do you want to continue",
    "Confirm the action",
    "%(prog)s, version",
    "Invalid start character",
    "Choice({choices})",
    "match the format",
    "is not a valid UUID",
)


def test_whatever_click_says_is_said_in_chinese() -> None:
    left = {word for word in _said_by_click() - set(WORDS) if not any(own in word for own in FOR_PROGRAMMERS)}
    assert not left
    assert set(WORDS) - {"required"} <= _said_by_click()  # that one is looked up by a variable


def test_version() -> None:
    assert run("--version").stdout == f"xl-report {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek", "x"], "没有“chek”这个命令。是否想写“check”？"),
        (["check"], "缺少参数 '文件…'"),
        (["check", "--formt", "json", "x"], "没有“--formt”这个选项"),
        (["check", "--format", "xml", "x"], "“xml”不在可选之列"),
        (["new", "--year", "2025"], "请用 --agency 写明机关全称"),
        (["rollup", "run", "x"], "缺少选项 '-o' / '--output'"),
        (["new", "--agency", "某局", "--year", "二〇二五"], "“二〇二五”不是整数"),
        (["new", "--agency", "某局", "--year", "1912"], "1912 不在"),
        (["new", "--agency", "某局", "--year"], "选项“--year”后面要跟一个取值"),
        (["explain"], "缺少参数 '编号'"),
        (["explain", "T3-1"], "没有规则“T3-1”（是否想写“T3-"),
        (["forms", "gkgb-2012"], "没有表式“gkgb-2012”"),
        (["explain", "a", "b"], "多了一个参数（b）"),
    ],
)
def test_wrong_usage_is_said_in_chinese_on_stderr(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Error" not in result.stderr


def test_without_a_command_the_help_is_shown() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "用法" in result.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MissingTool("没有安装 PDF 组件。", "请运行 pip install xl-report[pdf]。"), "没有安装 PDF 组件。请运行"),
        (ZeroDivisionError("x"), "程序内部出错（ZeroDivisionError: x）"),
        (MemoryError(), "程序内部出错（MemoryError"),
        (RecursionError("deep"), "程序内部出错（RecursionError"),
    ],
)
def test_no_failure_shows_a_traceback(
    monkeypatch: pytest.MonkeyPatch, workbook: Path, error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("toolkit.api.checking.read", fail)
    result = run("check", workbook)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_details_are_shown_where_asked_for(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("XL_REPORT_DEBUG", "1")
    monkeypatch.setattr("toolkit.api.checking.read", fail)
    assert "Traceback" in run("check", workbook).stderr


def test_a_stop_from_the_keyboard_is_no_failure(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.api.checking.read", stop)
    result = run("check", workbook)
    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_output_is_utf8_on_any_locale(locale: dict[str, str]) -> None:
    code = 'from toolkit.cli import main; main(["explain", "T3-01"])'
    done = _python(code, **locale)
    assert done.stdout.decode().startswith("T3-01 表三勾稽关系")
    assert done.stderr == b""


def test_without_standard_streams_it_works(workbook: Path) -> None:
    """As a program of Windows without a console: Python sets both to None where they are closed."""
    code = f"from toolkit.cli import main; main(['annotate', {str(workbook)!r}])"
    call = ["bash", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "-c", code]
    assert subprocess.run(call, timeout=60, check=False).returncode == 0
    assert workbook.with_name("填报工作簿校验结果.xlsx").is_file()


def _piped(command: str, into: str) -> subprocess.CompletedProcess[bytes]:
    """``xl-report command`` with its standard output going ``into``, as the shell spells it; the exit code is its."""
    line = f"set -o pipefail; {sys.executable} -m toolkit.cli {command} {into}"
    return subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "command", sampled([f"export {WORKBOOK}", "--help", "forms gkgb-2021", f"render {WORKBOOK} --to md -o -"], 2)
)
def test_a_reader_that_goes_away_ends_the_program_quietly(command: str) -> None:
    done = _piped(command, "| head -c 1")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("command", sampled(["--help", "forms", f"check {WORKBOOK}", f"export {WORKBOOK} -o -"], 2))
def test_a_full_disk_behind_the_standard_output_is_reported(command: str) -> None:
    done = _piped(command, "> /dev/full")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "错误：无法写到标准输出：磁盘已满。请换一个位置后重试。"
    assert b"Traceback" not in done.stderr


def test_no_colour_where_no_terminal_is(data: Path) -> None:
    data.write_text(data.read_text(encoding="utf-8").replace('"year": 2021', '"year": 2022'), encoding="utf-8")
    assert "\x1b" not in run("check", data).output


def test_shells_complete_commands() -> None:
    done = _python(
        'from toolkit.cli import main; main(prog_name="xl-report")',
        _XL_REPORT_COMPLETE="bash_complete",
        COMP_WORDS="xl-report ex",
        COMP_CWORD="1",
    )
    assert set(done.stdout.decode().split()) == {"plain,explain", "plain,export"}


def test_the_process_ends_at_once_but_calls_who_asked_for_it_and_loses_no_output() -> None:
    code = """
import atexit, sys
from toolkit.cli.__main__ import run
atexit.register(print, "called", flush=True)
sys.argv = ["xl-report", "chek"]
run()
"""
    done = _python(code)
    assert (done.returncode, done.stdout) == (2, b"called\n")
    assert "是否想写“check”？" in done.stderr.decode()


def test_the_process_waits_for_threads() -> None:
    code = """
import sys, threading, time
from toolkit.cli.__main__ import run
threading.Thread(target=lambda: (time.sleep(0.3), print("done", flush=True))).start()
sys.argv = ["xl-report", "--version"]
run()
"""
    done = _python(code)
    assert (done.returncode, done.stdout.decode().splitlines()[-1]) == (0, "done")
