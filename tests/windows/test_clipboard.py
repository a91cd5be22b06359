"""The clipboard of Windows holds what the window copies as a page and as text."""

from __future__ import annotations

from tests.windows.wine import Wine

COPY = r"""
import tkinter
import win32clipboard as clipboard
from toolkit.desktop.clipboard import copy_page, html_format

window = tkinter.Tk()
window.update()
page = "<html><body><p>好 &lt; 坏</p></body></html>"
print(copy_page(window, page, "好 < 坏"))
clipboard.OpenClipboard()
kept = clipboard.GetClipboardData(clipboard.RegisterClipboardFormat("HTML Format"))
print(kept.rstrip(bytes(1)) == html_format(page), clipboard.GetClipboardData(clipboard.CF_UNICODETEXT) == "好 < 坏")
clipboard.CloseClipboard()
"""


def test_a_page_is_copied_as_html_and_as_text(wine: Wine, screen: str) -> None:
    wine.display = screen
    said = wine.run("python/python.exe", "-c", COPY)
    wine.display = ""
    assert said.out.split() == ["True", "True", "True"], said.err
