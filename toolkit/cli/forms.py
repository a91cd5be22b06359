"""``xl-report forms``: the forms at hand, the data dictionary of one, and whether a form file is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.format_option import format_option
from toolkit.cli.group import ERRORS

if TYPE_CHECKING:
    from toolkit.authoring.trial_remarks import Step, Trial
    from toolkit.form import Form, Forms

_MARKS = {"ok": "通过", "note": "通过", "warning": "提醒", "error": "错误", "skipped": "略过"}
_COLOURS = {"ok": "green", "note": "green", "warning": "yellow", "error": "red", "skipped": "cyan"}


@click.command(options_metavar="[选项]")
@click.argument("names", metavar="[表式]…", nargs=-1)
@click.option(
    "--check",
    is_flag=True,
    help="检查表式文件：写编号、文件或所在的文件夹，不写则检查全部；也检查本地要求。",
)
@format_option("--check 的结果：")
@form_option()
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], check: bool, style: str, forms: Forms) -> None:
    """列出表式；写明表式编号时，列出它的全部数据项；检查自己编写的表式。

    \b
    数据项各列：编号（数据文件里的名称）、标签、单位、填报或自动计算、正文里可用的名称。
    检查时逐步试用：读取、例句和草稿、规则、空白和填好的工作簿、各种格式的报告，每一步都读回来比较。

    \b
    例：
      xl-report forms
      xl-report forms 表式编号
      xl-report forms --check 本单位表式/form.yaml
      xl-report forms --check 市里的要求.yaml
    """
    from toolkit.rules.form_check import checked_form

    if check:
        ctx.exit(_check(names or forms.available, forms, style))
    if style != "text":
        raise click.UsageError("--format 只用于 --check。")
    for name in names:
        _dictionary(checked_form(forms.load(name), forms))
    for form in () if names else map(forms.form, forms.available):
        years = f"{form.years.first}—{form.years.last}年" if form.years.last else f"{form.years.first}年起"
        click.echo(f"{form.id}\t{years}\t{form.name}")
        for each in forms.supplements_to(form):
            click.echo(f"{each}\t{form.id} 的补充表\t{forms.supplement(each).name}")


def _check(names: tuple[str, ...], forms: Forms, style: str) -> int:
    """Try each out, show how it went, and give the exit code."""
    from toolkit.authoring.trial import try_form

    trials = []
    for name in names:
        trials.append(try_form(name, forms))
        if style == "text":
            _show(trials[-1])
    if style == "json":
        click.echo(json.dumps({"forms": [trial.data for trial in trials]}, ensure_ascii=False, indent=1))
    return ERRORS if any(trial.failed for trial in trials) else 0


def _show(trial: Trial) -> None:
    title = f"{trial.source}（{trial.form}，{trial.name}）" if trial.form else trial.source
    click.secho(title, bold=True)
    for step in trial.steps:
        _show_step(step)


def _show_step(step: Step) -> None:
    click.echo(f"  {click.style(_MARKS[step.state], fg=_COLOURS[step.state])} {step.title}：{step.done}")
    for remark in step.remarks:
        weight = click.style(remark.severity.label, fg=_COLOURS[remark.severity.value])
        click.echo(f"      {weight} {remark.text}")


def _dictionary(form: Form) -> None:
    click.echo(f"{form.id}\t{form.name}\t{form.notice.number}")
    names: dict[str, str] = {}
    for name, total in form.quantities.items():
        if len(total.refs) == 1:
            [ref] = total.refs
            names[ref] = f"{names[ref]}、{name}" if ref in names else name
    for cell in form.cells.values():
        made = "自动计算" if cell.of else "填报"
        click.echo("\t".join((cell.id, cell.label, cell.unit, made, names.get(cell.id, ""))))
    for entry in form.fields.values():
        click.echo("\t".join((entry.id, entry.label, entry.unit, "填报", names.get(entry.id, ""))))
    for level in form.levels:
        click.echo(f"level\t{level.id}\t{level.label}")
