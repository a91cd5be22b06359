"""``xl-report check``: the findings of any number of files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.cli.group import ERRORS, FAILED
from toolkit.cli.layout import as_data, as_text, unreadable_data
from toolkit.cli.sources import SOURCE, read
from toolkit.errors import UnreadableFile


@click.command(options_metavar="[选项]")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=SOURCE)
@click.option(
    "--format",
    "style",
    metavar="text|json",
    type=click.Choice(["text", "json"]),
    default="text",
    help="给人看的文字（默认），或给程序读的 JSON。",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], style: str) -> None:
    """检查工作簿或数据文件，逐格指出问题：按工作表列出，错误在前。

    \b
    例：
      xl-report check 某局2025年填报工作簿.xlsx
      xl-report check --format json 各单位/*.xlsx
    """
    from toolkit.rules.engine import check_filing

    entries = []
    code = 0
    for path in files:
        try:
            filing, reading = read(path)
        except UnreadableFile as error:
            code = FAILED
            entries.append(unreadable_data(path, error))
            if style == "text":
                click.echo(f"错误：{error}", err=True)
            continue
        findings = check_filing(filing, reading)
        code = max(code, ERRORS if any(finding.blocks for finding in findings) else 0)
        entries.append(as_data(path, filing, findings))
        if style == "text":
            click.echo(as_text(path, filing, findings))
    if style == "json":
        click.echo(json.dumps({"files": entries}, ensure_ascii=False, indent=1))
    ctx.exit(code)
