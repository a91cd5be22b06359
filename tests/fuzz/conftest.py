"""How many cases are tried: some fifty in all while working, 20,000 under the marker ``fuzz``."""

from __future__ import annotations

import pytest
from hypothesis import settings


@pytest.fixture(params=[50, pytest.param(20_000, marks=pytest.mark.fuzz)])
def fuzz_cases(request: pytest.FixtureRequest) -> int:
    """Cases of all tests here together."""
    return int(request.param)


def share(cases: int, part: float) -> settings:
    """Settings for ``part`` of all ``cases``."""
    return settings(max_examples=max(1, int(cases * part)))
