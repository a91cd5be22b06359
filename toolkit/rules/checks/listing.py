"""What a check is, and how a form makes use of one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import CellRef, Finding
from toolkit.form import Form
from toolkit.form.model import ListedCheck


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
    """A check as a form lists it; ``slots`` are those of the text that it looks at."""

    check: FormCheck
    listed: ListedCheck
    slots: tuple[str, ...]

    def run(self, filing: Filing) -> Iterator[Finding]:
        """The findings of the check."""
        return self.check.run(filing, self)

    def written(self, filing: Filing) -> Iterator[tuple[str, Paragraph]]:
        """Every paragraph that it looks at, as written, with its slot."""
        return ((slot, paragraph) for slot in self.slots for paragraph in filing.narrative.get(slot, ()))

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
