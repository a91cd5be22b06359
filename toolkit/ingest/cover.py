"""What stands before the first section and below the last: title, agency, year, opening words, signature, date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.characters import compact_visible
from toolkit.filing import Correction, Text
from toolkit.filing.correction import changes_in, is_correction_line, without_mark
from toolkit.form import Form
from toolkit.form.form import PREAMBLE
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.dates import date_at_end, period_year
from toolkit.ingest.identity import Title, is_agency, is_page_chrome, published, title_of
from toolkit.ingest.note_marks import unspaced
from toolkit.ingest.opening_sentences import Opening, opening_of
from toolkit.ingest.sections import Sections
from toolkit.location import NOWHERE, Location

_LAST_LINES = 8
"""How far from the end a signature is looked for."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The end of a report: the text above the signature, who signed, when, and what follows below."""

    text: tuple[SourceLine, ...]
    agency: Text = field(default_factory=Text)
    date: dt.date | None = None
    where: Location = NOWHERE
    after: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Whose report it is, for which year; ``left`` are lines before the title or below the date.

    ``corrected`` are those of a corrected edition that say what it corrects.
    """

    agency: Text
    year: int | None
    year_where: Location
    title: Text
    issued_on: dt.date | None
    issued_on_where: Location
    preamble: tuple[SourceLine, ...]
    left: tuple[SourceLine, ...]
    correction: Correction | None
    corrected: tuple[SourceLine, ...]


def cover_of(form: Form, sections: Sections) -> Cover:
    """The cover of a report. The signature and what follows it are taken out of the text of ``sections``."""
    end = sections.beyond or _last_lines(form, sections)
    title = title_of(sections.before, form, _signed(end))
    closing = closing_of(end, title.agency.value if title else "")
    end[:] = closing.text
    start = title.lines.stop if title else 0
    opening = [line for line in sections.before[start:] if not line.aside and not is_page_chrome(line)]
    dated = [(date, line.where) for line in opening if (date := _date_alone(line))]
    correction, corrected, undated = _corrected(title, [line for line in opening if not _date_alone(line)])
    above = tuple(undated)
    preamble, homeless = (above, ()) if PREAMBLE in form.text_slots else ((), above)
    aside = [(date, line.where) for line in sections.aside if (date := _date_alone(line))]
    pages = published([*sections.before, *sections.aside])
    closed = [(closing.date, closing.where)] if closing.date else []
    issued_on, issued_where = next(iter([*closed, *aside, *dated, *([pages] if pages else [])]), (None, NOWHERE))
    first = sections.lines.get(form.sections[0].id, ())
    said = opening_of(above or first[:1])
    year, where = _year(title, [*above, *first], said, issued_on, issued_where)
    named = (title.agency if title else Text(), closing.agency, said.agency)
    before = [line for line in sections.before[: title.lines.start if title else 0] if not line.aside]
    return Cover(
        agency=next((agency for agency in named if agency.value), Text()),
        year=year,
        year_where=where,
        title=_own_title(form, title, year),
        issued_on=issued_on,
        issued_on_where=issued_where,
        preamble=preamble,
        correction=correction,
        corrected=corrected,
        left=tuple(line for line in (*before, *homeless, *closing.after) if not is_page_chrome(line)),
    )


def _corrected(
    title: Title | None, lines: Sequence[SourceLine]
) -> tuple[Correction | None, tuple[SourceLine, ...], Sequence[SourceLine]]:
    """What a corrected edition says of itself, the lines that say it, and all other lines; of a first one nothing."""
    marks = [line for line in lines if (marked := without_mark(line.text))[1] and not marked[0].strip()]
    number = next((without_mark(line.text)[1] for line in marks), title.edition if title else 0)
    if not number:
        return None, (), lines
    own = tuple(line for line in lines if is_correction_line(line.text))
    taken = {*map(id, marks), *map(id, own)}
    others = [line for line in lines if id(line) not in taken]
    return Correction(number=number, changes=changes_in(line.text for line in own)), own, others


def closing_of(lines: Sequence[SourceLine], agency: str) -> Closing:
    """``lines`` without the signature: a date, alone or behind the agency's name, and that name on the line above.

    Another agency's name stays in the text, for the rules to ask about.
    """
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        ending = date_at_end(lines[place].text)
        if not ending or (ending[0] and not is_agency(ending[0])):
            continue
        above = list(lines[:place])
        if ending[0]:
            signer = re.sub(r"\d{4}年.*$", "", unspaced(lines[place].text)) or ending[0]
            above.append(SourceLine(text=signer, where=lines[place].where))
        text, signed = _unsigned(above, agency)
        after = tuple(lines[place + 1 :])
        return Closing(text=text, agency=signed, date=ending[1], where=lines[place].where, after=after)
    text, signed = _unsigned(list(lines), agency) if agency else (tuple(lines), Text())
    return Closing(text=text, agency=signed)


def _signed(lines: Sequence[SourceLine]) -> frozenset[str]:
    """The last of ``lines``, one of which may be the name of the agency, and two of them together."""
    last = [unspaced(line.text) for line in lines[-_LAST_LINES:]]
    return frozenset((*last, *map("".join, pairwise(last)))) - {""}


def _unsigned(lines: list[SourceLine], agency: str) -> tuple[tuple[SourceLine, ...], Text]:
    """``lines`` without a last one, or two, that name the agency (any agency where none is known), and that name."""
    name = unspaced(lines[-1].text) if lines else ""
    if name and (compact_visible(name) == compact_visible(agency) if agency else is_agency(name)):
        return tuple(lines[:-1]), Text(value=name, where=lines[-1].where)
    both = [unspaced(line.text) for line in lines[-2:]]
    if agency and len(both) > 1 and compact_visible("".join(both)) == compact_visible(agency):
        return tuple(lines[:-2]), Text(value=agency, where=lines[-2].where)
    return tuple(lines), Text()


def _last_lines(form: Form, sections: Sections) -> list[SourceLine]:
    """The text with which the report ends: of the last section that has any, or what stands below its last table."""
    if not form.sections[-1].holds_text:
        return sections.beside_tables
    filled = [lines for section in form.sections if (lines := sections.lines.get(section.id)) and section.holds_text]
    return filled[-1] if filled else []


def _date_alone(line: SourceLine) -> dt.date | None:
    ending = date_at_end(line.text)
    return ending[1] if ending and not ending[0] else None


def _year(
    title: Title | None, lines: Sequence[SourceLine], said: Opening, issued_on: dt.date | None, issued_where: Location
) -> tuple[int | None, Location]:
    """The report year: of the title, else of the period covered, of the first sentences, or the one before the date."""
    if title and title.year:
        return title.year, title.words.where
    for line in lines:
        year = period_year(line.text)
        if year:
            return year, line.where
    if said.year:
        return said.year, said.year_where
    return (issued_on.year - 1, issued_where) if issued_on else (None, NOWHERE)


def _own_title(form: Form, title: Title | None, year: int | None) -> Text:
    """The words of the title where they are not the form's, and its place where there is one."""
    usual = form.title.format(year=year) if year else ""
    if title is None:
        return Text()
    return title.words if title.words.value != unspaced(usual) else Text(where=title.words.where)
