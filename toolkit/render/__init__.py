"""The formats that a report can be written in."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by its file extension. ``module`` is imported when first used, with whatever library it needs."""

    extension: str
    label: str
    module: str

    def renderer(self) -> Callable[..., bytes]:
        """``render(document, **options) -> bytes``; the options are the module's own."""
        render: Callable[..., bytes] = importlib.import_module(f"{__name__}.{self.module}").render
        return render


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        entry.extension: entry
        for entry in (
            Format(extension="docx", label="Word 文档", module="docx"),
            Format(extension="html", label="网页", module="html"),
            Format(extension="pdf", label="PDF", module="pdf"),
            Format(extension="md", label="Markdown", module="markdown"),
            Format(extension="txt", label="纯文本", module="text"),
        )
    }
)
