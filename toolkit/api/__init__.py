"""What other programs import: what the commands do, as functions without a terminal.

They raise :class:`~toolkit.errors.ReportError` with a sentence for staff and a way out, print nothing, and write no
file but where asked to (:func:`rollup`). ``forms`` are those at hand: by default those that come with the
program and those in the folders of ``XL_REPORT_FORMS``; :func:`forms_at_hand` brings others.

>>> from toolkit import api
>>> checked = api.check("examples/hegang-2021/填报工作簿.xlsx")
>>> checked.filing.agency.value, checked.filing.year, checked.blocked
('鹤岗市市场监督管理局', 2021, False)
>>> sorted(api.render(checked, ["md", "txt"]).reports)
['md', 'txt']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.api.checking import Checked, check, read
    from toolkit.api.rendering import Rendered, render
    from toolkit.api.rolling_up import rollup
    from toolkit.form.registry import forms_at_hand

__all__ = ["Checked", "Rendered", "check", "forms_at_hand", "read", "render", "rollup"]

_HOMES = {
    "Checked": "toolkit.api.checking",
    "check": "toolkit.api.checking",
    "read": "toolkit.api.checking",
    "Rendered": "toolkit.api.rendering",
    "render": "toolkit.api.rendering",
    "rollup": "toolkit.api.rolling_up",
    "forms_at_hand": "toolkit.form.registry",
}


def __getattr__(name: str) -> Any:
    """Imports what is asked for: whoever checks a workbook needs neither reports nor roll-ups."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
