"""Reading the requests of a ledger row by row: what each cell says, and what of it could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.form import Form
from toolkit.ledger.clocks import RequestDates
from toolkit.ledger.columns import COLUMNS, FILLED, NUMBERS, TITLES, Holds
from toolkit.ledger.declared import applicants_of, declaration_of, outcomes_of
from toolkit.ledger.faults import Faults
from toolkit.ledger.formulas import RowFormulas
from toolkit.ledger.model import LedgerRequest
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.formulas import same_formula
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, Formula, NumberEffect, RichText

Line = Mapping[int, Content]
YEARS = range(2000, 2102)
"""Those of which days are read."""
_PRIVATE = frozenset({"person", "subject", "remark"})
"""Columns of which nothing is read but whether anything stands in them."""
_READ = tuple(column for column in FILLED if column.key not in _PRIVATE)
_LIVE = tuple(column.key for column in COLUMNS if column.holds is Holds.FORMULA)
"""Columns in which staff read what formulas work out."""
_DATES = tuple(column.key for column in _READ if column.holds is Holds.DATE)
_DAYS = regex(r"[0-9]{1,4}", matches=("20",), misses=("二十", ""))
_LIKE_A_DAY = regex(
    r"\d{1,4}[年月./\- ]{1,2}\d{1,2}(?:[月./\- ]{1,2}\d{1,2})?[日号]?",
    matches=("3月1日", "2025.13.1"),
    misses=("13900000000", "三月初"),
    whole=True,
)
"""A text that is meant for a day, and neither a name nor a telephone number."""


@dataclass(frozen=True)
class RowReader:
    """Reads rows by the words of a form and the names of ``handlers``; what is wrong with them goes to ``faults``."""

    form: Form
    faults: Faults
    handlers: Collection[str] = ()

    def request(self, row: int, line: Line) -> LedgerRequest:
        """The request in a row; what cannot be read is reported and left out."""
        contents = {c.key: content for c in _READ if is_there(content := line.get(NUMBERS[c.key]))}
        unseen = [key for key, content in contents.items() if _is_unseen(content)]
        texts = {key: cell_text(content) for key, content in contents.items() if key not in unseen}
        days = {key: day for key in _DATES if key in texts and (day := _day(contents[key]))}
        extension = texts.get("extension", "")
        request = LedgerRequest(
            row=row,
            number=texts.get("number", ""),
            applicant=self._applicants.get(texts.get("applicant", ""), ""),
            outcome=self._outcomes.get((texts.get("kind", ""), texts.get("outcome", "")), ""),
            dates=RequestDates(**days, extension=int(extension) if _DAYS.fullmatch(extension) else None),
            written=dict.fromkeys(contents, "") | dict(self._harmless(contents, texts, days)),
            handler=handler if (handler := texts.get("handler", "")) in self.handlers else "",
        )
        for key in unseen:
            self.faults.add("RQ-01", request.cell(key), variant="unseen")
        self._report(request, contents, texts)
        return request

    def report_formulas(self, request: LedgerRequest, line: Line) -> None:
        """Formulas that staff replaced, moved or put where days are entered; of those out of sight, where they show."""
        for key in _DATES:
            if getattr(request.dates, key) and isinstance(line.get(NUMBERS[key]), Formula):
                self.faults.add("RQ-02", request.cell(key), variant="formula", title=TITLES[key])
        changed = {
            key if key in _LIVE else "due"
            for key, formula in self._formulas.of(request.row).items()
            if not _is_formula(line.get(NUMBERS[key]), formula)
        }
        for key in _LIVE:
            if key in changed:
                self.faults.add("RQ-14", request.cell(key))

    def _harmless(
        self, contents: Mapping[str, Content], texts: Mapping[str, str], days: Mapping[str, dt.date]
    ) -> Iterator[tuple[str, str]]:
        """What of a row may be shown: in a row that was pasted a column off, a name may stand anywhere."""
        for key, text in texts.items():
            if key in days:
                yield key, f"{_stored(contents[key])}" if _is_day_as_text(contents[key]) else days[key].isoformat()
            elif key == "number" or text in self._words or (key in _DATES and _LIKE_A_DAY.fullmatch(text)):
                yield key, text

    def _report(self, request: LedgerRequest, contents: Mapping[str, Content], texts: Mapping[str, str]) -> None:
        for key in _DATES:
            if key in texts and getattr(request.dates, key) is None:
                variant = "date" if request.written[key] else "no_date"
                self.faults.add("RQ-01", request.cell(key), variant=variant, title=TITLES[key])
            elif key in texts and _is_day_as_text(contents[key]):
                self.faults.add("RQ-02", request.cell(key), title=TITLES[key])
        if "extension" in texts and request.dates.extension is None:
            self.faults.add("RQ-01", request.cell("extension"), variant="days")
        if "applicant" in texts and not request.applicant:
            self.faults.add("RQ-01", request.cell("applicant"), variant="choice")
        if {"kind", "outcome"} & texts.keys() and not request.outcome:
            known = texts.get("kind", "") in self._words
            variant = "outcome_missing" if known and "outcome" not in texts else "outcome"
            self.faults.add("RQ-01", request.cell("outcome"), request.cell("kind"), variant=variant)

    @cached_property
    def _formulas(self) -> RowFormulas:
        return RowFormulas(declaration_of(self.form).limits)

    @cached_property
    def _applicants(self) -> Mapping[str, str]:
        return applicants_of(self.form)

    @cached_property
    def _outcomes(self) -> Mapping[tuple[str, str], str]:
        """Rows by kind and outcome; of a kind with a single row the outcome may be left out."""
        rows = outcomes_of(self.form)
        kinds = [each.kind for each in rows]
        alone = {(each.kind, ""): each.row for each in rows if kinds.count(each.kind) == 1}
        return alone | {(each.kind, each.label): each.row for each in rows}

    @cached_property
    def _words(self) -> frozenset[str]:
        """What may be chosen."""
        return frozenset(word for pair in self._outcomes for word in pair if word) | self._applicants.keys()


def _is_formula(content: Content, formula: str) -> bool:
    if not isinstance(content, Formula):
        return False
    return content.text == f"={formula}" or same_formula(content.text, formula)


def is_there(content: Content) -> bool:
    """Whether anything stands in a cell, seen or not."""
    return bool(cell_text(content)) or _is_unseen(content)


def _is_unseen(content: Content) -> bool:
    """Whether the content, or a part of it, is struck through or hidden."""
    if isinstance(content, FormattedNumber):
        return content.effect in (NumberEffect.STRUCK, NumberEffect.HIDDEN)
    return isinstance(content, RichText) and content.visible != str(content)


def _day(content: Content) -> dt.date | None:
    day = date_of(content)
    return day if day and day.year in YEARS else None


def _is_day_as_text(content: Content) -> bool:
    """Whether formulas cannot see the day in ``content``: it is a text, or a number such as 20250303."""
    return not isinstance(content, dt.date) and date_of(f"{_stored(content)}") is not None


def _stored(content: Content) -> Content:
    return content.number if isinstance(content, FormattedNumber) else content
