"""A round is signed over what the report says: in its turn, never twice, and void once anything changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.command_line import run
from tests.conftest import Convert
from tests.forms.made_up import FORMS, MADE_UP
from tests.forms.test_every_form import SHIPPED, example, first
from tests.regenerate import WORKBOOK
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.bounds import REVIEW_CONTENTS
from toolkit.document.blocks import PageMark
from toolkit.errors import InvalidRequest, RefusedSignature, ReportError
from toolkit.filing import Decision, Entry, Filing, Paragraph, Review, ReviewRound
from toolkit.filing.review import content_digest
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.narrative.content import digest_of_filing
from toolkit.review.signing import RoundRequest, signed
from toolkit.rules.engine import check_filing
from toolkit.rules.review_standing import awaited_rounds
from toolkit.workbook.writing.build import build_workbook
from toolkit.workbook.writing.next_year import next_year_blank

DAY = dt.date(2022, 1, 10)
BLANK = api.read(WORKBOOK).filing
START = replace(BLANK, for_review=True)
CELL = "applications.received.natural_person"
MARK = PageMark.FOR_REVIEW


def _sign(filing: Filing, name: str, decision: Decision = Decision.PASSED, **more: Any) -> Filing:
    findings = more.pop("findings", ())
    reason = more.pop("reason", "数字有误" if decision is Decision.RETURNED else "")
    request = RoundRequest(name=name, reviewer=f"{name[0]}某", decision=decision, reason=reason, **more)
    return signed(filing, findings, request, DAY)


def _after(rounds: str, filing: Filing = START) -> Filing:
    """``"初+ 复-"``: the first is passed, the second returned."""
    for each in rounds.split():
        filing = _sign(filing, f"{each[0]}审", Decision.PASSED if each[1] == "+" else Decision.RETURNED)
    return filing


def _changed(filing: Filing, number: int = 99) -> Filing:
    return replace(filing, inputs={**filing.inputs, CELL: Entry(number=number, where=filing.where(CELL))})


def _review(filing: Filing) -> list[Finding]:
    return [each for each in check_filing(filing) if each.code.startswith("RV")]


def test_rounds_come_in_their_turn() -> None:
    assert awaited_rounds(START) == ("初审", "复审", "终审")
    assert awaited_rounds(_after("初+ 复+")) == ("终审",)
    done = _after("初+ 复+ 终+")
    assert (awaited_rounds(done), _review(done)) == ((), [])
    assert [each.reviewer for each in done.review.signed] == ["初某", "复某", "终某"]


@pytest.mark.parametrize(
    ("before", "name", "message"),
    [
        ("", "复审", "“初审”还没有通过，轮不到“复审”"),
        ("初+", "终审", "“复审”还没有通过"),
        ("初+ 复-", "终审", "“复审”退回了，还没有重新通过"),
        ("初-", "复审", "“初审”退回了"),
        ("初+", "初审", "“初审”已经通过"),
        ("初+ 复+ 终+", "终审", "“终审”已经通过"),
    ],
)
def test_a_round_out_of_its_turn_is_refused(before: str, name: str, message: str) -> None:
    with pytest.raises(RefusedSignature, match=message):
        _sign(_after(before), name)


def test_a_returned_round_may_pass_later_and_those_behind_it_then() -> None:
    assert awaited_rounds(_after("初+ 复- 复+ 终+")) == ()
    assert awaited_rounds(_after("初+ 复+ 初-")) == ("初审", "复审", "终审")


@pytest.mark.parametrize(
    ("filing", "more", "message"),
    [
        (START, {"name": "初申"}, "没有“初申”这一轮。本单位的审核轮次：初审、复审、终审。"),
        (START, {"reviewer": " "}, "没有写“初审”的审核人"),
        (START, {"decision": None}, "没有写“初审”的结论"),
        (START, {"decision": Decision.RETURNED, "reason": " \u200b\a"}, "退回必须写明理由"),
        (START, {"day": dt.date(1, 1, 1)}, "“初审”的日期是 1年1月1日"),
        (BLANK, {}, "封面“送审”没有选“是”"),
        (replace(START, missing_supplements=("buchong",)), {}, "补充表“buchong”"),
        (_after("初+"), {"name": "复审", "day": DAY - dt.timedelta(1)}, "2022年1月9日，早于“初审”的 2022年1月10日"),
    ],
)
def test_what_is_not_complete_or_not_ready_is_refused(filing: Filing, more: dict[str, Any], message: str) -> None:
    request = {"name": "初审", "reviewer": "王一", "decision": Decision.PASSED} | more
    with pytest.raises(ReportError) as refused:
        signed(filing, (), RoundRequest(**request), DAY)
    assert message in str(refused.value)
    assert refused.value.way_out


def test_nothing_with_errors_is_signed() -> None:
    with pytest.raises(RefusedSignature, match="还有 1 项错误"):
        _sign(START, "初审", findings=[finding("WB-10", variant="date"), finding("RV-02", name="初审")])


def test_data_and_published_reports_are_not_signed() -> None:
    with pytest.raises(RefusedSignature, match="只有工作簿"):
        _sign(replace(START, source=example("gkgb-2021").source), "初审")


def test_what_was_written_on_the_sheet_is_signed_as_it_stands() -> None:
    written = ReviewRound(name="初审", reviewer="王一", role="科长", decision=Decision.PASSED, opinion="同意")
    other = replace(written, name="复审", reviewer="李二")
    filing = replace(START, review=Review(rounds=(other, written)))
    assert [each.code for each in _review(filing)] == ["RV-01", "RV-02", "RV-02"]
    done = signed(filing, (), RoundRequest(name="初审", opinion="数字\n已核对"), DAY)
    first_round, left = done.review.rounds
    assert replace(first_round, digest="") == replace(written, opinion="数字 已核对", day=DAY)
    assert (first_round.digest, left) == (digest_of_filing(START), other)


def test_any_change_voids_all_rounds_and_check_says_what_it_was() -> None:
    changed = _changed(_after("初+ 复+ 终+"))
    assert awaited_rounds(changed) == ("初审", "复审", "终审")
    waiting, void = sorted(_review(changed), key=lambda each: each.code)
    assert (waiting.code, void.code) == ("RV-01", "RV-03")
    assert f"原为“{BLANK.number(CELL)}”，现为“99”" in void.message
    assert CELL in [ref.id for ref in void.cells]
    assert awaited_rounds(_changed(changed, int(BLANK.number(CELL) or 0))) == ()  # taken back, it is what was signed


def test_a_changed_text_is_quoted() -> None:
    done = _after("初+")
    slot = next(slot for slot in done.form.text_slots if done.narrative.get(slot))
    text = (*done.narrative[slot], Paragraph(text="又加了一段。"))
    changed = replace(done, narrative={**done.narrative, slot: text})
    (void,) = (each for each in _review(changed) if each.code == "RV-03")
    assert "又加了一段。" in void.message


def test_what_changed_after_a_return_is_a_note_and_review_begins_anew() -> None:
    returned = _after("初+ 复-")
    (only,) = _review(returned)
    assert (only.code, "数字有误" in only.message) == ("RV-01", True)
    changed = _changed(returned)
    assert {each.code for each in _review(changed)} == {"RV-01", "RV-03"}
    assert {each.severity.name for each in _review(changed)} == {"NOTE"}
    again = _after("初+ 复+ 终+", changed)
    assert (awaited_rounds(again), _review(again)) == ((), [])
    assert len(again.review.contents) == 2


def test_contents_of_the_last_rounds_are_kept() -> None:
    filing = START
    for number in range(REVIEW_CONTENTS + 3):
        filing = _sign(_changed(filing, number), "初审", Decision.RETURNED)
    kept = filing.review.contents
    assert len(kept) == REVIEW_CONTENTS
    assert all(content_digest(content) == digest for digest, content in kept.items())
    assert [*kept] == [each.digest for each in filing.review.signed[-REVIEW_CONTENTS:]]


def test_without_the_content_it_says_that_it_does_not_know() -> None:
    done = _after("初+")
    lost = _changed(replace(done, review=replace(done.review, contents={})))
    assert any("说不出改了哪里" in each.message for each in _review(lost))


def test_rounds_of_another_office_do_not_count() -> None:
    done = _after("初+")
    other = replace(done, review=replace(done.review, names=("科室审核", "领导审定")))
    assert awaited_rounds(other) == ("科室审核", "领导审定")
    assert [each.code for each in _review(other)] == ["RV-01", "RV-05"]


def test_a_review_that_nobody_asks_for_is_named() -> None:
    assert [each.code for each in _review(replace(_after("初+ 复-"), for_review=False))] == ["RV-08"]
    assert _review(BLANK) == []


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "某局.xlsx"
    path.write_bytes(build_workbook(START.form, filing=START))
    return path


def _command(path: Path, name: str, *more: str) -> Any:
    return run("sign", path, "--round", name, "--name", "王一", "--decision", "通过", "--on", "2022-01-10", *more)


def test_a_review_from_the_first_round_to_the_clean_report(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    path = tmp_path / "某局.xlsx"
    path.write_bytes(before)
    for name in ("初审", "复审", "终审"):
        assert MARK in api.render(path, ["txt"]).reports["txt"].content.decode()
        done = _command(path, name)
        assert done.exit_code == 0, done.output
        path = tmp_path / f"某局（{name}通过）.xlsx"
    assert (tmp_path / "某局.xlsx").read_bytes() == before
    assert "各轮都已通过" in done.stderr
    released = api.render(path, ["txt"])
    assert (released.awaited, released.findings) == ((), ())
    assert MARK not in released.reports["txt"].content.decode()
    assert run("check", path).exit_code == 0


def test_a_copy_is_never_written_over_its_original(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "某局.xlsx"
    path.write_bytes(workbook.read_bytes())
    done = _command(path, "初审", "-o", str(path))
    assert (done.exit_code, path.read_bytes()) == (0, workbook.read_bytes())
    assert (tmp_path / "某局（2）.xlsx").is_file()


def test_a_workbook_with_errors_is_not_signed(workbook: Path, tmp_path: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!D6", "许多")
    path = tmp_path / "某局.xlsx"
    path.write_bytes(package.to_bytes())
    done = _command(path, "初审")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "有错误，没有签认" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["某局.xlsx"]


def test_a_change_made_in_the_signed_copy_is_named_with_its_cell(workbook: Path, tmp_path: Path) -> None:
    copy = api.sign(workbook, "初审", reviewer="王一", decision=Decision.PASSED, on=DAY).file.save(tmp_path)
    package = Package.of(copy.read_bytes())
    package.put("封面!B10", "另一个地址")
    copy.write_bytes(package.to_bytes())
    found = [each for each in api.check(copy).findings if each.code == "RV-03"]
    assert [str(each.where) for each in found] == ["封面!B10"]
    assert api.repair(copy).filing.review.signed == api.read(copy).filing.review.signed
    assert [each.code for each in api.check(api.annotate(copy).file.save(tmp_path)).findings] == ["RV-03", "RV-01"]


def test_what_stays_behind_is_named(workbook: Path, tmp_path: Path) -> None:
    book = load_workbook(workbook)
    book.security = None
    book.create_sheet("我的底稿")["A1"] = "抄表用"
    book["指标"]["H40"] = "记一笔"
    path = tmp_path / "某局.xlsx"
    book.save(path)
    done = _command(path, "初审")
    assert done.exit_code == 0, done.output
    assert "另加的工作表：我的底稿" in done.stderr
    assert "没有带进副本" in done.stderr and "H40" in done.stderr


def test_tidying_makes_another_text_than_was_signed(tmp_path: Path) -> None:
    slot = next(slot for slot in START.form.text_slots if START.narrative.get(slot))
    text = (*START.narrative[slot], Paragraph(text="收到申请３３件 , 均已办理。"))
    filing = _after("初+ 复+ 终+", replace(START, narrative={**START.narrative, slot: text}))
    checked = api.Checked(source=tmp_path / "某局.xlsx", filing=filing, findings=())
    assert api.render(checked, ["txt"]).awaited == ()
    assert api.render(checked, ["txt"], tidied=True).awaited == ("初审", "复审", "终审")


def test_next_year_has_the_same_rounds_and_none_of_them_signed() -> None:
    office = ("科室审核", "领导审定")
    last = _sign(replace(START, review=Review(names=office)), office[0])
    blank = next_year_blank(last, last.form, agency=last.agency.value, level=last.level)
    assert (blank.for_review, blank.review) == (True, Review(names=office))


@pytest.mark.parametrize("form_id", first(*SHIPPED, *MADE_UP, of=("ledgers-2024",)))
def test_what_is_signed_on_any_form_is_what_the_copy_says(form_id: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(build_workbook(FORMS.form(form_id), filing=replace(example(form_id), for_review=True)))
    reading = api.read(path, forms=FORMS)
    checked = api.Checked(source=path, filing=reading.filing, findings=())
    made = api.sign(checked, "初审", reviewer="王一", decision=Decision.PASSED, on=DAY, forms=FORMS)
    again = api.read(made.file.save(), forms=FORMS)
    assert awaited_rounds(again.filing) == ("复审", "终审")
    data = api.to_json(again, forms=FORMS).file.save(tmp_path)
    assert awaited_rounds(api.read(data, forms=FORMS).filing) == ("复审", "终审")


def test_libreoffice_keeps_a_signed_round_valid(workbook: Path, tmp_path: Path, soffice: Convert) -> None:
    path = workbook
    for name in ("初审", "复审"):
        made = api.sign(path, name, reviewer="王一", decision=Decision.PASSED, opinion="“数字”已核对；\n同意", on=DAY)
        path = soffice(made.file.save(tmp_path), "xlsx")
    filing = api.check(path).filing
    assert awaited_rounds(filing) == ("终审",)
    assert len(filing.review.signed) == 2
    assert len(filing.review.contents) == 1


def test_a_round_that_is_incomplete_is_wrong_usage(workbook: Path) -> None:
    done = run("sign", workbook, "--round", "初审", "--name", "王一", "--decision", "退回")
    assert done.exit_code == 2
    assert "退回必须写明理由" in done.stderr
    with pytest.raises(InvalidRequest):
        api.sign(workbook, "初审", reviewer="王一")
