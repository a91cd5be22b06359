"""Reads Filing JSON: every mistake of shape at once, every value with its path, nothing dropped in silence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.errors import FormError, InvalidFiling, UnknownForm
from toolkit.filing.additions import change_findings, supplement_findings
from toolkit.filing.correction_json import correction_from_json, correction_mistakes
from toolkit.filing.cover import CoverEntry, CoverKind, filing_values
from toolkit.filing.dump import filing_to_json
from toolkit.filing.model import Adjustment, Entry, Filing, Indicator, Paragraph, Source, Text, Unplaced, Waiver
from toolkit.filing.prior import Prior, is_row_name
from toolkit.filing.prior_form import FormReference, PriorForm, prior_form
from toolkit.filing.repetitions import repetitions
from toolkit.filing.requirements_json import listed_requirements
from toolkit.filing.review_json import review_from_json, review_mistakes
from toolkit.filing.shape import FilingShape, ParagraphShape, PriorShape, UnknownKey, join, parsed, without_unknown_keys
from toolkit.filing.values import entry_for
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Cell, Field, Form, Forms, Kind, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.expression import Number
from toolkit.form.kinds import COUNT, RowName
from toolkit.form.references import JOINT
from toolkit.form.repeating import NAME
from toolkit.form.structure import StructureFault, structure
from toolkit.location import NOWHERE, Location
from toolkit.patterns import regex

__all__ = ["filing_from_json", "filing_to_json"]

Kept = Callable[[str], bool]
"""Whether to keep what is in no form at hand: ids of a last year's form of which not all is."""

_MOST_HINTS = 100
"""Looking for the name that was meant takes time; a file with more unknown names is no typing slip."""


def _nothing(_: str) -> bool:
    return False


def _everything(_: str) -> bool:
    return True


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
        own, *joined = shape.form.split(JOINT)
        listed = dict.fromkeys(joined, "") | {each.id: each.digest for each in shape.supplements}
        form = self.form(own, "form", tuple(listed))
        if form is None:
            return None
        if shape.form_version > form.version:
            way_out = f"这里的“{form.id}”只有第 {form.version} 版，请更新 xl-report 或表式文件后再读取"
            self.mistakes.append(f"form_version：数据用的表式是第 {shape.form_version} 版，{way_out}")
        self.findings.extend(change_findings(form, shape.form_version, shape.form_digest))
        self.findings.extend(supplement_findings(form, listed, "supplements", self.forms))
        self.mistakes.extend(review_mistakes(shape.review))
        self.mistakes.extend(correction_mistakes(shape.correction))
        self.mistakes.extend(repetitions("indicators", "name", [each.name for each in shape.indicators]))
        self.absent.extend(listed.keys() - {each.id for each in form.additions})
        entries = dict(self.entries(form, shape.tables, ""))
        entries |= _blank_rows(form, shape.tables, entries)
        entries |= self.printed_blank(form, shape.printed_blank, entries)
        entries |= self.sums(form, shape.sums, entries)
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
            requirements=listed_requirements(shape.requirements, self.mistakes),
            adjustments=tuple(
                Adjustment(
                    item=line.item,
                    written=line.written,
                    reason=line.reason,
                    by=line.by,
                    day=line.day,
                    quantity=line.cell,
                    amount=self.number(self.entry(line.amount, f"adjustments[{index}].amount")) or 0,
                )
                for index, line in enumerate(shape.adjustments)
            ),
            unplaced=tuple(Unplaced(text=piece.text, where=Location.parse(piece.where)) for piece in shape.unplaced),
            missing_supplements=tuple(sorted(self.absent)),
            review=review_from_json(shape.review, self.date),
            correction=correction_from_json(shape.correction),
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
            case CoverKind.SWITCH if value and not entry.belongs_to(form):
                self.mistakes.append(f"{entry.json_path}：这种表式没有{entry.label}")
            case CoverKind.TEXT if not value and not entry.outside:
                return value, NOWHERE
        return value, where

    def prior(self, shape: PriorShape, form: Form) -> Prior | None:
        found = PriorForm(form=form)
        if shape.form or shape.form_name:
            reference = FormReference(id=shape.form, name=shape.form_name, version=shape.form_version)
            found = prior_form(reference, self.forms, Location("prior.form"))
            self.findings.extend(found.findings)
        own, changed = found.form, found.form is None or 0 < shape.form_version < found.form.version
        kept = _everything if changed or found.absent else shape.labels.__contains__
        entries = dict(self.entries(own, shape.tables, "prior", kept))
        names = {cell: entry.text for cell, entry in entries.items() if is_row_name(cell, own)}
        figures = [(key, entry) for key, entry in entries.items() if self.is_figure(key, entry, own)]
        narrative = self.narrative(shape.narrative, own, "prior.narrative", kept)
        return Prior(
            form=found.form if shape.form or shape.form_name else None,
            absent=found.absent,
            year=shape.year,
            numbers=self.numbers(figures),
            names=names,  # of words only these are compared with any of this year
            labels={key: label for key, label in shape.labels.items() if _declared(key, own) is None},
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
        except FormError as error:
            self.mistakes.extend(f"{path}：表式“{error.form}”有错误：{mistake}" for mistake in error.mistakes)
            return None
        except UnknownForm as error:
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

    def entries(
        self, form: Form | None, tables: Mapping[str, Any], path: str, kept: Kept = _nothing
    ) -> Iterator[tuple[str, Entry]]:
        """Every number of the tables, then of the sections' fields; a finding for each that the form has not, unless
        it is kept."""
        cells, fields = (form.cells, form.fields) if form else ((), ())
        known_tables = [table.id for table in form.tables] if form else []
        for table, rows in tables.items():
            ids = [f"{table}.{row}.{column}" for row, columns in rows.items() for column in columns]
            if table not in known_tables and ids and not any(map(kept, ids)):
                self.report(join(path, "tables"), table, known_tables)
                continue
            beyond = () if any(map(kept, ids)) else _rows_beyond(form, table, rows)
            if form and beyond:
                self.findings.append(_too_many(form, table, rows, beyond, join(path, "tables")))
            for row, columns in rows.items():
                if row in beyond:
                    continue
                found = {f"{table}.{row}.{column}": value for column, value in columns.items()}
                for cell, value in self.known(found, cells, join(path, "tables"), kept):
                    yield cell, self.entry(value, f"{join(path, 'tables')}.{cell}", _kind(cell, form))
        for group in self.field_groups(form, path, kept):
            if isinstance(group.value, dict):
                found = {f"{group.key}.{key}": value for key, value in group.value.items()}
                for quantity, value in self.known(found, fields, path, kept):
                    yield quantity, self.entry(value, join(path, quantity), _kind(quantity, form))
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

    def sums(self, form: Form, listed: Mapping[str, Any], entries: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
        """The entries for which a roll-up found a sum, whatever they hold by now."""
        for quantity, value in self.known(listed, form.inputs, "sums"):
            number = self.number(self.entry(value, join("sums", quantity), form.kind_of(quantity)))
            yield quantity, replace(entries.get(quantity, Entry()), added_up=number)

    def partial_sums(
        self, form: Form, listed: Iterable[str], entries: Mapping[str, Entry]
    ) -> Iterator[tuple[str, Entry]]:
        """The entries of sums to which some figure is missing: they hold a number."""
        for quantity, _ in self.known(dict.fromkeys(listed), (*form.cells, *form.fields), "partial_sums"):
            entry = entries.get(quantity, Entry())
            if entry.number is None:
                self.mistakes.append(f"partial_sums：“{quantity}”列为不完整的合计，却没有数")
            yield quantity, replace(entry, partial=True)

    def field_groups(self, form: Form | None, path: str, kept: Kept) -> list[UnknownKey]:
        """Groups of the form's fields: no fixed keys of the file, but the form has them, or they are kept."""
        names = {field.group for field in form.fields.values()} if form else set()
        groups = [
            unknown_key
            for unknown_key in self.unknown_keys
            if unknown_key.path == path and (unknown_key.key in names or _holds_kept(unknown_key, kept))
        ]
        for group in groups:
            self.unknown_keys.remove(group)
        return groups

    def known(
        self, found: Mapping[str, Any], names: Iterable[str], path: str, kept: Kept = _nothing
    ) -> Iterator[tuple[str, Any]]:
        """The pairs whose key is one of ``names``; a finding for each other, unless it is kept."""
        choices = tuple(names)
        for key, value in found.items():
            if key in choices or kept(key):
                yield key, value
            else:
                self.report(path, key, choices)

    def report(self, path: str, key: str, choices: Sequence[str], severity: Severity | None = None) -> None:
        """IM-02 for a key that is none of ``choices``: an error where figures or text of the report are lost."""
        severity = severity or (Severity.WARNING if self.absent else Severity.ERROR)
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

    def is_figure(self, quantity: str, entry: Entry, form: Form | None) -> bool:
        """Whether an entry of last year should be a number; what is not known may as well be words."""
        declared = _declared(quantity, form)
        if declared:
            return declared.holds.numeric
        return not entry.unclear and not is_row_name(quantity, form)

    def numbers(self, entries: Iterable[tuple[str, Entry]]) -> Mapping[str, Number]:
        pairs = [(key, self.number(entry)) for key, entry in entries]
        return {key: number for key, number in pairs if number is not None}

    def narrative(
        self,
        slots: Mapping[str, tuple[ParagraphShape, ...]],
        form: Form | None,
        path: str,
        kept: Kept = _nothing,
    ) -> Mapping[str, tuple[Paragraph, ...]]:
        return {
            slot: tuple(self.paragraph(p, f"{path}.{slot}[{index}]") for index, p in enumerate(paragraphs))
            for slot, paragraphs in self.known(slots, form.text_slots if form else (), path, kept)
        }

    def paragraph(self, shape: ParagraphShape, path: str) -> Paragraph:
        if (shape.heading is None) == (shape.text is None):
            self.mistakes.append(f"{path}：heading（小标题）与 text（正文）应写且只写一个")
        heading = shape.heading is not None
        return Paragraph(
            text=shape.heading or shape.text or "", heading=heading, where=Location(path), literal=shape.literal
        )


def _rows_beyond(form: Form | None, table: str, rows: Mapping[str, Any]) -> tuple[str, ...]:
    """Those of ``rows`` that are of a repeated row's kind, and more than the table has."""
    repeat = form.table(table).repeat if form and any(each.id == table for each in form.tables) else None
    if not repeat:
        return ()
    numbered = regex(rf"{re.escape(repeat.id)}\.([0-9]{{1,9}})")
    return tuple(row for row in rows if (found := numbered.fullmatch(row)) and int(found[1]) > repeat.most)


def _too_many(form: Form, table: str, rows: Mapping[str, Any], beyond: Sequence[str], path: str) -> Finding:
    """One finding for all rows of a table that there is no room for."""
    declared = form.table(table)
    repeat, most = (declared.repeat.id, declared.repeat.most) if declared.repeat else ("", 0)
    named = [rows[row].get(NAME) for row in beyond]
    labels = "、".join(f"“{name or row}”" for name, row in zip(named, beyond, strict=True))
    cells = [CellRef(id=f"{table}.{row}", where=Location(f"{path}.{table}.{row}")) for row in beyond]
    return finding(
        "IM-02",
        cells,
        variant="rows_over",
        table=declared.short,
        count=sum(row.startswith(f"{repeat}.") for row in rows),
        most=most,
        labels=labels,
    )


def _declared(quantity: str, form: Form | None) -> Cell | Field | None:
    """The cell or field of that id; None where it is not known."""
    return form.declared(quantity) if form and (quantity in form.cells or quantity in form.fields) else None


def _holds_kept(group: UnknownKey, kept: Kept) -> bool:
    return isinstance(group.value, dict) and any(kept(join(group.key, key)) for key in group.value)


def _kind(quantity: str, form: Form | None) -> Kind:
    """What a cell or field holds; a count, or the name of a row, where the form does not know it."""
    declared = _declared(quantity, form)
    if declared:
        return declared.holds
    return RowName() if is_row_name(quantity, form) else COUNT


def _blank_rows(form: Form, tables: Mapping[str, Any], entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The cells of repeated rows that a table has no key for: there are no such rows, which is no figure not read."""
    rows = (row for table in tables for row in form.repeated_rows.get(table, ()))
    blank = (row for row in rows if entries.keys().isdisjoint(row))
    return {cell: Entry(where=Location(f"tables.{cell}")) for row in blank for cell in row}
