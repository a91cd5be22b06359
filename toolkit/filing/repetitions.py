"""Items of a list in Filing JSON that are known by one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def repetitions(path: str, key: str, values: Sequence[str]) -> Iterator[str]:
    """A mistake for each item of the list at ``path`` whose ``key`` an earlier one has; which is meant nobody knows."""
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        first = seen.setdefault(value, index)
        if value and first < index:
            yield f"{path}[{index}].{key}：“{value}”与 {path}[{first}] 重复"
