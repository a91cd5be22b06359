"""Findings, their severity, and the catalogue of wording for rules that stand in no form file."""

from __future__ import annotations

from toolkit.finding.model import CellRef, Finding, count_words, counts

__all__ = ["CellRef", "Finding", "count_words", "counts"]
