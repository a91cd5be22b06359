"""Whose report it is, and for which year, as its first sentences say: where the title does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.characters import compact_visible
from toolkit.filing import Text
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.dates import YEAR, year_of
from toolkit.ingest.identity import is_agency
from toolkit.location import NOWHERE, Location
from toolkit.patterns import regex

_MOST_LINES = 12
_LONGEST_CLAUSE = 120
_CLAUSE = regex(r"[，,。；;：:！!]")
_NAME = r"(?P<name>[^《》“”\"]{2,40}?)"
_MAKES = r"(?:组织|负责)?(?:编制|编写|撰写|制作|形成)"
_BY = r"(?:根据|依据|按照|依照|遵照|结合)"
_YEAR = r"(?P<year>\d{4}|二[〇○零]\S\S)年度?"
_SAYS = (
    regex(
        rf"[现特]?(?:将|公布|发布|公开){{1,4}}+{_NAME}{_YEAR}\S{{0,40}}报告\S{{0,20}}",
        matches=("现公布甲市乙局2024年工作年度报告",),
        misses=("现公布一份报告", "甲市乙局2024年工作总结"),
    ),
    regex(rf"{_NAME}{_YEAR}\S{{0,40}}报告(?:如下|公布如下)"),
    regex(
        rf"本(?:年度|年度工作)?(?:报告|年报)由{_NAME}(?:{_BY}\S{{0,80}}?)?{_MAKES}\S{{0,20}}",
        matches=("本报告由甲市乙局根据条例编制",),
        misses=("本报告分六个部分",),
    ),
    regex(
        rf"(?:现由)?{_NAME}(?:{_BY}\S{{0,80}}?)?{_MAKES}了?(?:并公布|并发布)?\S{{0,60}}(?:报告|年报)》?",
        matches=("甲市乙局编制了2024年度报告",),
        misses=("甲市乙局收到申请3件",),
    ),
)
_ITSELF = regex("[我本该各全此其]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An agency and a year, each empty where no sentence says it."""

    agency: Text = field(default_factory=Text)
    year: int | None = None
    year_where: Location = NOWHERE


def opening_of(lines: Sequence[SourceLine]) -> Opening:
    """What the first of ``lines`` say: 根据…，某局编制本报告; 现公布某局2025年…报告."""
    found = Opening()
    for line in lines[:_MOST_LINES]:
        for clause in _CLAUSE.split(compact_visible(line.text)):
            said = _said(clause, line.where)
            found = Opening(
                agency=found.agency if found.agency.value else said.agency,
                year=found.year or said.year,
                year_where=found.year_where or said.year_where,
            )
    return found


def _said(clause: str, where: Location) -> Opening:
    if len(clause) > _LONGEST_CLAUSE:
        return Opening()
    for pattern in _SAYS:
        match = pattern.fullmatch(clause)
        if match and is_agency(match["name"]) and not _ITSELF.match(match["name"]):
            written = match.groupdict().get("year")
            year = year_of(written) if written and YEAR.match(f"{written}年") else None
            return Opening(
                agency=Text(value=match["name"], where=where), year=year, year_where=where if year else NOWHERE
            )
    return Opening()
