"""What ``fill`` and ``import`` share: any source into a filled workbook, with all findings reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.finding_layout import as_text
from toolkit.cli.group import ERRORS
from toolkit.cli.sources import read, result_path, write_output

if TYPE_CHECKING:
    from toolkit.form import Forms


def to_workbook(source: Path, output: Path | None, forms: Forms) -> int:
    """Write the workbook of ``source`` to ``output``, by default beside it; returns the exit code."""
    from toolkit.filing import Source
    from toolkit.rules.engine import check_filing, missing_figures
    from toolkit.workbook.writing.build import build_workbook

    filing, reading = read(source, forms)
    missing = missing_figures(filing) if filing.source is Source.REPORT else ()
    findings = check_filing(filing, (*reading, *missing))
    workbook = build_workbook(filing.form, filing=filing)
    target = result_path(output or source.parent, f"{source.stem}.xlsx", ".xlsx")
    write_output(target, workbook, source=source)
    click.echo(as_text(source, filing, findings), err=True)
    return ERRORS if any(finding.blocks for finding in findings) else 0
