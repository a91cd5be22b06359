"""Results of reading files, by content: what was read once is never read again, wherever the file is.

A path whose size and times are as they were is not even opened. Long lists come in the order of an index: SQLite would
sort them in memory.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from operator import itemgetter

from toolkit.errors import reason_of
from toolkit.filing import Source
from toolkit.progress import Tick, silence
from toolkit.rollup.file_discovery import FoundFile, digest_of
from toolkit.rollup.file_results import FileResult, unreadable_result
from toolkit.rollup.unit_status import CandidateFile

_COLUMNS = tuple(entry.name for entry in fields(FileResult))
_ROW = ", ".join(_COLUMNS)
SCHEMA = f"""
CREATE TABLE paths (path TEXT PRIMARY KEY, shown TEXT, stamp TEXT, modified INTEGER, digest TEXT, seen INTEGER);
CREATE INDEX paths_by_shown ON paths (shown, path);
CREATE INDEX paths_by_digest ON paths (digest, path);
CREATE TABLE files (digest TEXT PRIMARY KEY, {_ROW});
CREATE TABLE claims (unit TEXT, path TEXT, among TEXT);
CREATE INDEX claims_by_unit ON claims (unit);
"""
_KEEP = f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * (1 + len(_COLUMNS)))})"  # noqa: S608  # all ours
_FETCH = f"SELECT {_ROW} FROM files WHERE digest = ?"  # noqa: S608  # all ours
_CLAIM = tuple(entry.name for entry in fields(CandidateFile))
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """Whose file it says it is."""

    path: str
    shown: str
    agency: str
    level: str | None
    reason: str  # why it could not be read; empty if it could


class FileStore:
    """The files of a store in one run. What is kept is committed now and then: an interrupted run loses little."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def see(self, found: Iterable[FoundFile], tick: Tick = silence) -> int:
        """Note which files there are now, and the content of those that changed; how many there are. ``tick`` is called
        for each."""
        self._db.execute("UPDATE paths SET seen = 0")  # a run that came to nothing saw other files
        self._db.executemany(
            "INSERT INTO paths VALUES (?, ?, ?, ?, NULL, 1) ON CONFLICT (path) DO UPDATE SET "
            "digest = CASE stamp WHEN excluded.stamp THEN digest END, shown = excluded.shown, stamp = excluded.stamp, "
            "modified = excluded.modified, seen = 1",
            ((each.path, each.shown, each.stamp, each.modified) for each in found),
        )
        self._db.execute("DELETE FROM paths WHERE NOT seen")
        self._db.execute("DELETE FROM files WHERE retry")
        self._db.execute("UPDATE paths SET digest = NULL WHERE digest = path")  # could not be opened last time
        while unknown := self._db.execute("SELECT path FROM paths WHERE digest IS NULL LIMIT ?", (_PAGE,)).fetchall():
            self._db.executemany(
                "UPDATE paths SET digest = ? WHERE path = ?", [(self._digest(p, tick), p) for (p,) in unknown]
            )
        self._db.commit()
        return int(self._db.execute("SELECT count(*) FROM paths").fetchone()[0])

    def unread(self) -> tuple[int, Iterator[tuple[str, str]]]:
        """How many contents no run has read yet, and each with a path and its digest."""
        unread = (
            "FROM paths WHERE digest NOT IN (SELECT digest FROM files) AND NOT EXISTS "
            "(SELECT 1 FROM paths AS other WHERE other.digest = paths.digest AND other.path < paths.path)"
        )
        count = self._db.execute(f"SELECT count(*) {unread}").fetchone()[0]
        return int(count), self._db.execute(f"SELECT path, digest {unread} ORDER BY path")

    def keep(self, digest: str, row: FileResult) -> None:
        """The result of a file."""
        self._db.execute(_KEEP, (digest, *astuple(row)))

    def commit(self) -> None:
        """Make sure of all that was kept."""
        self._db.commit()

    def row(self, digest: str) -> FileResult:
        """The result of the file of that content; an empty one where it is no longer kept."""
        values = self._db.execute(_FETCH, (digest,)).fetchone()
        return FileResult(**dict(zip(_COLUMNS, values, strict=True))) if values else FileResult()

    def years(self) -> dict[int, int]:
        """How many files are of each year."""
        query = "SELECT year, count(*) FROM paths JOIN files USING (digest) WHERE year IS NOT NULL GROUP BY 1"
        return dict(self._db.execute(query))

    def forms(self, year: int) -> Mapping[str, int]:
        """How many units report that year on each form, by the file that counts first of each."""
        query = (
            "SELECT unit, source != ?, modified, form FROM claims CROSS JOIN paths USING (path) "
            "CROSS JOIN files USING (digest) WHERE unit != '' AND year = ? ORDER BY unit"
        )
        found = self._db.execute(query, (Source.REPORT.value, year))
        return Counter(max(claims)[-1] for _, claims in groupby(found, key=itemgetter(0)))

    def summaries(self) -> Iterator[FileSummary]:
        """Every file, in the order of their paths as shown."""
        query = "SELECT path, shown, agency, level, reason FROM paths JOIN files USING (digest) ORDER BY shown, path"
        for path, shown, agency, level, reason in self._db.execute(query):
            yield FileSummary(path=path, shown=shown, agency=agency, level=level, reason=reason)

    def assign(self, owners: Iterable[tuple[str, str, str]]) -> None:
        """Whose each file is: unit code (empty: nobody's), path, and whose it may be; instead of what was before."""
        self._db.execute("DELETE FROM claims")
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?)", owners)

    def candidates(self, unit: str) -> list[CandidateFile]:
        """The files of a unit, or nobody's."""
        query = (
            f"SELECT {', '.join(_CLAIM)} FROM claims JOIN paths USING (path) JOIN files USING (digest) "  # noqa: S608  # all ours
            "WHERE unit = ? ORDER BY shown, path"
        )
        return [CandidateFile(**dict(zip(_CLAIM, values, strict=True))) for values in self._db.execute(query, (unit,))]

    def _digest(self, path: str, tick: Tick) -> str:
        """The content's digest; a file that cannot be opened is known by its path, as unreadable."""
        tick()
        try:
            return digest_of(path)
        except OSError as error:
            reason = f"文件无法打开（{reason_of(error)}），请检查权限，或关闭正在使用它的程序。"
            self.keep(path, unreadable_result(reason, retry=True))
            return path
