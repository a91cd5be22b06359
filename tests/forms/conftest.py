"""The made-up forms beside the shipped ones, as an office has them: in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forms.made_up import FOLDER
from toolkit.form.registry import FOLDERS, forms_at_hand
from toolkit.rollup.roster_book import _levels
from toolkit.rules.explain import explanations


@pytest.fixture(autouse=True)
def every_form_is_found(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let commands find them, and no other test."""
    monkeypatch.setenv(FOLDERS, str(FOLDER))
    _forget()
    yield
    _forget()


def _forget() -> None:
    forms_at_hand.cache_clear()
    explanations.cache_clear()
    _levels.cache_clear()
