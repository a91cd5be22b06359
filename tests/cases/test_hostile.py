"""Files made to stall, crash or mislead their reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import AsWorkbook, Found, Refused, Right

_LICENSING = "二 主动公开!B9"

RIGHT: Mapping[str, Right] = {
    "exp.json": AsWorkbook(
        changed={"applications.received.natural_person": "1e999999999999999999999"},
        findings={"T3-47": "tables.applications.received.natural_person"},
    ),
    "exprs_wrong.json": Found(
        findings={
            "TX-10": "narrative.overview[49]",
            "TX-02": "narrative.overview[0]",
            "TX-03": "narrative.overview[0]",
            "TX-01": "",
        }
    ),
    "fmt_redos_brackets.xlsx": AsWorkbook(),
    "meta-map_names_swapped_disclosure.xlsx": AsWorkbook(findings={"WB-17": _LICENSING, "WB-06": _LICENSING}),
    "meta-map_swapped_disclosure.xlsx": AsWorkbook(findings={"WB-17": _LICENSING}),
    "meta_oem.html": Refused(words="没有找到任何一种表式"),
    "sent_blanks.txt": Found(findings={"TX-09": "第9行", "TX-40": "第9行"}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_hostile(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "hostile" / name)


def test_every_file_has_what_is_right(corpus: Path) -> None:
    """`broken-typst` beside them is a part for the command line to stumble over: `tests/cli/test_commands.py`."""
    assert {path.name for path in (corpus / "cases" / "hostile").iterdir() if path.is_file()} == set(RIGHT)
