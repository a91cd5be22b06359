"""The cover of a filing, entry by entry: one table for the sheet, reading, JSON, and what findings call an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from toolkit.filing.model import Filing, Text
from toolkit.form import Form
from toolkit.form.references import Family, Slot
from toolkit.location import Location

ON, OFF = "是", "否"
"""What an entry holds that is a switch; an empty one is off."""


class CoverKind(Enum):
    """What an entry holds."""

    TEXT = auto()
    LEVEL = auto()  # one of the form's
    YEAR = auto()
    DATE = auto()
    SWITCH = auto()  # whether the report has what the form can add to it
    SHOWN = auto()  # nothing of the filing's own: it shows what follows from the rest


@dataclass(frozen=True, kw_only=True)
class CoverEntry:
    """An entry. ``name`` is that of the filing's attribute and of the slot; ``label`` what findings call it.

    On the sheet ``heading`` stands before the cell and ``hint`` behind it, and ``style`` names the cell's style. In
    Filing JSON its key is among the required ones if it is ``outside`` of ``cover``.
    """

    name: str
    label: str
    kind: CoverKind
    style: str
    hint: str
    heading: str = ""
    outside: bool = False
    tall: bool = False

    @property
    def slot(self) -> str:
        """Its id: ``cover.agency``."""
        return str(Slot(Family.COVER, self.name))

    @property
    def json_path(self) -> str:
        """Where Filing JSON has it: ``agency``, ``cover.title``."""
        return self.name if self.outside else self.slot

    def belongs_to(self, form: Form) -> bool:
        """Whether filings of ``form`` have it: levels and charts are only those that a form declares."""
        return bool({"level": form.levels, "charts": form.charts}.get(self.name, True))

    def where(self, filing: Filing) -> Location:
        """Where it was read."""
        held = getattr(filing, self.name)
        place: Location = held.where if isinstance(held, Text) else getattr(filing, f"{self.name}_where")
        return place

    def value(self, filing: Filing) -> str | int | dt.date | None:
        """What a cell shows of it."""
        if self.kind is CoverKind.SHOWN:
            return filing.form.name
        held: Any = getattr(filing, self.name)
        if self.kind is CoverKind.LEVEL:
            level = filing.form.level(held)
            return level.label if level else None
        if self.kind is CoverKind.SWITCH:
            return ON if held else OFF
        return held.value if isinstance(held, Text) else held

    def in_json(self, filing: Filing) -> str | int | None:
        """What Filing JSON says of it; empty, or false, where there is nothing to say."""
        held: Any = getattr(filing, self.name)
        if isinstance(held, dt.date):
            return held.isoformat()
        return held.value if isinstance(held, Text) else held


COVER_ENTRIES: Mapping[str, CoverEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            CoverEntry(
                name="agency",
                label="机关全称",
                kind=CoverKind.TEXT,
                style="填文字",
                hint="与公章一致的全称，作报告标题的第一行",
                outside=True,
            ),
            CoverEntry(
                name="level",
                label="单位层级",
                kind=CoverKind.LEVEL,
                style="填文字",
                hint="从列表中选择；有的规则和期限因层级而异",
                outside=True,
            ),
            CoverEntry(
                name="year",
                label="报告年度",
                kind=CoverKind.YEAR,
                style="填年度",
                hint="四位数字，如 2025",
                outside=True,
            ),
            CoverEntry(
                name="form",
                label="表式",
                heading="所用格式",
                kind=CoverKind.SHOWN,
                style="锁定文字",
                hint="由本工作簿确定，不能更改",
            ),
            CoverEntry(
                name="title_shown",
                label="报告标题",
                heading="报告标题（自动）",
                kind=CoverKind.SHOWN,
                style="锁定文字",
                hint="由年度生成",
            ),
            CoverEntry(
                name="title",
                label="报告标题（另拟）",
                kind=CoverKind.TEXT,
                style="填文字",
                hint="标题与上面不同时才填写",
            ),
            CoverEntry(
                name="issued_on",
                label="成文日期",
                kind=CoverKind.DATE,
                style="填日期",
                hint="如 2026-01-18；报告落款用",
            ),
            CoverEntry(
                name="contact",
                label="联系方式",
                kind=CoverKind.TEXT,
                style="填编码",
                hint="地址、邮编、电话、电子邮箱等",
                tall=True,
            ),
            CoverEntry(
                name="charts",
                label="图表",
                kind=CoverKind.SWITCH,
                style="填文字",
                hint="选“是”，报告和“图表”表里就有图",
            ),
            CoverEntry(
                name="for_review",
                label="送审",
                kind=CoverKind.SWITCH,
                style="填文字",
                hint="选“是”，各轮审核都通过才有正式报告",
            ),
        )
    }
)
"""Every entry by name, in the order of the sheet."""


def filing_values(read: Callable[[CoverEntry], tuple[Any, Location]]) -> dict[str, Any]:
    """The arguments of :class:`Filing` for its cover, from what ``read`` finds of an entry and where: a text as it is,
    a level as its id."""
    values: dict[str, Any] = {}
    for entry in COVER_ENTRIES.values():
        if entry.kind is CoverKind.SHOWN:
            continue
        value, where = read(entry)
        if entry.kind is CoverKind.TEXT:
            values[entry.name] = Text(value=value, where=where)
        else:
            values |= {entry.name: value, f"{entry.name}_where": where}
    return values


def cover_texts(filing: Filing) -> Mapping[str, Text]:
    """The entries that are text, by name."""
    return {name: getattr(filing, name) for name, entry in COVER_ENTRIES.items() if entry.kind is CoverKind.TEXT}
