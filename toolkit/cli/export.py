"""``xl-report export``: any source into Filing JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import as_text
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import SOURCE, STANDARD_OUTPUT, save

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="文件", type=SOURCE)
@click.option("-o", "--output", metavar="数据.json", type=SOURCE, help="写到哪里；不写则显示在屏幕上。")
@form_option()
@click.pass_context
def command(ctx: click.Context, source: Path, output: Path | None, forms: Forms) -> None:
    """把工作簿或已公布的报告转成数据文件（填报数据 JSON）。

    \b
    例：
      xl-report export 某局2025年填报工作簿.xlsx -o 数据.json
    """
    from toolkit import api

    made = api.to_json(source, forms=forms)
    save(made.file, output or STANDARD_OUTPUT)
    if made.findings:
        click.echo(as_text(source, made.filing, made.findings), err=True)
    ctx.exit(ERRORS if made.blocked else 0)
