"""What reviewers call the rules whose codes begin alike (``families.yaml`` beside this module, and each form)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from toolkit.finding.catalogue import PACKAGE
from toolkit.form import Form
from toolkit.form.prepared import own_yaml
from toolkit.form.structure import structure

FAMILIES = "families"


@dataclass(frozen=True, kw_only=True)
class RuleFamily:
    """``title`` is what it is called, ``part`` what its findings belong to that are on no section of the report."""

    title: str
    part: str = "整份报告"


@cache
def _families() -> Mapping[str, RuleFamily]:
    return {code: structure(entry, RuleFamily) for code, entry in own_yaml(PACKAGE, FAMILIES).items()}


def family_of(code: str, form: Form) -> RuleFamily:
    """That of a code; the form's own name for it comes first, and one that nobody names is called as its codes are."""
    beginning = code.partition("-")[0]
    known = _families().get(beginning, RuleFamily(title=beginning))
    return RuleFamily(title=form.rule_families.get(beginning, known.title), part=known.part)
