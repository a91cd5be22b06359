"""The templates of web pages, and what they may call."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from toolkit.characters import is_latin
from toolkit.patterns import regex
from toolkit.render import html_table, page

_FACES = {
    "latin": page.LATIN_FACE,
    "title": page.TITLE_FACE,
    "body": page.BODY_FACE,
    "hei": page.HEI_FACE,
    "kai": page.KAI_FACE,
    "song": page.SONG_FACE,
}

_TELEPHONE = regex(r"(?<![\d-])\d{3,4}-\d{7,8}(?:-\d{1,5})?(?![\d-])")


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once, where Python keeps its compiled modules; compiling takes a tenth of a command's time.

    Nothing is kept where Python keeps no modules either, or nothing can be written; what is damaged is compiled again.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(Exception):  # whatever unpickling raises
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


@cache
def environment() -> Environment:
    """The templates, with everything escaped that is put into them."""
    templates = Environment(
        loader=PackageLoader("toolkit.render"),
        bytecode_cache=_CompiledTemplates(str(Path(cache_from_source(__file__)).parent), "%s.j2c"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    templates.filters["telephones_whole"] = _telephones_whole
    templates.tests["latin"] = is_latin
    templates.globals.update(
        grid=html_table,
        page=page,
        faces=_FACES,
        families=_families,
        local=_local,
        page_number=_page_number(),
        page_number_across=_page_number_across(),
    )
    return templates


def _telephones_whole(text: str) -> Markup:
    """``text`` escaped; a browser would break telephone numbers behind their hyphen."""
    return Markup(_TELEPHONE.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped


def _families(face: page.Face) -> Markup:
    return Markup(", ".join(f'"{name}"' for name in face.families))  # noqa: S704 -- our own constants


def _local(face: page.Face) -> Markup:
    return Markup(", ".join(f'local("{name}")' for name in face.families))  # noqa: S704 -- our own constants


_NUMBER_FACE = f"font: {page.PAGE_NUMBER_SIZE}pt/1.3 {_families(page.SONG_FACE)}, serif"


def _page_number() -> Markup:
    """The dashes stand as far below the type area as in Word: half a line above the middle of the number."""
    drop = page.FOOTER_DROP - page.PAGE_NUMBER_SIZE * 0.65 / page.POINTS_PER_MM
    return Markup(f"{_NUMBER_FACE}; vertical-align: top; padding-top: {drop:.2f}mm;")  # noqa: S704 -- our own constants


def _page_number_across() -> Markup:
    """As far from the edge of a landscape page, and read downwards."""
    left = page.BOTTOM - page.FOOTER_DROP - page.PAGE_NUMBER_SIZE * 0.65 / page.POINTS_PER_MM
    place = f"writing-mode: vertical-rl; vertical-align: bottom; padding-left: {left:.2f}mm;"
    return Markup(f"{_NUMBER_FACE}; {place}")  # noqa: S704 -- our own constants
