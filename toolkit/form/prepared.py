"""The program's own YAML as data ready to use: forms with their patches applied and known to be valid, and wordings.

Reading YAML, applying patches and looking for mistakes takes longer than checking a workbook. What comes of it is kept
as JSON, which counts only while the files that it was made from are unchanged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from toolkit.errors import FormError
from toolkit.form.cached_json import cached_json, read_cached
from toolkit.form.form import Form
from toolkit.form.locator import FORM_FILE, PACKAGE, PHRASES_FILE, package_folder, read_file, shipped, sources_of
from toolkit.form.sentence_tree import SentenceTree, parse_sentence
from toolkit.form.structure import structure

_FORM = "{}/prepared.json"
_PREPARED: dict[str, Form] = {}


def prepared_form(form_id: str, file: Path) -> Form | None:
    """The shipped form of that id; None if ``file`` is not its file, or what is kept of it is out of date.

    Every registry of a process has the same one, and with it all that was derived from it.
    """
    if file is not shipped().files.get(form_id):
        return None
    data = _kept(PACKAGE, _FORM.format(form_id))
    if data is None:
        return None
    if form_id not in _PREPARED:
        _PREPARED[form_id] = _structured(data)
    return _PREPARED[form_id]


def _structured(data: Mapping[str, Any]) -> Form:
    form = structure(data["form"] | {"verified": True}, Form)
    form.parsed_sentences.update(
        {name: SentenceTree(tuple(tree["names"]), tuple(tree["body"])) for name, tree in data["sentences"].items()}
    )
    form.phrase_book.grammar.keep(data["phrases"])
    return form


def own_yaml(package: str, stem: str) -> dict[str, Any]:
    """What the file ``stem.yaml`` of a package of the program holds."""
    data: dict[str, Any] | None = _kept(package, f"{stem}.json")
    return data if data is not None else _yaml(package, stem)


def kept_forms() -> Iterator[tuple[str, str]]:
    """Each shipped form as it is to be kept, with the name of its file; :class:`FormError` if one is faulty."""
    from toolkit.form.loader import declared_form, form_data
    from toolkit.form.patching import Patch

    for form_id, file in shipped().files.items():
        form, mistakes = declared_form(sources_of(file), form_id, form_id=form_id)
        if form is None or mistakes:
            raise FormError(form_id, mistakes)
        data = form_data(sources_of(file), form_id, shipped(), Patch())
        sentences = {name: asdict(parse_sentence(source)) for name, source in form.sentences.items()}
        kept = {"form": data, "sentences": sentences, "phrases": form.phrase_book.read_all().kept()}
        text = _as_json(PACKAGE, list(_sources_behind(form_id)), kept)
        if structure(json.loads(text)["data"]["form"], Form) != form:
            raise ValueError(f"{form_id}: JSON cannot hold it")
        yield _FORM.format(form_id), text


def kept_yaml(package: str, stem: str) -> str:
    """What ``stem.json`` is to hold."""
    return _as_json(package, [f"{stem}.yaml"], _yaml(package, stem))


def _yaml(package: str, stem: str) -> dict[str, Any]:
    from toolkit.form.source import read_yaml

    return read_yaml(package_folder(package).joinpath(f"{stem}.yaml").read_bytes(), ours=True)


def _kept(package: str, name: str) -> Any:
    return read_cached(package, name, lambda files: files["checksum"] == _checksum(package, files["sources"]))


def _as_json(package: str, sources: Sequence[str], data: object) -> str:
    return cached_json({"checksum": _checksum(package, sources), "sources": sources}, data)


def _sources_behind(form_id: str) -> Iterator[str]:
    """The files of a shipped form and of those that it extends."""
    from toolkit.form.source import read_yaml

    name: object = form_id
    while isinstance(name, str):
        yield from (f"{name}/{FORM_FILE}", f"{name}/{PHRASES_FILE}")
        name = read_yaml(sources_of(shipped().files[name])[0]).get("extends")


def _checksum(package: str, sources: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in sources:
        file = package_folder(package).joinpath(name)
        content = read_file(file) if file.is_file() else b""
        digest.update(b"%d\n" % len(content) + content)
    return digest.hexdigest()
