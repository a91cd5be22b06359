"""Which of these tests can be collected without tkinter, which Debian and others pack apart from Python."""

from __future__ import annotations

import importlib.util
import os

# They import dialogues and widgets; what draws on a screen says itself what it lacks.
collect_ignore = ["test_parts.py", "test_review_actions.py"]
if importlib.util.find_spec("_tkinter") or os.environ.get("XL_REPORT_REQUIRE_ALL"):
    collect_ignore = []
