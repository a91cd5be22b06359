"""``xl-report sign``: a round of review recorded over what the report says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.day import Day
from toolkit.cli.finding_layout import as_text
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS, usage_errors
from toolkit.cli.sources import SOURCE, save

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="工作簿.xlsx", type=SOURCE)
@click.option("--round", "name", metavar="轮次", required=True, help="哪一轮，如初审；各轮写在“审核”表上方。")
@click.option("--name", "reviewer", metavar="姓名", default="", help="审核人的姓名。")
@click.option("--role", metavar="职务", default="", help="审核人的职务，可以不写。")
@click.option("--decision", metavar="通过|退回", type=click.Choice(["通过", "退回"]), help="结论。")
@click.option("--reason", metavar="理由", default="", help="退回的理由，退回时必须写明。")
@click.option("--opinion", metavar="意见", default="", help="审核意见，可以不写。")
@click.option("--on", metavar="日期", type=Day(), help="审核的日期，如 2026-01-18；不写则是今天。")
@click.option("-o", "--output", metavar="副本.xlsx", type=SOURCE, help="写到哪里；不写则放在来源旁边，按这一轮命名。")
@form_option()
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    name: str,
    reviewer: str,
    role: str,
    decision: str | None,
    reason: str,
    opinion: str,
    on: dt.date | None,
    output: Path | None,
    forms: Forms,
) -> None:
    """签认一轮审核：记下谁审的、结论是什么、审的是哪些数字和文字，另存一份副本，原来的工作簿不动。

    \b
    封面“送审”选“是”的，各轮依次签认通过以后，render 才生成正式报告，这以前是每页有标记的送审稿。
    签认以后数字或文字有改动的，以前各轮作废，check 会说明改了哪里。有错误的不能签认。
    姓名、结论等先写在“审核”表里的，只写 --round 就行。
    签认只记下写的是谁的姓名，不核实身份，也不是电子签名。

    \b
    例：
      xl-report sign 某局2025年填报工作簿.xlsx --round 初审 --name 王一 --role 科长 --decision 通过
      xl-report sign 某局2025年填报工作簿（初审通过）.xlsx --round 复审 --name 李二 --decision 退回 --reason 数字有误
    """
    from toolkit import api
    from toolkit.filing import Decision

    checked = api.check(source, forms=forms)
    if checked.blocked:
        click.echo(as_text(source, checked.filing, checked.findings), err=True)
        click.echo("有错误，没有签认。请改正后再试。", err=True)
        ctx.exit(ERRORS)
    with usage_errors():
        signed = api.sign(
            checked,
            name,
            reviewer=reviewer,
            role=role,
            decision=Decision(decision) if decision else None,
            opinion=opinion,
            reason=reason,
            on=on,
            forms=forms,
        )
    save(signed.file, output)
    for sentence in signed.left_behind:
        click.echo(sentence, err=True)
    click.echo(signed.conclusion, err=True)
