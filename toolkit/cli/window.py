"""``xl-report window``: everything by clicking."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.form_option import HELP
from toolkit.cli.sources import SOURCE


@click.command(options_metavar="[选项]")
@click.argument("files", metavar="[工作簿]", nargs=-1, type=SOURCE)
@click.option("--form", "named", metavar="表式", multiple=True, help=HELP)
def command(files: tuple[Path, ...], named: tuple[str, ...]) -> None:
    """打开窗口：新建、检查、预览、生成报告和汇总，都可以用鼠标完成。

    \b
    例：
      xl-report window
      xl-report window 某局2025年填报工作簿.xlsx
    """
    from toolkit.desktop.window import open_window

    open_window(*files, named=named)
