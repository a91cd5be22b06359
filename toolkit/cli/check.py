"""``xl-report check``: the findings of any number of files."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.finding_layout import as_data, as_text, unreadable_data
from toolkit.cli.form_option import form_option
from toolkit.cli.format_option import format_option
from toolkit.cli.group import ERRORS, FAILED, error_message
from toolkit.cli.sources import SOURCE, ledger_option, requirements_option
from toolkit.cli.watch import snapshot, watch_saves
from toolkit.errors import UnreadableFile

if TYPE_CHECKING:
    from toolkit.form import Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of a file: its exit code, and its text or its entry in the JSON."""

    code: int
    text: str = ""
    entry: dict[str, Any] = field(default_factory=dict)

    def show(self) -> None:
        """Print the text."""
        click.echo(self.text, err=self.code == FAILED)


@click.command(options_metavar="[选项]")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=SOURCE)
@format_option()
@ledger_option("与台账逐格对照，可以写几份，相加。")
@requirements_option("也按本地通知的要求检查，可以写几份；工作簿自己带的照样检查。")
@click.option("--watch", is_flag=True, help="每次保存后重新检查，按 Ctrl-C 结束。")
@form_option()
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    ledgers: tuple[Path, ...],
    requirements: tuple[Path, ...],
    style: str,
    watch: bool,
    forms: Forms,
) -> None:
    """检查工作簿、数据文件或已公布的报告，逐格指出问题：按工作表列出，错误在前。

    \b
    例：
      xl-report check 某局2025年填报工作簿.xlsx
      xl-report check 某局2025年填报工作簿.xlsx --watch
      xl-report check --format json 各单位/*.xlsx
      xl-report check 某局2025年填报工作簿.xlsx --ledger 某局2025年申请台账.xlsx
      xl-report check 某局2025年报告.html --requirements 市里的要求.yaml
    """
    from toolkit import api

    if ledgers and (watch or len(files) > 1):
        raise click.UsageError("--ledger 一次只对照一份工作簿，不能与 --watch 同用。")
    if watch and style != "text":
        raise click.UsageError("--watch 只能显示文字，请去掉 --format json。")
    forms = api.with_requirements(requirements, forms=forms)
    before = snapshot(files)
    verdicts = {}
    for path in files:
        verdicts[path] = _verdict(path, forms, style, ledgers)
        if style == "text":
            verdicts[path].show()
    if style == "json":
        click.echo(json.dumps({"files": [each.entry for each in verdicts.values()]}, ensure_ascii=False, indent=1))
    if watch:
        _watch(verdicts, watch_saves(before), forms)
    ctx.exit(max(verdict.code for verdict in verdicts.values()))


def _verdict(path: Path, forms: Forms, style: str = "text", ledgers: tuple[Path, ...] = ()) -> Verdict:
    from toolkit import api

    try:
        checked = api.check_with_ledgers(path, ledgers, forms=forms) if ledgers else api.check(path, forms=forms)
    except Exception as error:  # one file, however odd, must not stop the others
        known = error if isinstance(error, UnreadableFile) else UnreadableFile(error_message(error))
        if style == "json":
            return Verdict(code=FAILED, entry=unreadable_data(path, known))
        return Verdict(code=FAILED, text=f"错误：{known}")
    code = ERRORS if checked.blocked else 0
    if style == "json":
        return Verdict(code=code, entry=as_data(path, checked.filing, checked.findings))
    return Verdict(code=code, text=as_text(path, checked.filing, checked.findings))


def _watch(verdicts: dict[Path, Verdict], saves: Iterator[tuple[Path, ...]], forms: Forms) -> None:
    """Check again whatever is saved, and keep its verdict, until Ctrl-C."""
    click.echo("\n改好保存后会自动重新检查；按 Ctrl-C 结束。", err=True)
    with contextlib.suppress(KeyboardInterrupt):
        for changed in saves:
            for path in changed:
                click.echo(f"\n—— {time.strftime('%H:%M:%S')} 已保存，重新检查 ——", err=True)
                verdicts[path] = _verdict(path, forms)
                verdicts[path].show()
