"""``xl-report fill``: a Filing JSON into a filled workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import as_text
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import SOURCE, save

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("data", metavar="数据.json", type=SOURCE)
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则与数据文件同名、同文件夹。")
@form_option()
@click.pass_context
def command(ctx: click.Context, data: Path, output: Path | None, forms: Forms) -> None:
    """把数据文件（填报数据 JSON）填成工作簿。

    缺少的、不认识的和对不上的内容都会列出来；工作簿照样写出，退出码为 1 时请改正后再用。

    \b
    例：
      xl-report fill 数据.json -o 某局2025年填报工作簿.xlsx
    """
    from toolkit import api

    made = api.to_workbook(data, forms=forms)
    save(made.file, output)
    click.echo(as_text(data, made.filing, made.findings), err=True)
    ctx.exit(ERRORS if made.blocked else 0)
