"""Repeated rows, as many as a filing fills in: ``rows: {repeat: branch, label: 分部, most: 60, total: 合计}``.

They are prepared rows like any others, ``branch.1`` to ``branch.60``, whose first cell is the name of what each
is about; ``branch`` stands for all of them in sums. The row of the total, if there is one, follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.bounds import FORM_ROWS

NAME = "name"
"""The id of the column that holds what a row is about."""
TOTAL = "total"
"""The id of the row that adds them up."""
KEYS: Mapping[str, type] = {"repeat": str, "label": str, "most": int, "total": str}
"""What a declaration may say, and of what type."""
NEEDED = ("repeat", "label", "most")


def expand_repeated_rows(raw: dict[str, Any]) -> tuple[str, ...]:
    """Put rows and the column of names where a raw form declares such rows; the mistakes in what it declares."""
    blocks = [
        (f"tables[{at}].blocks[{place}]", block, table)
        for at, table in enumerate(_listed(raw.get("tables")))
        for place, block in enumerate(_listed(table.get("blocks")))
        if isinstance(block.get("rows"), dict) or "repeat" in block
    ]
    unlike = tuple(_unlike([(path, block["rows"]) for path, block, _ in blocks if isinstance(block.get("rows"), dict)]))
    spread = (_spread(path, block, len(table["blocks"]), table.get("layout")) for path, block, table in blocks)
    return (*(mistake for mistakes in spread for mistake in mistakes), *unlike)


def _unlike(declared: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """The same rows stand in several tables: there are as many prepared in each."""
    first: dict[str, tuple[str, object]] = {}
    for path, rows in declared:
        known, most = first.setdefault(str(rows.get("repeat")), (path, rows.get("most")))
        if rows.get("most") != most:
            yield f"{path}.rows.most：与 {known} 是同样的行，应同为 {most!r:.40}"


def _listed(raw: Any) -> list[dict[str, Any]]:
    """The mappings of a list; what is none is a mistake of its shape, and found there."""
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _spread(path: str, block: dict[str, Any], blocks: int, layout: object) -> Iterator[str]:
    declared = block["rows"]
    if "repeat" in block or not isinstance(declared, dict):
        yield f"{path}：repeat 应写在 rows 里"
        return
    mistakes = [f"{path}.rows：不认识“{key}”" for key in declared if key not in KEYS]
    mistakes += [f"{path}.rows.{key}：缺少“{key}”" for key in NEEDED if key not in declared]
    mistakes += [
        f"{path}.rows.{key}：应为{'整数' if wanted is int else '文字'}，现为 {declared[key]!r:.40}"
        for key, wanted in KEYS.items()
        if key in declared and type(declared[key]) is not wanted
    ]
    blank = [key for key in KEYS if isinstance(declared.get(key), str) and not declared[key].strip()]
    mistakes += [f"{path}.rows.{key}：不能空着" for key in blank]
    if not mistakes and not 1 <= declared["most"] < FORM_ROWS:
        mistakes.append(f"{path}.rows.most：应在 1 到 {FORM_ROWS - 1} 之间")
    if not mistakes and "total" in declared and declared["repeat"] == TOTAL:
        mistakes.append(f"{path}.rows.repeat：“{TOTAL}”是合计行的编号，请换一个")
    if blocks > 1 or layout == "strip":
        mistakes.append(f"{path}.rows：这样的行只能单独成一张表，不能用 strip 布局")
    if not mistakes and isinstance(block.get("columns"), list):
        rows = [
            {"id": f"{declared['repeat']}.{number}", "label": f"{number}"} for number in range(1, declared["most"] + 1)
        ]
        if "total" in declared:
            rows.append({"id": TOTAL, "label": declared["total"]})
        block |= {
            "rows": rows,
            "columns": [{"id": NAME, "label": declared["label"], "kind": "text"}, *block["columns"]],
            "repeat": {"id": declared["repeat"], "label": declared["label"], "most": declared["most"]},
        }
    yield from mistakes
