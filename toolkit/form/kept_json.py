"""JSON kept beside what it was made from, so that it need not be made again; it counts while that is unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from toolkit.form.locator import package_folder


def read_kept(package: str, name: str, is_current: Callable[[Any], bool]) -> Any:
    """The data in that file of a package; None without a file, or where what it was made from is not current."""
    file = package_folder(package).joinpath(name)
    kept = json.loads(file.read_bytes()) if file.is_file() else None
    return kept["data"] if kept and is_current(kept["made_from"]) else None


def kept_json(made_from: object, data: object) -> str:
    """What such a file is to hold."""
    return json.dumps({"made_from": made_from, "data": data}, ensure_ascii=False, separators=(",", ":")) + "\n"
