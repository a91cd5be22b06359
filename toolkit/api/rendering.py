"""The report of a filing in any format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from toolkit.api.checking import Checked, check_once, require_file
from toolkit.api.result_file import ResultFile
from toolkit.characters import display_name
from toolkit.document.blocks import Document, PageMark
from toolkit.document.compose import compose
from toolkit.errors import InvalidRequest, MissingGlyphs, OutputError, UnreadableFile, sentence_of
from toolkit.filing import Filing, Paragraph
from toolkit.filing.texts import texts_of
from toolkit.form import Forms
from toolkit.form.registry import HOW_TO_GET
from toolkit.location import Location
from toolkit.output import safe_name
from toolkit.progress import Progress, Tick, quiet
from toolkit.render import EVERY_FORMAT, REVIEW_FORMATS, with_companions
from toolkit.render.data_files import data_files
from toolkit.rules.review_standing import awaited_rounds
from toolkit.rules.typography import TextChange, tidy

DEFAULT_FORMATS = ("docx", "html")


@dataclass(frozen=True, kw_only=True)
class Rendered(Checked):
    """A report: its file in each format by the format's name, and why there is none in another.

    ``data_files`` go beside the report where one of the formats cannot carry its data. ``filing`` is as printed: where
    it was tidied, ``changes`` are what that put right, each with its place. ``notes`` say in Chinese what the office's
    own document lacked. ``awaited`` are the rounds of review that are still to be passed for it as printed: then every
    page is marked as one for review. Where the filing is blocked and no draft was wanted, there is neither a report nor
    a failure in any format but those of the review form, and the findings say why.
    """

    reports: Mapping[str, ResultFile]
    data_files: tuple[ResultFile, ...]
    failures: Mapping[str, Exception]
    changes: tuple[tuple[Location, TextChange], ...]
    notes: tuple[str, ...]
    awaited: tuple[str, ...]

    def save_all(self, output: Path | str | None = None) -> tuple[tuple[Path, ...], tuple[NotMade, ...]]:
        """Save every format that was made (:meth:`ResultFile.save`), and the data files beside them.

        Returns the paths, and the formats without a file. ``output``: a folder, or nothing.
        """
        written, failures = [], dict(self.failures)
        for name, file in self.reports.items():
            try:
                written.append(file.save(output))
            except OutputError as error:
                failures[name] = error
        written += [file.save(output) for file in self.data_files]
        return tuple(written), tuple(self.not_made(name, error) for name, error in failures.items())

    def not_made(self, name: str, error: Exception) -> NotMade:
        """Why there is no file in a format: what making it raised (``failures``), or what saving it did."""
        if not isinstance(error, MissingGlyphs):
            return NotMade(name=name, error=error)
        held = {sign: [text for _, text in texts_of(self.filing) if sign in text.value] for sign in error.signs}
        found = {sign: texts for sign, texts in held.items() if texts}
        places = {
            display_name(sign): "、".join(dict.fromkeys(str(text.where) for text in texts if text.where))
            for sign, texts in found.items()
        }
        tidied_away = (
            display_name(sign)
            for sign, texts in found.items()
            if all(sign not in tidy(text.value)[0] for text in texts)
        )
        return NotMade(name=name, error=error, places=places, tidied_away=tuple(tidied_away))


@dataclass(frozen=True, kw_only=True)
class NotMade:
    """A format without a file, by its ``name``.

    ``places``: the cells of each character that no font shows, by what it is called; ``tidied_away``: those of them
    that tidying removes.
    """

    name: str
    error: Exception
    places: Mapping[str, str] = field(default_factory=dict)
    tidied_away: tuple[str, ...] = ()

    def sentence(self, reason: str = "") -> str:
        """Which format, why (``reason``, else what the error says), and where: a line for each character."""
        lines = (f"\n  {sign}：{places}" for sign, places in self.places.items() if places)
        return f"“{EVERY_FORMAT[self.name].label}”没有生成：{reason or sentence_of(self.error)}{''.join(lines)}"


def render(
    source: Checked | Path | str,
    formats: Iterable[str] = DEFAULT_FORMATS,
    *,
    forms: Forms | None = None,
    draft: bool = False,
    tidied: bool = False,
    reference_doc: Path | str | None = None,
    reference_styles: bool = False,
    pdf_from_word: bool = False,
    progress: Progress = quiet,
) -> Rendered:
    """The report of a source, or of what was checked, in each of ``formats`` (:data:`~toolkit.render.FORMATS`), and its
    review form in those of :data:`~toolkit.render.REVIEW_FORMATS`, which is made whatever is wrong with the report.

    A ``draft`` is marked as one on every page and made in spite of errors. ``tidied``: with what is certain in its
    typography put right. ``reference_doc``: the office's own Word file, for its letterhead, headers, footers and page;
    with ``reference_styles`` for its styles too. Where the cover asks for review, what is no draft is marked as one for
    review until all rounds are passed for what is printed. ``pdf_from_word``: the PDF is made of the Word report by
    LibreOffice. One format that fails keeps none of the others back.

    :class:`~toolkit.errors.InvalidRequest` for a format that there is not;
    :class:`~toolkit.errors.OutputError` where a supplement of the source is not at hand, so that its tables would be
    missing without a word; :class:`~toolkit.errors.UnreadableFile` where ``reference_doc`` cannot be read; and what
    :func:`~toolkit.api.read` raises.

    >>> rendered = render("examples/hegang-2021/填报工作簿.xlsx", ["txt"])
    >>> rendered.reports["txt"].content.decode().splitlines()[0]
    '鹤岗市市场监督管理局'
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in EVERY_FORMAT]:
        raise InvalidRequest(f"没有“{'、'.join(unknown)}”这种格式。", f"可用的格式：{'、'.join(EVERY_FORMAT)}。")
    wanted = with_companions(wanted)
    checked = check_once(source, forms, progress)
    filing, changes = tidied_filing(checked.filing) if tidied else (checked.filing, ())
    reference = _content(Path(reference_doc)) if reference_doc else None
    reports: dict[str, ResultFile] = {}
    failures: dict[str, Exception] = {}
    notes: list[str] = []
    awaited = awaited_rounds(filing)
    if filing.missing_supplements and not draft:
        names = "、".join(filing.missing_supplements)
        raise OutputError(f"来源附有补充表“{names}”，这里没有，报告会缺少它的内容。", HOW_TO_GET)
    made = partial(ResultFile, folder=checked.source.parent, source=checked.source)
    data: tuple[ResultFile, ...] = ()
    allowed = [name for name in wanted if name in REVIEW_FORMATS or draft or not checked.blocked]
    if allowed:
        mark = PageMark.DRAFT if draft else PageMark.FOR_REVIEW if awaited else None
        printer = _Printer(checked, filing, mark, reference, reference_styles, pdf_from_word, notes)
        for done, name in enumerate(allowed):
            tick = partial(progress, "生成报告", done, len(allowed))
            tick()
            try:
                content = printer.printed(name, tick)
            except Exception as error:  # whatever a library raises, the other formats are made
                failures[name] = error
            else:
                reports[name] = made(content=content, name=EVERY_FORMAT[name].file_name(checked.report_name))
        if any(EVERY_FORMAT[name].data_apart for name in reports):
            data = tuple(
                made(content=file.text.encode(), name=safe_name(file.name)) for file in data_files(printer.report)
            )
        progress("生成报告", len(allowed), len(allowed))
    return Rendered(
        source=checked.source,
        filing=filing,
        findings=checked.findings,
        reports=reports,
        data_files=data,
        failures=failures,
        changes=changes,
        notes=tuple(notes),
        awaited=awaited,
    )


def _content(path: Path) -> bytes:
    require_file(path)
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableFile(f"无法打开“{path}”。", "请关闭正在使用它的程序，并核对读取权限。") from None


@dataclass(frozen=True)
class _Printer:
    """Prints the report of ``filing``, and the review form of what was ``checked``; each document is made once."""

    checked: Checked
    filing: Filing
    mark: PageMark | None
    reference: bytes | None
    reference_styles: bool
    pdf_from_word: bool
    notes: list[str]

    def printed(self, name: str, tick: Tick) -> bytes:
        style = EVERY_FORMAT[name]
        if name == "docx":
            return self._word
        document = self._review_form if name in REVIEW_FORMATS else self.report
        if style.module != "pdf":
            return style.renderer()(document)
        if name in REVIEW_FORMATS or not self.pdf_from_word:
            return style.renderer()(document, tick=tick)
        from toolkit.render.libreoffice import pdf_of

        return pdf_of(self._word, tick)

    @cached_property
    def report(self) -> Document:
        """The report as blocks."""
        return compose(self.filing, mark=self.mark)

    @cached_property
    def _review_form(self) -> Document:
        from toolkit.review.review_form import review_form  # loaded for the few that ask for one

        return review_form(self.checked.filing, self.checked.findings)

    @cached_property
    def _word(self) -> bytes:
        return EVERY_FORMAT["docx"].renderer()(
            self.report,
            reference=self.reference,
            reference_styles=self.reference_styles,
            report=self.notes.append,
        )


def tidied_filing(filing: Filing) -> tuple[Filing, tuple[tuple[Location, TextChange], ...]]:
    """``filing`` with its text put right where that is certain, and each change with the place of its paragraph."""
    changes: list[tuple[Location, TextChange]] = []

    def own(paragraph: Paragraph) -> Paragraph:
        text, found = tidy(paragraph.text)
        changes.extend((paragraph.where, change) for change in found)
        return replace(paragraph, text=text)

    narrative = {slot: tuple(map(own, paragraphs)) for slot, paragraphs in filing.narrative.items()}
    return replace(filing, narrative=narrative), tuple(changes)
