"""The empty document that a report begins as where the office brings none of its own (:mod:`.setup` completes it)."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from importlib import resources

from toolkit.render.page import BODY_FACE, BODY_SIZE, HEI_FACE, KAI_FACE, LATIN_FACE, SONG_FACE, TITLE_FACE, Face
from toolkit.render.word.markup import NAMESPACES
from toolkit.render.word.styles import fonts, size

_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = ("styles", "settings", "fontTable", "theme")
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:removePersonalInformation/><w:mirrorMargins/><w:defaultTabStop w:val="420"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY_FACE)}{size(BODY_SIZE)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


@cache
def base_document() -> bytes:
    """A .docx of no content, styles or page set-up: language, default fonts, settings, a theme that nothing uses."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _root("document", "<w:body><w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": _relations({part: f"{part}.xml" for part in _PARTS}),
        "word/styles.xml": _root("styles", _DEFAULTS),
        "word/settings.xml": _root("settings", _SETTINGS),
        "word/fontTable.xml": _root("fonts", _font_table()),
        "word/theme.xml": resources.files(__package__).joinpath("theme.xml").read_text("utf-8"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def _content_types() -> str:
    kinds = {part: f"wordprocessingml.{part}" for part in _PARTS}
    kinds |= {"document": "wordprocessingml.document.main", "theme": "theme"}
    rows = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _font_table() -> str:
    """Other names of each face, so that a machine that has it under one of these uses it."""
    chinese = (BODY_FACE, KAI_FACE, HEI_FACE, SONG_FACE, TITLE_FACE)
    return "".join([*(_font(face, "86") for face in chinese), _font(LATIN_FACE, "00")])


def _font(face: Face, charset: str) -> str:
    return (
        f'<w:font w:name="{face.name}"><w:altName w:val="{",".join(face.aliases)}"/><w:charset w:val="{charset}"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )
