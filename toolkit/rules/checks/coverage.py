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
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, any_of, level_labels, unknown_levels
from toolkit.rules.checks.sections import letters_of
from toolkit.rules.checks.written_text import WrittenText
from toolkit.rules.live_checks import CheckLine, CheckWorkbook, FormulaValue

_HEAD = 40  # characters in which a run-in sub-head must appear


@dataclass(frozen=True, kw_only=True)
class MustCover(FormCheck):
    """Each official sub-head stands as a heading or begins a paragraph, and has text; the text speaks of ``terms``.

    ``further`` are sub-heads beside the official ones, which are only asked for where ``subheads`` is true. They may be
    written without any of ``openings``. Terms, each with the words that speak of it, are asked of ``levels`` (none:
    all).
    """

    subheads: bool = True
    further: tuple[str, ...] = ()
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
            for subhead in self._asked(section):
                position = self._position(own, subhead)
                if position is not None and _stands_alone(own, position):
                    cells = [paragraph_ref(section.id, own[position])]
                    yield listing.finding(filing, cells, variant="empty", subhead=_words(subhead))
            yield from self._terms(filing, listing, section)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Levels that the form does not have, terms that nothing speaks of, and nothing at all asked for."""
        yield from unknown_levels("levels", self.levels, form)
        yield from (f"terms.{term}：应写明说到它的词" for term, words in self.terms.items() if not all((words, *words)))
        if not (self.subheads or self.further or self.terms):
            yield "terms：应写明要写到的事，或者用 further 写明要有的小标题"

    def asks(self, form: Form) -> str:
        """What must be there."""
        heads = f"要有小标题{'、'.join(f'“{head}”' for head in self.further)}" if self.further else ""
        who = level_labels(self.levels, form)
        return "；".join(filter(None, (heads, f"{who}要写到{'、'.join(self.terms)}" if self.terms else "")))

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """How many terms the text says nothing of; only where every level is asked."""
        for section in () if self.levels or not self.terms else listing.sections(book.filing.form):
            text = WrittenText.of(book, section.id)
            missing = [term for term, words in self.terms.items() if not text.says(words)]
            count = "+".join(f"({text.found(words)}=0)*1" for words in self.terms.values())
            yield text.line(listing, FormulaValue(formula=count, shown=len(missing)), "0", f"{count}=0", not missing)

    def missing(self, filing: Filing, section: Section) -> tuple[str, ...]:
        """The sub-heads that a section with text should have, and has not."""
        own = paragraphs(filing, section.id)
        if not own:
            return ()
        return tuple(subhead for subhead in self._asked(section) if self._position(own, subhead) is None)

    def _asked(self, section: Section) -> tuple[str, ...]:
        """The sub-heads that must be there."""
        return (*(section.subheads if self.subheads else ()), *self.further)

    def _position(self, own: tuple[Paragraph, ...], subhead: str) -> int | None:
        """Where the sub-head is."""
        key = self._opening.sub("", _words(subhead), count=1)
        heads = (
            paragraph.text if paragraph.heading else re.split("[。：:]", paragraph.text)[0][:_HEAD] for paragraph in own
        )
        return next((place for place, head in enumerate(heads) if key in letters_of([head])), None)

    def _terms(self, filing: Filing, listing: ScopedCheck, section: Section) -> Iterator[Finding]:
        level, own = filing.form.level(filing.level), paragraphs(filing, section.id)
        if not own or (self.levels and not (level and level.id in self.levels)):
            return
        text = "".join(paragraph.text for paragraph in own)
        missing = [term for term, words in self.terms.items() if not any(word in text for word in words)]
        if missing:
            cells, words = [slot_ref(filing, section.id)], "、".join(missing)
            yield listing.finding(filing, cells, variant="terms", level=level.label if level else "", missing=words)

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(f"^(?:{any_of(self.openings)})")


def _words(subhead: str) -> str:
    return re.sub(r"^（.*?）", "", subhead)


def _stands_alone(own: tuple[Paragraph, ...], position: int) -> bool:
    following = own[position + 1] if position + 1 < len(own) else None
    return own[position].heading and (following is None or following.heading)
