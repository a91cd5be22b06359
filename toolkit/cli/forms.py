"""``xl-report forms``: the installed forms, and the data dictionary of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.at_hand import form_option

if TYPE_CHECKING:
    from toolkit.form import Form, Forms


@click.command(options_metavar="[选项]")
@click.argument("name", metavar="[表式]", required=False)
@form_option()
def command(name: str | None, forms: Forms) -> None:
    """列出表式；写明表式编号时，列出它的全部数据项。

    \b
    数据项各列：编号（数据文件里的名称）、标签、单位、填报或自动计算、正文里可用的名称。

    \b
    例：
      xl-report forms
      xl-report forms gkgb-2021
    """
    from toolkit.rules.form_check import checked

    if name:
        _dictionary(checked(forms.load(name)))
        return
    for form in map(forms.form, forms.available):
        years = f"{form.years.first}—{form.years.last}年" if form.years.last else f"{form.years.first}年起"
        click.echo(f"{form.id}\t{years}\t{form.name}")


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
