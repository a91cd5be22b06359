"""The numbers of sub-heads, and lines of text that carry the number of a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.chinese_numerals import TO_TEN, value_of
from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck
from toolkit.rules.checks.coverage import MustCover

_NUMERAL = f"[{TO_TEN}]{{1,3}}"
_SUBHEAD = regex(rf"\s{{0,9}}[（(]({_NUMERAL})[）)](?![至到、和及项])")  # （一）至（三）项 is none
_ITEM = regex(r"\s{0,9}(\d{1,2})[.．、](?!\d)")
_SECTION = regex(rf"\s{{0,9}}{_NUMERAL}、(?![{TO_TEN}])")  # 六、七月份 is no number


@dataclass(frozen=True, kw_only=True)
class SubheadNumbers(FormCheck):
    """Sub-heads （一）, （二） … and below them items 1., 2. … that are numbered twice or leave a number out.

    Either may begin again at one; but of sub-heads two that are both the first are the same number twice. Numbers of
    official sub-heads that are missing altogether are left out for that reason (:class:`MustCover`).
    """

    values = ("faults", "numbers")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section, at each paragraph whose number does not follow."""
        for slot in listing.slots:
            subheads = _Series(missing=_missing(filing, listing, slot))
            items = _Series(begins_anywhere=True)
            for paragraph in filing.narrative.get(slot, ()):
                if subhead := _SUBHEAD.match(paragraph.text):
                    subheads.add(f"（{subhead[1]}）", value_of(subhead[1]), paragraph)
                    items.begin()
                elif item := _ITEM.match(paragraph.text):
                    items.add(f"{item[1]}.", int(item[1]), paragraph)
            for series in (subheads, items):
                if series.faults:
                    cells = [paragraph_ref(slot, paragraph) for paragraph in series.places]
                    faults, numbers = "，".join(series.faults), "".join(series.shown)
                    yield listing.finding(filing, cells, actual=series.first, faults=faults, numbers=numbers)


@dataclass(slots=True)
class _Series:
    """The numbers of one kind in a section, and those among them that do not follow the one before."""

    shown: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    places: list[Paragraph] = field(default_factory=list)
    first: str = ""
    begins_anywhere: bool = False
    missing: frozenset[int] = frozenset()
    _last: int = 0

    def begin(self) -> None:
        """What comes next belongs to another head: any first number is right there."""
        self._last = 0

    def add(self, shown: str, number: int, paragraph: Paragraph) -> None:
        """The next number of the section."""
        begins = number == 1 and (self.begins_anywhere or self._last != 1)
        between = range(self._last + 1, number)
        if not (number == self._last + 1 or begins or (between and self.missing.issuperset(between))):
            before = self.shown[-1] if self._last else ""
            self.faults.append(_fault(before, shown, number, self._last))
            self.places.append(paragraph)
            self.first = self.first or shown
        self.shown.append(shown)
        self._last = number


def _missing(filing: Filing, listing: ScopedCheck, slot: str) -> frozenset[int]:
    """The numbers of official sub-heads that a section is reported to lack."""
    subheads = [
        subhead
        for check, other in listing.peers(MustCover)
        for section in other.sections(filing.form)
        if section.id == slot
        for subhead in check.missing(filing, section)
    ]
    return frozenset(value_of(match[1]) for subhead in subheads if (match := _SUBHEAD.match(subhead)))


def _fault(before: str, shown: str, number: int, last: int) -> str:
    if not last:
        return f"从“{shown}”开始"
    return f"“{shown}”用了两次" if number == last else f"“{before}”后面是“{shown}”"


@dataclass(frozen=True, kw_only=True)
class SectionLikeLine(FormCheck):
    """A line of a section's text that carries a number such as 一、, which is a section's own.

    The reader of a published report says so itself, where it decides what is a section.
    """

    variants = ("heading",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a line."""
        if filing.source is Source.REPORT:
            return
        headings = {_letters(filing.heading(section.id)) for section in filing.form.sections}
        for slot, paragraph in listing.written(filing):
            if _SECTION.match(paragraph.text):
                variant = "heading" if _letters(paragraph.text) in headings else "default"
                actual = clipped(paragraph.text, 30)
                yield listing.finding(filing, [paragraph_ref(slot, paragraph)], variant=variant, actual=actual)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
