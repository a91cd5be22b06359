"""Web pages, saved ones page chrome and all. Nothing is fetched, no entity but HTML's own is expanded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from toolkit.bounds import PAGE_TAGS
from toolkit.errors import UnreadableFile
from toolkit.ingest.blocks import Block, SourceLine, cell_count, first_pieces, too_large
from toolkit.ingest.html_passages import Passage, PassageReader
from toolkit.ingest.note_marks import shown, struck
from toolkit.ingest.stylesheet import Stylesheet, is_shown
from toolkit.ingest.visibility import ElementStyles
from toolkit.location import Location
from toolkit.patterns import regex

_SECTION = regex(r"[一二三四五六七八九十]{1,3}\s*[、.．,，]\s*\S{2,30}")


def html_blocks(text: str, name: str = "网页") -> Iterator[Block]:
    """Blocks of a web page; what is outside the smallest element around all section headings is aside.

    :class:`UnreadableFile` for a page nested too deep to be read whole, or far too large.
    """
    if text.count("<") > PAGE_TAGS:
        raise too_large(name)
    for root in _roots(text, name):
        styles = ElementStyles(Stylesheet(_sheets(root)))
        reader = PassageReader(styles)
        passages = list(first_pieces(reader.passages(root), _cells))
        if styles.exhausted:
            raise too_large(name)
        yield from _blocks(passages, reader)


def _cells(passage: Passage) -> int:
    return cell_count(passage.grid) if passage.grid else 0


def _blocks(passages: Sequence[Passage], reader: PassageReader) -> Iterator[Block]:
    lines = [shown(passage.fragments).strip() for passage in passages]
    headings = [passage.place for passage, line in zip(passages, lines, strict=True) if _SECTION.fullmatch(line)]
    main = reader.around(headings) if len(headings) > 2 else reader.everything
    paragraphs = 0
    for passage, line in zip(passages, lines, strict=True):
        aside = passage.aside or passage.place not in main
        if passage.grid:
            yield replace(passage.grid, aside=aside)
            continue
        crossed = struck(passage.fragments)
        if line or crossed:
            paragraphs += 1
            yield SourceLine(
                text=line, where=Location(f"第{paragraphs}段"), level=passage.level, aside=aside, struck=crossed
            )


def _roots(text: str, name: str) -> Iterator[etree._Element]:
    """The page; nothing where there is none."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return
    if root is None:
        return
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(
            f"{name} 的网页结构层层嵌套，深得读不完，没有读入。",
            "请在浏览器里打开，复制正文到 Word 另存为 .docx 后重试。",
        )
    yield root


def _sheets(root: etree._Element) -> Iterator[str]:
    for element in root.iter("style"):
        if is_shown(element.get("media") or ""):
            yield element.text or ""
