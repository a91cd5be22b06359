"""Naming a unit's level: by its id, or by the Chinese label that staff know."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.errors import ReportError
from toolkit.form.cells import did_you_mean
from toolkit.form.form import Form


def level_named(words: str, forms: Iterable[Form]) -> str:
    """The id of the level that ``words`` are the id or the label of, on any of ``forms``;
    :class:`~toolkit.errors.ReportError` lists those that there are."""
    labels = {level.id: level.label for each in forms for level in each.levels}
    found = next((level for level, label in labels.items() if words in (level, label)), None)
    if found is None:
        hint = did_you_mean(words, (*labels, *labels.values()))
        choices = "、".join(f"{level}（{label}）" for level, label in labels.items())
        raise ReportError(f"没有“{words}”这一单位层级{hint}。", f"可用的层级：{choices}。")
    return found
