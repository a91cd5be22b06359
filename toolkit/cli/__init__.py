"""The command line: one module a command, loaded when called; at module level only click and the standard library."""

from __future__ import annotations

from toolkit.cli.group import Commands
from toolkit.cli.words import speak_chinese

__all__ = ["main"]

speak_chinese()
main = Commands(name="xl-report")
