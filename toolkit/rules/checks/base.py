"""The base class of the checks that forms list, and a check in the scope that a form gives it."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import ClassVar, TypeVar

from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import CellRef, Finding
from toolkit.finding.words import fill_in
from toolkit.form import Form, Severity
from toolkit.form.cells import unknown
from toolkit.form.model import ListedCheck, Section
from toolkit.rules.cell_refs import cover_ref, heading_ref, paragraph_ref
from toolkit.rules.live_checks import CheckLine, CheckWorkbook
from toolkit.rules.sentences import with_places

C = TypeVar("C", bound="FormCheck")


class Stage(IntEnum):
    """When a check runs: findings of equal weight about one section come in this order."""

    ENTRIES = 1  # what cells hold
    FIGURES = 2  # figures with one another and with last year's
    PARTS = 3  # what parts there are
    REPORT = 4  # that they are this report's own
    WORDS = 5  # how they are worded


class FormCheck(ABC):
    """A check with its options: a frozen dataclass, structured from what a form gives it beside code and wording.

    ``variants`` are its messages beside the usual one, ``values`` what a message may name beside actual and expected,
    ``live`` the sentences that a form may give its lines of 校验.
    """

    stage: ClassVar[Stage] = Stage.WORDS
    variants: ClassVar[tuple[str, ...]] = ()
    values: ClassVar[tuple[str, ...]] = ()
    live: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """What it finds, worded and weighed as ``listing`` says. Never raises, whatever the filing holds."""

    def mistakes(self, form: Form) -> Iterator[str]:
        """What is wrong with options of the right shape, as “path：what is wrong”."""
        return iter(())

    def asks(self, form: Form) -> str:
        """What staff must do to pass it, for those that a notice may ask for; nothing for the others."""
        return ""

    def own_variants(self) -> tuple[str, ...]:
        """Its variants, where they depend on its options."""
        return self.variants

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """What of it formulas can hold, as lines of the 校验 sheet."""
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedCheck:
    """A check as a form lists it, for the ``whole`` filing or for one section; ``slots`` are those of its text.

    ``basis`` is the notice that asks for it beside the form, if one does. ``others`` are all checks of the form.
    ``severity`` is that of its findings; None: the one that the form states. While it runs, ``today`` is the day, and
    ``reported`` are the ids of cells whose reader has reported what they hold.
    """

    check: FormCheck
    listed: ListedCheck
    slots: tuple[str, ...]
    whole: bool
    basis: str = ""
    others: tuple[ScopedCheck, ...] = field(default=(), repr=False, compare=False)
    severity: Severity | None = None
    today: dt.date = dt.date.min
    reported: frozenset[str] = frozenset()

    def run(
        self, filing: Filing, *, today: dt.date = dt.date.min, reported: frozenset[str] = frozenset()
    ) -> Iterator[Finding]:
        """The findings of the check."""
        return self.check.run(filing, replace(self, today=today, reported=reported))

    def with_severity(self, severity: Severity | None) -> ScopedCheck:
        """The same check with findings of that severity; None: of the one that the form states."""
        return replace(self, severity=severity)

    def peers(self, kind: type[C]) -> Iterator[tuple[C, ScopedCheck]]:
        """The checks of a kind among all of the form, itself included."""
        return ((other.check, other) for other in self.others if isinstance(other.check, kind))

    def lines(self, book: CheckWorkbook) -> Iterator[CheckLine]:
        """Its lines of 校验."""
        return self.check.lines(book, self)

    def live(self, name: str = "") -> str:
        """The sentence of a line: the form's own of that name, or the title of the rule."""
        return self.listed.wording.lines.get(name, self.listed.wording.title)

    def sections(self, form: Form) -> tuple[Section, ...]:
        """The sections that it is about."""
        return tuple(section for section in form.sections if section.id in self.slots)

    def written(self, filing: Filing) -> Iterator[tuple[str, Paragraph]]:
        """Every paragraph that it looks at, as written, with its slot."""
        return ((slot, paragraph) for slot in self.slots for paragraph in filing.narrative.get(slot, ()))

    def cover_texts(self, filing: Filing) -> Iterator[tuple[CellRef, str]]:
        """What staff write on the cover, with its place: nothing for a check of one section."""
        if self.whole:
            refs = [cover_ref(filing, entry) for entry in ("agency", "title", "contact")]
            refs += [heading_ref(filing, section) for section in filing.headings]
            yield from ((ref, ref.value) for ref in refs)

    def texts(self, filing: Filing) -> Iterator[tuple[CellRef, str]]:
        """Every text that it looks at with its place; each sign of an expression as one that nothing matches."""
        yield from self.cover_texts(filing)
        for slot, paragraph in self.written(filing):
            yield paragraph_ref(slot, paragraph), with_places(paragraph, filing)

    def finding(
        self,
        filing: Filing,
        cells: Iterable[CellRef],
        *,
        variant: str = "default",
        actual: str = "",
        expected: str = "",
        **values: object,
    ) -> Finding:
        """A finding in the words of the form; ``values``, ``actual`` and ``expected`` fill them."""
        wording = self.listed.wording
        known = {"actual": actual, "expected": expected, **values}
        published = self.listed.published if filing.source is Source.REPORT else None
        return Finding(
            code=self.listed.code,
            severity=self.severity or published or self.listed.severity,
            message=fill_in(wording.messages.get(variant, wording.message), known),
            remedy=fill_in(wording.remedies.get(variant, wording.remedy), known),
            cells=tuple(cells),
            actual=actual,
            expected=expected,
            basis=self.basis,
        )


def unknown_levels(path: str, levels: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``levels``, an option at ``path``, that ``form`` does not have."""
    return unknown(f"{path}：没有层级", levels, (level.id for level in form.levels))


def level_labels(levels: Iterable[str], form: Form) -> str:
    """What staff call those of ``levels`` that ``form`` has; nothing for none."""
    wanted = frozenset(levels)
    return "、".join(level.label for level in form.levels if level.id in wanted)


def unknown_sections(path: str, sections: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``sections``, an option at ``path``, that ``form`` does not have."""
    return unknown(f"{path}：没有部分", sections, (section.id for section in form.sections))


def unknown_cells(path: str, cells: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``cells``, an option at ``path``, that ``form`` does not have."""
    return unknown(f"{path}：没有", cells, form.cells, "这个单元格")


def unknown_rows(path: str, rows: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``rows``, ``table.row``, an option at ``path``, that ``form`` does not have."""
    return unknown(f"{path}：没有", rows, (f"{cell.table}.{cell.row}" for cell in form.cells.values()), "这一行")


def says(text: str, words: Iterable[str]) -> bool:
    """Whether any of ``words`` stands in ``text``."""
    return any(map(text.__contains__, words))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` as they stand, the longest first; for none of them one that matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
