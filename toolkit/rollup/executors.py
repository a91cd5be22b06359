"""Who does the work: this thread, processes on this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from tempfile import gettempdir
from threading import Thread
from typing import Any

from toolkit.errors import MissingTool, OutputError
from toolkit.rollup.work_distribution import OpenExecutor, Workers
from toolkit.rollup.worker_limits import confine

CONNECT_SECONDS = 10
_SOCKET_FOLDER = 70
"""Characters of the folder for temporary files: in a longer one the server's socket has no room for its address."""


def one_thread() -> OpenExecutor:
    """All in this process, one after another."""
    return partial(_pool, DaemonThread, 1)


def processes(count: int = 0) -> OpenExecutor:
    """``count`` processes (0: one for each processor), from a clean server process: safe beside threads."""
    served = "forkserver" in multiprocessing.get_all_start_methods() and len(gettempdir()) < _SOCKET_FOLDER
    method = "forkserver" if served else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["toolkit.rollup.file_reading", "toolkit.workbook.writing.build"])
    many = count or os.cpu_count() or 1
    return partial(_pool, partial(ProcessPoolExecutor, many, mp_context=context, initializer=confine), many)


@contextmanager
def _pool(pool: Callable[[], Executor], threads: int) -> Iterator[Workers]:
    """The workers are waited for at the end; if the work is stopped they are left, and processes killed: one may be
    reading what never comes. Their tasks are not cancelled before: the pool would fail on these as it breaks."""
    executor = pool()
    try:
        yield Workers(executor=executor, threads=lambda: threads)
    except BaseException:
        running = [*(getattr(executor, "_processes", None) or {}).values()]  # there is no public way before 3.14
        for process in running:
            process.kill()
        executor.shutdown(wait=False, cancel_futures=not running)
        raise
    executor.shutdown()


class DaemonThread(Executor):
    """One thread, for which the program does not wait when it ends."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """See :class:`concurrent.futures.Executor`."""
        future: Future[Any] = Future()
        self._tasks.put((future, partial(job, *arguments, **named)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See :class:`concurrent.futures.Executor`."""
        with suppress(Empty):
            while cancel_futures:
                if task := self._tasks.get_nowait():
                    task[0].cancel()
        self._tasks.put(None)
        if wait:
            self._thread.join()

    def _work(self) -> None:
        while task := self._tasks.get():
            future, job = task
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job())
                except BaseException as error:  # for whoever waits
                    future.set_exception(error)


def cluster(address: str) -> OpenExecutor:
    """The workers of the Dask scheduler at ``address``, who see the files under the same paths as this machine."""
    return partial(_connected, address)


@contextmanager
def _connected(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client
    except ImportError:
        raise MissingTool("使用 Dask 集群需要 distributed。", "请先安装：pip install 'xl-report[cluster]'。") from None
    try:
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask
    except (OSError, ValueError) as error:
        raise OutputError(
            f"连接不上 Dask 调度器 {address}（{error}）。", "请核对地址，或不加 --scheduler 在本机运行。"
        ) from None

    def threads() -> int:
        if client.status in ("closing", "closed"):  # it tried to connect again for CONNECT_SECONDS
            message = f"与 Dask 调度器 {address} 的连接断了。已经读取的都已保存。"
            raise OutputError(message, "请启动调度器后重新汇总，或不加 --scheduler 在本机运行。")
        try:
            return sum(client.nthreads().values()) if client.status == "running" else 0
        except (OSError, TimeoutError):  # the scheduler is lost, or too busy to answer
            return 0

    with client:
        yield Workers(executor=_DaskExecutor(client), threads=threads, isolating=True)


class _DaskExecutor(Executor):
    """Tasks of a Dask client.

    Its own executor leaves a future pending for ever if the way breaks while its result comes.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """See :class:`concurrent.futures.Executor`."""
        future: Future[Any] = Future()
        self._client.submit(job, *arguments, pure=False, **named).add_done_callback(partial(_hand_over, future))
        return future


def _hand_over(future: Future[Any], task: Any) -> None:
    """What became of ``task``: its result, or why there is none."""
    if future.set_running_or_notify_cancel():
        try:
            future.set_result(task.result())
        except Exception as error:
            future.set_exception(error)
