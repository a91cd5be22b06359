"""The shape of what ``check`` prints for programs, key for key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.finding.model import Finding
from toolkit.form.model import Severity


class Status(StrEnum):
    """How a file came off; what staff waived does not count."""

    OK = "ok"
    WARNINGS = "warnings"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShape:
    """A cell, field or text that a finding is about."""

    id: str
    where: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShape:
    """A finding."""

    code: str
    severity: Severity
    message: str
    remedy: str
    cells: tuple[PlaceShape, ...] = ()
    expected: str = ""
    actual: str = ""
    waived: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShape:
    """A file with its findings; an unreadable one has no form, agency and year."""

    file: str
    form: str | None
    agency: str | None
    year: int | None
    status: Status
    findings: tuple[FindingShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckShape:
    """All files."""

    files: tuple[FileShape, ...]


def finding_shape(finding: Finding) -> FindingShape:
    """A finding in that shape."""
    return FindingShape(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        remedy=finding.remedy,
        cells=tuple(
            PlaceShape(id=cell.id, where=str(cell.where), label=cell.label, value=cell.value) for cell in finding.cells
        ),
        expected=finding.expected,
        actual=finding.actual,
        waived=finding.waived,
        basis=finding.basis,
    )
