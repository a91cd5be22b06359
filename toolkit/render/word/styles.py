"""The styles of the report, by the names that Word and WPS know them under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.render.page import (
    BODY_FACE,
    BODY_SIZE,
    CELL_PADDING,
    FRAME_RULE,
    HEI_FACE,
    KAI_FACE,
    LATIN_FACE,
    LINE_PITCH,
    PAGE_NUMBER_SIZE,
    SONG_FACE,
    THIN_RULE,
    TITLE_FACE,
    TITLE_PITCH,
    TITLE_SIZE,
    TRACKING,
    Face,
)
from toolkit.render.word.markup import elements, tag, twips

_CHINESE = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
"""Said by each style: where an office's file names another language, programs set its commas as that has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style. ``layout`` is the inside of its ``w:pPr``; sizes in points."""

    id: str
    name: str
    face: Face
    size: float
    layout: str
    latin: Face = LATIN_FACE
    following: str = ""
    base: str = "Normal"

    @property
    def markup(self) -> str:
        """The style as OOXML, complete in itself: nothing is left to what another style says."""
        default = ' w:default="1"' if self.id == "Normal" else ""
        base = f'<w:basedOn w:val="{self.base}"/>' if self.base and not default else ""
        tracking = TRACKING if self.size == BODY_SIZE else 0
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{base}{following}'
            f"<w:qFormat/><w:pPr>{self.layout}</w:pPr><w:rPr>{fonts(self.face, self.latin)}"
            f'<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{tracking * 20:.0f}"/>{size(self.size)}{_CHINESE}</w:rPr></w:style>'
        )


def fonts(face: Face, latin: Face = LATIN_FACE) -> str:
    """Both scripts named outright: a theme font would win over one that is left out."""
    return f'<w:rFonts w:ascii="{latin.name}" w:eastAsia="{face.name}" w:hAnsi="{latin.name}" w:cs="{latin.name}"/>'


def size(points: float) -> str:
    """The type size of a run, for both scripts."""
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _layout(
    *,
    pitch: float = LINE_PITCH,
    align: str = "both",
    indent: str = "",
    glued: bool = False,
    level: int = -1,
) -> str:
    """Paragraph properties in schema order. The pitch is exact: 22 lines whatever the font; 0 leaves it to the font."""
    keep = "<w:keepNext/><w:keepLines/>" if glued else '<w:keepNext w:val="0"/><w:keepLines w:val="0"/>'
    line = f'w:line="{pitch * 20:.0f}" w:lineRule="exact"' if pitch else 'w:line="240" w:lineRule="auto"'
    grid = f'<w:snapToGrid w:val="{int(pitch == LINE_PITCH)}"/>'
    outline = f'<w:outlineLvl w:val="{level}"/>' if level >= 0 else ""
    return (
        f'{keep}<w:widowControl w:val="0"/>{grid}<w:spacing w:before="0" w:after="0" {line}/>'
        f'{indent or NO_INDENT}<w:jc w:val="{align}"/>{outline}'
    )


NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def first_line(characters: float) -> str:
    """A first-line indent in characters."""
    return f'<w:ind w:firstLineChars="{characters * 100:.0f}" w:firstLine="{characters * BODY_SIZE * 20:.0f}"/>'


PARAGRAPH_STYLES = (
    Style(id="Normal", name="Normal", face=BODY_FACE, size=BODY_SIZE, layout=_layout()),
    Style(
        id="Title",
        name="Title",
        face=TITLE_FACE,
        size=TITLE_SIZE,
        layout=_layout(pitch=TITLE_PITCH, align="center", glued=True),
        following="BodyText",
    ),
    Style(
        id="Heading1",
        name="heading 1",
        face=HEI_FACE,
        size=BODY_SIZE,
        layout=_layout(indent=first_line(2), glued=True, level=0),
        following="BodyText",
    ),
    Style(
        id="Heading2",
        name="heading 2",
        face=KAI_FACE,
        size=BODY_SIZE,
        layout=_layout(indent=first_line(2), glued=True, level=1),
        following="BodyText",
    ),
    Style(id="BodyText", name="Body Text", face=BODY_FACE, size=BODY_SIZE, layout=_layout(indent=first_line(2))),
    Style(id="Signature", name="Signature", face=BODY_FACE, size=BODY_SIZE, layout=_layout(align="right", glued=True)),
    Style(id="Date", name="Date", face=BODY_FACE, size=BODY_SIZE, layout=_layout(align="right")),
    Style(
        id="Footer",
        name="footer",
        face=SONG_FACE,
        latin=SONG_FACE,
        size=PAGE_NUMBER_SIZE,
        layout=_layout(pitch=0, align="left"),
    ),
    Style(id="Header", name="header", face=HEI_FACE, size=PAGE_NUMBER_SIZE, layout=_layout(pitch=0, align="center")),
    Style(id="TableText", name="表格文字", face=SONG_FACE, size=9, layout=_layout(pitch=0, align="center")),
    Style(id="TableHead", name="表格标题", face=HEI_FACE, size=9, layout=_layout(pitch=0, align="center")),
)


def _edges(rule: float, *names: str) -> str:
    return "".join(f'<w:{name} w:val="single" w:sz="{rule * 8:.0f}" w:space="0" w:color="000000"/>' for name in names)


def _margins(**sides: int) -> str:
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())


_PADDING = twips(CELL_PADDING)
_TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"<w:tblCellMar>{_margins(top=0, left=108, bottom=0, right=108)}</w:tblCellMar></w:tblPr></w:style>"
)


def _table(base: str) -> str:
    """The style of the report's tables."""
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="报告表格"/>'
        f"{base}<w:qFormat/><w:tblPr>"
        f"<w:tblBorders>{_edges(FRAME_RULE, 'top', 'left', 'bottom', 'right')}{_edges(THIN_RULE, 'insideH', 'insideV')}"
        f"</w:tblBorders><w:tblCellMar>{_margins(top=_PADDING, left=_PADDING, bottom=_PADDING, right=_PADDING)}"
        "</w:tblCellMar></w:tblPr></w:style>"
    )


MARKUP: Mapping[str, str] = {
    **{style.name: style.markup for style in PARAGRAPH_STYLES},
    "Normal Table": _TABLE_NORMAL,
    "报告表格": _table('<w:basedOn w:val="TableNormal"/>'),
}

SHOWN = {
    "Normal": "正文",
    "Title": "标题",
    "heading 1": "标题 1",
    "heading 2": "标题 2",
    "Body Text": "正文文本",
    "Signature": "签名",
    "Date": "日期",
    "footer": "页脚",
    "header": "页眉",
    "Normal Table": "普通表格",
}
"""The built-in styles as Word in Chinese shows them; other names are shown as they are."""


_OWN = {
    style.name: replace(
        style, id=f"Report{style.id}", name=f"报告{SHOWN.get(style.name, style.name)}", following="", base=""
    )
    for style in PARAGRAPH_STYLES
}
"""The same apart from those of an office, which have the standard's names: its own are left as they are."""


def add_own(styles: etree._Element) -> Mapping[str, str]:
    """Ids by standard name of styles that are put into ``styles`` under names of the report's own.

    Those that an earlier report left there are replaced.
    """
    ids = {name: style.id for name, style in _OWN.items()} | {"报告表格": "ReportTable"}
    own = set(ids.values())
    for old in [style for style in styles.iter(tag("style")) if style.get(tag("styleId")) in own]:
        styles.remove(old)
    for added in elements("".join(style.markup for style in _OWN.values()) + _table("")):
        styles.append(added)
    return ids


def adopt(styles: etree._Element) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Style ids by name in ``styles``, after adding what it lacks; and the names of what was lacking."""
    ids = {name_of(style): style.get(tag("styleId"), "") for style in styles.iter(tag("style"))}
    lacking = tuple(name for name in MARKUP if name.lower() not in ids)
    for name in lacking:
        [added] = elements(MARKUP[name])
        styles.append(added)
        ids[name.lower()] = added.get(tag("styleId"), "")
    return {name: ids[name.lower()] for name in MARKUP}, lacking


def name_of(style: etree._Element) -> str:
    """The name of a style element, in lower case: Word itself compares built-in names so."""
    name = style.find(tag("name"))
    return (name.get(tag("val"), "") if name is not None else "").lower()
