"""The process that reads a PDF: ``python -m toolkit.ingest.pdfpages.child FILE`` prints what it holds as JSON.

``{"blocks": [[page, text], [page, [[cell, …], …]], …], "unread": [[kind, page, text], …]}``, where a cell is
``[text, column, span, uncertain]``; or ``{"refusal": "scanned"}``. See :mod:`toolkit.ingest.pdf`.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from toolkit.bounds import PDF_MEMORY, PDF_SECONDS

SPENT = 75
"""The exit code of a process that has had its time."""


def main(path: str) -> None:
    """Print what ``path`` holds; whatever a broken file does to the PDF library ends as a refusal."""
    _limit()
    logging.disable()  # the library logs every oddity
    sys.stdout.write(json.dumps(answer_of(Path(path))))


def _limit() -> None:
    """Have the system end this process at its bounds. Windows cannot: there the process watches its own time."""
    try:
        import resource
    except ImportError:
        threading.Thread(target=_watch, daemon=True).start()
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))


def _watch() -> None:
    while time.process_time() < PDF_SECONDS:
        time.sleep(0.2)
    os._exit(SPENT)


def answer_of(path: Path) -> dict[str, Any]:
    """What ``path`` holds, as this process prints it."""
    from toolkit.ingest.pdfpages.device import PageTooLarge
    from toolkit.ingest.pdfpages.document import RefusedDocument, read_document

    try:
        with path.open("rb") as file:
            reading = read_document(file)
    except RefusedDocument as refused:
        return {"refusal": refused.reason}
    except (PageTooLarge, MemoryError, RecursionError):
        return {"refusal": "slow"}
    except Exception as error:  # the library raises whatever it stumbles over
        return {"refusal": "locked" if "Password" in f"{type(error).__name__}{error!r}" else "damaged"}
    return {
        "blocks": [
            (page, block if isinstance(block, str) else [[_cell(cell) for cell in row] for row in block.rows])
            for page, block in reading.blocks
        ],
        "unread": reading.unread,
    }


def _cell(cell: Any) -> tuple[str, int, int, str]:
    return cell.text, cell.column, cell.span, cell.uncertain


if __name__ == "__main__":
    main(sys.argv[1])
