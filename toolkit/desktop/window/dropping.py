"""Files that are dropped onto the window, from whatever shows files on this desktop.

Not on Windows: the part for this has not been seen to work there, and under Wine it ends the window.
"""

from __future__ import annotations

import sys
import tkinter as tk
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

_REFUSED, _COPIED = "refuse_drop", "copy"


def accept_files(area: tk.Misc, dropped: Callable[[Sequence[Path]], bool], hovering: Callable[[bool], object]) -> bool:
    """Have files that are dropped onto ``area`` handed to ``dropped``, which says whether it takes them.

    ``hovering`` hears when files come over it and when they leave. False on Windows, and where the part for this is
    absent or broken: the window works without.
    """
    if sys.platform == "win32":
        return False
    try:
        import_module("tkinterdnd2").TkinterDnD.require(area.winfo_toplevel())
    except (ImportError, RuntimeError, OSError):
        return False
    target: Any = area  # gets its methods from that part

    def drop(event: Any) -> str:
        hovering(False)
        return _COPIED if dropped([Path(name) for name in area.tk.splitlist(event.data)]) else _REFUSED

    def hover(event: Any) -> str:
        hovering(True)
        return _COPIED

    target.drop_target_register("DND_Files")
    target.dnd_bind("<<DropEnter>>", hover)
    target.dnd_bind("<<DropLeave>>", lambda _: hovering(False))
    target.dnd_bind("<<Drop>>", drop)
    return True
