"""The package around a Word report: its parts, found by their relationships, in the names of transitional OOXML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from toolkit.bounds import WORD_PART_BYTES, WORD_PART_NODES, WORD_PARTS
from toolkit.errors import UnreadableFile
from toolkit.ingest.blocks import too_large

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    f"{_STRICT}wordprocessingml/main}}": W,
    f"{_STRICT}officeDocument/relationships}}": "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    f"{_STRICT}officeDocument/math}}": "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    f"{_STRICT}drawingml/main}}": "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    f"{_STRICT}drawingml/picture}}": "{http://schemas.openxmlformats.org/drawingml/2006/picture}",
}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    EOFError,
    etree.XMLSyntaxError,
    zlib.error,
    RuntimeError,
    OSError,
    NotImplementedError,
)
"""What zipfile and lxml raise on damaged or encrypted parts."""


Properties = Mapping[str, etree._Element]


def first_child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child with that tag; lxml's own ways to it are slower where it is the first of all."""
    for child in element:
        if child.tag == tag:
            return child
    return None


def properties_of(element: etree._Element, tag: str) -> Properties:
    """What stands in the child with that tag, by its own tags: of equal ones the first."""
    holder = first_child(element, tag)
    return {} if holder is None else {child.tag: child for child in reversed(holder)}


class Package:
    """A Word file. Parts are named by what they are to the document: ``styles``, ``numbering``, ``footnotes`` …

    :class:`UnreadableFile` if it is no intact .docx, here or when a part is asked for.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        if content.startswith(_OLE):
            raise self._foreign(content)
        if content.count(b"PK\x01\x02") > WORD_PARTS:  # zipfile reads the whole directory at once
            raise too_large(name)
        with self._intact():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        if any("\\" in part.orig_filename for part in self._zip.infolist()):
            raise UnreadableFile(
                f"{name} 里各部分的路径用了反斜杠，是重新打包时弄坏的，Word 也打不开。",
                "请找到打包以前的文件，用 Word 或 WPS 另存为 .docx 后重试。",
            )
        self._names: Mapping[str, str] = {part.lower(): part for part in self._zip.namelist()}  # any case
        self._main = self._related("", "officeDocument").get("officeDocument", "word/document.xml")
        self._parts = self._related(self._main)

    def document(self) -> etree._Element:
        """The root of the document itself."""
        with self._intact():
            return self._xml(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the document's part of that kind; None if it has none."""
        name = self._parts.get(kind, f"{posixpath.dirname(self._main)}/{kind}.xml")
        if name.lower() not in self._names:
            return None
        with self._intact():
            return self._xml(name)

    def _related(self, source: str, kind: str = "") -> dict[str, str]:
        """Parts by the last word of their relationship's type, with ``kind`` only that one."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name.lower() not in self._names:
            return {}
        with self._intact():
            root = self._xml(name)
        found: dict[str, str] = {}
        for element in root.iter(_RELATIONSHIP):
            word = element.get("Type", "").rsplit("/", 1)[-1]
            if element.get("TargetMode") != "External" and (not kind or word == kind):
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
                found.setdefault(word, target.lstrip("/"))
        return found

    def _xml(self, part: str) -> etree._Element:
        """A part as XML; never more of it than any report has, no matter what sizes the package declares."""
        with self._zip.open(self._names[part.lower()]) as file:
            xml = file.read(WORD_PART_BYTES + 1)
        nodes = xml.count(b"<") - xml.count(b"</") + xml.count(b"=")
        if len(xml) > WORD_PART_BYTES or nodes > WORD_PART_NODES:
            raise too_large(self._name)
        if re.search(rb"<\0?!\0?D\0?O\0?C\0?T", xml[:4000]):
            raise KeyError(part)  # Word writes none; one may hide entities
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        return _transitional(etree.fromstring(xml, parser))

    @contextmanager
    def _intact(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            raise UnreadableFile(
                f"{self._name} 不是完好的 Word 文件（.docx）。", "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
            ) from None

    def _foreign(self, content: bytes) -> UnreadableFile:
        """The refusal of what is no package: a locked file, or one in Word's old format."""
        if "EncryptedPackage".encode("utf-16-le") in content:
            return UnreadableFile(f"{self._name} 设有打开密码。", "请在 Word 或 WPS 里去掉密码后重试。")
        return UnreadableFile(
            f"{self._name} 其实是旧的 Word 格式（.doc）。", "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
        )


def _transitional(root: etree._Element) -> etree._Element:
    """``root`` with the names of strict OOXML replaced; the two differ in hardly anything else that shows."""
    if not any(uri.startswith(_STRICT[1:]) for uri in root.nsmap.values()):
        return root
    for element in root.iter(etree.Element):
        element.tag = _renamed(element.tag)
        attributes = [(_renamed(str(name)), str(value)) for name, value in element.attrib.items()]
        element.attrib.clear()
        element.attrib.update(attributes)
    return root


def _renamed(name: str) -> str:
    space, bracket, local = name.partition("}")
    return _TRANSITIONAL.get(space + bracket, space + bracket) + local
