"""The parts of an OOXML package, by whatever names programs give them; only those asked for are unpacked and parsed.

Names are equal whatever their case (ECMA-376 part 2, 6.2.2). A part that hides what it holds (a document type, a second
part of its name) or passes a limit is :class:`.OutOfBounds`, any other fault of a part
:class:`.CorruptPart`; parts that nobody asks for may be anything.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from toolkit.bounds import WORKBOOK_ELEMENT_BYTES, WORKBOOK_RATIO, WORKBOOK_UNPACKED_BYTES
from toolkit.workbook.reading.source_workbook import CorruptPart, OutOfBounds

_AT_ONCE = 4_000_000
"""Bytes of a part that is parsed as a whole; a longer one goes by element."""
_BITE = 2_048


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference from one part to another: the last word of its type (``worksheet``), the part's name."""

    id: str
    type: str
    target: str


class Parts:
    """The package in ``data``; iterating gives the names of its parts."""

    def __init__(self, data: bytes) -> None:
        self._unpacked: dict[str, int] = {}
        with guarded():
            self._package = zipfile.ZipFile(io.BytesIO(data))
        names = self._package.namelist()
        self._names = {name.lower(): name for name in names}
        self._twice = {name for name, count in Counter(map(str.lower, names)).items() if count > 1}

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def content(self, part: str) -> bytes:
        """The bytes of an XML part, which declares no document type."""
        with guarded():
            content = self._package.read(self._info(part))
            _check_head(content[at : at + _BITE] for at in range(0, len(content), _BITE))
        return content

    def root(self, part: str) -> Any:
        """The root element of a part."""
        if self._info(part).file_size > WORKBOOK_ELEMENT_BYTES:
            raise OutOfBounds(f"部件 {part} 异常大")
        content = self.content(part)
        with guarded():
            return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))

    def elements(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements of those tags in a part of any length; each may be gone when the next is asked for.

        In an ill-formed part those before the fault, which then raises :class:`CorruptPart`.
        """
        if self._info(part).file_size <= _AT_ONCE:
            try:
                yield from self.root(part).iter(*tags)
                return
            except CorruptPart as error:
                if not isinstance(error.__cause__, etree.XMLSyntaxError):
                    raise
        with guarded():
            yield from self._streamed(part, tags)

    def related(self, part: str = "") -> Sequence[Relationship]:
        """What a part (``""``: the package) refers to within the package."""
        folder, _, file = part.rpartition("/")
        links = posixpath.join(folder, "_rels", f"{file}.rels")
        found = self.root(links) if links in self else ()
        return tuple(
            Relationship(
                id=link.get("Id", ""),
                type=link.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in found
            if link.get("TargetMode") != "External"
        )

    def _info(self, part: str) -> zipfile.ZipInfo:
        """The part's entry; zipfile never unpacks more of it than it declares."""
        key = part.lower()
        if key in self._twice:
            raise OutOfBounds(f"有两个名为 {part} 的部件")
        if part not in self:
            raise CorruptPart(f"no part {part}")
        info = self._package.getinfo(self._names[key])
        if info.file_size > max(1_000_000, WORKBOOK_RATIO * info.compress_size):
            raise OutOfBounds("内容压缩比例异常")
        self._unpacked[key] = info.file_size
        total = sum(self._unpacked.values())
        if total > WORKBOOK_UNPACKED_BYTES:
            raise OutOfBounds(f"内容展开后有 {total // 1_000_000} MB")
        return info

    def _streamed(self, part: str, tags: Sequence[str]) -> Iterator[Any]:
        with self._package.open(self._info(part)) as content:
            _check_head(iter(partial(content.read, _BITE), b""))
        with self._package.open(self._info(part)) as content:
            metered = _Metered(content, part)
            for _, element in etree.iterparse(metered, tag=tags, resolve_entities=False, no_network=True):
                yield element
                metered.since = 0
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


class _Metered:
    """A stream that refuses to go on where no element ends within bounds."""

    def __init__(self, stream: IO[bytes], part: str) -> None:
        self._stream, self._part = stream, part
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.since += len(chunk)
        if self.since > WORKBOOK_ELEMENT_BYTES:
            raise OutOfBounds(f"部件 {self._part} 异常大")
        return chunk


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever is raised on ill-formed content as :class:`CorruptPart`."""
    try:
        yield
    except CorruptPart:
        raise
    except Exception as error:  # lxml, zipfile and ill-formed numbers each have exceptions of their own
        raise CorruptPart(str(error)) from error


class _Root(Exception):
    """The root element has been reached."""


class _Doctype(Exception):
    """A document type has been reached, which could define entities."""


def declares_type(content: Iterable[bytes]) -> bool:
    """Whether XML declares a document type, which stands before the root or nowhere; :class:`expat.ExpatError` if none.

    In small bites: expat goes on to the end of what it was given, whatever a handler raises.
    """

    def doctype(*_: object) -> None:
        raise _Doctype

    def start(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    try:
        for bite in content:
            parser.Parse(bite, False)
        parser.Parse(b"", True)
    except _Root:
        return False
    except _Doctype:
        return True
    return False


def _check_head(content: Iterable[bytes]) -> None:
    if declares_type(content):
        raise OutOfBounds("文件内含有 DTD 声明")
