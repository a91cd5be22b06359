"""The PDF of exactly this Word document, by way of LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from toolkit.errors import MissingTool, OutputError
from toolkit.progress import Tick, silence
from toolkit.waiting import run_program

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_PATIENCE = 180  # seconds
# PDF/A-2b and tagged, like the PDF that is set without LibreOffice.
_EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def find_libreoffice() -> Path | None:
    """The program, if there is one."""
    found = (shutil.which(name) for name in _NAMES)
    return next((Path(path) for path in found if path), next((path for path in _USUAL_PLACES if path.is_file()), None))


def pdf_of(word: bytes, tick: Tick = silence) -> bytes:
    """The tagged PDF/A-2b that LibreOffice makes of a .docx; with a profile of its own, apart from an open window.

    :class:`~toolkit.errors.MissingTool` without LibreOffice, :class:`~toolkit.errors.OutputError` where it fails.
    """
    program = find_libreoffice()
    if program is None:
        raise MissingTool("这台电脑没有安装 LibreOffice，不能由 Word 文件转成 PDF。", "请安装它，或直接用 --to pdf。")
    with tempfile.TemporaryDirectory(prefix="xl-report-") as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(word)
        profile = Path(folder, "profile").as_uri()
        options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", _EXPORT, "--outdir", folder]
        try:
            run_program([program, *options, source], _PATIENCE, tick).check_returncode()
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise OutputError(
                "LibreOffice 没能把 Word 文件转成 PDF。", "请直接用 --to pdf，或检查 LibreOffice。"
            ) from None
