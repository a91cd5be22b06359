"""What the menu entries do with a workbook: the file that shows the result, and what is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit import api
from toolkit.finding import Finding
from toolkit.form import Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuOutcome:
    """The files written, that to be opened first; the findings; and the formats of the report without a file."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    missing: tuple[api.NotMade, ...] = ()


def marked_copy(path: Path, forms: Forms) -> MenuOutcome:
    """A copy with the findings on its cells, beside the workbook; raises as :func:`~toolkit.api.annotate` does."""
    marked = api.annotate(path, forms=forms)
    return MenuOutcome(findings=marked.findings, written=(marked.file.save(),))


def preview(path: Path, forms: Forms) -> MenuOutcome:
    """A page of the text with its figures, among the temporary files; raises as :func:`~toolkit.api.preview` does."""
    page = api.preview_page(api.preview(path, forms=forms), f"{path.stem}：正文预览")
    with tempfile.NamedTemporaryFile("wb", prefix="预览-", suffix=".html", delete=False) as file:
        file.write(page)
    return MenuOutcome(written=(Path(file.name),))


def report(path: Path, forms: Forms) -> MenuOutcome:
    """The report beside the workbook, or while errors forbid one the marked copy, which says so; raises as
    :func:`~toolkit.api.render` does."""
    rendered = api.render(path, forms=forms)
    if rendered.blocked:
        marked = api.annotate(rendered, instead_of_report=True)
        return MenuOutcome(findings=marked.findings, written=(marked.file.save(),))
    written, missing = rendered.save_all()
    return MenuOutcome(findings=rendered.findings, written=written, missing=missing)


ACTIONS: Mapping[str, Callable[[Path, Forms], MenuOutcome]] = {
    "check": marked_copy,
    "preview": preview,
    "report": report,
}
"""What ``xl-report shortcuts --run`` can be asked for."""
