"""The window for those who have never opened a terminal: all that it does, :mod:`toolkit.api` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import MissingTool


def open_window(*sources: Path, named: Sequence[str] = ()) -> None:
    """Show the window until it is closed, with the first of ``sources`` chosen, and the forms ``named`` asked for.

    :class:`~toolkit.errors.MissingTool` where Python lacks tkinter, or there is no screen.
    """
    try:
        import tkinter as tk
    except ImportError:
        raise MissingTool("这个 Python 没有窗口组件（tkinter）。", "Debian、统信、麒麟上请安装 python3-tk。") from None
    from toolkit.desktop.window.main_window import MainWindow
    from toolkit.desktop.window.preferences import preferences_file
    from toolkit.desktop.window.theme import sharpen

    sharpen()
    try:
        window = MainWindow(preferences_file(), sources, named=named)
    except tk.TclError as error:
        raise MissingTool(f"打不开窗口（{error}）。", "请在有桌面的电脑上运行。") from None
    window.mainloop()
