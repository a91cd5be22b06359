"""Findings as text for people, grouped by sheet, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from toolkit.errors import UnreadableFile
    from toolkit.filing import Filing
    from toolkit.finding import Finding
    from toolkit.form import Form

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_MOST_PLACES = 12


def as_text(path: Path, filing: Filing, findings: Sequence[Finding]) -> str:
    """What :func:`file_text` says of the file of a filing."""
    return file_text(path, filing.form, filing.agency.value, filing.year, findings)


def file_text(path: Path, form: Form, agency: str, year: int | None, findings: Sequence[Finding]) -> str:
    """A head line, the findings sheet by sheet, errors first, and how many there are of each weight."""
    dated = f"，{year}年" if year else ""
    lines = [click.style(f"{path}（{agency or '未写明机关名称'}{dated}）", bold=True)]
    sheets: dict[str, list[Finding]] = {}
    for finding in findings:
        sheets.setdefault(_sheet(finding, form), []).append(finding)
    for sheet, own in sheets.items():
        lines += ["", sheet]
        for finding in sorted(own, key=lambda finding: finding.severity.rank):
            lines += _lines(finding)
    return "\n".join([*lines, *([""] if findings else []), summary(findings)])


def as_list(findings: Sequence[Finding]) -> str:
    """The findings one below another with their numbers, to pick one by."""
    return "\n".join(f"{number:>3} {next(_lines(found)).strip()}" for number, found in enumerate(findings, start=1))


def as_lines(findings: Sequence[Finding]) -> str:
    """The findings one below another, each with all its places."""
    return "\n".join(line for finding in findings for line in _lines(finding))


def summary(findings: Sequence[Finding]) -> str:
    """``共 1 项错误、2 项提醒``, waived ones apart."""
    from toolkit.finding import count_words

    parts = count_words(findings)
    waived = sum(1 for finding in findings if finding.waived)
    parts += [f"{waived} 项已说明理由"] if waived else []
    return f"共 {'、'.join(parts)}。" if parts else "没有发现问题。"


def as_data(path: Path, filing: Filing, findings: Sequence[Finding]) -> dict[str, Any]:
    """What :func:`file_data` says of the file of a filing."""
    return file_data(path, filing.form, filing.agency.value, filing.year, findings)


def file_data(path: Path, form: Form, agency: str, year: int | None, findings: Sequence[Finding]) -> dict[str, Any]:
    """One entry of ``files`` in the JSON of ``check``."""
    from toolkit.finding.shape import FileShape, Status, finding_shape

    shown = {finding.severity.value for finding in findings if not finding.waived}
    shape = FileShape(
        file=str(path),
        form=form.id,
        agency=agency,
        year=year,
        status=Status.ERRORS if "error" in shown else Status.WARNINGS if "warning" in shown else Status.OK,
        findings=tuple(map(finding_shape, findings)),
    )
    return asdict(shape)


def unreadable_data(path: Path, error: UnreadableFile) -> dict[str, Any]:
    """The entry of a file that is no filing at all."""
    from toolkit.finding.shape import FileShape, FindingShape, Status
    from toolkit.form import Severity

    fault = FindingShape(code=error.code, severity=Severity.ERROR, message=error.message, remedy=error.way_out)
    shape = FileShape(file=str(path), form=None, agency=None, year=None, status=Status.UNREADABLE, findings=(fault,))
    return asdict(shape)


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding in the JSON of any command."""
    from toolkit.finding.shape import finding_shape

    return asdict(finding_shape(finding))


def _sheet(finding: Finding, form: Form) -> str:
    """The sheet named by the finding's place, or the one that gathers its cell."""
    from toolkit.form.references import Family, is_of

    if finding.where.is_cell:
        return finding.where.sheet
    first = finding.cells[0].id if finding.cells else ""
    if section := form.section_of(first):
        return section.sheet
    return "封面" if is_of(Family.COVER, first) else "整份报告"


def _lines(finding: Finding) -> Iterator[str]:
    severity = click.style(finding.severity.label, fg=_COLOURS[finding.severity.value], bold=not finding.waived)
    yield f"  {severity} {finding.code} {finding.text}"
    others = list(finding.other_places())
    if others:
        more = f" 等 {len(others)} 处" if len(others) > _MOST_PLACES else ""
        yield f"      另见 {'、'.join(others[:_MOST_PLACES])}{more}"
    if finding.waived:
        yield f"      已说明理由：{finding.waived}"
