"""What is wrong with the rows of a ledger, gathered into one finding a kind of fault with all its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding


@dataclass
class Faults:
    """Faults by code, variant and what they say."""

    _groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[CellRef]] = field(default_factory=dict)

    def add(self, code: str, *cells: CellRef, variant: str = "default", **values: str) -> None:
        """A fault of the cells; those of the same code, variant and values become one finding."""
        self._groups.setdefault((code, variant, tuple(values.items())), []).extend(cells)

    def findings(self) -> tuple[Finding, ...]:
        """One a kind, by code."""
        return tuple(_finding(*key, cells) for key, cells in sorted(self._groups.items(), key=lambda item: item[0]))


def _finding(code: str, variant: str, values: tuple[tuple[str, str], ...], cells: list[CellRef]) -> Finding:
    words: dict[str, Any] = dict(values)
    return finding(
        code,
        cells,
        variant=variant,
        actual=next((cell.value for cell in cells if cell.value), ""),
        count=len(cells),
        labels="、".join(dict.fromkeys(cell.label for cell in cells if cell.label)),
        **words,
    )
