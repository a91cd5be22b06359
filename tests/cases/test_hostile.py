"""Files made to stall, crash or mislead their reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsWorkbook, Right

_LICENSING = "二 主动公开!B9"

RIGHT: Mapping[str, Right] = {
    "exp.json": AsWorkbook(
        changed={"applications.received.natural_person": "1e999999999999999999999"},
        findings={"T3-47": "tables.applications.received.natural_person"},
    ),
    "fmt_redos_brackets.xlsx": AsWorkbook(),
    "meta-map_names_swapped_disclosure.xlsx": AsWorkbook(findings={"WB-17": _LICENSING, "WB-06": _LICENSING}),
    "meta-map_swapped_disclosure.xlsx": AsWorkbook(findings={"WB-17": _LICENSING}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_hostile(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "hostile" / name)
