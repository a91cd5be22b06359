"""The command line: one module a command, loaded when called; at module level only click and the standard library."""

from __future__ import annotations

from toolkit.cli.click_chinese import speak_chinese
from toolkit.cli.group import Commands

__all__ = ["main"]

speak_chinese()
main = Commands(name="xl-report")
