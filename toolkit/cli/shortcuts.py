"""``xl-report shortcuts``: checking and reports from the right-click menu of workbooks."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

import click

from toolkit.cli.group import ERRORS, FAILED
from toolkit.cli.sources import SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOutcome:
    """What a command wrote, what it said, and its exit code."""

    code: int
    written: tuple[Path, ...]
    words: str


@click.command(options_metavar="[选项]")
@click.option("--remove", is_flag=True, help="从右键菜单中去掉。")
@click.option(
    "--run", "action", metavar="check|report", type=click.Choice(["check", "report"]), help="菜单项所做的事。"
)
@click.argument("files", metavar="[文件…]", nargs=-1, type=SOURCE)
@click.pass_context
def command(ctx: click.Context, remove: bool, action: str | None, files: tuple[Path, ...]) -> None:
    """在工作簿的右键菜单里加上“校验”和“生成报告”，不用打开命令行窗口。

    Windows 上在“发送到”里，Linux 桌面上在“脚本”或“操作”里。不需要管理员权限。

    \b
    例：
      xl-report shortcuts
      xl-report shortcuts --remove
      xl-report shortcuts --run check 某局2025年填报工作簿.xlsx
    """
    if action:
        ctx.exit(max(_run(action, path) for path in files) if files else _nothing_given())
    if files:
        raise click.UsageError("要处理文件，请加 --run check 或 --run report。")
    from toolkit.desktop import shortcuts

    for path in shortcuts.remove() if remove else shortcuts.install():
        click.echo(path)
    click.echo("已从右键菜单中去掉。" if remove else "右键菜单中已有“校验”和“生成报告”。", err=True)


def _run(action: str, path: Path) -> int:
    """Do it, and open the result: the report, the marked workbook, or the sentence that says why there is neither."""
    from toolkit.desktop.opening import open_file

    outcome = _called("render" if action == "report" else "annotate", path)
    if outcome.code == ERRORS and not outcome.written:  # no report while there are errors
        outcome = _called("annotate", path)
    for written in outcome.written:
        click.echo(written)
    click.echo(outcome.words, err=True, nl=False)
    if not outcome.written:
        _show(outcome.words)
    elif not open_file(outcome.written[0]):
        _show(f"{outcome.words}没有能打开结果的程序，请自行打开：\n{outcome.written[0]}\n")
    return outcome.code


def _nothing_given() -> int:
    """What a program says that was started by itself: files are dropped onto it, or chosen before."""
    words = "请把填报工作簿拖到这个程序的图标上（可以几份一起），或者在工作簿上点右键选这一项。\n"
    click.echo(words, err=True, nl=False)
    _show(words)
    return FAILED


def _show(words: str) -> None:
    """Open a page with ``words``; without a desktop the terminal has them already."""
    from toolkit.desktop.opening import open_text

    if not open_text(words):
        click.echo("这台电脑上没有可以打开文件的桌面，请自行打开。", err=True)


def _called(name: str, path: Path) -> CommandOutcome:
    """The command ``name`` of this program on ``path``, with its words kept: a menu entry has no terminal."""
    from toolkit.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main.main([name, "--", str(path)], prog_name="xl-report", standalone_mode=False) or 0
        except click.ClickException as failure:
            code = FAILED
            click.echo(failure.format_message(), err=True)
    written = tuple(Path(line) for line in out.getvalue().splitlines())
    return CommandOutcome(code=code, written=written, words=err.getvalue())
