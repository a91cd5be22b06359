"""Edits and saves files through LibreOffice's own interface. Run by the Python that LibreOffice comes with.

``python3 libreoffice_server.py PROFILE`` starts LibreOffice and reads jobs, one a line, until its input ends:
``{"source": …, "target": …}``, the target's suffix saying the format. Where wanted, ``"insert": {"封面": [5, 2]}``
inserts two rows before the fifth, ``"steps": [["insert", "封面!B:C"], ["remove", "封面!5:6"], ["cut", "封面!B3",
"封面!B4"], ["shift", "封面!B3:B4"], ["sort", "封面!A3:B9"]]`` takes one step after the other with sheets unprotected (a
shift inserts cells and moves those below down, a sort goes down by the first column), ``"put": {"封面!B3": 20}`` types,
``"rename": {"封面": "首页"}`` renames, and ``"show": ["封面!C1"]`` asks what cells show in the end; if it is ``timed``,
with them comes in how many ``seconds`` all was computed. Each answer is a line too: ``{"shown": {"封面!C1": …}}`` or
``{"failed": …}``.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")

TEXT = "com.sun.star.text.TextDocument"


def main(profile: str) -> None:
    pipe = f"tests{os.getpid()}"
    office = subprocess.Popen(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = connected(pipe)
    try:
        for line in sys.stdin:
            sys.stdout.write(json.dumps(answer(desktop, json.loads(line))) + "\n")
            sys.stdout.flush()
    finally:
        desktop.terminate()
        office.wait(timeout=60)


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
    raise SystemExit("no connection")


def answer(desktop: Any, job: dict[str, Any]) -> dict[str, object]:
    """What a job came to; a fault of one job is no end to the next."""
    try:
        return {"shown": done(desktop, job)}
    except uno.getClass("com.sun.star.uno.Exception") as fault:
        return {"failed": f"{type(fault).__name__}: {fault}"}


def done(desktop: Any, job: dict[str, Any]) -> dict[str, str]:
    document = desktop.loadComponentFromURL(Path(job["source"]).as_uri(), "_blank", 0, (option("Hidden", True),))
    try:
        shown = edited(document, job) if job.keys() - {"source", "target"} else {}
        target = Path(job["target"])
        named = option("FilterName", filter_of(document, target.suffix))
        document.storeToURL(target.as_uri(), (named, option("FilterOptions", "UTF8")))
    finally:
        document.close(True)
    return shown


def filter_of(document: Any, suffix: str) -> str:
    if suffix == ".pdf":
        return "writer_pdf_Export" if document.supportsService(TEXT) else "calc_pdf_Export"
    return {".xlsx": "Calc Office Open XML", ".txt": "Text (encoded)"}[suffix]


def edited(document: Any, job: dict[str, Any]) -> dict[str, str]:
    sheets = document.Sheets
    for sheet, (row, count) in job.get("insert", {}).items():
        sheets.getByName(sheet).Rows.insertByIndex(row - 1, count)
    for step in job.get("steps", ()):
        take(sheets, *step)
    for place, value in job.get("put", {}).items():
        cell = at(sheets, place)
        if isinstance(value, str) and value.startswith("="):
            cell.Formula = value
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value
    for old, new in job.get("rename", {}).items():
        sheets.getByName(old).Name = new
    began = time.monotonic()
    document.calculateAll()
    shown = {place: at(sheets, place).String for place in job.get("show", [])}
    return shown | ({"seconds": f"{time.monotonic() - began:.3f}"} if job.get("timed") else {})


def take(sheets: Any, step: str, place: str, target: str = "") -> None:
    name, _, area = place.rpartition("!")
    sheet, (first, _, last) = sheets.getByName(name), area.partition(":")
    sheet.unprotect("")
    if step in ("insert", "remove"):
        lines = sheet.Rows if first.isdigit() else sheet.Columns
        start, end = (
            int(line) - 1 if line.isdigit() else sheet.Columns.getByName(line).getRangeAddress().StartColumn
            for line in (first, last or first)
        )
        (lines.insertByIndex if step == "insert" else lines.removeByIndex)(start, end - start + 1)
    elif step == "cut":
        sheet.moveRange(at(sheets, target).CellAddress, at(sheets, place).RangeAddress)
    elif step == "shift":
        sheet.insertCells(at(sheets, place).RangeAddress, uno.Enum("com.sun.star.sheet.CellInsertMode", "DOWN"))
    elif step == "sort":
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = 0, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        at(sheets, place).sort((option("SortFields", fields),))


def at(sheets: Any, place: str) -> Any:
    sheet, _, address = place.rpartition("!")
    return sheets.getByName(sheet).getCellRangeByName(address)


def option(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1])
