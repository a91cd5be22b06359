"""Published files say which content they were made of, and a comparison makes use of that as long as they do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ingest.samples import sample
from tests.required import require_fonts
from tests.review.published import FORM, printed, replaced
from toolkit import api
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.filing import Filing, Review, ReviewRound, Text
from toolkit.narrative.content import digest_of_filing
from toolkit.render import FORMATS
from toolkit.review.published_file import published_file
from toolkit.review.verification import PublicationVerdict

READING = api.ReadResult(source=Path("数据.json"), filing=sample(FORM), findings=())


def _written(name: str, folder: Path, *, draft: bool = False) -> Path:
    if name == "pdf":
        require_fonts()
    path = folder / f"报告.{FORMATS[name].extension}"
    path.write_bytes(FORMATS[name].renderer()(compose(sample(FORM), mark=PageMark.DRAFT if draft else None)))
    return path


def _against(filing: Filing) -> api.ReadResult:
    return replace(READING, filing=filing)


@pytest.mark.parametrize("name", ["docx", "html", "pdf"])
def test_files_carry_the_digest_of_what_they_say(name: str, tmp_path: Path) -> None:
    assert published_file(_written(name, tmp_path)).content == digest_of_filing(sample(FORM))


def test_so_do_the_data_beside_a_report_which_do_not_say_who_reviewed_it(tmp_path: Path) -> None:
    reviewed = replace(sample(FORM), review=Review(rounds=(ReviewRound(name="初审", reviewer="王一", opinion="可"),)))
    text = compose(reviewed).filing_json
    path = tmp_path / "数据.json"
    path.write_text(text, encoding="utf-8")
    assert published_file(path).content == digest_of_filing(reviewed)
    assert "review" not in json.loads(text)
    assert api.verify(path, _against(reviewed)).findings == ()


@pytest.mark.parametrize("name", ["docx", "html", "md", "txt", "fragment"])
def test_a_draft_is_no_report_whether_its_mark_is_seen_or_carried(name: str, tmp_path: Path) -> None:
    found = api.verify(_written(name, tmp_path, draft=True), READING)
    assert found.findings[0].code == "PB-06"
    assert found.verification.verdict is PublicationVerdict.DIFFERENT


def test_a_file_that_was_edited_and_a_workbook_that_was_changed_are_told_apart(tmp_path: Path) -> None:
    page = tmp_path / "网页.html"
    page.write_text(printed("html").replace("定期清理和更新。", "按月清理和更新。"), encoding="utf-8")
    edited = api.verify(page, READING)
    assert [(each.code, each.severity.value) for each in edited.findings] == [("PB-06", "error"), ("PB-03", "error")]
    assert "文件生成以后改动过" in edited.findings[0].message
    page.write_text(printed("html"), encoding="utf-8")
    unprinted = _against(replace(sample(FORM), contact=Text(value="电话 0468-3340012")))
    (only,) = api.verify(page, unprinted).findings
    assert (only.code, only.severity.value) == ("PB-06", "warning")
    renamed = _against(replace(sample(FORM), agency=Text(value="某市某局")))
    assert "不是由工作簿现在的内容生成的" in api.verify(page, renamed).findings[0].message


def test_without_the_digest_the_content_alone_is_judged(tmp_path: Path) -> None:
    page = tmp_path / "网页.html"
    carried = compose(sample(FORM)).content_mark
    page.write_text(replaced(printed("html"), carried, ""), encoding="utf-8")
    found = api.verify(page, READING)
    assert (found.verification.carried, found.findings) == (None, ())
    assert "没有带摘要" in found.conclusion


def test_what_is_no_intact_package_carries_nothing(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert published_file(path).content is None
