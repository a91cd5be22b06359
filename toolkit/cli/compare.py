"""``xl-report compare``: two years of an agency side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.group import usage_errors
from toolkit.cli.sources import SOURCE, STANDARD_OUTPUT, report_reading

if TYPE_CHECKING:
    from toolkit.form import Forms
    from toolkit.render.listing import Listing

_SUFFIXES = (".xlsx", ".html")


@click.command(options_metavar="[选项]")
@click.argument("last", metavar="上年", type=SOURCE)
@click.argument("this", metavar="本年", type=SOURCE)
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="另存为表格（.xlsx）或网页（.html）；- 列在屏幕上。")
@form_option()
def command(last: Path, this: Path, output: Path | None, forms: Forms) -> None:
    """逐格比较上年和本年的数字，逐部分比较文字的相同程度。

    工作簿、数据文件和已公布的报告都可以。不写 -o 只列两年不全是 0 的格，写了列出全部。

    \b
    例：
      xl-report compare 2023年报告.html 某局2024年填报工作簿.xlsx -o 两年对比.xlsx
    """
    from toolkit import api

    listed = output == STANDARD_OUTPUT
    if output and not listed and output.suffix.lower() not in _SUFFIXES:
        raise click.UsageError("输出文件应以 .xlsx 或 .html 结尾。")
    readings = [api.read(path, forms=forms) for path in (last, this)]
    for reading in readings:
        report_reading(reading)
    with usage_errors():
        compared = api.compare(*readings)
    for doubt in compared.doubts:
        click.echo(f"请留意：{doubt}", err=True)
    for listing in compared.listings(everything=listed):
        _show(listing)
    if output and not listed:
        file = compared.workbook() if output.suffix.lower() == ".xlsx" else compared.page()
        click.echo(file.save(output), err=True)


def _show(listing: Listing) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=listing.heading, caption=listing.note or None, title_justify="left", caption_justify="left")
    for place, header in enumerate(listing.headers):
        table.add_column(header, justify="right" if place else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*(Text(value) for value in row))
    console = Console()
    with console.capture() as shown:  # click writes it: rich ends the program with 1 where a pipe is closed
        console.print(table)
    click.echo(shown.get(), nl=False)
