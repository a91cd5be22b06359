"""Roll-ups of filings that nobody wrote: rows as workers would send them home, for :mod:`tests.benchmarks.stores`."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from tests.at_hand import FORMS
from tests.benchmarks.rollup_once import peak
from tests.rollup.province import YEAR, Leaf, numbers_of
from toolkit.progress import quiet
from toolkit.rollup import run as rollup
from toolkit.rollup.file_discovery import FoundFile
from toolkit.rollup.file_reading import ReadContent, ReadingTask, SeenFile
from toolkit.rollup.file_results import FileResult, read_result
from toolkit.rollup.request import Request
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.serialization import packed_figures
from toolkit.rollup.store import open_store
from toolkit.rollup.work_distribution import Workers

FILE_SECONDS = 0.095
"""To read and check a filing, as rollup.md has it."""
_FEED = 12_800


@cache
def _template() -> FileResult:
    """The row of a filing without a fault."""
    unit = Unit(code="1", name="某局", level="county_department")
    leaf = Leaf(unit=unit, folder="", numbers=numbers_of(random.Random(1)), as_json=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "某局.json"
        path.write_bytes(leaf.content())
        return read_result(str(path), FORMS)


def seen(task: ReadingTask) -> SeenFile:
    """What a worker would send home for a path that names its agency."""
    rng = random.Random(task.path)
    row = replace(
        _template(),
        agency=Path(task.path).stem,
        figures=packed_figures(FORMS.form(_template().form), {**_zeros(), **numbers_of(rng)}),
        size=rng.randrange(1_000_000),
    )
    digest = hashlib.sha256(task.path.encode()).hexdigest()
    return SeenFile(contents=(ReadContent(digest=digest, row=row),))


@cache
def _zeros() -> dict[str, int]:
    return dict.fromkeys(FORMS.form(_template().form).numeric_inputs, 0)


class _Simulated(Executor):
    """Makes rows at once, and does other work as it is."""

    def submit(self, job: Callable[..., Any], /, *chunk: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        (items,) = chunk
        reading = isinstance(items[0], ReadingTask)
        future.set_result([seen(each) for each in items] if reading else job(*chunk))
        return future


@contextmanager
def _workers() -> Iterator[Workers]:
    yield Workers(executor=_Simulated(), threads=lambda: 1)


def _found(units: tuple[Unit, ...]) -> Iterator[FoundFile]:
    for unit in units:
        shown = f"{unit.parent}/{unit.name}.xlsx"
        yield FoundFile(path=f"/{shown}", shown=shown, size=0, stamp="1")


def _add_up(output: Path, top: Unit, units: tuple[Unit, ...], stores: list[Path]) -> None:
    request = Request(places=tuple(stores), output=output, forms=FORMS, roster=Roster(year=YEAR, units=(top, *units)))
    filed = units if not stores else ()
    with mock.patch.object(rollup, "files_under", lambda *_: _found(filed)):
        rollup.run(request, _workers, quiet)


def counties(folder: Path, number: int, count: int) -> None:
    """The counties of a province, one after another, of a hundred units each."""
    for county in _below(str(number), f"第{number}省第{{}}县人民政府", "county", count):
        units = _below(county.code, county.name.replace("人民政府", "第{}局"), "county_department", 100)
        _add_up(folder / f"{county.code}.xlsx", replace(county, parent=""), units, [])


def province(folder: Path, number: int, count: int) -> None:
    """A province from the stores of its counties."""
    top = Unit(code=str(number), name=f"第{number}省人民政府", level="province")
    _from_stores(folder, top, _below(top.code, f"第{number}省第{{}}县人民政府", "county", count))


def nation(folder: Path, _: int, count: int) -> None:
    """The nation from those of its provinces."""
    top = Unit(code="全国", name="全国", level="other")
    units = _below("全国", "第{}省人民政府", "province", count)
    _from_stores(folder, top, tuple(replace(unit, code=str(n)) for n, unit in enumerate(units)))


def _below(code: str, name: str, level: str, count: int) -> tuple[Unit, ...]:
    return tuple(Unit(code=f"{code}-{n}", name=name.format(n), level=level, parent=code) for n in range(count))


def _from_stores(folder: Path, top: Unit, units: tuple[Unit, ...]) -> None:
    _add_up(folder / f"{top.code}.xlsx", top, units, [folder / f"{unit.code}.sqlite" for unit in units])


def busy_share(threads: int) -> float:
    """How much of the time so many threads sleep for files while one process feeds them and keeps what comes home."""
    slept: list[float] = []

    def sleep(items: list[ReadingTask]) -> list[SeenFile]:
        start = time.perf_counter()
        time.sleep(FILE_SECONDS * len(items))
        slept.append(time.perf_counter() - start)
        return [rows[item.path] for item in items]

    @contextmanager
    def workers() -> Iterator[Workers]:
        with ThreadPoolExecutor(threads) as executor:
            yield Workers(executor=executor, threads=lambda: threads)

    units = _below("1", "第{}局", "county_department", _FEED)
    rows = {file.path: seen(ReadingTask(path=file.path)) for file in _found(units)}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "汇总.sqlite", FORMS) as store:
        store.files.see(_found(units))
        start = time.perf_counter()
        with mock.patch.object(rollup, "see_files", lambda forms, items: sleep(items)):
            rollup._read(store, FORMS, workers, quiet)
        return sum(slept) / threads / (time.perf_counter() - start)


def main() -> None:
    level, folder, number, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    {"counties": counties, "province": province, "nation": nation}[level](folder, number, count)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "peak": peak()}))  # noqa: T201  # what started this reads


if __name__ == "__main__":
    main()
