"""The 图解 as a picture, for chats and pages that take no SVG; set by typst."""

from __future__ import annotations

from toolkit.document.blocks import Document
from toolkit.errors import MissingTool
from toolkit.render.page import HEI_FACE
from toolkit.render.poster import WIDTH, poster_svg

try:
    import typst

    from toolkit.render.fonts import choose_fonts, installed_fonts
except (ImportError, OSError) as error:  # not installed, or its own libraries do not load
    raise MissingTool(
        "图解的 PNG 要用排 PDF 的组件，这里没有，或者装坏了。",
        "SVG 图解不受影响，浏览器能打开；要 PNG，请运行：pip install 'xl-report[pdf]'",
    ) from error

_PIXELS_PER_INCH = 144  # two for each of the SVG's own units
_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: %dpt)'


def render(document: Document) -> bytes:
    """A PNG; :class:`~toolkit.errors.MissingTool` without typst, or where no font shows the words."""
    fonts = installed_fonts()
    said = "".join(chart.alternative for section in document.poster for chart in section.charts)
    words = "".join(
        f"{section.heading}{each.name}{each.unit}" for section in document.poster for each in section.highlights
    )
    chosen = choose_fonts(fonts, {HEI_FACE: f"{document.name}{document.date}{said}{words}0123456789.—"})
    svg = poster_svg(document, chosen[HEI_FACE].families)
    return bytes(
        typst.compile(_PAGE % WIDTH, format="png", ppi=_PIXELS_PER_INCH, font_paths=fonts, sys_inputs={"svg": str(svg)})
    )
