"""Which tests may notice a fault: those that call the function that has it, by what an earlier run has recorded."""

from __future__ import annotations

import ast
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from tests.mutation.mutants import Mutant, owned_nodes

SECONDS = 60
"""Of tests for one fault, as long as they took while being recorded, which is several times what they take."""


class Seen(TypedDict):
    """What was recorded of a test."""

    seconds: float
    functions: list[str]
    """Each as ``toolkit/form/cells.py:CellId.parse``."""


@dataclass(frozen=True)
class Callers:
    """What was recorded of all tests, by their ids."""

    root: Path
    seen: dict[str, Seen]

    def tests(self, mutant: Mutant) -> list[str]:
        """Tests that call the function, or what mentions the constant; then all of its room, whose tests share what
        was made once. Those of the room, and then the quickest, come first."""
        room = f"tests/{mutant.path.split('/')[1]}"  # of workbook also workbook_reading
        direct = self._calling({f"{mutant.path}:{mutant.owner}"}) or self._calling(_users(self.root, mutant.name))
        own = {test for test in self.seen if test.startswith(room)}
        chosen: list[str] = []
        left = float(SECONDS)
        for tests in (direct & own, direct - own, own - direct):
            for test in sorted(tests, key=lambda test: self.seen[test]["seconds"]):
                left -= self.seen[test]["seconds"]
                if left > 0:
                    chosen.append(test)
        return chosen

    def _calling(self, functions: AbstractSet[str]) -> set[str]:
        return {test for test, seen in self.seen.items() if not functions.isdisjoint(seen["functions"])}


@cache
def _users(root: Path, name: str) -> frozenset[str]:
    """The functions of ``toolkit/`` that mention a name."""
    sources = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.glob("toolkit/**/*.py")}
    return frozenset(
        f"{path}:{owner}"
        for path, source in sources.items()
        if name in source
        for node, owner in owned_nodes(ast.parse(source))
        if (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)
    )
