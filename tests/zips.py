"""Zip packages from a few parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zip_of(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A package of ``parts`` by their names, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()
