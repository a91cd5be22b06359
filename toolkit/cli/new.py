"""``xl-report new``: a blank workbook, carrying last year's figures where they are given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.sources import SOURCE, read, report_reading, result_path, write_output
from toolkit.errors import ReportError, UnknownForm

if TYPE_CHECKING:
    from toolkit.filing import Filing
    from toolkit.form import Form, Forms


@click.command(options_metavar="[选项]")
@click.option("--agency", metavar="名称", help="机关全称；有 --from 时可以不写。")
@click.option("--year", metavar="年份", type=click.IntRange(2000, 2100), help="报告年度；有 --from 时可以不写。")
@form_option("表式的编号、表式文件或它所在的文件夹；不写则用该年度施行的格式。")
@click.option(
    "--supplement",
    "supplements",
    metavar="补充表",
    multiple=True,
    help="附上补充表：编号、文件或它所在的文件夹，可以写几个；不写则沿用上年报告的。",
)
@click.option("--level", metavar="层级", help="单位层级的名称或编号，见 xl-report forms；也可以以后在封面选择。")
@click.option("--from", "last", metavar="上年", type=SOURCE, help="上年的工作簿、数据文件或已公布的报告。")
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="写到哪里；不写则按机关和年度命名，放在当前文件夹。")
def command(
    agency: str | None,
    year: int | None,
    forms: Forms,
    supplements: tuple[str, ...],
    level: str | None,
    last: Path | None,
    output: Path | None,
) -> None:
    """生成空白的填报工作簿。

    \b
    写明上年的报告时，机关名称、层级、联系方式和指标名称照搬；
    格式规定要结转的数按上年的带入；上年的数字和文字列在旁边供参考。

    \b
    例：
      xl-report new --agency 某市市场监督管理局 --year 2025 --level 层级
      xl-report new --from 某局2024年填报工作簿.xlsx
    """
    from toolkit.form.levels import level_named
    from toolkit.output import safe_name
    from toolkit.workbook.writing.build import blank_filing, build_workbook
    from toolkit.workbook.writing.next_year import next_year_blank

    before = _last_year(last, year, forms) if last else None
    agency = agency or (before.agency.value if before else "")
    year = year or (before.year + 1 if before and before.year else None)
    if not agency or not year:
        raise click.UsageError("请用 --agency 写明机关全称、用 --year 写明报告年度，或用 --from 指明上年的报告。")
    form = _with_supplements(_form(forms, supplements, year, before), supplements, before, forms)
    asked = level or (before.level if before else None)
    level = level_named(asked, [form]) if asked else None
    blank = (
        next_year_blank(before, form, agency=agency, level=level) if before else blank_filing(form, agency, year, level)
    )
    if before and before.form.id != form.id:
        click.echo(f"上年用的是“{before.form.name}”，口径不同的数字只列在“上年”表供参考，没有带入。", err=True)
        if left := "、".join(_texts_left(before, form)):
            click.echo(f"上年的这些部分，“{form.name}”没有，它们的文字没有带入：{left}。", err=True)
    name = f"{safe_name(agency)}{year}年填报工作簿.xlsx"
    write_output(result_path(output, name, ".xlsx"), build_workbook(form, filing=blank), source=last)


def _last_year(path: Path, year: int | None, forms: Forms) -> Filing:
    """Last year's filing, its faults reported in a line; it must say its year, and be of the year before ``year``."""
    filing, findings = read(path, forms)
    if filing.year is None or (year and filing.year != year - 1):
        reported = f"是 {filing.year} 年的" if filing.year else "没有写明年度"
        way_out = f"请指明 {year - 1} 年的报告。" if year else "请先用 import 转成工作簿，在封面填写报告年度。"
        raise ReportError(f"“{path}”{reported}，不能作为上年的报告。", way_out)
    report_reading(path, findings)
    return filing


def _form(forms: Forms, supplements: tuple[str, ...], year: int, before: Filing | None) -> Form:
    """The form asked for, else that of the supplements, else last year's while it is its family's newest or a variant,
    else the newest in force."""
    if asked := _asked(forms, before):
        return asked
    if supplements:
        return forms.form(forms.supplement(supplements[0]).supplement_to)
    if before and before.form.variant and year in before.form.years:
        return before.form
    families = (before.form.family,) if before else forms.families
    newest = [form for family in families if (form := forms.newest(family, year))]
    if len(newest) == 1:
        return newest[0]
    if newest:
        choices = "、".join(f"{form.id}（{form.name}）" for form in newest)
        raise UnknownForm(f"适用于 {year} 年的表式不止一种。", f"请用 --form 写明：{choices}。")
    raise UnknownForm(f"没有适用于 {year} 年的表式。", f"可用的表式：{'、'.join(forms.available)}。")


def _asked(forms: Forms, before: Filing | None) -> Form | None:
    """The form asked for; beside it that of last year's report may be named, so that it can be read."""
    from toolkit.form.references import base_id

    last = base_id(before.form.id) if before else ""
    asked = [form for form in forms.named if base_id(form.id) != last] or [*forms.named]
    if len(asked) > 1:
        raise click.UsageError("--form 只能写一种表式，另外可以写上年报告的；补充表请用 --supplement 写明。")
    return asked[0] if asked else None


def _texts_left(before: Filing, form: Form) -> Iterator[str]:
    """What staff call the texts of last year that this year's form has no place for."""
    from toolkit.form.references import Family, Slot
    from toolkit.workbook.slot_labels import label_of

    left = (slot for slot, paragraphs in before.narrative.items() if paragraphs and slot not in form.text_slots)
    return (label_of(before.form, str(Slot(Family.TEXT, slot))) for slot in left)


def _with_supplements(form: Form, named: tuple[str, ...], before: Filing | None, forms: Forms) -> Form:
    """With the supplements that are named; else with those that last year's report had, where they go with the form."""
    if named:
        return forms.with_supplements(form, [forms.supplement(name).id for name in named])
    last = before.form.additions if before and not form.additions else ()
    kept = [each.id for each in last if each.id in forms.supplements_to(form)]
    if left := "、".join(each.name for each in last if each.id not in kept):
        click.echo(f"上年的补充表没有附上，它们不是“{form.name}”的：{left}。", err=True)
    return forms.with_supplements(form, kept)
