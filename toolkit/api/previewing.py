"""The text of a report with its figures, each with the cells that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import ReadResult, read_once
from toolkit.filing import Filing, Paragraph
from toolkit.form import Forms
from toolkit.form.form import PREAMBLE
from toolkit.form.references import Family, Slot
from toolkit.location import NOWHERE, Location
from toolkit.narrative import EvaluatedText, pieces
from toolkit.progress import Progress, quiet
from toolkit.rules.cell_refs import cover_ref

_SHORTEST_RANGE = 3
_TITLES = ("正文", "数字来自")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewFigure:
    """A figure in the text: its name, as it prints, and the places of the cells that it comes from."""

    name: str
    text: str
    where: tuple[Location, ...]

    @property
    def places(self) -> str:
        """``某表!J11:J14；封面!B5``: each sheet named once; empty where no cell has a place."""
        sheets: dict[str, list[str]] = {}
        for where in self.where:
            sheets.setdefault(where.sheet, []).append(where.place)
        return "；".join(
            f"{sheet}{'!' if sheet else ''}{'、'.join(_ranges(tuple(dict.fromkeys(places))))}"
            for sheet, places in sheets.items()
            if any(places)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewParagraph:
    """A paragraph: its text in parts, each with the expression that it was made from and what is wrong with that.

    ``heading``: it is a sub-head.
    """

    parts: tuple[EvaluatedText, ...]
    figures: tuple[PreviewFigure, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSection:
    """The paragraphs under a heading; at least one."""

    heading: str
    paragraphs: tuple[PreviewParagraph, ...]


def preview(
    source: ReadResult | Path | str, *, forms: Forms | None = None, progress: Progress = quiet
) -> tuple[PreviewSection, ...]:
    """The sections that hold text, in their order. Never fails for an expression that cannot be evaluated: its part
    says why. Raises as :func:`~toolkit.api.read` does.

    >>> first, *others = preview("examples/hegang-2021/填报工作簿.xlsx")
    >>> first.heading
    '引言'
    """
    filing = read_once(source, forms, progress).filing
    return tuple(
        PreviewSection(
            heading="引言" if slot == PREAMBLE else filing.heading(slot),
            paragraphs=tuple(_previewed(paragraph, filing) for paragraph in paragraphs),
        )
        for slot in filing.form.text_slots
        if (paragraphs := filing.narrative.get(slot))
    )


def preview_page(sections: Sequence[PreviewSection], title: str) -> bytes:
    """A web page of the text, each paragraph with its figures, their cells, and what is wrong in it.

    >>> from toolkit import api
    >>> page = api.preview_page(api.preview("examples/hegang-2021/填报工作簿.xlsx"), "预览")
    >>> page.decode().count("<table")
    4
    """
    from toolkit.render.listing import Listing, render_listings

    listings = [
        Listing(heading=section.heading, headers=_TITLES, rows=[*map(_row, section.paragraphs)], words=True)
        for section in sections
    ]
    return render_listings(
        title, listings or [Listing(heading=_TITLES[0], headers=_TITLES[:1], rows=[("还没有写正文。",)])]
    )


def _row(paragraph: PreviewParagraph) -> tuple[str, str]:
    text = "".join(part.text for part in paragraph.parts)
    figures = [f"{figure.name} {figure.text}（{figure.places}）" for figure in paragraph.figures if figure.places]
    problems = [f"{part.expression} 写法不对：{part.problem}" for part in paragraph.parts if part.problem]
    return text, "；".join((*problems, *figures))


def _previewed(paragraph: Paragraph, filing: Filing) -> PreviewParagraph:
    parts = pieces(paragraph, filing)
    uses = {use.name: use for part in parts for use in part.uses}
    figures = tuple(
        PreviewFigure(name=use.name, text=use.text, where=tuple(_where(cell, filing) for cell in use.cells))
        for use in uses.values()
    )
    return PreviewParagraph(parts=parts, figures=figures, heading=paragraph.heading)


def _ranges(places: Sequence[str]) -> Iterator[str]:
    """``places`` of one sheet with those that stand one below the other in one, from three on."""
    runs: list[list[str]] = []
    for place in places:
        if runs and _below(runs[-1][-1]) == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        yield from [f"{run[0]}:{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run


def _below(place: str) -> str:
    """The cell below that of an address; nothing for what is none."""
    letters = place.rstrip("0123456789")
    return f"{letters}{int(place[len(letters) :]) + 1}" if letters != place and letters.isalpha() else ""


def _where(cell: str, filing: Filing) -> Location:
    slot = Slot.parse(cell)
    if slot and slot.family is Family.COVER:
        return cover_ref(filing, slot.name).where
    if slot and slot.family is Family.INDICATOR:
        return next((own.entry.where for own in filing.indicators if own.name == slot.name), NOWHERE)
    return filing.where(cell)
