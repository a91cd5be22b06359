"""What every file told, by its content: what was read once is never read again, wherever it lies.

A path whose size and times are as they were is not even opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields

from toolkit.rollup.reading import GIVEN_UP, Row, unreadable
from toolkit.rollup.scanning import Found, digest_of
from toolkit.rollup.standing import Claim

_COLUMNS = tuple(entry.name for entry in fields(Row))
_ROW = ", ".join(_COLUMNS)
SCHEMA = f"""
CREATE TABLE paths (path TEXT PRIMARY KEY, shown TEXT, stamp TEXT, modified INTEGER, digest TEXT, run INTEGER);
CREATE TABLE files (digest TEXT PRIMARY KEY, {_ROW});
CREATE TABLE claims (unit TEXT, path TEXT);
CREATE INDEX claims_by_unit ON claims (unit);
"""
_KEEP = f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * (1 + len(_COLUMNS)))})"  # noqa: S608  # all ours
_FETCH = f"SELECT {_ROW} FROM files WHERE digest = ?"  # noqa: S608
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Whose file it says it is."""

    path: str
    shown: str
    agency: str
    level: str | None
    reason: str  # why it could not be read; empty if it could


class Files:
    """The files of a store in one run. What is kept is committed now and then: an interrupted run loses little."""

    def __init__(self, database: sqlite3.Connection, run: int) -> None:
        self._db = database
        self._run = run

    def see(self, found: Iterable[Found]) -> int:
        """Note which files there are now, and the content of those that changed; how many there are."""
        self._db.executemany(
            "INSERT INTO paths VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT (path) DO UPDATE SET "
            "digest = CASE stamp WHEN excluded.stamp THEN digest END, shown = excluded.shown, stamp = excluded.stamp, "
            "modified = excluded.modified, run = excluded.run",
            ((each.path, each.shown, each.stamp, each.modified, self._run) for each in found),
        )
        self._db.execute("DELETE FROM paths WHERE run < ?", (self._run,))
        self._db.execute("DELETE FROM files WHERE source = ?", (GIVEN_UP,))  # a worker may have died of something else
        while unknown := self._db.execute("SELECT path FROM paths WHERE digest IS NULL LIMIT ?", (_PAGE,)).fetchall():
            self._db.executemany(
                "UPDATE paths SET digest = ? WHERE path = ?", [(self._digest(p), p) for (p,) in unknown]
            )
        self._db.commit()
        return int(self._db.execute("SELECT count(*) FROM paths").fetchone()[0])

    def unread(self) -> tuple[int, Iterator[tuple[str, str]]]:
        """How many contents no run has read yet, and each with a path and its digest."""
        where = "FROM paths WHERE digest NOT IN (SELECT digest FROM files)"
        count = self._db.execute(f"SELECT count(DISTINCT digest) {where}").fetchone()[0]
        return int(count), self._db.execute(f"SELECT min(path), digest {where} GROUP BY digest ORDER BY 1")

    def keep(self, digest: str, row: Row) -> None:
        """What a file told."""
        self._db.execute(_KEEP, (digest, *astuple(row)))

    def commit(self) -> None:
        """Make sure of all that was kept."""
        self._db.commit()

    def row(self, digest: str) -> Row:
        """What the file of that content told; an empty row where that is no longer kept."""
        values = self._db.execute(_FETCH, (digest,)).fetchone()
        return Row(**dict(zip(_COLUMNS, values, strict=True))) if values else Row()

    def years(self) -> dict[int, int]:
        """How many files are of each year."""
        query = "SELECT year, count(*) FROM paths JOIN files USING (digest) WHERE year IS NOT NULL GROUP BY 1"
        return dict(self._db.execute(query))

    def forms(self, year: int) -> dict[str, int]:
        """How many files of that year are on each form."""
        query = "SELECT form, count(*) FROM paths JOIN files USING (digest) WHERE year = ? GROUP BY 1"
        return dict(self._db.execute(query, (year,)))

    def heads(self) -> Iterator[Head]:
        """Every file, in the order of their paths as shown."""
        query = "SELECT path, shown, agency, level, reason FROM paths JOIN files USING (digest) ORDER BY shown, path"
        for path, shown, agency, level, reason in self._db.execute(query):
            yield Head(path=path, shown=shown, agency=agency, level=level, reason=reason)

    def assign(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Whose each file is: unit code (empty: nobody's) and path, instead of what was assigned before."""
        self._db.execute("DELETE FROM claims")
        self._db.executemany("INSERT INTO claims VALUES (?, ?)", pairs)

    def claims(self, unit: str) -> list[Claim]:
        """The files of a unit, or nobody's."""
        query = (
            "SELECT shown, digest, modified, agency, year, form, level, issued_on, errors, reason "
            "FROM claims JOIN paths USING (path) JOIN files USING (digest) WHERE unit = ? ORDER BY shown, path"
        )
        return [
            Claim(
                shown=shown,
                digest=digest,
                modified=modified,
                agency=agency,
                year=year,
                form=form,
                level=level,
                issued_on=issued_on,
                errors=errors,
                reason=reason,
            )
            for shown, digest, modified, agency, year, form, level, issued_on, errors, reason in self._db.execute(
                query, (unit,)
            )
        ]

    def _digest(self, path: str) -> str:
        """The content's digest; a file that cannot be opened is known by its path, as unreadable."""
        try:
            return digest_of(path)
        except OSError as error:
            self.keep(path, unreadable(f"文件无法打开（{error.strerror}），请检查权限，或关闭正在使用它的程序。"))
            return path
