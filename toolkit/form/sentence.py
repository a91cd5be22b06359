"""Sums as staff read them."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.form.expression import Total

Label = Callable[[str], str]
"""What staff call a quantity, or a whole row or column."""

_LONGEST = 4


def total_sentence(total: Total, label: Label) -> str:
    """``甲 + 乙 − 丙``; of a long sum the first and the last term."""
    terms = [f"{'−' if term.sign < 0 else '+'} {label(term.ref)}" for term in total.terms]
    listed = [terms[0], "+ …", f"{terms[-1]}（共 {len(terms)} 项）"] if len(terms) > _LONGEST else terms
    if total.constant or not terms:
        listed.append(f"{'−' if total.constant < 0 else '+'} {abs(total.constant)}")
    return " ".join(listed).removeprefix("+ ")
