"""``xl-report new``: a blank workbook."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.sources import SOURCE, placed


@click.command(options_metavar="[选项]")
@click.option("--agency", metavar="名称", required=True, help="机关全称。")
@click.option("--year", metavar="年份", required=True, type=click.IntRange(2000, 2100), help="报告年度。")
@click.option("--form", "form_id", metavar="表式", help="表式编号；不写则用该年度施行的格式。")
@click.option("--level", metavar="层级", help="单位层级，例如 city_department；也可以以后在封面选择。")
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则按机关和年度命名，放在当前文件夹。")
def command(agency: str, year: int, form_id: str | None, level: str | None, output: Path | None) -> None:
    """生成空白的填报工作簿。

    \b
    例：
      xl-report new --agency 某市市场监督管理局 --year 2025 --level city_department
    """
    from toolkit.errors import ReportError
    from toolkit.form import load_form
    from toolkit.form.cells import did_you_mean
    from toolkit.output import safe_name, write_result
    from toolkit.workbook.build import build_workbook

    form = load_form(form_id or _in_force(year))
    levels = {known.id: known.label for known in form.levels}
    if level is not None and level not in levels:
        choices = "、".join(f"{key}（{label}）" for key, label in levels.items())
        raise ReportError(f"没有“{level}”这一单位层级{did_you_mean(level, levels)}。", f"可用的层级：{choices}。")
    workbook = build_workbook(form, agency=agency, year=year, level=level)
    name = f"{safe_name(agency)}{year}年填报工作簿.xlsx"
    click.echo(write_result(placed(output, name, ".xlsx"), workbook))


def _in_force(year: int) -> str:
    """The edition in force for ``year``."""
    from toolkit.errors import UnknownForm
    from toolkit.form import available_forms, load_form

    for form_id in available_forms():
        if year in load_form(form_id).years:
            return form_id
    raise UnknownForm(f"没有适用于 {year} 年的表式。", f"可用的表式：{'、'.join(available_forms())}。")
