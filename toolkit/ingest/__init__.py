"""Reads a report from any source into a filing."""

from __future__ import annotations

from toolkit.ingest.readers import FORMATS, read_any

__all__ = ["FORMATS", "read_any"]
