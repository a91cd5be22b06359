"""``python -m toolkit.cli``: what menu entries call, wherever the program itself is."""

from __future__ import annotations

from toolkit.cli import main

if __name__ == "__main__":
    main(prog_name="xl-report")
