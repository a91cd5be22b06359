"""Word files from a few lines of their XML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.zips import zip_of

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def word(body: str, *, styles: str = "", numbering: str = "") -> bytes:
    """A Word file of that body, as Word lays out the package."""
    parts = {"document": f"<w:body>{body}</w:body>"}
    parts |= {kind: content for kind, content in (("styles", styles), ("numbering", numbering)) if content}
    return zip_of(
        {
            "[Content_Types].xml": _types(parts),
            "_rels/.rels": related({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": related({kind: f"{kind}.xml" for kind in parts if kind != "document"}),
            **{f"word/{kind}.xml": _root(kind, content) for kind, content in parts.items()},
        }
    )


def document(body: str) -> str:
    return _root("document", f"<w:body>{body}</w:body>")


def related(targets: Mapping[str, str]) -> str:
    """A part of relationships: kinds with what they lead to."""
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    entries = (
        f'<Relationship Id="r{number}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f"<Relationships {space}>{''.join(entries)}</Relationships>"


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; text that is no XML becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no paragraph becomes one."""
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(tc, row)) + '</w:tr>' for row in rows)}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    """A cell."""
    if content.startswith("<w:tc>"):
        return content
    held = content if content.startswith(("<w:p>", "<w:tbl>")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{held}</w:tc>"


def numbered(list_id: int, level: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def lvl(depth: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(number: int, *levels: str) -> str:
    """An abstract list and the list of the same number upon it."""
    return abstract(number, *levels) + num(number, number)


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def field(code: str, result: str | None = None) -> str:
    """A field of several runs; without ``result`` it ends with its code."""
    shown = [] if result is None else [turn("separate"), f"<w:r><w:t>{result}</w:t></w:r>"]
    return "".join((turn("begin"), f"<w:r><w:instrText>{code}</w:instrText></w:r>", *shown, turn("end")))


def turn(kind: str) -> str:
    """The run in which a field begins, goes from code to result, or ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _types(kinds: Iterable[str]) -> str:
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    main = {"document": "document.main"}
    entries = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN.format(main.get(kind, kind))}"/>' for kind in kinds
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f"<Types {space}>{relations}{entries}</Types>"


def _run(text: str) -> str:
    return text if text.startswith("<") else r(text)


def _root(kind: str, content: str) -> str:
    return f"<w:{kind} {SPACES}>{content}</w:{kind}>"
