"""``xl-report explain``: a rule's reason, source, example and remedy."""

from __future__ import annotations

import click


@click.command(options_metavar="")
@click.argument("code", metavar="编号")
def command(code: str) -> None:
    """说明一条规则：程度、为什么要查、依据、例子和怎么办。

    \b
    例：
      xl-report explain T3-01
    """
    from toolkit.rules.explain import explain

    rule = explain(code)
    click.secho(f"{rule.code} {rule.title}", bold=True)
    for heading, words in rule.points.items():
        click.echo(f"{heading}：{words}")
