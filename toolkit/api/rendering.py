"""The report of a filing in any format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from toolkit.api.checking import Checked, check
from toolkit.document.blocks import Document
from toolkit.document.compose import compose
from toolkit.errors import OutputError
from toolkit.filing import Filing, Paragraph
from toolkit.form import Forms
from toolkit.form.registry import HOW_TO_GET
from toolkit.location import Location
from toolkit.render import FORMATS
from toolkit.rules.typography import TextChange, tidy

Notes = Callable[[str], None]
"""Called with a sentence for each thing that the office's own document lacked."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A report: its file in each format by extension, and why there is none in another.

    ``name`` is what its files are called, without an extension. ``changes`` are what tidying put right, each with its
    place. Where the filing is blocked and no draft was wanted, there are no reports and no failures.
    """

    name: str
    filing: Filing
    reports: Mapping[str, bytes]
    failures: Mapping[str, Exception]
    changes: tuple[tuple[Location, TextChange], ...] = ()


def render(
    source: Checked | Path | str,
    formats: Iterable[str] = ("docx", "html"),
    *,
    forms: Forms | None = None,
    draft: bool = False,
    tidied: bool = False,
    reference: bytes | None = None,
    pdf_from_word: bool = False,
    note: Notes = lambda sentence: None,
) -> Rendered:
    """The report of a source, or of what was checked, in each of ``formats`` (:data:`~toolkit.render.FORMATS`).

    A ``draft`` is marked as one on every page and made in spite of errors. ``tidied``: with what is certain in its
    typography put right. ``reference``: the office's own Word file, for its styles. ``pdf_from_word``: the PDF is
    made of the Word report by LibreOffice. One format that fails keeps none of the others back.

    :class:`~toolkit.errors.OutputError` where a supplement of the source is not at hand, so that its tables would be
    missing without a word.

    >>> rendered = render("examples/hegang-2021/填报工作簿.xlsx", ["txt"])
    >>> rendered.reports["txt"].decode().splitlines()[0]
    '鹤岗市市场监督管理局'
    """
    checked = source if isinstance(source, Checked) else check(source, forms)
    filing, changes = _tidied(checked.filing) if tidied else (checked.filing, ())
    reports: dict[str, bytes] = {}
    failures: dict[str, Exception] = {}
    if filing.missing_supplements and not draft:
        names = "、".join(filing.missing_supplements)
        raise OutputError(f"来源附有补充表“{names}”，这里没有，报告会缺少它的内容。", HOW_TO_GET)
    if draft or not checked.blocked:
        press = _Press(compose(filing, draft=draft), reference, pdf_from_word, note)
        for extension in dict.fromkeys(formats):
            try:
                reports[extension] = press.printed(extension)
            except Exception as error:  # whatever a library raises, the other formats are made
                failures[extension] = error
    return Rendered(name=checked.report_name, filing=filing, reports=reports, failures=failures, changes=changes)


@dataclass(frozen=True)
class _Press:
    """Prints ``document``; the Word report once, which the PDF may be made of."""

    document: Document
    reference: bytes | None
    pdf_from_word: bool
    note: Notes

    def printed(self, extension: str) -> bytes:
        if extension == "docx":
            return self._word
        if extension == "pdf" and self.pdf_from_word:
            from toolkit.render.office import pdf_of

            return pdf_of(self._word)
        return FORMATS[extension].renderer()(self.document)

    @cached_property
    def _word(self) -> bytes:
        return FORMATS["docx"].renderer()(self.document, reference=self.reference, report=self.note)


def _tidied(filing: Filing) -> tuple[Filing, tuple[tuple[Location, TextChange], ...]]:
    """``filing`` with its text put right where that is certain, and each change with the place of its paragraph."""
    changes: list[tuple[Location, TextChange]] = []

    def own(paragraph: Paragraph) -> Paragraph:
        text, found = tidy(paragraph.text)
        changes.extend((paragraph.where, change) for change in found)
        return replace(paragraph, text=text)

    narrative = {slot: tuple(map(own, paragraphs)) for slot, paragraphs in filing.narrative.items()}
    return replace(filing, narrative=narrative), tuple(changes)
