"""The registry of forms: those that come with the program, and those in folders and files that somebody names.

Each is loaded when it is asked for, once. A faulty one is kept aside with its mistakes and harms no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.errors import FormError, UnknownForm, reason_of
from toolkit.form.cells import did_you_mean
from toolkit.form.form import Form
from toolkit.form.locator import FORM_FILE, FormLocator, form_files, shipped, sources_of
from toolkit.form.prepared import prepared_form
from toolkit.form.references import JOINT

if TYPE_CHECKING:
    from toolkit.form.requirements import Requirements
    from toolkit.form.supplement import Supplement

FOLDERS = "XL_REPORT_FORMS"
"""The environment variable with further folders of forms, divided as ``PATH`` is."""
HOW_TO_GET = f"不随程序提供的，请用 --form 写明它的文件或文件夹，或把放它的文件夹写在环境变量 {FOLDERS} 里。"
"""What to do about a form or a supplement that is not at hand."""


class Forms:
    """Forms by id. Of two of one id the first stays, and the other is faulty.

    ``named`` are those that somebody names for what is to be done, by id, file or folder; ``requirements`` are the
    local ones to which all that is read is held, beside those that it brings.
    """

    def __init__(
        self,
        folders: Iterable[Path] = (),
        named: Iterable[str] = (),
        requirements: tuple[Requirements, ...] = (),
    ) -> None:
        self.requirements = requirements
        self._sources = (tuple(dict.fromkeys(folders)), tuple(named))
        self._faulty: dict[str, FormError] = {}
        self._skipped: dict[str, FormError] = {}
        self._loaded: dict[str, Form | Supplement] = {}
        self._files = dict(shipped().files)
        for folder in self._sources[0]:
            for form_id, file in self._listed(folder).items():
                if form_id in self._files:
                    self._skip(str(file), f"id：已经有编号是“{form_id}”的表式（{self._place(form_id)}）")
                self._files.setdefault(form_id, file)
        self.named = tuple(map(self.load, self._sources[1]))

    def __reduce__(self) -> tuple[Any, ...]:
        """Workers are sent where the forms are, and what they were, so that a form that changed is read again."""
        folders, named = self._sources
        absolute = tuple(folder.absolute() for folder in folders)
        return _sent, (absolute, tuple(map(_anywhere, named)), self.requirements, self.digests)

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Ids and digests of all that is at hand, supplements too: they differ where anything has changed."""
        sound = filter(self._sound, self.known)
        return tuple(sorted((form_id, self._entry(form_id).digest) for form_id in sound))

    @property
    def only_named(self) -> Form | None:
        """The form that was named, if only one was."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of all forms and supplements, whether their files are sound or not."""
        return tuple(dict.fromkeys((*self._files, *(each for each in self._loaded if JOINT not in each))))

    @property
    def available(self) -> tuple[str, ...]:
        """The ids of the sound forms, without supplements."""
        return tuple(filter(self.has, self.known))

    def has(self, form_id: str) -> bool:
        """Whether there is a sound form of that id."""
        return form_id in self.known and self._sound(form_id) and isinstance(self._entry(form_id), Form)

    @property
    def combinations(self) -> tuple[Form, ...]:
        """Every sound form, each followed by its combination with each of its supplements."""
        forms = map(self.form, self.available)
        return tuple(
            each
            for form in forms
            for each in (form, *(self.with_supplements(form, [s]) for s in self.supplements_to(form)))
        )

    def supplements_to(self, form: Form) -> tuple[str, ...]:
        """The ids of the sound supplements to a form."""
        entries = ((each, self._entry(each)) for each in filter(self._sound, self.known))
        return tuple(each for each, own in entries if not isinstance(own, Form) and own.supplement_to == form.id)

    def owner(self, supplement_id: str) -> str:
        """The id of the form that a sound supplement is to; nothing where there is none of that id."""
        if supplement_id not in self.known or not self._sound(supplement_id):
            return ""
        entry = self._entry(supplement_id)
        return "" if isinstance(entry, Form) else entry.supplement_to

    def with_supplements(self, form: Form, supplements: Sequence[str]) -> Form:
        """A form with these supplements, in that order."""
        return self.form(JOINT.join([form.id, *supplements]))

    def nearest(self, form_id: str, supplements: Sequence[str] = ()) -> tuple[Form, tuple[str, ...]]:
        """The form of that id, which may name supplements itself, with these; and the ids of those not at hand."""
        own, *named = form_id.split(JOINT)
        form, wanted = self.form(own), (*named, *supplements)
        there = self.supplements_to(form) if wanted else ()
        return self.with_supplements(form, [each for each in wanted if each in there]), tuple(
            each for each in wanted if each not in there
        )

    @property
    def faulty(self) -> Mapping[str, FormError]:
        """What is wrong with the forms found faulty so far, by id or by file."""
        return MappingProxyType(self._faulty)

    @property
    def skipped(self) -> tuple[FormError, ...]:
        """The faults of forms that were skipped because nobody had named them."""
        return tuple(self._skipped.values())

    def form(self, form_id: str) -> Form:
        """The form of that id, which may come from anywhere and is never taken for a path.

        :class:`UnknownForm` if there is none, :class:`FormError` if it is faulty.
        """
        entry = self._entry(form_id)
        if not isinstance(entry, Form):
            raise UnknownForm(
                f"“{form_id}”是“{entry.supplement_to}”的补充表，不是一种表式。", "请用 new --supplement 附上它。"
            )
        return entry

    def load(self, name: str) -> Form:
        """The form that somebody names: by its id, its file, or the folder of that. Of a supplement it is the form
        with it."""
        entry = self._named(name)
        return entry if isinstance(entry, Form) else self._joined(JOINT.join([entry.supplement_to, entry.id]))

    def supplement(self, name: str) -> Supplement:
        """The supplement that somebody names: by its id, its file, or the folder of that."""
        entry = self._named(name)
        if isinstance(entry, Form):
            raise UnknownForm(f"“{name}”是表式，不是补充表。", "表式请用 --form 写明。")
        return entry

    def declared(self, name: str) -> tuple[Form | None, tuple[str, ...]]:
        """The form that somebody names, sound or not, and its mistakes, without taking it in; but a supplement is."""
        from toolkit.form.loader import declared_form
        from toolkit.form.supplement import is_supplement

        if not self._is_path(name) and name not in self._files:
            return self.form(name), ()
        file, form_id = self._file_at(Path(name)) if self._is_path(name) else (self._files[name], name)
        try:
            sources = sources_of(file)
            if is_supplement(sources[0]):
                return self.load(name), ()
            return declared_form(sources, name, self._locator.beside(file), form_id=form_id)
        except FormError as error:
            return None, error.mistakes
        except OSError as error:
            return None, (_unread(error),)

    def replacing(self, form: Form) -> Forms:
        """A copy of the registry in which ``form`` replaces the one of its id, if there is one."""
        forms = self.holding_to(self.requirements)
        forms._loaded = self._loaded | {form.id: form}
        return forms

    def holding_to(self, requirements: Iterable[Requirements]) -> Forms:
        """A copy of the registry with these local requirements in place of its own."""
        forms = Forms(*self._sources, tuple(requirements))
        forms._files = dict(self._files)
        forms._loaded = dict(self._loaded)
        return forms

    def naming(self, form: Form) -> Forms:
        """A copy of the registry in which ``form``, which is at hand, is the one that was named."""
        forms = self.replacing(form)
        forms.named = (form,)
        return forms

    @property
    def families(self) -> tuple[str, ...]:
        """The families of the sound forms."""
        return tuple(dict.fromkeys(self.form(form_id).family for form_id in self.available))

    def family(self, name: str) -> tuple[Form, ...]:
        """The sound forms of a family, the newest first; those that are only chosen by name come last."""
        own = (form for form in map(self.form, self.available) if form.family == name)
        return tuple(sorted(own, key=lambda form: (form.variant, -form.years.first, form.id)))

    def newest(self, family: str, year: int) -> Form | None:
        """The form of a family that a report of ``year`` is made on if nobody says otherwise."""
        return next((form for form in self.family(family) if year in form.years and not form.variant), None)

    def _named(self, name: str) -> Form | Supplement:
        return self._from_path(Path(name)) if self._is_path(name) else self._entry(name)

    def _entry(self, form_id: str) -> Form | Supplement:
        if form_id in self._loaded:
            return self._loaded[form_id]
        if form_id in self._faulty:
            raise self._faulty[form_id]
        if JOINT in form_id:
            return self._joined(form_id)
        if form_id in self._files:
            return self._remember(form_id, self._read(self._files[form_id], form_id, form_id=form_id))
        names = "、".join(self.available)
        raise UnknownForm(
            f"没有表式“{form_id}”{did_you_mean(form_id, self.known)}。", f"可用的表式：{names}。{HOW_TO_GET}"
        )

    def _joined(self, form_id: str) -> Form:
        """A form with the supplements that the id names."""
        own, *names = form_id.split(JOINT)
        form = self.form(own)
        supplements = [each for each in map(self._entry, names) if not isinstance(each, Form)]
        if len(supplements) < len(names):
            raise UnknownForm(f"“{form_id}”里有的不是补充表。", "“+”前面写表式的编号，后面写补充表的编号。")
        for each in supplements:
            if each.supplement_to != own:
                raise UnknownForm(f"补充表“{each.id}”是“{each.supplement_to}”的，不能附在“{own}”上。")
        self._loaded[form_id] = self._with(form, supplements, form_id)
        return self.form(form_id)

    def _with(self, form: Form, supplements: Sequence[Supplement], name: str) -> Form:
        """A form with supplements, read once for all registries that have the same form."""
        from toolkit.form.loader import parse_form

        joined, digests = form.once(_joined_so_far), tuple(each.digest for each in supplements)
        if digests not in joined:
            file = self._files[form.id]
            source, phrases = sources_of(file)
            locator = self._locator.beside(file)
            joined[digests] = parse_form(source, name, locator, phrases=phrases, supplements=supplements)
        return joined[digests]

    @property
    def _locator(self) -> FormLocator:
        return FormLocator(files=self._files)

    def _from_path(self, path: Path) -> Form | Supplement:
        """One in a file or folder that somebody names. A file by itself may have any id, if no other form has it."""
        file, form_id = self._file_at(path)
        form = self._read(file, str(path), form_id=form_id)
        if form.id in self.known and self._entry(form.id).digest != form.digest:
            raise UnknownForm(
                f"“{path}”的编号“{form.id}”是另一个表式的（{self._place(form.id)}）。",
                "请换一个编号，内容不同的表式不能同名。",
            )
        self._files.setdefault(form.id, file)
        return self._remember(form.id, form)

    def _is_path(self, name: str) -> bool:
        path = Path(name)
        return bool(name) and name not in self.known and bool(path.suffix or path.name != name or path.is_dir())

    def _file_at(self, path: Path) -> tuple[Path, str]:
        """The form file that somebody names, and the id that it must have: that of a folder, if they name one."""
        file = path / FORM_FILE if path.is_dir() else path
        if not file.is_file():
            raise UnknownForm(f"没有表式文件“{path}”。", f"请写表式的编号，或者 {FORM_FILE} 所在的文件夹。")
        return file, path.resolve().name if path.is_dir() else ""

    def _read(self, file: Path, name: str, *, form_id: str) -> Form | Supplement:
        try:
            return prepared_form(form_id, file) or self._parsed(file, name, form_id)
        except FormError as error:
            self._faulty[name] = error
            raise
        except OSError as error:
            self._faulty[name] = FormError(name, (_unread(error),))
            raise self._faulty[name] from None

    def _parsed(self, file: Path, name: str, form_id: str) -> Form | Supplement:
        from toolkit.form.loader import parse_form
        from toolkit.form.supplement import is_supplement, parse_supplement

        source, phrases = sources_of(file)
        if is_supplement(source):
            return self._checked(parse_supplement(source, name, supplement_id=form_id), name, file)
        return parse_form(source, name, self._locator.beside(file), form_id=form_id, phrases=phrases)

    def _checked(self, supplement: Supplement, name: str, file: Path) -> Supplement:
        """One that its form can be joined with, which may be in the folder beside."""
        from toolkit.form.supplement import own_paths

        known = self._locator.beside(file).find(supplement.supplement_to)
        if known is None or supplement.supplement_to == supplement.id:
            hint = did_you_mean(supplement.supplement_to, self.known)
            raise FormError(name, (f"supplement_to：没有表式“{supplement.supplement_to}”{hint}",))
        self._files.setdefault(supplement.supplement_to, known)
        try:
            form = self.form(supplement.supplement_to)
        except (FormError, UnknownForm) as error:
            raise FormError(name, (f"supplement_to：{error.message}",)) from None
        try:
            self._with(form, [supplement], name)
        except FormError as error:
            raise FormError(name, tuple(own_paths(error.mistakes, form))) from None
        return supplement

    def _remember(self, form_id: str, form: Form | Supplement) -> Form | Supplement:
        return self._loaded.setdefault(form_id, form)

    def _sound(self, form_id: str) -> bool:
        try:
            self._entry(form_id)
        except FormError as error:
            self._skipped[form_id] = error
            return False
        return True

    def _skip(self, name: str, mistake: str) -> None:
        self._faulty[name] = self._skipped[name] = FormError(name, (mistake,))

    def _place(self, form_id: str) -> str:
        """Where the form of that id is, for staff."""
        file = self._files.get(form_id)
        return "随程序提供" if file is None or file is shipped().files.get(form_id) else str(file)

    def _listed(self, folder: Path) -> Mapping[str, Path]:
        try:
            if (folder / FORM_FILE).is_file():
                self._skip(str(folder), f"{FOLDERS}：这是一个表式的文件夹，请写放它的那个文件夹")
            return form_files(folder)
        except OSError as error:
            self._skip(str(folder), f"{FOLDERS}：这个文件夹打不开：{reason_of(error)}")
            return {}


def _joined_so_far(_: Form) -> dict[tuple[str, ...], Form]:
    """Where the combinations of a form with supplements are kept, by the digests of these."""
    return {}


def _unread(error: OSError) -> str:
    return f"文件：读不出：{reason_of(error)}"


@lru_cache(maxsize=4)
def _sent(
    folders: tuple[Path, ...], named: tuple[str, ...], requirements: tuple[Requirements, ...], _: object
) -> Forms:
    """A worker's registry, one for all that it is sent of the same."""
    return Forms(folders, named, requirements)


def _anywhere(name: str) -> str:
    """A name that means the same in whatever folder a worker is."""
    return str(Path(name).absolute()) if Path(name).exists() else name


def forms_at_hand(named: Iterable[str] = ()) -> Forms:
    """Those that come with the program, those in the folders that the environment names, and those that somebody
    names: by id, file or folder.

    :class:`UnknownForm` where one that is named is not there, :class:`FormError` where it is faulty.

    >>> forms_at_hand().only_named is None
    True
    """
    folders = os.environ.get(FOLDERS, "").split(os.pathsep)
    return Forms(folders=[Path(folder) for folder in folders if folder], named=named)
