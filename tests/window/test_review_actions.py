"""What the window's buttons around a review do, and the sentence that each outcome begins with."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.regenerate import WORKBOOK
from tests.required import require_fonts
from toolkit import api
from toolkit.api import Decision
from toolkit.desktop.window.actions import Actions
from toolkit.desktop.window.outcome import FILL, REPORT, REVIEW, Outcome, Tone
from toolkit.desktop.window.review_actions import review_form, rounds_of, signature, verification
from toolkit.desktop.window.sign_dialog import SignAnswers
from toolkit.errors import RefusedSignature
from toolkit.progress import quiet
from toolkit.workbook.writing.build import build_workbook

actions = Actions()
ROUNDS = ("初审", "复审", "终审")


@cache
def _for_review() -> bytes:
    filing = replace(api.read(WORKBOOK).filing, for_review=True)
    return build_workbook(filing.form, filing=filing)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A clean workbook whose cover asks for review."""
    path = tmp_path / "填报.xlsx"
    path.write_bytes(_for_review())
    return path


def _sign(source: Path, name: str, decision: Decision = Decision.PASSED, reason: str = "") -> Outcome:
    given = SignAnswers(
        name=name, reviewer="王一", role="", day=dt.date(2026, 1, 8), decision=decision, opinion="", reason=reason
    )
    return signature(actions, source, given)(quiet)


def test_a_review_form_is_made_for_word_and_to_be_printed_where_that_is_ticked(workbook: Path) -> None:
    require_fonts()
    outcome = review_form(actions, workbook, pdf=True)(quiet)
    assert outcome.sentence == "审核表已生成，请打印，由各轮审核人签字。有 1 项提示。"
    assert [path.suffix for path in outcome.written] == [".docx", ".pdf"]
    assert [path.suffix for path in review_form(actions, workbook, pdf=False)(quiet).written] == [".docx"]


def test_it_is_made_of_a_faulty_workbook_too(tmp_path: Path) -> None:
    blank = actions.begin("某市某局", 2025, "", tmp_path, last=None)(quiet).written[0]
    outcome = review_form(actions, blank, pdf=False)(quiet)
    assert outcome.tone is Tone.BAD and outcome.findings
    assert [path.name for path in outcome.written] == ["某市某局2025年政府信息公开工作年度报告审核表.docx"]


def test_a_round_is_recorded_in_a_copy_to_go_on_with(workbook: Path) -> None:
    before = workbook.read_bytes()
    outcome = _sign(workbook, "初审")
    assert outcome.sentence == (
        "“初审”已签认：王一，通过，2026-01-08。还差：复审、终审。\n以后用这一份：“填报（初审通过）.xlsx”。"
    )
    assert (outcome.workbook, outcome.step) == (workbook.with_name("填报（初审通过）.xlsx"), REVIEW)
    assert workbook.read_bytes() == before
    returned = _sign(outcome.written[0], "复审", Decision.RETURNED, "数字请核对")
    assert (returned.tone, returned.step) == (Tone.CAUTION, FILL)


def test_what_a_copy_has_not_is_named(workbook: Path) -> None:
    book = load_workbook(workbook)
    book.create_sheet("备查")["A1"] = "抄表用"
    book.save(workbook)
    outcome = _sign(workbook, "初审")
    assert outcome.tone is Tone.CAUTION
    assert "副本里没有原来另加的工作表：备查。" in outcome.sentence


def test_what_is_made_before_all_rounds_are_passed_is_for_review(workbook: Path) -> None:
    outcome = actions.report(workbook, ["docx"])(quiet)
    assert outcome.sentence == "送审稿（审核还差：初审、复审、终审）已生成，共 1 个文件。有 1 项提示。"
    source = workbook
    for name in ROUNDS:
        last = _sign(source, name)
        source = last.written[0]
    assert last.sentence.startswith("“终审”已签认：王一，通过，2026-01-08。各轮都已通过，可以生成正式报告。")
    assert last.step == REPORT
    assert actions.report(source, ["docx"])(quiet).sentence == "报告已生成，共 1 个文件。没有发现问题。"


def test_what_cannot_be_signed_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    plain = Path(shutil.copy(WORKBOOK, tmp_path / "填报.xlsx"))
    with pytest.raises(RefusedSignature, match="送审"):
        rounds_of(actions, plain)(quiet)


def test_the_round_whose_turn_it_is_is_offered_with_what_was_written_of_it(workbook: Path) -> None:
    assert rounds_of(actions, workbook)(quiet).missing == ROUNDS
    passed = _sign(workbook, "初审").written[0]
    rounds = rounds_of(actions, passed)(quiet)
    assert (rounds.names, rounds.missing, dict(rounds.written)) == (ROUNDS, ROUNDS[1:], {})


def test_what_is_on_the_website_is_held_against_the_workbook(tmp_path: Path) -> None:
    plain = Path(shutil.copy(WORKBOOK, tmp_path / "填报.xlsx"))
    page = actions.report(plain, ["html"])(quiet).written[0]
    equal = verification(actions, plain, page)(quiet)
    assert equal.tone is Tone.GOOD
    assert equal.sentence.partition("\n")[0].endswith("公布的内容与工作簿一致。")
    page.write_text(page.read_text("utf-8").replace("666", "667"), "utf-8")
    other = verification(actions, plain, page)(quiet)
    assert other.tone is Tone.BAD and other.findings
    assert other.sentence.partition("\n")[0].endswith("公布的内容与工作簿不一致。")
    assert other.source == plain
