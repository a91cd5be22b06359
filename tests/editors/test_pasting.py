"""What editors of websites and their filters keep of the report that is pasted into them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tests.at_hand import FORMS
from tests.browser import violations
from tests.editors.conftest import Paste
from tests.ingest.equal import assert_same
from tests.ingest.samples import sample
from tests.regenerate import ROOT
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.review.verification import verify_published


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Whether lines around cells, cells over several rows and columns, and indents survive; figures always do."""

    lines: bool
    spans: bool = True
    indents: bool = True


PICTURES = {"tinymce", "wangeditor", "quill"}
"""Editors that keep a picture which a page holds as data; few websites take one that is no file of their own."""
_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


EDITORS = {
    "ueditor": Kept(lines=True),
    "tinymce": Kept(lines=True),
    "ckeditor": Kept(lines=False),  # its own style sheet draws them, which such websites have
    "wangeditor": Kept(lines=False),
    "tiptap": Kept(lines=False),
    "quill": Kept(lines=False, spans=False, indents=False),
}


def _written(name: str, filing: Filing, folder: Path) -> Path:
    path = folder / FORMATS[name].file_name("报告")
    path.write_bytes(FORMATS[name].renderer()(compose(filing)))
    return path


def _kept(body: lxml.html.HtmlElement) -> Kept:
    cells = body.xpath("//td | //th")
    drawn = all(
        cell.xpath("ancestor::table/@border = '1'")
        or "border:1px solid" in (cell.get("style") or "").replace(": ", ":")
        for cell in cells
    )
    spans = [cell for cell in cells if cell.get("rowspan", "1") != "1" or cell.get("colspan", "1") != "1"]
    paragraphs = [element for element in body.xpath("//p") if "编制本报告" in element.text_content()]
    return Kept(
        lines=drawn,
        spans=bool(spans),
        indents=all(element.text_content().startswith("\u3000\u3000") for element in paragraphs),
    )


def _numbers(body: lxml.html.HtmlElement) -> list[str]:
    texts = (cell.text_content().strip() for cell in body.xpath("//td | //th"))
    return [text for text in texts if text.replace(".", "").isdecimal()]


def _page(content: str, folder: Path, *, title: str = "") -> Path:
    """The page of a website around what came out of its editor."""
    path = folder / "pasted.html"
    head = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    path.write_text(f"{head}<body><main>{title and f'<h1>{title}</h1>'}{content}</main>", "utf-8")
    return path


def _assert_reads_back(content: str, filing: Filing, folder: Path) -> None:
    back, findings = read_any(_page(content, folder), FORMS)
    assert findings == ()
    assert_same(filing, back)
    assert verify_published(filing, back).findings == ()


def test_guide_says_what_does_not_survive() -> None:
    guide = (ROOT / "examples" / "guide" / "it.md").read_text("utf-8")
    for line in filter(lambda line: line.startswith("|"), guide.splitlines()):
        names, *said = (part.strip(" *") for part in line.strip("|").split("|"))
        for editor in (name for name in EDITORS if name in names.lower()):
            assert Kept(lines=said[0] == "留", spans=said[1] == "留", indents=said[2] == "留") == EDITORS[editor]
    assert all(editor in guide.lower() for editor in EDITORS)


@pytest.mark.parametrize("by_button", [False, True], ids=["by hand", "by button"])
@pytest.mark.parametrize("editor", EDITORS)
def test_report_pasted_into_an_editor(editor: str, by_button: bool, paste: Paste, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    source = _written("html" if by_button else "fragment", filing, tmp_path)
    content = paste(editor, source, by_button)
    body = lxml.html.fromstring(content)
    held = lxml.html.fromstring(_written("fragment", filing, tmp_path).read_text("utf-8-sig"))
    assert _numbers(body) == _numbers(held)
    assert _kept(body) == EDITORS[editor]
    if EDITORS[editor].spans:
        _assert_reads_back(content, filing, tmp_path)


@pytest.mark.parametrize("editor", EDITORS)
def test_pictures_are_lost_in_some_editors(editor: str, paste: Paste, tmp_path: Path) -> None:
    """So the report that is pasted has none, and the guide says which file to send beside it."""
    page = _page(f'<p><img src="{_PICTURE}" alt="图"></p><table><tr><td>1</td></tr></table>', tmp_path)
    assert (_PICTURE in paste(editor, page, False)) == (editor in PICTURES)
    assert b"<img" not in _written("fragment", replace(sample("gkgb-2021"), charts=True), tmp_path).read_bytes()


def test_strict_filter_keeps_figures_spans_and_indents(tmp_path: Path) -> None:
    """One that lets no style pass: the guide says that lines are lost there."""
    nh3 = pytest.importorskip("nh3")
    filing = sample("gkgb-2021")
    fragment = _written("fragment", filing, tmp_path).read_text("utf-8-sig")
    content = nh3.clean(fragment)
    body = lxml.html.fromstring(content)
    assert _numbers(body) == _numbers(lxml.html.fromstring(fragment))
    assert _kept(body) == Kept(lines=False)
    _assert_reads_back(content, filing, tmp_path)


@pytest.mark.parametrize("width", [360, 1280])
def test_pasted_page_is_accessible(width: int, browser: Any, axe: str, tmp_path: Path) -> None:
    content = _written("fragment", sample("gkgb-2021"), tmp_path).read_text("utf-8-sig")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(_page(content, tmp_path, title="政府信息公开年报").as_uri())
    assert violations(page, axe) == []
    page.close()
