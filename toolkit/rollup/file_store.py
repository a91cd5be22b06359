"""Results of reading files, by content: what was read once is never read again, wherever the file is.

A path whose size and times are as they were is not even opened. Long lists come in the order of an index: SQLite would
sort them in memory.
"""

from __future__ import annotations

import hashlib
import os
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
CREATE TABLE paths (path BLOB PRIMARY KEY, shown TEXT, stamp TEXT, digest TEXT, seen INTEGER);
CREATE INDEX paths_by_shown ON paths (shown, path);
CREATE INDEX paths_by_digest ON paths (digest, path);
CREATE TABLE files (digest TEXT PRIMARY KEY, {_ROW});
CREATE TABLE owners (unit TEXT, path BLOB, among TEXT);
CREATE INDEX owners_by_unit ON owners (unit);
"""
_KEEP = f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * (1 + len(_COLUMNS)))})"  # noqa: S608  # all ours
_FETCH = f"SELECT {_ROW} FROM files WHERE digest = ?"  # noqa: S608  # all ours
_REASON = "replace(reason, named, shown) AS reason"  # the same content may have been read under another name
_CANDIDATE = tuple(entry.name for entry in fields(CandidateFile))
_CANDIDATE_COLUMNS = ", ".join(_REASON if name == "reason" else name for name in _CANDIDATE)
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
            "INSERT INTO paths VALUES (?, ?, ?, NULL, 1) ON CONFLICT (path) DO UPDATE SET "
            "digest = CASE stamp WHEN excluded.stamp THEN digest END, shown = excluded.shown, stamp = excluded.stamp, "
            "seen = 1",
            ((os.fsencode(each.path), each.shown, each.stamp) for each in found),
        )
        self._db.execute("DELETE FROM paths WHERE NOT seen")
        self._db.execute("UPDATE paths SET digest = NULL WHERE digest IN (SELECT digest FROM files WHERE retry)")
        self._db.execute("DELETE FROM files WHERE retry")
        while unknown := self._db.execute("SELECT path FROM paths WHERE digest IS NULL LIMIT ?", (_PAGE,)).fetchall():
            digests = [(self._digest(os.fsdecode(path), tick), path) for (path,) in unknown]
            self._db.executemany("UPDATE paths SET digest = ? WHERE path = ?", digests)
        self._db.commit()
        return int(self._db.execute("SELECT count(*) FROM paths").fetchone()[0])

    def unread(self) -> tuple[int, Iterator[tuple[str, str]]]:
        """How many contents no run has read yet, and each with a path and its digest."""
        unread = (
            "FROM paths WHERE digest NOT IN (SELECT digest FROM files) AND NOT EXISTS "
            "(SELECT 1 FROM paths AS other WHERE other.digest = paths.digest AND other.path < paths.path)"
        )
        count = self._db.execute(f"SELECT count(*) {unread}").fetchone()[0]
        found = self._db.execute(f"SELECT path, digest {unread} ORDER BY path")
        return int(count), ((os.fsdecode(path), digest) for path, digest in found)

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
        return Counter(form for form, _ in self._first(year))

    def figures(self, year: int, form: str) -> Iterator[str]:
        """The packed figures of each of these units on that form."""
        return (figures for used, figures in self._first(year) if used == form)

    def _first(self, year: int) -> Iterator[tuple[str, str]]:
        """The form and the figures of the file that counts first of each unit."""
        query = (
            "SELECT unit, source != ?, NOT unfilled, issued_on, NOT errors, form, figures FROM owners "
            "CROSS JOIN paths USING (path) CROSS JOIN files USING (digest) WHERE unit != '' AND year = ? ORDER BY unit"
        )
        found = self._db.execute(query, (Source.REPORT.value, year))
        return (max(files)[-2:] for _, files in groupby(found, key=itemgetter(0)))

    def summaries(self) -> Iterator[FileSummary]:
        """Every file, in the order of their paths as shown."""
        query = (
            f"SELECT path, shown, agency, level, {_REASON} FROM paths JOIN files USING (digest) ORDER BY shown, path"  # noqa: S608  # all ours
        )
        for path, shown, agency, level, reason in self._db.execute(query):
            yield FileSummary(path=os.fsdecode(path), shown=shown, agency=agency, level=level, reason=reason)

    def assign(self, owners: Iterable[tuple[str, str, str]]) -> None:
        """Whose each file is: unit code (empty: nobody's), path, and whose it may be; instead of what was before."""
        self._db.execute("DELETE FROM owners")
        encoded = ((unit, os.fsencode(path), among) for unit, path, among in owners)
        self._db.executemany("INSERT INTO owners VALUES (?, ?, ?)", encoded)

    def candidates(self, unit: str) -> list[CandidateFile]:
        """The files of a unit, or nobody's."""
        query = (
            f"SELECT {_CANDIDATE_COLUMNS} FROM owners JOIN paths USING (path) JOIN files USING (digest) "  # noqa: S608  # all ours
            "WHERE unit = ? ORDER BY shown, path"
        )
        return [
            CandidateFile(**dict(zip(_CANDIDATE, values, strict=True))) for values in self._db.execute(query, (unit,))
        ]

    def path_of(self, unit: str, shown: str) -> str:
        """Where the unit's file is that people see as ``shown``; nothing if there is none."""
        query = "SELECT path FROM owners JOIN paths USING (path) WHERE unit = ? AND shown = ? ORDER BY path"
        found = self._db.execute(query, (unit, shown)).fetchone()
        return os.fsdecode(found[0]) if found else ""

    def _digest(self, path: str, tick: Tick) -> str:
        """The file's digest; one that cannot be opened is known by its path, as unreadable."""
        tick()
        try:
            return digest_of(path)
        except OSError as error:
            reason = f"文件无法打开（{reason_of(error)}），请检查权限，或关闭正在使用它的程序。"
            digest = hashlib.sha256(os.fsencode(path)).hexdigest()
            self.keep(digest, unreadable_result(reason, retry=True))
            return digest
