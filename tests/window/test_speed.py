"""How soon the window stands, beside an empty window of Tk, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Stopwatch
from tests.regenerate import ROOT

MOST = 3.0
"""Times the processor's seconds of an empty window, until ours is drawn and can be used."""
ROUNDS = 5
OWN = """
import sys
from pathlib import Path
from toolkit.desktop.window.main_window import MainWindow
window = MainWindow(Path(sys.argv[1]) / "window.json")
window.update()
assert window.winfo_viewable()
import os
os._exit(0)
"""
EMPTY = "import tkinter, os; w = tkinter.Tk(); tkinter.Label(w, text='报告').pack(); w.update(); os._exit(0)"


def test_it_stands_soon(screen: str, stopwatch: Stopwatch, tmp_path: Path) -> None:
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(ROOT)}

    def run(code: str) -> None:
        environment = os.environ | compiled | {"DISPLAY": screen}
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, check=True)

    for code in (OWN, EMPTY):
        run(code)
    rounds = [(stopwatch(lambda: run(OWN)), stopwatch(lambda: run(EMPTY))) for _ in range(ROUNDS)]
    own, empty = (min(seconds) for seconds in zip(*rounds, strict=True))
    assert own <= MOST * empty, (own, empty)
