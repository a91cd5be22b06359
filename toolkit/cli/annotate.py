"""``xl-report annotate``: the findings on the cells of a fresh workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import summary
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import SOURCE, save

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="文件", type=SOURCE)
@click.option(
    "-o", "--output", metavar="文件.xlsx", type=SOURCE, help="写到哪里；不写则放在来源旁边，文件名加“校验结果”。"
)
@form_option()
@click.pass_context
def command(ctx: click.Context, source: Path, output: Path | None, forms: Forms) -> None:
    """把检查出的问题标在一份新工作簿的格子上，并逐条列在第一张表里。

    来源可以是工作簿、数据文件或已公布的报告，原文件不改动。新工作簿可以直接改正，再检查、生成报告。

    \b
    例：
      xl-report annotate 某局2025年填报工作簿.xlsx -o 校验结果.xlsx
    """
    from toolkit import api

    annotated = api.annotate(source, forms=forms)
    save(annotated.file, output)
    click.echo(summary(annotated.findings), err=True)
    ctx.exit(ERRORS if annotated.blocked else 0)
