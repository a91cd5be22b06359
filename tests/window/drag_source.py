"""A window to drag files from, as a file manager's: ``python -m tests.window.drag_source FILE…``; says ``ready``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

PLACE = (1180, 840)
"""Where on the screen it can be dragged from."""


def run(files: list[Path]) -> None:
    """Offer ``files`` to whatever they are dragged onto, until it is ended; print what came of each drag."""
    root: Any = import_module("tkinterdnd2").TkinterDnD.Tk()
    # its own drags send lists of files to other programs in a form that these cannot read
    root.tk.eval("proc ::tkdnd::xdnd::getFormatForType {type} {return STRING}")
    root.overrideredirect(True)
    root.geometry(f"60x40+{PLACE[0] - 30}+{PLACE[1] - 20}")
    label: Any = import_module("tkinter").Label(root, text="…", background="gold")
    label.pack(fill="both", expand=True)
    label.drag_source_register(1, "DND_Files")
    offered = (("copy",), ("DND_Files",), tuple(path.absolute().as_uri() for path in files))
    label.dnd_bind("<<DragInitCmd>>", lambda _: offered)
    label.dnd_bind("<<DragEndCmd>>", lambda event: _say(event.action))
    root.update()
    _say("ready")
    root.mainloop()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run([Path(argument) for argument in sys.argv[1:]])
