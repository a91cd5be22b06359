"""Filing JSON in: every mistake of shape at once, every value with its path, nothing dropped in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.errors import FormError, InvalidFiling, UnknownForm
from toolkit.filing.additions import supplement_findings
from toolkit.filing.cover import CoverEntry, CoverKind, filing_values
from toolkit.filing.dump import filing_to_json
from toolkit.filing.model import (
    Entry,
    Filing,
    Indicator,
    Paragraph,
    Source,
    Text,
    Unplaced,
    Waiver,
)
from toolkit.filing.prior import Prior
from toolkit.filing.shape import FilingShape, ParagraphShape, PriorShape, UnknownKey, join, parsed, without_unknown_keys
from toolkit.filing.values import entry_for
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Kind, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.expression import Number
from toolkit.form.kinds import COUNT, RowName
from toolkit.form.structure import StructureFault, structure
from toolkit.location import NOWHERE, Location

__all__ = ["filing_from_json", "filing_to_json"]

_MOST_HINTS = 100
"""Looking for the name that was meant takes time; a file with more unknown names is no typing slip."""


def filing_from_json(text: bytes | str, name: str, forms: Forms) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing that ``text`` holds, and a finding (IM-02) for each key or id that has no place in it.

    :class:`InvalidFiling` with every mistake of shape or, where the shape is right, every value that is none;
    each with its path. ``name`` is what the file is called in messages, ``forms`` are those that it may be on.
    """
    unknown_keys: list[UnknownKey] = []
    raw = without_unknown_keys(parsed(text, name), FilingShape, unknown_keys)
    reader = _Reader(unknown_keys=unknown_keys, forms=forms)
    filing = None
    try:
        filing = reader.filing(structure(raw, FilingShape))
    except StructureFault as fault:
        reader.mistakes.extend(fault.mistakes)
    if filing is None or reader.mistakes:
        raise InvalidFiling(name, tuple(reader.mistakes))
    for unknown_key in unknown_keys:
        reader.report(unknown_key.path, unknown_key.key, unknown_key.known, Severity.WARNING)
    return filing, tuple(reader.findings)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Collects what is wrong while it reads; of ``unknown_keys`` it takes out what the form has a place for.

    ``absent`` are supplements that are not at hand: then what has no place in the form may be theirs.
    """

    unknown_keys: list[UnknownKey]
    forms: Forms
    absent: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def filing(self, shape: FilingShape) -> Filing | None:
        listed = {each.id: each.digest for each in shape.supplements}
        form = self.form(shape.form, "form", tuple(listed))
        if form is None:
            return None
        self.findings.extend(supplement_findings(form, listed, "supplements"))
        self.absent.extend(listed.keys() - {each.id for each in form.additions})
        entries = dict(self.entries(form, shape.tables, ""))
        entries |= _blank_rows(form, shape.tables, entries)
        entries |= self.printed_blank(form, shape.printed_blank, entries)
        entries |= self.partial_sums(form, shape.partial_sums, entries)
        sections = [section.id for section in form.sections]
        return Filing(
            form=form,
            source=Source.DATA,
            **filing_values(lambda entry: self.cover(entry, shape, form)),
            inputs={quantity: entry for quantity, entry in entries.items() if quantity in form.inputs},
            stated={quantity: entry for quantity, entry in entries.items() if quantity not in form.inputs},
            indicators=tuple(
                Indicator(
                    name=indicator.name,
                    entry=self.entry(indicator.value, f"indicators[{index}].value"),
                    unit=indicator.unit,
                    prior=self.number(self.entry(indicator.prior, f"indicators[{index}].prior")),
                )
                for index, indicator in enumerate(shape.indicators)
            ),
            headings={
                section: Text(value=heading, where=Location(f"headings.{section}"))
                for section, heading in self.known(shape.headings, sections, "headings")
            },
            narrative=self.narrative(shape.narrative, form, "narrative"),
            waivers=tuple(
                Waiver(code=waiver.code, reason=waiver.reason, cells=waiver.cells, where=Location(f"waivers[{index}]"))
                for index, waiver in enumerate(shape.waivers)
            ),
            unplaced=tuple(Unplaced(text=piece.text, where=Location.parse(piece.where)) for piece in shape.unplaced),
            missing_supplements=tuple(sorted(self.absent)),
            prior=self.prior(shape.prior, form) if shape.prior else None,
        )

    def cover(self, entry: CoverEntry, shape: FilingShape, form: Form) -> tuple[object, Location]:
        """What an entry of the cover holds, and where; a text that may be left out is nowhere if it is."""
        value, where = getattr(shape if entry.outside else shape.cover, entry.name), Location(entry.json_path)
        match entry.kind:
            case CoverKind.LEVEL:
                return self.level(value, form), where
            case CoverKind.DATE:
                return self.date(value, entry.json_path), where
            case CoverKind.TEXT if not value and not entry.outside:
                return value, NOWHERE
        return value, where

    def prior(self, shape: PriorShape, form: Form) -> Prior | None:
        own = self.form(shape.form, "prior.form") if shape.form else form
        if own is None:
            return None
        narrative = self.narrative(shape.narrative, own, "prior.narrative")
        entries = dict(self.entries(own, shape.tables, "prior"))
        return Prior(
            form=own if shape.form else "",
            year=shape.year,
            numbers=self.numbers(
                (quantity, entry) for quantity, entry in entries.items() if own.holds(quantity).numeric
            ),
            # of words only names of rows are compared with any of this year
            names={cell: entry.text for cell, entry in entries.items() if isinstance(own.holds(cell), RowName)},
            indicators=self.numbers(
                (indicator.name, self.entry(indicator.value, f"prior.indicators[{index}].value"))
                for index, indicator in enumerate(shape.indicators)
            ),
            narrative={slot: tuple(p.text for p in paragraphs) for slot, paragraphs in narrative.items()},
        )

    def form(self, form_id: str, path: str, supplements: tuple[str, ...] = ()) -> Form | None:
        """The form of that id with those of the supplements that are at hand."""
        try:
            return self.forms.nearest(form_id, supplements)[0]
        except (UnknownForm, FormError) as error:
            self.mistakes.append(f"{path}：{error}")
            return None

    def level(self, level: str | None, form: Form) -> str | None:
        levels = [known.id for known in form.levels]
        if level is not None and level not in levels:
            self.mistakes.append(f"level：没有“{level}”这一单位层级{did_you_mean(level, levels)}")
        return level

    def date(self, text: str | None, path: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            self.mistakes.append(f"{path}：应为“2026-01-18”这样的日期，现为“{text}”")
            return None

    def entries(self, form: Form, tables: Mapping[str, Any], path: str) -> Iterator[tuple[str, Entry]]:
        """Every number of the tables, then of the sections' fields; a finding for each that the form has not."""
        for table, rows in tables.items():
            for row, columns in rows.items():
                found = {f"{table}.{row}.{column}": value for column, value in columns.items()}
                for cell, value in self.known(found, form.cells, join(path, "tables")):
                    yield cell, self.entry(value, f"{join(path, 'tables')}.{cell}", form.holds(cell))
        for group in self.field_groups(form, path):
            if isinstance(group.value, dict):
                found = {f"{group.key}.{key}": value for key, value in group.value.items()}
                for quantity, value in self.known(found, form.fields, path):
                    yield quantity, self.entry(value, join(path, quantity), form.holds(quantity))
            else:
                self.mistakes.append(f"{join(path, group.key)}：应为“键: 值”的形式，现为 {group.value!r:.40}")

    def printed_blank(
        self, form: Form, listed: Iterable[str], entries: Mapping[str, Entry]
    ) -> Iterator[tuple[str, Entry]]:
        """The entries of cells that a published report prints empty: they can hold nothing."""
        for quantity, _ in self.known(dict.fromkeys(listed), (*form.cells, *form.fields), "printed_blank"):
            path = join("tables", quantity) if quantity in form.cells else quantity
            entry = entries.get(quantity, Entry(where=Location(path)))
            if not entry.blank:
                self.mistakes.append(f"printed_blank：“{quantity}”列为印出的空白，{entry.where} 却填有内容")
            yield quantity, replace(entry, printed_blank=True)

    def partial_sums(
        self, form: Form, listed: Iterable[str], entries: Mapping[str, Entry]
    ) -> Iterator[tuple[str, Entry]]:
        """The entries of sums to which some figure is missing: they hold a number."""
        for quantity, _ in self.known(dict.fromkeys(listed), (*form.cells, *form.fields), "partial_sums"):
            entry = entries.get(quantity, Entry())
            if entry.number is None:
                self.mistakes.append(f"partial_sums：“{quantity}”列为不完整的合计，却没有数")
            yield quantity, replace(entry, partial=True)

    def field_groups(self, form: Form, path: str) -> list[UnknownKey]:
        """Groups of the form's fields: no fixed keys of the file, but the form has them."""
        names = {field.group for field in form.fields.values()}
        groups = [
            unknown_key for unknown_key in self.unknown_keys if unknown_key.path == path and unknown_key.key in names
        ]
        for group in groups:
            self.unknown_keys.remove(group)
        return groups

    def known(self, found: Mapping[str, Any], names: Iterable[str], path: str) -> Iterator[tuple[str, Any]]:
        """The pairs whose key is one of ``names``; a finding for each other."""
        choices = tuple(names)
        for key, value in found.items():
            if key in choices:
                yield key, value
            else:
                self.report(path, key, choices, Severity.WARNING if self.absent else Severity.ERROR)

    def report(self, path: str, key: str, choices: tuple[str, ...], severity: Severity) -> None:
        """IM-02 for a key that is none of ``choices``: an error where figures or text of the report are lost."""
        hint = did_you_mean(key, choices) if len(self.findings) < _MOST_HINTS else ""
        place = CellRef(id=key, where=Location(join(path, key)))
        self.findings.append(finding("IM-02", [place], variant="key", severity=severity, name=key, hint=hint))

    def entry(self, value: object, path: str, kind: Kind = COUNT) -> Entry:
        if isinstance(value, dict | list):
            self.mistakes.append(f"{path}：应为数字、文字或 null，现为 {value!r:.40}")
            return Entry(where=Location(path))
        return entry_for(kind, value, Location(path))

    def number(self, entry: Entry) -> Number | None:
        """The figure of an entry of last year, where a blank is nothing known and a text a mistake."""
        if entry.text and entry.number is None:
            self.mistakes.append(f"{entry.where}：应为数字，现为“{entry.text:.40}”")
        return entry.number

    def numbers(self, entries: Iterable[tuple[str, Entry]]) -> Mapping[str, Number]:
        pairs = [(key, self.number(entry)) for key, entry in entries]
        return {key: number for key, number in pairs if number is not None}

    def narrative(
        self, slots: Mapping[str, tuple[ParagraphShape, ...]], form: Form, path: str
    ) -> Mapping[str, tuple[Paragraph, ...]]:
        return {
            slot: tuple(self.paragraph(p, f"{path}.{slot}[{index}]") for index, p in enumerate(paragraphs))
            for slot, paragraphs in self.known(slots, form.text_slots, path)
        }

    def paragraph(self, shape: ParagraphShape, path: str) -> Paragraph:
        if (shape.heading is None) == (shape.text is None):
            self.mistakes.append(f"{path}：heading（小标题）与 text（正文）应写且只写一个")
        heading = shape.heading is not None
        return Paragraph(
            text=shape.heading or shape.text or "", heading=heading, where=Location(path), literal=shape.literal
        )


def _blank_rows(form: Form, tables: Mapping[str, Any], entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The cells of repeated rows that a table has no key for: there are no such rows, which is no figure not read."""
    rows = (row for table in tables for row in form.repeated_rows.get(table, ()))
    blank = (row for row in rows if entries.keys().isdisjoint(row))
    return {cell: Entry(where=Location(f"tables.{cell}")) for row in blank for cell in row}
