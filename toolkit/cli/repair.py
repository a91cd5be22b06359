"""``xl-report repair``: what can be read of a damaged workbook, in a whole one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import SOURCE, save

if TYPE_CHECKING:
    from toolkit.finding import Finding
    from toolkit.form import Forms


_MOST_LABELS = 40
"""More are lost only with a whole sheet, which the message names."""


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="工作簿.xlsx", type=SOURCE)
@click.option("-o", "--output", metavar="文件.xlsx", type=SOURCE, help="写到哪里；不写则放在来源旁边，文件名加“修复”。")
@form_option()
@click.pass_context
def command(ctx: click.Context, source: Path, output: Path | None, forms: Forms) -> None:
    """把受损工作簿里能读的内容移到一份完好的新工作簿里，并列出没能移过来的。

    删了行列或工作表、公式被覆盖、传输不完整、旧版表式的工作簿，都可以用它换成完好的。原文件不改动。

    \b
    例：
      xl-report repair 打不开的工作簿.xlsx -o 修复.xlsx
    """
    from toolkit import api

    repaired = api.repair(source, forms=forms)
    save(repaired.file, output)
    click.echo("下列内容没能移过来，请补填、核对：" if repaired.lost else "内容已全部移到新工作簿。", err=True)
    for finding in repaired.lost:
        click.echo("\n".join(_lines(finding)), err=True)
    click.echo("请再运行 xl-report check 检查新工作簿。", err=True)
    ctx.exit(0 if repaired.complete else ERRORS)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.where}：{finding.message}" if finding.where.is_cell else f"  {finding.message}"
    labels = [cell.label for cell in finding.cells if cell.label]
    if 1 < len(labels) <= _MOST_LABELS:
        yield from (f"    · {label}" for label in labels)
