"""The window driven as people drive it: with clicks and keys on a screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from tests.regenerate import ROOT, WORKBOOK
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.workbook.writing.build import build_workbook

PRELUDE = """
import subprocess, sys, time, tkinter as tk
from pathlib import Path
from toolkit.desktop.window.main_window import MainWindow

folder = Path(sys.argv[1])
opened = []
window = MainWindow(folder / "window.json", opened=lambda path: opened.append(path) or True)

def pump(until=lambda: False, seconds=20.0, least=0.2):
    end, soonest = time.monotonic() + seconds, time.monotonic() + least
    while time.monotonic() < end and not (until() and time.monotonic() > soonest):
        window.update()
        time.sleep(0.01)

def click(widget, times=1, at=None):
    window.update()
    x, y = at or (widget.winfo_width() // 2, widget.winfo_height() // 2)
    place = (str(widget.winfo_rootx() + x), str(widget.winfo_rooty() + y))
    subprocess.run(["xdotool", "mousemove", *place, "click", "--repeat", str(times), "1"], check=True)
    pump(lambda: True)

def key(*names):
    subprocess.run(["xdotool", "key", *names], check=True)
    pump(lambda: True)

def done():
    pump(lambda: window.job is None)

def when_open(act):
    # it holds the program: what presses its keys is called once it is open
    names = window.tk.splitlist(window.tk.call("winfo", "children", "."))
    tops = [name for name in names if str(window.tk.call("winfo", "toplevel", name)) == str(name)]
    if any(window.tk.call("winfo", "viewable", name) for name in tops):
        window.after(300, act)
    else:
        window.after(50, when_open, act)

window.geometry("+0+0")
pump(lambda: window.winfo_viewable())
window.focus_force()
pump(lambda: True)
"""


def drive(screen: str, folder: Path, steps: str, before: str = "") -> str:
    """What ``steps`` print, in a process of their own with the window open; ``before`` comes before that."""
    code = before + PRELUDE + textwrap.dedent(steps)
    environment = os.environ | {"DISPLAY": screen, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], env=environment, capture_output=True, check=False, timeout=180
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(WORKBOOK, tmp_path / "填报 工作簿.xlsx")
    return tmp_path


def test_a_workbook_is_checked_and_its_report_made_by_clicks(screen: str, folder: Path) -> None:
    said = drive(
        screen,
        folder,
        """
        print(window.buttons["检查"].instate(["disabled"]))
        window.take(folder / "填报 工作簿.xlsx")
        click(window.buttons["检查"]); done()
        print(window.outcome.sentence)
        click(window.buttons["生成报告"]); done()
        print(window.outcome.sentence)
        click(next(child for child in window._results.winfo_children() if child.winfo_class() == "TButton"))
        pump(lambda: opened)
        print(opened[-1].suffix)
        """,
    )
    assert said.splitlines() == [
        "True",
        "没有发现问题。可以生成报告了。",
        "报告已生成，共 2 个文件。没有发现问题。",
        ".docx",
    ]
    assert len(list(folder.glob("*.docx"))) == 1


def test_a_damaged_workbook_is_repaired_where_the_window_says_so(screen: str, folder: Path) -> None:
    workbook = folder / "填报 工作簿.xlsx"
    package = Package.of(workbook.read_bytes())
    package.drop("三 申请办理")
    workbook.write_bytes(package.to_bytes())
    said = drive(
        screen,
        folder,
        """
        from toolkit.clickable import BUTTONS
        print(set(BUTTONS.values()) - {*window.buttons})
        window.take(folder / "填报 工作簿.xlsx")
        print(window._banner.repair.winfo_viewable())
        click(window.buttons["检查"]); done(); pump()
        print(window._banner.repair["text"], window._banner.repair.winfo_viewable())
        click(window._banner.repair); done()
        print(window.source.name, window.outcome.sentence)
        """,
    )
    assert said.splitlines() == [
        "{'修复'}",
        "0",
        "修复(X) 1",
        "填报 工作簿修复.xlsx 已修复成“填报 工作簿修复.xlsx”，以后用这一份。下列内容没能移过来，请补填、核对。",
    ]


def test_all_works_by_keyboard(screen: str, folder: Path) -> None:
    said = drive(
        screen,
        folder,
        """
        window.take(folder / "填报 工作簿.xlsx")
        key("F5"); done()
        print(window.outcome.sentence)
        key("alt+p"); done()
        print(window.outcome.text[1].heading, len(window.outcome.text) > 5)
        key("F8")
        pump(lambda: opened)
        print(opened[-1].suffix, "新收政府信息公开申请33件" in opened[-1].read_text("utf-8"))
        opened[-1].unlink()
        reached = set()
        for _ in range(30):
            key("Tab"); reached.add(str(window.focus_get()))
        print(all(str(button) in reached for button in window.buttons.values()))
        """,
    )
    assert said.splitlines() == ["没有发现问题。可以生成报告了。", "False True", ".html True", "True"]


def test_a_new_workbook_begins_with_what_is_remembered(screen: str, folder: Path) -> None:
    steps = """
        def fill():
            dialog = next(child for child in window.winfo_children() if isinstance(child, tk.Toplevel))
            dialog.agency.insert(0, "某市某局")
            dialog.folder.delete(0, "end")
            dialog.folder.insert(0, str(folder))
            dialog.confirm()
        window.after(800, fill)
        click(window.buttons["新建"]); done()
        print(window.outcome.sentence)
        print(window.source.name)
        print([f.severity.value for f in window._findings._findings][:1])
        click(window.buttons["检查"]); done()
        print(len(window._findings.tree.get_children()) > 3)
        click(window._findings.tree, times=2, at=(200, 60))
        pump(lambda: opened)
        print(opened[-1] == window.source)
        print(window._findings.detail.get("1.0", "end").startswith("问题"))
    """
    said = drive(screen, folder, steps).splitlines()
    assert said[0].startswith("已新建“某市某局")
    assert said[2:] == ["[]", "True", "True", "True"]
    assert "某市某局" in (folder / "window.json").read_text(encoding="utf-8")


def test_long_work_is_shown_and_stopped(screen: str, folder: Path) -> None:
    said = drive(
        screen,
        folder,
        """
        import threading
        from toolkit.desktop.window.outcome import Outcome, Tone
        def work(progress):
            for step in range(3000):
                progress("读取文件", step, 3000)
                time.sleep(0.01)
            return Outcome(tone=Tone.GOOD, sentence="做完了")
        window.start(work)
        pump(lambda: window._banner.words.endswith("/ 3000"))
        print(window._banner.words.startswith("读取文件"), window.buttons["新建"].instate(["disabled"]))
        click(window._banner.stop); done()
        print(window.outcome.sentence, window.buttons["新建"].instate(["!disabled"]))
        """,
    )
    assert said.splitlines() == ["True True", "已停止，没有写出文件。 True"]


def test_dialogs_are_answered_and_left_by_keyboard(screen: str, folder: Path) -> None:
    """While it is open a dialog holds the program: keys are pressed from beside."""
    said = drive(
        screen,
        folder,
        """
        def press(*steps):
            for number, names in enumerate(steps):
                window.after(1 + 400 * number, lambda names=names: subprocess.run(["xdotool", *names]))
        when_open(lambda: press(("key", "Escape")))
        key("alt+n"); done()
        print(window.source)
        place = (("key", "alt+f"), ("key", "ctrl+slash"), ("type", str(folder)), ("key", "Return"))
        when_open(lambda: press(("type", "ABC"), *place))
        key("alt+n"); done()
        print(window.source.name[:3], window.source.parent == folder, window.outcome.step)
        """,
    )
    assert said.splitlines() == ["None", "ABC True 2"]


def test_a_round_of_review_is_signed_by_keyboard_and_goes_on_in_its_copy(screen: str, folder: Path) -> None:
    reading = api.read(WORKBOOK).filing
    (folder / "送审.xlsx").write_bytes(build_workbook(reading.form, filing=replace(reading, for_review=True)))
    said = drive(
        screen,
        folder,
        """
        def pass_round():
            [dialog] = [each for each in window.winfo_children() if each.winfo_class() == "Toplevel"]
            dialog.reviewer.insert(0, "王一")
            key("Return")
            print(dialog.problem["text"])
            dialog.decision.set("退回")
            key("Return")
            print(dialog.problem["text"])
            dialog.decision.set("通过")
            key("Return")
        window.take(folder / "填报 工作簿.xlsx")
        key("alt+s"); pump(lambda: "送审" in window.outcome.sentence)
        print(window.outcome.sentence)
        window.take(folder / "送审.xlsx")
        when_open(pass_round)
        key("alt+s"); pump(lambda: window.outcome.workbook is not None)
        print(window.source.name, window.outcome.sentence)
        key("alt+t"); pump(lambda: window.job is not None); done()
        print(window.outcome.written[0].name)
        """,
    )
    assert re.sub(r"\d{4}-\d\d-\d\d", "（今日）", said).splitlines() == [
        "封面“送审”没有选“是”，这份报告不用审核。要审核的，请先选“是”。",
        "请选择结论：通过或者退回。",
        "退回的请写明理由：为什么退回、要改什么。",
        "送审（初审通过）.xlsx “初审”已签认：王一，通过，（今日）。还差：复审、终审。",
        "以后用这一份：“送审（初审通过）.xlsx”。",
        "鹤岗市市场监督管理局2021年政府信息公开工作年度报告审核表.docx",
    ]


def test_a_roster_is_begun_where_units_are_added_up(screen: str, folder: Path) -> None:
    """It lists who is in the folder, and is there the next time; last year's results may be a file or a folder."""
    said = drive(
        screen,
        folder,
        """
        dialogs = []
        def look():
            dialog = dialogs[-1]
            dialog.agency.delete(0, "end")
            dialog.new.invoke()
            print(dialog.problem["text"])
            dialog.agency.insert(0, "某县人民政府")
            key("alt+d")
        import toolkit.desktop.window.main_window as module
        plain = module.RollupDialog
        module.RollupDialog = lambda *given: dialogs.append(plain(*given)) or dialogs[-1]
        when_open(look)
        window.roll_up(folder)
        done()
        print(window.outcome.sentence)
        def again():
            print(Path(dialogs[-1].roster.get()).name)
            dialogs[-1].prior.insert(0, str(folder / "去年"))
            key("Return")
        when_open(again)
        window.roll_up(folder)
        done()
        print(window.outcome.sentence)
        """,
    )
    assert said.splitlines() == [
        "新建名册，请先选文件夹，写明汇总机关全称。",
        "已新建“名册.xlsx”：里面是文件夹里报送过的单位，请核对，补上还没有报送的；保存、关闭以后，再点“汇总”。",
        "名册.xlsx",
        f"找不到“{folder / '去年'}”。请核对上年的汇总工作簿或文件夹。",
    ]
    assert (folder / "名册.xlsx").is_file()


def test_what_is_shown_is_copied_as_text_and_as_a_page(screen: str, folder: Path) -> None:
    paste = "import tkinter; w = tkinter.Tk(); print(w.selection_get(selection='CLIPBOARD', type=TYPE))"
    said = drive(
        screen,
        folder,
        f"""
        window.take(folder / "填报 工作簿.xlsx")
        key("alt+p"); done()
        key("alt+y")
        for kind in ("UTF8_STRING", "text/html"):
            code = {paste!r}.replace("TYPE", repr(kind))
            other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
            pump(lambda: other.poll() is not None)
            print(other.stdout.read().decode().splitlines()[0][:12])
        """,
    )
    text, page = said.splitlines()
    assert text == "引言"
    assert page.startswith("<h2>引言</h2>")


def test_the_guide_and_a_marked_copy_are_at_hand(screen: str, folder: Path) -> None:
    said = drive(
        screen,
        folder,
        """
        from tests.workbook_reading.surgery import Package
        path = folder / "填报 工作簿.xlsx"
        package = Package.of(path.read_bytes())
        package.put("三 申请办理!D7", "20件")
        path.write_bytes(package.to_bytes())
        key("F1")
        pump(lambda: opened)
        print(opened[-1].name)
        window.take(path)
        click(window.buttons["标在格子上"]); done()
        click(next(each for each in window._results.winfo_children() if each.cget("text") == "改用这份"))
        print(window.source.name)
        """,
    )
    assert said.splitlines() == ["README.zh-CN.md", "填报 工作簿校验结果.xlsx"]


WORDS = """
def words(widget):
    for name in ("text", "title"):
        try:
            yield str(widget.tk.call(widget, "cget", f"-{name}"))
        except tk.TclError:
            pass
    for child in widget.tk.splitlist(widget.tk.call("winfo", "children", widget)):
        yield from words(type("W", (), {"tk": widget.tk, "__str__": lambda _, name=str(child): name})())

def look():
    shown.extend(words(window))
    subprocess.run(["xdotool", "key", "Escape"])
"""


def test_nothing_is_in_english(screen: str, folder: Path) -> None:
    """Neither in the window nor in the choice of a file, which Tk draws itself on Linux."""
    said = drive(
        screen,
        folder,
        WORDS
        + """
shown = []
for command in (window.choose, window.begin, window.roll_up, lambda: window.begin(following=True)):
    when_open(look)
    command()
print("\\n".join(shown))
""",
    )
    assert "文件类型" in said and "报告年度" in said and "名册" in said
    places = set(re.findall(r"[A-Za-z]{2,}", f"{folder} {Path.cwd()} {Path.home()}"))
    english = {word for word in re.findall(r"[A-Za-z]{2,}", said) if word.lower() not in KNOWN} - places
    assert not english


KNOWN = {"word", "pdf", "esc", "excel", "wps", "xlsx", "xlsm", "docx", "html", "htm", "json", "md", "txt"}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_fits_at_any_scaling(screen: str, folder: Path, scale: float) -> None:
    """At twice the size the window needs no more than a screen of 1,920 points across."""
    said = drive(
        screen,
        folder,
        f"""
        window.destroy()
        import toolkit.desktop.window.main_window as module
        dress = module.dress
        def scaled(root):
            root.tk.call("tk", "scaling", {scale} * 96 / 72)
            dress(root)
        module.dress = scaled
        window = MainWindow(folder / "window.json", opened=lambda path: True)
        window.update()
        print(window.winfo_reqwidth())
        """,
    )
    assert int(said) <= 1920


def test_no_screen_is_a_sentence(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit.cli", "window"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "窗口" in done.stderr.decode()
