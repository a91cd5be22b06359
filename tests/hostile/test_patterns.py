"""No pattern can be made to try over and over: what it costs grows as the text does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conftest import Stopwatch
from tests.hostile.patterns import Used, attacks, used_patterns

SHORT, LONG = 1_500, 6_000
QUICK = 0.006
"""Seconds for the long text; below, growth cannot be measured and does no harm to lines of a bounded length."""
GROWTH = 9
"""Four times the text may take nine times as long on a busy machine; what is quadratic takes sixteen."""
FEWEST = 200


def _job(used: Used, text: Any) -> Callable[[], object]:
    if used.searches:
        return lambda: sum(1 for _ in used.pattern.finditer(text))
    return lambda: (used.pattern.match(text), used.pattern.fullmatch(text))


def _grows(used: Used, stopwatch: Stopwatch) -> str:
    """The beginning of a text on which the pattern takes out of proportion longer, or nothing."""
    for short, long in zip(attacks(used.pattern, SHORT), attacks(used.pattern, LONG), strict=True):
        if stopwatch(_job(used, long)) < QUICK:
            continue
        often = range(3)
        before, after = (min(stopwatch(_job(used, text)) for _ in often) for text in (short, long))
        if after > QUICK and after > GROWTH * before:
            return repr(long[:60])
    return ""


def test_what_a_pattern_costs_grows_no_faster_than_the_text(stopwatch: Stopwatch) -> None:
    patterns = used_patterns()
    assert len(patterns) > FEWEST
    hurt = {used.place: text for used in patterns if (text := _grows(used, stopwatch))}
    assert not hurt


def test_the_attacks_hurt_what_can_be_hurt(stopwatch: Stopwatch) -> None:
    """The same on patterns that are known to be careless."""
    import re

    for careless in (r"\s+$", r"(?:a|b|ab)*c", r"“([^”]+)”", r"x*y", r"[(（].*?[)）]$", r"\d+件"):
        assert _grows(Used("", re.compile(careless), searches=True), stopwatch), careless
