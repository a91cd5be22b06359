"""Expressions as Chinese sentences, for the 校验 sheet and the list of rules."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.form.expression import Comparison, Relation, RequiredIf, Total

Label = Callable[[str], str]
"""What staff call a quantity, or a whole row or column."""

_LONGEST = 4
_VERBS = {"=": "应等于", "<=": "不应大于", ">=": "不应小于", "<": "应小于", ">": "应大于"}


def total_sentence(total: Total, label: Label) -> str:
    """``甲 + 乙 − 丙``; of a long sum the first and the last term."""
    terms = [f"{'−' if term.sign < 0 else '+'} {label(term.ref)}" for term in total.terms]
    listed = [terms[0], "+ …", f"{terms[-1]}（共 {len(terms)} 项）"] if len(terms) > _LONGEST else terms
    if total.constant or not terms:
        listed.append(f"{'−' if total.constant < 0 else '+'} {abs(total.constant)}")
    return " ".join(listed).removeprefix("+ ")


def relation_sentence(relation: Relation, label: Label, level_label: Label) -> str:
    """The relation as one sentence without a full stop."""
    if isinstance(relation, Comparison):
        sides = (total_sentence(relation.left, label), total_sentence(relation.right, label))
        return f" {_VERBS[relation.operator]} ".join(sides)
    if isinstance(relation, RequiredIf):
        condition, target = total_sentence(relation.condition, label), total_sentence(relation.target, label)
        return f"{condition} 大于 0 时，{target} 也应大于 0"
    levels = "、".join(level_label(level) for level in relation.levels)
    return f"除{levels}外，{total_sentence(relation.total, label)} 应为 0"
