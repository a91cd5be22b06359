"""Texts short enough for every pattern: paragraphs in pieces, single lines cut short, each with a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.bounds import TEXT_CHARACTERS
from toolkit.filing.cover import COVER_ENTRIES, cover_texts
from toolkit.filing.model import Filing, Paragraph, Text, Unplaced
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.location import Location

_SHOWN = 20


def pieces_of(text: str) -> list[str]:
    """``text`` in pieces of at most :data:`TEXT_CHARACTERS`, nothing left out; just itself where it is no longer."""
    return [text[start : start + TEXT_CHARACTERS] for start in range(0, len(text), TEXT_CHARACTERS)] or [""]


def overlong_text(text: str, where: Location, identity: str = "", variant: str = "default") -> Finding:
    """The finding on a text that is longer than a report's."""
    place = CellRef(id=identity, where=where, value=f"{text[:_SHOWN]}…")
    return finding("TX-40", [place], variant=variant, count=len(text), most=TEXT_CHARACTERS, actual=f"{text[:_SHOWN]}…")


def split_long_texts(filing: Filing) -> tuple[Filing, tuple[Finding, ...]]:
    """``filing`` without overlong texts: paragraphs go on in further ones, the rest of a single line is unplaced."""
    holder = _Holder()
    cover: dict[str, Any] = {
        name: holder.line(COVER_ENTRIES[name].slot, text) for name, text in cover_texts(filing).items()
    }
    held = replace(
        filing,
        **cover,
        headings={section: holder.line(f"headings.{section}", text) for section, text in filing.headings.items()},
        narrative={slot: tuple(holder.paragraphs(slot, texts)) for slot, texts in filing.narrative.items()},
    )
    if not holder.findings:
        return filing, ()
    return replace(held, unplaced=(*filing.unplaced, *holder.rest)), tuple(holder.findings)


@dataclass
class _Holder:
    """Cuts texts, and gathers what was cut off and the findings on it."""

    findings: list[Finding] = field(default_factory=list)
    rest: list[Unplaced] = field(default_factory=list)

    def line(self, identity: str, text: Text) -> Text:
        first, *rest = pieces_of(text.value)
        if not rest:
            return text
        self.findings.append(overlong_text(text.value, text.where, identity, "line"))
        self.rest += (Unplaced(text=piece, where=text.where) for piece in rest)
        return replace(text, value=first)

    def paragraphs(self, slot: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        for paragraph in paragraphs:
            if len(paragraph.text) > TEXT_CHARACTERS:
                self.findings.append(overlong_text(paragraph.text, paragraph.where, f"narrative.{slot}"))
            yield from (replace(paragraph, text=piece) for piece in pieces_of(paragraph.text))
