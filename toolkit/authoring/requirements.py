"""A file of local requirements tried out: on each form that it is for, in a workbook that carries it and comes back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.authoring.trial_remarks import Remark, Step, Trial, run_step
from toolkit.bounds import REQUIREMENTS_BYTES
from toolkit.errors import InvalidRequirements
from toolkit.form import Form, Forms, Severity
from toolkit.form.requirements import KEY, Requirements
from toolkit.form.source import declares
from toolkit.rules.checks.due_by import DueBy
from toolkit.rules.requirement_files import checked_requirements
from toolkit.rules.requirements import forms_of, local_checks, with_indicator_rows
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import blank_filing, build_workbook

_LOAD = "读取"


def is_requirements_file(name: str) -> bool:
    """Whether ``name`` is the path of such a file, right or wrong."""
    path = Path(name)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return declares(file.read(10 * REQUIREMENTS_BYTES), KEY)


def try_requirements(path: Path, forms: Forms) -> Trial:
    """The requirements in the file at ``path`` taken through every step; one with mistakes goes no further."""
    try:
        notice = checked_requirements(path, forms)
    except InvalidRequirements as error:
        remarks = tuple(Remark(where="", message=mistake) for mistake in error.mistakes)
        done = f"{len(remarks)} 处错误，改正后再试其他各步"
        first = Step(name="load", title=_LOAD, done=done, remarks=remarks)
        return Trial(source=str(path), form="", name="", steps=(first,))
    return Trial(source=str(path), form=notice.number, name=notice.title, steps=tuple(_steps(notice, forms)))


def _steps(notice: Requirements, forms: Forms) -> Iterator[Step]:
    own = forms_of(notice, forms)
    yield Step(
        name="load",
        title=_LOAD,
        done=f"{len(notice.checks)} 条要求，用于 {'、'.join(form.id for form in own)}",
        remarks=tuple(dict.fromkeys(remark for form in own for remark in _later_than_law(notice, form))),
    )
    for form in own:
        asks = "；".join(each.asks for each in local_checks((notice,), form))
        yield run_step("blank", f"“{form.name}”的空白工作簿", asks, partial(_remarks, notice, form, forms))


def _later_than_law(notice: Requirements, form: Form) -> Iterator[Remark]:
    """Days after those of the form, which stay."""
    for each in local_checks((notice,), form):
        check = each.scoped.check
        for label, day in check.later_than_law(form) if isinstance(check, DueBy) else ():
            message = f"“{label}”的法定期限是 {day}，比这里写的早，仍按法定期限检查"
            where = f"checks[{notice.checks.index(each.requirement)}].by"
            yield Remark(where=where, message=message, severity=Severity.NOTE)


def _remarks(notice: Requirements, form: Form, forms: Forms) -> Iterator[Remark]:
    """What does not come back from the workbook that carries it."""
    year = notice.year or max(form.years.first, form.years.last)
    blank = with_indicator_rows(replace(blank_filing(form, "某机关", year, None), requirements=(notice,)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "工作簿.xlsx"
        path.write_bytes(build_workbook(form, filing=blank))
        filing, findings = read_workbook(path, forms)
    if filing.requirements != (notice,):
        yield Remark(where="", message="写进工作簿以后读不回来")
    yield from (Remark(where=str(each.where), message=each.message) for each in findings)
