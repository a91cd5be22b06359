"""What an independent checker of the file format says of our workbooks."""

from __future__ import annotations

from pathlib import Path

from openxml_audit import OpenXmlValidator

REMARKS = ("inline-string",)
"""The stored baseline: inline strings are legal, and every program reads them."""


def test_the_schema_checker_finds_nothing_new(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank)
    found = [error.description for error in OpenXmlValidator().validate(str(path)).errors]
    assert [text for text in found if not any(remark in text for remark in REMARKS)] == []
