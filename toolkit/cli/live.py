"""``xl-report live``: findings beside the workbook that is open in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import as_list, summary
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS
from toolkit.cli.render import is_saved
from toolkit.cli.sources import SOURCE

if TYPE_CHECKING:
    from toolkit.filing import Filing
    from toolkit.finding import Finding
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("workbook", metavar="[工作簿]", required=False, type=SOURCE)
@click.option("--render", "once", is_flag=True, help="检查一次，没有错误就生成报告，然后结束。")
@form_option()
@click.pass_context
def command(ctx: click.Context, workbook: Path | None, once: bool, forms: Forms) -> None:
    """检查 Excel 里打开着的工作簿，没有保存的改动也算在内。

    \b
    列出问题后，输入序号，Excel 就跳到那一格；在 Excel 里保存一次，就重新检查一次。
    工作簿不写名称时，检查 Excel 当前的那一份；没有打开的，会先打开。工作簿本身不作任何改动。

    \b
    例：
      xl-report live
      xl-report live 某局2025年填报工作簿.xlsx
      xl-report live --render
    """
    from toolkit.excel.live import LiveSession, typed_lines
    from toolkit.excel.session import session

    with session(workbook, forms) as current:

        def show(findings: tuple[Finding, ...]) -> None:
            click.echo(as_list(findings))
            click.echo(summary(findings))

        def render(filing: Filing, findings: tuple[Finding, ...]) -> bool:
            return _render(current.path, filing, findings)

        if once:
            filing, findings = current.check()
            show(findings)
            ctx.exit(0 if render(filing, findings) else ERRORS)
        LiveSession(session=current, show=show, render=render, say=_say, answers=typed_lines(input)).run()
    ctx.exit(0)


def _render(source: Path, filing: Filing, findings: tuple[Finding, ...]) -> bool:
    """The report of what is on the screen, beside the workbook; False where errors forbid it or it fails."""
    from toolkit import api

    rendered = api.render(api.Checked(source=source, filing=filing, findings=findings))
    if rendered.blocked:
        click.echo("有错误，没有生成报告。请先改正。", err=True)
        return False
    saved = [is_saved(rendered, wanted) for wanted in (*rendered.reports, *rendered.failures)]
    return all(saved)


def _say(line: str) -> None:
    click.echo(line, err=True)
