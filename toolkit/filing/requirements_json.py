"""The local requirements of a filing in Filing JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.bounds import REQUIREMENT_NOTICES
from toolkit.filing.repetitions import repetitions
from toolkit.filing.shape import join
from toolkit.form.requirements import Requirements, requirements_of
from toolkit.form.structure import StructureFault


def listed_requirements(listed: Iterable[Mapping[str, Any]], mistakes: list[str]) -> tuple[Requirements, ...]:
    """Those that a Filing JSON lists; what is wrong with them goes to ``mistakes``."""
    found: list[Requirements] = []
    for index, data in enumerate(listed):
        try:
            found.append(requirements_of(data))
        except StructureFault as fault:
            mistakes.extend(join(f"requirements[{index}]", mistake) for mistake in fault.mistakes)
    mistakes.extend(repetitions("requirements", "number", [notice.number for notice in found]))
    if len(found) > REQUIREMENT_NOTICES:
        mistakes.append(f"requirements：有 {len(found)} 份，最多 {REQUIREMENT_NOTICES} 份")
    return tuple(found)
