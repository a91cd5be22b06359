"""Regular expressions that are compiled when they are first used: of the hundreds that there are a run needs few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of ``source``, in place of ``re.compile`` at the level of a module; a faulty one raises when used."""
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))


class LazyPattern:
    """Stands for a :class:`re.Pattern`: whatever is asked of it is asked of that."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Only for what it does not hold yet: each method is looked up once."""
        if name.startswith("__"):  # asked by who copies or inspects it
            raise AttributeError(name)
        found = getattr(self.compiled(), name)
        setattr(self, name, found)
        return found

    def compiled(self) -> re.Pattern[Any]:
        """The pattern itself; :class:`re.error` if its source is none."""
        return re.compile(self._source, self._flags)
