"""``xl-report preview``: the text with its figures, each with the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.sources import SOURCE

if TYPE_CHECKING:
    from toolkit.api import PreviewParagraph
    from toolkit.form import Forms
    from toolkit.narrative import EvaluatedText


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="文件", type=SOURCE)
@form_option()
def command(source: Path, forms: Forms) -> None:
    """显示正文填上数字以后的样子，并注明每个数字来自哪一格。

    \b
    例：
      xl-report preview 某局2025年填报工作簿.xlsx
    """
    from toolkit import api

    for section in api.preview(source, forms=forms):
        click.secho(f"{section.heading}\n", bold=True)
        for paragraph in section.paragraphs:
            click.echo("\n".join(_lines(paragraph)) + "\n")


def _lines(paragraph: PreviewParagraph) -> Iterator[str]:
    yield "".join(_underlined(part) for part in paragraph.parts)
    for figure in paragraph.figures:
        if figure.places:
            yield f"    {figure.name} {figure.text}　{figure.places}"
    for part in paragraph.parts:
        if part.problem:
            yield click.style(f"    {part.expression}：{part.problem}", fg="red")


def _underlined(part: EvaluatedText) -> str:
    return click.style(part.text, underline=True) if part.expression else part.text
