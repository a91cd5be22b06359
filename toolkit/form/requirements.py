"""Local requirements: what an office's own notice asks of reports beyond their form, as data that it hands out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toolkit.bounds import REQUIREMENT_CHECKS, REQUIREMENT_LETTERS, REQUIREMENTS_BYTES
from toolkit.form.field_metadata import REST
from toolkit.form.form import Form
from toolkit.form.model import Severity
from toolkit.form.references import base_id
from toolkit.form.structure import StructureFault, structure
from toolkit.form.text_faults import unfit_texts

KEY = "requirements_for"
_DEPTH, _PASSED_OVER = 8, "…"
"""How deep lists and keys may be within one another; what stands for a text that is none."""


@dataclass(frozen=True, kw_only=True)
class LocalRequirement:
    """One thing that a notice asks for: the check that holds it (``use``) with its ``options``.

    ``section`` is the one whose text it is about, ``clause`` where the notice says so. ``remedy`` replaces what staff
    are asked to do.
    """

    use: str
    section: str = ""
    clause: str = ""
    severity: Severity = Severity.WARNING
    remedy: str = ""
    options: Mapping[str, Any] = field(default_factory=dict, metadata=REST)


@dataclass(frozen=True, kw_only=True)
class Requirements:
    """A notice, ``number`` and ``title``, with what it asks of reports on a form or on any of a family.

    ``year`` is the report year that it was issued for, None where it holds until further notice.
    """

    requirements_for: str
    number: str
    title: str
    checks: tuple[LocalRequirement, ...]
    year: int | None = None

    def __hash__(self) -> int:
        return hash(self.digest)

    def fits(self, form: Form) -> bool:
        """Whether it is for ``form``, with supplements or without."""
        return self.requirements_for in (form.family, base_id(form.id))

    def basis(self, requirement: LocalRequirement) -> str:
        """What one of its requirements rests on: the number of the notice, and the clause."""
        return f"{self.number}{requirement.clause}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """It as plain data, from which :func:`requirements_of` makes it again, whatever file it was read from."""
        year = {} if self.year is None else {"year": self.year}
        checks = [_plain(each) for each in self.checks]
        return {KEY: self.requirements_for, "number": self.number, "title": self.title, **year, "checks": checks}

    @cached_property
    def text(self) -> str:
        """That on one line of JSON."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of that."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def requirements_of(data: object) -> Requirements:
    """Those in plain ``data``; :class:`StructureFault` with every mistake."""
    made, mistakes = declared_requirements(data)
    if made is None or mistakes:
        raise StructureFault(mistakes)
    return made


def declared_requirements(data: object) -> tuple[Requirements | None, tuple[str, ...]]:
    """Those in plain ``data``, as far as they have the shape, and every mistake: without them, one that is not of the
    shape uses no check (``use`` is empty), so that the others can be looked at all the same."""
    mistakes = [*_odd_values(data, "")]
    try:
        made = structure(data, Requirements)
    except StructureFault as fault:
        mistakes += fault.mistakes
        part = _sound_part(data) if isinstance(data, dict) else None
        return part, (*mistakes, *(_further_mistakes(part) if part else ()))
    mistakes += _further_mistakes(made)
    mistakes += (f"checks[{at}].use：不能空着" for at, each in enumerate(made.checks) if not each.use)
    if not mistakes and len(made.text.encode()) > REQUIREMENTS_BYTES:
        mistakes.append(f"文件：内容超过 {REQUIREMENTS_BYTES:,} 个字节")
    return made, tuple(mistakes)


def _further_mistakes(made: Requirements) -> Iterator[str]:
    """What is wrong with requirements of the right shape."""
    yield from unfit_texts(made)
    if made.year is not None and not 2000 <= made.year <= 2100:
        yield "year：应为报告年度，例如 2025"
    if not 1 <= len(made.checks) <= REQUIREMENT_CHECKS:
        yield f"checks：应有 1 到 {REQUIREMENT_CHECKS} 条要求，现有 {len(made.checks)} 条"


def _sound_part(data: Mapping[str, Any]) -> Requirements:
    """What can be looked at of requirements that are not of the shape; what is not is passed over."""
    listed = data.get("checks")
    year = data.get("year")
    return Requirements(
        **{key: own if isinstance(own := data.get(key), str) else _PASSED_OVER for key in (KEY, "number", "title")},
        year=year if type(year) is int else None,
        checks=tuple(map(_sound_check, listed)) if isinstance(listed, list) else (LocalRequirement(use=""),),
    )


def _sound_check(data: object) -> LocalRequirement:
    try:
        return structure(data, LocalRequirement)
    except StructureFault:
        return LocalRequirement(use="")


def _plain(requirement: LocalRequirement) -> dict[str, Any]:
    stated = {"section": requirement.section, "clause": requirement.clause, "remedy": requirement.remedy}
    own = {key: text for key, text in stated.items() if text}
    severity = {} if requirement.severity is Severity.WARNING else {"severity": requirement.severity.value}
    return {"use": requirement.use, **own, **severity, **requirement.options}


def _odd_values(value: object, path: str, depth: int = 1) -> Iterator[str]:
    """What JSON has no place for, as a date, what is nested too deep, and texts that are too long for a sheet."""
    if depth > _DEPTH:
        yield f"{path}：套得太深（最多 {_DEPTH} 层）"
    elif isinstance(value, dict):
        for key, own in value.items():
            place = f"{path}.{key}".lstrip(".")
            yield from _odd_values(own, place, depth + 1) if isinstance(key, str) else (f"{place}：键应为文字",)
    elif isinstance(value, list):
        for index, own in enumerate(value):
            yield from _odd_values(own, f"{path}[{index}]", depth + 1)
    elif isinstance(value, str):
        if len(value) > REQUIREMENT_LETTERS:
            yield f"{path}：有 {len(value)} 个字，最多 {REQUIREMENT_LETTERS} 个"
    elif not isinstance(value, int | None):
        yield f"{path or '文件'}：{str(value)!r:.40} 应加引号，或改为整数"
