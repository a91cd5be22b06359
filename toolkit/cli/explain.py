"""``xl-report explain``: a rule's reason, source, example and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option

if TYPE_CHECKING:
    from toolkit.form import Forms


@click.command(options_metavar="[选项]")
@click.argument("code", metavar="编号")
@form_option()
def command(code: str, forms: Forms) -> None:
    """说明一条规则：程度、为什么要查、依据、例子和怎么办。

    \b
    例：
      xl-report explain NM-01

    几种表式的说法不同时，逐一列出。
    """
    from toolkit.rules.explain import explain

    for place, rule in enumerate(explain(code, forms)):
        if place:
            click.echo()
        click.secho(f"{rule.code} {rule.title}", bold=True)
        for heading, words in rule.points.items():
            click.echo(f"{heading}：{words}")
