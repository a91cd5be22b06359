"""The workbook of a form, blank and filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.authoring.comparison import differences
from toolkit.authoring.samples import Samples
from toolkit.authoring.trial_remarks import Remark
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Forms, Severity
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing
from toolkit.workbook.package_faults import faults
from toolkit.workbook.writing.build import build_workbook


def workbook_remarks(filing: Filing, name: str, forms: Forms, folder: Path) -> Iterator[Remark]:
    """What is wrong with the workbook of ``filing``, called ``name``: as a file, and as what is read from it."""
    path = folder / f"{name}.xlsx"
    path.write_bytes(build_workbook(filing.form, filing=filing))
    for fault in faults(path.read_bytes()):
        yield Remark(where=name, message=f"Excel 打开时会要求修复：{fault}")
    back, findings = read_any(path, forms)
    yield from (remark_of(name, finding) for finding in findings if finding.severity is not Severity.NOTE)
    yield from differences(filing, back, printed=False)


def rule_remarks(samples: Samples) -> Iterator[Remark]:
    """Rules and sums of the form that figures break which were chosen to hold, and figures that cannot be chosen."""
    form = samples.form
    own = {*(rule.code for rule in form.rules), *(total.code for total in form.sums)}
    for reported, filing in samples.counted.items():
        if filing is None:
            message = f"{reported}时，没有找到让各条规则都成立的数字，请核对规则之间有没有矛盾"
            yield Remark(where="rules", message=message, severity=Severity.WARNING)
            continue
        broken = (each for each in check_filing(filing) if each.code in own and each.severity is Severity.ERROR)
        yield from (remark_of(reported, each) for each in broken)


def remark_of(where: str, finding: Finding) -> Remark:
    """A finding as a remark."""
    return Remark(where=where, message=f"{finding.code} {finding.text}", severity=finding.severity)
