"""Supplements: tables and sections that an office adds to a form, and that a filing may come without."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from toolkit.errors import FormError
from toolkit.form.form import Form
from toolkit.form.model import AddedSupplement
from toolkit.form.references import JOINT
from toolkit.form.source import declares, read_yaml
from toolkit.form.structure import StructureFault, structure
from toolkit.patterns import regex

KEY = "supplement_to"
_OF_FORM = ("tables", "sections")
_INDEX = regex(r"(tables|sections)\[(\d+)\]")

Raw = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Head:
    """What a supplement says of itself, beside its tables and sections."""

    id: str
    version: int
    name: str
    supplement_to: str


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """The file of a supplement: whose it is, and the tables and sections as they are written."""

    id: str
    version: int
    name: str
    supplement_to: str
    digest: str
    raw: Mapping[str, list[Any]]


def is_supplement(source: bytes) -> bool:
    """Whether a file that is valid YAML is a supplement."""
    return declares(source, KEY)


def parse_supplement(source: bytes, name: str, *, supplement_id: str = "") -> Supplement:
    """The supplement declared in ``source``; :class:`FormError` with what is wrong with the file by itself."""
    try:
        raw = read_yaml(source)
        mistakes = [f"{key}：补充表只能增加表（tables）和部分（sections）" for key in _unknown_keys(raw)]
        mistakes += [f"{key}：应为列表" for key in _OF_FORM if not isinstance(raw.get(key, []), list)]
        if mistakes:
            raise StructureFault(tuple(mistakes))
        head = structure({key: value for key, value in raw.items() if key not in _OF_FORM}, _Head)
        if supplement_id and head.id != supplement_id:
            raise StructureFault((f"id：应与文件夹的名称“{supplement_id}”相同，现为 {head.id!r:.40}",))
        if not any(raw.get(key) for key in _OF_FORM):
            raise StructureFault(("tables：补充表没有增加什么",))
    except StructureFault as fault:
        raise FormError(name, fault.mistakes) from None
    return Supplement(
        id=head.id,
        version=head.version,
        name=head.name,
        supplement_to=head.supplement_to,
        digest=hashlib.sha256(source).hexdigest(),
        raw={key: raw.get(key) or [] for key in _OF_FORM},
    )


def with_supplements(raw: Raw, supplements: Sequence[Supplement]) -> dict[str, Any]:
    """The raw form with what they add, behind what it has."""
    added = {key: [deepcopy(part) for each in supplements for part in each.raw[key]] for key in _OF_FORM}
    return {**raw, **{key: [*raw.get(key, ()), *parts] for key, parts in added.items() if parts}}


def with_joint_id(form: Form, supplements: Sequence[Supplement]) -> Form:
    """A form that was made of a raw one with supplements, if any, under the name of all of them."""
    if not supplements:
        return form
    digest = hashlib.sha256(" ".join([form.digest, *(each.digest for each in supplements)]).encode())
    return replace(
        form,
        id=JOINT.join([form.id, *(each.id for each in supplements)]),
        name=f"{form.name}，附：{'、'.join(each.name for each in supplements)}",
        digest=digest.hexdigest(),
        base_digest=form.digest,
        additions=tuple(map(_addition, supplements)),
    )


def own_paths(mistakes: Sequence[str], form: Form) -> Iterator[str]:
    """Mistakes of ``form`` with a supplement, by their paths in the supplement's file."""
    counts = {"tables": len(form.tables), "sections": len(form.sections)}
    for mistake in mistakes:
        place = _INDEX.match(mistake)
        if place and (at := int(place[2]) - counts[place[1]]) >= 0:
            yield f"{place[1]}[{at}]{mistake[place.end() :]}"
        else:
            yield mistake


def _unknown_keys(raw: Raw) -> Iterator[str]:
    return (str(key) for key in raw if key not in (*_Head.__dataclass_fields__, *_OF_FORM))


def _addition(supplement: Supplement) -> AddedSupplement:
    tables = tuple(str(table["id"]) for table in supplement.raw["tables"])
    return AddedSupplement(id=supplement.id, name=supplement.name, digest=supplement.digest, tables=tables)
