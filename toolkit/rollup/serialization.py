"""What the store keeps, small: figures as a line of numbers in the order of their form, the rest as packed JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from functools import lru_cache
from typing import Any

from toolkit.bounds import PACKED_BYTES
from toolkit.errors import UnreadableFile
from toolkit.filing import Adjustment
from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.form import Form, Forms, Severity
from toolkit.form.expression import Number
from toolkit.location import Location

_DIGITS = 60
"""Before or after the point, of any decimal."""
Numbers = Mapping[str, Number]
Words = Mapping[str, str]
"""What cells for words hold, by id; the name of each repeated row that there is, an empty one too."""


def packed_figures(form: Form, numbers: Numbers) -> str:
    """The inputs of the form that hold a number; decimals exactly as entered."""
    line = [_plain(numbers.get(quantity)) for quantity in form.inputs]
    return f"{form.id} {form.once(_order)}{json.dumps(line, separators=(',', ':'))}"


def figures_of(text: str, forms: Forms) -> dict[str, Number]:
    """Inverse of :func:`packed_figures`, by id; blanks left out.

    :class:`UnreadableFile` where the form had other cells then.
    """
    head, bracket, line = text.partition("[")
    if not bracket:
        return {}
    form_id, _, order = head.partition(" ")
    form = forms.form(form_id)
    if order != form.once(_order):
        raise UnreadableFile(f"汇总库里的数据按旧版表式“{form_id}”存放。", "请用原来的文件重新汇总。")
    values = zip(form.inputs, json.loads(bracket + line), strict=True)
    return {q: value if isinstance(value, int) else _number(value) for q, value in values if value is not None}


def form_of(text: str) -> str:
    """The id of the form that :func:`packed_figures` are on; nothing for none."""
    return text.partition(" ")[0]


def packed_numbers(numbers: Numbers) -> str:
    """A few numbers with their ids; nothing at all for none."""
    if not numbers:
        return ""
    return json.dumps({quantity: _plain(number) for quantity, number in numbers.items()}, separators=(",", ":"))


def numbers_of(text: str) -> dict[str, Number]:
    """Inverse of :func:`packed_numbers`."""
    return {quantity: _number(value) for quantity, value in json.loads(text or "{}").items()}


def packed_adjustments(lines: Iterable[Adjustment]) -> str:
    """Adjustments, amounts exactly as entered; nothing at all for none."""
    plain = [asdict(line) | {"amount": _plain(line.amount)} for line in lines]
    return json.dumps(plain, ensure_ascii=False) if plain else ""


def adjustments_of(text: str) -> tuple[Adjustment, ...]:
    """Inverse of :func:`packed_adjustments`."""
    return tuple(Adjustment(**line | {"amount": _number(line["amount"])}) for line in json.loads(text or "[]"))


def places_of(data: bytes) -> Mapping[str, Location]:
    """Where each input stood in its file."""
    return {quantity: _place(where) for quantity, where in (_unpacked(data) or {}).items()}


_place = lru_cache(maxsize=4_000)(Location.parse)  # workbooks of a form have their inputs in the same places


def sentences_of(data: bytes) -> Mapping[str, str]:
    """The sentences by which a file's text is compared, by their letters."""
    return _unpacked(data) or {}


def findings_of(data: bytes) -> tuple[Finding, ...]:
    """What was found in the file, errors first within each sheet."""
    return findings_from(_unpacked(data) or ())


def findings_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Findings from their plain form, :func:`plain_finding` of each."""
    return tuple(
        Finding(
            **{
                **each,
                "severity": Severity(each["severity"]),
                "cells": tuple(CellRef(**cell | {"where": Location.parse(cell["where"])}) for cell in each["cells"]),
            }
        )
        for each in raw
    )


def plain_finding(found: Finding) -> Mapping[str, Any]:
    """A finding as plain values, its places as they are printed."""
    cells = [asdict(ref) | {"where": str(ref.where)} for ref in found.cells]
    return asdict(found) | {"cells": cells}


def packed(value: object) -> bytes:
    """Any plain value; nothing at all for an empty one."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1) if value else b""


def _order(form: Form) -> str:
    """A digest of the form's inputs in their order, which differs from that of another edition."""
    return f"{zlib.crc32(' '.join(form.inputs).encode()):08x}"


def _unpacked(data: bytes) -> Any:
    """:class:`ValueError` where it would be more than the program ever packs."""
    if not data:
        return None
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, PACKED_BYTES)
    if not unpacking.eof:
        raise ValueError("packed value is damaged or beyond bounds")
    return json.loads(text)


def _plain(number: Number | None) -> int | str | None:
    return number_text(number) if isinstance(number, Decimal) else number


def _number(value: int | str) -> Number:
    """:class:`ValueError` for what :func:`_plain` never makes."""
    if isinstance(value, int):
        return value
    number = Decimal(value)
    if not isinstance(value, str) or not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise ValueError(value)
    return number
