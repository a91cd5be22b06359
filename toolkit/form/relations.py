"""The relations of form files between sums, each with its value and its formula::

    received + brought = closed + left
    opened <= there + shut
    started + received - closed >= 0
    zero letters.received + letters.brought unless level in office, branch
    required mailbox.opened if letters.received.total > 0

Blank cells make a relation *not evaluated*; only its own target may be blank in ``required``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import eq, ge, gt, le, lt
from typing import NamedTuple, Protocol

from toolkit.errors import ExpressionError
from toolkit.form.expression import NAME, NUMBER, SUM, Lookup, Number, Resolve, Total, parse_side, parse_sum
from toolkit.form.model import Rule
from toolkit.patterns import regex


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
class RelationOutcome:
    """A relation's state with the value of each side, None where blank."""

    state: RelationState
    left: Number | None
    right: Number | None


class RelationFormulas(Protocol):
    """How the parts of a relation are written as formulas of a workbook; all but ``total`` are conditions.

    Where they are written for many rows at once, each part is an array of one value a row.
    """

    def total(self, total: Total) -> str:
        """A sum."""

    def blank(self, refs: Sequence[str]) -> str:
        """Whether an input behind ``refs`` holds no number, and does not count as zero either."""

    def open_target(self, target: Total, refs: Sequence[str]) -> str:
        """Whether ``refs`` or inputs of ``target`` not read are blank, or an input of ``target`` holds words."""

    def level_among(self, levels: Sequence[str]) -> str:
        """Whether the agency's level is one of ``levels``, by id."""

    def level_unknown(self) -> str:
        """Whether no level is given."""


class StateConditions(NamedTuple):
    """Whether a relation is not evaluated, and whether it is violated, each 1 or 0; of many rows, an array of these."""

    open: str
    violated: str


class Relation(ABC):
    """A relation between two sums: what is there, and what it is held against."""

    @property
    @abstractmethod
    def sides(self) -> tuple[Total, Total]:
        """Both; the second is empty where it is zero."""

    @property
    def refs(self) -> tuple[str, ...]:
        """Every id involved, left to right."""
        return tuple(ref for side in self.sides for ref in side.refs)

    @abstractmethod
    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Its outcome with the numbers of ``lookup`` for an agency of that level."""

    @abstractmethod
    def formula(self, write: RelationFormulas) -> str:
        """A formula that shows the label of the state that :meth:`evaluate` gives."""

    @abstractmethod
    def conditions(self, write: RelationFormulas) -> StateConditions:
        """The same state as two formulas, by arithmetic alone: neither IF, AND nor OR takes one row after the other."""


@dataclass(frozen=True, slots=True)
class Comparison(Relation):
    """``left = right``, ``<=``, ``>=``, ``<`` or ``>``."""

    left: Total
    operator: str
    right: Total

    @property
    def sides(self) -> tuple[Total, Total]:
        """As they are written."""
        return self.left, self.right

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Not evaluated while any term is blank; the level plays no part."""
        left, right = self.left.value(lookup), self.right.value(lookup)
        if left is None or right is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, left, right)
        holds = _HOLDS[self.operator](left, right)
        return RelationOutcome(RelationState.SATISFIED if holds else RelationState.VIOLATED, left, right)

    def formula(self, write: RelationFormulas) -> str:
        holds = f"{write.total(self.left)}{self.operator}{write.total(self.right)}"
        return f"IF({write.blank(self.refs)},{_OPEN},IF({holds},{_OK},{_BAD}))"

    def conditions(self, write: RelationFormulas) -> StateConditions:
        holds = f"({write.total(self.left)}{self.operator}{write.total(self.right)})"
        return _judged(write.blank(self.refs), f"(1-{holds})")


@dataclass(frozen=True, slots=True)
class ZeroUnless(Relation):
    """``total`` is zero, unless the agency is of one of ``levels``; not evaluated while the level is unknown."""

    total: Total
    levels: tuple[str, ...]

    @property
    def sides(self) -> tuple[Total, Total]:
        """The total, and zero."""
        return self.total, Total()

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Satisfied for a level in ``levels`` whatever the value, blank or not."""
        value = self.total.value(lookup)
        if level in self.levels:
            return RelationOutcome(RelationState.SATISFIED, value, None)
        if level is None or value is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, value, 0)
        return RelationOutcome(RelationState.VIOLATED if value else RelationState.SATISFIED, value, 0)

    def formula(self, write: RelationFormulas) -> str:
        blank = f"OR({write.level_unknown()},{write.blank(self.refs)})"
        judged = f"IF({blank},{_OPEN},IF({write.total(self.total)}=0,{_OK},{_BAD}))"
        return f"IF({write.level_among(self.levels)},{_OK},{judged})"

    def conditions(self, write: RelationFormulas) -> StateConditions:
        blank = f"(({write.level_unknown()})+{write.blank(self.refs)}>0)"
        judged = _judged(blank, f"({write.total(self.total)}<>0)")
        bound = f"(1-{write.level_among(self.levels)})"
        return StateConditions(*(f"{bound}*{condition}" for condition in judged))


@dataclass(frozen=True, slots=True)
class RequiredIf(Relation):
    """``target`` is above zero wherever ``condition`` is; a blank target counts as missing."""

    target: Total
    condition: Total

    @property
    def sides(self) -> tuple[Total, Total]:
        """The target, and what asks for it."""
        return self.target, self.condition

    def evaluate(self, lookup: Lookup, level: str | None) -> RelationOutcome:
        """Not evaluated while the condition is blank."""
        left, right = self.target.value(lookup), self.condition.value(lookup)
        if right is None:
            return RelationOutcome(RelationState.NOT_EVALUATED, left, right)
        missing = right > 0 and not (left is not None and left > 0)
        return RelationOutcome(RelationState.VIOLATED if missing else RelationState.SATISFIED, left, right)

    def formula(self, write: RelationFormulas) -> str:
        missing = f"AND({write.total(self.condition)}>0,{write.total(self.target)}<=0)"
        blank = write.open_target(self.target, self.condition.refs)
        return f"IF({blank},{_OPEN},IF({missing},{_BAD},{_OK}))"

    def conditions(self, write: RelationFormulas) -> StateConditions:
        missing = f"({write.total(self.condition)}>0)*({write.total(self.target)}<=0)"
        return _judged(write.open_target(self.target, self.condition.refs), missing)


def _judged(blank: str, violated: str) -> StateConditions:
    """What is blank is not judged."""
    return StateConditions(f"{blank}*1", f"(1-{blank})*{violated}")


_OK, _BAD, _OPEN = (
    f'"{state.label}"' for state in (RelationState.SATISFIED, RelationState.VIOLATED, RelationState.NOT_EVALUATED)
)
_HOLDS: Mapping[str, Callable[[Number, Number], bool]] = {"=": eq, "<=": le, ">=": ge, "<": lt, ">": gt}
_LEVEL = r"[a-z][a-z0-9_]*+"
_SIDE = rf"(?:{NAME}|{NUMBER})(?:\s*+[+-]\s*+(?:{NAME}|{NUMBER}))*+"
_FORMS = (
    (
        "zero",
        regex(
            rf"zero (?P<total>{SUM}) unless level in (?P<levels>{_LEVEL}(?:\s*+,\s*+{_LEVEL})*+)",
            whole=True,
            matches=("zero a.b unless level in city", "zero a + b unless level in city, county"),
            misses=("zero a.b", "zero a.b unless level in city,"),
        ),
    ),
    (
        "required",
        regex(
            rf"required (?P<target>{SUM}) if (?P<condition>{SUM})\s*+>\s*+0",
            whole=True,
            matches=("required a.b if c + d > 0",),
            misses=("required a.b if c > 1", "required a.b"),
        ),
    ),
    (
        "comparison",
        regex(
            rf"(?P<left>{_SIDE})\s*+(?P<operator><=|>=|<|>|=)\s*+(?P<right>{_SIDE})",
            whole=True,
            matches=("a.b <= c", "a - b + 2 >= 5 - c", "a > 0"),
            misses=("a.b", "a == b", "a < b < c"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One instance of a numeric rule: ``scope`` is the row or column id it is about, ``label`` its label."""

    rule: Rule
    relation: Relation
    scope: str = ""
    label: str = ""


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
        comparison = Comparison(parse_side(part["left"], resolve), part["operator"], parse_side(part["right"], resolve))
        if not comparison.refs:
            raise ExpressionError(f"“{text}”里没有任何数据")
        return comparison
    raise ExpressionError(
        f"“{text}”不是已知的关系式（= 、<= 、>= 、< 、> 、zero … unless level in …、required … if … > 0）"
    )
