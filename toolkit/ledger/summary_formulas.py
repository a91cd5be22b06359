"""The figures of a ledger as formulas: the same counts as in :mod:`.counting`, for programs that only compute cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from toolkit.form.excel import column_letters, quoted
from toolkit.form.registers import CountedWhen, Decides, RegisterCount
from toolkit.ledger.columns import FIRST_ROW, Holds
from toolkit.ledger.register import CountTarget, Register, Scope

_Way = tuple[tuple[str, str], ...]
"""The cells of columns, each with what holds for one that counts, as ``COUNTIFS`` takes them."""


def rows_of(register: Register, scope: Scope) -> str:
    """How many rows of ``register`` there are of ``scope``, whatever their days."""
    if not scope.value:
        # a row is there when any of what decides about it is: staff may not have numbered it yet
        keys = dict.fromkeys((register.number_key, *(each.key for each in register.columns if each.required)))
        return f"MAX({','.join(f'COUNTA({area_of(register, key)})' for key in keys)})"
    ways = (way for key in register.choices for way in _choosing(register, key, scope.value))
    return "+".join(f"COUNTIFS({_criteria(way)})" for way in ways)


def figure_of(register: Register, target: str, year: int) -> str:
    """What the rows of ``register`` come to in ``target``, the id of a cell or indicator that it is counted into."""
    terms = (
        term
        for count in register.counts
        for each in register.targets(count)
        if each.id == target
        for term in _terms(register, count, each, year)
    )
    return "".join(terms).removeprefix("+")


def area_of(register: Register, key: str) -> str:
    """The cells of a column, from another sheet."""
    letters = column_letters(register.numbers[key])
    return f"{quoted(register.sheet)}!${letters}${FIRST_ROW}:${letters}${register.last}"


def _terms(register: Register, count: RegisterCount, target: CountTarget, year: int) -> Iterator[str]:
    """Signed terms: those of rows that began, less those that have ended."""
    ways: list[tuple[_Way, ...]] = []
    if count.indicator:
        ways.append(_choosing(register, count.indicator, target.row))
    else:
        ways += [_choosing(register, register.deciding(Decides.ROW), target.row)] if not count.row else []
        ways += [_choosing(register, register.deciding(Decides.COLUMN), target.column)] if not count.column else []
    left_out = register.left_out
    kept = ((area_of(register, left_out.column), f'"<>{left_out.word}"'),) if left_out else ()
    for chosen in product(*ways):
        for sign, days in _days(register, count, year):
            yield from _summing(register, count, sign, (*(each for way in chosen for each in way), *kept, *days))


def _choosing(register: Register, key: str, value: str) -> tuple[_Way, ...]:
    """Each way in which a row of the sheet can choose ``value`` in the column ``key``."""
    choice = register.choices[key]
    own, over = area_of(register, key), area_of(register, choice.within) if choice.within else ""
    return tuple(
        (*(((over, _is(option.under)),) if over else ()), (own, _is(word)))
        for option in choice.options
        if option.value == value
        for word in choice.writings(option)
    )


def _is(word: str) -> str:
    """What a cell with that word is asked for; without one, an empty cell."""
    escaped = "".join(f"~{sign}" if sign in "~*?" else sign for sign in word)
    return '"=' + escaped.replace('"', '""') + '"'


def _days(register: Register, count: RegisterCount, year: int) -> tuple[tuple[str, _Way], ...]:
    day = area_of(register, count.day)
    first, after = f"DATE({year},1,1)", f"DATE({year + 1},1,1)"
    if count.when is CountedWhen.IN_YEAR:
        return (("+", ((day, f'">="&{first}'), (day, f'"<"&{after}'))),)
    end = f'"<"&{first if count.when is CountedWhen.AT_START else after}'
    return ("+", ((day, end),)), ("-", ((day, end), (area_of(register, count.until), end)))


def _summing(register: Register, count: RegisterCount, sign: str, way: _Way) -> Iterator[str]:
    """Rows that are counted, or figures that are added up; an empty count is 1."""
    criteria = _criteria(way)
    if not count.sum:
        yield f"{sign}COUNTIFS({criteria})"
        return
    figures = area_of(register, count.sum)
    yield f"{sign}SUMIFS({figures},{criteria})"
    if register.columns[register.numbers[count.sum] - 1].holds is Holds.COUNT:
        yield f'{sign}COUNTIFS({criteria},{figures},"=")'


def _criteria(way: _Way) -> str:
    return ",".join(f"{area},{criterion}" for area, criterion in way)
