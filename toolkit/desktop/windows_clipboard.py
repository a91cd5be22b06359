"""The clipboard of Windows, through Windows itself: Tk puts nothing but text there."""

from __future__ import annotations

import ctypes
import time
from typing import Any

_UNICODE_TEXT, _HTML = 13, "HTML Format"
_MOVABLE = 0x0002
_TRIES, _PAUSE = 10, 0.02
"""Another program may have the clipboard open for a moment; a window may not wait long."""


def put_on_clipboard(window: int, page: bytes, text: str) -> bool:
    """Put a page in HTML Format and a text on it; False where it cannot be had. ``window`` will own it."""
    user = _library("user32")
    if not _opened(user, window):
        return False
    try:
        user.EmptyClipboard()
        named = user.RegisterClipboardFormatW(_HTML)
        return _put(user, _UNICODE_TEXT, f"{text}\0".encode("utf-16-le")) and _put(user, named, page + b"\0")
    finally:
        user.CloseClipboard()


def _opened(user: Any, window: int) -> bool:
    for _ in range(_TRIES):
        if user.OpenClipboard(window):
            return True
        time.sleep(_PAUSE)
    return False


def _put(user: Any, kind: int, data: bytes) -> bool:
    """What is put there belongs to Windows from then on; before, it is ours to free."""
    kernel = _library("kernel32")
    memory = kernel.GlobalAlloc(_MOVABLE, len(data))
    if not memory:
        return False
    ctypes.memmove(kernel.GlobalLock(memory), data, len(data))
    kernel.GlobalUnlock(memory)
    if user.SetClipboardData(kind, memory):
        return True
    kernel.GlobalFree(memory)
    return False


def _library(name: str) -> Any:
    """Handles are as wide as pointers, which ctypes does not know by itself."""
    library = getattr(ctypes, "WinDLL")(name)  # noqa: B009  # only Windows has it
    for function, result, arguments in _FUNCTIONS[name]:
        call = getattr(library, function)
        call.restype, call.argtypes = result, arguments
    return library


_HANDLE, _SIZE = ctypes.c_void_p, ctypes.c_size_t
_FUNCTIONS: dict[str, tuple[tuple[str, Any, tuple[Any, ...]], ...]] = {
    "user32": (
        ("OpenClipboard", ctypes.c_int, (_HANDLE,)),
        ("EmptyClipboard", ctypes.c_int, ()),
        ("CloseClipboard", ctypes.c_int, ()),
        ("RegisterClipboardFormatW", ctypes.c_uint, (ctypes.c_wchar_p,)),
        ("SetClipboardData", _HANDLE, (ctypes.c_uint, _HANDLE)),
    ),
    "kernel32": (
        ("GlobalAlloc", _HANDLE, (ctypes.c_uint, _SIZE)),
        ("GlobalLock", _HANDLE, (_HANDLE,)),
        ("GlobalUnlock", ctypes.c_int, (_HANDLE,)),
        ("GlobalFree", _HANDLE, (_HANDLE,)),
    ),
}
