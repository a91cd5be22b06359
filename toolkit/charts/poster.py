"""The 图解 of a year: a form's highlights and charts, by the sections of its report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.charts.data import ChartData, charts_of, shown
from toolkit.filing import Filing
from toolkit.form.model import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A figure that stands out: its name, the number as it is printed, and its unit."""

    name: str
    number: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterSection:
    """What is seen of a section under its heading."""

    heading: str
    highlights: tuple[Highlight, ...]
    charts: tuple[ChartData, ...]


def poster_of(filing: Filing) -> tuple[PosterSection, ...]:
    """The sections of which there is something to see."""
    sections = (
        PosterSection(
            heading=filing.heading(section.id),
            highlights=tuple(_highlights(filing, section)),
            charts=tuple(charts_of(filing, section.table)) if section.table else (),
        )
        for section in filing.form.sections
    )
    return tuple(section for section in sections if section.highlights or section.charts)


def _highlights(filing: Filing, section: Section) -> Iterator[Highlight]:
    for name in filing.form.highlights:
        total = filing.form.quantities[name]
        if filing.form.section_of(total.refs[0]) == section:
            unit = filing.form.declared(total.refs[0]).unit
            yield Highlight(name=name, number=shown(total.value(filing.number)), unit=unit)
