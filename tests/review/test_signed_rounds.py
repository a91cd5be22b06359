"""A published report is held against what was signed: who signed it, and whether the workbook is still that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.ingest.samples import sample
from tests.review.published import FORM, printed
from toolkit import api
from toolkit.filing import Decision, Entry, Filing, Review, ReviewRound
from toolkit.narrative.content import content_of, digest_of_filing

GRANTED = "applications.granted.business"
PEOPLE = {"初审": "王一", "复审": "李二", "终审": "张三"}


def _signed(filing: Filing, *, rounds: int = 3, asked: bool = True) -> Filing:
    """``filing`` with its first rounds passed and signed."""
    filing = replace(filing, for_review=asked)
    digest = digest_of_filing(filing)
    own = tuple(
        ReviewRound(name=name, reviewer=who, day=dt.date(2025, 1, 10), decision=Decision.PASSED, digest=digest)
        for name, who in PEOPLE.items()
    )
    return replace(filing, review=Review(rounds=own[:rounds], contents={digest: content_of(filing)}))


def _verified(filing: Filing, folder: Path, made_of: Filing) -> api.Verified:
    page = folder / "网页.html"
    page.write_text(printed("html", made_of), encoding="utf-8")
    return api.verify(page, api.ReadResult(source=Path("数据.json"), filing=filing, findings=()))


def test_it_says_who_signed_and_when(tmp_path: Path) -> None:
    signed = _signed(sample(FORM))
    found = _verified(signed, tmp_path, signed)
    assert found.findings == ()
    assert "终审（张三，2025年1月10日）通过，签认以后没有改动" in found.conclusion


def test_a_workbook_that_was_changed_since_is_not_what_was_signed(tmp_path: Path) -> None:
    signed = _signed(sample(FORM))
    changed = replace(signed, inputs={**signed.inputs, GRANTED: Entry(number=7)})
    found = _verified(changed, tmp_path, changed)
    (only,) = found.findings
    assert (only.code, only.blocks) == ("PB-09", True)
    assert f"原为“{signed.number(GRANTED)}”，现为“7”" in only.message
    assert "公布的内容与工作簿一致" in found.conclusion
    assert "签认以后没有改动" not in found.conclusion
    published = _verified(changed, tmp_path, signed)
    assert [each.code for each in published.findings if each.code in ("PB-01", "PB-09")] == [*["PB-01"] * 4, "PB-09"]
    assert "公布的文件所带的摘要是签认时的" in next(e.message for e in published.findings if e.code == "PB-09")


def test_rounds_that_are_asked_for_and_missing_are_named(tmp_path: Path) -> None:
    half = _signed(sample(FORM), rounds=1)
    (only,) = _verified(half, tmp_path, half).findings
    assert (only.code, "还差：复审、终审" in only.message) == ("PB-09", True)
    unasked = _signed(sample(FORM), rounds=1, asked=False)
    assert _verified(unasked, tmp_path, unasked).findings == ()
