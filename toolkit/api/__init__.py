"""What other programs import: what the commands do, as functions without a terminal.

==========================  ========================================================
:func:`new`                 a blank workbook, with last year's carried over if wanted
:func:`forms_in_force`      the forms that a workbook of a year may be on
:func:`read`                the filing in a source of any format
:func:`check`               the filing, with what the rules find in it
:func:`annotate`            a workbook with the findings on its cells
:func:`preview`             the text with its figures
:func:`preview_page`        the preview as a web page
:func:`render`              the report, in any format
:func:`to_workbook`         a workbook filled from data or a report
:func:`to_json`             any source as Filing JSON
:func:`repair`              what can be saved of a broken workbook
:func:`compare`             two years side by side
:func:`sign`                a round of review recorded in a copy
:func:`rounds_to_sign`      the rounds that are still to be recorded
:func:`verify`              a published report compared with its workbook
:func:`correct`             the edition that corrects what was published
:func:`sign_pdf`            a PDF with the office's signature
:func:`rollup`              many units' filings added up
:func:`with_requirements`   the forms together with what a local notice asks
:func:`roster`              a blank list of the units of a roll-up
:func:`new_ledger`          a blank ledger, with last year's open rows if wanted
:func:`import_to_ledger`    a copy of a ledger with the rows of another system's list
:func:`is_ledger`           whether a file is a ledger
:func:`check_ledger`        what is wrong with a ledger on a given day
:func:`requests_due`        the open requests, by handler and due day
:func:`fill_from_ledgers`   a workbook filled with the counts of ledgers
:func:`check_with_ledgers`  a check that compares a workbook with ledgers
:func:`ledger_figures`      the counts of ledgers, with the rows behind each
==========================  ========================================================

A source is a workbook, a Filing JSON or a published report, named by its path; where one was read already, that may be
handed over in its place. The functions return an outcome with the findings, and with files that are written when they
are saved (:class:`ResultFile`); only :func:`rollup` writes by itself. Nothing is printed. What cannot be done raises
:class:`~toolkit.errors.ReportError`, with a sentence for staff and a way out in Chinese.

``forms`` are those at hand: by default those that come with the program and those in the folders of
``XL_REPORT_FORMS``; :func:`forms_at_hand` brings others. ``progress`` is called with how far the work is, and may raise
:class:`Stopped`: then nothing is written.

>>> from toolkit import api
>>> checked = api.check("examples/hegang-2021/填报工作簿.xlsx")
>>> checked.filing.agency.value, checked.filing.year, checked.blocked
('鹤岗市市场监督管理局', 2021, False)
>>> rendered = api.render(checked, ["md", "txt"])
>>> sorted(rendered.reports), dict(rendered.failures)
(['md', 'txt'], {})

A command that somebody may stop:

>>> def progress(stage: str, done: int, total: int) -> None:
...     print(stage, f"{done} / {total}")
...     raise api.Stopped
>>> try:
...     rendered = api.render(checked, ["pdf"], progress=progress)
... except api.Stopped:
...     print("stopped")
生成报告 0 / 1
stopped
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.api.checking import Checked, ReadResult, check, read
    from toolkit.api.comparing import Compared, compare
    from toolkit.api.converting import Converted, Repaired, annotate, repair, to_json, to_workbook
    from toolkit.api.correcting import correct
    from toolkit.api.due import RequestsDue, requests_due
    from toolkit.api.ledger_books import ImportedLedger, NewLedger, import_to_ledger, new_ledger
    from toolkit.api.ledgers import (
        CheckedLedger,
        FilledFromLedgers,
        check_ledger,
        check_with_ledgers,
        fill_from_ledgers,
        ledger_figures,
    )
    from toolkit.api.local_requirements import with_requirements
    from toolkit.api.previewing import PreviewFigure, PreviewParagraph, PreviewSection, preview, preview_page
    from toolkit.api.rendering import NotMade, Rendered, render
    from toolkit.api.result_file import ResultFile
    from toolkit.api.rolling_up import rollup, roster
    from toolkit.api.signing import RoundsToSign, Signed, rounds_to_sign, sign
    from toolkit.api.signing_pdf import sign_pdf
    from toolkit.api.starting import BlankWorkbook, forms_in_force, new
    from toolkit.api.verifying import Verified, verify
    from toolkit.filing.review import Decision
    from toolkit.form.registry import forms_at_hand
    from toolkit.ledger.reading import is_ledger
    from toolkit.progress import Progress, Stopped
    from toolkit.rollup.run import RunOutcome

__all__ = [
    "BlankWorkbook",
    "Checked",
    "CheckedLedger",
    "Compared",
    "Converted",
    "Decision",
    "FilledFromLedgers",
    "ImportedLedger",
    "NewLedger",
    "NotMade",
    "PreviewFigure",
    "PreviewParagraph",
    "PreviewSection",
    "Progress",
    "ReadResult",
    "Rendered",
    "Repaired",
    "RequestsDue",
    "ResultFile",
    "RoundsToSign",
    "RunOutcome",
    "Signed",
    "Stopped",
    "Verified",
    "annotate",
    "check",
    "check_ledger",
    "check_with_ledgers",
    "compare",
    "correct",
    "fill_from_ledgers",
    "forms_at_hand",
    "forms_in_force",
    "import_to_ledger",
    "is_ledger",
    "ledger_figures",
    "new",
    "new_ledger",
    "preview",
    "preview_page",
    "read",
    "render",
    "repair",
    "requests_due",
    "rollup",
    "roster",
    "rounds_to_sign",
    "sign",
    "sign_pdf",
    "to_json",
    "to_workbook",
    "verify",
    "with_requirements",
]

_MODULES = {
    "toolkit.api.checking": ("Checked", "ReadResult", "check", "read"),
    "toolkit.api.comparing": ("Compared", "compare"),
    "toolkit.api.converting": ("Converted", "Repaired", "annotate", "repair", "to_json", "to_workbook"),
    "toolkit.api.due": ("RequestsDue", "requests_due"),
    "toolkit.api.correcting": ("correct",),
    "toolkit.api.ledger_books": ("ImportedLedger", "NewLedger", "import_to_ledger", "new_ledger"),
    "toolkit.api.ledgers": (
        "CheckedLedger",
        "FilledFromLedgers",
        "check_ledger",
        "check_with_ledgers",
        "fill_from_ledgers",
        "ledger_figures",
    ),
    "toolkit.api.local_requirements": ("with_requirements",),
    "toolkit.api.previewing": ("PreviewFigure", "PreviewParagraph", "PreviewSection", "preview", "preview_page"),
    "toolkit.api.rendering": ("NotMade", "Rendered", "render"),
    "toolkit.api.result_file": ("ResultFile",),
    "toolkit.api.rolling_up": ("rollup", "roster"),
    "toolkit.api.signing_pdf": ("sign_pdf",),
    "toolkit.api.signing": ("RoundsToSign", "Signed", "rounds_to_sign", "sign"),
    "toolkit.api.starting": ("BlankWorkbook", "forms_in_force", "new"),
    "toolkit.api.verifying": ("Verified", "verify"),
    "toolkit.filing.review": ("Decision",),
    "toolkit.form.registry": ("forms_at_hand",),
    "toolkit.ledger.reading": ("is_ledger",),
    "toolkit.progress": ("Progress", "Stopped"),
    "toolkit.rollup.run": ("RunOutcome",),
}


def __getattr__(name: str) -> Any:
    """Imports what is asked for: whoever checks a workbook needs neither reports nor roll-ups."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
