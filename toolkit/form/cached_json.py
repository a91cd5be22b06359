"""JSON files that cache what is slow to compute, beside what they were made from; ignored once that has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from toolkit.form.locator import package_folder


def read_cached(package: str, name: str, is_current: Callable[[Any], bool]) -> Any:
    """The data in the file ``name`` of a package; None without a file, or unless ``is_current(made_from)``."""
    file = package_folder(package).joinpath(name)
    cached = json.loads(file.read_bytes()) if file.is_file() else None
    return cached["data"] if cached and is_current(cached["made_from"]) else None


def cached_json(made_from: object, data: object) -> str:
    """The text of such a file: ``data``, and ``made_from`` to tell later whether it is still current."""
    return json.dumps({"made_from": made_from, "data": data}, ensure_ascii=False, separators=(",", ":")) + "\n"
