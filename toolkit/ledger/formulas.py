"""The formulas of a ledger: the same clocks as in :mod:`.clocks`, for programs that only compute cells.

The sheet 日历 has a row for each day of five years: how many working days there were up to it, taking weekdays of
unknown years for worked, how many days up to it are unknown, and, in the k-th row, the k-th working day. A stretch of
days counts only if none of it is unknown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property

from toolkit.form.excel import quoted
from toolkit.form.ledger import TimeLimits
from toolkit.ledger.clocks import NEAR, ClockState
from toolkit.ledger.columns import CALENDAR, FIRST_ROW, HOLIDAYS, LAST_ROW, LISTS, NUMBERS, REQUESTS, TODAY, letters

YEARS_AROUND = 2
"""Years before and after its own that a ledger's calendar has."""
HOLIDAY_ROWS, YEAR_ROWS = (5, 204), (5, 5 + 2 * YEARS_AROUND)
"""The first and last rows of the sheet 放假调休 for what notices arrange, and for the years that are complete."""
HANDLER_ROWS = (6, 45)
HANDLER_COLUMN = "K"
"""Where the names are of who handles requests, on the sheet 今日."""
OFF, WORKED, COMPLETE = "放假", "上班", "是"
UNKNOWN = ClockState.UNKNOWN.value
TODAY_NAME, HANDLERS, ORDER, STATES = "今天", "承办人名单", "在办次序", "各件状态"
_DAYS = {"日历日": "A", "上班累计": "D", "未知累计": "E", "工作日": "F"}
"""The columns of the sheet 日历 by the names that formulas call them."""
FIRST_DAY_ROW = 2
_ORDER_LAST = 99_999
"""Where requests come that have no due day."""
UNNAMED_HANDLER = 99


def years_around(year: int) -> range:
    """The years of the calendar of a ledger of ``year``."""
    return range(year - YEARS_AROUND, year + YEARS_AROUND + 1)


@cache
def days_around(year: int) -> tuple[dt.date, ...]:
    """Every day of the calendar of a ledger of ``year``."""
    first, last = dt.date(years_around(year)[0], 1, 1), dt.date(years_around(year)[-1], 12, 31)
    return tuple(first + dt.timedelta(n) for n in range((last - first).days + 1))


def names(year: int) -> dict[str, str]:
    """What the names that the formulas use stand for in a ledger of ``year``."""
    last = FIRST_DAY_ROW + len(days_around(year)) - 1
    columns = {name: f"{quoted(CALENDAR)}!${letter}${FIRST_DAY_ROW}:${letter}${last}" for name, letter in _DAYS.items()}
    return columns | {
        TODAY_NAME: f"{quoted(TODAY)}!$D$3",
        HANDLERS: f"{quoted(TODAY)}!${HANDLER_COLUMN}${HANDLER_ROWS[0]}:${HANDLER_COLUMN}${HANDLER_ROWS[1]}",
        ORDER: requests_area("order"),
        STATES: requests_area("state"),
    }


def day_formulas(row: int) -> dict[str, str]:
    """The formulas of a day of the calendar, by the letters of their columns."""
    holidays = quoted(HOLIDAYS)
    first, last = HOLIDAY_ROWS
    within = f'{holidays}!$B${first}:$B${last},"<="&A{row},{holidays}!$C${first}:$C${last},">="&A{row}'
    kind = f"{holidays}!$D${first}:$D${last}"
    top, bottom = YEAR_ROWS
    years = f'{holidays}!$F${top}:$F${bottom},{{}},{holidays}!$G${top}:$G${bottom},"{COMPLETE}"'
    known = [f"COUNTIFS({years.format(year)})>0" for year in (f"YEAR(A{row})", f"YEAR(A{row}+4)")]
    off, worked = (f'COUNTIFS({within},{kind},"{word}")>0' for word in (OFF, WORKED))
    return {
        "B": f"IF(AND({known[0]},{known[1]}),0,1)",
        "C": f"IF({worked},1,IF({off},0,IF(WEEKDAY(A{row},2)<6,1,0)))",
        "D": f"N(D{row - 1})+C{row}",
        "E": f"N(E{row - 1})+B{row}",
        "F": f'IFERROR(INDEX(日历日,MATCH({row - FIRST_DAY_ROW + 1},上班累计,0)),"")',
    }


_LETTERS = {key: letters(key) for key in NUMBERS}


@dataclass(frozen=True)
class RowFormulas:
    """The formulas of requests by the limits of the law."""

    limits: TimeLimits

    def of(self, row: int) -> dict[str, str]:
        """Those of a row, by the keys of their columns."""
        at = {key: f"{column}{row}" for key, column in _LETTERS.items()}
        return {key: template.format_map(at) for key, template in self._templates.items()}

    @cached_property
    def _templates(self) -> dict[str, str]:
        """With the cells of a row to be filled in."""
        answer, most = self.limits.answer.days, self.limits.extension.days

        def worked(day: str) -> str:
            return f"INDEX(上班累计,INT({day})-INDEX(日历日,1)+1)"

        def unknown(day: str) -> str:
            return f"INDEX(未知累计,INT({day})-INDEX(日历日,1)+1)"

        def after(days: str) -> str:
            return f"INDEX(工作日,{{worked}}+{days})"

        def paused(days: str) -> str:
            return f"IF(ISNUMBER({{consulted}}),IF(INT({{consulted}})<={after(days)},{{pause}},0),0)"

        lawful = f"AND(ISNUMBER({{extension}}),N({{extension}})>=1,N({{extension}})<={most})"
        in_time = f"INT({{extended}})<={after(f'{answer}+{paused(str(answer))}')}"
        longer = f"{answer}+IF(ISNUMBER({{extended}}),IF({in_time},IF({lawful},{{extension}},NA()),0),0)"
        empty = "COUNTA({number}:{settled_due},{closed}:{outcome})=0"
        known = f'IF({unknown("{last}")}={unknown("{start}")},{{last}},"{UNKNOWN}")'
        stopped = 'OR(ISNUMBER({fee_notified}),{start}="")'
        end = after("{granted}+" + paused("{granted}"))
        return {
            "start": 'IF(ISNUMBER({received}),IF(ISNUMBER({corrected}),INT({corrected}),INT({received})),"")',
            "worked": f'IF({{start}}="","",IFERROR({worked("{start}")},""))',
            "waits": (
                'IF(OR(ISNUMBER({settled_due}),{start}="",ISNUMBER({fee_notified})),"",'
                f'IF(AND(ISNUMBER({{correction_asked}}),NOT(ISNUMBER({{corrected}}))),"{ClockState.AWAITING}",'
                f'IF(AND(ISNUMBER({{consulted}}),NOT(ISNUMBER({{replied}}))),"{ClockState.PAUSED}","")))'
            ),
            "pause": (
                "IF(AND(ISNUMBER({consulted}),ISNUMBER({replied})),"
                f'IFERROR(MAX(0,{worked("{replied}")}-{worked("MAX({consulted},{start})")}),""),0)'
            ),
            "granted": f'IF({{worked}}="","",IFERROR({longer},""))',
            "last": f'IF({{granted}}="","",IFERROR({end},""))',
            "due": (
                'IF(ISNUMBER({settled_due}),INT({settled_due}),IF({waits}<>"","",'
                f'IF({empty},"",IF({stopped},"{UNKNOWN}",IFERROR({known},"{UNKNOWN}")))))'
            ),
            "left": (
                f'IF(OR(ISNUMBER({{closed}}),NOT(ISNUMBER({{due}}))),"",IFERROR(IF({unknown(TODAY_NAME)}='
                f'{unknown("{due}")},{worked("{due}")}-{worked(TODAY_NAME)},"{UNKNOWN}"),"{UNKNOWN}"))'
            ),
            "state": (
                f'IF({empty},"",IF(ISNUMBER({{closed}}),IF(ISNUMBER({{due}}),IF(INT({{closed}})>{{due}},'
                f'"{ClockState.CLOSED_LATE}","{ClockState.CLOSED}"),"{ClockState.CLOSED}"),'
                f'IF({{waits}}<>"",{{waits}},IF(NOT(ISNUMBER({{due}})),"{UNKNOWN}",'
                f'IF({TODAY_NAME}>{{due}},"{ClockState.OVERDUE}",'
                f'IF(ISNUMBER({{left}}),IF({{left}}<={NEAR},"{ClockState.NEAR}","{ClockState.OPEN}"),'
                f'"{ClockState.OPEN}"))))))'
            ),
            "basis": (
                f'IF({{kind}}="","",IFERROR(INDEX({quoted(LISTS)}!$D:$D,MATCH({{kind}}&"|"&IF({{outcome}}="",{{kind}},'
                f'{{outcome}}),{quoted(LISTS)}!$E:$E,0)),""))'
            ),
            "order": (
                f'IF(OR({{state}}="",ISNUMBER({{closed}})),"",IFERROR(MATCH({{handler}},{HANDLERS},0),'
                f"{UNNAMED_HANDLER})*10^10+IF(ISNUMBER({{due}}),{{due}},{_ORDER_LAST})*10^4+ROW())"
            ),
        }


def listed(key: str, place: str) -> str:
    """On the sheet 今日: a value of the request whose row is the rest of the number at ``place``; nothing without."""
    cell = f"INDEX({quoted(REQUESTS)}!${letters(key)}:${letters(key)},MOD({place},10^4))"
    return f'IF({place}="","",IF({cell}="","",{cell}))'


def requests_area(key: str) -> str:
    """The cells of a column of requests, from another sheet."""
    return f"{quoted(REQUESTS)}!${letters(key)}${FIRST_ROW}:${letters(key)}${LAST_ROW}"
