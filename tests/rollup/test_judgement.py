"""Rows count only while the same would come of their files: by these forms, this code, this program's workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.notices import NOTICE
from tests.rollup.county import UNITS, figures, put
from toolkit.form import Forms
from toolkit.progress import quiet
from toolkit.rollup import judgement
from toolkit.rollup.executors import one_thread
from toolkit.rollup.file_reading import SeenFile
from toolkit.rollup.request import Request
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.work_distribution import OpenExecutor, Workers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workbook on each of two forms, and a file that no form fits."""
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(5), form="gkgb-2021-condensed")
    (tmp_path / "2025" / "通知.txt").write_text("请各单位按时报送。", encoding="utf-8")
    return tmp_path


def roll_up(folder: Path, open_executor: OpenExecutor | None = None, forms: Forms = FORMS) -> RunOutcome:
    request = Request(places=(folder / "2025",), output=folder / "汇总.xlsx", forms=forms)
    return run(request, open_executor or one_thread(), quiet)


def with_another(form_id: str) -> Forms:
    return FORMS.replacing(replace(FORMS.form(form_id), digest="another"))


def test_a_form_that_changed_judges_again_what_rests_on_it(folder: Path) -> None:
    """And what rests on no form in particular: it might be read as one now."""
    assert roll_up(folder).read == 3
    assert roll_up(folder).read == 0
    assert roll_up(folder, forms=with_another("gkgb-2021-condensed")).read == 2
    assert roll_up(folder, forms=with_another("gkgb-2019")).read == 2  # the condensed one is as it was
    assert roll_up(folder, forms=with_another("gkgb-2019")).read == 0


def test_rows_hold_for_the_local_requirements_that_they_were_held_to() -> None:
    none, asked = FORMS.holding_to(()), FORMS.holding_to([NOTICE])
    rows = {forms: judgement.judged_by(forms, None) for forms in (none, asked)}
    for forms, other in ((none, asked), (asked, none)):
        assert judgement.still_holds(rows[forms], forms)
        assert not judgement.still_holds(rows[forms], other)
        assert judgement.held_to_other_requirements(rows[forms], other)
        assert not judgement.held_to_other_requirements(rows[forms], forms)


def test_other_code_judges_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_up(folder)
    monkeypatch.setattr("toolkit.__version__", "9.9")
    assert roll_up(folder).read == 0
    monkeypatch.setattr(judgement, "_code", lambda: "other")
    assert roll_up(folder).read == 3


class InPlace(Executor):
    """Does what it is given at once, and changes what comes of it."""

    def __init__(self, change: Callable[[SeenFile], SeenFile]) -> None:
        self.change = change
        self.working = False

    def submit(self, job: Callable[..., Any], /, *chunk: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.working = True
        future.set_result([self.change(each) if isinstance(each, SeenFile) else each for each in job(*chunk)])
        self.working = False
        return future

    @contextmanager
    def opened(self) -> Iterator[Workers]:
        yield Workers(executor=self, threads=lambda: 1)


def test_a_row_of_another_program_is_refused_and_its_file_read_by_the_next_run(folder: Path) -> None:
    def others(seen: SeenFile) -> SeenFile:
        (content,) = seen.contents
        assert content.row is not None
        if content.row.agency != UNITS[0]:
            return seen
        row = replace(content.row, judged_by=f"0123456789abcdef gkgb-2021={'0' * 16}")
        return replace(seen, contents=(replace(content, row=row),))

    outcome = roll_up(folder, InPlace(others).opened)
    (refused,) = [
        each.finding for each in outcome.reported if each.finding.code == "RU-09" and "另一版本" in each.finding.message
    ]
    assert [str(ref.where) for ref in refused.cells] == [f"2025/{UNITS[0]}.xlsx"]
    assert roll_up(folder).read == 1


def test_only_workers_open_files(folder: Path) -> None:
    workers = InPlace(lambda seen: seen)
    opened: set[str] = set()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).startswith(str(folder / "2025")) and not workers.working:
            opened.add(str(arguments[0]))

    sys.addaudithook(watch)
    assert roll_up(folder, workers.opened).read == 3
    assert opened == set()


def test_a_file_that_was_moved_is_known_by_its_content(folder: Path) -> None:
    roll_up(folder)
    (folder / "2025").rename(folder / "来件")
    (folder / "2025").mkdir()
    (folder / "来件").rename(folder / "2025" / "来件")
    assert roll_up(folder).read == 0
