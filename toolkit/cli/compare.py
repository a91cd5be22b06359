"""``xl-report compare``: two years of an agency side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.sources import SOURCE, STANDARD_OUTPUT, read, report_reading

if TYPE_CHECKING:
    from toolkit.filing import Filing
    from toolkit.form import Forms
    from toolkit.form.expression import Number
    from toolkit.ingest.comparison import YearComparison
    from toolkit.render.listing import Listing

_SUFFIXES = (".xlsx", ".html")


@click.command(options_metavar="[选项]")
@click.argument("last", metavar="上年", type=SOURCE)
@click.argument("this", metavar="本年", type=SOURCE)
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="另存为表格（.xlsx）或网页（.html）；- 列在屏幕上。")
@form_option()
def command(last: Path, this: Path, output: Path | None, forms: Forms) -> None:
    """逐格比较上年和本年的数字，逐部分比较文字的相同程度。

    工作簿、数据文件和已公布的报告都可以。不写 -o 只列两年不全是 0 的格，写了列出全部。

    \b
    例：
      xl-report compare 2023年报告.html 某局2024年填报工作簿.xlsx -o 两年对比.xlsx
    """
    from toolkit.ingest.comparison import compare_years

    listed = output == STANDARD_OUTPUT
    if output and not listed and output.suffix.lower() not in _SUFFIXES:
        raise click.UsageError("输出文件应以 .xlsx 或 .html 结尾。")
    comparison = compare_years(_filing(last, forms), _filing(this, forms))
    if not (comparison.last.year or 0) < (comparison.this.year or 9999):
        raise click.UsageError(_wrong_order(comparison))
    for warning in _warnings(comparison):
        click.echo(f"请留意：{warning}", err=True)
    for listing in _listings(comparison, everything=listed):
        _show(listing)
    if output and not listed:
        from toolkit.output import write_result

        content = _book(comparison) if output.suffix.lower() == ".xlsx" else _page(comparison)
        click.echo(write_result(output, content, source=this), err=True)


def _filing(path: Path, forms: Forms) -> Filing:
    filing, findings = read(path, forms)
    report_reading(path, findings)
    return filing


def _wrong_order(comparison: YearComparison) -> str:
    last, this = comparison.last, comparison.this
    years = f"现在前一个是 {last.year} 年的，后一个是 {this.year} 年的"
    swapped = (last.year or 0) > (this.year or 0)
    return f"前一个文件应是上年的，后一个是本年的。{years}{'，请对调' if swapped else '，请换一份'}。"


def _warnings(comparison: YearComparison) -> Iterator[str]:
    """What makes one doubt that these are two years running of one agency; they are compared all the same."""
    last, this = comparison.last, comparison.this
    names = [filing.agency.value for filing in (last, this)]
    if all(names) and len({"".join(name.split()) for name in names}) > 1:
        yield f"两个文件的机关名称不同，前一个是“{names[0]}”，后一个是“{names[1]}”。"
    if last.year and this.year and this.year - last.year > 1:
        yield f"两个文件不是相邻的年度，前一个是 {last.year} 年，后一个是 {this.year} 年。"


def _title(comparison: YearComparison) -> str:
    this = comparison.this
    return f"{this.agency.value}{_year(comparison, this=False)}与{_year(comparison, this=True)}对比"


def _year(comparison: YearComparison, *, this: bool) -> str:
    year = (comparison.this if this else comparison.last).year
    return f"{year}年" if year else ("本年" if this else "上年")


def _listings(comparison: YearComparison, *, everything: bool) -> Iterator[Listing]:
    from toolkit.render.listing import Listing

    years = (_year(comparison, this=False), _year(comparison, this=True))
    for table in dict.fromkeys(change.table for change in comparison.changes):
        own = [change for change in comparison.changes if change.table == table]
        shown = [change for change in own if everything or change.last or change.this]
        notes = [f"另有 {len(own) - len(shown)} 格两年都是 0、空白或没有读出。"] if len(shown) < len(own) else []
        notes += ["两年所用格式不同，口径不同的格没有比较。"] if table in comparison.left_out else []
        yield Listing(
            heading=table,
            heads=("项目", *years, "增减", "增减幅度"),
            rows=[
                (change.label, *map(_shown, (change.last, change.this, change.difference)), change.rate)
                for change in shown
            ],
            note="".join(notes),
        )
    yield Listing(
        heading="文字",
        heads=("部分", "与上年相同"),
        rows=[(text.heading, "—" if text.share is None else f"{text.share:.0%}") for text in comparison.texts],
        note="按连续六个字比较，数字和标点不计。",
    )


def _shown(value: Number | str | None) -> str:
    from toolkit.filing.numerals import number_text

    return value if isinstance(value, str) else number_text(value)


def _show(listing: Listing) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=listing.heading, caption=listing.note or None, title_justify="left", caption_justify="left")
    for place, head in enumerate(listing.heads):
        table.add_column(head, justify="right" if place else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*(Text(value) for value in row))
    console = Console()
    with console.capture() as shown:  # click writes it: rich ends the program with 1 where a pipe is closed
        console.print(table)
    click.echo(shown.get(), nl=False)


def _page(comparison: YearComparison) -> bytes:
    from toolkit.render.listing import render_listings

    return render_listings(_title(comparison), list(_listings(comparison, everything=True)))


def _book(comparison: YearComparison) -> bytes:
    from toolkit.workbook.writing.appending import book_of
    from toolkit.workbook.writing.plain_sheets import PlainSheet

    years = (_year(comparison, this=False), _year(comparison, this=True))
    note = f"{'、'.join(comparison.left_out)}有口径不同的格，没有比较。" if comparison.left_out else ""
    figures = PlainSheet(
        name="数字",
        title=_title(comparison),
        note=note,
        heads=[("表", "项目", "单位", *years, "增减", "增减幅度")],
        rows=[
            (change.table, change.label, change.unit, change.last, change.this, change.difference, change.rate)
            for change in comparison.changes
        ],
        widths=(8, 60, 8, 14, 14, 14, 12),
        right=(7,),
    )
    texts = PlainSheet(
        name="文字",
        title=_title(comparison),
        note="与上年相同的程度，按连续六个字比较，数字和标点不计。",
        heads=[("部分", "与上年相同")],
        rows=[(text.heading, "—" if text.share is None else f"{text.share:.0%}") for text in comparison.texts],
        widths=(40, 16),
        right=(2,),
    )
    return book_of([figures, texts])
