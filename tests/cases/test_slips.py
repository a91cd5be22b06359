"""What tired people do to a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import Found, Right

_UNSEEN = Found(findings={"TX-09": "一 总体情况!B15"})

RIGHT: Mapping[str, Right] = {
    "00-clean-base.xlsx": Found(findings={}),
    "85-word-paste-junk.xlsx": _UNSEEN,
    "b4-zwsp.xlsx": _UNSEEN,
    "b5-word-bullet.xlsx": _UNSEEN,
    "ba-softhyphen.xlsx": _UNSEEN,
}


@pytest.mark.parametrize("name", RIGHT)
def test_slip(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "slips" / name)
