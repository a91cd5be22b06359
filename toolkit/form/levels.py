"""Looks up a unit's level by its id, or by the Chinese label that staff know."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.errors import ReportError
from toolkit.form.cells import did_you_mean
from toolkit.form.form import Form


def level_named(words: str, forms: Iterable[Form]) -> str:
    """The id of the level that ``words`` are the id or the label of, on any of ``forms``;
    :class:`~toolkit.errors.ReportError` lists those that there are, or those that have the label."""
    labels = {level.id: level.label for each in forms for level in each.levels}
    found = [level for level, label in labels.items() if words in (level, label)]
    if len(found) == 1 or words in found:
        return words if words in found else found[0]
    if found:
        raise ReportError(
            f"“{words}”在不同的表式里是不同的层级。", f"请写编号：{'、'.join(found)}；或用 --form 写明表式。"
        )
    hint = did_you_mean(words, (*labels, *labels.values()))
    choices = "、".join(f"{level}（{label}）" for level, label in labels.items())
    raise ReportError(f"没有“{words}”这一单位层级{hint}。", f"可用的层级：{choices}。")
