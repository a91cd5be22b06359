"""Parts of the window that need no screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.desktop.clipboard import html_format
from toolkit.desktop.guide import guide_page
from toolkit.desktop.window.accessible_page import fragment, plain_text, written_page
from toolkit.desktop.window.elided_label import elided
from toolkit.desktop.window.finding_list import cut
from toolkit.desktop.window.line_breaks import broken_lines
from toolkit.desktop.window.outcome import Outcome, TextLine, Tone
from toolkit.finding import CellRef, Finding
from toolkit.form import Severity
from toolkit.location import Location

FINDING = Finding(
    code="T3-01",
    severity=Severity.ERROR,
    message="合计 <不等>。",
    remedy="请核对。",
    cells=(CellRef(id="a.b.c", where=Location("C7", "三 表")),),
)


@pytest.mark.parametrize(
    "page",
    ["<p>好</p>", "<html><head><style>p {}</style></head><body class='x'><p>好</p></body></html>", ""],
)
def test_the_html_of_the_clipboard_says_where_it_begins_and_ends(page: str) -> None:
    data = html_format(page)
    lines = [line.partition(b":") for line in data.split(b"\r\n")[:5]]
    places = {name.decode(): int(value) for name, _, value in lines[1:]}
    assert data[places["StartFragment"] : places["EndFragment"]].decode() == ("<p>好</p>" if page else "")
    whole = data[places["StartHTML"] : places["EndHTML"]]
    assert whole.startswith(b"<html>") and whole.endswith(b"</html>")
    assert data[: places["StartFragment"]].endswith(b"<!--StartFragment-->")
    assert data[places["EndFragment"] :].startswith(b"<!--EndFragment-->")
    assert (b"<style>" in whole) == ("<style>" in page)


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    name = "某市市场监督管理局2025年填报工作簿（最终稿）.xlsx"
    assert elided(name, 100, len) == name
    short = elided(name, 16, len)
    assert len(short) == 16
    assert short.startswith("某市市场") and short.endswith("稿）.xlsx") and "…" in short
    assert elided(name, 0, len) == "…"


def test_a_cell_of_the_list_says_that_it_is_cut() -> None:
    assert cut("十个汉字放得下的地方", 10) == "十个汉字放得下的地方"
    assert cut("十个汉字放不下的地方就截断", 10) == "十个汉字放不下的地…"
    assert cut("一行\n两行", 10) == "一行 两行"


def test_lines_break_beside_no_sign_that_belongs_to_a_word_and_within_no_number() -> None:
    text = "“总计”列第一项加第二项是 10944，不等于第三项（总计）。\n请核对。"
    for room in range(12, 30):
        *lines, last = broken_lines(text, room, len)
        assert last == "请核对。"
        assert "".join(lines).replace(" ", "") == text.partition("\n")[0].replace(" ", "")
        assert all(len(line) <= room for line in lines)
        assert any("10944，" in line for line in lines)
        assert not any(line[0] in "，。”）" or line[-1] in "“（" for line in lines)


def test_the_page_holds_all_that_the_window_shows() -> None:
    outcome = Outcome(tone=Tone.BAD, sentence="有 1 项错误。\n请改正。", findings=(FINDING,), written=(Path("a.xlsx"),))
    path = written_page("年报工具", outcome, Path("填报.xlsx"))
    try:
        page = path.read_text(encoding="utf-8")
    finally:
        path.unlink()
    for words in ("填报.xlsx", "有 1 项错误。", "合计 &lt;不等&gt;。", "三 表!C7", "请核对。", "a.xlsx", "Alt+R"):
        assert words in page
    assert "步骤" not in page


def test_findings_and_text_are_copied_as_a_page_and_as_text() -> None:
    outcome = Outcome(tone=Tone.BAD, sentence="", findings=(FINDING,))
    assert "合计 &lt;不等&gt;。" in fragment(outcome)
    assert plain_text(outcome).splitlines()[0] == "问题：合计 <不等>。"
    lines = (TextLine(text="一、概况", heading=True), TextLine(text="1 < 2"))
    outcome = Outcome(tone=Tone.GOOD, sentence="", text=lines)
    assert (fragment(outcome), plain_text(outcome)) == ("<h2>一、概况</h2><p>1 &lt; 2</p>", "一、概况\n1 < 2")


def test_the_guide_is_that_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = guide_page()
    assert guide and guide.name == "README.zh-CN.md"
    monkeypatch.setattr("sys.prefix", str(tmp_path / "python"))
    (tmp_path / "使用说明.html").write_text("", encoding="utf-8")
    assert guide_page() == tmp_path / "使用说明.html"
