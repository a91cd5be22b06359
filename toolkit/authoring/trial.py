"""A form file tried out, from its text to reports and back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from toolkit.authoring.ledgers import ledger_remarks
from toolkit.authoring.reports import is_read_back, recognition_remarks, report_remarks
from toolkit.authoring.requirements import is_requirements_file, try_requirements
from toolkit.authoring.samples import Samples
from toolkit.authoring.texts import text_remarks, texts_of, unspoken_fields
from toolkit.authoring.trial_remarks import Remark, Step, Trial, run_step
from toolkit.authoring.workbooks import rule_remarks, workbook_remarks
from toolkit.form import Form, Forms, Severity
from toolkit.form.kinds import Amount
from toolkit.render import FORMATS
from toolkit.rules.form_check import further_mistakes, mistakes_of

_LOAD = "读取"
_DONE = "生成后读回来比较"


def try_form(source: str, forms: Forms) -> Trial:
    """The form that ``source`` names (an id of ``forms``, a form file, or its folder) taken through every step.

    A file of local requirements is tried on the forms that they are for. :class:`~toolkit.errors.UnknownForm` where
    there is no such form or file. A file with mistakes goes no further.
    """
    if is_requirements_file(source):
        return try_requirements(Path(source), forms)
    form, mistakes = forms.declared(source)
    if form is not None:
        further = further_mistakes(form) if mistakes else mistakes_of(form, forms)
        mistakes = tuple(dict.fromkeys((*mistakes, *further)))
    name, form_id = (form.name, form.id) if form else ("", "")
    remarks = tuple(_remark(mistake) for mistake in mistakes)
    if form is None or remarks:
        done = f"{len(remarks)} 处错误，改正后再试其他各步"
        first = Step(name="load", title=_LOAD, done=done, remarks=remarks)
        return Trial(source=source, form=form_id, name=name, steps=(first,))
    first = Step(name="load", title=_LOAD, done=_size(form), remarks=tuple(_notes(form)))
    with tempfile.TemporaryDirectory() as folder:
        steps = (first, *_steps(Samples(form=form), forms.replacing(form), Path(folder)))
    return Trial(source=source, form=form_id, name=name, steps=steps)


def _steps(samples: Samples, forms: Forms, folder: Path) -> Iterator[Step]:
    """Every step but the first."""
    form, many = samples.form, samples.many
    count = f"{len(form.sentences)} 句例句、{len(texts_of(form)) - len(form.sentences)} 段草稿"
    yield run_step(
        "text",
        "例句和草稿",
        f"{count}，各用 {len(samples.every)} 组数字",
        lambda: chain(text_remarks(samples), unspoken_fields(form)),
    )
    count = f"{len(form.rules)} 条规则、{len(form.sums)} 处合计"
    yield run_step(
        "rules", "规则和合计", f"{count}，各用 {len(samples.counted)} 组数字", partial(rule_remarks, samples)
    )
    for name, title, filing in (("blank", "空白工作簿", samples.blank), ("filled", "填好的工作簿", many)):
        yield run_step(name, title, _DONE, partial(workbook_remarks, filing, title, forms, folder))
    if form.ledger:
        yield run_step("ledger", "台账", "生成后读回来", partial(ledger_remarks, samples.blank, forms, folder))
    seen = bool(form.charts or form.highlights)
    for name, style in FORMATS.items():
        if style.drawn and not seen:
            continue
        done = _DONE if is_read_back(style) else "生成"
        yield run_step(name, style.label, done, partial(report_remarks, many, style, forms, folder))
    done = "读一份没有写明表式的报告"
    yield run_step("recognition", "认出表式", done, partial(recognition_remarks, many, FORMATS["md"], forms, folder))


def _notes(form: Form) -> Iterator[Remark]:
    """Keys that nothing reads any more, which an older form file may keep; units that no reader of the report sees."""
    headings = {section.table: section.heading for section in form.sections}
    for index, table in enumerate(form.tables):
        if table.widths:
            where = f"tables[{index}].widths"
            yield Remark(where=where, message="列宽按标签排定，不再读这个键，可以删去", severity=Severity.NOTE)
        for place, block in enumerate(table.blocks):
            around = f"{table.caption}{block.title}{block.stub}{headings[table.id]}"
            for node in (node for column in block.columns for _, node in column.leaves()):
                kind, unit = node.holds, node.unit or node.holds.unit
                if isinstance(kind, Amount) and unit not in f"{around}{node.label}":
                    message = f"“{node.label}”的单位是{unit}，报告的表格里看不出来，宜写进 label"
                    yield Remark(
                        where=f"tables[{index}].blocks[{place}].columns", message=message, severity=Severity.NOTE
                    )


def _size(form: Form) -> str:
    return f"{len(form.sections)} 个部分、{len(form.tables)} 张表、{len(form.inputs)} 项填报"


def _remark(mistake: str) -> Remark:
    where, _, message = mistake.partition("：")
    return Remark(where=where, message=message) if message else Remark(where="", message=mistake)
