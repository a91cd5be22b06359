"""Tasks: ``nox -l`` lists them, ``nox -s tests`` runs one."""

from __future__ import annotations

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The fast tests."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and types."""
    session.install("-e", ".[slow,lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def slow(session: nox.Session) -> None:
    """What needs other programs or minutes; times are measured by themselves."""
    session.install("-e", ".[slow]")
    others = "(program or scale or fuzz or package or (hypothesis and not timing)) and not windows"
    for selection, more in (("timing", ()), ("windows", ()), (others, ("-n", "auto"))):
        session.run(
            *("python", "-m", "pytest", *more, "-m", selection, *session.posargs),
            env={"HYPOTHESIS_PROFILE": "thorough"} if selection == others else {},
            success_codes=[0, 5] if session.posargs else [0],  # 5: of some files only, a selection may be empty
        )


@nox.session
def regenerate(session: nox.Session) -> None:
    """Every committed file that the program makes."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.regenerate")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """The pages in tests/benchmarks."""
    session.install("-e", ".[slow]")
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """Faults put into the code, a sample of them, and which no test notices."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.mutation", *session.posargs)
