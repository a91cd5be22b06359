"""Consistent filings raise nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings

from tests.profiles import examples
from tests.strategies import filings
from toolkit.filing import Filing, Source
from toolkit.form import Severity
from toolkit.rules.engine import check_filing

TODAY = dt.date(2026, 1, 5)


def serious(filing: Filing) -> list[str]:
    return [each.text for each in check_filing(filing, today=TODAY) if each.severity is not Severity.NOTE]


@given(filings())
@settings(max_examples=examples(200))
def test_a_consistent_filing_has_no_error_and_no_warning(filing: Filing) -> None:
    assert serious(filing) == []


@given(filings(with_prior=True))
@settings(max_examples=examples(50))
def test_a_filing_in_accord_with_last_year_has_none_either(filing: Filing) -> None:
    assert serious(filing) == []


@given(filings(source=Source.REPORT))
@settings(max_examples=examples(50))
def test_nor_has_a_consistent_published_report(filing: Filing) -> None:
    assert serious(filing) == []
