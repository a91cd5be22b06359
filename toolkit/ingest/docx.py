"""Word files (.docx), read as the XML they are: paragraphs and tables of the body, in order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from toolkit.errors import UnreadableFile
from toolkit.ingest.source import Block, Cell, Grid, Line, too_large

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_XML = 40_000_000
_CONTAINERS = frozenset({f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo")})
_UNREAD = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "fldData", "instrText")}
)
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_WIDEST_SPAN = 1000


def docx_blocks(content: bytes, name: str) -> Iterator[Block]:
    """Blocks of a Word report; :class:`UnreadableFile` if it is no intact .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            body = _part(package, "word/document.xml", name).find(f"{_W}body")
            levels = _levels(package, name)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, zlib.error, RuntimeError, OSError, NotImplementedError):
        raise UnreadableFile(
            f"{name} 不是完好的 Word 文件（.docx）。", "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
        ) from None
    paragraphs = 0
    for element in _flat(body) if body is not None else ():
        if element.tag == f"{_W}tbl":
            yield Grid(rows=tuple(_rows(element)))
            continue
        style = element.find(f"{_W}pPr/{_W}pStyle")
        level = levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
        for text in _text(element).split("\n"):
            if text.strip():
                paragraphs += 1
                yield Line(text=text.strip(), where=f"第{paragraphs}段", level=level)


def _part(package: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    """A part as XML; never more of it than any report has, no matter what sizes the package declares."""
    with package.open(part) as file:
        xml = file.read(_MOST_XML + 1)
    if len(xml) > _MOST_XML:
        raise too_large(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml, parser)
    if b"<!DOCTYPE" in xml[:1000]:
        raise KeyError(part)  # Word writes none; one may hide entities
    return root


def _levels(package: zipfile.ZipFile, name: str) -> dict[str, int]:
    """The heading level of each paragraph style that has one."""
    if "word/styles.xml" not in package.namelist():
        return {}
    levels = {}
    for style in _part(package, "word/styles.xml", name).iter(f"{_W}style"):
        title = style.find(f"{_W}name")
        heading = re.fullmatch(r"heading ([1-6])", title.get(f"{_W}val", "").lower() if title is not None else "")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        depth = outline.get(f"{_W}val", "") if outline is not None else ""
        if heading or depth in tuple("012345"):
            levels[style.get(f"{_W}styleId", "")] = int(heading[1]) if heading else int(depth) + 1
    return levels


def _flat(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those within content controls and tracked insertions too."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if element.tag in _CONTAINERS:
            stack += reversed(element)
        elif element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element


def _text(paragraph: etree._Element) -> str:
    """What the paragraph shows: deletions, field codes and text boxes left out."""
    shown: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t":
            shown.append(element.text or "")
        elif element.tag in _BREAKS:
            shown.append(_BREAKS[element.tag])
        elif element.tag not in _UNREAD:
            stack += reversed(element)
    return "".join(shown)


def _rows(table: etree._Element) -> Iterator[tuple[Cell, ...]]:
    for row in _children(table, f"{_W}tr"):
        cells = []
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for element in _children(row, f"{_W}tc"):
            span = max(1, _number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1))
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(f"{_W}val") == "restart":
                text = "\n".join(_text(paragraph) for paragraph in element.iter(f"{_W}p"))
                cells.append(Cell(text=text.strip(), column=column, span=span))
            column += span
        yield tuple(cells)


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of that tag, those within content controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _number(element: etree._Element | None, default: int) -> int:
    digits = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(digits), _WIDEST_SPAN) if re.fullmatch(r"\d{1,6}", digits) else default
