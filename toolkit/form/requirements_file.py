"""Reading files of local requirements."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from toolkit.bounds import REQUIREMENTS_BYTES
from toolkit.errors import UnreadableFile, reason_of
from toolkit.form.other_files import archive_fault
from toolkit.form.requirements import KEY, Requirements, declared_requirements
from toolkit.form.source import read_yaml
from toolkit.form.structure import StructureFault


def read_requirements(path: Path) -> tuple[Requirements | None, tuple[str, ...]]:
    """Those in the file at ``path``, as far as they have the shape, and every mistake in that; whether they go with a
    form is not looked at. :class:`~toolkit.errors.UnreadableFile` where there is no such file."""
    try:
        with path.open("rb") as file:
            source = file.read(REQUIREMENTS_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"本地要求“{path}”打不开（{reason_of(error)}）。", "请核对文件名和所在文件夹。") from None
    if archive := archive_fault(source):
        return None, (archive.replace("表式文件", "本地要求文件"),)
    if len(source) > REQUIREMENTS_BYTES:
        return None, (f"文件：超过 {REQUIREMENTS_BYTES:,} 个字节",)
    try:
        raw = read_yaml(source)
    except StructureFault as fault:
        return None, fault.mistakes
    if KEY not in raw:
        return None, (f"{KEY}：缺少“{KEY}”，本地要求要写明是哪种表式或哪一族表式的",)
    return declared_requirements(_with_dates_as_text(raw))


def _with_dates_as_text(value: Any) -> Any:
    """``value`` with what YAML takes for dates as it is written."""
    if isinstance(value, dict):
        return {key: _with_dates_as_text(own) for key, own in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(own) for own in value]
    return value.isoformat() if isinstance(value, dt.date) else value
