"""What a check is, and how a form makes use of one."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import CellRef, Finding
from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.model import ListedCheck
from toolkit.rules.places import cover_ref, heading_ref, paragraph_ref
from toolkit.rules.sentences import with_places


class FormCheck(ABC):
    """A check with its options: a frozen dataclass, structured from what a form gives it beside code and wording.

    ``variants`` are its messages beside the usual one, ``values`` what a message may name beside actual and expected.
    """

    variants: ClassVar[tuple[str, ...]] = ()
    values: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def run(self, filing: Filing, listing: Listing) -> Iterator[Finding]:
        """What it finds, worded and weighed as ``listing`` says. Never raises, whatever the filing holds."""

    def mistakes(self, form: Form) -> Iterator[str]:
        """What is wrong with options of the right shape, as “path：what is wrong”."""
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A check as a form lists it, for the ``whole`` filing or for one section; ``slots`` are those of its text."""

    check: FormCheck
    listed: ListedCheck
    slots: tuple[str, ...]
    whole: bool

    def run(self, filing: Filing) -> Iterator[Finding]:
        """The findings of the check."""
        return self.check.run(filing, self)

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
            severity=published or self.listed.severity,
            message=wording.messages.get(variant, wording.message).format(**known),
            remedy=wording.remedies.get(variant, wording.remedy).format(**known),
            cells=tuple(cells),
            actual=actual,
            expected=expected,
        )


def unknown_levels(path: str, levels: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``levels``, an option at ``path``, that ``form`` does not have."""
    known = [level.id for level in form.levels]
    for level in levels:
        if level not in known:
            yield f"{path}：没有层级“{level}”{did_you_mean(level, known)}"


def unknown_sections(path: str, sections: Iterable[str], form: Form) -> Iterator[str]:
    """A mistake for each of ``sections``, an option at ``path``, that ``form`` does not have."""
    known = [section.id for section in form.sections]
    for section in sections:
        if section not in known:
            yield f"{path}：没有部分“{section}”{did_you_mean(section, known)}"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` as they stand, the longest first; for none of them one that matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
