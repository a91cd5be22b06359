"""Long work reports how far it is, and when it is stopped nothing is written or left running."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.regenerate import WORKBOOK
from tests.sizes import sampled
from toolkit import api
from toolkit.ingest import pdf
from toolkit.rollup.executors import one_thread, processes
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution
from toolkit.waiting import result_of, run_program

STAGES = ["查看文件", "读取和检查", "写出汇总工作簿"]


class Watch:
    """A progress that keeps what it is called with, and stops at the ``last`` call of a stage."""

    def __init__(self, stage: str = "", last: int = 1) -> None:
        self.stage, self.left = stage, last
        self.calls: list[tuple[str, int, int]] = []

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.calls.append((stage, done, total))
        if stage == self.stage:
            self.left -= 1
            if not self.left:
                raise api.Stopped


@pytest.fixture(scope="module")
def rolled_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit's filing, and the output of a run on it."""
    folder = tmp_path_factory.mktemp("rolled_up")
    (folder / "报送").mkdir()
    (folder / "报送/甲.xlsx").write_bytes(WORKBOOK.read_bytes())
    api.rollup([folder / "报送"], folder / "汇总.xlsx", agency="某市人民政府")
    return folder


@pytest.fixture
def folder(rolled_up: Path, tmp_path: Path) -> Path:
    """Two units' filings, and the output of an earlier run on one of them."""
    shutil.copytree(rolled_up, tmp_path, dirs_exist_ok=True)
    other = api.to_json(WORKBOOK).file.content.replace("鹤岗市市场监督管理局".encode(), "某市某局".encode())
    (tmp_path / "报送/乙.json").write_bytes(other)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}


@pytest.mark.parametrize("stage", sampled(STAGES[::-1], 1))
def test_a_stopped_rollup_writes_nothing_and_is_taken_up_again(stage: str, folder: Path) -> None:
    before = files(folder)
    watch = Watch(stage)
    with pytest.raises(api.Stopped):
        api.rollup([folder / "报送"], folder / "汇总.xlsx", agency="某市人民政府", progress=watch)
    assert files(folder) == before
    outcome = api.rollup([folder / "报送"], folder / "汇总.xlsx", agency="某市人民政府")
    assert outcome.files == 2
    assert outcome.written == [folder / "汇总.xlsx"]
    assert outcome.read in {"查看文件": {1}, "读取和检查": {0, 1}, "写出汇总工作簿": {0}}[stage]  # what came home stays


def test_a_rollup_reports_its_stages_to_their_end(folder: Path) -> None:
    watch = Watch()
    api.rollup([folder / "报送"], folder / "汇总.xlsx", agency="某市人民政府", progress=watch)
    assert list(dict.fromkeys(stage for stage, _, _ in watch.calls)) == STAGES
    assert {("读取和检查", 2, 2), ("写出汇总工作簿", 1, 1)} <= set(watch.calls)


def slow(items: list[int]) -> list[int]:
    time.sleep(0.05 * len(items))
    return items


@pytest.mark.parametrize("open_executor", [one_thread(), processes(1)], ids=["thread", "process"])
def test_what_no_worker_has_yet_is_not_waited_for(open_executor: OpenExecutor) -> None:
    def stop() -> None:
        raise api.Stopped

    begun: list[int] = []
    spread = WorkDistribution(job=slow, given_up=lambda item: item, open_executor=open_executor, chunk=1, ahead=100)
    with pytest.raises(api.Stopped):
        begun += (item for item, _ in spread.results(range(100), stop))
    assert len(begun) < 10


def test_a_stopped_report_is_not_made() -> None:
    watch = Watch("生成报告", 2)
    with pytest.raises(api.Stopped):
        api.render(WORKBOOK, ["txt", "md", "html"], progress=watch)
    assert watch.calls[-1] == ("生成报告", 1, 3)
    watch = Watch()
    api.render(WORKBOOK, ["txt"], progress=watch)
    assert watch.calls[-1] == ("生成报告", 1, 1)


@pytest.fixture
def forever(tmp_path: Path) -> tuple[str, ...]:
    """A program without end, which starts another; each notes in ``tmp_path`` that it lives."""
    code = (
        "import os, pathlib, time; os.fork()\n"
        f"while True: pathlib.Path({str(tmp_path)!r}, str(os.getpid())).touch(); time.sleep(0.05)"
    )
    return sys.executable, "-c", code


def alive(folder: Path) -> bool:
    for path in folder.iterdir():
        path.unlink()
    time.sleep(0.3)
    return any(folder.iterdir())


def after(calls: int) -> Callable[[], None]:
    watch = Watch("x", calls)
    return lambda: watch("x", 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_program_that_is_no_longer_wanted_ends_with_what_it_started(forever: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(api.Stopped):
        run_program(forever, 60, after(5))
    assert not alive(tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        run_program(forever, 0.3, lambda: None)
    assert not alive(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_reading_a_pdf_can_be_stopped(
    forever: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(pdf, "_COMMAND", forever)
    report = tmp_path_factory.mktemp("pdf") / "报告.pdf"
    report.write_bytes(b"%PDF-1.7")
    watch = Watch("读取文件", 4)
    with pytest.raises(api.Stopped):
        api.to_workbook(report, progress=watch)
    assert set(watch.calls) == {("读取文件", 0, 0)}
    assert not alive(tmp_path)
    assert list(report.parent.iterdir()) == [report]


def test_a_job_in_a_thread_is_left_or_ends_as_it_does() -> None:
    with pytest.raises(api.Stopped):
        result_of(lambda: time.sleep(5), after(2))
    assert result_of(lambda: 1, after(2)) == 1
    with pytest.raises(FileNotFoundError):
        result_of(Path("nowhere").stat, after(2))
