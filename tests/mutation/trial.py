"""A pytest plugin: in place of all tests once, those that may notice a fault, for each fault in a process of its own.

The tests are collected once. A forked process then changes the function or constant in memory, and no file.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from types import FunctionType, ModuleType

import click
import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.choice import Callers
from tests.mutation.mutants import Mutant

SECONDS = 120
"""After which a fault counts as noticed: it does not end."""
SURVIVED = 0
NOTICED = 1
ELSEWHERE = 2


class Trial:
    """Tries ``mutants`` one after the other, and prints those that survive."""

    def __init__(self, mutants: Sequence[Mutant], callers: Callers) -> None:
        self._mutants, self._callers = mutants, callers

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        items = {item.nodeid: item for item in session.items}
        outcomes: Counter[str] = Counter()
        for mutant in self._mutants:
            tests = [items[test] for test in self._callers.tests(mutant) if test in items]
            outcome = _outcome(mutant, tests)
            outcomes[outcome] += 1
            click.echo(f"{outcome} {mutant if outcome != 'noticed' else mutant.place}")
        click.echo(dict(outcomes))
        return True


def _outcome(mutant: Mutant, tests: Sequence[pytest.Item]) -> str:
    """``noticed``, ``survived``, or ``untried`` where no test calls it or the fault is not in what is loaded."""
    process = os.fork()
    if process == 0:
        signal.alarm(SECONDS)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.dup2(nothing, sys.stderr.fileno())
        os._exit(_tried(mutant, tests))
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {SURVIVED: "survived", ELSEWHERE: "untried"}.get(status, "noticed")


def _tried(mutant: Mutant, tests: Sequence[pytest.Item]) -> int:
    try:
        if not tests or not _put_in(mutant):
            return ELSEWHERE
        for item, following in zip(tests, [*tests[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return NOTICED
    except BaseException:  # whatever the fault makes of pytest itself
        return NOTICED
    return SURVIVED


def _put_in(mutant: Mutant) -> bool:
    """Change what is loaded; whether the fault is in it."""
    name = mutant.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    live, faulty = importlib.import_module(name), ModuleType(name)
    exec(compile(mutant.source(), mutant.path, "exec"), faulty.__dict__)  # noqa: S102
    here, there = dict(_functions(live, name)), dict(_functions(faulty, name))
    if mutant.owner in here:
        function, other = here[mutant.owner], there[mutant.owner]
        function.__code__, function.__defaults__ = other.__code__, other.__defaults__
        function.__kwdefaults__ = other.__kwdefaults__
        return True
    if mutant.owner not in vars(live):
        return False
    value = getattr(live, mutant.owner)
    for module in [each for path, each in sys.modules.items() if path.startswith("toolkit")]:
        if vars(module).get(mutant.owner) is value:
            setattr(module, mutant.owner, getattr(faulty, mutant.owner))
    return True


def _functions(owner: object, module: str) -> Iterator[tuple[str, FunctionType]]:
    """The functions that a module or class defines, within properties and decorators too, by qualified name."""
    for value in vars(owner).values():
        within = (getattr(value, name, None) for name in ("fget", "func", "__func__", "__wrapped__"))
        for each in (value, *within):
            if isinstance(each, FunctionType) and each.__module__ == module:
                yield each.__qualname__, each
        if isinstance(value, type) and value.__module__ == module:
            yield from _functions(value, module)
