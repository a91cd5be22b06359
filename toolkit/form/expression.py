"""The expression language of form files: sums and four relations between them.

One declaration yields the Python value (here), the Excel formula (:mod:`toolkit.form.excel`) and the Chinese sentence
(:mod:`toolkit.form.sentence`)::

    received + carried_in = total + carried_out
    issued <= in_force + repealed
    started + received - processed >= 0
    zero regulations.issued + regulations.repealed unless level in province, city
    required processing_fee.notices if applications.other.fee_unpaid.total > 0

Blank cells make a relation *not evaluated*; only its own target may be blank in ``required``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import eq, ge, gt, le, lt

from toolkit.errors import ExpressionError
from toolkit.patterns import regex

Number = int | Decimal
Lookup = Callable[[str], Number | None]
"""The number of a cell or field id; None where it is blank or no number."""
Resolve = Callable[[str], tuple[str, ...]]
"""The full ids that a ref of a form file stands for; :class:`ExpressionError` if it names nothing."""


class RelationState(StrEnum):
    """The outcome of a relation."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    NOT_EVALUATED = "not_evaluated"

    @property
    def label(self) -> str:
        """What the 校验 sheet shows."""
        return {"satisfied": "通过", "violated": "不通过", "not_evaluated": "未填"}[self.value]


@dataclass(frozen=True, slots=True)
class Term:
    """A signed cell or field."""

    ref: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of terms, and an integer that a rule may add."""

    terms: tuple[Term, ...] = ()
    constant: int = 0

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def refs(self) -> tuple[str, ...]:
        """The ids added."""
        return tuple(term.ref for term in self.terms)

    def value(self, lookup: Lookup) -> Number | None:
        """The sum; None while any term is blank."""
        amount: Number = self.constant
        for term in self.terms:
            value = lookup(term.ref)
            if value is None:
                return None
            amount += term.sign * value
        return amount

    def spread(self, made_of: Callable[[str], Total]) -> Total:
        """The same sum with what each of its terms is made of in its place."""
        return Total(
            tuple(Term(part.ref, term.sign * part.sign) for term in self.terms for part in made_of(term.ref).terms),
            self.constant,
        )


@dataclass(frozen=True, slots=True)
class RelationOutcome:
    """A relation's state with the value of each side, None where blank."""

    state: RelationState
    left: Number | None
    right: Number | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left = right``, ``<=``, ``>=``, ``<`` or ``>``."""

    left: Total
    operator: str
    right: Total

    @property
    def refs(self) -> tuple[str, ...]:
        """Every id involved, left to right."""
        return self.left.refs + self.right.refs

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Not evaluated while any term is blank; the level plays no part."""
        left, right = self.left.value(lookup), self.right.value(lookup)
        if left is None or right is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, left, right)
        holds = _HOLDS[self.operator](left, right)
        return RelationOutcome(RelationState.SATISFIED if holds else RelationState.VIOLATED, left, right)


@dataclass(frozen=True, slots=True)
class ZeroUnless:
    """``total`` is zero, unless the agency is of one of ``levels``; not evaluated while the level is unknown."""

    total: Total
    levels: tuple[str, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """Every id involved."""
        return self.total.refs

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Satisfied for a level in ``levels`` whatever the value, blank or not."""
        value = self.total.value(lookup)
        if level in self.levels:
            return RelationOutcome(RelationState.SATISFIED, value, None)
        if level is None or value is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, value, 0)
        return RelationOutcome(RelationState.VIOLATED if value else RelationState.SATISFIED, value, 0)


@dataclass(frozen=True, slots=True)
class RequiredIf:
    """``target`` is above zero wherever ``condition`` is; a blank target counts as missing."""

    target: Total
    condition: Total

    @property
    def refs(self) -> tuple[str, ...]:
        """Every id involved, the target first."""
        return self.target.refs + self.condition.refs

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Not evaluated while the condition is blank."""
        left, right = self.target.value(lookup), self.condition.value(lookup)
        if right is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, left, right)
        missing = right > 0 and not (left is not None and left > 0)
        return RelationOutcome(RelationState.VIOLATED if missing else RelationState.SATISFIED, left, right)


Relation = Comparison | ZeroUnless | RequiredIf

_HOLDS: Mapping[str, Callable[[Number, Number], bool]] = {"=": eq, "<=": le, ">=": ge, "<": lt, ">": gt}
_NAME = r"[a-z][a-z0-9_.]*+"
_NUMBER = r"[0-9]{1,9}+(?![.0-9])"
_LEVEL = r"[a-z][a-z0-9_]*+"
_SUM = rf"{_NAME}(?:\s*+[+-]\s*+{_NAME})*+"
_SIDE = rf"(?:{_NAME}|{_NUMBER})(?:\s*+[+-]\s*+(?:{_NAME}|{_NUMBER}))*+"
_TERM = regex(rf"(?P<sign>[+-]?)(?:(?P<name>{_NAME})|(?P<number>{_NUMBER}))")
_WHOLE_SUM = regex(_SUM)
_FORMS = (
    ("zero", regex(rf"zero (?P<total>{_SUM}) unless level in (?P<levels>{_LEVEL}(?:\s*+,\s*+{_LEVEL})*+)")),
    ("required", regex(rf"required (?P<target>{_SUM}) if (?P<condition>{_SUM})\s*+>\s*+0")),
    ("comparison", regex(rf"(?P<left>{_SIDE})\s*+(?P<operator><=|>=|<|>|=)\s*+(?P<right>{_SIDE})")),
)


def parse_sum(text: str, resolve: Resolve) -> Total:
    """The sum written in ``text``; a ref that stands for several cells adds them all."""
    if not _WHOLE_SUM.fullmatch(text.strip()):
        raise ExpressionError(f"“{text}”不是求和式")
    return _side(text, resolve)


def _side(text: str, resolve: Resolve) -> Total:
    """A sum that may hold integers beside its terms."""
    terms: list[Term] = []
    constant = 0
    for term in _TERM.finditer("".join(text.split())):
        sign = -1 if term["sign"] == "-" else 1
        if term["number"]:
            constant += sign * int(term["number"])
        else:
            terms += [Term(ref, sign) for ref in resolve(term["name"])]
    return Total(tuple(terms), constant)


def parse_relation(text: str, resolve: Resolve) -> Relation:
    """The relation written in ``text``; :class:`ExpressionError` says what is wrong with it."""
    for kind, pattern in _FORMS:
        match = pattern.fullmatch(text.strip())
        if not match:
            continue
        part = match.groupdict()
        if kind == "zero":
            return ZeroUnless(parse_sum(part["total"], resolve), tuple("".join(part["levels"].split()).split(",")))
        if kind == "required":
            return RequiredIf(parse_sum(part["target"], resolve), parse_sum(part["condition"], resolve))
        comparison = Comparison(_side(part["left"], resolve), part["operator"], _side(part["right"], resolve))
        if not comparison.refs:
            raise ExpressionError(f"“{text}”里没有任何数据")
        return comparison
    raise ExpressionError(
        f"“{text}”不是已知的关系式（= 、<= 、>= 、< 、> 、zero … unless level in …、required … if … > 0）"
    )
