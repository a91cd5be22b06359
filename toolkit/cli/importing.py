"""``xl-report import``: a published report into a filled workbook."""

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
@click.argument("report", metavar="报告", type=SOURCE)
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则与报告同名、同文件夹。")
@form_option("按哪种表式读取：编号、表式文件或它所在的文件夹；不写则自动识别。")
@click.pass_context
def command(ctx: click.Context, report: Path, output: Path | None, forms: Forms) -> None:
    """把已公布的报告（网页、Word、PDF、文本）转成填好的工作簿。

    读到的、推断的和缺少的内容都会列出来；工作簿照样写出，退出码为 1 时请改正后再用。

    \b
    例：
      xl-report import 2024年报告.pdf -o 某局2024年填报工作簿.xlsx
    """
    from toolkit import api

    made = api.to_workbook(report, forms=forms)
    save(made.file, output)
    click.echo(as_text(report, made.filing, made.findings), err=True)
    ctx.exit(ERRORS if made.blocked else 0)
