"""Mutations of the code that no test notices: ``python -m tests.mutation 40`` tries that many at random.

A copy of the checkout is changed in one place at a time (by cosmic-ray, extra ``dev``), and the tests of the rooms run
on it. A change that survives is shown; most such are equal to what was there, and one that a reader would call a bug
wants a test. ``python -m tests.mutation 40 7`` draws others, by that seed.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.regenerate import ROOT

ROOMS = ("rules", "form", "filing", "workbook")
TESTS = "tests/filing tests/form tests/rules tests/workbook tests/workbook_reading tests/annotate tests/forms tests/cli"
CONFIG = """\
[cosmic-ray]
module-path = [{paths}]
timeout = 600.0
excluded-modules = []
test-command = "{python} -m pytest -x -n 2 -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def main(count: int, seed: int) -> None:
    """Try ``count`` mutations and show those that survive."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "*.egg-info", "out", "build", "dist"))
        paths = ", ".join(f'"toolkit/{room}"' for room in ROOMS)
        (copy / "mutation.toml").write_text(CONFIG.format(paths=paths, python=sys.executable, tests=TESTS))
        _run(copy, "cosmic-ray", "init", "mutation.toml", "session.sqlite")
        _keep(copy / "session.sqlite", count, seed)
        _run(copy, "cosmic-ray", "exec", "mutation.toml", "session.sqlite")
        _run(copy, "cr-report", "--show-diff", "--surviving-only", "session.sqlite")


def _keep(session: Path, count: int, seed: int) -> None:
    """Leave that many of the mutations, drawn at random; annotations are not looked at when the code runs."""
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(str(session), WorkDB.Mode.open) as work:
        items = [item for item in work.work_items if not _is_annotation(item.mutations[0].operator_name)]
        work.clear()
        work.add_work_items(random.Random(seed).sample(items, min(count, len(items))))


def _is_annotation(operator: str) -> bool:
    return "BinaryOperator_BitOr" in operator


def _run(folder: Path, program: str, *arguments: str) -> None:
    subprocess.run([Path(sys.executable).with_name(program), *arguments], cwd=folder, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
