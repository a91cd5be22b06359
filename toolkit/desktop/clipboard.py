"""The clipboard with the same content twice: as a page, for programs that know one, and as text for all others."""

from __future__ import annotations

import sys
import tkinter as tk

_HEAD = "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
_START, _END = "<!--StartFragment-->", "<!--EndFragment-->"


def copy_page(window: tk.Misc, page: str, text: str) -> bool:
    """Put both on the clipboard in place of what is there; False where another program keeps it.

    ``page`` is a whole web page or a part of one. On Windows both stay when the program ends; on X11 a program hands
    over what it copied for as long as it runs.
    """
    if sys.platform == "win32":
        from toolkit.desktop.windows_clipboard import put_on_clipboard

        return put_on_clipboard(window.winfo_id(), html_format(page), text)
    window.clipboard_clear()
    window.clipboard_append(text)
    if page:
        window.clipboard_append(page, type="text/html", format="UTF8_STRING")
    return True


def html_format(page: str) -> bytes:
    r"""What Windows calls HTML Format: the page in UTF-8, and before it at which bytes it and its body begin and end.

    >>> html_format("<p>好</p>")[-62:].decode()
    '<html><body><!--StartFragment--><p>好</p><!--EndFragment--></body></html>'
    """
    before, body, after = (part.encode() for part in _parted(page))
    start = len(_HEAD.format(0, 0, 0, 0))
    fragment = start + len(before)
    end = fragment + len(body)
    head = _HEAD.format(start, end + len(after), fragment, end)
    return head.encode() + before + body + after


def _parted(page: str) -> tuple[str, str, str]:
    """A page as what stands before the content of its body, that content, and what follows."""
    opening = page.find("<body")
    start = page.find(">", opening) + 1
    end = page.rfind("</body>")
    if opening < 0 or end < start:
        return f"<html><body>{_START}", page, f"{_END}</body></html>"
    return page[:start] + _START, page[start:end], _END + page[end:]
