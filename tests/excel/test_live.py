"""What ``xl-report live`` does with an open workbook, over xlwings' public API with a stand-in for Excel."""

from __future__ import annotations

import queue
import sys
import threading
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings
from click.testing import Result

from tests import command_line
from tests.at_hand import FORMS
from tests.built import built
from tests.excel.engine import FakeApp, FakeBook, FakeEngine, FakeShape, install
from tests.regenerate import WORKBOOK
from tests.sizes import sampled
from toolkit.errors import MissingTool, UnreadableFile
from toolkit.excel.live import LiveSession
from toolkit.excel.session import Session, session, shown_in_excel
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.location import Location
from toolkit.rules.engine import check_filing
from toolkit.workbook.plan import plan_of
from toolkit.workbook.reading.read import read_workbook

FORM = FORMS.form("gkgb-2021")
RECEIVED = plan_of(FORM).at("applications.received.natural_person")


@pytest.fixture
def excel() -> Iterator[FakeEngine]:
    """A computer with (a stand-in for) Excel, nothing open."""
    before = xlwings.engines.active
    engine, fake = install()
    yield fake
    xlwings.engines.engines.remove(engine)
    xlwings.engines.engines_by_name.pop(fake.name)
    xlwings.engines.active = before


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A blank workbook on disk."""
    file = tmp_path / "某局 2025年填报.xlsx"
    file.write_bytes(built(FORM, agency="某市某局", year=2025, level="city_department"))
    return file


def opened(excel: FakeEngine, path: Path) -> FakeBook:
    """The workbook as staff have it open."""
    return excel.apps.add().books.open(str(path))


def test_reads_what_the_file_reader_reads(excel: FakeEngine, path: Path) -> None:
    opened(excel, path)
    filing, reading = read_workbook(path, FORMS)
    with session(path, FORMS) as live:
        on_screen, findings = live.check()
    assert on_screen.inputs.keys() == filing.inputs.keys()
    assert on_screen.narrative == filing.narrative
    assert findings == check_filing(filing, reading)


def test_sees_changes_that_are_not_saved(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    before = path.read_bytes()
    book.type(RECEIVED.sheet, RECEIVED.address, 33)
    with session(path, FORMS) as live:
        filing, _ = live.check()
    assert filing.number("applications.received.natural_person") == 33
    assert filing.where("applications.received.natural_person") == RECEIVED.where
    assert book._app.calculations == 1
    assert path.read_bytes() == before
    assert not book.closed
    assert len(excel.apps) == 1


@pytest.mark.parametrize(
    ("value", "code", "number", "text"),
    sampled(
        [
            (0.05, "0%", None, "5%"),
            (1, "0%", None, "100%"),
            (33.4, "0", None, "33.4（显示为 33）"),
            (33000, "#,##0", 33000, ""),
            (33000, "0,", None, "33000（显示为 33）"),
            (33.00000000000001, "0", 33, ""),
        ],
        2,
    ),
)
def test_a_number_means_what_is_seen(
    excel: FakeEngine, path: Path, value: float, code: str, number: int | None, text: str
) -> None:
    book = opened(excel, path)
    book.type(RECEIVED.sheet, RECEIVED.address, value)
    book.cells[RECEIVED.sheet][RECEIVED.address].number_format = code
    with session(path, FORMS) as live:
        filing, _ = live.check()
    entry = filing.entry("applications.received.natural_person")
    assert (entry.number, entry.text) == (number, text)


TEXT = "一 总体情况"


def seen(path: Path) -> tuple[Filing, list[tuple[str, str, str]]]:
    """The filing on the screen, and what is said of hidden cells and drawings."""
    with session(path, FORMS) as live:
        filing, findings = live.check()
    return filing, [
        (each.code, str(each.where), each.actual or "") for each in findings if each.code in ("WB-18", "WB-19")
    ]


def test_what_is_out_of_sight_is_what_the_file_reader_says(excel: FakeEngine, path: Path) -> None:
    """A hidden paragraph is not read, a hidden figure is, and a sheet may be hidden as a whole."""
    book = opened(excel, path)
    for row, text in ((4, "看得见的一段。"), (5, "藏起来的一段。")):
        book.type(TEXT, f"B{row}", text)
    book.type(RECEIVED.sheet, RECEIVED.address, 4)
    book.cells[TEXT].row_dimensions[5].hidden = True
    book.cells[RECEIVED.sheet].column_dimensions["D"].hidden = True
    book.type("四 复议诉讼", "A6", 3)
    book.cells["四 复议诉讼"].sheet_state = "veryHidden"
    filing, reported = seen(path)
    assert {code: where for code, where, _ in reported[:2]} == {"WB-18": f"{TEXT}!B5", "WB-19": str(RECEIVED.where)}
    assert [where for _, where, _ in reported[2:]] == ["四 复议诉讼!D2"]
    assert filing.number("applications.received.natural_person") == 4
    assert "看得见的一段。" in [each.text for each in filing.narrative["overview"]]
    assert "藏起来的一段。" not in [each.text for each in filing.narrative["overview"]]
    book.save()
    saved, reading = read_workbook(path, FORMS)
    assert saved.narrative == filing.narrative
    assert {str(each.where) for each in reading if each.code in ("WB-18", "WB-19")} == {
        where for _, where, _ in reported
    }


def test_what_merged_cells_cover(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    book.type(RECEIVED.sheet, RECEIVED.address, 4)
    book.cells[RECEIVED.sheet].merged_cells.add("C6:D6")
    assert [reported[:2] for reported in seen(path)[1]] == [("WB-19", str(RECEIVED.where))]


def test_pictures_and_shapes_with_words(excel: FakeEngine, path: Path) -> None:
    """Notes and the arrows of lists are none; a kind that is not known is a picture."""
    book = opened(excel, path)
    third = sum(book.cells[RECEIVED.sheet].column_dimensions[letter].width for letter in "AB")
    book.shapes[RECEIVED.sheet] = [
        FakeShape("text_box", third + 1, 1, "小王：\n待补"),
        FakeShape("svg", 0, 0),
        FakeShape("picture", 0, 0),
        FakeShape("comment", 0, 0, "批注"),
        FakeShape("form_control", 0, 0),
    ]
    reported = seen(path)[1]
    assert reported == [("WB-18", f"{RECEIVED.sheet}!A1", ""), ("WB-18", f"{RECEIVED.sheet}!C1", "小王： 待补")]


def test_takes_the_active_workbook_when_none_is_named(excel: FakeEngine, path: Path) -> None:
    opened(excel, path)
    with session(None, FORMS) as live:
        assert live.path == path


def test_changes_nothing_in_a_protected_book(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    total = plan_of(FORM).at("applications.received.total")
    with pytest.raises(PermissionError):
        book.type(total.sheet, total.address, 5)
    cells = {(s.title, c.coordinate): c.value for s in book.cells for row in s.iter_rows() for c in row}
    with session(path, FORMS) as live:
        live.check()
        live.jump(RECEIVED.where)
    assert cells == {(s.title, c.coordinate): c.value for s in book.cells for row in s.iter_rows() for c in row}
    assert book.selected == (RECEIVED.sheet, RECEIVED.address)


def test_a_cell_is_shown_where_its_workbook_is_open(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    assert shown_in_excel(path, RECEIVED.where)
    assert book.selected == (RECEIVED.sheet, RECEIVED.address)


def test_on_windows_every_thread_asks_for_excel_itself(
    excel: FakeEngine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    com = types.SimpleNamespace(
        CoInitialize=lambda: asked.append(f"in {threading.current_thread().name}"),
        CoUninitialize=lambda: asked.append(f"out {threading.current_thread().name}"),
    )
    opened(excel, path)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(sys.modules, "pythoncom", com)
    thread = threading.Thread(target=shown_in_excel, args=(path, RECEIVED.where), name="beside")
    thread.start()
    thread.join()
    assert asked == ["in beside", "out beside"]
    monkeypatch.setitem(sys.modules, "pythoncom", None)
    assert not shown_in_excel(path, RECEIVED.where)


def test_a_workbook_that_is_not_open_is_not_shown(excel: FakeEngine, path: Path) -> None:
    assert not shown_in_excel(path, RECEIVED.where)
    assert len(excel.apps) == 0
    book = opened(excel, path)
    assert not shown_in_excel(path, Location("A1", "没有这张表"))
    book._app.quit()
    assert not shown_in_excel(path, RECEIVED.where)


def test_an_excel_of_our_own_is_ended(excel: FakeEngine, path: Path) -> None:
    with session(path, FORMS) as live:
        live.check()
        assert len(excel.apps) == 1
    assert len(excel.apps) == 0


def test_an_excel_of_our_own_stays_while_it_holds_unsaved_changes(excel: FakeEngine, path: Path) -> None:
    with session(path, FORMS):
        (app,) = excel.apps.running
        app.books.active.type(RECEIVED.sheet, RECEIVED.address, 1)
    assert len(excel.apps) == 1


def test_saved_changes_let_our_excel_end(excel: FakeEngine, path: Path) -> None:
    with session(path, FORMS) as live:
        (app,) = excel.apps.running
        app.books.active.type(RECEIVED.sheet, RECEIVED.address, 1)
        app.books.active.save()
        live.note_saved()
    assert len(excel.apps) == 0


def test_without_excel_there_is_one_sentence_and_another_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings.engines, "engines", [])
    with pytest.raises(MissingTool, match="--watch"), session(path, FORMS):
        pass


def test_an_excel_that_does_not_start_is_reported(
    excel: FakeEngine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> FakeApp:
        raise OSError("class not registered")

    monkeypatch.setattr(excel.apps, "add", refuse)
    with pytest.raises(MissingTool, match="没有可用的 Excel"), session(path, FORMS):
        pass


def test_nothing_open_and_nothing_named(excel: FakeEngine) -> None:
    with pytest.raises(UnreadableFile, match="没有打开的工作簿"), session(None, FORMS):
        pass


def test_a_file_that_is_not_there(excel: FakeEngine, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有找到文件"), session(tmp_path / "无.xlsx", FORMS):
        pass
    assert len(excel.apps) == 0


def test_closed_meanwhile(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    with session(path, FORMS) as live:
        book.close()
        with pytest.raises(UnreadableFile, match="Excel 没有回应"):
            live.check()


def test_excel_gone_meanwhile(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    with session(path, FORMS) as live:
        book._app.quit()
        with pytest.raises(UnreadableFile, match="Excel 没有回应"):
            live.jump(RECEIVED.where)


class Talk:
    """A conversation with prepared answers, and what came of it."""

    def __init__(self, live: Session, *answers: str | None) -> None:
        self.shown: list[tuple[Finding, ...]] = []
        self.rendered: list[Filing] = []
        self.said: list[str] = []
        self.answers: queue.Queue[str | None] = queue.Queue()
        for answer in answers:
            self.answers.put(answer)
        self.live = LiveSession(
            session=live,
            show=self.shown.append,
            render=lambda filing, findings: self.rendered.append(filing),
            say=self.said.append,
            answers=self.answers,
        )


def test_conversation(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    with session(path, FORMS) as live:
        talk = Talk(live, "1", "", "r", "999", "x", "q")
        talk.live.run()
    assert len(talk.shown) == 3
    assert len(talk.rendered) == 1
    first = talk.shown[0][0]
    assert book.selected == (first.cells[0].where.sheet, first.cells[0].where.place)
    assert [line for line in talk.said if line.startswith("没有“")] == ["没有“999”这一条。", "没有“x”这一条。"]


def test_conversation_goes_on_after_the_book_is_closed(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    with session(path, FORMS) as live:
        talk = Talk(live, "", None)
        talk.live.check()
        book.close()
        talk.live.attempt(talk.live.check)
    assert any("Excel 没有回应" in line for line in talk.said)


def test_a_save_brings_a_new_check(excel: FakeEngine, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.excel.live.POLL_SECONDS", 0.01)
    book = opened(excel, path)
    with session(path, FORMS) as live:
        talk = Talk(live)
        times = [1.0, 1.0, 2.0]

        def saved_at(_: Session) -> float:
            if len(times) == 1:
                talk.answers.put("q")
                return times[0]
            return times.pop(0)

        monkeypatch.setattr(Session, "saved_at", saved_at)
        book.type(RECEIVED.sheet, RECEIVED.address, 4)
        talk.live.run()
    assert len(talk.shown) == 2


def run(*arguments: str) -> Result:
    """``xl-report live`` with no one at the keyboard."""
    return command_line.run("live", *arguments, stdin="")


def test_command_lists_what_is_on_the_screen(excel: FakeEngine, path: Path) -> None:
    book = opened(excel, path)
    book.type(RECEIVED.sheet, RECEIVED.address, "3件")
    reported = run(str(path))
    assert reported.exit_code == 0
    assert f"T3-47 {RECEIVED.where}" in reported.stdout
    assert reported.stdout.lstrip().startswith("1 ")


def test_command_renders_only_without_errors(excel: FakeEngine, tmp_path: Path) -> None:
    path = tmp_path / "某局.xlsx"
    path.write_bytes(WORKBOOK.read_bytes())
    book = opened(excel, path)
    reported = run("--render")
    assert reported.exit_code == 0, reported.output
    assert {file.suffix for file in tmp_path.iterdir()} == {".xlsx", ".docx", ".html"}
    book.type(RECEIVED.sheet, RECEIVED.address, "3件")
    assert run("--render").exit_code == 1


def test_command_without_excel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings.engines, "engines", [])
    reported = run(str(path))
    assert reported.exit_code == 2
    assert "--watch" in reported.stderr


@pytest.mark.excel
def test_real_excel(path: Path) -> None:  # pragma: no cover -- needs a computer with Excel
    """Attach, check, jump, end: only a computer with Excel can show that no dialog blocks and no process stays."""
    if not [engine for engine in xlwings.engines if engine.name == "excel"]:
        pytest.skip("needs Excel")
    before = len(xlwings.apps)
    with session(path, FORMS) as live:
        live.check()
        live.jump(RECEIVED.where)
    assert len(xlwings.apps) == before
