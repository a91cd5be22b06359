"""The report as PDF/A-2b, tagged, set by typst with no program outside: the same page as the Word document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from toolkit.characters import is_latin
from toolkit.charts.data import ChartData
from toolkit.document.blocks import Block, Document, GridCell, ReportHeading, ReportTable, Role
from toolkit.document.page_runs import page_runs
from toolkit.errors import MissingTool, OutputError
from toolkit.patterns import regex
from toolkit.progress import Tick, silence
from toolkit.render import page
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import title_lines
from toolkit.waiting import result_of

try:
    import typst

    from toolkit.render.fonts import ChosenFonts, choose_fonts, installed_fonts
except ModuleNotFoundError as error:
    raise MissingTool("生成 PDF 需要另装组件。", "请运行：pip install 'xl-report[pdf]'") from error
except (ImportError, OSError) as error:  # installed, but its own libraries do not load
    raise MissingTool(
        f"生成 PDF 的组件装坏了（{error}）。", "请运行：pip install --force-reinstall typst，或改用 --to docx。"
    ) from error

_CLUSTER = regex(".[、，。）]*")
_FACES = {
    "title": page.TITLE_FACE,
    "body": page.BODY_FACE,
    "hei": page.HEI_FACE,
    "kai": page.KAI_FACE,
    "song": page.SONG_FACE,
}


def render(
    document: Document, *, font_folders: Iterable[Path] = (), system_fonts: bool = True, tick: Tick = silence
) -> bytes:
    """A PDF; the same document and fonts give the same bytes.

    ``tick`` is called while typst works. :class:`~toolkit.errors.MissingTool` where a face or a character is in no font
    of the system or of ``font_folders``.
    """
    fonts = installed_fonts(tuple(font_folders), system_fonts)
    chosen = choose_fonts(fonts, {_FACES[role]: text for role, text in _texts(document).items()})
    data = {
        "report": _report(document, chosen[page.HEI_FACE].families),
        "fonts": {role: _font(chosen[face]) for role, face in _FACES.items()},
        "page": {
            name: value for name, value in vars(page).items() if name.isupper() and isinstance(value, int | float)
        },
    }
    try:
        return result_of(lambda: _compiled(data, fonts), tick)
    except typst.TypstError as error:
        raise OutputError(f"没能排出 PDF：{error.message}。", "请改用 --pdf-from docx，或只生成 Word 文件。") from error


def _compiled(data: Mapping[str, Any], fonts: Any) -> bytes:
    """Everything goes in as data: no text of a user's is ever read as markup."""
    written: Any = typst.compile(
        _template(),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=0,
    )
    return bytes(written)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("templates", "report.typ").read_bytes()


def _texts(document: Document) -> Mapping[str, str]:
    """All text by the face that it is set in."""
    levels = {level: "".join(head.text for head in document.headings if head.level == level) for level in (1, 2)}
    cells = [cell for table in document.tables for cell in table.cells]
    titles = "".join(cell.text for cell in cells if cell.role is Role.TITLE)
    running = [block.text for block in document.blocks if not isinstance(block, ReportHeading | ReportTable)]
    charts = [chart for table in document.tables for chart in table.charts]
    opening = [paragraph.text for paragraph in document.preamble]
    return {
        "title": document.name,
        "body": "".join([*opening, *running, document.agency, document.date]),
        "hei": levels[1] + titles + (document.mark or "") + "".join(chart.alternative for chart in charts),
        "kai": levels[2],
        "song": "".join(cell.text for cell in cells) + "—0123456789",
    }


def _font(chosen: ChosenFonts) -> Mapping[str, Any]:
    return {"latin": chosen.latin, "families": chosen.families, "weight": chosen.weight}


def _report(document: Document, chart_face: Iterable[str]) -> Mapping[str, Any]:
    day = document.issued_on
    font = ", ".join(f"'{family}'" for family in chart_face)
    runs = [(run.landscape, [*_blocks(run.blocks, font)]) for run in page_runs(document.blocks)]
    (_, first), (_, last) = runs[0], runs[-1]
    first[:0] = map(_block, document.preamble)
    ending = last.pop() if document.signed and last and last[-1]["kind"] == "text" else None
    return {
        "name": document.name,
        "agency": document.agency,
        "content": [document.content_mark] if document.content_mark else [],
        "issued": [day.year, day.month, day.day] if day else None,
        "mark": document.mark or "",
        "title": [line for lines in title_lines(document) for line in lines],
        "runs": [{"landscape": landscape, "blocks": blocks} for landscape, blocks in runs],
        "ending": ending,
        "signature": signature_lines(document.agency) if document.signed else [],
        "date": document.date,
        "blanks": right_blanks(document.agency, document.date),
    }


def _blocks(blocks: Iterable[Block], font: str) -> Iterator[Mapping[str, Any]]:
    """What the template sets for them, with the charts of each table below it, their words in ``font``."""
    for block in blocks:
        yield _block(block)
        for chart in block.charts if isinstance(block, ReportTable) else ():
            yield {"kind": "chart", "svg": _drawn(chart, font), "words": chart.alternative}


def _drawn(chart: ChartData, font: str) -> str:
    from toolkit.render.chart_svg import PRINTED, chart_svg  # brings the templates along, which few reports need

    return chart_svg(chart, width=PRINTED, font=font)


def _block(block: Block) -> Mapping[str, Any]:
    if isinstance(block, ReportHeading):
        return {"kind": "heading", "text": block.text, "level": block.level, "latin": is_latin(block.text)}
    if isinstance(block, ReportTable):
        whole = page.fits_page(block)
        return {
            "kind": "table",
            "caption": block.caption,
            "widths": block.widths,
            "size": block.size,
            "tight": page.tight_padding(whole),
            "headers": block.header_rows,
            "landscape": block.landscape,
            "cells": [_cell(block, cell, whole) for cell in block.cells],
        }
    return {"kind": "text", "text": block.text, "indent": block.indent, "latin": is_latin(block.text)}


def _cell(table: ReportTable, cell: GridCell, whole: bool) -> Mapping[str, Any]:
    number = cell.role is Role.NUMBER
    return {
        "x": cell.column,
        "y": cell.row,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "lines": _CLUSTER.findall(cell.text) if cell.vertical else page.unbroken_lines(table, cell),
        "left": page.is_left_aligned(table, cell),
        "latin": is_latin(cell.text),
        "title": cell.role is Role.TITLE,
        "padding": page.side_padding(table, cell),
        "row": page.line_height(table, cell),
        "size": page.number_size(table, cell) if number else table.size,
        "tight": cell.role is Role.ROW
        or cell.rowspan > 1
        or page.breaks_between_words(table, cell)
        or (not whole and page.wraps(table, cell)),
    }
