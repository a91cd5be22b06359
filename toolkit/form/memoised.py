"""Values derived from an immutable object, computed once and cached on it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class Memoised:
    """Caches what callers compute from it; equal objects do not share a cache."""

    def once(self, make: Callable[Concatenate[Self, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``make(self, *args, **kwargs)``, computed at the first call; all arguments must be hashable."""
        given = make, args, tuple(kwargs.items())
        if given not in self._made:
            self._made[given] = make(self, *args, **kwargs)
        made: T = self._made[given]
        return made

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}
