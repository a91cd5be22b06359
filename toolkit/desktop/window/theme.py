"""How the window looks: fonts, colours and distances, the same at any scaling of the screen."""

from __future__ import annotations

import contextlib
import sys
import tkinter as tk
from tkinter import font, ttk

from toolkit.desktop.window.actions import Tone

PAPER, GROUND, INK, FAINT, LINE, ACCENT = "#ffffff", "#f3f5f7", "#1c2024", "#5b6570", "#d5dbe1", "#1f5fa8"
TONES = {Tone.GOOD: "#1d6b3a", Tone.CAUTION: "#8a5a00", Tone.BAD: "#b3261e"}
SEVERITIES = {"error": TONES[Tone.BAD], "warning": TONES[Tone.CAUTION], "note": FAINT}
_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei")
_POINTS = 10


def sharpen() -> None:
    """Ask Windows for the screen's own pixels; without it all is drawn small and blown up. Before any window."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):  # older than Windows 8.1
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


def dress(root: tk.Tk) -> None:
    """Set the language of Tk's own dialogs, and the fonts and styles of every widget under ``root``."""
    root.tk.call("::msgcat::mclocale", "zh_cn")
    root.tk.eval("::msgcat::mcload [file join $::tk_library msgs]")
    known = set(font.families(root))
    family = next((each for each in _FAMILIES if each in known), font.nametofont("TkDefaultFont").actual("family"))
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkCaptionFont", "TkTooltipFont"):
        font.nametofont(name).configure(family=family, size=_POINTS, weight="normal")
    # A named font goes with the object that made it, so Tcl makes this one.
    root.tk.call("font", "create", "Strong", "-family", family, "-size", _POINTS, "-weight", "bold")
    root.configure(background=GROUND)
    style = ttk.Style(root)
    style.theme_use("clam")
    step = unit(root)
    style.element_create("Tick.indicator", "from", "alt", "Checkbutton.indicator")  # a tick: clam's cross reads as a no
    style.layout(
        "TCheckbutton", [("Tick.indicator", {"side": "left", "sticky": ""}), ("Checkbutton.label", {"side": "left"})]
    )
    style.configure("TCheckbutton", indicatormargin=(0, 0, step, 0), indicatordiameter=step * 3, background=GROUND)
    style.configure(".", background=GROUND, foreground=INK, bordercolor=LINE, lightcolor=GROUND, darkcolor=GROUND)
    style.configure("Card.TFrame", background=PAPER)
    style.configure("Card.TLabel", background=PAPER)
    style.configure("Faint.TLabel", foreground=FAINT)
    style.configure("TButton", width=0, padding=(step * 3, step), background=PAPER, bordercolor=LINE, focuscolor=ACCENT)
    style.map("TButton", background=[("disabled", GROUND), ("active", "#e8eef5")], foreground=[("disabled", "#9aa3ac")])
    style.configure("Primary.TButton", background=ACCENT, foreground=PAPER, bordercolor=ACCENT, focuscolor=PAPER)
    style.map(
        "Primary.TButton",
        background=[("disabled", LINE), ("active", "#184c86")],
        foreground=[("disabled", FAINT)],
    )
    style.configure("TEntry", fieldbackground=PAPER, padding=step)
    style.configure("TCombobox", fieldbackground=PAPER, padding=step)
    style.map("TCombobox", fieldbackground=[("readonly", PAPER)])
    style.map("TEntry", fieldbackground=[("readonly", PAPER)])
    line = font.nametofont("TkDefaultFont").metrics("linespace")
    style.configure("Treeview", background=PAPER, fieldbackground=PAPER, rowheight=round(line * 1.7), borderwidth=0)
    style.configure("Treeview.Heading", background=GROUND, padding=(step, step // 2), relief="flat")
    style.map("Treeview", background=[("selected", "#dbe7f4")], foreground=[("selected", INK)])
    style.configure("Vertical.TScrollbar", background=LINE, troughcolor=PAPER, borderwidth=0, arrowcolor=FAINT)
    style.configure("TSeparator", background=LINE)
    style.configure("TProgressbar", background=ACCENT, troughcolor=LINE, borderwidth=0)


def unit(widget: tk.Misc) -> int:
    """The distance that all others are multiples of, in pixels: a twelfth of an inch is twice it."""
    return max(4, round(widget.winfo_fpixels("1i") / 24))
