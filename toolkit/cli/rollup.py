"""``xl-report rollup``: many units into one report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.day import Day
from toolkit.cli.form_option import form_option
from toolkit.cli.format_option import format_option
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import PLACE, SOURCE, requirements_option, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.form import Forms
    from toolkit.rollup.difference import UnitDifference
    from toolkit.rollup.run import RunFindings, RunOutcome
    from toolkit.rollup.work_distribution import OpenExecutor


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def command() -> None:
    """把许多单位的填报汇总成一份：从乡镇、部门到县、市、省。

    \b
    先做名册，再汇总；有单位改正后重新汇总，只读改过的文件：
      xl-report rollup roster --year 2025 --agency 某县人民政府 -o 名册.xlsx
      xl-report rollup run 2025/ --roster 名册.xlsx -o 汇总.xlsx
      xl-report rollup diff 汇总.xlsx
    """


@command.command(options_metavar="[选项]")
@click.argument("places", metavar="文件夹或文件…", nargs=-1, required=True, type=PLACE)
@click.option("-o", "--output", metavar="文件", required=True, type=PLACE, help="汇总工作簿；汇总库放在它旁边。")
@click.option("--roster", metavar="名册", type=PLACE, help="名册工作簿；不写则把读到的单位都算作直接下级。")
@click.option("--agency", metavar="名称", default="", help="汇总单位；有名册时可只汇总其中一个上级及其以下。")
@click.option("--level", metavar="层级", help="没有名册时汇总单位层级的名称或编号，见 xl-report forms。")
@click.option("--year", metavar="年份", type=click.IntRange(2000, 2100), help="没有名册时的报告年度；不写则取多数。")
@form_option("汇总用的表式：编号、表式文件或它所在的文件夹；不写则每一级取它的下级都能并入的最细一种。")
@click.option(
    "--prior",
    metavar="上年汇总",
    type=PLACE,
    help="上年：汇总工作簿，或各单位上年报告、工作簿所在的文件夹，用来做跨年度检查和两年对比。",
)
@requirements_option("各单位都按本地通知的要求检查，可以写几份。")
@click.option("--include-errors", is_flag=True, help="有错误的单位也计入（不写则列出但不计入）。")
@click.option("--returns", is_flag=True, help="写出退回材料：给每个要改正的单位一份函和标出错误的工作簿。")
@click.option("--on", metavar="日期", type=Day(), help="函件和报送进展的日期，不写则是今天。")
@click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时读取的进程数；不写则与处理器核数相同。")
@click.option("--scheduler", metavar="地址", help="交给 Dask 集群，例如 tcp://主机:8786。")
@format_option()
@click.pass_context
def run(
    ctx: click.Context,
    /,
    style: str,
    jobs: int | None,
    scheduler: str | None,
    requirements: tuple[Path, ...],
    forms: Forms,
    **wanted: Any,
) -> None:
    """读取、检查、相加，写出汇总工作簿；坏文件只列出，不中断。

    下级送来的汇总库（.sqlite）可以和文件夹一起相加，不再读它的文件：名册列出其下级的，逐个单位计入；只列出它自己的，计入它的合计。

    文件夹、名册和汇总工作簿也可以是网络地址，例如 s3://存储桶/2025/；结果在本机做好后整份上传。

    \b
    例：
      xl-report rollup run 2025/ --roster 名册.xlsx -o 汇总.xlsx --prior ../2024/汇总.xlsx
      xl-report rollup run 2025/ --roster 名册.xlsx -o 汇总.xlsx --returns
      xl-report rollup run 2025/ --roster 名册.xlsx -o 汇总.xlsx --requirements 市里的要求.yaml
    """
    from toolkit import api
    from toolkit.cli.progress import shown_progress

    forms = api.with_requirements(requirements, forms=forms)
    with shown_progress() as progress:
        executor = _executor(jobs, scheduler)
        outcome = api.rollup(executor=executor, progress=progress, forms=forms, **wanted)
    click.echo(_as_json(outcome) if style == "json" else _as_text(outcome))
    ctx.exit(ERRORS if any(reported.finding.blocks for reported in outcome.reported) else 0)


@command.command(options_metavar="[选项]")
@click.argument("output", metavar="汇总工作簿", type=SOURCE)
@form_option()
@format_option()
def diff(output: Path, style: str, forms: Forms) -> None:
    """与上一次汇总相比，哪些单位、哪些数字变了。

    \b
    例：
      xl-report rollup diff 汇总.xlsx
    """
    from toolkit.rollup import difference
    from toolkit.rollup.roster import shown_code

    changes = difference.diff(output, forms)
    if style == "json":
        entries = [
            {
                "unit": change.unit,
                "name": change.name,
                "before": change.before,
                "now": change.now,
                "file": change.file,
                "figures": [
                    {
                        "label": label,
                        "before": _number(before.value),
                        "before_whole": before.whole,
                        "now": _number(now.value),
                        "now_whole": now.whole,
                    }
                    for label, before, now in change.figures
                ],
            }
            for change in changes
        ]
        click.echo(json.dumps({"changes": entries}, ensure_ascii=False, indent=1))
        return
    for change in changes:
        states = change.now if change.before == change.now else f"{change.before or '无'} → {change.now or '无'}"
        unit = f"{shown_code(change.unit, change.name)} {change.name}".strip()
        click.echo(f"{unit}（{states}）{change.file}")
        for line in _changed_figures(change):
            click.echo(f"  {line}")
    click.echo(f"共 {len(changes)} 个单位有变化。" if changes else "与上一次汇总相比没有变化。")


@command.command(options_metavar="[选项]")
@click.argument("output", metavar="汇总工作簿", type=SOURCE)
@click.argument("quantity", metavar="数据项")
@form_option()
@format_option()
def explain(output: Path, quantity: str, style: str, forms: Forms) -> None:
    """一个汇总数由哪些单位、哪些文件相加而来。

    数据项可以照各处显示的写：编号、正文里用的名称、行和列的名称（中间用逗号）、工作簿里的格。

    \b
    例：
      xl-report rollup explain 汇总.xlsx 表.行.列
      xl-report rollup explain 汇总.xlsx 名称
      xl-report rollup explain 汇总.xlsx "表名!C7"
    """
    from toolkit.rollup import sum_explanation
    from toolkit.rollup.unit_figures import sum_text

    label, parts = sum_explanation.explain(output, quantity, forms)
    if style == "json":
        entries = [
            {
                "depth": part.depth,
                "unit": part.unit,
                "name": part.name,
                "state": part.state.value,
                "number": _number(part.number),
                "whole": part.whole,
                "file": part.file,
                "where": [str(place) for place in part.places],
            }
            for part in parts
        ]
        click.echo(json.dumps({"quantity": quantity, "label": label, "parts": entries}, ensure_ascii=False, indent=1))
        return
    click.echo(label)
    for part in parts:
        number = sum_text(part.number, whole=part.whole)
        if part.number is None:
            number = "没有数" if part.state.counts else part.state.value
        places = f" {'、'.join(map(str, part.places))}" if part.places else ""
        click.echo(f"{'  ' * part.depth}{number}  {part.name}  {part.file}{places}".rstrip())


@command.command(options_metavar="[选项]")
@click.argument("roster", metavar="[名册]", required=False, type=SOURCE)
@click.option("-o", "--output", metavar="文件", type=SOURCE, help="生成新名册；同时给出旧名册时沿用其中的单位。")
@click.option(
    "--year", metavar="年份", type=click.IntRange(2000, 2100), help="新名册的报告年度；沿用旧名册时默认是下一年。"
)
@click.option("--agency", metavar="名称", default="", help="新名册里最上一级的单位。")
@click.option(
    "--from", "source", metavar="来源", type=SOURCE,
    help="从哪里取单位：收到的文件夹、上年的汇总工作簿，或本单位的名单（.xlsx、.csv、.txt）。",
)  # fmt: skip
@form_option("表式的编号、表式文件或它所在的文件夹；单位层级也取自它，可以写几个。")
def roster(
    roster: Path | None, output: Path | None, year: int | None, agency: str, source: Path | None, forms: Forms
) -> None:
    """生成名册，或检查填好的名册。

    \b
    例：
      xl-report rollup roster --year 2025 --agency 某县人民政府 -o 名册.xlsx
      xl-report rollup roster --from 2025/ --agency 某县人民政府 -o 名册.xlsx
      xl-report rollup roster 名册.xlsx
      xl-report rollup roster 名册2025.xlsx -o 名册2026.xlsx
    """
    from toolkit import api
    from toolkit.cli.progress import shown_progress
    from toolkit.rollup.roster_book import read_roster

    if roster and source:
        raise click.UsageError("旧名册和 --from 只能写一个。")
    if output:
        with shown_progress() as progress:
            made = api.roster(year, agency, last=roster, source=source, forms=forms, progress=progress)
        save(made, output)
        return
    if roster is None:
        raise click.UsageError("请指明要检查的名册，或用 -o 写明新名册的文件名。")
    known = read_roster(roster, forms)
    levels = sum(not known.is_leaf(unit.code) for unit in known.units)
    click.echo(
        f"名册没有错误：{known.year} 年，{known.top.name}，"
        f"汇总单位 {levels} 个，报送单位 {len(known.units) - levels} 个。"
    )


def _changed_figures(change: UnitDifference) -> Iterator[str]:
    """A line a figure that changed; of figures that came or went as a whole, how many there are."""
    from toolkit.rollup.unit_figures import sum_text

    if change.had != change.has:
        if change.figures:
            yield f"{'新计入' if change.has else '不再计入'} {len(change.figures)} 格的数"
        return
    for label, *compared in change.figures:
        before, now = (sum_text(each.value, whole=each.whole) for each in compared)
        if before and now:
            yield f"{label}：{before} → {now}"
        else:
            yield f"{label}：补填 {now}" if now else f"{label}：删去 {before}"


def _executor(jobs: int | None, scheduler: str | None) -> OpenExecutor:
    from toolkit.rollup.executors import cluster, one_thread, processes

    if scheduler:
        return cluster(scheduler)
    return one_thread() if jobs == 1 else processes(jobs or 0)


def _as_text(outcome: RunOutcome) -> str:
    """The findings, unit by unit in the order of the roster, then the sum of it all."""
    from toolkit.rollup.unit_status import UnitState

    lines = [
        f"{each.name or '（未归属的文件）'}：{each.finding.severity.label} {each.finding.code} {each.finding.text}"
        for each in outcome.reported
    ]
    states = "，".join(f"{state.value} {outcome.states[state]}" for state in UnitState if outcome.states[state])
    lines.append(
        f"{outcome.top} {outcome.year} 年：文件 {outcome.files} 份（本次读取 {outcome.read} 份），"
        f"报送单位 {outcome.states.total()} 个：{states or '无'}。"
    )
    lines += [outcome.passed_over_note] if outcome.passed_over_note else []
    lines += [f"已写出 {outcome.place(path)}" for path in outcome.written]
    if outcome.returned:
        letters = sum(path.suffix == ".docx" for path in outcome.returned)
        lines.append(f"已写出退回 {letters} 个单位的材料，在 {outcome.place(outcome.returned[0]).parent}")
    lines += [f"上一份移到 {outcome.place(path)}" for path in outcome.moved]
    lines += [f"封面、正文、理由和备注沿用 {outcome.place(path)} 里填写的内容。" for path in outcome.continued]
    if not outcome.counted:
        lines.append("没有一个单位计入，没有写出汇总工作簿。")
    elif not outcome.written:
        lines.append(f"数字没有变化，{outcome.output.name} 不必重写。")
    if outcome.stale:
        lines.append(f"以前写出的 {len(outcome.stale)} 份汇总工作簿不在本次汇总之内，数字可能已经过时，请核对后移走：")
        lines += [f"  {outcome.place(path)}" for path in outcome.stale]
    return "\n".join(lines)


def _as_json(outcome: RunOutcome) -> str:
    data = {
        "form": outcome.form,
        "agency": outcome.top,
        "year": outcome.year,
        "output": str(outcome.place(outcome.output)),
        "files": {"found": outcome.files, "read": outcome.read, "passed_over": outcome.passed_over},
        "units": {state.name.lower(): count for state, count in sorted(outcome.states.items())},
        "written": [str(outcome.place(path)) for path in outcome.written],
        "returned": [str(outcome.place(path)) for path in outcome.returned],
        "moved": [str(outcome.place(path)) for path in outcome.moved],
        "continued": [str(outcome.place(path)) for path in outcome.continued],
        "stale": [str(outcome.place(path)) for path in outcome.stale],
        "findings": [_reported(reported) for reported in outcome.reported],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _reported(reported: RunFindings) -> dict[str, Any]:
    from toolkit.cli.finding_layout import finding_data

    return {"unit": reported.unit, "name": reported.name, **finding_data(reported.finding)}


def _number(number: object) -> object:
    """Whole numbers as they are, decimals exactly, as text."""
    return number if number is None or isinstance(number, int) else str(number)
