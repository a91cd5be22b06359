"""The option ``--format``: text for people, or JSON for programs."""

from __future__ import annotations

from collections.abc import Callable

import click

from toolkit.cli.form_option import Command


def format_option(about: str = "") -> Callable[[Command], Command]:
    """Give a command ``style``, ``text`` or ``json``; its help says what it is ``about`` where that is not all."""
    return click.option(
        "--format",
        "style",
        metavar="text|json",
        type=click.Choice(["text", "json"]),
        default="text",
        help=f"{about}给人看的文字（默认），或给程序读的 JSON。",
    )
