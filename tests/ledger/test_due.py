"""What is open and due: the list by handler, and the calendar file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ledger.filled import filled, made_up
from toolkit import api
from toolkit.ledger.icalendar import CalendarDay, calendar_file

ON = dt.date(2025, 6, 3)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2025-{text}")


BASE: dict[str, object] = {"applicant": "自然人", "person": "王某某", "subject": "某地块", "remark": "张某某代收"}
ROWS: list[dict[str, object]] = [
    BASE | {"number": "1", "handler": "乙科", "received": day("05-12")},  # 20 working days: 06-10, 端午 between
    BASE | {"number": "2", "handler": "甲科", "received": day("04-28")},
    BASE | {"number": "3", "handler": "王某某", "received": day("05-08")},  # no name of the list
    BASE | {"number": "4", "handler": "甲科", "received": day("05-06"), "closed": day("05-20"), "kind": "（二）"},
    BASE | {"number": "5", "received": day("05-20"), "correction_asked": day("05-22"), "correct_by": day("06-03")},
    BASE | {"number": "6", "received": day("05-20"), "fee_notified": day("05-22")},
    BASE | {"number": "7", "received": day("05-20"), "extended": day("05-22")},
    BASE | {"number": "8", "received": day("05-20"), "correction_asked": day("05-22")},
]
LISTED = [
    ("甲科", "逾期", "2", "应答复日 2025-05-29，已过 2 个工作日"),
    ("乙科", "临期", "1", "应答复日 2025-06-10，还剩 5 个工作日"),
    ("没有写", "待补正", "5", "补正限期 2025-06-03，就是当天"),
    ("没有写", "临期", "3", "应答复日 2025-06-06，还剩 3 个工作日"),
    ("没有写", "未知", "6", "缴费期限 2025-06-20，还剩 13 个工作日，缴费以后请核定答复日"),
    ("没有写", "未知", "7", "延长的工作日数没有填，或者不合规定"),
    ("没有写", "待补正", "8", "没有填补正限期"),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return filled(tmp_path / "台账.xlsx", ROWS)


def listed(text: str) -> list[tuple[str, str, str, str]]:
    """The lines of the list, each with the first characters of the name above it."""
    found, handler = [], ""
    for line in text.splitlines()[1:]:
        if line.startswith("  "):
            state, number, standing = line.split(maxsplit=2)
            found.append((handler, state, number, standing))
        elif line:
            handler = line[:3] if line.startswith("没有写") else line
    return found


def test_what_is_open_is_listed_by_handler_and_day(ledger: Path) -> None:
    done = run("ledger", "due", str(ledger), "--on", str(ON))
    assert done.exit_code == 0, done.stderr
    assert listed(done.stdout) == LISTED
    assert done.stdout.startswith("某市数据局2025年台账，2025-06-03 在办 7 件：临期 2、逾期 1、待补正 2、未知 2\n")
    assert "xl-report ledger check" in done.stderr


def test_within_leaves_out_what_has_more_time_and_says_how_many(ledger: Path) -> None:
    shown = run("ledger", "due", str(ledger), "--on", str(ON), "--within", "3").stdout
    assert [each[2] for each in listed(shown)] == ["2", "5", "3", "7", "8"]
    assert "另有 2 件剩余的工作日较多，没有列出。" in shown
    assert "在办 7 件" in shown


def test_a_day_off_is_no_working_day_away(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [BASE | {"number": "1", "settled_due": day("06-06")}])
    shown = [run("ledger", "due", str(path), "--on", f"2025-06-0{on}").stdout for on in (5, 6, 7, 9)]
    words = ["还剩 1 个工作日", "就是当天", "已过 0 个工作日", "已过 1 个工作日"]
    assert all(word in each for word, each in zip(words, shown, strict=True)), shown


def test_the_calendar_has_each_request_on_its_day_and_no_applicant(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "到期.ics"
    assert run("ledger", "due", str(ledger), "--on", str(ON), "--ics", str(target)).exit_code == 0
    text = target.read_text("utf-8").replace("\n ", "")
    days = [line.removeprefix("DTSTART;VALUE=DATE:") for line in text.splitlines() if line.startswith("DTSTART")]
    assert days == ["20250529", "20250610", "20250603", "20250606", "20250620"]
    assert "SUMMARY:2 应答复日\nDESCRIPTION:甲科，逾期。" in text
    assert not [word for word in ("王某某", "张某某", "某地块") if word in text]


def uids(ledger: Path, on: dt.date) -> list[str]:
    text = api.requests_due(ledger, on=on, forms=FORMS).calendar.content.decode()
    return [line for line in text.splitlines() if line.startswith("UID")]


def test_a_calendar_knows_a_request_again(ledger: Path, tmp_path: Path) -> None:
    corrected = [*ROWS[:4], ROWS[4] | {"corrected": day("06-03")}, *ROWS[5:]]
    later = filled(tmp_path / "后来.xlsx", corrected)
    assert sorted(uids(later, ON)) == sorted(uids(ledger, ON))
    twice = filled(tmp_path / "重号.xlsx", [ROWS[0], ROWS[0]])
    assert len({*uids(twice, ON)}) == 2


def test_a_calendar_of_the_same_day_is_the_same_bytes_and_a_later_one_takes_its_place(tmp_path: Path) -> None:
    path, target = filled(tmp_path / "台账.xlsx", made_up(3, 40)), tmp_path / "到期.ics"
    for on in ("2025-06-03", "2025-06-03", "2025-06-04"):
        done = run("ledger", "due", str(path), "--on", on, "--ics", str(target))
        assert done.stdout.splitlines()[-1] == str(target)
    first, second = [api.requests_due(path, on=ON, forms=FORMS).calendar for _ in range(2)]
    assert first.content == second.content
    target.write_bytes(target.read_bytes().replace(b"SEQUENCE", b"X-OTHER"))
    done = run("ledger", "due", str(path), "--on", "2025-06-04", "--ics", str(target))
    assert done.stdout.splitlines()[-1] == str(tmp_path / "到期（2）.ics")


def test_a_calendar_file_as_the_standard_has_it() -> None:
    event = CalendarDay(uid="1@x", day=day("06-03"), summary="a,b;c\\d\r\ne\x00", description="长" * 30)
    assert calendar_file("台账", [event], ON).decode() == "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//xl-report//ledger//ZH",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:台账",
            "BEGIN:VEVENT",
            "UID:1@x",
            "DTSTAMP:20250603T000000Z",
            "SEQUENCE:9285",
            "DTSTART;VALUE=DATE:20250603",
            r"SUMMARY:a\,b\;c\\d\ne",
            f"DESCRIPTION:{'长' * 21}",  # 12 and 63 octets
            f" {'长' * 9}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )


@given(st.text(max_size=200))
def test_no_line_of_a_calendar_is_too_long_and_its_text_comes_back(text: str) -> None:
    event = CalendarDay(uid="1@x", day=ON, summary=text, description="")
    content = calendar_file("台账", [event], ON)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = content.decode().replace("\r\n ", "").split("\r\n")
    (summary,) = [line for line in unfolded if line.startswith("SUMMARY:")]
    assert sum(line.startswith("BEGIN:") for line in unfolded) == 2
    if text.isprintable():
        plain = summary.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        assert plain == text
