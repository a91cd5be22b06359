"""Reading a form file: every mistake at once, each with its path and, where one is near, the name that was meant."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from toolkit.errors import FormError, UnknownForm
from toolkit.form.cells import did_you_mean
from toolkit.form.faults import faults_of
from toolkit.form.form import Form
from toolkit.form.structure import StructureFault, read_yaml, structure

PACKAGE = "workbook_templates"
FORM_FILE = "form.yaml"


def form_folders() -> Mapping[str, Traversable]:
    """The folder of each installed form, by id."""
    root = resources.files(PACKAGE)
    return {
        folder.name: folder
        for folder in sorted(root.iterdir(), key=lambda entry: entry.name)
        if folder.is_dir() and folder.joinpath(FORM_FILE).is_file()
    }


def available_forms() -> tuple[str, ...]:
    """The ids of the installed forms."""
    return tuple(form_folders())


@cache
def load_form(form_id: str) -> Form:
    """The installed form of that id; :class:`UnknownForm` if none is, :class:`FormError` if its file is faulty."""
    folders = form_folders()
    if form_id not in folders:
        names = "、".join(folders)
        raise UnknownForm(f"没有表式“{form_id}”{did_you_mean(form_id, folders)}。", f"可用的表式：{names}。")
    return parse_form(folders[form_id].joinpath(FORM_FILE).read_bytes(), form_id)


def parse_form(source: bytes, name: str) -> Form:
    """The form declared in ``source``, the text of a form file; :class:`FormError` with all its mistakes."""
    raw, digest = _resolved(source, name)
    try:
        form = structure(raw | {"digest": digest}, Form)
    except StructureFault as fault:
        raise FormError(name, fault.mistakes) from None
    mistakes = tuple(faults_of(form))
    if mistakes:
        raise FormError(name, mistakes)
    return form


def _resolved(source: bytes, name: str) -> tuple[dict[str, Any], str]:
    """The raw form with what it extends filled in, and the digest of all files behind it."""
    try:
        raw = read_yaml(source)
    except StructureFault as fault:
        raise FormError(name, fault.mistakes) from None
    digest = hashlib.sha256(source)
    parent_id = raw.pop("extends", None)
    if parent_id is None:
        return raw, digest.hexdigest()
    folders = form_folders()
    if parent_id not in folders:
        raise FormError(name, (f"extends：没有表式“{parent_id}”{did_you_mean(str(parent_id), folders)}",))
    parent, parent_digest = _resolved(folders[parent_id].joinpath(FORM_FILE).read_bytes(), parent_id)
    digest.update(parent_digest.encode())
    mistakes: list[str] = []
    extended = _extended(parent, raw, mistakes)
    if mistakes:
        raise FormError(name, tuple(mistakes))
    return extended, digest.hexdigest()


def _extended(parent: dict[str, Any], raw: dict[str, Any], mistakes: list[str]) -> dict[str, Any]:
    """``parent`` with the keys of ``raw`` instead.

    ``tables``, ``sections``, ``rules``, ``checks`` and ``rows`` swap whole ones by id or code, ``without`` drops rules,
    checks and names; ``names`` and ``sentences`` are added to the parent's.
    """
    for key in ("tables", "sections", "rules", "checks", "rows", "names", "sentences"):
        if not isinstance(raw.get(key, {}), dict):
            mistakes.append(f"{key}：在扩展别的表式时应为“键: 值”的形式")
            del raw[key]
    merged = parent | {key: parent[key] | raw.pop(key, {}) for key in ("names", "sentences")}
    for key, by in (("tables", "id"), ("sections", "id"), ("rules", "code"), ("checks", "code")):
        merged[key] = _swapped(key, parent.get(key, []), by, raw.pop(key, {}), mistakes)
    for row_path, node in raw.pop("rows", {}).items():
        table_id, _, row_id = row_path.partition(".")
        blocks = [block for table in merged["tables"] if table["id"] == table_id for block in table.get("blocks", ())]
        if not any(_replace_row(block["rows"], row_id, node) for block in blocks):
            mistakes.append(f"rows.{row_path}：上级表式中没有这一行或这一组")
    known = {*(each["code"] for key in ("rules", "checks") for each in merged[key]), *merged["names"]}
    without = raw.pop("without", [])
    mistakes += [
        f"without：上级表式没有规则、检查或名称“{dropped}”{did_you_mean(dropped, known)}"
        for dropped in without
        if dropped not in known
    ]
    for key in ("rules", "checks"):
        merged[key] = [each for each in merged[key] if each["code"] not in without]
    merged["names"] = {name: total for name, total in merged["names"].items() if name not in without}
    return merged | raw


def _swapped(
    key: str, items: list[dict[str, Any]], by: str, changes: dict[str, Any], mistakes: list[str]
) -> list[dict[str, Any]]:
    """``items`` with those named in ``changes`` (by their ``by``) replaced."""
    known = [item[by] for item in items]
    for unknown in changes.keys() - set(known):
        mistakes.append(f"{key}.{unknown}：上级表式中没有这一项{did_you_mean(unknown, known)}")
    for name, change in changes.items():
        if not isinstance(change, dict) or change.get(by) != name:
            mistakes.append(f"{key}.{name}：其中的 {by} 应为“{name}”")
            return items
    return [changes.get(item[by], item) for item in items]


def _replace_row(nodes: list[dict[str, Any]], row_id: str, node: dict[str, Any]) -> bool:
    """Put ``node`` where the row or group ``row_id`` stands, however deep; False if it stands nowhere."""
    for index, current in enumerate(nodes):
        if current.get("id") == row_id:
            nodes[index] = node
            return True
        prefix = f"{current['id']}." if current.get("id") else ""
        if row_id.startswith(prefix) and _replace_row(current.get("children", []), row_id.removeprefix(prefix), node):
            return True
    return False
