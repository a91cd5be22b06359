"""Files dragged onto the window from another program, with the mouse."""

from __future__ import annotations

from pathlib import Path

from tests.window.drag_source import PLACE
from tests.window.test_main_window import drive, folder

__all__ = ["folder"]

DRAG = f"""
def drag(*files):
    call = [sys.executable, "-m", "tests.window.drag_source", *map(str, files)]
    source = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
    source.stdout.readline()
    steps = [{PLACE}, (1100, 780), (900, 600), (500, 320), (480, 300), (481, 301)]
    for number, (x, y) in enumerate(steps):
        subprocess.run(["xdotool", "mousemove", str(x), str(y)], check=True)
        pump(lambda: True)
        if not number:
            subprocess.run(["xdotool", "mousedown", "1"], check=True)
    print(window._source_bar._folder._words)
    window.after(300, lambda: subprocess.run(["xdotool", "mouseup", "1"], check=True))
    pump(lambda: False, 2)
    print(source.stdout.readline().strip())
    source.kill()

pump(lambda: "这个窗口里" in window._source_bar._folder._words)
"""


def test_a_workbook_is_dropped_onto_the_window(screen: str, folder: Path) -> None:
    (folder / "填报 工作簿.xlsx").rename(folder / "填报 {1} $x.xlsx")
    said = drive(
        screen,
        folder,
        DRAG + "drag(folder / '填报 {1} $x.xlsx', folder)\nprint(window.source.name, '|', window._banner.words)",
    )
    assert said.splitlines() == [
        "松开鼠标，就用这份工作簿",
        "copy",
        "填报 {1} $x.xlsx | 已选择，填好并保存后点“检查”",
        "一次用一份，另外 1 份没有打开。",
    ]


def test_a_folder_is_offered_to_be_rolled_up(screen: str, folder: Path) -> None:
    asked = "from toolkit.desktop.window.dialogs import RollupDialog\n"
    asked += "RollupDialog.ask = lambda self: print('asked', self.folder.get()) or self.destroy()\n"
    said = drive(screen, folder, DRAG + "drag(folder)", before=asked)
    assert f"asked {folder}" in said.splitlines()


def test_the_window_works_without_the_part_for_drops(screen: str, folder: Path) -> None:
    steps = """
    pump(lambda: False, 1)
    print(window._source_bar._folder._words)
    window.take(folder / "填报 工作簿.xlsx")
    click(window.buttons["检查"])
    done()
    print(window._banner.words)
    """
    said = drive(screen, folder, steps, before="import sys\nsys.modules['tkinterdnd2'] = None\n")
    assert said.splitlines() == [
        "选一份工作簿，或者把它拖到本程序的图标上；还没有的，点“新建”。",
        "没有发现问题。可以生成报告了。",
    ]
