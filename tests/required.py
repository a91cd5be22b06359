"""What a test needs and does not find."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it where everything is mandatory."""
    if os.environ.get("XL_REPORT_REQUIRE_ALL"):
        pytest.fail(f"{what} is required here but was not found")
    pytest.skip(f"{what} not found")
