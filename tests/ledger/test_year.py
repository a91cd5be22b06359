"""A year of requests, kept in a ledger through LibreOffice month by month, reported, reviewed, and gone on from."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Mapping
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ledger.filled import AGENCY, HANDLERS, Row, form
from tests.libreoffice import LibreOffice
from toolkit import api
from toolkit.api import ledger_books
from toolkit.filing import Filing
from toolkit.form.excel import CellAddress
from toolkit.ledger.book import ledger_book
from toolkit.ledger.columns import FIRST_ROW, NUMBERS, REQUESTS, TODAY
from toolkit.ledger.declared import applicants_of, outcomes_of
from toolkit.ledger.formulas import HANDLER_COLUMN, HANDLER_ROWS
from toolkit.ledger.published_holidays import published

REQUESTED = 400
YEAR = 2025
CALENDAR = published(range(YEAR - 1, YEAR + 2))
_EPOCH = dt.date(1899, 12, 30)


def working_day(start: dt.date, count: int) -> dt.date:
    """The ``count``-th working day after ``start``."""
    day = CALENDAR.after(start, count)
    assert isinstance(day, dt.date)
    return day


def course(chance: random.Random, number: int) -> dict[str, Any]:
    """A request from receipt to answer, as an office that keeps the law has it: of the year or the weeks before."""
    received = dt.date(YEAR - 1, 11, 15) + dt.timedelta(chance.randrange(412))
    row: dict[str, Any] = {
        "number": f"{YEAR}-{number:04}",
        "handler": chance.choice(HANDLERS),
        "applicant": chance.choice([*applicants_of(form())]),
        "person": "王某某",
        "received": received,
        "subject": "某地块的批准文件",
    }
    start, days = received, 20
    if chance.random() < 0.2:
        asked = working_day(received, chance.randint(1, 7))
        start = working_day(asked, chance.randint(3, 15))
        row |= {"correction_asked": asked, "correct_by": working_day(asked, 15), "corrected": start}
    if chance.random() < 0.2:
        consulted = working_day(start, chance.randint(1, 5))
        paused = chance.randint(2, 15)
        row |= {"consulted": consulted, "replied": working_day(consulted, paused)}
        days += paused
    if chance.random() < 0.2:
        row |= {"extended": working_day(start, 15), "extension": 20}
        days += 20
    outcome = chance.choice(outcomes_of(form()))
    closed = working_day(start, chance.randint(1, days) if chance.random() < 0.97 else days + 3)
    closed = max(closed, *(day for key, day in row.items() if isinstance(day, dt.date) and key != "correct_by"))
    return row | {"closed": closed, "kind": outcome.kind, "outcome": outcome.label}


def known_on(row: Row, day: dt.date) -> Row:
    """What of a request has been entered by ``day``."""
    closed = row["closed"]
    assert isinstance(closed, dt.date)
    late = {"kind", "outcome"} if closed > day else set()
    missing = {key for key, value in row.items() if isinstance(value, dt.date) and value > day and key != "correct_by"}
    asked = row.get("correction_asked")
    missing |= {"correct_by"} if isinstance(asked, dt.date) and asked > day else set()
    missing |= {"extension"} if "extended" in missing else set()
    return {key: value for key, value in row.items() if key not in late | missing}


def typed(before: Mapping[int, Row], after: Mapping[int, Row]) -> dict[str, object]:
    """What is typed into which cells to come from the one to the other."""
    return {
        str(CellAddress(REQUESTS, NUMBERS[key], row).where): (
            (value - _EPOCH).days if isinstance(value, dt.date) else value
        )
        for row, now in after.items()
        for key, value in now.items()
        if before.get(row, {}).get(key) != value
    }


def keep(
    office: LibreOffice, ledger: Path, rows: Mapping[int, Mapping[str, Any]], before: Mapping[int, Row], on: dt.date
) -> Mapping[int, Row]:
    """What has happened by ``on`` is typed into ``ledger``, whose sheet of the day and check know of the same."""
    now = {row: known_on(each, on) for row, each in rows.items() if each["received"] <= on}
    open_now, count = f"{TODAY}!G6", sum("closed" not in each for each in now.values())
    changes = typed(before, now) | {f"{TODAY}!B3": (on - _EPOCH).days}
    assert office.edit(ledger, ledger, put=changes, show=[open_now]) == {open_now: str(count)}
    checked = run("ledger", "check", str(ledger), "--on", str(on))
    assert checked.exit_code == 0, checked.stdout
    assert f"在办 {count} 件" in run("ledger", "due", str(ledger), "--on", str(on)).stdout
    return now


def reported(office: LibreOffice, ledger: Path, report: Path) -> Filing:
    """The report of the year with the ledger's figures; a clerk types all else that the check asks for."""
    about = ("--agency", AGENCY, "--year", str(YEAR), "--level", "市级部门")
    assert run("new", *about, "--ledger", str(ledger), "-o", str(report)).exit_code == 0
    asked = [each for each in api.check(report, forms=FORMS).findings if each.blocks]
    words = {each.code: "本年的工作照规定做了。" if each.code.startswith("TX") else 0 for each in asked}
    office.edit(report, report, put={str(cell.where): words[each.code] for each in asked for cell in each.cells})
    checked = api.check_with_ledgers(report, [ledger], forms=FORMS)
    assert [each.text for each in checked.findings if each.blocks or each.code == "RQ-20"] == []
    return checked.filing


def signed(report: Path, name: str, *decision: str) -> Path:
    """The copy in which a round is signed."""
    about = ("--name", "王一", "--on", f"{YEAR + 1}-01-10", "--decision", *decision)
    done = run("sign", str(report), "--round", name, *about)
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.strip())


def released(office: LibreOffice, report: Path, folder: Path) -> None:
    """The report is returned once, passed in three rounds, published, held against its workbook, and corrected."""
    cover = load_workbook(report)["封面"]
    asked = next(row[1].coordinate for row in cover.iter_rows(max_col=2) if row[0].value == "送审")
    office.edit(report, report, put={f"封面!{asked}": "是"})
    returned = signed(signed(report, "初审", "通过"), "复审", "退回", "--reason", "问题写得不具体")
    mended = folder / "改过.xlsx"
    office.edit(returned, mended, put={"五 问题改进!B5": "有两件答复不够及时，已经限期改正。"})
    assert run("sign", str(mended), "--round", "终审", "--name", "王一", "--decision", "通过").exit_code == 2
    passed = mended
    for name in ("初审", "复审", "终审"):
        passed = signed(passed, name, "通过")

    changed, page = folder / "签后改动.xlsx", folder / "网页.html"
    office.edit(passed, changed, put={"五 问题改进!B5": "有三件答复不够及时，已经限期改正。"})
    refused = run("render", str(changed), "--to", "html", "-o", str(folder / "送审.html"))
    assert "生成的是送审稿" in refused.stderr
    clean = run("render", str(passed), "--to", "html", "-o", str(page))
    assert "送审稿" not in clean.stderr + page.read_text("utf-8")
    assert run("verify", str(page), "--against", str(passed)).exit_code == 0
    assert run("verify", str(page), "--against", str(changed)).exit_code == 1
    again = changed
    for name in ("初审", "复审", "终审"):
        again = signed(again, name, "通过")
    target = folder / "更正.html"
    assert run("render", str(again), "--to", "html", "--corrects", str(page), "-o", str(target)).exit_code == 0
    corrected = target.read_text("utf-8")
    assert "更正版" in corrected
    assert "送审稿" not in corrected


def test_a_year_is_kept_reported_reviewed_and_gone_on_from(
    libreoffice: LibreOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ledger_books, "ledger_book", partial(ledger_book, rows=REQUESTED + 40))
    ledger, report = tmp_path / "台账.xlsx", tmp_path / "年报.xlsx"
    chance = random.Random(16)
    courses = sorted((course(chance, number) for number in range(1, REQUESTED + 1)), key=itemgetter("received"))
    of_year = [each for each in courses if each["closed"] >= dt.date(YEAR, 1, 1)]
    rows = dict(enumerate(of_year, start=FIRST_ROW))
    assert run("ledger", "new", "--agency", AGENCY, "--year", str(YEAR), "-o", str(ledger)).exit_code == 0
    names = {f"{TODAY}!{HANDLER_COLUMN}{row}": name for row, name in enumerate(HANDLERS, start=HANDLER_ROWS[0])}
    libreoffice.edit(ledger, ledger, put=names)
    entered: Mapping[int, Row] = {}
    for month in range(1, 13):
        end = dt.date(YEAR, month, calendar.monthrange(YEAR, month)[1])
        entered = keep(libreoffice, ledger, rows, entered, end)

    filing = reported(libreoffice, ledger, report)
    came, went = [
        sum(int(filing.number(f"applications.{row}.total") or 0) for row in both)
        for both in (("received", "carried_in"), ("total", "carried_out"))
    ]
    assert came == went == len(rows)
    assert filing.number("applications.carried_in.total")

    released(libreoffice, report, tmp_path)

    later, after = tmp_path / "下年台账.xlsx", tmp_path / "下年年报.xlsx"
    assert run("ledger", "new", "--from", str(ledger), "-o", str(later)).exit_code == 0
    assert run("new", "--from", str(report), "--ledger", str(later), "-o", str(after)).exit_code == 0
    began = api.check_with_ledgers(after, [later], forms=FORMS)
    for column in [*applicants_of(form()).values(), "total"]:
        out = filing.number(f"applications.carried_out.{column}")
        assert began.filing.number(f"applications.carried_in.{column}") == out
    assert filing.number("applications.carried_out.total")
    assert not {each.code for each in began.findings} & {"T3-40", "RQ-20"}
