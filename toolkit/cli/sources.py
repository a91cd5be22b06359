"""Files that commands are given and files that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.form_option import Command

if TYPE_CHECKING:
    from toolkit.api import CheckedLedger, ReadResult, ResultFile
    from toolkit.finding import Finding


class _LocalPath(click.Path):
    """A path on this machine."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from toolkit.places import local_path

        return super().convert(local_path(value), param, ctx)


SOURCE = _LocalPath(path_type=Path)
"""A path; whether something is there is reported in our own words. A URL is refused, never taken for a folder."""

PLACE = click.Path(path_type=str)
"""A path or a URL."""

STANDARD_OUTPUT = Path("-")
"""As the place of a result."""


def ledger_option(words: str) -> Callable[[Command], Command]:
    """Give a command ``ledgers``, any number of files."""
    return click.option("--ledger", "ledgers", metavar="台账", multiple=True, type=SOURCE, help=words)


def requirements_option(words: str) -> Callable[[Command], Command]:
    """Give a command ``requirements``, any number of files."""
    return click.option("--requirements", metavar="本地要求", multiple=True, type=SOURCE, help=words)


def report_reading(reading: ReadResult) -> None:
    """One line that counts what reading found, if anything, for a command whose own result is something else."""
    from toolkit.cli.finding_layout import summary

    path, findings = reading.source, reading.findings
    if findings:
        click.echo(f"读取“{path}”：{summary(findings)}运行 xl-report check {path} 查看。", err=True)


def report_ledger(checked: CheckedLedger) -> None:
    """The same for a ledger."""
    from toolkit.cli.finding_layout import summary

    path = checked.ledger.source
    if checked.findings:
        click.echo(f"检查“{path}”：{summary(checked.findings)}运行 xl-report ledger check {path} 查看。", err=True)


def report_changes(changes: Iterable[Finding], remarks: Iterable[Finding]) -> None:
    """A line for each cell that a ledger's count is put in place of another figure, or that it does not fit; and for
    each ledger in which something is to be seen."""
    for change in changes:
        click.echo(f"{change.cells[0].where}（{change.cells[0].label}）：{change.message}", err=True)
    for remark in remarks:
        click.echo(remark.text, err=True)


def save(file: ResultFile, output: Path | None) -> None:
    """Save a result where ``-o`` says, and show its path; or show it, on the standard output."""
    if output == STANDARD_OUTPUT:
        click.echo(file.content, nl=False)
        return
    click.echo(file.save(output))
