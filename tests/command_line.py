"""The one way in which tests run a command: within the process, stdout and stderr kept apart."""

from __future__ import annotations

from click.testing import CliRunner, Result

from toolkit.cli import main


def run(*arguments: object, stdin: str | None = None) -> Result:
    """``run("check", path)``; an exception that is not the command line's own way out fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="xl-report", input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), (arguments, result.exception)
    return result


def succeeds(*arguments: object) -> str:
    """What a command shows that finds no error."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output
