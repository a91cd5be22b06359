"""The option ``--form``: forms at hand for one command, beside those that always are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from toolkit.form import Forms

Command = TypeVar("Command", bound=Callable[..., Any])
HELP = "表式的编号、表式文件或它所在的文件夹；来源用到不随程序提供的表式时写明，可以写几个。"


def form_option(words: str = HELP) -> Callable[[Command], Command]:
    """Give a command ``forms``, the registry that it passes on, with those of ``--form`` asked for."""
    return click.option("--form", "forms", metavar="表式", multiple=True, callback=_forms, help=words)


def _forms(ctx: click.Context, _: click.Parameter, named: tuple[str, ...]) -> Forms:
    from toolkit.form.registry import forms_at_hand

    forms = forms_at_hand(named)
    ctx.call_on_close(lambda: report_faulty(forms))
    return forms


def report_faulty(forms: Forms) -> None:
    """Those that the command did without, if it came across any."""
    for error in forms.skipped:
        click.echo(f"没有使用有错误的表式。{error.message}{error.way_out}", err=True)
