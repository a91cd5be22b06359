"""The store beside the output: one SQLite file that carries a roll-up from run to run and from year to year."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from toolkit.errors import OutputError, UnreadableFile, reason_of
from toolkit.form import Form, Forms
from toolkit.rollup.file_store import FileStore
from toolkit.rollup.judgement import still_holds
from toolkit.rollup.run_results import FinishedRun, RunResults, UnitResult, finished_runs
from toolkit.rollup.store_format import connected, declare, renewed, require_store
from toolkit.rollup.store_soundness import UNSOUND, is_sound
from toolkit.rollup.unit_progress import ProgressStore

SUFFIX = ".sqlite"
BELOW = "_下级"
"""What the folder with the workbooks of lower governments is called, after the name of the top one's."""
RETURNS = "_退回"
"""What the folder with what is sent back to units is called, after that name too; it has one for each day."""
LAST_YEAR = "_上年"
"""What a store of last year's reports, read for comparison, is called after that name."""
_BUSY = ("另一次汇总正在使用它", "请等那一次结束后重试。")
_UNWRITABLE = ("没有写入的权限", "请核对文件夹的权限，或换一个输出位置。")
_REFUSALS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_FULL: ("磁盘已满", "请腾出空间后重试。"),
    sqlite3.SQLITE_IOERR: ("读写设备出错", "请检查磁盘或网络位置后重试。"),
}
"""Why a store cannot be used, and the way out, by SQLite's error."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store in its current run."""

    path: Path
    database: sqlite3.Connection
    files: FileStore
    results: RunResults
    progress: ProgressStore
    forms: Forms
    former: Path | None = None  # where the store of another version is that was here

    def finish(self, year: int, form: str, top: str) -> None:
        """Make the run the last one; of those before only the newest is kept, for :func:`diff`."""
        run = self.results.run
        self.database.execute("INSERT INTO runs VALUES (?, ?, ?, ?)", (run, year, form, top))
        known = [each.run for each in finished_runs(self.database)][-2:]
        self.database.execute("DELETE FROM runs WHERE run < ?", (known[0],))
        self.database.execute("DELETE FROM unit_results WHERE run < ?", (known[0],))
        self.database.execute(
            "DELETE FROM files WHERE digest NOT IN (SELECT digest FROM paths) "
            "AND digest NOT IN (SELECT digest FROM unit_results)"
        )
        self.database.commit()

    @property
    def outputs(self) -> dict[str, str]:
        """Where the workbook of each unit was last written, relative to the store."""
        return _outputs(self.database)

    def output(self, unit: str) -> tuple[str, str]:
        """Where the workbook of a unit was last written, relative to the store, and what it was made from."""
        found = self.database.execute("SELECT path, key FROM outputs WHERE unit = ?", (unit,)).fetchone()
        return found or ("", "")

    def note_output(self, unit: str, path: str, key: str) -> None:
        """Where the workbook of a unit is, and what it was made from; nothing else is there any more."""
        self.database.execute("DELETE FROM outputs WHERE path = ?", (path,))
        self.database.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", (unit, path, key))


@contextmanager
def open_store(path: Path, forms: Forms) -> Iterator[Store]:
    """The store at ``path`` in a new run, made if there is none; only one run at a time may use it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"无法建立文件夹“{path.parent}”：{reason_of(error)}。", "请换一个输出位置。") from None
    try:
        former = renewed(path)
        database = connected(path)
        with closing(database):
            if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
                declare(database)
            require_store(database, path, "请把它移到别处，在原处重新汇总。")
            files = FileStore(database)
            files.forget(lambda judged: not still_holds(judged, forms))
            run = max((each.run for each in finished_runs(database)), default=0) + 1
            database.execute("DELETE FROM unit_results WHERE run >= ?", (run,))
            results, progress = RunResults(database, run, forms), ProgressStore(database)
            with _blaming(database, forms):
                yield Store(path, database, files, results, progress, forms, former)
    except sqlite3.OperationalError as error:
        raise _refused(path, error) from None
    except sqlite3.DatabaseError:
        raise UnreadableFile(
            f"“{path}”不是汇总库，或已损坏。", "请把它移到别处，或换一个输出位置，然后重新汇总。"
        ) from None


@dataclass(frozen=True, slots=True)
class PastRun:
    """A finished run, to be read only."""

    run: FinishedRun
    results: RunResults
    files: FileStore
    outputs: Mapping[str, str]
    forms: Forms

    @property
    def form(self) -> Form:
        """The form that the run added up on."""
        return self.forms.form(self.run.form)

    def form_of(self, unit: UnitResult) -> Form:
        """The form that figures of a unit are on; the run's for one that has none."""
        return self.forms.form(unit.form) if unit.form else self.form

    def unit_of(self, output: Path) -> UnitResult:
        """The unit whose workbook ``output`` is, whatever number its copy has; of a store the top one."""
        if output.suffix == SUFFIX:
            return self.results.get(self.run.top)
        written = {PurePosixPath(path): unit for unit, path in self.outputs.items()}
        units = {_unnumbered(path): unit for path, unit in written.items()}
        units |= {path.stem: unit for path, unit in written.items()}
        found = self.results.find(units.get(output.stem) or units.get(_unnumbered(output), ""))
        if found is None:
            raise UnreadableFile(f"汇总库里没有“{output.name}”的数据。", "请重新运行 rollup run。")
        return found


@contextmanager
def _blaming(database: sqlite3.Connection, forms: Forms) -> Iterator[None]:
    """What goes wrong in the block, as :class:`sqlite3.DatabaseError` where the store holds what nobody here writes."""
    try:
        yield
    except UNSOUND:
        if is_sound(database, forms):
            raise
        raise sqlite3.DatabaseError from None


@contextmanager
def past_runs(path: Path, forms: Forms) -> Iterator[list[PastRun]]:
    """The finished runs of the store at ``path``, newest last; at least one."""
    if not path.is_file():
        raise UnreadableFile(f"没有找到汇总库“{path}”。", "请先运行 rollup run；汇总库与汇总工作簿同名，放在一起。")
    try:
        with closing(connected(path)) as database:
            require_store(
                database,
                path,
                "请用与本机相同的版本重新汇总，别处送来的请它重新汇总；只要上年的数，也可以指上年各单位报告所在的文件夹。",
            )
            outputs = _outputs(database)
            files = FileStore(database)
            runs = [
                PastRun(run, RunResults(database, run.run, forms), files, outputs, forms)
                for run in finished_runs(database)
            ]
            if not runs:
                raise UnreadableFile(f"汇总库“{path}”里还没有完成的汇总。", "请先运行 rollup run。")
            with _blaming(database, forms):
                yield runs
    except sqlite3.OperationalError as error:
        raise _refused(path, error) from None
    except sqlite3.DatabaseError:
        way_out = "请重新运行 rollup run；是别处送来的，请重新送一份。"
        raise UnreadableFile(f"“{path}”不是汇总库，或已损坏。", way_out) from None


def _outputs(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute("SELECT unit, path FROM outputs"))


def store_next_to(output: Path) -> Path:
    """The store of the run that wrote ``output``: a top workbook, a numbered copy of it, or one of a lower unit."""
    if output.suffix == SUFFIX:
        return output
    above = output.parent.parent / f"{output.parent.name.removesuffix(BELOW)}{SUFFIX}"
    places = (output.with_suffix(SUFFIX), output.with_name(_unnumbered(output) + SUFFIX), above)
    return next((place for place in places if place.is_file()), places[0])


def _unnumbered(output: PurePath) -> str:
    """The name without the number that a copy beside an edited workbook gets."""
    return re.sub(r"（\d+）$", "", output.stem)


def _refused(path: Path, error: sqlite3.OperationalError) -> OutputError:
    """What kept the store from being used; anything but the machine's state is a fault of ours and raised as it is."""
    reason, way_out = _REFUSALS.get(error.sqlite_errorcode & 0xFF, ("", ""))
    if not reason:
        raise error
    return OutputError(f"无法使用汇总库“{path}”：{reason}。", way_out)
