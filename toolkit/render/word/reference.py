"""The office's own document as what a report begins as: its styles, page set-up, headers, footers and letterhead.

Nothing else of it goes along: no text but what stands around ``{{正文}}``, no names, comments, macros or links.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from toolkit.errors import ReportError, UnreadableFile
from toolkit.render.word.markup import R, tag

PLACEHOLDER = "{{正文}}"
"""A paragraph of just this stands for the report; what is before and after it (letterhead, imprint) stays."""

_MOST_BYTES, _MOST_PARTS = 64 * 1024 * 1024, 2000
_KEPT = frozenset(
    {
        KIND.STYLES,
        KIND.SETTINGS,
        KIND.NUMBERING,
        KIND.THEME,
        KIND.FONT_TABLE,
        KIND.HEADER,
        KIND.FOOTER,
        KIND.FOOTNOTES,
        KIND.ENDNOTES,
        KIND.IMAGE,
        KIND.HYPERLINK,
    }
)
_PRIVATE_SETTINGS = ("rsids", "docVars", "documentProtection", "writeProtection", "trackRevisions")
_ANNOTATIONS = ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")


@contextmanager
def damage_findings() -> Iterator[None]:
    """Turns whatever a damaged file does to the library, in any layer and with any exception, into a sentence."""
    try:
        yield
    except ReportError:
        raise
    except Exception as error:
        raise _unreadable("打不开，文件可能已损坏") from error


def open_reference(source: bytes) -> Word:
    """``source`` with only what a report takes over; :class:`UnreadableFile` for a file that will not do.

    To be called, with all that is then done to the document, within :func:`damage_findings`.
    """
    _refuse_unsafe(source)
    word = docx.Document(io.BytesIO(source))
    _strip_package(word)
    _strip_settings(word.settings.element, word.part)
    _inherit_headers(word)
    _refuse_foreign(word)
    return word


def clear_body(word: Word) -> BaseOxmlElement:
    """The element that the report goes before: the end of the body, or what follows the placeholder."""
    body = word.element.body
    marks = [each for name in _ANNOTATIONS for each in body.iter(tag(name))]
    for mark in [*marks, *(each.getparent() for each in body.iter(tag("commentReference")))]:
        mark.getparent().remove(mark)
    for block in body.iterchildren(tag("p")):
        text = "".join(piece.text or "" for piece in block.iter(tag("t")))
        if "".join(text.split()) == PLACEHOLDER:
            follower: BaseOxmlElement = block.getnext()
            body.remove(block)
            return follower
    end: BaseOxmlElement = body.get_or_add_sectPr()
    for block in list(body):
        if block is not end:
            body.remove(block)
    return end


def _refuse_unsafe(source: bytes) -> None:
    if source.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unreadable("是旧版 .doc 文件或加了密码")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise _unreadable("展开后过大")
            if any(part.filename.endswith("vbaProject.bin") for part in parts):
                raise _unreadable("含有宏")
            if any(_declares_entities(package, part) for part in parts):
                raise _unreadable("含有不允许的 XML 声明")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        raise _unreadable("不是 .docx 文件") from None


def _declares_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part)


def _strip_package(word: Word) -> None:
    package = word.part.package
    for holder, kept in ((package, frozenset({KIND.OFFICE_DOCUMENT})), (word.part, _KEPT)):
        for key in [key for key, relation in holder.rels.items() if relation.reltype not in kept]:
            del holder.rels[key]


def _strip_settings(settings: etree._Element, part: Part) -> None:
    """Out with what names people, other files or earlier versions."""
    linked = [child for child in settings if any(f"{{{R}}}" in name for each in child.iter() for name in each.attrib)]
    for child in {*linked, *(each for name in _PRIVATE_SETTINGS for each in settings.iterchildren(tag(name)))}:
        settings.remove(child)
    part.part_related_by(KIND.SETTINGS).rels.clear()


def _inherit_headers(word: Word) -> None:
    """The last section says outright which headers and footers it takes over from those before it."""
    last = word.element.body.get_or_add_sectPr()
    for section in reversed([each for each in word.element.body.iter(tag("sectPr")) if each is not last]):
        have = {_reference_key(each) for each in _references(last)}
        for each in _references(section):
            if _reference_key(each) not in have:
                last.insert(0, etree.fromstring(etree.tostring(each)))


def _references(section: etree._Element) -> Iterator[etree._Element]:
    return section.iterchildren(tag("headerReference"), tag("footerReference"))


def _reference_key(reference: etree._Element) -> tuple[str, str | None]:
    return str(reference.tag), reference.get(tag("type"))


def _refuse_foreign(word: Word) -> None:
    """No part may point outside the file (links for readers apart), nor at a part that did not come along."""
    for part in word.part.package.iter_parts():
        if any(relation.is_external and relation.reltype != KIND.HYPERLINK for relation in part.rels.values()):
            raise _unreadable("引用了文件之外的内容（如链接的图片）")
    clear = {f"{{{R}}}id", f"{{{R}}}embed", f"{{{R}}}link"}
    ids = {value for each in word.element.body.iter() for name, value in each.attrib.items() if name in clear}
    if ids - set(word.part.rels):
        raise _unreadable("正文里有图表、控件等不能照搬的对象")


def _unreadable(reason: str) -> UnreadableFile:
    return UnreadableFile(f"参考文档不能用：{reason}。", "请用 Word 或 WPS 打开它，另存为普通的 .docx 后重试。")
