"""What the locks of the folders for other computers hold."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.desktop.bundle.downloads import lock_lines


def locked_versions(text: str) -> Mapping[str, str]:
    """The version of each package of a lock."""
    pins = (line.partition(" ")[0].partition("==") for line in lock_lines(text))
    return {name: version for name, _, version in pins}
