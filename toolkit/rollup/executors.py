"""Who does the work: this thread, processes on this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from toolkit.errors import MissingTool, OutputError
from toolkit.rollup.work_distribution import OpenExecutor

CONNECT_SECONDS = 10


def one_thread() -> OpenExecutor:
    """All in this process, one after another."""
    return partial(ThreadPoolExecutor, 1)


def processes(count: int = 0) -> OpenExecutor:
    """``count`` processes (0: one for each processor), from a clean server process: safe beside threads."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["toolkit.rollup.file_results", "toolkit.workbook.writing.build"])
    return partial(ProcessPoolExecutor, count or os.cpu_count() or 1, mp_context=context)


def cluster(address: str) -> OpenExecutor:
    """The workers of the Dask scheduler at ``address``, who see the files under the same paths as this machine."""

    @contextmanager
    def connected() -> Iterator[Executor]:
        try:
            from distributed import Client
        except ImportError:
            raise MissingTool(
                "使用 Dask 集群需要 distributed。", "请先安装：pip install 'xl-report[cluster]'。"
            ) from None
        try:
            client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise OutputError(
                f"连接不上 Dask 调度器 {address}（{error}）。", "请核对地址，或不加 --scheduler 在本机运行。"
            ) from None
        with client:
            yield client.get_executor(pure=False)

    return connected
