"""Ledgers with few rows, which are made in a moment."""

from __future__ import annotations

from functools import partial

import pytest

from toolkit.api import ledger_books
from toolkit.ledger.book import ledger_book


@pytest.fixture
def short_books(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program makes ledgers with room for 80 rows, where 5,000 take two seconds."""
    monkeypatch.setattr(ledger_books, "ledger_book", partial(ledger_book, rows=80))
