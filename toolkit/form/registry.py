"""The forms at hand: those that come with the program, and those of folders and files that somebody names.

Each is loaded when it is asked for, once. A faulty one is kept aside with its mistakes and harms no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.errors import FormError, UnknownForm, reason_of
from toolkit.form.cells import did_you_mean
from toolkit.form.form import Form
from toolkit.form.loader import FORM_FILE, Shelf, declared_form, form_files, parse_form, shipped, sources_of

FOLDERS = "XL_REPORT_FORMS"
"""The environment variable with further folders of forms, divided as ``PATH`` is."""


class Forms:
    """Forms by id. Of two of one id the first stays, and the other is faulty.

    ``named`` are those that somebody names for what is to be done, by id, file or folder.
    """

    def __init__(self, shelf: Shelf | None = None, folders: Iterable[Path] = (), named: Iterable[str] = ()) -> None:
        self._sources = (shelf, tuple(folders), tuple(named))
        self._faulty: dict[str, FormError] = {}
        self._passed_over: dict[str, FormError] = {}
        self._loaded: dict[str, Form] = {}
        files = dict((shelf or shipped()).files)
        for folder in self._sources[1]:
            for form_id, file in self._listed(folder).items():
                if form_id in files:
                    self._pass_over(str(file), f"id：已经有编号是“{form_id}”的表式")
                files.setdefault(form_id, file)
        self._shelf = Shelf(files=files)
        self.named = tuple(map(self.load, self._sources[2]))

    def __reduce__(self) -> tuple[Any, ...]:
        """Workers are sent where the forms are, and what they were, so that a form that changed is read again."""
        shelf, folders, named = self._sources
        kept = tuple(sorted((form.id, form.digest) for form in self._loaded.values()))
        absolute = tuple(folder.absolute() for folder in folders)
        return _sent, (shelf, absolute, tuple(map(_anywhere, named)), kept)

    @property
    def asked(self) -> Form | None:
        """The form that was named, if only one was."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of all, whether their files are sound or not."""
        return tuple(dict.fromkeys((*self._shelf.files, *self._loaded)))

    @property
    def available(self) -> tuple[str, ...]:
        """The ids of the sound ones."""
        return tuple(form_id for form_id in self.known if self._sound(form_id))

    @property
    def faulty(self) -> Mapping[str, FormError]:
        """What is wrong with those found faulty so far, by id or by file."""
        return MappingProxyType(self._faulty)

    @property
    def passed_over(self) -> tuple[FormError, ...]:
        """Of these, the faults of those that were left out without anybody hearing of it."""
        return tuple(self._passed_over.values())

    def form(self, form_id: str) -> Form:
        """The form of that id, which may come from anywhere and is never taken for a path.

        :class:`UnknownForm` if there is none, :class:`FormError` if it is faulty.
        """
        if form_id in self._loaded:
            return self._loaded[form_id]
        if form_id in self._faulty:
            raise self._faulty[form_id]
        if form_id in self._shelf.files:
            return self._kept(form_id, self._read(self._shelf.files[form_id], form_id, form_id=form_id))
        names = "、".join(self.known)
        raise UnknownForm(f"没有表式“{form_id}”{did_you_mean(form_id, self.known)}。", f"可用的表式：{names}。")

    def load(self, name: str) -> Form:
        """The form that somebody names: by its id, its file, or the folder of that."""
        return self._from_path(Path(name)) if self._is_path(name) else self.form(name)

    def declared(self, name: str) -> tuple[Form | None, tuple[str, ...]]:
        """The form that somebody names, sound or not, and its mistakes, without taking it in."""
        if not self._is_path(name) and name not in self._shelf.files:
            return self.form(name), ()
        file, form_id = self._file_at(Path(name)) if self._is_path(name) else (self._shelf.files[name], name)
        try:
            return declared_form(sources_of(file), name, self._shelf.beside(file), form_id=form_id)
        except OSError as error:
            return None, (_unread(error),)

    def having(self, form: Form) -> Forms:
        """Others like these, with ``form`` in place of any that has its id."""
        shelf, folders, named = self._sources
        forms = Forms(shelf, folders, named)
        forms._loaded[form.id] = form
        return forms

    @property
    def families(self) -> tuple[str, ...]:
        """Those of the sound forms."""
        return tuple(dict.fromkeys(self.form(form_id).family for form_id in self.available))

    def family(self, name: str) -> tuple[Form, ...]:
        """The sound forms of a family, the newest first; those that are only chosen by name come last."""
        own = (form for form in map(self.form, self.available) if form.family == name)
        return tuple(sorted(own, key=lambda form: (form.variant, -form.years.first, form.id)))

    def newest(self, family: str, year: int) -> Form | None:
        """The form of a family that a report of ``year`` is made on if nobody says otherwise."""
        return next((form for form in self.family(family) if year in form.years and not form.variant), None)

    def _from_path(self, path: Path) -> Form:
        """One in a file or folder that somebody names. A file by itself may have any id, if no other form has it."""
        file, form_id = self._file_at(path)
        form = self._read(file, str(path), form_id=form_id)
        if form.id in self.known and self.form(form.id).digest != form.digest:
            raise UnknownForm(f"“{path}”的编号“{form.id}”是另一个表式的。", "请换一个编号，内容不同的表式不能同名。")
        return self._kept(form.id, form)

    def _is_path(self, name: str) -> bool:
        path = Path(name)
        return bool(name) and name not in self.known and bool(path.suffix or path.name != name or path.is_dir())

    def _file_at(self, path: Path) -> tuple[Traversable, str]:
        """The form file that somebody names, and the id that it must have: that of a folder, if they name one."""
        file = path / FORM_FILE if path.is_dir() else path
        if not file.is_file():
            raise UnknownForm(f"没有表式文件“{path}”。", f"请写表式的编号，或者 {FORM_FILE} 所在的文件夹。")
        return file, path.resolve().name if path.is_dir() else ""

    def _read(self, file: Traversable, name: str, *, form_id: str) -> Form:
        try:
            source, phrases = sources_of(file)
            return parse_form(source, name, self._shelf.beside(file), form_id=form_id, phrases=phrases)
        except FormError as error:
            self._faulty[name] = error
            raise
        except OSError as error:
            self._faulty[name] = FormError(name, (_unread(error),))
            raise self._faulty[name] from None

    def _kept(self, form_id: str, form: Form) -> Form:
        return self._loaded.setdefault(form_id, form)

    def _sound(self, form_id: str) -> bool:
        try:
            self.form(form_id)
        except FormError as error:
            self._passed_over[form_id] = error
            return False
        return True

    def _pass_over(self, name: str, mistake: str) -> None:
        self._faulty[name] = self._passed_over[name] = FormError(name, (mistake,))

    def _listed(self, folder: Path) -> Mapping[str, Traversable]:
        try:
            return form_files(folder)
        except OSError as error:
            self._pass_over(str(folder), f"{FOLDERS}：这个文件夹打不开：{reason_of(error)}")
            return {}


def _unread(error: OSError) -> str:
    return f"文件：读不出：{reason_of(error)}"


@lru_cache(maxsize=4)
def _sent(shelf: Shelf | None, folders: tuple[Path, ...], named: tuple[str, ...], _: object) -> Forms:
    """A worker's registry, one for all that it is sent of the same."""
    return Forms(shelf, folders, named)


def _anywhere(name: str) -> str:
    """A name that means the same in whatever folder a worker is."""
    return str(Path(name).absolute()) if Path(name).exists() else name


def forms_at_hand(named: Iterable[str] = ()) -> Forms:
    """Those that come with the program, those in the folders that the environment names, and those that somebody
    names."""
    folders = os.environ.get(FOLDERS, "").split(os.pathsep)
    return Forms(folders=[Path(folder) for folder in folders if folder], named=named)
