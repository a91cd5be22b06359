"""The report of a form in every format, and what reading it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.authoring.comparison import differences
from toolkit.authoring.trial_remarks import Remark
from toolkit.authoring.workbooks import remark_of
from toolkit.document.compose import compose
from toolkit.errors import ReportError
from toolkit.filing import Filing
from toolkit.form import Forms, Severity
from toolkit.ingest import FORMATS as READABLE
from toolkit.ingest import read_any
from toolkit.render import Format


def is_read_back(style: Format) -> bool:
    """Whether the program reads what it writes in that format."""
    return f".{style.extension}" in READABLE


def report_remarks(filing: Filing, style: Format, forms: Forms, folder: Path) -> Iterator[Remark]:
    """What the report of ``filing`` does not give back when it is read; nothing in a format that is only written."""
    path = _written(filing, style, folder)
    if not is_read_back(style):
        return
    back, findings = read_any(path, forms, form=filing.form)
    yield from (remark_of(path.name, finding) for finding in findings if finding.severity is not Severity.NOTE)
    yield from differences(filing, back, printed=True)


def recognition_remarks(filing: Filing, style: Format, forms: Forms, folder: Path) -> Iterator[Remark]:
    """Whether the report is taken for one on another form, or on none, where nobody names the form."""
    try:
        found = read_any(_written(filing, style, folder), forms)[0].form
        reported = "" if found.id == filing.form.id else f"会被读作“{found.name}”（{found.id}）"
    except ReportError as error:
        reported = f"认不出来：{error.args[0]}"
    if reported:
        yield Remark(where="", message=f"没有写明表式的报告{reported}", severity=Severity.NOTE)


def _written(filing: Filing, style: Format, folder: Path) -> Path:
    path = folder / f"报告.{style.extension}"
    path.write_bytes(style.renderer()(compose(filing)))
    return path
