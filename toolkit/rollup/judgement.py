"""What a row of the store was made by: the code that reads and checks, the local requirements to which the run holds
filings, and the forms that decided.

A row counts only while the same would come of its file now. A program whose commands, window or reports changed keeps
every row; a form that changed, those of files on other forms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from toolkit.filing import Filing, Source
from toolkit.form import Form, Forms
from toolkit.form.references import base_id

_CODE = ("form", "finding", "filing", "narrative", "rules", "workbook", "ingest", "rollup/file_results.py")
"""What reads and checks, beside the modules of no room; of these all but the version number."""
_ALL, _HELD_TO = "*", "+"


def judged_by(forms: Forms, filing: Filing | None) -> str:
    """What decided on a file: for what names its own form the forms that it rests on, for all else every one."""
    named = filing is not None and filing.source is not Source.REPORT and not filing.missing_supplements
    if filing is None or not named or (filing.prior and filing.prior.absent):
        return f"{_by(forms)} {_ALL}={_digest(map(str, forms.digests))}"
    last = filing.prior.form if filing.prior else None
    ids = sorted({base_id(form.id) for form in (filing.form, last) if isinstance(form, Form)})
    return " ".join([_by(forms), *(f"{form_id}={_of_form(forms, form_id)}" for form_id in ids)])


def still_holds(judged: str, forms: Forms) -> bool:
    """Whether the same code, local requirements and forms decide now."""
    by, *decided = judged.split(" ")
    return by == _by(forms) and _same_forms(decided, forms)


def held_to_other_requirements(judged: str, forms: Forms) -> bool:
    """Whether only the local requirements are others than those of this run."""
    by, *decided = judged.split(" ")
    return by != _by(forms) and by.partition(_HELD_TO)[0] == _code() and _same_forms(decided, forms)


def _same_forms(decided: list[str], forms: Forms) -> bool:
    now = {form_id: digest for form_id, _, digest in (each.partition("=") for each in decided)}
    return bool(now) and all(
        digest == (_digest(map(str, forms.digests)) if form_id == _ALL else _of_form(forms, form_id))
        for form_id, digest in now.items()
    )


def _by(forms: Forms) -> str:
    """The code, and the local requirements if there are any: those that a file brings itself are part of the file."""
    asked = _digest(notice.digest for notice in forms.requirements)
    return f"{_code()}{_HELD_TO}{asked}" if forms.requirements else _code()


def _of_form(forms: Forms, form_id: str) -> str:
    """A form and its supplements, which a file may name too; nothing where there is none of that id."""
    if not forms.has(form_id):
        return ""
    own = {form_id, *forms.supplements_to(forms.form(form_id))}
    return _digest(str(each) for each in forms.digests if each[0] in own)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """A digest of the source, whatever it ends its lines with."""
    digest = hashlib.sha256()
    root = resources.files("toolkit")
    modules = (each for each in root.iterdir() if each.is_file() and each.name != "__init__.py")
    for file in _files([*modules, *(root.joinpath(each) for each in _CODE)]):
        digest.update(file.name.encode() + b"\n" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _files(places: list[Traversable]) -> Iterator[Traversable]:
    for place in sorted(places, key=lambda each: each.name):
        if place.is_file():
            yield place
        elif place.name != "__pycache__":
            yield from _files(list(place.iterdir()))
