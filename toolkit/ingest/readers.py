"""Which reader a file is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InaccessibleFile, ReportError, UnreadableFile
from toolkit.filing import Filing
from toolkit.filing.lengths import split_long_texts
from toolkit.filing.local_requirements import held_to
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms
from toolkit.ingest.encoding import decoded
from toolkit.ingest.file_kinds import EXTENSIONS, FileKind, certain_kind, is_other, kind_of
from toolkit.progress import Tick, silence

if TYPE_CHECKING:
    from toolkit.ingest.blocks import Piece

Read = tuple[Filing, tuple[Finding, ...]]

FORMATS = tuple(EXTENSIONS)
"""What :func:`read_any` reads, by extension."""


def _page(content: bytes, path: Path) -> Iterator[Piece]:
    from toolkit.ingest.html import html_blocks

    return html_blocks(decoded(content), path.name)


def _archive(content: bytes, path: Path) -> Iterator[Piece]:
    from toolkit.ingest.archive import archive_blocks

    return archive_blocks(content, path.name)


def _word(content: bytes, path: Path) -> Iterator[Piece]:
    from toolkit.ingest.docx import docx_blocks

    return docx_blocks(content, path.name)


def _markdown(content: bytes, path: Path) -> Iterator[Piece]:
    from toolkit.ingest.text import text_blocks

    return text_blocks(decoded(content), path.name, marked_down=True)


def _text(content: bytes, path: Path) -> Iterator[Piece]:
    from toolkit.ingest.text import text_blocks

    return text_blocks(decoded(content), path.name)


_REPORTS: Mapping[FileKind, Callable[[bytes, Path], Iterator[Piece]]] = {
    FileKind.PAGE: _page,
    FileKind.ARCHIVE: _archive,
    FileKind.WORD: _word,
    FileKind.MARKDOWN: _markdown,
    FileKind.TEXT: _text,
}


def read_any(path: Path, forms: Forms, *, form: Form | None = None, tick: Tick = silence) -> Read:
    """The filing that ``path`` holds and the findings of reading it (not those of checking it).

    A workbook, a Filing JSON or a published report, known by its content where that is certain, else by its extension.
    ``form`` is the one to read a report as; of ``forms`` by its labels if None. Workbooks and data name their own.
    ``tick`` is called while a file is waited for. :class:`~toolkit.errors.UnreadableFile` for what cannot be read as
    what it should be. The filing is held to the local requirements of ``forms``, beside those that it brings.
    """
    try:
        filing, findings = _read(path, forms, form, tick)
        filing, long = split_long_texts(filing)
        filing, of_requirements = held_to(filing, forms.requirements)
    except ReportError:
        raise
    except Exception as error:  # one file, however odd, must not stop the others
        raise UnreadableFile(
            f"读取 {path.name} 时出错（{type(error).__name__}），没有读完。",
            "请用相应的程序打开、另存后重试；仍不行的，请把这份文件交给本工具的维护者。",
        ) from error
    return filing, (*findings, *long, *of_requirements)


def _read(path: Path, forms: Forms, form: Form | None, tick: Tick) -> Read:
    extension = path.suffix.lower()
    if EXTENSIONS.get(extension) is FileKind.WORKBOOK:
        try:
            return _of_kind(FileKind.WORKBOOK, b"", path, forms, form, tick)
        except InaccessibleFile:
            raise
        except UnreadableFile:
            content = _content(path)
            kind = certain_kind(content)
            if kind in (None, FileKind.WORKBOOK):
                raise
    else:
        content = _content(path)
        kind = kind_of(content, extension)
    if kind is None:
        from toolkit.ingest.refused_files import refusal_of

        raise refusal_of(path.name, content, FORMATS)
    filing, findings = _of_kind(kind, content, path, forms, form, tick)
    if is_other(kind, extension):
        usual = next(known for known, each in EXTENSIONS.items() if each is kind)
        findings = (finding("IM-12", file=path.name, kind=kind.value, extension=usual), *findings)
    return filing, findings


def _content(path: Path) -> bytes:
    from toolkit.ingest.blocks import read_bytes

    return read_bytes(path)


def _of_kind(kind: FileKind, content: bytes, path: Path, forms: Forms, form: Form | None, tick: Tick) -> Read:
    if kind is FileKind.WORKBOOK:
        from toolkit.workbook.reading.read import read_workbook

        return read_workbook(path, forms)
    if kind is FileKind.DATA:
        from toolkit.filing.json import filing_from_json

        return filing_from_json(content, path.name, forms)
    from toolkit.ingest.blocks import collect_blocks, has_text
    from toolkit.ingest.foreign_documents import refuse_foreign
    from toolkit.ingest.recogniser import filing_of
    from toolkit.ingest.several_reports import refuse_several

    blocks, findings = collect_blocks(_pieces(kind, content, path, tick), path.name)
    if not any(has_text(block) for block in blocks):
        raise UnreadableFile(f"{path.name} 里没有读到文字。", "请用相应的程序打开，确认内容完好后重试。")
    filing, more = filing_of(blocks, forms, form)
    refuse_foreign(blocks, filing, path.name, forms)
    refuse_several(filing.form, blocks, path.name)
    return filing, (*findings, *more)


def _pieces(kind: FileKind, content: bytes, path: Path, tick: Tick) -> Iterator[Piece]:
    if kind is FileKind.PDF:
        from toolkit.ingest.pdf import pdf_blocks

        return pdf_blocks(path, tick)
    return _REPORTS[kind](content, path)
