"""Regular expressions that are compiled when they are first used: of the hundreds that there are a run needs few."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, AnyStr, NamedTuple, cast


def regex(
    source: AnyStr,
    flags: int = 0,
    *,
    needs: Collection[str] = (),
    matches: tuple[AnyStr, ...] = (),
    misses: tuple[AnyStr, ...] = (),
    whole: bool = False,
) -> re.Pattern[AnyStr]:
    """The pattern of ``source``, in place of ``re.compile`` at the level of a module; a faulty one raises when used.

    Of ``needs`` one stands in every text that has a match: for others the pattern is not even compiled.
    ``matches`` and ``misses`` are examples, run by a test: texts in which the pattern is found, and in which it is not;
    of a pattern for ``whole`` texts, those that match from end to end, and those that do not.
    """
    examples = PatternExamples(matches, misses, whole)
    lazy = PrefilteredPattern(source, flags, examples, needs) if needs else LazyPattern(source, flags, examples)
    return cast("re.Pattern[AnyStr]", lazy)


class PatternExamples(NamedTuple):
    """What a pattern is for, shown by texts."""

    matches: tuple[str, ...] | tuple[bytes, ...]
    misses: tuple[str, ...] | tuple[bytes, ...]
    whole: bool


class LazyPattern:
    """Stands for a :class:`re.Pattern`: whatever is asked of it is asked of that."""

    def __init__(self, source: str | bytes, flags: int, examples: PatternExamples) -> None:
        self.source, self.flags_given, self.examples = source, flags, examples
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        """Only for what it does not hold yet: each method is looked up once."""
        if name.startswith("__"):  # asked by who copies or inspects it
            raise AttributeError(name)
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found

    def compiled(self) -> re.Pattern[Any]:
        """The pattern itself; :class:`re.error` if its source is none."""
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags_given)
        return self._compiled


class PrefilteredPattern(LazyPattern):
    """A pattern that texts without any of ``needs`` are not looked through for."""

    def __init__(self, source: str | bytes, flags: int, examples: PatternExamples, needs: Collection[str]) -> None:
        super().__init__(source, flags, examples)
        self.needs = needs

    def possible(self, text: str) -> bool:
        """Whether ``text`` may have a match."""
        return any(map(text.__contains__, self.needs))

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.compiled().search(text, *bounds) if self.possible(text) else None

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.compiled().match(text, *bounds) if self.possible(text) else None

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.compiled().fullmatch(text, *bounds) if self.possible(text) else None

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        return self.compiled().finditer(text, *bounds) if self.possible(text) else iter(())

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled().sub(replacement, text) if self.possible(text) else text
