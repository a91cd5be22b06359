"""Workbooks built, and opened with openpyxl, once however many tests look at them."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from openpyxl import Workbook, load_workbook

from toolkit.form import Form
from toolkit.workbook.writing.build import build_workbook

_BUILT: dict[tuple[int, str], tuple[Form, bytes]] = {}


def built(form: Form, **content: Any) -> bytes:
    """What ``build_workbook(form, **content)`` gives, which is the same for the same content."""
    assert "filing" not in content or content["filing"].form is form
    key = id(form), repr(content)
    if key not in _BUILT:
        _BUILT[key] = form, build_workbook(form, **content)
    return _BUILT[key][1]


@lru_cache(maxsize=4)
def opened(package: bytes, *, values: bool = False) -> Workbook:
    """The workbook as another program reads it, ``values`` in place of formulas. Shared, so not to be changed."""
    return load_workbook(io.BytesIO(package), data_only=values)
