"""Which SQLite file is a store of this version of the program, and what becomes of one of another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from toolkit.bounds import STORED_BYTES
from toolkit.errors import UnreadableFile
from toolkit.rollup import file_store, run_results, unit_progress
from toolkit.rollup.history import move_aside

_FORMAT = 10
_OF_A_ROLLUP = ("unit_results", "standings")
"""The table that a store of any version has, as it is called now and as it was."""
_LASTING = ("outputs", "unit_steps")
"""What goes on from a store of another version, where its tables are declared as now; all else is read again."""
_SCHEMA = f"{file_store.SCHEMA} {run_results.SCHEMA} {unit_progress.SCHEMA}"


def connected(path: Path) -> sqlite3.Connection:
    """The file, for nobody else meanwhile."""
    database = sqlite3.connect(path, timeout=2)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, STORED_BYTES)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    return database


def declare(database: sqlite3.Connection) -> None:
    """Make the tables of a new store, all or none."""
    database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_FORMAT}; COMMIT;")


def renewed(path: Path) -> Path | None:
    """Put a new store in place of one of another version, with what no run can see again in :data:`_LASTING`; the old
    one is moved aside whole. Where it is then; None if there was no such store."""
    if not path.is_file():
        return None
    beside = path.with_name(f"{path.name}-new")
    beside.unlink(missing_ok=True)
    with closing(connected(path)) as database:
        if not _is_of_another_version(database):
            return None
        declared = {name: sql for kind, name, sql in _declared(database) if kind == "table"}
        lasting = [name for name in _LASTING if ("table", name, declared.get(name)) in _schema()]
        copied = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in lasting}  # noqa: S608  # all ours
    with closing(connected(beside)) as database:
        declare(database)
        for name, rows in copied.items():
            marks = ", ".join("?" * len(rows[0])) if rows else ""
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608  # all ours
        database.commit()
    moved = move_aside(path, lambda _: None)
    beside.rename(path)
    return moved


def require_store(database: sqlite3.Connection, path: Path, way_out: str) -> None:
    """Nothing is asked of a file but what this version of the program keeps in its stores: it may be from anywhere."""
    if _is_of_another_version(database):
        raise UnreadableFile(f"“{path}”是另一版本的汇总库。", way_out)
    if _declared(database) != _schema():
        raise sqlite3.DatabaseError


def _is_of_another_version(database: sqlite3.Connection) -> bool:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return version != _FORMAT and any(name in _OF_A_ROLLUP for _, name, _ in _declared(database))


def _declared(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@cache
def _schema() -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        return _declared(database)
