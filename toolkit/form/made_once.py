"""What follows from an object that does not change, made once and kept with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class MadeOnce:
    """Keeps what others make of it, which it knows nothing of."""

    def once(self, make: Callable[Concatenate[Self, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``make`` gives of this, with whatever else it is given, made the first time."""
        given = make, args, tuple(kwargs.items())
        if given not in self._made:
            self._made[given] = make(self, *args, **kwargs)
        made: T = self._made[given]
        return made

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}
