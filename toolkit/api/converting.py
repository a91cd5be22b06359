"""One format made into another: workbooks filled, marked and repaired, and Filing JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import Checked, ReadResult, check_once, read, read_once
from toolkit.api.result_file import ResultFile
from toolkit.filing import Filing, Original, Source
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Forms, Severity
from toolkit.form.references import Family, Slot
from toolkit.form.registry import forms_at_hand
from toolkit.location import Location
from toolkit.output import is_untouched
from toolkit.patterns import regex
from toolkit.progress import Progress, quiet
from toolkit.workbook.slot_labels import label_of

_MARKED = "校验结果"
_NUMBERED = regex(rf"{_MARKED}(?:（\d+）| \(\d+\)| - 副本)*+$")


@dataclass(frozen=True, kw_only=True)
class Converted(ReadResult):
    """A filing with its findings, and the file that was made of it; it is made in spite of errors."""

    file: ResultFile


@dataclass(frozen=True, kw_only=True)
class Repaired(Converted):
    """A workbook made of a broken one. ``lost`` is what it lacks of that."""

    lost: tuple[Finding, ...]
    complete: bool  # whether nothing is lost that the filing needs


def to_workbook(source: Path | str, *, forms: Forms | None = None, progress: Progress = quiet) -> Converted:
    """A workbook filled with a Filing JSON (``xl-report fill``) or a published report (``xl-report import``).

    The findings are those of reading and of the rules, and name every figure that a report lacks. Raises as
    :func:`~toolkit.api.read` does; :class:`~toolkit.errors.OutputError` where a text is longer than a cell can hold.

    >>> converted = to_workbook("examples/hegang-2021/filing.json")
    >>> converted.file.name, converted.blocked
    ('filing.xlsx', False)
    """
    from toolkit.rules.engine import check_filing, missing_figures
    from toolkit.workbook.writing.build import build_workbook

    reading = read(source, forms=forms, progress=progress)
    filing = reading.filing
    missing = missing_figures(filing) if filing.source is Source.REPORT else ()
    findings = check_filing(filing, (*reading.findings, *missing, *_prior_texts_left(filing)))
    file = _beside(reading.source, f"{reading.source.stem}.xlsx", build_workbook(filing.form, filing=filing))
    return Converted(source=reading.source, filing=filing, findings=tuple(findings), file=file)


def to_json(source: ReadResult | Path | str, *, forms: Forms | None = None, progress: Progress = quiet) -> Converted:
    """The Filing JSON of a source (``xl-report export``). The findings are those of reading it, the rules are not run.

    Raises as :func:`~toolkit.api.read` does.

    >>> to_json("examples/hegang-2021/填报工作簿.xlsx").file.name
    '填报工作簿.json'
    """
    from toolkit.filing.json import filing_to_json

    reading = read_once(source, forms, progress)
    content = f"{filing_to_json(reading.filing)}\n".encode()
    file = _beside(reading.source, f"{reading.source.stem}.json", content)
    return Converted(source=reading.source, filing=reading.filing, findings=reading.findings, file=file)


def annotate(
    source: Checked | Path | str,
    *,
    instead_of_report: bool = False,
    forms: Forms | None = None,
    progress: Progress = quiet,
) -> Converted:
    """A fresh workbook with the findings marked on its cells and listed on its first sheet.

    What could not be read stands in it as it was typed. Its first sheet says of what it is a copy and which of the two
    goes on; ``instead_of_report``: that there is no report, and why. A copy that nobody has changed since is marked
    again in its place; of one with corrections a copy is made as of any workbook. Raises as :func:`~toolkit.api.read`
    does.

    >>> annotate("examples/hegang-2021/填报工作簿.xlsx").file.name
    '填报工作簿校验结果.xlsx'
    """
    from toolkit.workbook.marking.annotate import annotated_workbook

    checked = check_once(source, forms, progress)
    filing, path = checked.filing, checked.source
    data = path.read_bytes() if path.is_file() else b""
    original = filing.original if is_untouched(data) else None
    content = annotated_workbook(
        filing,
        checked.findings,
        original=original or Original(name=path.name, digest=hashlib.sha256(data).hexdigest()),
        instead_of_report=instead_of_report,
    )
    if original:
        file = ResultFile(content=content, name=path.name, folder=path.parent)
    else:
        stem = _NUMBERED.sub("", path.stem)  # without what an earlier run and copying put behind it
        file = _beside(path, f"{stem}{_MARKED}.xlsx", content)
    return Converted(source=path, filing=filing, findings=checked.findings, file=file)


def repair(source: Path | str, *, forms: Forms | None = None) -> Repaired:
    """A whole workbook with what can be read of a damaged one.

    The findings are those of reading. :class:`~toolkit.errors.UnreadableFile` where nothing can be saved: the file is
    no workbook of ours, or the part is gone that says what its sheets are.

    >>> repair("examples/hegang-2021/填报工作簿.xlsx").lost
    ()
    """
    from toolkit.workbook.marking.restoration import restoration_findings, restore_workbook
    from toolkit.workbook.reading.salvage import salvage

    path = Path(source)
    filing, findings = salvage(path, forms or forms_at_hand())
    built, _ = restore_workbook(filing, findings)
    lost = tuple(restoration_findings(findings))
    return Repaired(
        source=path,
        filing=filing,
        findings=findings,
        file=_beside(path, f"{path.stem}修复.xlsx", built.packed()),
        lost=tuple(finding for finding, _ in lost),
        complete=not any(missing for _, missing in lost),
    )


def _prior_texts_left(filing: Filing) -> Iterator[Finding]:
    """IM-02 for each text of last year that no sheet of this year's form has a place for."""
    prior = filing.prior
    for slot in prior.narrative if prior else ():
        if prior and slot not in filing.form.text_slots:
            last = prior.known_form(filing.form)
            name = label_of(last, str(Slot(Family.TEXT, slot))) if last and slot in last.text_slots else slot
            place = CellRef(id=slot, where=Location(f"prior.narrative.{slot}"))
            yield finding("IM-02", [place], variant="prior_text", severity=Severity.NOTE, name=name)


def _beside(source: Path, name: str, content: bytes) -> ResultFile:
    return ResultFile(content=content, name=name, folder=source.parent, source=source)
