"""``xl-report ledger``: the requests of a year, and what else it registers, one a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.day import Day
from toolkit.cli.finding_layout import file_data, file_text
from toolkit.cli.form_option import form_option
from toolkit.cli.format_option import format_option
from toolkit.cli.group import ERRORS, usage_errors
from toolkit.cli.sources import SOURCE, report_changes, report_ledger, save

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.form import Forms


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def command() -> None:
    """一件申请一行的台账：期限自动推算，逐件检查，填入报告。

    \b
    生成台账，登记以后随时检查，年终填入工作簿：
      xl-report ledger new --agency 某市数据局 --year 2025
      xl-report ledger check 某市数据局2025年申请台账.xlsx
      xl-report ledger fill 某市数据局2025年申请台账.xlsx 某局2025年填报工作簿.xlsx -o 填好.xlsx
    """


@command.command(options_metavar="[选项]")
@click.option("--agency", metavar="名称", help="机关全称；有 --from 时可以不写。")
@click.option("--year", metavar="年份", type=click.IntRange(2000, 2100), help="台账的年度；有 --from 时可以不写。")
@click.option("--from", "last", metavar="上年", type=SOURCE, help="上年的台账：没有办结的各件带过来。")
@form_option("表式的编号、表式文件或它所在的文件夹；不写则用该年度施行的格式。")
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则按机关和年度命名，放在当前文件夹。")
def new(agency: str | None, year: int | None, last: Path | None, forms: Forms, output: Path | None) -> None:
    """生成台账，可以接着上年的。

    \b
    接着上年的：到12月31日没有办结的各件（以后办结的也在内）连同各步日期、承办人、备注带过来，
    期限照样推算；承办人名单和录入的放假调休也带过来。没有带过来的有多少，会说明。

    \b
    例：
      xl-report ledger new --agency 某市数据局 --year 2025
      xl-report ledger new --from 某市数据局2025年申请台账.xlsx
    """
    from toolkit import api
    from toolkit.cli.finding_layout import as_lines

    with usage_errors():
        made = api.new_ledger(agency or "", year, last=last, forms=forms)
    for each in made.carried:
        dropped = f"新表式没有这些栏目，其中的内容没有带过来：{'、'.join(each.dropped)}。" if each.dropped else ""
        left = f"，其余 {each.left} 行与 {made.year} 年无关，没有带过来" if each.left else ""
        click.echo(f"“{each.sheet}”带过来 {len(each.kept)} 行{left}。{dropped}", err=True)
    if made.findings:
        click.echo(as_lines(made.findings), err=True)
    if made.last:
        report_ledger(made.last)
        before = made.last.ledger.agency
        if agency and agency != before:
            click.echo(f"上年的台账是“{before}”的，新台账写的是“{agency}”；不是改了名称的，请核对。", err=True)
    save(made.file, output)


@command.command("import", options_metavar="[选项]")
@click.argument("export", metavar="导出文件", type=SOURCE)
@click.argument("ledger", metavar="台账", type=SOURCE)
@click.option("-o", "--output", metavar="文件", required=True, type=SOURCE, help="写到哪里；原来的台账不改动。")
@click.option(
    "--map", "mapping", metavar="对应文件", type=SOURCE, help="各列对应台账的哪一列，各种写法对应台账的哪一种。"
)
@form_option()
def import_(export: Path, ledger: Path, output: Path, mapping: Path | None, forms: Forms) -> None:
    """把别的系统导出的清单（.xlsx、.csv）写进台账的一份新副本，接在已登记的各行下面。

    \b
    各列凭列名认出；叫法不同的，写一个对应文件（YAML），冒号后面空着的不导入：
      受理单号: 编号
      申请人身份: {列: 申请人类型, 值: {公民: 台账里的写法}}
      联系电话:
    日期、选项和数认不准的照原样写入，ledger check 会指出；没有导入的列、行都列出来。

    \b
    例：
      xl-report ledger import 导出.xlsx 某市数据局2025年申请台账.xlsx -o 导入后.xlsx
      xl-report ledger import 导出.csv 某市数据局2025年申请台账.xlsx --map 对应.yaml -o 导入后.xlsx
    """
    from toolkit import api
    from toolkit.cli.finding_layout import as_lines

    made = api.import_to_ledger(export, ledger, mapping=mapping, forms=forms)
    for sheet, count in made.added.items():
        click.echo(f"“{sheet}”导入 {count} 行。", err=True)
    if made.findings:
        click.echo(as_lines(made.findings), err=True)
    save(made.file, output)
    click.echo("请运行 xl-report ledger check 检查导入的台账。", err=True)


@command.command(options_metavar="[选项]")
@click.argument("file", metavar="台账", type=SOURCE)
@click.option("--on", metavar="日期", type=Day(), help="按哪一天检查，不写则是今天。")
@format_option()
@form_option()
@click.pass_context
def check(ctx: click.Context, file: Path, on: dt.date | None, style: str, forms: Forms) -> None:
    """检查台账：认不出和没填的内容、日期的先后、重复的编号、逾期和算不出的期限。

    \b
    只用编号和行号指明是哪一件，申请人和申请内容不会出现在结果里。

    \b
    例：
      xl-report ledger check 某市数据局2025年申请台账.xlsx
      xl-report ledger check 某市数据局2025年申请台账.xlsx --on 2025-12-31
    """
    from toolkit import api

    checked = api.check_ledger(file, on=on, forms=forms)
    ledger = checked.ledger
    about = (ledger.form, ledger.agency, ledger.year, checked.findings)
    if style == "json":
        click.echo(json.dumps({"files": [file_data(file, *about)]}, ensure_ascii=False, indent=1))
    else:
        click.echo(file_text(file, *about))
    ctx.exit(ERRORS if checked.blocked else 0)


@command.command(options_metavar="[选项]")
@click.argument("file", metavar="台账", type=SOURCE)
@click.option("--on", metavar="日期", type=Day(), help="看哪一天，不写则是今天。")
@click.option(
    "--within",
    metavar="天数",
    type=click.IntRange(0),
    help="只列剩余工作日不超过这么多的，逾期的和算不出的都在内；不写则列出全部在办的。",
)
@click.option("--ics", metavar="文件", type=SOURCE, help="把列出的写成日历文件（.ics），可以导入手机和电脑的日历。")
@form_option()
def due(file: Path, on: dt.date | None, within: int | None, ics: Path | None, forms: Forms) -> None:
    """列出在办的申请：谁承办、哪一天到期、逾期没有，按承办人和日期排列。

    \b
    日历里只有编号、承办人和日期，没有申请人和申请内容；下次导入，同一件改到新的日期。

    \b
    例：
      xl-report ledger due 某市数据局2025年申请台账.xlsx --within 5
      xl-report ledger due 某市数据局2025年申请台账.xlsx --ics 到期.ics
    """
    from toolkit import api
    from toolkit.cli.due_layout import due_text

    found = api.requests_due(file, on=on, within=within, forms=forms)
    click.echo(due_text(found))
    report_ledger(found.checked)
    if ics:
        save(found.calendar, ics)


@command.command(options_metavar="[选项]")
@click.argument("ledgers", metavar="台账…", nargs=-1, required=True, type=SOURCE)
@click.argument("workbook", metavar="工作簿", type=SOURCE)
@click.option("-o", "--output", metavar="文件", required=True, type=SOURCE, help="写到哪里；原来的工作簿不改动。")
@form_option()
@click.pass_context
def fill(ctx: click.Context, ledgers: tuple[Path, ...], workbook: Path, output: Path, forms: Forms) -> None:
    """按台账逐件计数，填进工作簿的一份新副本；几份台账（如各科室的）相加。

    原来填的数与台账不同的，逐格列出。台账里一行也没有、也没有写明录全的，不填。

    \b
    例：
      xl-report ledger fill 某市数据局2025年申请台账.xlsx 某局2025年填报工作簿.xlsx -o 填好.xlsx
    """
    from toolkit import api

    filled = api.fill_from_ledgers(workbook, ledgers, forms=forms)
    report_changes(filled.changed, filled.remarks)
    save(filled.file, output)
    filing = filled.checked.filing
    click.echo(file_text(workbook, filing.form, filing.agency.value, filing.year, filled.checked.findings), err=True)
    ctx.exit(ERRORS if filled.checked.blocked else 0)


@command.command(options_metavar="[选项]")
@click.argument("ledgers", metavar="台账…", nargs=-1, required=True, type=SOURCE)
@click.argument("cell", metavar="格的编号")
@form_option()
def explain(ledgers: tuple[Path, ...], cell: str, forms: Forms) -> None:
    """列出一个数由哪几行得出；格的编号见 xl-report forms，指标写名称。

    \b
    例：
      xl-report ledger explain 某市数据局2025年申请台账.xlsx 表.行.列
    """
    from toolkit import api
    from toolkit.cli.ledger_layout import row_line
    from toolkit.filing.numerals import number_text
    from toolkit.form.cells import did_you_mean
    from toolkit.form.references import Family

    figures = api.ledger_figures(ledgers, forms=forms)
    target = cell if cell in figures else f"{Family.INDICATOR}.{cell}"
    if target not in figures:
        near = did_you_mean(cell, figures)
        raise click.UsageError(f"台账里没有“{cell}”这一格的数：没有这一格，或者没有登记，也没有写明录全{near}。")
    figure = figures[target]
    click.echo(f"{number_text(figure.number)}（{len(figure.behind)} 行）")
    for each in figure.behind:
        click.echo(f"  {row_line(each)}")
