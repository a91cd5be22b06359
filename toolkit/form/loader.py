"""Reading a form file: every mistake at once, each with its path and, where one is near, the name that was meant."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from toolkit.bounds import FORM_ANCESTORS
from toolkit.errors import FormError
from toolkit.form.cells import did_you_mean
from toolkit.form.faults import faults_of
from toolkit.form.field_metadata import SET_BY_LOADER
from toolkit.form.form import Form
from toolkit.form.locator import PHRASES_FILE, FormLocator, shipped, sources_of
from toolkit.form.name_faults import unread_keys
from toolkit.form.other_files import archive_fault, other_file_fault
from toolkit.form.patching import Patch
from toolkit.form.phrases.faults import phrase_faults
from toolkit.form.repeating import expand_repeated_rows
from toolkit.form.source import read_yaml
from toolkit.form.structure import StructureFault, structure
from toolkit.form.supplement import Supplement, with_joint_id, with_supplements

_SET_HERE = tuple(each.name for each in fields(Form) if each.metadata == SET_BY_LOADER)


def parse_form(
    source: bytes,
    name: str,
    locator: FormLocator | None = None,
    *,
    form_id: str = "",
    phrases: bytes = b"",
    supplements: Sequence[Supplement] = (),
) -> Form:
    """The form declared in ``source``, the text of a form file; :class:`FormError` with all its mistakes.

    ``form_id`` is what its id must be, as for one in a folder of that name; ``phrases`` the text of its phrases' file.
    With ``supplements`` it is the form with all that they add.
    """
    form, mistakes = declared_form((source, phrases), name, locator, form_id=form_id, supplements=supplements)
    if form is None or mistakes:
        raise FormError(name, mistakes)
    return form


def declared_form(
    sources: tuple[bytes, bytes],
    name: str,
    locator: FormLocator | None = None,
    *,
    form_id: str = "",
    supplements: Sequence[Supplement] = (),
) -> tuple[Form | None, tuple[str, ...]]:
    """The form declared in the texts of its files, faulty or not, if it has the shape of one, and all its mistakes."""
    patch = Patch()
    try:
        raw = form_data(sources, name, locator or shipped(), patch, supplements)
        form = structure(raw, Form)
    except StructureFault as fault:
        return None, (*fault.mistakes, *(patch.added if not patch.mistakes else ()))
    other = (f"id：应与文件夹的名称“{form_id}”相同，现为 {form.id!r:.40}",) if form_id not in ("", form.id) else ()
    mistakes = (*other, *unread_keys(raw), *faults_of(form)) or tuple(phrase_faults(form))
    return with_joint_id(form, supplements), (*mistakes, *patch.added) if mistakes else ()


def form_data(
    sources: tuple[bytes, bytes], name: str, locator: FormLocator, patch: Patch, supplements: Sequence[Supplement] = ()
) -> dict[str, Any]:
    """What a form file says in all, ready to be structured into a form: its patch applied, supplements added, repeated
    rows spread, with the digest of the files behind it. :class:`StructureFault` with what is wrong so far."""
    raw, digest = _resolved(sources, locator, patch, (name,))
    if patch.mistakes:
        raise StructureFault(tuple(patch.mistakes))
    if own := [key for key in _SET_HERE if key in raw]:
        raise StructureFault(tuple(f"不认识“{key}”" for key in own))
    raw = with_supplements(raw, supplements)
    if mistakes := expand_repeated_rows(raw):
        raise StructureFault(mistakes)
    family = {"family": raw.get("family") or raw["id"]} if "id" in raw else {}
    return raw | family | {"digest": digest}


def _raw(source: bytes, phrases: bytes) -> dict[str, Any]:
    """A form file with its phrases, as they are written."""
    if archive := archive_fault(source):
        raise StructureFault((archive,))
    raw = read_yaml(source)
    if other := other_file_fault(raw):
        raise StructureFault((other,))
    if "phrases" in raw:
        raise StructureFault((f"phrases：应写在旁边的 {PHRASES_FILE} 里",))
    if not phrases.strip():
        return raw
    try:
        return raw | {"phrases": read_yaml(phrases)}
    except StructureFault as fault:
        raise StructureFault(tuple(f"{PHRASES_FILE} {mistake}" for mistake in fault.mistakes)) from None


def _resolved(
    sources: tuple[bytes, bytes], locator: FormLocator, patch: Patch, heirs: tuple[str, ...]
) -> tuple[dict[str, Any], str]:
    """The raw form with what it extends filled in, and the digest of all files behind it.

    ``heirs`` are the names of the form itself and of those that extend it.
    """
    raw = _raw(*sources)
    digest = hashlib.sha256(sources[0])
    digest.update(sources[1])
    parent_name = raw.pop("extends", None)
    if parent_name is None:
        return raw, digest.hexdigest()
    file = locator.find(parent_name) if isinstance(parent_name, str) else None
    if file is None:
        hint = did_you_mean(str(parent_name), locator.files)
        if not {"/", "\\"}.isdisjoint(str(parent_name)):
            hint = "；相邻文件夹里的，只写那个文件夹的名称，同一文件夹里的，只写文件名"
        raise StructureFault((f"extends：没有表式“{parent_name}”{hint}",))
    chain = (*heirs, str(raw.get("id")), parent_name)
    if parent_name in chain[:-1] or len(heirs) > FORM_ANCESTORS:
        raise StructureFault((f"extends：表式不能绕回来扩展自己，也不能扩展得太深（{' → '.join(chain)}）",))
    try:
        parent, parent_digest = _resolved(sources_of(file), locator.beside(file), patch, (*heirs, parent_name))
    except StructureFault as fault:
        own = f"extends：表式“{parent_name}”有错："
        reported = (one if one.startswith("extends：") else f"{own}{one}" for one in fault.mistakes)
        raise StructureFault(tuple(reported)) from None
    digest.update(parent_digest.encode())
    if "id" not in raw:
        patch.mistakes.append("id：缺少“id”，不能与所扩展的表式同名")
    parent.setdefault("family", parent.get("id"))
    parent.pop("variant", None)  # whether the next one is the usual form of its family is for itself to say
    return patch.apply(parent, raw), digest.hexdigest()
