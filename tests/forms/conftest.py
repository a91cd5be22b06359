"""The made-up forms beside the shipped ones, as an office has them: in a folder of its own."""

from __future__ import annotations

import pytest

from tests.forms.made_up import FOLDER
from toolkit.form.registry import FOLDERS


@pytest.fixture(autouse=True)
def every_form_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find them, and no other test."""
    monkeypatch.setenv(FOLDERS, str(FOLDER))
