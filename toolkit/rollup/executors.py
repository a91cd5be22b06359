"""Who does the work: this thread, processes on this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from toolkit.errors import MissingTool, OutputError
from toolkit.rollup.work_distribution import OpenExecutor, Workers

CONNECT_SECONDS = 10


def one_thread() -> OpenExecutor:
    """All in this process, one after another."""
    return partial(_pool, partial(ThreadPoolExecutor, 1), 1)


def processes(count: int = 0) -> OpenExecutor:
    """``count`` processes (0: one for each processor), from a clean server process: safe beside threads."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["toolkit.rollup.file_reading", "toolkit.workbook.writing.build"])
    many = count or os.cpu_count() or 1
    return partial(_pool, partial(ProcessPoolExecutor, many, mp_context=context), many)


@contextmanager
def _pool(pool: Callable[[], Executor], threads: int) -> Iterator[Workers]:
    with pool() as executor:
        yield Workers(executor=executor, threads=lambda: threads)


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
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise OutputError(
            f"连接不上 Dask 调度器 {address}（{error}）。", "请核对地址，或不加 --scheduler 在本机运行。"
        ) from None

    def threads() -> int:
        try:
            return sum(client.nthreads().values()) if client.status == "running" else 0
        except (OSError, TimeoutError):  # the scheduler is lost, or too busy to answer
            return 0

    with client:
        yield Workers(executor=client.get_executor(pure=False), threads=threads, isolating=True)
