"""``xl-report`` and ``python -m toolkit.cli``, which menu entries call: one command in a process of its own."""

from __future__ import annotations

import gc

from toolkit.cli import main
from toolkit.cli.exit_codes import leave

_ALLOCATIONS = 100_000
"""Between two looks for cycles. A command makes few and ends soon: Python's 700 cost it more than it has to gain."""


def run() -> None:
    """The command that the arguments of the process name; does not return."""
    gc.set_threshold(_ALLOCATIONS)
    try:
        main(prog_name="xl-report")
    except SystemExit as end:
        leave(end)


if __name__ == "__main__":
    run()
