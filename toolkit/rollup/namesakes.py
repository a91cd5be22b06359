"""Units of one name, kept apart by what a path says of their governments, at a cost that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from functools import cached_property
from itertools import islice

from toolkit.rollup.roster import Roster, Unit, plain_name

_MANY = 32
"""A word that means the governments of more units than this, as the top's name, is looked at once for all paths."""


class Namesakes:
    """The units of a roster that bear one name."""

    def __init__(self, roster: Roster, units: tuple[Unit, ...]) -> None:
        self._roster, self._units = roster, units
        self._by_common: dict[frozenset[str], tuple[Unit, ...]] = {}

    def meant_by(self, words: Set[str]) -> tuple[Unit, ...]:
        """Those of whose governments the words mean most, by name or code; of these the one whose code they hold."""
        meaning = {word: codes for word in words if (codes := self._below.get(word))}
        common = frozenset(word for word, codes in meaning.items() if len(codes) > _MANY)
        named = {code: self._roster.by_code[code] for word in meaning.keys() - common for code in meaning[word]}
        alike = self._best_by_common(common)
        if not named:
            return alike
        # Of the others only common words tell, so that one stands for all that these leave; without any, none is meant.
        other = next((unit for unit in islice(alike, len(named) + 1) if unit.code not in named), None)
        found = self._best([*named.values(), other] if other and common else named.values(), words)
        return tuple(dict.fromkeys((*alike, *found))) if other in found else found

    def _best_by_common(self, words: frozenset[str]) -> tuple[Unit, ...]:
        if words not in self._by_common:
            self._by_common[words] = self._best(self._units, words)
        return self._by_common[words]

    def _best(self, units: Collection[Unit], words: Set[str]) -> tuple[Unit, ...]:
        scores = {unit.code: self._score(unit, words) for unit in units}
        best = max(scores.values())
        return tuple(unit for unit in units if scores[unit.code] == best)

    def _score(self, unit: Unit, words: Set[str]) -> tuple[int, bool]:
        above = self._roster.ancestors(unit.code)
        return sum(any(word in words for word in self._words_for(each)) for each in above), unit.code in words

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the units that a word means: their own code, and what their governments are called."""
        found = defaultdict(set)
        for unit in self._units:
            found[unit.code].add(unit.code)
            for above in self._roster.ancestors(unit.code):
                for word in self._words_for(above):
                    found[word].add(unit.code)
        return {word: tuple(sorted(codes)) for word, codes in found.items()}

    def _words_for(self, unit: Unit) -> Iterator[str]:
        """The unit's code, its name, and those that it bore and nobody bears now."""
        yield unit.code
        yield plain_name(unit.name)
        for name in map(plain_name, unit.former_names):
            if plain_name(self._roster.named(name)[0].name) != name:
                yield name
