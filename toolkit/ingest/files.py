"""Which reader a file is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from toolkit.errors import ReportError, UnreadableFile
from toolkit.filing import Filing
from toolkit.filing.lengths import held_to_length
from toolkit.finding import Finding
from toolkit.ingest.encoding import decoded
from toolkit.ingest.source import Piece, bounded, has_text, read_bytes

Read = tuple[Filing, tuple[Finding, ...]]

WORKBOOKS = (".xlsx", ".xlsm")


def _html(path: Path) -> Iterator[Piece]:
    from toolkit.ingest.html import html_blocks

    return html_blocks(decoded(read_bytes(path)), path.name)


def _docx(path: Path) -> Iterator[Piece]:
    from toolkit.ingest.docx import docx_blocks

    return docx_blocks(read_bytes(path), path.name)


def _pdf(path: Path) -> Iterator[Piece]:
    from toolkit.ingest.pdf import pdf_blocks

    read_bytes(path)  # too large a file is refused before another process meets it
    return pdf_blocks(path)


def _markdown(path: Path) -> Iterator[Piece]:
    from toolkit.ingest.markdown import markdown_blocks

    return markdown_blocks(decoded(read_bytes(path)))


def _text(path: Path) -> Iterator[Piece]:
    from toolkit.ingest.text import text_blocks

    return text_blocks(decoded(read_bytes(path)))


REPORTS: Mapping[str, Callable[[Path], Iterator[Piece]]] = {
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".md": _markdown,
    ".txt": _text,
}
FORMATS = (*WORKBOOKS, ".json", *REPORTS)
"""What :func:`read_any` reads, by extension."""


def read_any(path: Path, *, form_id: str | None = None) -> Read:
    """The filing that ``path`` holds and the findings of reading it (not those of checking it).

    A workbook, a Filing JSON or a published report, told by the extension. ``form_id`` is the form to read a report as,
    recognised by its labels if None; workbooks and data name their own.
    :class:`~toolkit.errors.UnreadableFile` for what cannot be read as what it should be,
    :class:`~toolkit.errors.UnknownForm` for an unknown ``form_id``.
    """
    try:
        filing, findings = _read(path, form_id)
        filing, long = held_to_length(filing)
    except ReportError:
        raise
    except Exception as error:  # one file, however odd, must not stop the others
        raise UnreadableFile(
            f"读取 {path.name} 时出错（{type(error).__name__}），没有读完。",
            "请用相应的程序打开、另存后重试；仍不行的，请把这份文件交给本工具的维护者。",
        ) from error
    return filing, (*findings, *long)


def _read(path: Path, form_id: str | None) -> Read:
    extension = path.suffix.lower()
    if extension in WORKBOOKS:
        from toolkit.workbook.reading.read import read_workbook

        return read_workbook(path)
    if extension == ".json":
        from toolkit.filing.json import filing_from_json

        return filing_from_json(read_bytes(path), path.name)
    if extension not in REPORTS:
        from toolkit.ingest.refused import refused

        raise refused(path, FORMATS)
    from toolkit.ingest.recognise import filing_of

    blocks, findings = bounded(REPORTS[extension](path), path.name)
    if not any(has_text(block) for block in blocks):
        raise UnreadableFile(f"{path.name} 里没有读到文字。", "请用相应的程序打开，确认内容完好后重试。")
    filing, more = filing_of(blocks, form_id)
    return filing, (*findings, *more)
