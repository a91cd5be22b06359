"""Whether a store holds what this program writes into its tables: it may be from anywhere, damaged or made by hand.

Every value is read as the program reads it. That takes as long as reading the whole store, and is asked once
of a store that is added up, and of one with which something went wrong.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from types import UnionType
from typing import Any, get_args, get_type_hints

from toolkit.form import Forms
from toolkit.rollup.file_results import FileResult
from toolkit.rollup.file_store import FileStore
from toolkit.rollup.run_results import RunResults, UnitResult, finished_runs
from toolkit.rollup.serialization import figures_of, findings_of, numbers_of, places_of, sentences_of
from toolkit.rollup.unit_progress import ProgressStore
from toolkit.rollup.unit_status import CandidateFile

UNSOUND = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error)
"""What reading raises of values that this program does not write."""
_MAY_BE_NULL = frozenset(
    {"paths.digest", "paths.archive", "paths.inside", "paths.origin", "passed_over.path", "passed_over.inside"}
)
_Types = Mapping[str, tuple[type, ...]]
_PLAIN = (str, int, bytes, type(None))


def is_sound(database: sqlite3.Connection, forms: Forms) -> bool:
    """Whether every table holds values that this program could have written.

    :class:`~toolkit.errors.ReportError` for a form that is not here, :class:`sqlite3.DatabaseError` for damaged pages.
    """
    try:
        return _columns_hold(database) and _files_hold(database, forms) and _results_hold(database, forms)
    except UNSOUND:
        return False


def _columns_hold(database: sqlite3.Connection) -> bool:
    """Columns with a declared type hold it."""
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return not any(
        database.execute(f"SELECT 1 FROM {table} WHERE typeof({name}) NOT IN (?, ?) LIMIT 1", allowed).fetchone()  # noqa: S608  # all ours
        for table in tables
        for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()
        if kind
        for allowed in [(kind.lower(), "null" if f"{table}.{name}" in _MAY_BE_NULL else kind.lower())]
    )


def _files_hold(database: sqlite3.Connection, forms: Forms) -> bool:
    files, types = FileStore(database), _types(FileResult)
    for (digest,) in database.execute("SELECT digest FROM files"):
        row = files.row(digest)
        if not _typed(row, types):
            return False
        figures_of(row.figures, forms)
        numbers_of(row.carried)
        places_of(row.places)
        findings_of(row.findings)
        words, waivers, sentences = json.loads(row.words), json.loads(row.waivers), sentences_of(row.sentences)
        if not (_is_text(words) and isinstance(waivers, list) and _is_text(sentences)):
            return False
    units = database.execute("SELECT DISTINCT unit FROM owners").fetchall()
    candidate = _types(CandidateFile)
    return all(_typed(each, candidate) for (unit,) in units for each in files.candidates(unit))


def _results_hold(database: sqlite3.Connection, forms: Forms) -> bool:
    types = _types(UnitResult)
    for run in finished_runs(database):
        parents: dict[str, str] = {}
        for result in RunResults(database, run.run, forms).all():
            if not (_typed(result, types) and _is_text(result.words)):
                return False
            parents[result.unit] = result.parent
        if run.top not in parents or not _is_tree(parents):
            return False
    steps = ProgressStore(database)
    for year, unit in database.execute("SELECT DISTINCT year, unit FROM unit_steps").fetchall():
        steps.steps(year, unit)
    return True


def _is_tree(parents: Mapping[str, str]) -> bool:
    """Whether nobody is above itself."""
    for unit in parents:
        above, steps = parents[unit], 0
        while above in parents and steps <= len(parents):
            above, steps = parents[above], steps + 1
            if above == unit:
                return False
    return True


def _typed(row: object, types: _Types) -> bool:
    """Whether its plain values are of the types that its class declares."""
    return all(isinstance(getattr(row, name), kinds) for name, kinds in types.items())


def _types(row: type) -> _Types:
    """Of the fields that hold plain values; what is true or false is a number to SQLite."""
    hints = {
        name: get_args(hint) if isinstance(hint, UnionType) else (hint,) for name, hint in get_type_hints(row).items()
    }
    plain = {name: tuple(int if each is bool else each for each in kinds) for name, kinds in hints.items()}
    return {name: kinds for name, kinds in plain.items() if all(each in _PLAIN for each in kinds)}


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)
