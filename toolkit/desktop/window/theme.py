"""How the window looks: fonts, colours and distances, the same at any scaling of the screen."""

from __future__ import annotations

import contextlib
import sys
import tkinter as tk
from tkinter import font, ttk

from toolkit.desktop.window.outcome import Tone
from toolkit.desktop.window.tk_words import speak_chinese
from toolkit.patterns import regex

PAPER, GROUND, INK, FAINT, LINE, EDGE = "#ffffff", "#f3f5f7", "#1c2024", "#5b6570", "#dde2e7", "#b9c2cb"
ACCENT, PRESSED, HOVER, CHOSEN, DISABLED = "#1f5fa8", "#184c86", "#e8eef5", "#dbe7f4", "#9aa3ac"
TONES = {Tone.PLAIN: ACCENT, Tone.GOOD: "#1d6b3a", Tone.CAUTION: "#8a5a00", Tone.BAD: "#b3261e"}
SEVERITIES = {"error": TONES[Tone.BAD], "warning": TONES[Tone.CAUTION], "note": ACCENT, "waived": DISABLED}
_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei")
_POINTS = 10
_BLANK = regex(r"(?<=[一-鿿]) (?=[一-鿿])")
_FONTS = {"Strong": (_POINTS, "bold"), "Title": (13, "bold"), "Large": (12, "bold")}


def sharpen() -> None:
    """Ask Windows for the screen's own pixels; without it all is drawn small and blown up. Before any window."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):  # older than Windows 8.1
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


def dress(root: tk.Tk) -> None:
    """Set the language of Tk's own dialogs, and the fonts and styles of every widget under ``root``."""
    speak_chinese(root)
    _set_fonts(root)
    root.configure(background=GROUND)
    style = ttk.Style(root)
    style.theme_use("clam")
    step = unit(root)
    style.configure(".", background=GROUND, foreground=INK, bordercolor=EDGE, lightcolor=GROUND, darkcolor=GROUND)
    _dress_surfaces(style, step)
    _dress_buttons(style, step)
    _dress_fields(root, style, step)
    _dress_lists(style, step)


def unit(widget: tk.Misc) -> int:
    """The distance that all others are multiples of, in pixels: a twelfth of an inch is twice it."""
    return max(4, round(widget.winfo_fpixels("1i") / 24))


def line_height(root: tk.Misc) -> int:
    """How high a line of text is."""
    return int(root.tk.call("font", "metrics", "TkDefaultFont", "-linespace"))


def unbroken(words: str) -> str:
    """``words`` that Tk breaks as Chinese is broken, anywhere: at a blank it would break, and nowhere else."""
    return _BLANK.sub("\u00a0", words)


def _set_fonts(root: tk.Tk) -> None:
    known = set(font.families(root))
    family = next((each for each in _FAMILIES if each in known), font.nametofont("TkDefaultFont").actual("family"))
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkCaptionFont", "TkTooltipFont"):
        font.nametofont(name).configure(family=family, size=_POINTS, weight="normal")
    for name, (points, weight) in _FONTS.items():  # a font named by Python goes with its object: Tcl names these
        root.tk.call("font", "create", name, "-family", family, "-size", points, "-weight", weight)


def _dress_surfaces(style: ttk.Style, step: int) -> None:
    style.configure("Card.TFrame", background=PAPER)
    style.configure("Edge.TFrame", background=LINE)
    style.configure("Card.TLabel", background=PAPER)
    style.configure("Faint.TLabel", foreground=FAINT)
    style.configure("CardFaint.TLabel", background=PAPER, foreground=FAINT)
    style.configure("TSeparator", background=LINE)
    style.configure("TProgressbar", background=ACCENT, lightcolor=ACCENT, darkcolor=ACCENT, troughcolor=LINE)
    style.configure("TProgressbar", bordercolor=LINE, borderwidth=0, thickness=step * 2)


def _dress_buttons(style: ttk.Style, step: int) -> None:
    style.configure("TButton", width=0, padding=(step * 3, step), background=PAPER, focuscolor=ACCENT)
    style.configure("TButton", lightcolor=PAPER, darkcolor=PAPER, focusthickness=0)
    edges = [("disabled", LINE), ("focus", ACCENT)]
    style.map(
        "TButton",
        background=[("disabled", GROUND), ("pressed", CHOSEN), ("active", HOVER)],
        foreground=[("disabled", DISABLED)],
        bordercolor=edges,
        lightcolor=[("disabled", GROUND), ("focus", ACCENT), ("active", HOVER)],
        darkcolor=[("disabled", GROUND), ("focus", ACCENT), ("active", HOVER)],
    )
    style.configure("Primary.TButton", background=ACCENT, foreground=PAPER, bordercolor=ACCENT, focuscolor=PAPER)
    style.configure("Primary.TButton", lightcolor=ACCENT, darkcolor=ACCENT)
    ring = [("disabled", LINE), ("focus", PAPER), ("active", PRESSED)]
    style.map(
        "Primary.TButton",
        background=[("disabled", LINE), ("active", PRESSED)],
        foreground=[("disabled", DISABLED)],
        bordercolor=[("disabled", LINE)],
        lightcolor=ring,
        darkcolor=ring,
    )


def _dress_fields(root: tk.Tk, style: ttk.Style, step: int) -> None:
    for name in ("TEntry", "TCombobox"):
        style.configure(name, fieldbackground=PAPER, padding=step, lightcolor=PAPER, darkcolor=PAPER)
        ring = [("focus", ACCENT)]
        style.map(name, fieldbackground=[("readonly", PAPER)], bordercolor=ring, lightcolor=ring)
    style.configure("TCombobox", arrowcolor=FAINT, arrowsize=step * 3, background=PAPER)
    style.map("TCombobox", selectbackground=[("readonly", PAPER)], selectforeground=[("readonly", INK)])
    for option, value in {
        "font": "TkDefaultFont",
        "background": PAPER,
        "foreground": INK,
        "selectBackground": CHOSEN,
        "selectForeground": INK,
    }.items():
        root.option_add(f"*TCombobox*Listbox.{option}", value)


def _dress_lists(style: ttk.Style, step: int) -> None:
    height = round(line_height(style.master) * 1.7)
    style.configure("Treeview", background=PAPER, fieldbackground=PAPER, rowheight=height, borderwidth=0, indent=0)
    style.layout("Treeview", [("Treeview.treearea", {"sticky": "nswe"})])
    style.configure("Treeview.Item", padding=(step * 3, 0, 0, 0))
    style.configure("Treeview.Heading", background=PAPER, foreground=FAINT, padding=(step, step), relief="flat")
    style.configure("Treeview.Heading", lightcolor=PAPER, darkcolor=PAPER, bordercolor=LINE)
    style.map("Treeview.Heading", background=[("active", PAPER)])
    style.map("Treeview", background=[("selected", CHOSEN)], foreground=[("selected", INK)])
    tcl = style.master.tk
    tcl.call("ttk::style", "layout", "Treeview.Item", _ITEM)
    tcl.call("ttk::style", "layout", "Vertical.TScrollbar", _SCROLL_BAR)
    style.configure("Vertical.TScrollbar", background=EDGE, troughcolor=PAPER, bordercolor=PAPER, arrowsize=step * 3)
    style.configure("Vertical.TScrollbar", lightcolor=EDGE, darkcolor=EDGE, gripcount=0, borderwidth=0)
    style.map("Vertical.TScrollbar", background=[("active", FAINT), ("disabled", PAPER)])


_ITEM = (
    "Treeitem.padding -sticky nswe -children {Treeitem.image -side left -sticky {} Treeitem.text -side left -sticky {}}"
)
"""A row without the sign that would open what is below it."""
_SCROLL_BAR = "Vertical.Scrollbar.trough -sticky ns -children {Vertical.Scrollbar.thumb -expand 1 -sticky nswe}"
"""Without arrows at its ends."""
