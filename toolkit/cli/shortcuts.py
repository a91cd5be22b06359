"""``xl-report shortcuts``: checking, previews and reports from the right-click menu of workbooks."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import click

from toolkit.cli.finding_layout import summary
from toolkit.cli.form_option import report_faulty
from toolkit.cli.group import ERRORS, FAILED, error_message
from toolkit.cli.no_terminal import has_terminal, show_words
from toolkit.cli.render import not_made
from toolkit.cli.sources import SOURCE


@click.command(options_metavar="[选项]")
@click.option("--remove", is_flag=True, help="从右键菜单中去掉。")
@click.option(
    "--run",
    "action",
    metavar="check|preview|report",
    type=click.Choice(["check", "preview", "report"]),
    help="菜单项所做的事。",
)
@click.argument("files", metavar="[文件…]", nargs=-1, type=SOURCE)
@click.pass_context
def command(ctx: click.Context, remove: bool, action: str | None, files: tuple[Path, ...]) -> None:
    """在工作簿的右键菜单里加上“校验”“预览”“生成报告”和“年报工具”，不用打开命令行窗口。

    Windows 上在“发送到”里，Linux 桌面上在“脚本”“操作”和“打开方式”里。不需要管理员权限。

    \b
    例：
      xl-report shortcuts
      xl-report shortcuts --remove
      xl-report shortcuts --run check 某局2025年填报工作簿.xlsx
    """
    if action:
        ctx.exit(max(_run(action, path) for path in files) if files else _nothing_given())
    if files:
        raise click.UsageError("要处理文件，请加 --run check、--run preview 或 --run report。")
    from toolkit.desktop import shortcuts

    for path in shortcuts.remove() if remove else shortcuts.install():
        click.echo(path)
    click.echo("已从右键菜单中去掉。" if remove else "右键菜单中已有“校验”“预览”“生成报告”和“年报工具”。", err=True)


def _run(action: str, path: Path) -> int:
    """Do it, and open the result: the report, the marked workbook, or the sentence that says why there is neither."""
    from toolkit.desktop.opening import open_file

    said = io.StringIO()
    with contextlib.redirect_stderr(said):  # a menu entry has no terminal
        code, written = _done(action, path)
    words = said.getvalue()
    if has_terminal():
        for result in written:
            click.echo(result)
        click.echo(words, err=True, nl=False)
    if not written:
        _show(words)
    elif not open_file(written[0]):
        _show(f"{words}没有能打开结果的程序，请自行打开：\n{written[0]}\n")
    return code


def _nothing_given() -> int:
    """What a program says that was started by itself: files are dropped onto it, or chosen before."""
    words = "请把填报工作簿拖到这个程序的图标上（可以几份一起），或者在工作簿上点右键选这一项。\n"
    if has_terminal():
        click.echo(words, err=True, nl=False)
    _show(words)
    return FAILED


def _show(words: str) -> None:
    """Open a page with ``words``, for somebody without a terminal; without a desktop the terminal has them already."""
    if not show_words(words):
        click.echo("这台电脑上没有可以打开文件的桌面，请自行打开。", err=True)


def _done(action: str, path: Path) -> tuple[int, tuple[Path, ...]]:
    """The exit code and the files written; all else is reported on stderr."""
    from toolkit.desktop import menu_actions
    from toolkit.form.registry import forms_at_hand

    forms = forms_at_hand()
    try:
        outcome = menu_actions.ACTIONS[action](path, forms)
    except Exception as error:  # whatever it is, there is a page that says so
        click.echo(error_message(error), err=True)
        return FAILED, ()
    finally:
        report_faulty(forms)
    for missing in outcome.missing:
        click.echo(not_made(missing), err=True)
    if action != "preview":
        click.echo(summary(outcome.findings), err=True)
    blocked = any(finding.blocks for finding in outcome.findings)
    return FAILED if outcome.missing else ERRORS if blocked else 0, outcome.written
