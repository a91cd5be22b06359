"""PDF files with a text layer. A process of its own reads them, so that a hostile one is stopped at its limits."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import MissingTool, UnreadableFile
from toolkit.ingest.source import Block, Cell, Grid, Line

MOST_SECONDS = 30

_Rows = list[list[str | None]]

_REFUSALS = {
    "scanned": (
        "是扫描件，页面是图片，没有可读取的文字。",
        "请换用带文字的 PDF、Word 或网页版，或先做文字识别（OCR）后重试。",
    ),
    "garbled": ("里的文字没有附带编码对照表，读出来是乱码。", "请换用 Word 或网页版，或用原文件重新导出 PDF 后重试。"),
    "locked": ("设有打开密码。", "请先去掉密码后重试。"),
    "long": ("的页数远超一份年度报告的篇幅，没有读入。", "请确认选对了文件。"),
    "damaged": ("已损坏或不是 PDF 文件。", "请换一份能正常打开的文件后重试。"),
    "slow": ("过于复杂，没有在限定时间内读完。", "请换用 Word 或网页版后重试。"),
}


def pdf_blocks(path: Path) -> Iterator[Block]:
    """Blocks of a PDF report, page numbers left out.

    :class:`MissingTool` without the extra ``pdf``; :class:`UnreadableFile` for scans, locked, damaged or endless files.
    """
    if importlib.util.find_spec("pdfplumber") is None:
        raise MissingTool("读取 PDF 需要可选组件 pdfplumber。", "请运行 pip install 'xl-report[pdf]' 后重试。")
    answer = _answer(path)
    if isinstance(answer, str):
        message, way_out = _REFUSALS[answer]
        raise UnreadableFile(f"{path.name} {message}", way_out)
    for page, block in answer:
        where = f"第{page}页"
        if isinstance(block, str):
            yield Line(text=block, where=where)
        else:
            yield Grid(rows=tuple(tuple(_cells(row)) for row in block), where=where)


def _answer(path: Path) -> list[tuple[int, str | _Rows]] | str:
    """What the process found, each piece with its page; or why it refused."""
    command = [sys.executable, "-m", "toolkit.ingest.pdf_pages", str(path.resolve())]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, the path as its only argument
            command, capture_output=True, timeout=MOST_SECONDS, env=environment, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return "slow"
    except ValueError:
        return "damaged"  # the reader was stopped at its memory limit, or by a fault in the file
    return str(answer["refusal"]) if "refusal" in answer else list(answer["blocks"])


def _cells(row: list[str | None]) -> Iterator[Cell]:
    """Cells of a row; places that a span covers are None."""
    return (Cell(text=text, column=column) for column, text in enumerate(row) if text is not None)
