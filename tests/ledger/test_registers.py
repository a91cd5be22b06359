"""Registers beside that of requests: what they count, what is found in them, and what nobody registered."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.command_line import run
from tests.conftest import Convert
from tests.ledger.filled import AGENCY, Row, blank, form, made_up, registered
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.errors import InvalidRequest, UnreadableFile
from toolkit.filing import Entry, Indicator
from toolkit.finding import Finding
from toolkit.ledger.columns import FIRST_ROW, HOLIDAYS, SUMMARY, TODAY
from toolkit.ledger.counting import Figure, figures_of
from toolkit.ledger.declared import registers_of
from toolkit.ledger.formulas import YEAR_ROWS
from toolkit.ledger.list_sheet import LAYOUT
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.register import Register, Scope
from toolkit.ledger.summary_sheet import HEAD, scopes_of
from toolkit.ledger.working_days import WorkingDays

_, CASES, PUBLICATIONS = registers_of(form())
RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
SUITS = {"direct_litigation": "未经复议直接起诉", "litigation_after_reconsideration": "复议后起诉"}
DOCUMENTS = {"regulations": "规章", "normative_documents": "行政规范性文件"}
DECISIONS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
CHANNELS = ("政府网站公开信息", "政务新媒体公开信息", "政府公报公开信息", "其他渠道公开信息")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ledger_of(year: int, rows: Mapping[Register, Sequence[RegisterRow]], complete: Collection[Scope] = ()) -> Ledger:
    return Ledger(
        source=Path("台账.xlsx"),
        form=form(),
        agency=AGENCY,
        year=year,
        registers={register: tuple(own) for register, own in rows.items()},
        calendar=WorkingDays(),
        complete=frozenset(complete),
    )


_DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2028, 12, 31))


@st.composite
def cases(draw: st.DrawFn) -> RegisterRow:
    began = draw(_DAYS)
    ended = draw(st.none() | st.dates(began, dt.date(2029, 1, 1)))
    suit = draw(st.sampled_from(("reconsideration", *SUITS)))
    chosen = {"kind": "行政复议" if suit == "reconsideration" else "行政诉讼", "suit": suit}
    chosen |= {"only_reviewer": draw(st.sampled_from(("是", "否")))} if draw(st.booleans()) else {}
    days = {"accepted": began}
    if ended:
        days, chosen = days | {"closed": ended}, chosen | {"class": draw(st.sampled_from([*RESULTS]))}
    return RegisterRow(register=CASES, row=5, number="1", days=days, chosen=chosen)


@given(st.integers(2022, 2028), st.lists(st.lists(cases(), max_size=20), min_size=1, max_size=2))
def test_cases_count_where_they_end_or_stand(year: int, departments: list[list[RegisterRow]]) -> None:
    """Concluded in the year, and pending on 31 December, of all departments; without those who only reviewed."""
    expected: Counter[str] = Counter()
    for case in (case for department in departments for case in department):
        if case.chosen.get("only_reviewer") == "是":
            continue
        if "closed" in case.days and case.days["closed"].year == year:
            expected[f"disputes.{case.chosen['suit']}.{case.chosen['class']}"] += 1
        elif case.days["accepted"].year <= year and not ("closed" in case.days and case.days["closed"].year <= year):
            expected[f"disputes.{case.chosen['suit']}.pending"] += 1
    figures = figures_of([ledger_of(year, {CASES: rows}) for rows in departments])
    assert len(figures) == (12 if any(departments) else 0)
    assert {cell: figure.number for cell, figure in figures.items() if figure.number} == expected


@st.composite
def publications(draw: st.DrawFn) -> RegisterRow:
    made, kind = draw(_DAYS), draw(st.sampled_from((*DOCUMENTS, *DECISIONS, "fees", "其他主动公开信息")))
    days, chosen = {"made": made}, {"kind": kind}
    figures: dict[str, int | Decimal] = {"pieces": draw(st.integers(1, 300))} if draw(st.booleans()) else {}
    if kind in DOCUMENTS and draw(st.booleans()):
        days |= {"repealed": draw(st.dates(made, dt.date(2029, 1, 1)))}
    if kind == "fees":
        figures = {"amount": draw(st.decimals(0, 10_000, places=2))}
    if draw(st.booleans()):
        days, chosen = days | {"published": draw(_DAYS)}, chosen | {"channel": draw(st.sampled_from(CHANNELS))}
    return RegisterRow(register=PUBLICATIONS, row=5, number="1", days=days, chosen=chosen, figures=figures)


@given(st.integers(2022, 2028), st.lists(publications(), max_size=30), st.sets(st.sampled_from([*DOCUMENTS])))
def test_what_is_made_public_counts_by_its_kind_and_its_days(
    year: int, rows: list[RegisterRow], complete: set[str]
) -> None:
    expected: dict[str, int | Decimal] = {}
    for kind in complete:
        expected |= {f"disclosure.{kind}.{column}": 0 for column in ("issued", "repealed", "in_force")}
    for row in rows:
        kind, pieces = row.chosen["kind"], row.figures.get("pieces", 1)
        adds: list[tuple[str, int | Decimal]] = []
        if kind in DOCUMENTS:
            ended = row.days.get("repealed", dt.date.max).year
            adds = [(f"disclosure.{kind}.issued", pieces if row.days["made"].year == year else 0)]
            adds += [(f"disclosure.{kind}.repealed", pieces if ended == year else 0)]
            if kind in complete:
                adds += [(f"disclosure.{kind}.in_force", pieces if row.days["made"].year <= year < ended else 0)]
        elif kind in DECISIONS:
            adds = [(f"disclosure.{kind}.decisions", pieces if row.days["made"].year == year else 0)]
        elif kind == "fees":
            adds = [("disclosure.fees.amount", row.figures["amount"] if row.days["made"].year == year else 0)]
        if "channel" in row.chosen:
            adds += [(f"indicators.{row.chosen['channel']}", pieces if row.days["published"].year == year else 0)]
        for target, number in adds:
            expected[target] = expected.get(target, 0) + number
    marked = [PUBLICATIONS.scopes[kind] for kind in complete]
    figures = figures_of([ledger_of(year, {PUBLICATIONS: rows}, marked)])
    assert {target: figure.number for target, figure in figures.items()} == expected


CASE: dict[str, object] = {
    "number": "（2025）复1号",
    "kind": "行政复议",
    "agency": "某市数据局",
    "accepted": day("2025-02-03"),
    "closed": day("2025-04-01"),
    "class": "结果维持",
    "result": "维持决定",
}
SUIT = CASE | {"number": "（2025）行初2号", "kind": "行政诉讼", "suit": "复议后起诉"}
DOCUMENT: dict[str, object] = {"number": "文1", "kind": "行政规范性文件", "made": day("2025-03-03")}
FEE = DOCUMENT | {"number": "费1", "kind": "行政事业性收费", "amount": 12.5}

FAULTS: list[tuple[str, dict[str, object], str, list[str], str]] = [
    ("cases", CASE | {"kind": None}, "RQ-03", ["kind"], "“类别”有 1 行没有填"),
    ("cases", CASE | {"accepted": None}, "RQ-03", ["accepted"], "“受理日期”有 1 行没有填"),
    ("cases", CASE | {"class": None, "result": None}, "RQ-03", ["class", "closed"], "填了“结案日期”，没有填“结果归类”"),
    ("cases", CASE | {"closed": None}, "RQ-03", ["closed", "class"], "填了“结果归类”，没有填“结案日期”"),
    ("cases", CASE | {"closed": day("2025-01-03")}, "RQ-05", ["closed", "accepted"], "早于“受理日期”"),
    ("cases", CASE | {"number": None}, "RQ-04", ["number"], "没有编号"),
    ("cases", CASE | {"closed": day("2026-01-03")}, "RQ-12", ["closed"], "“结案日期”是 2026-01-03，还没有到"),
    ("cases", SUIT | {"suit": None}, "RQ-01", ["suit", "kind"], "选了“类别”，没有选“诉讼类型”"),
    ("cases", CASE | {"suit": "复议后起诉"}, "RQ-01", ["suit", "kind"], "“诉讼类型”与“类别”对不上"),
    ("cases", CASE | {"result": "撤回"}, "RQ-01", ["result", "class"], "“结果（文书）”与“结果归类”对不上"),
    ("cases", CASE | {"class": "维持"}, "RQ-01", ["class"], "“结果归类”有 1 格不在列表中"),
    ("cases", CASE | {"only_reviewer": "对"}, "RQ-01", ["only_reviewer"], "“仅因复议机关作共同被告”有 1 格不在列表中"),
    ("cases", CASE | {"accepted": "去年"}, "RQ-01", ["accepted"], "“受理日期”有 1 格不是日期"),
    ("cases", CASE | {"request": "2025-9999"}, "RQ-15", ["request"], "“关联申请编号”有 1 格的编号，申请台账里没有"),
    ("cases", CASE | {"only_reviewer": "是"}, "RQ-16", ["only_reviewer"], "不计入（国办公开办函〔2016〕201号）"),
    (
        "cases",
        CASE | {"accepted": day("2024-01-03"), "closed": day("2024-04-01")},
        "RQ-11",
        ["number"],
        "没有计入 2025 年的任何一格",
    ),
    ("publications", DOCUMENT | {"kind": "公文"}, "RQ-01", ["kind"], "“信息类别”有 1 格不在列表中"),
    ("publications", DOCUMENT | {"repealed": day("2025-01-03")}, "RQ-05", ["repealed", "made"], "早于“制发日期”"),
    ("publications", DOCUMENT | {"pieces": "若干"}, "RQ-01", ["pieces"], "“件数”有 2 格不是整数"),
    ("publications", DOCUMENT | {"pieces": 1.5}, "RQ-01", ["pieces"], "“件数”有 2 格不是整数"),
    ("publications", FEE | {"amount": "十二万"}, "RQ-01", ["amount"], "“收费金额（万元）”有 2 格不是数"),
    ("publications", FEE | {"amount": -1}, "RQ-01", ["amount"], "“收费金额（万元）”有 2 格不是数"),
    ("publications", FEE | {"amount": None}, "RQ-03", ["amount"], "“收费金额（万元）”有 1 行没有填"),
    ("publications", DOCUMENT | {"amount": 3}, "RQ-17", ["amount"], "“收费金额（万元）”有 1 格填了"),
    (
        "publications",
        DOCUMENT | {"kind": "行政许可", "repealed": day("2025-05-01")},
        "RQ-17",
        ["repealed"],
        "“废止日期”有 1 格填了",
    ),
    (
        "publications",
        DOCUMENT | {"published": day("2025-03-09")},
        "RQ-03",
        ["channel", "published"],
        "填了“公开日期”，没有填“公开渠道”",
    ),
]
"""A row of a register with a fault, and what is found: a code, the keys of its cells, and words."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Finding]:
    """What is found in a ledger with each fault in a row of its own."""
    rows: dict[str, list[Row]] = {"requests": made_up(3, 1), "cases": [], "publications": []}
    for place, (name, row, *_) in enumerate(FAULTS):
        rows[name].append(row if row["number"] is None else row | {"number": f"第{place}"})
    path = registered(tmp_path_factory.mktemp("planted") / "台账.xlsx", rows)
    return api.check_ledger(path, on=day("2025-12-31"), forms=FORMS).findings


@pytest.mark.parametrize("place", range(len(FAULTS)))
def test_each_fault_is_found_at_its_cells(place: int, planted: Sequence[Finding]) -> None:
    name, _, code, keys, words = FAULTS[place]
    register = CASES if name == "cases" else PUBLICATIONS
    row = FIRST_ROW + sum(other[0] == name for other in FAULTS[:place])
    named = [each for each in planted if each.code == code and words in each.message]
    cells = [str(cell.where) for each in named for cell in each.cells if cell.id.startswith(f"{name}.{row}.")]
    letters = {key: register.area(key).split(":")[0].rstrip("0123456789") for key in keys}
    assert cells == [f"{register.sheet}!{letters[key]}{row}" for key in keys]


def test_sound_rows_have_no_findings(tmp_path: Path) -> None:
    published = {"published": day("2025-03-09"), "channel": CHANNELS[0]}
    rows: dict[str, Sequence[Row]] = {
        "requests": made_up(3, 1),
        "cases": [CASE, SUIT | {"request": "2025-0001"}],
        "publications": [DOCUMENT | published, FEE, DOCUMENT | published | {"number": "3", "kind": "其他主动公开信息"}],
    }
    found = api.check_ledger(registered(tmp_path / "台账.xlsx", rows), on=day("2025-12-31"), forms=FORMS).findings
    assert [each for each in found if not str(each.where).startswith("申请台账")] == []


def test_a_number_is_one_of_its_register_alone(tmp_path: Path) -> None:
    path = registered(
        tmp_path / "台账.xlsx", {"cases": [CASE, CASE], "publications": [DOCUMENT | {"number": CASE["number"]}]}
    )
    (twice,) = [each for each in api.check_ledger(path, on=day("2025-12-31")).findings if each.code == "RQ-04"]
    assert [str(cell.where) for cell in twice.cells] == ["复议诉讼台账!A5", "复议诉讼台账!A6"]


def filled_of(path: Path, **rows: Sequence[Row]) -> Mapping[str, Figure]:
    return api.ledger_figures([registered(path, rows)])


def test_an_empty_register_tells_nothing_unless_it_is_complete(tmp_path: Path) -> None:
    assert filled_of(tmp_path / "空.xlsx") == {}
    some = filled_of(tmp_path / "有.xlsx", publications=[DOCUMENT])
    assert {cell: figure.number for cell, figure in some.items()} == {
        "disclosure.normative_documents.issued": 1,
        "disclosure.normative_documents.repealed": 0,
    }
    marks = ("主动公开台账，行政处罚", "复议诉讼台账，全部")
    complete = api.ledger_figures([registered(tmp_path / "全.xlsx", {}, marks)])
    assert {cell.split(".")[0] for cell in complete} == {"disclosure", "disputes"}
    assert complete["disclosure.penalties.decisions"].number == 0
    assert complete["disputes.litigation_after_reconsideration.total"].number == 0
    assert len(complete) == 16


def test_what_is_left_open_is_named_and_stays_as_it_was_typed(tmp_path: Path) -> None:
    typed = api.new(AGENCY, 2025, forms=FORMS).filing
    typed = replace(typed, inputs={**typed.inputs, "disclosure.penalties.decisions": Entry(number=7)})
    source = api.ReadResult(source=tmp_path / "表.xlsx", filing=typed, findings=())
    path = registered(tmp_path / "台账.xlsx", {"publications": [DOCUMENT], "cases": [SUIT]})
    done = api.fill_from_ledgers(source, [path])
    assert done.checked.filing.number("disclosure.penalties.decisions") == 7
    assert done.checked.filing.number("disclosure.normative_documents.issued") == 1
    assert done.checked.filing.number("disclosure.normative_documents.in_force") is None
    assert done.checked.filing.number("disputes.direct_litigation.pending") == 0
    partial, left = [each for each in done.remarks if each.code == "RQ-23"]
    assert "行政规范性文件，现行有效件数" in partial.message
    assert [str(cell.where) for cell in left.cells] == [f"{SUMMARY}!D{HEAD + at}" for at in (1, 3, *range(5, 13))]
    listed = "申请台账；主动公开台账（规章、行政许可、行政处罚、行政强制、行政事业性收费、政府网站公开信息"
    assert listed in left.message


def test_indicators_are_added_filled_and_compared(tmp_path: Path) -> None:
    row = DOCUMENT | {"kind": "其他主动公开信息", "published": day("2025-03-09"), "channel": CHANNELS[0], "pieces": 20}
    path = registered(tmp_path / "台账.xlsx", {"publications": [row]})
    made = tmp_path / "新.xlsx"
    assert run("new", "--agency", AGENCY, "--year", "2025", "--ledger", str(path), "-o", str(made)).exit_code == 0
    filing = api.read(made).filing
    assert [(each.name, each.entry.number, each.unit) for each in filing.indicators] == [(CHANNELS[0], 20, "条")]
    own = Indicator(name="会议", entry=Entry(number=3))
    other = replace(filing, indicators=(own, replace(filing.indicators[0], entry=Entry(number=19), prior=8)))
    source = api.ReadResult(source=made, filing=other, findings=())
    (different,) = [each for each in api.check_with_ledgers(source, [path]).findings if each.code == "RQ-20"]
    assert (different.message, different.cells[1].value) == ("填的是 19，按台账是 20。", "文1")
    again = api.fill_from_ledgers(source, [path]).checked.filing.indicators
    assert [(each.name, each.entry.number, each.prior) for each in again] == [("会议", 3, None), (CHANNELS[0], 20, 8)]
    shown = run("ledger", "explain", str(path), CHANNELS[0]).stdout.splitlines()
    assert (shown[0], shown[1].split()[0]) == ("20（1 行）", "文1")
    without = replace(filing, indicators=())
    checked = api.check_with_ledgers(api.ReadResult(source=made, filing=without, findings=()), [path])
    assert not [each for each in checked.findings if each.code == "RQ-20"]


def test_departments_add_up_in_every_register(tmp_path: Path) -> None:
    one = registered(tmp_path / "甲.xlsx", {"cases": [CASE], "publications": [FEE]})
    two = registered(tmp_path / "乙.xlsx", {"cases": [SUIT], "publications": [FEE | {"amount": 0.25, "number": "2"}]})
    figures = api.ledger_figures([one, two])
    assert figures["disclosure.fees.amount"].number == Decimal("12.75")
    assert figures["disputes.reconsideration.upheld"].number == 1
    assert [each.ledger.source for each in figures["disputes.litigation_after_reconsideration.upheld"].behind] == [two]
    with pytest.raises(InvalidRequest, match="“复议诉讼台账”登记的完全相同"):
        api.ledger_figures([one, registered(tmp_path / "丙.xlsx", {"cases": [CASE]})])


def test_what_takes_in_older_rows_is_known_where_every_department_has_them_all(tmp_path: Path) -> None:
    cell, mark = "disclosure.normative_documents.in_force", ["主动公开台账，行政规范性文件"]
    whole = registered(tmp_path / "甲.xlsx", {"publications": [DOCUMENT | {"pieces": 30}]}, mark)
    short = registered(tmp_path / "乙.xlsx", {"publications": [DOCUMENT]})
    assert api.ledger_figures([whole])[cell].number == 30
    assert cell not in api.ledger_figures([whole, short])
    assert api.ledger_figures([whole, short])["disclosure.normative_documents.issued"].number == 31
    assert api.ledger_figures([whole, registered(tmp_path / "丙.xlsx", {"cases": [CASE]})])[cell].number == 30


def test_a_ledger_made_before_there_were_other_registers_is_read(tmp_path: Path) -> None:
    path = registered(tmp_path / "台账.xlsx", {"requests": [row for row in made_up(11, 9) if "closed" in row]})
    book = load_workbook(path)
    for sheet in ("复议诉讼台账", "主动公开台账", SUMMARY):
        del book[sheet]
    assert book["选项"]["A2"].value == LAYOUT
    book["选项"]["A2"].value = 1
    book.save(path)
    figures = api.ledger_figures([path])
    assert {cell.split(".")[0] for cell in figures} == {"applications"}
    source = api.ReadResult(source=path, filing=api.new(AGENCY, 2025, forms=FORMS).filing, findings=())
    assert not [each for each in api.fill_from_ledgers(source, [path]).remarks if each.code == "RQ-23"]


def test_a_ledger_of_which_a_register_was_renamed_or_deleted_is_refused(tmp_path: Path) -> None:
    path = registered(tmp_path / "台账.xlsx", {"requests": [], "cases": [CASE]})
    book = load_workbook(path)
    book[CASES.sheet].title = "复议"
    del book[PUBLICATIONS.sheet]
    book.save(path)
    with pytest.raises(UnreadableFile, match="没有“复议诉讼台账”、“主动公开台账”表"):
        api.check_ledger(path)


def test_a_ledger_of_which_another_sheet_was_deleted_says_what_is_lost_with_it(tmp_path: Path) -> None:
    path = registered(tmp_path / "台账.xlsx", {"cases": [CASE]}, ["主动公开台账，规章"])
    book = load_workbook(path)
    for sheet in (TODAY, SUMMARY, HOLIDAYS):
        del book[sheet]
    book.save(path)
    found = [each.message for each in api.check_ledger(path).findings if each.code == "RQ-18"]
    assert [message.partition("，")[0] for message in found] == [
        f"没有“{sheet}”表" for sheet in (TODAY, HOLIDAYS, SUMMARY)
    ]
    assert "disclosure.rules.issued" not in api.ledger_figures([path])


def test_a_mark_in_other_words_is_no_mark_and_is_reported(tmp_path: Path) -> None:
    path = registered(tmp_path / "台账.xlsx", {"cases": [CASE]})
    package = Package.of(path.read_bytes())
    package.put(f"{SUMMARY}!D{HEAD + 1}", "全了")
    package.put(f"{HOLIDAYS}!G{YEAR_ROWS[0]}", "已录")
    path.write_bytes(package.to_bytes())
    checked = api.check_ledger(path)
    [found] = [each for each in checked.findings if each.code == "RQ-01"]
    assert found.message == "“已录全”有 2 格写的不是“是”，按没有录全计，例如“已录”。"
    assert [str(cell.where) for cell in found.cells] == [f"{HOLIDAYS}!G{YEAR_ROWS[0]}", f"{SUMMARY}!D{HEAD + 1}"]
    assert checked.ledger.complete == frozenset()


def test_the_edition_of_other_years_has_the_registers_that_it_declares(tmp_path: Path) -> None:
    path = api.new_ledger("某市数据局", 2019, forms=FORMS).file.save(tmp_path / "旧.xlsx")
    assert [sheet for sheet in load_workbook(path, read_only=True).sheetnames if sheet.endswith("台账")] == [
        "申请台账",
        "复议诉讼台账",
    ]


def random_rows(seed: int) -> dict[str, list[Row]]:
    """Rows of all three registers."""
    chance = random.Random(seed)

    def some_day() -> dt.date:
        return dt.date(2023, 6, 1) + dt.timedelta(chance.randrange(1000))

    cases: list[Row] = []
    for number in range(40):
        suit = chance.choice([None, *SUITS.values()])
        case: dict[str, object] = {"number": f"案{number}", "kind": "行政诉讼" if suit else "行政复议", "suit": suit}
        began = some_day()
        case |= {"accepted": began, "only_reviewer": chance.choice([None, "是", "否"])}
        if chance.random() < 0.6:
            case |= {"closed": began + dt.timedelta(chance.randrange(400)), "class": chance.choice([*RESULTS.values()])}
        cases.append(case)
    publications: list[Row] = []
    for number in range(50):
        kind = chance.choice([*DOCUMENTS.values(), "行政许可", "行政处罚", "行政事业性收费", "其他主动公开信息"])
        row: dict[str, object] = {"number": f"文{number}", "kind": kind, "made": some_day()}
        if kind in DOCUMENTS.values() and chance.random() < 0.5:
            row |= {"repealed": row["made"] + dt.timedelta(chance.randrange(500))}  # type: ignore[operator]  # a day
        row |= {"amount": chance.randrange(100) / 4} if kind == "行政事业性收费" else {}
        row |= {"pieces": chance.randint(1, 40)} if chance.random() < 0.4 and kind != "行政事业性收费" else {}
        if chance.random() < 0.5:
            row |= {"published": some_day(), "channel": chance.choice(CHANNELS[:3])}
        publications.append(row)
    requests: list[Row] = [row if "closed" in row else {**row, "kind": None} for row in made_up(seed, 60)]
    return {"requests": requests, "cases": cases, "publications": publications}


@pytest.mark.parametrize("seed", [5, 6])
def test_the_sheet_of_figures_agrees(seed: int, soffice: Convert, tmp_path: Path) -> None:
    """Every formula of 统计 comes to what the program counts, as LibreOffice computes it."""
    path = registered(tmp_path / "台账.xlsx", random_rows(seed), ["主动公开台账，行政强制", "主动公开台账，规章"])
    figures = dict(figures_of([api.check_ledger(path, forms=FORMS).ledger]))
    sheet = load_workbook(soffice(path, "xlsx"), data_only=True)[SUMMARY]
    written = load_workbook(io.BytesIO(blank(60)))[SUMMARY]
    heads: tuple[str, ...] = ()
    labels = {(form().cells[cell].row_label, form().cells[cell].column_label): cell for cell in form().cells}
    shown: dict[str, object] = {}
    top = HEAD + len(scopes_of(form())) + 1
    for line, formulas in zip(sheet.iter_rows(min_row=top), written.iter_rows(min_row=top), strict=True):
        texts = [cell.value for cell in line]
        if texts[0] is None and any(texts):
            heads = tuple(str(text) for text in texts)
        for at, (cell, formula) in enumerate(zip(line, formulas, strict=True)):
            if formula.data_type == "f":
                name = str(line[0].value)
                shown[labels.get((name, heads[at]), f"indicators.{name}")] = cell.value
    assert {target for target, value in shown.items() if value not in (None, "")} == set(figures)
    assert {target: shown[target] for target in figures} == {
        target: pytest.approx(float(figure.number)) for target, figure in figures.items()
    }
    rows = [line[2].value for line in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 3)]
    assert rows[:2] == [60, 40]
