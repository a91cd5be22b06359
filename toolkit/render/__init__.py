"""The formats that a report and its review form can be written in."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by its ``name``, and the extension of its files.

    ``addition`` stands before that where another format has the same. ``module`` is imported when first used, with
    whatever library it needs. ``data_apart``: it cannot carry the data of the report, which goes beside it in files of
    its own. ``drawn``: of figures alone, so that not every form has it.
    ``along`` is a format that is written with it.
    """

    name: str
    label: str
    module: str
    extension: str
    addition: str = ""
    data_apart: bool = False
    drawn: bool = False
    along: str = ""

    def file_name(self, report: str) -> str:
        """What the file of ``report`` is called in this format."""
        return f"{report}{self.addition}.{self.extension}"

    def renderer(self) -> Callable[..., bytes]:
        """``render(document, **options) -> bytes``; the options are the module's own."""
        render: Callable[..., bytes] = importlib.import_module(f"{__name__}.{self.module}").render
        return render


def _usual(extension: str, label: str, module: str) -> Format:
    """A format that is called by the extension of its files."""
    return Format(name=extension, label=label, module=module, extension=extension)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            _usual("docx", "Word 文档", "docx"),
            _usual("html", "网页", "html"),
            _usual("pdf", "PDF", "pdf"),
            _usual("md", "Markdown", "markdown"),
            _usual("txt", "纯文本", "text"),
            Format(
                name="fragment",
                label="粘贴用网页",
                module="fragment",
                extension="html",
                addition="（粘贴用）",
                data_apart=True,
            ),
            Format(
                name="poster",
                label="图解",
                module="poster",
                extension="svg",
                addition="（图解）",
                drawn=True,
                along="poster-png",
            ),
            Format(
                name="poster-png",
                label="图解（PNG）",
                module="poster_png",
                extension="png",
                addition="（图解）",
                drawn=True,
            ),
        )
    }
)
"""Of the report, by name; where several end alike, the first is meant by a file's name."""

REVIEW_FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            Format(name="review", label="审核表", module="docx", extension="docx", addition="审核表"),
            Format(name="review-pdf", label="审核表（PDF）", module="pdf", extension="pdf", addition="审核表"),
        )
    }
)
"""Of the paper that it is reviewed on, which is printed and signed by hand."""

EVERY_FORMAT: Mapping[str, Format] = MappingProxyType({**FORMATS, **REVIEW_FORMATS})


def with_companions(names: Iterable[str]) -> tuple[str, ...]:
    """Formats, each once, with those that are written along with them."""
    return tuple(dict.fromkeys(each for name in names for each in (name, EVERY_FORMAT[name].along) if each))


def formats_of(file_name: str) -> tuple[str, ...]:
    """The formats whose files end like ``file_name``."""
    _, dot, extension = file_name.lower().rpartition(".")
    return tuple(name for name, style in EVERY_FORMAT.items() if dot and style.extension == extension)
