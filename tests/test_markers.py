"""What the README's line leaves out, ``.ci/run`` runs."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import SLOW
from tests.regenerate import ROOT

OPTIONS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
MARKERS = {line.partition(":")[0] for line in OPTIONS["markers"]} - {"excel"}


def chosen(expression: str) -> set[str]:
    """The markers that an expression for ``-m`` names."""
    return set(re.findall(r"\w+", expression)) - {"and", "not", "or"}


def test_every_slow_marker_is_left_out_by_default() -> None:
    (expression,) = re.findall(r"-m '(.*?)'", OPTIONS["addopts"])
    assert expression.startswith("not (")
    assert chosen(expression) == MARKERS


def test_every_slow_marker_runs_in_ci() -> None:
    """So do Hypothesis's own tests, a second time, with all their cases."""
    lines = re.findall(r"pytest .*-m (?:\"(.*?)\"|(\w+))$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert set.union(*(chosen(quoted or single) for quoted, single in lines)) == MARKERS | {"hypothesis"}


def test_fixtures_give_known_markers() -> None:
    assert set(SLOW.values()) <= MARKERS
