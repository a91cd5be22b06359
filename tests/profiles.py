"""How many cases Hypothesis tries: ``quick`` while working, ``thorough`` where ``HYPOTHESIS_PROFILE`` says so."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
SHARES = {"quick": 5, "thorough": 1}


def load_profile() -> None:
    """Choose the profile for tests that set nothing themselves."""
    settings.register_profile(
        PROFILE,
        max_examples=examples(100),
        deadline=None,  # a slow machine is no fault
        derandomize=True,  # and one run tests what the next one does
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile(PROFILE)


def examples(thorough: int) -> int:
    """``thorough`` cases, or the share of them that is tried while working."""
    return max(2, thorough // SHARES[PROFILE])
