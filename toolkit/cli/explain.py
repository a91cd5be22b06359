"""``xl-report explain``: a rule's reason, source, example and remedy."""

from __future__ import annotations

import click

from toolkit.errors import ReportError


@click.command(options_metavar="")
@click.argument("code", metavar="编号")
def command(code: str) -> None:
    """说明一条规则：为什么要查、依据是什么、怎么改。

    \b
    例：
      xl-report explain T3-01
    """
    from toolkit.finding.rulebook import articles, remedies, severities
    from toolkit.form.cells import did_you_mean

    wanted = code.upper()
    if wanted not in articles():
        known = "、".join(articles())
        raise ReportError(f"没有编号为“{code}”的规则{did_you_mean(wanted, articles())}。", f"全部编号：{known}。")
    article = articles()[wanted]
    click.secho(f"{wanted} {article.title}", bold=True)
    click.echo(f"程度　：{severities(wanted)}")
    click.echo(f"为什么：{article.why}")
    click.echo(f"依据　：{article.source}")
    click.echo(f"例　　：{article.example}")
    for remedy in remedies(article):
        click.echo(f"怎么改：{remedy}")
