"""``xl-report verify``: whether what was published is what the workbook says."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import as_data, as_text
from toolkit.cli.form_option import form_option
from toolkit.cli.format_option import format_option
from toolkit.cli.group import ERRORS, usage_errors
from toolkit.cli.sources import SOURCE, report_reading

if TYPE_CHECKING:
    from toolkit.api import Verified
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("report", metavar="公布的报告", type=SOURCE)
@click.option("--against", metavar="工作簿", required=True, type=SOURCE, help="这份报告所依据的工作簿。")
@format_option()
@form_option()
@click.pass_context
def command(ctx: click.Context, report: Path, against: Path, style: str, forms: Forms) -> None:
    """核对网站上公布的报告与工作簿是否一致：逐格比数字，逐段比文字，列出不同之处。

    \b
    网页、从网页另存或复制的内容、Word、PDF、Markdown、纯文本都可以，不靠文件里附带的信息。
    空格、换行、全角半角、引号和破折号的样式、分段、看不见的字符、西文词中的连字符不计。
    没有读出的内容列为没有核对，不算一致。退出码：0 一致，1 有不同或没有核对的，2 文件无法读取。

    \b
    例：
      xl-report verify 网站上的报告.html --against 某局2025年填报工作簿.xlsx
    """
    from toolkit import api

    with usage_errors():
        verified = api.verify(report, against, forms=forms)
    if style == "json":
        click.echo(json.dumps({"files": [_data(report, verified)]}, ensure_ascii=False, indent=1))
    else:
        report_reading(verified.against)
        report_reading(verified.published)
        if verified.findings:
            click.echo(as_text(report, verified.against.filing, verified.findings))
        click.echo(verified.conclusion)
    ctx.exit(ERRORS if verified.blocked else 0)


def _data(report: Path, verified: Verified) -> dict[str, object]:
    """The entry of the file as ``check`` has it, with what was compared."""
    found = verified.verification
    compared = {"verdict": found.verdict, "figures": asdict(found.figures), "passages": asdict(found.passages)}
    return as_data(report, verified.against.filing, verified.findings) | {"verification": compared}
