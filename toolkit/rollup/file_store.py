"""Results of reading files, by content: what was read once is never read again, wherever the file is.

A path whose size and times are as they were is not even opened, and no file ever is here. An archive whose members
are listed has an empty digest. Long lists come in the order of an index: SQLite would
sort them in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from toolkit.characters import escaped
from toolkit.errors import UnreadableFile
from toolkit.filing import Source
from toolkit.rollup.file_discovery import FoundFile, PassedOver
from toolkit.rollup.file_reading import ReadingTask, SeenFile, address_in
from toolkit.rollup.file_results import FileResult
from toolkit.rollup.serialization import sentences_of
from toolkit.rollup.unit_status import CandidateFile

_COLUMNS = tuple(entry.name for entry in fields(FileResult))
_ROW = ", ".join(_COLUMNS)
SCHEMA = f"""
CREATE TABLE paths (
    path BLOB PRIMARY KEY, shown TEXT, size INTEGER, stamp TEXT, digest TEXT, seen INTEGER, archive BLOB, inside TEXT,
    origin TEXT
);
CREATE INDEX paths_by_shown ON paths (shown, path);
CREATE INDEX paths_by_digest ON paths (digest, path);
CREATE INDEX paths_by_archive ON paths (archive) WHERE archive IS NOT NULL;
CREATE TABLE passed_over (path BLOB, inside TEXT, shown TEXT PRIMARY KEY, reason TEXT);
CREATE TABLE files (digest TEXT PRIMARY KEY, {_ROW});
CREATE INDEX files_by_size ON files (size);
CREATE INDEX files_by_judgement ON files (judged_by);
CREATE TABLE owners (unit TEXT, path BLOB, among TEXT);
CREATE INDEX owners_by_unit ON owners (unit);
"""
_SEEING = (
    # What is in an archive that is as it was is as it was, wherever the archive is shown.
    "UPDATE paths SET seen = 1, shown = (SELECT shown FROM paths AS a WHERE a.path = paths.archive) || '/' || inside "
    "WHERE archive IN (SELECT path FROM paths WHERE seen AND digest = '')",
    "DELETE FROM paths WHERE NOT seen",
    # What has no row any more is unread, and with it the archive that it is in.
    "UPDATE paths SET digest = NULL WHERE digest != '' AND digest NOT IN (SELECT digest FROM files)",
    "UPDATE paths SET digest = NULL WHERE path IN (SELECT archive FROM paths WHERE archive NOTNULL AND digest ISNULL)",
    "DELETE FROM paths WHERE archive IN (SELECT path FROM paths WHERE digest IS NULL)",
    "DELETE FROM passed_over WHERE path NOTNULL AND path NOT IN (SELECT path FROM paths WHERE digest = '')",
    "UPDATE passed_over SET shown = (SELECT shown FROM paths WHERE paths.path = passed_over.path) || '/' || inside "
    "WHERE path NOTNULL",
)
"""What follows from the files that are there for what is known of them and of their members."""
_TAKING = (
    "INSERT OR IGNORE INTO files SELECT * FROM given.files WHERE digest IN (SELECT digest FROM given.paths)",
    "INSERT OR REPLACE INTO paths SELECT CAST(:path || path AS BLOB), :folder || shown, size, stamp, digest, 1, NULL, "
    "NULL, :shown || coalesce('/' || origin, '') FROM given.paths WHERE digest != ''",
    "INSERT OR REPLACE INTO passed_over SELECT NULL, NULL, :folder || shown, reason FROM given.passed_over",
)
"""What is taken from a store: rows, paths, and what was passed over."""
_COMPARED = ("form", "agency", "year", "figures", "words")  # findings may depend on the day
_UNLIKE = (
    "SELECT theirs.named FROM given.files AS theirs CROSS JOIN main.files AS ours USING (digest) "  # noqa: S608  # all ours
    f"WHERE NOT (theirs.retry OR ours.retry) AND ({', '.join(f'theirs.{each}' for each in _COMPARED)}) "
    f"IS NOT ({', '.join(f'ours.{each}' for each in _COMPARED)}) LIMIT 1"
)
"""A file of a store that was also read here, or is in another store too, with another result."""
_TAKEN = (
    "DELETE FROM files WHERE digest IN "
    "(SELECT digest FROM paths WHERE origin NOTNULL EXCEPT SELECT digest FROM paths WHERE origin ISNULL)"
)
"""Rows that only stores have given: of a file that comes here itself they are no result."""
_KEEP = f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * (1 + len(_COLUMNS)))})"  # noqa: S608  # all ours
_FETCH = f"SELECT {_ROW} FROM files WHERE digest = ?"  # noqa: S608  # all ours
_REASON = "replace(reason, named, shown) AS reason"  # the same content may have been read under another name
_CANDIDATE = tuple(entry.name for entry in fields(CandidateFile))
_CANDIDATE_COLUMNS = ", ".join(_REASON if name == "reason" else name for name in _CANDIDATE)
_PAGE = 500
_SAME_SIZE = 50
"""Contents of a file's size that a worker is given; of more, which are rare, one may be read once more."""


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

    def see(self, found: Iterable[FoundFile]) -> None:
        """Note which files there are now; those that changed since they were read, or were never read, are unread."""
        self._db.execute(_TAKEN)
        self._db.execute("UPDATE paths SET seen = 0")  # a run that came to nothing saw other files
        self._db.executemany(
            "INSERT INTO paths VALUES (?, ?, ?, ?, NULL, 1, NULL, NULL, NULL) ON CONFLICT (path) DO UPDATE SET "
            "digest = CASE stamp WHEN excluded.stamp THEN digest END, shown = excluded.shown, size = excluded.size, "
            "stamp = excluded.stamp, seen = 1",
            ((os.fsencode(each.path), each.shown, each.size, each.stamp) for each in found),
        )
        self._db.execute("DELETE FROM files WHERE retry")
        for statement in _SEEING:
            self._db.execute(statement)
        self._db.commit()

    def pass_over(self, reasons: PassedOver) -> None:
        """Note what is no filing, beside what archives hold that is none."""
        self._db.execute("DELETE FROM passed_over WHERE path IS NULL")
        self._db.executemany("INSERT OR REPLACE INTO passed_over VALUES (NULL, NULL, ?, ?)", reasons.items())

    @property
    def passed_over(self) -> PassedOver:
        """What is no filing, in archives too, in the order of paths as shown."""
        return dict(self._db.execute("SELECT shown, reason FROM passed_over ORDER BY shown"))

    def count(self) -> int:
        """How many files there are, archives taken for what is in them."""
        return int(self._db.execute("SELECT count(*) FROM paths WHERE digest IS NOT ''").fetchone()[0])

    def unread(self) -> tuple[int, Iterator[ReadingTask]]:
        """How many files nobody has read yet, and each as a task."""
        (count,) = self._db.execute("SELECT count(*) FROM paths WHERE digest IS NULL").fetchone()
        return int(count), self._tasks()

    def _tasks(self) -> Iterator[ReadingTask]:
        query = "SELECT path, size FROM paths WHERE digest IS NULL AND path > ? ORDER BY path LIMIT ?"
        last = b""
        while page := self._db.execute(query, (last, _PAGE)).fetchall():  # what is noted meanwhile comes before
            for path, size in page:
                yield ReadingTask(path=os.fsdecode(path), known=self._of_size(size))
            last = page[-1][0]

    def _of_size(self, size: int) -> frozenset[str]:
        known = self._db.execute("SELECT digest FROM files WHERE size = ? LIMIT ?", (size, _SAME_SIZE))
        return frozenset(digest for (digest,) in known)

    def note(self, task: ReadingTask, seen: SeenFile) -> None:
        """What a worker found: the digest of a file and its row, or all that an archive holds."""
        path = os.fsencode(task.path)
        for content in seen.contents:
            if content.row is not None:
                self.keep(content.digest, content.row)
        if not seen.unpacked:
            self._db.execute("UPDATE paths SET digest = ? WHERE path = ?", (seen.contents[0].digest, path))
            return
        self._db.execute("UPDATE paths SET digest = '' WHERE path = ?", (path,))
        self._db.executemany(
            "INSERT OR REPLACE INTO paths SELECT ?, shown || '/' || ?, size, stamp, ?, 1, path, ?, NULL "
            "FROM paths WHERE path = ?",
            (
                (
                    os.fsencode(address_in(task.path, number)),
                    escaped(each.inside),
                    each.digest,
                    escaped(each.inside),
                    path,
                )
                for number, each in enumerate(seen.contents)
            ),
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO passed_over SELECT path, ?, shown || '/' || ?, ? FROM paths WHERE path = ?",
            ((escaped(inside), escaped(inside), reason, path) for inside, reason in seen.passed_over.items()),
        )

    def keep(self, digest: str, row: FileResult) -> None:
        """The result of a file."""
        self._db.execute(_KEEP, (digest, *astuple(row)))

    def take(self, path: Path, shown: str) -> None:
        """Take in the files of the whole store at ``path``, as if they were in the folder that it is in.

        Until the next :meth:`see` they are files like any other; :meth:`origin_of` says where they are from.
        :class:`~toolkit.errors.UnreadableFile` where one of them is known with another result.
        """
        folder, _, _ = shown.rpartition("/")
        self._db.commit()
        self._db.execute("ATTACH DATABASE ? AS given", (str(path),))
        try:
            if unlike := self._db.execute(_UNLIKE).fetchone():
                message = f"“{shown}”里“{unlike[0]}”的数，与从同一份文件读到的或另一汇总库里的不同。"
                raise UnreadableFile(message, "请与送它来的单位核对；不能确定的，用各单位的文件汇总。")
            values = {"folder": f"{folder}/" if folder else "", "shown": shown, "path": os.fsencode(path) + b"!"}
            for statement in _TAKING:
                self._db.execute(statement, values)
            self._db.commit()
        finally:
            self._db.rollback()
            self._db.execute("DETACH DATABASE given")

    def origin_of(self, shown: str) -> str:
        """The store that a file was taken from; nothing if it was read here."""
        query = "SELECT origin FROM paths WHERE shown = ? AND origin NOTNULL"
        found = self._db.execute(query, (shown,)).fetchone()
        return str(found[0]) if found else ""

    def judgements(self) -> list[str]:
        """What the rows were made by, each kind once, but for those that are to be made again anyway."""
        return [judged for (judged,) in self._db.execute("SELECT DISTINCT judged_by FROM files WHERE NOT retry")]

    def forget(self, outdated: Callable[[str], bool]) -> None:
        """Drop the rows of which ``outdated`` says that they were judged otherwise than they would be now."""
        for (judged,) in self._db.execute("SELECT DISTINCT judged_by FROM files").fetchall():
            if outdated(judged):
                self._db.execute("DELETE FROM files WHERE judged_by = ?", (judged,))
        self._db.commit()

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
            "SELECT unit, source != ?, NOT unfilled, issued_on, NOT errors, form FROM owners "
            "CROSS JOIN paths USING (path) CROSS JOIN files USING (digest) WHERE unit != '' AND year = ? ORDER BY unit"
        )
        found = self._db.execute(query, (Source.REPORT.value, year))
        return Counter(max(files)[-1] for _, files in groupby(found, key=itemgetter(0)))

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

    def sentences(self, digest: str) -> Mapping[str, str]:
        """The sentences of the file of that content, by their letters."""
        found = self._db.execute("SELECT sentences FROM files WHERE digest = ?", (digest,)).fetchone()
        return sentences_of(found[0]) if found else {}

    def path_of(self, unit: str, shown: str) -> str:
        """The address of the unit's file that people see as ``shown``; nothing if there is none."""
        query = "SELECT path FROM owners JOIN paths USING (path) WHERE unit = ? AND shown = ? ORDER BY path"
        found = self._db.execute(query, (unit, shown)).fetchone()
        return os.fsdecode(found[0]) if found else ""
