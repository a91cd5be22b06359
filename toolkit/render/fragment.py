"""The body of the report for the editor of a website, which drops style sheets, classes and whatever it does not know.

What must survive is said in the plainest way that editors keep: attributes of tables and cells, styles at each element,
and first lines indented by two full-width blanks.
"""

from __future__ import annotations

from markupsafe import Markup

from toolkit.document.blocks import Document, ReportParagraph
from toolkit.render.html_templates import environment
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import title_lines


def render(document: Document) -> bytes:
    """UTF-8 HTML without a frame; it begins with a byte-order mark, so that a browser knows its encoding."""
    return f"\ufeff{fragment_of(document)}".encode()


def fragment_of(document: Document) -> Markup:
    """The elements of the report in order."""
    return Markup(  # noqa: S704 -- the templates escape what they are given
        environment()
        .get_template("fragment.html.j2")
        .render(
            document=document,
            title=title_lines(document),
            signature=signature_lines(document.agency),
            blanks=right_blanks(document.agency, document.date),
            indented=_indented,
        )
    )


def _indented(paragraph: ReportParagraph) -> str:
    """The text with a first line indented by two characters, where the author has not put blanks in front."""
    return "\u3000\u3000" + paragraph.text.lstrip() if paragraph.indent else paragraph.text
