"""A day as an option of a command."""

from __future__ import annotations

import datetime as dt

import click


class Day(click.ParamType[dt.date]):
    """A day, in any of the ways in which people write one."""

    name = "日期"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day; it is no other where the calendar has none such."""
        from toolkit.form.dates import parse_date

        day = value if isinstance(value, dt.date) else parse_date(value)
        return day or self.fail(f"“{value}”不是日期，应写成 2026-01-26 这样。", param, ctx)
