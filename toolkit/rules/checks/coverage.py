"""What a section must speak of: its official sub-heads, and what agencies of some levels must report in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.model import Section
from toolkit.narrative import paragraphs
from toolkit.rules.cell_refs import paragraph_ref, slot_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, any_of, unknown_levels
from toolkit.rules.checks.sections import letters_of

_HEAD = 40  # characters in which a run-in sub-head must appear


@dataclass(frozen=True, kw_only=True)
class MustCover(FormCheck):
    """Each official sub-head stands as a heading or begins a paragraph, and has text; the text speaks of ``terms``.

    Only terms are asked for where ``subheads`` is false. Sub-heads may be written without any of ``openings``. Terms,
    each with the words that speak of it, are asked of ``levels``.
    """

    subheads: bool = True
    openings: tuple[str, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: tuple[str, ...] = ()

    stage = Stage.PARTS
    variants = ("empty", "terms")
    values = ("missing", "subhead", "level")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section for what is missing, one for each sub-head without text, one for terms."""
        for section in listing.sections(filing.form):
            missing = self.missing(filing, section)
            if missing:
                words = "、".join(f"“{_words(subhead)}”" for subhead in missing)
                yield listing.finding(filing, [slot_ref(filing, section.id)], missing=words)
            own = paragraphs(filing, section.id)
            for subhead in section.subheads if self.subheads else ():
                position = self._position(own, subhead)
                if position is not None and _stands_alone(own, position):
                    cells = [paragraph_ref(section.id, own[position])]
                    yield listing.finding(filing, cells, variant="empty", subhead=_words(subhead))
            yield from self._terms(filing, listing, section)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Levels that the form does not have."""
        return unknown_levels("levels", self.levels, form)

    def missing(self, filing: Filing, section: Section) -> tuple[str, ...]:
        """The official sub-heads that a section with text does not have."""
        own = paragraphs(filing, section.id)
        if not own or not self.subheads:
            return ()
        return tuple(subhead for subhead in section.subheads if self._position(own, subhead) is None)

    def _position(self, own: tuple[Paragraph, ...], subhead: str) -> int | None:
        """Where the sub-head is."""
        key = self._opening.sub("", _words(subhead), count=1)
        heads = (
            paragraph.text if paragraph.heading else re.split("[。：:]", paragraph.text)[0][:_HEAD] for paragraph in own
        )
        return next((place for place, head in enumerate(heads) if key in letters_of([head])), None)

    def _terms(self, filing: Filing, listing: ScopedCheck, section: Section) -> Iterator[Finding]:
        level, own = filing.form.level(filing.level), paragraphs(filing, section.id)
        if not (level and level.id in self.levels and own):
            return
        text = "".join(paragraph.text for paragraph in own)
        missing = [term for term, words in self.terms.items() if not any(word in text for word in words)]
        if missing:
            cells, words = [slot_ref(filing, section.id)], "、".join(missing)
            yield listing.finding(filing, cells, variant="terms", level=level.label, missing=words)

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(f"^(?:{any_of(self.openings)})")


def _words(subhead: str) -> str:
    return re.sub(r"^（.*?）", "", subhead)


def _stands_alone(own: tuple[Paragraph, ...], position: int) -> bool:
    following = own[position + 1] if position + 1 < len(own) else None
    return own[position].heading and (following is None or following.heading)
