"""What the menu entries do with a workbook: the file that shows the result, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit import api
from toolkit.errors import OutputError
from toolkit.form import Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuOutcome:
    """The files written, that to be opened first; and why a format of the report is not among them."""

    checked: api.Checked
    written: tuple[Path, ...]
    failures: Mapping[str, Exception] = field(default_factory=dict)


def marked_copy(path: Path, forms: Forms) -> MenuOutcome:
    """A copy with the findings on its cells, beside the workbook; raises as :func:`~toolkit.api.annotate` does."""
    return _marked(api.check(path, forms=forms))


def report(path: Path, forms: Forms) -> MenuOutcome:
    """The report beside the workbook, or while errors forbid one the marked copy; raises as
    :func:`~toolkit.api.render` does."""
    rendered = api.render(path, forms=forms)
    if rendered.blocked:
        return _marked(rendered)
    written, failures = [], dict(rendered.failures)
    for extension, file in rendered.reports.items():
        try:
            written.append(file.save())
        except OutputError as error:
            failures[extension] = error
    return MenuOutcome(checked=rendered, written=tuple(written), failures=failures)


def _marked(checked: api.Checked) -> MenuOutcome:
    return MenuOutcome(checked=checked, written=(api.annotate(checked).file.save(),))
