"""The form's own numeric rules: T2-02, T2-04, T3-01, T3-49 and whatever else a form file declares."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing, Source
from toolkit.filing.numerals import printed
from toolkit.finding import Finding
from toolkit.form import Check
from toolkit.form.expression import Number, Outcome, Relation, State, ZeroUnless
from toolkit.rules.places import cell_refs

BLANK = "空白"


def outcomes(filing: Filing) -> Iterator[tuple[Check, Outcome]]:
    """Every instance of every numeric rule with its outcome, in the order of the form.

    A published report prints no fee figures as such: a rule about figures that it does not state is not evaluated.
    """
    for check in filing.form.checks:
        if filing.source is Source.REPORT and _unstated(filing, check.relation):
            yield check, Outcome(State.NOT_EVALUATED, None, None)
        else:
            yield check, check.relation.evaluate(filing.number, filing.level)


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each violated instance."""
    for instance, outcome in outcomes(filing):
        if outcome.state is State.VIOLATED:
            yield _finding(filing, instance, outcome)


def _unstated(filing: Filing, relation: Relation) -> bool:
    return any(ref in filing.form.fields and filing.entry(ref).blank for ref in relation.refs)


def _finding(filing: Filing, instance: Check, outcome: Outcome) -> Finding:
    level = filing.form.level(filing.level)
    values = {
        "label": instance.label,
        "actual": _side(outcome.left),
        "expected": _side(outcome.right),
        "level": level.label if level else "",
    }
    wording = instance.rule.wording
    return Finding(
        code=instance.rule.code,
        severity=instance.rule.severity_for(filing.level),
        message=wording.message.format(**values),
        remedy=wording.remedy.format(**values),
        cells=cell_refs(filing, _involved(filing, instance.relation)),
        expected=values["expected"],
        actual=values["actual"],
    )


def _side(value: Number | None) -> str:
    return BLANK if value is None else printed(value)


def _involved(filing: Filing, relation: Relation) -> Iterator[str]:
    """The rule's own cells, the telling ones first, then what makes up its totals within the same column."""
    refs = relation.refs
    if isinstance(relation, ZeroUnless):
        refs = tuple(sorted(refs, key=lambda ref: not filing.number(ref)))
    yield from refs
    cells = filing.form.cells
    for ref in refs:
        if ref in cells:
            yield from (part for part in cells[ref].of if cells[part].column == cells[ref].column)
