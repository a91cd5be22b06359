"""Relations as sentences, so that a list of them can be read and compared."""

from __future__ import annotations

from toolkit.form.relations import Comparison, Relation, RequiredIf, ZeroUnless
from toolkit.form.sentence import Label, total_sentence

_VERBS = {"=": "应等于", "<=": "不应大于", ">=": "不应小于", "<": "应小于", ">": "应大于"}


def relation_sentence(relation: Relation, label: Label, level_label: Label) -> str:
    """The relation as one sentence without a full stop."""
    if isinstance(relation, Comparison):
        sides = (total_sentence(relation.left, label), total_sentence(relation.right, label))
        return f" {_VERBS[relation.operator]} ".join(sides)
    if isinstance(relation, RequiredIf):
        condition, target = total_sentence(relation.condition, label), total_sentence(relation.target, label)
        return f"{condition} 大于 0 时，{target} 也应大于 0"
    assert isinstance(relation, ZeroUnless)
    levels = "、".join(level_label(level) for level in relation.levels)
    return f"除{levels}外，{total_sentence(relation.total, label)} 应为 0"
