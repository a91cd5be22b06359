"""The table that reviewers exchange: each fault with the indicator that it falls under, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.finding import Finding
from toolkit.finding.catalogue import catalogue
from toolkit.finding.families import family_of
from toolkit.form import Form, Severity
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_progress import ReportingStep, UnitStep
from toolkit.rollup.unit_status import UnitState
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value

REVIEW = "汇总 问题整改"
_READ = frozenset({UnitState.COUNTED, UnitState.INCLUDED, UnitState.LEFT_OUT})
_INSIDE = "RU-10"
"""Says that there are errors in a file, each of which has a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """A finding that was sent back, and when the unit reported again after it."""

    finding: Finding
    returned: UnitStep
    again: UnitStep | None


def review_table(
    parent: UnitResult,
    children: Sequence[UnitResult],
    forms: Sequence[Form],
    found: Mapping[str, Sequence[Finding]],
    steps: Mapping[str, Sequence[UnitStep]],
) -> Iterator[PlainSheet]:
    """The sheet, if it has a line: errors and warnings, unit by unit, and what was sent back and is mended.

    ``forms`` are those whose rules the findings may be of, the most likely first.
    """
    rows = [
        [child.name, *line, ""]
        for child in children
        for line in _lines(child, forms, found.get(child.unit, ()), steps.get(child.unit, ()))
    ]
    if not rows:
        return
    yield PlainSheet(
        name=REVIEW,
        title=f"{parent.name}：问题整改",
        note="错误和提醒各占一行，按报告的部分和规则归入指标。整改结果由历次汇总得出：退回的问题在重报的文件里还有没有；没有退回过的空着。"
        "整改说明由您填写，下次汇总时带进新的一份。",
        headers=[["单位名称", "一级指标", "二级指标", "评价标准", "问题明细", "整改结果", "整改说明"]],
        rows=rows,
        widths=[20, 18, 13, 32, 58, 20, 20],
        frozen=1,
        inputs={7: PlainFormat.INPUT},
        keys=(1, 4, 5),
    )


def _lines(
    unit: UnitResult, forms: Sequence[Form], own: Sequence[Finding], steps: Sequence[UnitStep]
) -> Iterator[list[Value]]:
    reported = (each for each in unit.remarks if each.code != _INSIDE)
    now = {_key(each): each for each in (*reported, *own) if each.severity is not Severity.NOTE}
    before = _sent_back(steps)
    for key, each in now.items():
        yield [*_indicators(each, forms), _shown(each), _outcome(each, before.get(key))]
    for key, sent in before.items():
        if key not in now and sent.again and unit.state in _READ:
            mended = f"已改正（{sent.returned.day} 退回，{sent.again.day} 重报）"
            yield [*_indicators(sent.finding, forms), _shown(sent.finding), mended]


def _sent_back(steps: Sequence[UnitStep]) -> Mapping[tuple[str, ...], _Round]:
    """Each finding that was ever sent back, by the last time that it was."""
    rounds = {}
    for place, step in enumerate(steps):
        later = (each for each in steps[place:] if each.step is ReportingStep.REPORTED_AGAIN)
        again = next(later, None)
        rounds.update({_key(each): _Round(finding=each, returned=step, again=again) for each in step.findings})
    return rounds


def _key(finding: Finding) -> tuple[str, ...]:
    """What makes it the same fault in another file: the rule and its cells, whatever they hold.

    One code is that of all that notices ask of a text: what it rests on and what to do tell one from another.
    """
    ids = tuple(ref.id for ref in finding.cells if ref.id)
    local = (finding.basis, finding.remedy) if finding.basis else ()
    return (finding.code, *local, *ids) if ids else (finding.code, finding.message)


def _indicators(finding: Finding, forms: Sequence[Form]) -> list[Value]:
    """The part of the report, the family of the rule, and the rule with what it rests on."""
    form = next((each for each in forms if finding.code in each.wordings), forms[0])
    family = family_of(finding.code, form)
    homes = (form.section_of(ref.id) for ref in finding.cells)
    section = next((home for home in homes if home), None)
    wording = form.wordings.get(finding.code) or catalogue()[finding.code]
    source = finding.basis or form.sources.get(finding.code, wording.source)
    return [section.heading if section else family.part, family.title, f"{wording.title}（依据：{source}）"]


def _shown(finding: Finding) -> str:
    return replace(finding, remedy="").text


def _outcome(finding: Finding, sent: _Round | None) -> str:
    if finding.waived:
        return f"已说明理由：{finding.waived}"
    if sent is None:
        return ""
    if sent.again is None:
        return f"{sent.returned.day} 退回，尚未重报"
    return f"{sent.returned.day} 退回，{sent.again.day} 重报后仍有"
