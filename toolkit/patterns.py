"""Regular expressions that are compiled when they are first used: of the hundreds that there are a run needs few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, NamedTuple, cast


def regex(
    source: AnyStr,
    flags: int = 0,
    *,
    matches: tuple[AnyStr, ...] = (),
    misses: tuple[AnyStr, ...] = (),
    whole: bool = False,
) -> re.Pattern[AnyStr]:
    """The pattern of ``source``, in place of ``re.compile`` at the level of a module; a faulty one raises when used.

    ``matches`` and ``misses`` are examples, run by a test: texts in which the pattern is found, and in which it is not;
    of a pattern for ``whole`` texts, those that match from end to end, and those that do not.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags, PatternExamples(matches, misses, whole)))


class PatternExamples(NamedTuple):
    """What a pattern is for, shown by texts."""

    matches: tuple[str, ...] | tuple[bytes, ...]
    misses: tuple[str, ...] | tuple[bytes, ...]
    whole: bool


class LazyPattern:
    """Stands for a :class:`re.Pattern`: whatever is asked of it is asked of that."""

    def __init__(self, source: str | bytes, flags: int, examples: PatternExamples) -> None:
        self.source, self.flags_given, self.examples = source, flags, examples

    def __getattr__(self, name: str) -> Any:
        """Only for what it does not hold yet: each method is looked up once."""
        if name.startswith("__"):  # asked by who copies or inspects it
            raise AttributeError(name)
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found

    def compiled(self) -> re.Pattern[Any]:
        """The pattern itself; :class:`re.error` if its source is none."""
        return re.compile(self.source, self.flags_given)
