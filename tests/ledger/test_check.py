"""What is found in a ledger: planted faults with their codes and cells, and nothing of who applied for what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ledger.filled import blank, filled, form, made_up
from toolkit import api
from toolkit.api import ledger_books
from toolkit.bounds import LEDGER_ROWS
from toolkit.errors import UnreadableFile
from toolkit.finding import Finding
from toolkit.ledger.book import ledger_book
from toolkit.ledger.columns import FIRST_ROW, HOLIDAYS, LAST_ROW, NUMBERS, REQUESTS, letters
from toolkit.ledger.declared import request_register

ON = dt.date(2025, 6, 30)
RIGHT: dict[str, object] = {
    "number": "2025-0001",
    "applicant": "自然人",
    "person": "王某某",
    "subject": "某地块的批准文件",
    "received": dt.date(2025, 3, 3),
    "closed": dt.date(2025, 3, 20),
    "kind": "（三）不予公开",
    "outcome": "1.属于国家秘密",
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2025-{text}")


def found(path: Path) -> tuple[Finding, ...]:
    return api.check_ledger(path, on=ON, forms=FORMS).findings


FAULTS: list[tuple[dict[str, object], str, list[str], str]] = [
    ({"received": "3月1日"}, "RQ-01", ["received"], "“收到日期”有 1 格不是完整的日期，没有读入，例如“3月1日”"),
    ({"corrected": "=G5+1", "correction_asked": day("03-04")}, "RQ-01", ["corrected"], "“收到补正日”有 1 格不是日期"),
    ({"extension": "几天"}, "RQ-01", ["extension"], "“延长工作日”有 2 格不是整数"),
    ({"extension": "9" * 5000}, "RQ-01", ["extension"], "“延长工作日”有 2 格不是整数"),
    ({"applicant": "公民"}, "RQ-01", ["applicant"], "“申请人类型”有 1 格不在列表中"),
    ({"kind": "（一）予以公开"}, "RQ-01", ["outcome", "kind"], "“办理结果”与“结果大类”对不上"),
    ({"outcome": None}, "RQ-01", ["outcome", "kind"], "选了“结果大类”，没有选“办理结果”"),
    ({"closed": "2025.3.20"}, "RQ-02", ["closed"], "“答复日期”有 2 格看着是日期，存的却不是，例如“2025.3.20”"),
    ({"closed": 20250320}, "RQ-02", ["closed"], "看着是日期"),
    ({"extension": 5}, "RQ-06", ["extended", "extension"], "填了“延长工作日”，没有填“延期告知日”"),
    ({"consulted": day("03-10")}, "RQ-09", ["replied"], "已经答复，没有填意见收回日"),
    ({"received": None}, "RQ-03", ["received"], "“收到日期”有 1 行没有填"),
    ({"applicant": None}, "RQ-03", ["applicant"], "“申请人类型”有 1 行没有填"),
    ({"kind": None, "outcome": None}, "RQ-03", ["outcome", "closed"], "填了“答复日期”，没有填“办理结果”"),
    ({"closed": None}, "RQ-03", ["closed", "outcome"], "填了“办理结果”，没有填“答复日期”"),
    ({"number": None}, "RQ-04", ["number"], "有 1 行没有编号"),
    ({"closed": day("02-20")}, "RQ-05", ["closed", "received"], "“答复日期”2025-02-20 早于“收到日期”"),
    ({"replied": day("03-10"), "consulted": day("03-11")}, "RQ-06", ["replied", "consulted"], "早于“征求意见日”"),
    ({"closed": day("04-01")}, "RQ-07", ["closed"], "件的答复晚于应答复日"),
    ({"closed": None, "kind": None, "outcome": None}, "RQ-07", ["due"], "件已过应答复日还没有答复"),
    (
        {"closed": None, "kind": None, "outcome": None, "fee_notified": day("03-10")},
        "RQ-09",
        ["settled_due"],
        "件过了缴费期限，没有登记缴费",
    ),
    (
        {
            "closed": None,
            "kind": None,
            "outcome": None,
            "correction_asked": day("03-10"),
            "correct_by": day("03-20"),
        },
        "RQ-09",
        ["correct_by"],
        "过了补正限期",
    ),
    (
        {"closed": None, "kind": None, "outcome": None, "consulted": day("03-10")},
        "RQ-09",
        ["consulted"],
        "征求意见已满 15 个工作日（《条例》第三十二条、第三十四条）",
    ),
    (
        {"correction_asked": day("03-13"), "corrected": day("03-17")},
        "RQ-10",
        ["correction_asked"],
        "超过收到后 7 个工作日（《条例》第三十条）",
    ),
    ({"extended": day("03-20"), "extension": 21}, "RQ-10", ["extension"], "超过 20 个（《条例》第三十三条）"),
    ({"extended": day("04-01"), "extension": 5}, "RQ-10", ["extended"], "期限届满以后才告知延期"),
    ({"closed": day("07-01")}, "RQ-12", ["closed"], "“答复日期”是 2025-07-01，还没有到"),
    (
        {"received": dt.date(2024, 12, 2), "closed": dt.date(2024, 12, 20)},
        "RQ-11",
        ["number"],
        "没有计入 2025 年的任何一格",
    ),
]
"""Changes to a sound row, and what is found: a code, the keys of its cells, and words."""


def test_a_sound_ledger_has_no_findings(tmp_path: Path) -> None:
    alone = RIGHT | {"number": "2025-0002", "kind": "（一）予以公开", "outcome": None}
    assert found(filled(tmp_path / "台账.xlsx", [RIGHT, alone])) == ()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """What is found in a ledger with each fault in a row of its own."""
    rows = [RIGHT | {"number": f"2025-{place:04}"} | changes for place, (changes, *_) in enumerate(FAULTS)]
    return found(filled(tmp_path_factory.mktemp("planted") / "台账.xlsx", rows))


@pytest.mark.parametrize("place", range(len(FAULTS)))
def test_each_fault_is_found_at_its_cells(place: int, planted: tuple[Finding, ...]) -> None:
    _, code, keys, words = FAULTS[place]
    row = FIRST_ROW + place
    named = [each for each in planted if each.code == code and words in each.message]
    cells = [str(cell.where) for each in named for cell in each.cells if cell.id.startswith(f"requests.{row}.")]
    assert cells == [f"{REQUESTS}!{letters(key)}{row}" for key in keys]


def test_a_row_pasted_one_column_off_shows_no_name_and_no_telephone(tmp_path: Path) -> None:
    keys = [column.key for column in request_register(form()).filled]
    for place, by in ((0, -1), (1, 1)):
        moved = {keys[keys.index(key) + by]: value for key, value in RIGHT.items() if key != keys[0]}
        path = filled(tmp_path / f"{place}.xlsx", [moved | {"closed": "13900000000"}])
        shown = run("ledger", "check", str(path), "--on", "2025-06-30", "--format", "json").stdout
        assert "RQ-01" in shown
        assert not [text for text in ("王某某", "某地块", "13900000000") if text in shown]


def changed(path: Path, change: Callable[[Worksheet], None]) -> tuple[Finding, ...]:
    """What is found in a ledger of two rows after a change of its requests' sheet."""
    book = load_workbook(filled(path, [RIGHT, RIGHT | {"number": "2025-0002"}]))
    change(book[REQUESTS])
    book.save(path)
    return found(path)


def test_what_is_struck_out_or_cannot_be_seen_is_not_read(tmp_path: Path) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet.cell(FIRST_ROW, NUMBERS["applicant"]).font = Font(strike=True)
        sheet.cell(FIRST_ROW, NUMBERS["received"]).number_format = ";;;"

    (unseen,) = changed(tmp_path / "台账.xlsx", strike)
    assert (unseen.code, len(unseen.cells)) == ("RQ-01", 2)
    assert "划去了一部分或者看不见" in unseen.message


def test_formulas_that_went_along_with_a_row_that_was_cut_are_reported(tmp_path: Path) -> None:
    def cut(sheet: Worksheet) -> None:
        for key in ("due", "start"):
            cell = sheet.cell(FIRST_ROW, NUMBERS[key])
            cell.value = str(cell.value).replace(f"F{FIRST_ROW}", "#REF!").replace(f"R{FIRST_ROW}", "#REF!")

    (moved,) = changed(tmp_path / "台账.xlsx", cut)
    assert (moved.code, [str(cell.where) for cell in moved.cells]) == ("RQ-14", [f"{REQUESTS}!S{FIRST_ROW}"])


def test_a_number_used_twice_names_both_rows(tmp_path: Path) -> None:
    (twice,) = found(filled(tmp_path / "台账.xlsx", [RIGHT, RIGHT]))
    assert (twice.code, len(twice.cells)) == ("RQ-04", 2)


def test_clocks_into_an_unknown_year_say_which_notice_is_needed(tmp_path: Path) -> None:
    late = {"number": "2025-0009", "applicant": "自然人", "received": dt.date(2026, 12, 10)}
    (note,) = [each for each in found(filled(tmp_path / "台账.xlsx", [late])) if each.code == "RQ-09"]
    assert "要看 2027 年的放假安排通知" in note.message


def test_a_paid_fee_waits_for_the_day_that_staff_settle(tmp_path: Path) -> None:
    paid = {"number": "2", "applicant": "自然人", "received": day("03-03"), "fee_notified": day("03-10"), "paid": 100}
    (note,) = found(filled(tmp_path / "台账.xlsx", [paid]))
    assert "缴费以后的应答复日没有核定" in note.message


def test_holidays_that_are_known_and_not_entered_are_reported(tmp_path: Path) -> None:
    (lacking,) = found(filled(tmp_path / "台账.xlsx", [RIGHT], book=blank(60, 2023, 2024, 2025)))
    assert (lacking.code, str(lacking.where)) == ("RQ-13", f"{HOLIDAYS}!G8")
    assert lacking.message.startswith("2026 年的放假安排已经公布")


def test_holidays_are_held_against_the_notices(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [RIGHT])
    book = load_workbook(path)
    sheet = book[HOLIDAYS]
    rows = {str(row[1].value)[:10]: row for row in sheet.iter_rows(5, 80, max_col=4)}
    rows["2025-01-26"][3].value = "放假"
    rows["2025-05-01"][2].value = None
    book.save(path)
    codes = {each.code: each for each in found(path)}
    assert codes.keys() == {"RQ-08", "RQ-13"}
    assert "第一处是 2025-01-26" in codes["RQ-13"].message


def test_what_stands_where_nothing_is_read_is_reported(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [RIGHT])
    book = load_workbook(path)
    sheet = book[REQUESTS]
    sheet.cell(FIRST_ROW, NUMBERS["due"]).value = day("04-30")
    sheet.cell(LAST_ROW + 1, NUMBERS["subject"]).value = "粘贴到最后一行以下"
    book.save(path)
    beyond, replaced = found(path)
    assert (beyond.code, str(beyond.where)) == ("RQ-01", f"{REQUESTS}!A{LAST_ROW + 1}")
    assert (replaced.code, str(replaced.where)) == ("RQ-14", f"{REQUESTS}!S{FIRST_ROW}")


def test_nothing_of_who_applied_for_what_is_shown(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", made_up(7, 40))
    for style in ("text", "json"):
        shown = run("ledger", "check", str(path), "--on", "2025-06-30", "--format", style).stdout
        assert "RQ-07" in shown
        assert "王某某" not in shown
        assert "某地块" not in shown


def test_the_command_says_in_json_and_by_its_code_how_it_went(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [RIGHT | {"applicant": None}])
    done = run("ledger", "check", str(path), "--on", "2025-06-30", "--format", "json")
    (file,) = json.loads(done.stdout)["files"]
    assert (done.exit_code, file["status"], file["year"]) == (1, "errors", 2025)
    assert [each["code"] for each in file["findings"]] == ["RQ-03"]


def test_other_workbooks_and_moved_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="不是台账"):
        api.check_ledger("examples/hegang-2021/填报工作簿.xlsx", on=ON)
    path = filled(tmp_path / "台账.xlsx", [RIGHT])
    book = load_workbook(path)
    book[REQUESTS].cell(4, NUMBERS["received"]).value = "日期"
    book.save(path)
    with pytest.raises(UnreadableFile, match="栏目变动过"):
        api.check_ledger(path, on=ON)


def test_a_ledger_taken_for_a_workbook_is_called_one(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [RIGHT])
    for command in ("check", "render"):
        done = run(command, str(path))
        assert done.exit_code == 2
        assert "“台账.xlsx”是台账，不是填报工作簿。检查台账请用 xl-report ledger check" in done.stderr


def test_a_ledger_is_made_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_books, "ledger_book", partial(ledger_book, rows=60))  # of thousands
    done = run("ledger", "new", "--agency", "某市数据局", "--year", "2019", "-o", str(tmp_path / "新.xlsx"))
    assert done.exit_code == 0, done.stderr
    assert api.check_ledger(tmp_path / "新.xlsx", on=ON).ledger.form.id == "gkgb-2019"


def test_checking_five_thousand_rows_takes_at_most_three_loads_of_openpyxl(
    stopwatch: Callable[[Callable[[], object]], float], tmp_path: Path
) -> None:
    path = filled(tmp_path / "台账.xlsx", made_up(5, LEDGER_ROWS), book=blank(LEDGER_ROWS))
    ours = stopwatch(lambda: api.check_ledger(path, on=ON, forms=FORMS))
    assert ours < 3 * stopwatch(lambda: load_workbook(path))
