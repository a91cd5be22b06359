"""The numeric rules that a form file declares."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.finding.words import fill_in
from toolkit.form import Check
from toolkit.form.expression import Lookup, Number
from toolkit.form.relations import Relation, RelationOutcome, RelationState, RequiredIf, ZeroUnless
from toolkit.rules.cell_refs import cell_refs, row_words

BLANK = "空白"


def outcomes(filing: Filing) -> Iterator[tuple[Check, RelationOutcome]]:
    """Each instance of each numeric rule with its outcome, in the order of the form; of rows that there are."""
    for check in filing.form.rule_instances:
        if not filing.lacks(check.relation.refs):
            yield check, outcome_of(check.relation, filing, filing.number)


def outcome_of(relation: Relation, filing: Filing, lookup: Lookup) -> RelationOutcome:
    """The outcome with the numbers of ``lookup``. A figure that is required, but not read, is not a missing one."""
    if isinstance(relation, RequiredIf) and not filing.unread.isdisjoint(relation.target.refs):
        return RelationOutcome(RelationState.NOT_EVALUATED, None, relation.condition.value(lookup))
    return relation.evaluate(lookup, filing.level)


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each violated instance."""
    for instance, outcome in outcomes(filing):
        if outcome.state is RelationState.VIOLATED:
            yield _finding(filing, instance, outcome)


def _finding(filing: Filing, instance: Check, outcome: RelationOutcome) -> Finding:
    level = filing.form.level(filing.level)
    values = {
        "label": _label(filing, instance),
        "actual": _side(outcome.left),
        "expected": _side(outcome.right),
        "difference": _difference(outcome),
        "level": level.label if level else "",
    }
    wording = instance.rule.wording
    return Finding(
        code=instance.rule.code,
        severity=instance.rule.severity_for(filing.level),
        message=fill_in(wording.message, values),
        remedy=fill_in(wording.remedy, values),
        cells=cell_refs(filing, _involved(filing, instance.relation)),
        expected=values["expected"],
        actual=values["actual"],
    )


def _label(filing: Filing, instance: Check) -> str:
    """The row or column that the instance is about."""
    first = next((ref for ref in instance.relation.refs if ref in filing.form.repeated), None)
    return row_words(filing, first) if instance.rule.each == "row" and first else instance.label


def _side(value: Number | None) -> str:
    return BLANK if value is None else number_text(value)


def _difference(outcome: RelationOutcome) -> str:
    """By how much the left side is off, and which way: ``少 4``; nothing while a side is blank."""
    if outcome.left is None or outcome.right is None:
        return ""
    more = outcome.left - outcome.right
    return f"多 {number_text(more)}" if more > 0 else f"少 {number_text(-more)}"


def _involved(filing: Filing, relation: Relation) -> Iterator[str]:
    """The rule's own cells, those that hold something first, then what its totals add up in the same column.

    A comparison is reported at its first cell whatever that holds; parts that are zero add nothing, and go unnamed.
    """
    kept = 0 if isinstance(relation, ZeroUnless) else 1
    refs = (*relation.refs[:kept], *sorted(relation.refs[kept:], key=lambda ref: not filing.number(ref)))
    yield from refs
    cells = filing.form.cells
    for ref in refs:
        if ref in cells:
            own = (part for part in cells[ref].of.refs if cells[part].column == cells[ref].column)
            yield from (part for part in own if filing.number(part))
