"""The made-up forms beside the shipped ones, as an office has them: in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forms.made_up import FOLDER
from toolkit.form.registry import FOLDERS


@pytest.fixture(autouse=True, scope="module")
def every_form_is_found() -> Iterator[None]:
    """Let commands find them, and no other test."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv(FOLDERS, str(FOLDER))
        yield
