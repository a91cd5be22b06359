"""Any source of a report into a filing."""

from __future__ import annotations
