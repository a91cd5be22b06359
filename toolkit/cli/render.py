"""``xl-report render``: the report of a filing in any format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.exit_codes import StreamFault, stream_faults
from toolkit.cli.finding_layout import as_text, summary
from toolkit.cli.form_option import form_option
from toolkit.cli.group import ERRORS, FAILED, error_message, usage_errors
from toolkit.cli.sources import SOURCE, STANDARD_OUTPUT, save

if TYPE_CHECKING:
    from toolkit.api import Checked, NotMade, Rendered
    from toolkit.form import Forms


class Formats(click.ParamType[tuple[str, ...]]):
    """``docx,html``: one or more formats, each once."""

    name = "formats"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from toolkit.form.cells import did_you_mean
        from toolkit.render import EVERY_FORMAT

        if isinstance(value, tuple):
            return value
        wanted = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
        for part in wanted:
            if part not in EVERY_FORMAT:
                hint = did_you_mean(part, EVERY_FORMAT)
                self.fail(f"“{part}”不在可选之列{hint}。可选：{'、'.join(EVERY_FORMAT)}。", param, ctx)
        return wanted


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="文件", type=SOURCE)
@click.option(
    "--to",
    "formats",
    metavar="格式",
    type=Formats(),
    help="docx、html、pdf、md、txt、fragment（粘贴到网站的正文，数据文件放在旁边）、poster（一页图解，SVG 和 PNG）、"
    "review、review-pdf（审核表，打印出来签字），用逗号隔开；默认 docx,html。",
)
@click.option("-o", "--output", metavar="位置", type=SOURCE, help="文件夹，或单一格式的文件名；默认放在来源旁边。")
@click.option("--draft", is_flag=True, help="有错误也生成，每页标明“草稿”；有错误时退出码仍为 1。")
@click.option("--tidy", is_flag=True, help="改正确定无疑的排印问题，并列出所改之处。")
@click.option(
    "--reference-doc",
    metavar="模板.docx",
    type=SOURCE,
    help="Word 报告采用本单位文件的版头、页眉页脚和页面；文件里单独一段写 {{正文}}，报告就放在那里。",
)
@click.option("--reference-styles", is_flag=True, help="正文也用本单位文件的样式，不用国家标准的。")
@click.option(
    "--pdf-from",
    metavar="typst|docx",
    type=click.Choice(["typst", "docx"]),
    default="typst",
    help="PDF 直接排版（typst，默认），或由 LibreOffice 从 Word 报告转出（docx）。",
)
@click.option(
    "--corrects",
    metavar="已公布的报告",
    type=SOURCE,
    help="生成更正版：标题注明“更正版”和第几次，开头逐条写明与已公布的那一份有什么不同。",
)
@form_option()
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    formats: tuple[str, ...] | None,
    output: Path | None,
    draft: bool,
    tidy: bool,
    reference_doc: Path | None,
    reference_styles: bool,
    pdf_from: str,
    corrects: Path | None,
    forms: Forms,
) -> None:
    """生成报告：默认 Word 和网页，按机关名称和标题命名。

    \b
    有错误级的问题时不生成，只列出问题；审核表照样生成，问题列在里面。
    封面“送审”选“是”的，各轮审核都签认通过（xl-report sign）以前，生成的是送审稿，每页有标记。
    以前生成而没有改动过的报告会被更新；改动过的原样留着，新文件名加“（2）”。

    \b
    例：
      xl-report render 某局2025年填报工作簿.xlsx
      xl-report render 某局2025年填报工作簿.xlsx --to docx,pdf -o 报告
      xl-report render 某局2025年填报工作簿.xlsx --corrects 网站上的报告.html
    """
    from toolkit import api
    from toolkit.render import REVIEW_FORMATS

    checked = api.check(source, forms=forms)
    withheld = checked.blocked and not draft
    if corrects and not withheld:
        checked = _corrected(checked, corrects, forms, tidied=tidy)
    targets = _targets(formats, output, source.parent, checked.report_name)
    reviewed = {name: target for name, target in targets.items() if name in REVIEW_FORMATS}
    if withheld and targets != reviewed:
        click.echo(as_text(source, checked.filing, checked.findings), err=True)
        click.echo("有错误，没有生成报告。请改正后再试，或者加 --draft 先看草稿。", err=True)
        if not reviewed:
            ctx.exit(ERRORS)
        targets = reviewed
    from_word = pdf_from == "docx"
    if reference_doc and "docx" not in targets and not ("pdf" in targets and from_word):
        raise click.UsageError("--reference-doc 只用于 Word 报告；请在 --to 里写上 docx。")
    if reference_styles and not reference_doc:
        raise click.UsageError("--reference-styles 要和 --reference-doc 一起用。")
    rendered = api.render(
        checked,
        targets,
        draft=draft,
        tidied=tidy,
        reference_doc=reference_doc,
        reference_styles=reference_styles,
        pdf_from_word=from_word,
    )
    for sentence in rendered.notes:
        click.echo(sentence, err=True)
    for where, change in rendered.changes:
        click.echo(f"{where}：“{change.before}”改为“{change.after}”（{change.reason}）。", err=True)
    if rendered.awaited and not draft and rendered.reports.keys() - REVIEW_FORMATS:
        click.echo(_for_review(checked, rendered), err=True)
    made = [is_saved(rendered, wanted, target) for wanted, target in targets.items()]
    if output != STANDARD_OUTPUT:
        folder = next(iter(targets.values())).parent
        for file in rendered.data_files:
            save(file, folder / file.name)
    if checked.findings:
        click.echo(f"{summary(checked.findings)}运行 xl-report check {source} 查看。", err=True)
    ctx.exit(FAILED if not all(made) else ERRORS if checked.blocked else 0)


def _corrected(checked: Checked, published: Path, forms: Forms, *, tidied: bool) -> Checked:
    """The edition that corrects ``published``, whose corrections are shown."""
    from toolkit import api

    with usage_errors():
        corrected = api.correct(checked, published, forms=forms, tidied=tidied)
    if corrected.filing.correction:
        click.echo("\n".join(corrected.filing.correction.lines), err=True)
    return corrected


def _for_review(checked: Checked, rendered: Rendered) -> str:
    """Why there is no clean report, and what to do."""
    from toolkit.rules.review_standing import awaited_rounds

    if rendered.changes and not awaited_rounds(checked.filing):
        return "整理文字改动了审核过的内容，生成的是送审稿，每页标明。请不加 --tidy，或者改好原稿后重新审核。"
    return f"审核还差：{'、'.join(rendered.awaited)}；生成的是送审稿，每页标明。各轮都签认通过以后，再生成正式报告。"


def _targets(formats: tuple[str, ...] | None, output: Path | None, folder: Path, name: str) -> dict[str, Path]:
    """The file of each format: ``output`` itself where it is named like a report, else ``name`` in a folder."""
    from toolkit.api.rendering import DEFAULT_FORMATS
    from toolkit.render import EVERY_FORMAT, formats_of, with_companions

    if output == STANDARD_OUTPUT:
        if not formats or len(formats) > 1:
            raise click.UsageError("-o - 把报告写到标准输出，只能是一种格式；请用 --to 写明，例如 --to md。")
        return {formats[0]: output}
    meant = formats_of(output.name) if output else ()
    if output is None or output.is_dir() or not meant:
        wanted = with_companions(formats or DEFAULT_FORMATS)
        return {each: (output or folder) / EVERY_FORMAT[each].file_name(name) for each in wanted}
    wanted = formats or meant[:1]
    if len(wanted) > 1 or wanted[0] not in meant:
        raise click.UsageError(f"“{output}”只能存放{EVERY_FORMAT[meant[0]].label}；请去掉 --to，或把 -o 改成文件夹。")
    return {wanted[0]: output}


def is_saved(rendered: Rendered, wanted: str, target: Path | None = None) -> bool:
    """Whether the report was made and saved in one format; if not, why is reported, and the others go on."""
    try:
        if wanted in rendered.failures:
            raise rendered.failures[wanted]
        with stream_faults():
            save(rendered.reports[wanted], target)
    except StreamFault:
        raise
    except Exception as error:
        click.echo(not_made(rendered.not_made(wanted, error)), err=True)
        return False
    return True


def not_made(missing: NotMade) -> str:
    """Why there is no report in one format, and whether --tidy would help."""
    hint = f"\n  加 --tidy 可以去掉{'、'.join(missing.tidied_away)}。" if missing.tidied_away else ""
    return f"{missing.sentence(error_message(missing.error))}{hint}"
