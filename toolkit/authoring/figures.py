"""Repairs sample figures until all rules of a form hold.

Of two figures one of which is at most the other, the less is put in its place. Then a start is mended rule by rule:
where a sum is too small, the figure that the fewest other rules are about is raised; where there is none to raise,
others are lowered. For the rules that forms have this comes to an end quickly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from toolkit.form import Form
from toolkit.form.expression import Number, Total
from toolkit.form.kinds import Numeric
from toolkit.form.relations import Comparison, Relation, RelationState, RequiredIf, ZeroUnless

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class _AtMost:
    """``factors`` times the figures are at most ``most``, where ``condition``, if there is one, is above zero."""

    factors: Mapping[str, int]
    most: int
    condition: Total | None = None

    def excess(self, numbers: Mapping[str, Number]) -> Number:
        """By how much they are more."""
        if self.condition and not (self.condition.value(numbers.get) or 0) > 0:
            return 0
        amount: Number = -self.most
        for name, factor in self.factors.items():
            amount += factor * numbers[name]
        return amount


class FigureRepair:
    """The rules of a form for an agency of some level, as bounds on what is entered."""

    def __init__(self, form: Form, level: str | None) -> None:
        self._form = form
        relations = [check.relation for check in form.rule_instances]
        self._bounds = tuple(bound for relation in relations for bound in _bounds(form, relation))
        self._ordered = tuple(_ordered(self._bounds))
        self._named = Counter(name for bound in self._bounds for name in bound.factors)
        self.nothing = frozenset(
            name
            for relation in relations
            if isinstance(relation, ZeroUnless)
            and relation.evaluate(lambda _: 1, level).state is RelationState.VIOLATED
            for name in _spread(form, relation.total).refs
        )

    def mended(self, start: Mapping[str, Number]) -> dict[str, Number] | None:
        """The numbers of ``start``, changed where a rule asks for it; None if that does not end."""
        numbers = {name: 0 if name in self.nothing else number for name, number in start.items()}
        for less, more in self._ordered:
            if numbers[less] > numbers[more] and self.nothing.isdisjoint((less, more)):
                numbers[less], numbers[more] = numbers[more], numbers[less]
        for _ in range(_ROUNDS):
            broken = [bound for bound in self._bounds if bound.excess(numbers) > 0]
            if not broken:
                return numbers
            for bound in broken:
                self._mend(bound, numbers)
        return None

    def _mend(self, bound: _AtMost, numbers: dict[str, Number]) -> None:
        """Raise one of the figures that are taken off, or lower those that are added."""
        excess = bound.excess(numbers)
        raised = [name for name, factor in bound.factors.items() if factor < 0 and name not in self.nothing]
        if excess > 0 and raised:
            name = min(raised, key=self._named.__getitem__)
            times = -bound.factors[name]
            numbers[name] += ceil(excess) // times + (ceil(excess) % times > 0) if self._whole(name) else excess
            return
        for name, factor in bound.factors.items():
            if excess > 0 and factor > 0 and name not in self.nothing:
                less = excess if self._signed(name) else min(numbers[name], ceil(excess))
                numbers[name] -= less
                excess -= factor * less

    def _whole(self, quantity: str) -> bool:
        kind = self._form.kind_of(quantity)
        return isinstance(kind, Numeric) and kind.whole

    def _signed(self, quantity: str) -> bool:
        kind = self._form.kind_of(quantity)
        return isinstance(kind, Numeric) and kind.signed


def _ordered(bounds: Sequence[_AtMost]) -> Iterator[tuple[str, str]]:
    """Pairs of figures of which the first is at most the second, and not the same."""
    plain = (bound for bound in bounds if not bound.most and not bound.condition)
    pairs = dict.fromkeys(frozenset(bound.factors.items()) for bound in plain)
    for pair in pairs:
        names = {factor: name for name, factor in pair}
        if len(pair) == 2 and names.keys() == {1, -1} and frozenset({(names[-1], 1), (names[1], -1)}) not in pairs:
            yield names[1], names[-1]


def _bounds(form: Form, relation: Relation) -> Iterator[_AtMost]:
    """What a relation asks of the figures that it comes down to, but for those that have to be zero."""
    if isinstance(relation, RequiredIf):
        condition = _spread(form, relation.condition)
        yield _at_most(_spread(form, relation.target), Total(constant=1), -1, 0, condition)
    elif isinstance(relation, Comparison):
        left, right = _spread(form, relation.left), _spread(form, relation.right)
        slack = -1 if relation.operator in "<>" else 0
        if relation.operator in ("=", "<=", "<"):
            yield _at_most(left, right, 1, slack)
        if relation.operator in ("=", ">=", ">"):
            yield _at_most(left, right, -1, slack)


def _spread(form: Form, total: Total) -> Total:
    return total.spread(form.input_sums.__getitem__)


def _at_most(left: Total, right: Total, sign: int, slack: int, condition: Total | None = None) -> _AtMost:
    """``left`` at most ``right`` and ``slack``; at least that where ``sign`` is -1."""
    factors: Counter[str] = Counter()
    for side, total in ((sign, left), (-sign, right)):
        for term in total.terms:
            factors[term.ref] += side * term.sign
    most = sign * (right.constant - left.constant) + slack
    return _AtMost({name: factor for name, factor in factors.items() if factor}, most, condition)
