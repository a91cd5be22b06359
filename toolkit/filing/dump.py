"""Writes Filing JSON; reading it back gives the same filing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from toolkit.filing.correction_json import correction_to_json
from toolkit.filing.cover import COVER_ENTRIES, CoverKind
from toolkit.filing.model import Adjustment, Entry, Filing, Indicator, Paragraph
from toolkit.filing.numerals import as_integer, number_text
from toolkit.filing.prior import Prior
from toolkit.filing.prior_form import FormReference
from toolkit.filing.review_json import review_to_json
from toolkit.form import Field, Form, Kind
from toolkit.form.expression import Number
from toolkit.form.kinds import COUNT, Amount, YesNo
from toolkit.form.references import base_id
from toolkit.patterns import regex

Object = dict[str, Any]

_TEXT = r'"(?:[^"\\]|\\.)*"'
_FLAT = regex(rf'\{{(?:\n *{_TEXT}: (?:{_TEXT}|[^\s"{{}}\[\],]+),?)+\n *\}}')
"""An object of single values over several lines: a table's row, a paragraph. It is easier to read on one."""
_BREAK = regex(r"\n *")
_COVER = tuple(entry for entry in COVER_ENTRIES.values() if entry.kind is not CoverKind.SHOWN)


def filing_to_json(filing: Filing, *, content_mark: str = "") -> str:
    """``filing`` as Filing JSON, keys in a fixed order and cells in that of the form, without a last line break.

    Stated values of derived cells are written, computed ones are not: the reader computes them itself. What was not
    read has no key, a blank is ``null``, and ``printed_blank`` lists the blanks that a published report prints,
    ``sums`` hold what a roll-up found for its inputs, and ``partial_sums`` list those to which some figure is missing.
    ``content_mark`` is that of the published report whose data this is.
    """
    entries = {**filing.inputs, **filing.stated}
    there = (quantity for quantity in entries if quantity not in filing.absent)
    values = {quantity: _value(entries[quantity], filing.form.kind_of(quantity)) for quantity in there}
    every = (*filing.form.cells, *filing.form.fields)
    data = {
        "form": base_id(filing.form.id),
        "form_version": filing.form.version,
        "form_digest": filing.form.base_digest or filing.form.digest,
        "content_mark": content_mark,
        "supplements": _supplements(filing),
        **{entry.name: entry.in_json(filing) for entry in _COVER if entry.outside},
        "cover": _filled({entry.name: entry.in_json(filing) or "" for entry in _COVER if not entry.outside}),
        "tables": _tables(filing.form.cells, values),
        **_fields(filing.form.fields, values),
        "printed_blank": [quantity for quantity in every if quantity in values and entries[quantity].printed_blank],
        "sums": {
            quantity: _number(entry.added_up) for quantity, entry in entries.items() if entry.added_up is not None
        },
        "partial_sums": [quantity for quantity in every if quantity in entries and entries[quantity].partial],
        "indicators": [_indicator(indicator) for indicator in filing.indicators],
        "headings": {section: heading.value for section, heading in filing.headings.items()},
        "narrative": {slot: [_paragraph(p) for p in paragraphs] for slot, paragraphs in filing.narrative.items()},
        "waivers": [
            {"code": waiver.code, **_filled({"cells": list(waiver.cells)}), "reason": waiver.reason}
            for waiver in filing.waivers
        ],
        "requirements": [notice.data for notice in filing.requirements],
        "adjustments": [_adjustment(each) for each in filing.adjustments],
        "unplaced": [{"text": piece.text, **_filled({"where": str(piece.where)})} for piece in filing.unplaced],
        "review": review_to_json(filing.review),
        "correction": correction_to_json(filing.correction),
        "prior": _prior(filing.prior, filing.form) if filing.prior else None,
    }
    required = ("form", "agency", "year", "tables")
    kept = {key: data[key] for key in data if key in required or data[key]}
    return _FLAT.sub(lambda flat: _BREAK.sub(" ", flat[0]), json.dumps(kept, ensure_ascii=False, indent=1))


def _supplements(filing: Filing) -> list[Object]:
    """Those of the form, then those that its source has and that are not at hand."""
    known = [{"id": each.id, "digest": each.digest} for each in filing.form.additions]
    return [*known, *({"id": each} for each in filing.missing_supplements)]


def _tables(cells: Iterable[str], values: Mapping[str, Any]) -> Object:
    tables: Object = {}
    for cell in cells:
        if cell in values:
            table, _, rest = cell.partition(".")
            row, _, column = rest.rpartition(".")
            tables.setdefault(table, {}).setdefault(row, {})[column] = values[cell]
    return tables


def _fields(fields: Mapping[str, Field | None], values: Mapping[str, Any]) -> Object:
    """Fields by group; their amounts are texts, so that no reader takes them for binary fractions."""
    groups: Object = {}
    for quantity, declared in fields.items():
        if quantity in values:
            value, (group, _, key) = values[quantity], quantity.partition(".")
            as_text = declared and isinstance(declared.holds, Amount) and isinstance(value, int | float)
            groups.setdefault(group, {})[key] = str(value) if as_text else value
    return groups


def _value(entry: Entry, kind: Kind = COUNT) -> int | float | str | bool | None:
    if isinstance(kind, YesNo) and entry.text in kind.of:
        return entry.text == kind.word(True)
    if entry.text:
        return entry.text
    return None if entry.number is None else _number(entry.number)


def _number(number: Number) -> int | float | str:
    """A JSON number where its shortest form says just the same, else the digits as text; whole ones as readers do."""
    exact = as_integer(number) if isinstance(number, Decimal) else number
    if isinstance(exact, int):
        return exact
    digits = number_text(number)
    return float(number) if repr(float(number)) == digits else digits


def _indicator(indicator: Indicator) -> Object:
    prior = {} if indicator.prior is None else {"prior": _number(indicator.prior)}
    return {"name": indicator.name, "value": _value(indicator.entry), **_filled({"unit": indicator.unit}), **prior}


def _adjustment(line: Adjustment) -> Object:
    added = {"cell": line.quantity, "amount": _number(line.amount)} if line.quantity else {}
    return {
        "item": line.item,
        "written": line.written,
        "reason": line.reason,
        **_filled({"by": line.by, "day": line.day}),
        **added,
    }


def _paragraph(paragraph: Paragraph) -> Object:
    literal = {"literal": True} if paragraph.literal else {}
    return {"heading" if paragraph.heading else "text": paragraph.text, **literal}


def _prior(prior: Prior, form: Form) -> Object:
    own, named = prior.known_form(form), prior.reference(form)
    values = {**prior.names, **{quantity: _number(number) for quantity, number in prior.numbers.items()}}
    cells, fields = (own.cells, own.fields) if own else ({}, {})
    unknown = [quantity for quantity in values if quantity not in cells and quantity not in fields]
    narrative = {slot: [{"text": text} for text in texts] for slot, texts in prior.narrative.items()}
    indicators = [{"name": name, "value": _number(number)} for name, number in prior.indicators.items()]
    return {
        "year": prior.year,
        **(_reference(named) if prior.form or prior.absent else {}),
        "tables": _tables((*cells, *(each for each in unknown if each.count(".") > 1)), values),
        **_fields({**fields, **dict.fromkeys(each for each in unknown if each.count(".") == 1)}, values),
        **_filled({"labels": dict(prior.labels), "indicators": indicators, "narrative": narrative}),
    }


def _reference(named: FormReference) -> Object:
    return _filled({"form": named.id, "form_name": named.name, "form_version": named.version})


def _filled(values: Object) -> Object:
    """``values`` less those that say nothing."""
    return {key: value for key, value in values.items() if value}
