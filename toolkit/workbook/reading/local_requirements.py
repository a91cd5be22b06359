"""The local requirements that a workbook carries on its metadata sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.bounds import REQUIREMENT_NOTICES
from toolkit.finding.catalogue import finding
from toolkit.finding.model import Finding
from toolkit.form.requirements import Requirements, requirements_of
from toolkit.form.structure import StructureFault
from toolkit.rules.cell_refs import clipped
from toolkit.rules.requirements import CODE
from toolkit.workbook.plan import LOCAL
from toolkit.workbook.reading.cell_contents import written
from toolkit.workbook.reading.source_workbook import SourceWorkbook

_NAMELESS = "文号不明"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRequirements:
    """Those that can be read, and what is wrong with the others, or with what became of them."""

    notices: tuple[Requirements, ...] = ()
    findings: tuple[Finding, ...] = ()


def carried_requirements(texts: Mapping[str, str]) -> CarriedRequirements:
    """What ``texts`` hold, each beside the digest that it had when it was handed out: LN-01 for what cannot be read,
    for what was changed since, and for more than a report is held to."""
    notices: list[Requirements] = []
    findings: list[Finding] = []
    for digest, text in texts.items():
        number = _NAMELESS
        try:
            data = json.loads(text)
            number = clipped(str(data.get("number") or _NAMELESS)) if isinstance(data, dict) else _NAMELESS
            notice = requirements_of(data)
        except StructureFault as fault:
            findings.append(finding(CODE, number=number, mistakes="；".join(fault.mistakes[:3])))
        except (ValueError, RecursionError):
            findings.append(finding(CODE, number=number, mistakes="不是合法的 JSON"))
        else:
            notices.append(notice)
            findings += [finding(CODE, variant="changed", number=notice.number)] if notice.digest != digest else []
    findings += _beyond(notices)
    return CarriedRequirements(notices=tuple(notices[:REQUIREMENT_NOTICES]), findings=tuple(findings))


def lost_requirements(book: SourceWorkbook) -> Iterator[Finding]:
    """LN-01 for each notice that a workbook without its metadata sheet still tells staff of."""
    for sheet in book.sheets:
        cells = book.cells(sheet)
        for (row, column), content in cells.items():
            if column == 1 and written(content) == LOCAL:
                number, _, _ = written(cells.get((row, 2))).partition("《")
                yield finding(CODE, variant="lost", number=clipped(number) or _NAMELESS)


def _beyond(notices: list[Requirements]) -> Iterator[Finding]:
    for notice in notices[REQUIREMENT_NOTICES:]:
        yield finding(CODE, number=notice.number, mistakes=f"一份填报最多带 {REQUIREMENT_NOTICES} 份")
