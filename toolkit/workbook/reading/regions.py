"""Finding a region's header row as it stands now: rows may have been inserted above it, columns moved."""

from __future__ import annotations

from dataclasses import replace

from toolkit.workbook.plan import Region
from toolkit.workbook.reading.source_workbook import Cells


def locate_region(region: Region, sheet: str, cells: Cells, row: int) -> Region | None:
    """``region`` on ``sheet`` with the header, columns and rows that it has now.

    The header is the row that holds most of its titles, at least two; without one, ``row``, where a name or the
    metadata sheet puts it (0: unknown, then None).
    """
    found = _headers(region, cells)
    header = max(found, key=lambda r: (len(found[r]), r == row, -r), default=0)
    if header and len(found[header]) >= min(2, len(region.titles)):
        columns = _columns(region, found[header])
    elif row and sheet:
        header, columns = row, dict(region.columns)
    else:
        return None
    last = max((r for r, column in cells if column in columns.values()), default=header)
    return replace(region, sheet=sheet, header=header, columns=columns, rows=max(0, last - header))


def _headers(region: Region, cells: Cells) -> dict[int, dict[str, int]]:
    """Each row that holds titles of the region, with the column of each; of two alike the one nearer to its place."""
    roles = {title: role for role, title in region.titles.items()}
    found: dict[int, dict[str, int]] = {}
    for (row, column), value in cells.items():
        role = roles.get("".join(value.split())) if isinstance(value, str) else None
        if role is None:
            continue
        bound = found.setdefault(row, {})
        planned = region.columns[role]
        if role not in bound or abs(column - planned) < abs(bound[role] - planned):
            bound[role] = column
    return found


def _columns(region: Region, bound: dict[str, int]) -> dict[str, int]:
    """Columns by their titles; those without one keep their distance from the nearest that has."""
    columns = dict(bound)
    for role, planned in region.columns.items():
        if role not in columns:
            near = min(bound, key=lambda other: abs(region.columns[other] - planned))
            columns[role] = bound[near] + planned - region.columns[near]
    return columns
