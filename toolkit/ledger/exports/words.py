"""What is meant by the words of another system, among those that a ledger has to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from toolkit.characters import compact_visible
from toolkit.form import Form
from toolkit.form.cells import named_nodes
from toolkit.form.model import Node
from toolkit.ledger.register import Option, Register
from toolkit.patterns import regex

_NUMBERING = regex(
    r"\A(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])",
    matches=("(一)甲项", "1.乙项"),
    misses=("三安全", "2025-1"),
)
_ASIDE = regex(r"\([^()]{0,60}\)\Z", matches=("甲项(含乙项)",), misses=("(一)甲项",))
_QUOTES = regex("[“”\"'‘’]")
_BETWEEN = regex("[-—–>/\\\\:|·]{1,4}", matches=("甲项-乙项",))


class Words:
    """The choices of a register of a form, by what their words may be called."""

    def __init__(self, form: Form, register: Register) -> None:
        self._form, self._register = form, register

    def meant(self, key: str, text: str, over: str = "") -> Option | None:
        """The option of the choice ``key`` that ``text`` names, alone or behind what it depends on; under the word
        ``over`` if there is one. None where there is none, or more than one.
        """
        options = self._options[key]
        for parts in ((text,), tuple(_BETWEEN.split(compact_visible(text)))):
            named = {option for part in parts for option in options.get(plain_word(part), ())}
            found = {each for each in named if not over or each.under == over}
            if within := self._register.choices[key].within:
                groups = {each.word for part in parts for each in self._options[within].get(plain_word(part), ())}
                found = {each for each in found if each.under in groups} or found
            if len(found) == 1:
                return found.pop()
        return None

    @cached_property
    def _options(self) -> Mapping[str, Mapping[str, tuple[Option, ...]]]:
        """The options of each choice by their plain names."""
        return {
            key: _by_name((name, option) for option in choice.options for name in self._names(option))
            for key, choice in self._register.choices.items()
        }

    def _names(self, option: Option) -> Iterator[str]:
        yield option.word
        node = self._nodes.get(option.value)
        if node is None or node.label != option.word:
            node = next((each for each in self._nodes.values() if each.label == option.word), None)
        if node:
            yield from (*node.labels, node.name)

    @cached_property
    def _nodes(self) -> Mapping[str, Node]:
        table = self._form.table(self._register.table)
        return {name: node for axis in ("rows", "columns") for name, node in named_nodes(table, axis)}


def plain_word(text: str) -> str:
    """A word without its numbering, quotes, and what is added in brackets."""
    plain = _QUOTES.sub("", compact_visible(text)).casefold()
    return _ASIDE.sub("", _NUMBERING.sub("", plain)) or plain


def _by_name(named: Iterator[tuple[str, Option]]) -> Mapping[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for name, option in named:
        if (plain := plain_word(name)) and option not in found.get(plain, ()):
            found[plain] = (*found.get(plain, ()), option)
    return found
