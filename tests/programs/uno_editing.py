"""Edits a workbook through LibreOffice's own interface. Run by the Python that LibreOffice comes with.

``python3 uno_editing.py PROFILE < edits.json``: ``{"source": …, "target": …, "put": {"三 申请办理!D7": 20},
"insert": {"一 总体情况": [5, 2]}, "rename": {"封面": "首页"}}``. Prints what the places in ``show`` show in the end.
"""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")


def main(profile: str) -> None:
    job = json.loads(sys.stdin.read())
    pipe = f"edit{time.time_ns()}"
    office = subprocess.Popen(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = connected(pipe)
    try:
        document = desktop.loadComponentFromURL(Path(job["source"]).as_uri(), "_blank", 0, (option("Hidden", True),))
        shown = edited(document, job)
        document.storeToURL(Path(job["target"]).as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
        sys.stdout.write(json.dumps(shown))
    finally:
        desktop.terminate()
        office.wait(timeout=60)


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.5)
    raise SystemExit("no connection")


def edited(document: Any, job: dict[str, Any]) -> dict[str, str]:
    sheets = document.Sheets
    for sheet, (row, count) in job.get("insert", {}).items():
        sheets.getByName(sheet).Rows.insertByIndex(row - 1, count)
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
    document.calculateAll()
    return {place: at(sheets, place).String for place in job.get("show", [])}


def at(sheets: Any, place: str) -> Any:
    sheet, _, address = place.rpartition("!")
    return sheets.getByName(sheet).getCellRangeByName(address)


def option(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1])
