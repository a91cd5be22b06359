"""PDF files with a text layer. A process of its own reads them, so that a hostile one is ended at its bounds."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from toolkit.bounds import PDF_PATIENCE
from toolkit.errors import MissingTool, UnreadableFile
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.ingest.blocks import Piece, SourceCell, SourceGrid, SourceLine
from toolkit.ingest.pdfpages.child import SPENT
from toolkit.location import Location
from toolkit.progress import Tick, silence
from toolkit.rules.cell_refs import unplaced_ref
from toolkit.waiting import run_program

_REFUSALS = {
    "scanned": (
        "是扫描件，页面是图片，没有可读取的文字。",
        "请换用带文字的 PDF、Word 或网页版，或先做文字识别（OCR）后重试。",
    ),
    "garbled": ("里的文字没有附带编码对照表，读出来是乱码。", "请换用 Word 或网页版，或用原文件重新导出 PDF 后重试。"),
    "locked": ("设有打开密码。", "请先去掉密码后重试。"),
    "long": ("的页数远超一份年度报告的篇幅，没有读入。", "请确认选对了文件。"),
    "damaged": ("已损坏或不是 PDF 文件。", "请换一份能正常打开的文件后重试。"),
    "slow": ("过于复杂，在限定的时间和内存内没有读完。", "请换用 Word 或网页版后重试。"),
}
_COMMAND = (sys.executable, "-P", "-m", "toolkit.ingest.pdfpages.child")  # -P: nothing of the folder at hand is run


def pdf_blocks(path: Path, tick: Tick = silence) -> Iterator[Piece]:
    """Blocks of a PDF report, then what on its pages was not read; page numbers and running heads are left out.

    :class:`MissingTool` without the extra ``pdf``; :class:`UnreadableFile` for scans, locked, damaged or endless files.
    """
    if importlib.util.find_spec("pdfplumber") is None:
        raise MissingTool("读取 PDF 需要可选组件 pdfplumber。", "请运行 pip install 'xl-report[pdf]' 后重试。")
    answer = _answer(path, tick)
    if "refusal" in answer:
        message, way_out = _REFUSALS[answer["refusal"]]
        raise UnreadableFile(f"{path.name} {message}", way_out)
    for page, block in answer["blocks"]:
        where = _where(page)
        if isinstance(block, str):
            yield SourceLine(text=block, where=where)
        else:
            yield SourceGrid(rows=tuple(tuple(_cell(*cell) for cell in row) for row in block), where=where)
    yield from _reported(answer["unread"])


def _answer(path: Path, tick: Tick) -> Mapping[str, Any]:
    """What the process found, or why it refused."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = run_program([*_COMMAND, path.resolve()], PDF_PATIENCE, tick, environment)
        return dict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return {"refusal": "slow"}
    except ValueError:  # it was ended by the system at its bounds, or by a fault in the file
        return {"refusal": "slow" if done.returncode < 0 or done.returncode == SPENT else "damaged"}


def _cell(text: str, column: int, span: int, uncertain: str) -> SourceCell:
    return SourceCell(text=text, column=column, span=span, uncertain=uncertain)


def _reported(unread: Sequence[tuple[str, int, str]]) -> Iterator[Finding]:
    """One finding for each kind of what was not read."""
    kinds = sorted(unread, key=lambda entry: entry[0])
    for kind, group in groupby(kinds, key=lambda entry: entry[0]):
        entries = list(group)
        cells = [unplaced_ref(_where(page), text) for _, page, text in entries]
        if kind == "picture":
            yield finding("IM-14", cells, severity=Severity.NOTE, kind="图片", count=len(cells))
        elif kind == "page":
            yield finding("IM-14", cells, variant="page", pages="、".join(str(page) for _, page, _ in entries))
        else:
            yield finding("IM-16", cells, variant=kind, actual=cells[0].value, count=len(cells))


def _where(page: int) -> Location:
    return Location(f"第{page}页")
