"""What a form declares of its ledger, in the words that staff choose from."""

from __future__ import annotations

from toolkit.errors import InvalidRequest
from toolkit.form import Form
from toolkit.form.ledger import LedgerDeclaration, OutcomeRow, outcome_rows


def declaration_of(form: Form) -> LedgerDeclaration:
    """What ``form`` says of its ledger; :class:`InvalidRequest` if it has none."""
    if form.ledger is None:
        raise InvalidRequest(f"“{form.name}”没有写明怎样由台账得出，不能生成台账。", "请用 --form 写明别的表式。")
    return form.ledger


def outcomes_of(form: Form) -> tuple[OutcomeRow, ...]:
    """What requests may end in."""
    declared = declaration_of(form)
    return outcome_rows(declared, form.table(declared.table))


def applicants_of(form: Form) -> dict[str, str]:
    """The column of each kind of applicant, by its label."""
    declared = declaration_of(form)
    columns = dict(form.table(declared.table).columns)
    return {columns[name].label: name for name in declared.applicants}
