"""The shape of a Filing JSON, key for key, and reading text into it under limits."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from toolkit.errors import InvalidFiling

LARGEST = 8 * 1024 * 1024
"""Bytes; the largest real filing with its text is below a hundredth of this."""

_MOST_DIGITS = 30
_LONGEST_EXPONENT = 2

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class CoverShape:
    title: str = ""
    issued_on: str | None = None
    contact: str = ""
    charts: bool = False
    for_review: bool = False


@dataclass(frozen=True, kw_only=True)
class IndicatorShape:
    name: str
    value: Any = None
    unit: str = ""
    prior: Any = None


@dataclass(frozen=True, kw_only=True)
class ParagraphShape:
    """Just one of ``heading`` and ``text``."""

    heading: str | None = None
    text: str | None = None
    literal: bool = False


@dataclass(frozen=True, kw_only=True)
class WaiverShape:
    code: str
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AdjustmentShape:
    """``cell`` and ``amount`` are those of a line that was added."""

    item: str
    written: str
    reason: str
    by: str = ""
    day: str = ""
    cell: str = ""
    amount: Any = 0


@dataclass(frozen=True, kw_only=True)
class UnplacedShape:
    text: str
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementShape:
    id: str
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class PriorShape:
    """``labels`` are those of what no form at hand had a place for when this was written."""

    year: int
    form: str = ""
    form_name: str = ""
    form_version: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=dict)
    indicators: tuple[IndicatorShape, ...] = ()
    narrative: Mapping[str, tuple[ParagraphShape, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReviewRoundShape:
    """``decision`` is 通过 or 退回; ``digest`` is of what was signed."""

    name: str
    reviewer: str = ""
    role: str = ""
    day: str | None = None
    opinion: str = ""
    decision: str = ""
    reason: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewShape:
    """``names`` are those of the rounds, ``contents`` what was signed, by digest and id."""

    names: tuple[str, ...] = ()
    rounds: tuple[ReviewRoundShape, ...] = ()
    contents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CorrectionShape:
    """Of a corrected edition the number and what it says otherwise."""

    number: int
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FilingShape:
    """All but the fields of a form's sections, whose names the form gives.

    ``content_mark`` is that of the report whose data this is.
    """

    form: str
    agency: str
    year: int | None
    tables: Tables
    form_version: int = 0
    form_digest: str = ""
    content_mark: str = ""
    supplements: tuple[SupplementShape, ...] = ()
    level: str | None = None
    cover: CoverShape = CoverShape()
    indicators: tuple[IndicatorShape, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, tuple[ParagraphShape, ...]] = field(default_factory=dict)
    waivers: tuple[WaiverShape, ...] = ()
    requirements: tuple[Mapping[str, Any], ...] = ()
    printed_blank: tuple[str, ...] = ()
    sums: Mapping[str, Any] = field(default_factory=dict)
    partial_sums: tuple[str, ...] = ()
    adjustments: tuple[AdjustmentShape, ...] = ()
    unplaced: tuple[UnplacedShape, ...] = ()
    review: ReviewShape = ReviewShape()
    correction: CorrectionShape | None = None
    prior: PriorShape | None = None


@dataclass(frozen=True, kw_only=True)
class UnknownKey:
    """A key for which a shape has no place; ``known`` are those that it has."""

    path: str
    key: str
    value: Any
    known: tuple[str, ...]


def parsed(text: bytes | str, name: str) -> dict[str, Any]:
    """The object in ``text``, decimals exact, numbers longer than any form's as their digits.

    :class:`InvalidFiling` if it is too large or too deep, no JSON object, doubles a key or holds a control character.
    """
    if len(text) > LARGEST:
        raise InvalidFiling(name, (f"文件超过 {LARGEST // 1024 // 1024} MB",))
    doubled: list[str] = []
    try:
        source = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        raw = json.loads(
            source,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=str,
            object_pairs_hook=lambda pairs: _object(pairs, doubled),
        )
        unprintable = _unprintable(raw, "")
    except UnicodeDecodeError:
        raise InvalidFiling(name, ("文件不是 UTF-8 编码的文字",)) from None
    except json.JSONDecodeError as error:
        raise InvalidFiling(name, (f"第 {error.lineno} 行第 {error.colno} 列：不是合法的 JSON",)) from None
    except RecursionError:
        raise InvalidFiling(name, ("括号嵌套太深",)) from None
    if not isinstance(raw, dict):
        raise InvalidFiling(name, ("最外层应为 { … }",))
    mistakes = (*(f"“{key}”在同一处写了两次" for key in doubled), *unprintable)
    if mistakes:
        raise InvalidFiling(name, mistakes)
    return raw


def without_unknown_keys(value: Any, wanted: Any, unknown_keys: list[UnknownKey], path: str = "") -> Any:
    """``value`` less the keys for which the shape ``wanted`` has no place; those go into ``unknown_keys``."""
    if get_origin(wanted) is UnionType:
        wanted = get_args(wanted)[0]
    inner = get_args(wanted)
    if dataclasses.is_dataclass(wanted) and isinstance(value, dict):
        hints = get_type_hints(wanted)
        unknown_keys += [
            UnknownKey(path=path, key=key, value=item, known=tuple(hints))
            for key, item in value.items()
            if key not in hints
        ]
        return {
            k: without_unknown_keys(v, hints[k], unknown_keys, join(path, k)) for k, v in value.items() if k in hints
        }
    if inner and isinstance(value, list):
        return [
            without_unknown_keys(item, inner[0], unknown_keys, f"{path}[{index}]") for index, item in enumerate(value)
        ]
    if inner and isinstance(value, dict):
        return {
            key: without_unknown_keys(item, inner[-1], unknown_keys, join(path, key)) for key, item in value.items()
        }
    return value


def join(path: str, key: str) -> str:
    """The JSON path of ``key`` under ``path``."""
    return f"{path}.{key}" if path else key


def _object(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            doubled.append(key)
        seen.add(key)
    return dict(pairs)


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _decimal(digits: str) -> Decimal | str:
    """A number such as 1e999999999 stays text: printed in full it would fill the memory, if it can be held at all."""
    exponent = digits.lower().partition("e")[2].lstrip("+-0")
    if len(digits) > _MOST_DIGITS or len(exponent) > _LONGEST_EXPONENT:
        return digits
    number = Decimal(digits)
    return number if abs(number.adjusted()) <= _MOST_DIGITS else digits


def _unprintable(value: object, path: str) -> list[str]:
    """Paths of texts with characters that no document can hold: lone surrogates, control characters."""
    if isinstance(value, dict):
        keys = [f"{path or '最外层'}：键名中有不能显示的字符" for key in value if _bad(key)]
        return keys + [m for key, item in value.items() if not _bad(key) for m in _unprintable(item, join(path, key))]
    if isinstance(value, list):
        return [m for index, item in enumerate(value) for m in _unprintable(item, f"{path}[{index}]")]
    return [f"{path}：文字中有不能显示的控制字符"] if isinstance(value, str) and _bad(value) else []


def _bad(text: str) -> bool:
    return any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r" for character in text)
