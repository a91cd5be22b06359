"""Faults in the code that no test notices: ``python -m tests.mutation 40`` tries that many, drawn at random.

Each is put into a copy of the checkout, and the tests that call the function run there, quickest first. Before that,
the tests of files that changed run once to see what they call; ``out/mutation`` keeps it, and the first time takes
minutes. What survives is printed: most is equal to what was there, and what a reader would call a bug wants a test.

``--seed 7`` draws others; ``--only rules/engine`` takes them from the modules whose path has that.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from tests.mutation.callers import FOLDER
from tests.mutation.choice import Callers, Seen
from tests.mutation.mutants import Mutant, mutants
from tests.regenerate import ROOT

ROOMS = ("form", "filing", "rules", "workbook")
TESTED = (*ROOMS, "annotate", "authoring", "cli", "forms", "hostile", "ingest", "narrative", "workbook_reading")
RECORD = ROOT / "out" / "mutation" / "callers.json"
PATIENCE = 150
"""Seconds; a fault with which the tests do not end in that time is noticed."""


@click.command()
@click.argument("count", type=int, default=40)
@click.option("--seed", default=1)
@click.option("--only", default="", help="Part of the modules' paths.")
def main(count: int, seed: int, only: str) -> None:
    """Try a sample of faults and print those that survive."""
    modules = [Path("toolkit/bounds.py"), *(path for room in ROOMS for path in Path("toolkit", room).rglob("*.py"))]
    paths = sorted(path.as_posix() for path in modules if only in path.as_posix())
    every = [each for path in paths for each in mutants(path, (ROOT / path).read_text("utf-8"))]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "*.egg-info", "out", "build", "dist"))
        callers = Callers(copy, _recorded(copy))
        outcomes: Counter[str] = Counter()
        for mutant in random.Random(seed).sample(every, min(count, len(every))):
            outcome = _outcome(copy, mutant, callers.tests(mutant))
            outcomes[outcome] += 1
            click.echo(f"{outcome} {mutant.path if outcome == 'noticed' else mutant}")
    click.echo(f"{dict(outcomes)} of {len(every)}")


def _recorded(copy: Path) -> dict[str, Seen]:
    """Which functions each test calls; the tests of files changed since are run to see it."""
    known: dict[str, Seen] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    since = RECORD.stat().st_mtime if RECORD.exists() else 0.0
    files = [path for each in TESTED for path in (ROOT / "tests" / each).rglob("test_*.py")]
    changed = sorted(path.relative_to(ROOT).as_posix() for path in files if path.stat().st_mtime > since)
    if not changed:
        return known
    with tempfile.TemporaryDirectory() as folder:
        _pytest(copy, ["-n", "2", "-p", "tests.mutation.callers", *changed], {FOLDER: folder})
        known = {test: seen for test, seen in known.items() if test.partition("::")[0] not in changed}
        for path in sorted(Path(folder).iterdir()):
            known |= json.loads(path.read_text("utf-8"))
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return known


def _outcome(copy: Path, mutant: Mutant, tests: list[str]) -> str:
    """``noticed``, ``survived``, or ``untested`` where no test calls it."""
    if not tests:
        return "untested"
    original, chosen = copy / mutant.path, copy / "chosen.txt"
    chosen.write_text("\n".join(tests), encoding="utf-8")
    original.write_text(mutant.source(), encoding="utf-8")
    try:
        code = _pytest(copy, ["-x", "-n", "0", f"@{chosen}"], {"PYTHONDONTWRITEBYTECODE": "1"})
    except subprocess.TimeoutExpired:
        return "noticed"
    finally:
        shutil.copy2(ROOT / mutant.path, original)
    return "noticed" if code else "survived"


def _pytest(copy: Path, arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    settings = os.environ | {"PYTHONPATH": str(copy)} | environment
    patience = PATIENCE if "-x" in arguments else None
    ended = subprocess.run(command, cwd=copy, env=settings, timeout=patience, check=False, stdout=subprocess.DEVNULL)
    return ended.returncode


if __name__ == "__main__":
    main()
