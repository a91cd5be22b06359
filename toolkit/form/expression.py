"""The sums of form files: signed terms, and an integer that a rule may add. Relations compare them
(:mod:`toolkit.form.relations`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from toolkit.errors import ExpressionError
from toolkit.patterns import regex

Number = int | Decimal
Lookup = Callable[[str], Number | None]
"""The number of a cell or field id; None where it is blank or no number."""
Resolve = Callable[[str], tuple[str, ...]]
"""The full ids that a ref of a form file stands for; :class:`ExpressionError` if it names nothing."""


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

    def spread(self, sum_of: Callable[[str], Total]) -> Total:
        """The same sum with what each of its terms is made of in its place."""
        return Total(
            tuple(Term(part.ref, term.sign * part.sign) for term in self.terms for part in sum_of(term.ref).terms),
            self.constant,
        )


NAME = r"[a-z][a-z0-9_.]*+"
NUMBER = r"[0-9]{1,9}+(?![.0-9])"
SUM = rf"{NAME}(?:\s*+[+-]\s*+{NAME})*+"
_TERM = regex(rf"(?P<sign>[+-]?)(?:(?P<name>{NAME})|(?P<number>{NUMBER}))")
_WHOLE_SUM = regex(SUM)


def parse_sum(text: str, resolve: Resolve) -> Total:
    """The sum written in ``text``; a ref that stands for several cells adds them all."""
    if not _WHOLE_SUM.fullmatch(text.strip()):
        raise ExpressionError(f"“{text}”不是求和式")
    return parse_side(text, resolve)


def parse_side(text: str, resolve: Resolve) -> Total:
    """The sum in ``text``, one side of a relation: it may hold integers beside its terms."""
    terms: list[Term] = []
    constant = 0
    for term in _TERM.finditer("".join(text.split())):
        sign = -1 if term["sign"] == "-" else 1
        if term["number"]:
            constant += sign * int(term["number"])
        else:
            terms += [Term(ref, sign) for ref in resolve(term["name"])]
    return Total(tuple(terms), constant)
