"""Whether a published report says what a workbook says, whatever became of its file on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from toolkit.characters import without_hidden
from toolkit.document.blocks import PageMark
from toolkit.document.content_mark import DRAFT
from toolkit.filing import Filing, Unplaced
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.review.cover_changes import compare_covers
from toolkit.review.figure_changes import FigureComparison, FigureState, compare_figures
from toolkit.review.passage_changes import PassageChange, passage_changes
from toolkit.review.passages import passages_of
from toolkit.review.pdf_signatures import PdfSignature
from toolkit.review.published_file import PublishedFile
from toolkit.review.signed_rounds import signing_findings
from toolkit.rules.review_standing import standing_of

_MOST_LABELS = 3
_MOST_EDITS = 6
_LONGEST = 60
_UNREAD = (FigureState.UNREAD, FigureState.ABSENT)
_BLANKS = {FigureState.BLANK: "blank", FigureState.BLANK_ZERO: "zero"}


class PublicationVerdict(StrEnum):
    """What can be said of a published report."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNVERIFIED = "unverified"  # nothing was found to differ, but not all could be compared


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """How many figures or passages a workbook has, and how many of them stand in the published report as they are."""

    all: int
    same: int


@dataclass(frozen=True, kw_only=True)
class Verification:
    """A published report held against a workbook.

    ``carried``: whether the digest in its file is the workbook's; None where there is none. ``differences`` say what is
    another thing there, ``unverified`` what could not be compared; each names the place in the workbook. ``beside`` is
    what else is to be said of the file, and of the workbook as what was signed.
    """

    carried: bool | None
    signatures: tuple[PdfSignature, ...]
    figures: ComparedCount
    passages: ComparedCount
    differences: tuple[Finding, ...]
    unverified: tuple[Finding, ...]
    beside: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return (*self.differences, *self.unverified, *self.beside)

    @property
    def verdict(self) -> PublicationVerdict:
        """Equal only where everything was compared."""
        if any(finding.severity is Severity.ERROR for finding in self.differences):
            return PublicationVerdict.DIFFERENT
        return PublicationVerdict.UNVERIFIED if self.unverified else PublicationVerdict.EQUAL


def verify_published(filing: Filing, published: Filing, file: PublishedFile | None = None) -> Verification:
    """``published``, read as the form of ``filing``, figure by figure and paragraph by paragraph.

    ``file`` is what its file says of itself.
    """
    file = file or PublishedFile()
    carried, standing = file.content, standing_of(filing)
    matches = None if carried in (None, DRAFT) else carried == standing.digest
    figures = compare_figures(filing, published)
    passages = passages_of(filing)
    changes = passage_changes(passages, passages_of(published))
    differing = sum(not change.added for change in changes)
    cover, missing = _cover(filing, published)
    differences = (*cover, *_figures(filing, figures), *map(_passage, changes))
    return Verification(
        carried=matches,
        signatures=file.signatures,
        figures=ComparedCount(
            sum(each.state is not FigureState.ADDED for each in figures),
            sum(each.state is FigureState.SAME for each in figures),
        ),
        passages=ComparedCount(len(passages), len(passages) - differing),
        differences=(*_carried(published, carried == DRAFT, matches, bool(differences)), *differences),
        unverified=(*_unchecked(file), *missing, *_unread(filing, figures), *_contradicting(published)),
        beside=(*_broken(file), *signing_findings(filing, standing, carried), *_beside(published)),
    )


def _carried(published: Filing, draft: bool, matches: bool | None, differing: bool) -> Iterator[Finding]:
    """What the file's digest adds to the comparison: whether the file or the workbook was changed since."""
    if draft or any(mark in piece.text for piece in published.unplaced for mark in PageMark):
        yield finding("PB-06", variant="draft")
    elif matches and differing:
        yield finding("PB-06", variant="edited")
    elif matches is False:
        yield finding("PB-06", variant="default" if differing else "same", severity=Severity.WARNING)


def _broken(file: PublishedFile) -> Iterator[Finding]:
    yield from (finding("PB-08", name=each.name) for each in file.signatures if not each.intact)


def _unchecked(file: PublishedFile) -> Iterator[Finding]:
    if file.unchecked:
        yield finding("PB-08", variant="unchecked", severity=Severity.WARNING, reason=file.unchecked)


def _cover(filing: Filing, published: Filing) -> tuple[list[Finding], list[Finding]]:
    """What the cover says otherwise in the published report, and what of it is not there."""
    differences, missing = [], []
    for each in compare_covers(filing, published):
        ref = CellRef(id=each.entry.slot, where=each.where, label=each.entry.label, value=each.after)
        if each.before and not each.read:
            missing.append(finding("PB-04", [ref], variant="missing", expected=each.before))
        elif not each.same:
            variant = "default" if each.before else "added"
            differences.append(finding("PB-04", [ref], variant=variant, expected=each.before, actual=each.after))
    return differences, missing


def _figures(filing: Filing, figures: Iterable[FigureComparison]) -> Iterator[Finding]:
    """What is another figure in the published report, table by table."""
    for table, own in groupby(figures, key=lambda each: each.table):
        blanks: dict[FigureState, list[FigureComparison]] = {}
        for each in own:
            if each.state in _BLANKS:
                blanks.setdefault(each.state, []).append(each)
            elif each.state is FigureState.OTHER:
                yield finding("PB-01", [_ref(each)], expected=each.before, actual=each.after)
            elif each.state is FigureState.ADDED and each.after:
                yield finding("PB-01", [_ref(each)], variant="added", actual=each.after)
        for state, blank in blanks.items():
            yield finding(
                "PB-01",
                map(_ref, blank),
                variant=_BLANKS[state],
                severity=Severity.WARNING if state is FigureState.BLANK_ZERO else None,
                count=len(blank),
                table=filing.form.table(table).short,
                listed=_listed([f"{each.label} {each.before}" for each in blank]),
            )


def _unread(filing: Filing, figures: Iterable[FigureComparison]) -> Iterator[Finding]:
    """What of the published report could not be compared, table by table."""
    for table, group in groupby(figures, key=lambda each: each.table):
        own = list(group)
        unread = [each for each in own if each.state in _UNREAD]
        for each in own:
            if each.state is FigureState.UNCLEAR:
                yield finding("PB-02", [_ref(each)], variant="unclear", expected=each.before, actual=each.after)
        if unread:
            yield finding(
                "PB-02",
                map(_ref, unread),
                variant="table" if len(unread) == len(own) else "default",
                count=len(unread),
                table=filing.form.table(table).short,
                labels=_listed([each.label for each in unread]),
            )


def _ref(figure: FigureComparison) -> CellRef:
    return CellRef(id=figure.id, where=figure.where, label=figure.label, value=figure.after)


def _passage(change: PassageChange) -> Finding:
    passage, found = change.passage, change.found
    ref = CellRef(id=str(passage.slot), where=passage.where, label=passage.label, value=_clipped(found))
    if change.added:
        return finding("PB-03", [ref], variant="added", actual=found, shown=_clipped(found))
    if not change.edits:
        return finding("PB-03", [ref], variant="missing", expected=passage.text, shown=_clipped(passage.text))
    edits = [_edit(*edit) for edit in change.edits]
    more = f"等 {len(edits)} 处" if len(edits) > _MOST_EDITS else ""
    listed = "；".join(edits[:_MOST_EDITS]) + more
    return finding("PB-03", [ref], expected=passage.text, actual=found, listed=listed)


def _edit(was: str, now: str) -> str:
    if not was:
        return f"多出“{_clipped(now)}”"
    return f"“{_clipped(was)}”成了“{_clipped(now)}”" if now else f"缺少“{_clipped(was)}”"


def _contradicting(published: Filing) -> Iterator[Finding]:
    """Tables of the form's beside those that are read, with other figures: which of them counts, nobody can say."""
    refs = [_piece_ref(piece) for piece in published.unplaced if piece.contradicts]
    if refs:
        yield finding("PB-05", refs, variant="table", severity=Severity.ERROR, actual=refs[0].value, count=len(refs))


def _beside(published: Filing) -> Iterator[Finding]:
    """What stands in the file that belongs to no part of the report, or that no workbook holds."""
    if published.correction:
        own = published.correction
        yield finding("PB-07", edition=own.mark, count=len(own.changes))
    refs = [_piece_ref(piece) for piece in published.unplaced if not piece.contradicts]
    if refs:
        yield finding("PB-05", refs, actual=refs[0].value, count=len(refs))


def _piece_ref(piece: Unplaced) -> CellRef:
    return CellRef(id="unplaced", where=piece.where, value=_clipped(piece.text))


def _listed(texts: Sequence[str]) -> str:
    more = "等" if len(texts) > _MOST_LABELS else ""
    return "、".join(texts[:_MOST_LABELS]) + more


def _clipped(text: str) -> str:
    shown = " ".join(without_hidden(text).split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
