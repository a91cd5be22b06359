"""The form as data: parts, loader, expressions and the cells and checks that follow."""

from __future__ import annotations

from toolkit.form.form import Form
from toolkit.form.kinds import Kind
from toolkit.form.model import Cell, Field, Severity
from toolkit.form.registry import Forms
from toolkit.form.relations import Check

__all__ = ["Cell", "Check", "Field", "Form", "Forms", "Kind", "Severity"]
