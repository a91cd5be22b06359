"""Faults in the code that no test notices: ``python -m tests.mutation 40`` tries that many, drawn at random.

Each is put into a process of its own, where the tests that call the function run, quickest first. Before that, the
tests of files that changed run once to see what they call; ``out/mutation`` keeps it, and the first time takes minutes.
What survives is printed: most is equal to what was there, and what a reader would call a bug wants a test.

``--seed 7`` draws others; ``--only rules/engine`` takes them from the modules whose path has that.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest

from tests.mutation.callers import FOLDER
from tests.mutation.choice import Callers, Seen
from tests.mutation.mutants import mutants
from tests.mutation.trial import Trial
from tests.regenerate import ROOT

ROOMS = ("form", "filing", "rules", "workbook")
TESTED = (*ROOMS, "annotate", "authoring", "cli", "forms", "hostile", "ingest", "narrative", "workbook_reading")
RECORD = ROOT / "out" / "mutation" / "callers.json"


@click.command()
@click.argument("count", type=int, default=40)
@click.option("--seed", default=1)
@click.option("--only", default="", help="Part of the modules' paths.")
def main(count: int, seed: int, only: str) -> None:
    """Try a sample of faults and print those that survive."""
    modules = [Path("toolkit/bounds.py"), *(path for room in ROOMS for path in Path("toolkit", room).rglob("*.py"))]
    paths = sorted(path.as_posix() for path in modules if only in path.as_posix())
    every = [each for path in paths for each in mutants(path, (ROOT / path).read_text("utf-8"))]
    sample = random.Random(seed).sample(every, min(count, len(every)))
    click.echo(f"{len(sample)} of {len(every)} faults")
    trial = Trial(sample, Callers(ROOT, _recorded()))
    folders = [str(ROOT / "tests" / room) for room in TESTED]
    pytest.main(["-s", "-n", "0", "-p", "no:cacheprovider", *folders], plugins=[trial])


def _recorded() -> dict[str, Seen]:
    """Which functions each test calls; the tests of files changed since are run to see it."""
    known: dict[str, Seen] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    since = RECORD.stat().st_mtime if RECORD.exists() else 0.0
    files = [path for each in TESTED for path in (ROOT / "tests" / each).rglob("test_*.py")]
    changed = sorted(path.relative_to(ROOT).as_posix() for path in files if path.stat().st_mtime > since)
    if not changed:
        return known
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-n", "2", "-p", "tests.mutation.callers", *changed]
        subprocess.run(command, cwd=ROOT, env=os.environ | {FOLDER: folder}, check=False)
        known = {test: seen for test, seen in known.items() if test.partition("::")[0] not in changed}
        for path in sorted(Path(folder).iterdir()):
            known |= json.loads(path.read_text("utf-8"))
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return known


if __name__ == "__main__":
    main()
