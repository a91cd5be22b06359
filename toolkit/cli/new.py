"""``xl-report new``: a blank workbook, carrying last year's figures where they are given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.group import usage_errors
from toolkit.cli.sources import (
    SOURCE,
    ledger_option,
    report_changes,
    report_reading,
    requirements_option,
    save,
)

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.option("--agency", metavar="名称", help="机关全称；有 --from 时可以不写。")
@click.option("--year", metavar="年份", type=click.IntRange(2000, 2100), help="报告年度；有 --from 时可以不写。")
@form_option("表式的编号、表式文件或它所在的文件夹；不写则用该年度施行的格式。")
@click.option(
    "--supplement",
    "supplements",
    metavar="补充表",
    multiple=True,
    help="附上补充表：编号、文件或它所在的文件夹，可以写几个；不写则沿用上年报告的。",
)
@click.option("--level", metavar="层级", help="单位层级的名称或编号，见 xl-report forms；也可以以后在封面选择。")
@click.option("--from", "last", metavar="上年", type=SOURCE, help="上年的工作簿、数据文件或已公布的报告。")
@ledger_option("按台账逐件计数，填进工作簿；可以写几份，相加。")
@requirements_option("本地通知的要求，写进工作簿，随它检查；可以写几份。不写则沿用上年工作簿带的。")
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则按机关和年度命名，放在当前文件夹。")
def command(
    agency: str | None,
    year: int | None,
    forms: Forms,
    supplements: tuple[str, ...],
    level: str | None,
    last: Path | None,
    ledgers: tuple[Path, ...],
    requirements: tuple[Path, ...],
    output: Path | None,
) -> None:
    """生成空白的填报工作簿。

    \b
    写明上年的报告时，机关名称、层级、联系方式和指标名称照搬；
    格式规定要结转的数按上年的带入；上年的数字和文字列在旁边供参考。

    \b
    例：
      xl-report new --agency 某市市场监督管理局 --year 2025 --level 层级
      xl-report new --from 某局2024年填报工作簿.xlsx
      xl-report new --agency 某市某局 --year 2025 --requirements 市里的要求.yaml
    """
    from toolkit import api

    forms = api.with_requirements(requirements, forms=forms)
    with usage_errors():
        blank = api.new(agency or "", year, level=level, last=last, supplements=supplements, forms=forms)
    if blank.last:
        report_reading(blank.last)
    for sentence in blank.left_out:
        click.echo(sentence, err=True)
    if ledgers:
        unfilled = api.ReadResult(source=Path(blank.file.name), filing=blank.filing, findings=())
        filled = api.fill_from_ledgers(unfilled, ledgers, forms=forms)
        report_changes([change for change in filled.changed if change.actual], filled.remarks)
        save(replace(filled.file, source=blank.file.source), output)  # what it was made from is last year's, if any
        return
    save(blank.file, output)
