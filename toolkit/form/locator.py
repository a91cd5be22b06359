"""Locates form files: by id among those that come with the program, in a folder, or beside one another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from toolkit.bounds import FORM_BYTES
from toolkit.errors import FormError
from toolkit.patterns import regex

PACKAGE = "workbook_templates"
FORM_FILE = "form.yaml"
PHRASES_FILE = "phrases.yaml"
_SIBLING = regex(r"[\w-]++(?:\.yaml|/form\.yaml)?+")


@dataclass(frozen=True, kw_only=True)
class FormLocator:
    """Where form files are: by id, and in a folder or the folders next to it."""

    files: Mapping[str, Path]
    folder: Path | None = None

    def find(self, name: str) -> Path | None:
        """The form file of that id, or the one of that name beside; None for any other, whatever path it is."""
        if name in self.files:
            return self.files[name]
        if self.folder is None or not _SIBLING.fullmatch(name):
            return None
        root = self.folder.parent.resolve()
        places = (base / name / end for base in (self.folder, root) for end in ("", FORM_FILE))
        return next((place for place in places if place.is_file() and place.resolve().is_relative_to(root)), None)

    def beside(self, file: Path) -> FormLocator:
        """The same, seen from ``file``."""
        return replace(self, folder=file.parent if isinstance(file, Path) else None)


def form_files(root: Path) -> Mapping[str, Path]:
    """The form file of each folder in ``root``, by the folder's name."""
    return {
        folder.name: folder.joinpath(FORM_FILE)
        for folder in sorted(root.iterdir(), key=lambda entry: entry.name)
        if folder.is_dir() and folder.joinpath(FORM_FILE).is_file()
    }


def package_folder(package: str) -> Path:
    """Where the files of a package of the program are."""
    return Path(str(import_module(package).__file__)).parent


@cache
def shipped() -> FormLocator:
    """The forms that come with the program."""
    return FormLocator(files=form_files(package_folder(PACKAGE)))


def read_file(file: Path) -> bytes:
    """What a file holds, at most a byte more than it may."""
    with file.open("rb") as stream:
        return bytes(stream.read(FORM_BYTES + 1))


def sources_of(file: Path) -> tuple[bytes, bytes]:
    """What a form file holds, and the phrases' file beside it: nothing if there is none, or no folder of the form's.

    :class:`FormError` where something stands in its place that is no file.
    """
    folder = getattr(file, "parent", None)
    beside = folder.joinpath(PHRASES_FILE) if folder is not None and file.name == FORM_FILE else None
    if beside is None or not os.path.lexists(beside):
        return read_file(file), b""
    if not beside.is_file():
        raise FormError(str(beside), (f"{PHRASES_FILE}：不是文件",))
    return read_file(file), read_file(beside)
