"""Files that commands are given and files that they make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.errors import OutputError, UnreadableFile

if TYPE_CHECKING:
    from toolkit.filing import Filing
    from toolkit.finding import Finding
    from toolkit.form import Forms

SOURCE = click.Path(path_type=Path)
"""A path; whether something is there is reported in our own words."""

STANDARD_OUTPUT = Path("-")
"""As the place of a result."""


def read(path: Path, forms: Forms) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing in ``path``, whatever its format, and what reading found; :class:`UnreadableFile` if it holds none.

    A published report is read as the form that was asked for, if one was.
    """
    from toolkit.api import checking

    return checking.read(path, forms)


def report_reading(path: Path, findings: Sequence[Finding]) -> None:
    """One line that counts what reading found, if anything, for a command whose own result is something else."""
    from toolkit.cli.finding_layout import summary

    if findings:
        click.echo(f"读取“{path}”：{summary(findings)}运行 xl-report check {path} 查看。", err=True)


def contents(path: Path) -> bytes:
    """The bytes of ``path``; :class:`UnreadableFile` with a sentence where there are none to be had."""
    from toolkit.api.checking import require_file

    require_file(path)
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableFile(f"无法打开“{path}”。", "请关闭正在使用它的程序，并核对读取权限。") from None


def result_path(output: Path | None, name: str, suffix: str) -> Path:
    """Where a result goes: ``output`` itself where it ends in ``suffix``, else ``name`` in the folder that it means.

    :data:`STANDARD_OUTPUT` stays what it is. :class:`OutputError` where it ends in another format's suffix.
    """
    if output is None:
        return Path(name)
    if output == STANDARD_OUTPUT:
        return output
    if output.is_dir() or not output.suffix:
        return output / name
    if output.suffix.lower() != suffix:
        raise OutputError(f"“{output}”应以“{suffix}”结尾。", f"请改用“{output.with_suffix(suffix)}”，或写一个文件夹。")
    return output


def write_output(target: Path, data: bytes, *, source: Path | None = None) -> None:
    """Write a result (:func:`~toolkit.output.write_result`) and show its path; or show it, on the standard output."""
    if target == STANDARD_OUTPUT:
        click.echo(data, nl=False)
        return
    from toolkit.output import write_result

    click.echo(write_result(target, data, source=source))
