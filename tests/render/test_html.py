"""The web page: self-contained, accessible, its figures in it as data."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tests.at_hand import FORMS
from tests.browser import violations
from tests.render.samples import awkward, document, zeros
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.filing import Entry, Paragraph
from toolkit.filing.json import filing_from_json
from toolkit.render.html import render

WIDTHS = (320, 768, 1440)


def _page(sample: str = "awkward") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render(document(sample)))


def _download(page: lxml.html.HtmlElement, file: str) -> str:
    [link] = [link for link in page.xpath("//a[@download]") if link.get("download").endswith(file)]
    return base64.b64decode(link.get("href").partition("base64,")[2]).decode("utf-8")


def test_page_loads_nothing_and_runs_only_its_own_script() -> None:
    page = _page()
    assert not page.xpath("//link | //img | //iframe | //@onclick | //@src")
    assert all(href.startswith(("#", "data:")) for href in page.xpath("//@href"))
    [script] = page.xpath("//script/text()")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert page.get("lang") == "zh-CN"


def test_contents_lead_to_every_section() -> None:
    page = _page()
    targets = [href.removeprefix("#") for href in page.xpath("//nav//a/@href")]
    assert [page.get_element_by_id(target).tag for target in targets] == ["h2"] * 6


@pytest.mark.parametrize("sample", ["zeros", "awkward"])
def test_every_number_names_the_headers_that_say_what_it_is(sample: str) -> None:
    page = _page(sample)
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for number in page.xpath("//main//td"):
        heads = [page.get_element_by_id(head) for head in number.get("headers").split()]
        assert heads
        assert all(head.tag == "th" and head.get("scope") for head in heads)
    cell = page.xpath("//main//tr[th[.='4.保护第三方合法权益']]/td")[1]
    said = [page.get_element_by_id(head).text_content() for head in cell.get("headers").split()]
    assert said == [
        "三、本年度办理结果",
        "（三）不予公开",
        "4.保护第三方合法权益",
        "申请人情况",
        "法人或其他组织",
        "商业企业",
    ]


def test_filing_goes_along_as_json() -> None:
    filing, findings = filing_from_json(_download(_page(), ".json"), "data.json", FORMS)
    assert (filing.agency.value, filing.year, findings) == ("某某市市场监督管理局", 2025, ())
    assert filing.number("applications.received.total") == awkward().number("applications.received.total")


def test_each_table_goes_along_as_csv() -> None:
    rows = list(
        csv.reader(io.StringIO(_download(_page(), "收到和处理政府信息公开申请情况.csv").removeprefix("\ufeff")))
    )
    assert rows[0] == ["编号", "项目", "栏目", "数值"]
    assert len(rows) == 1 + 25 * 7
    number = str(awkward().number("applications.granted.research"))
    assert [
        "applications.granted.research",
        "三、本年度办理结果 / （一）予以公开",
        "申请人情况 / 法人或其他组织 / 科研机构",
        number,
    ] in rows


def test_csv_holds_no_formula() -> None:
    inputs = dict(zeros().inputs)
    inputs["disclosure.licensing.decisions"] = Entry(text='=HYPERLINK("x")')
    inputs["disclosure.penalties.decisions"] = Entry(text="-1+1")
    inputs["disclosure.coercion.decisions"] = Entry(number=-3)
    page = lxml.html.document_fromstring(render(compose(replace(zeros(), inputs=inputs), mark=PageMark.DRAFT)))
    rows = list(csv.reader(io.StringIO(_download(page, "主动公开政府信息情况.csv"))))
    figures = {row[0]: row[3] for row in rows}
    assert figures["disclosure.licensing.decisions"] == '\'=HYPERLINK("x")'
    assert figures["disclosure.penalties.decisions"] == "'-1+1"
    assert figures["disclosure.coercion.decisions"] == "-3"


@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_accessible_and_never_wider_than_the_screen(width: int, browser: Any, axe: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(render(document("large", draft=True)))
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page, axe) == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_rows_are_whole_pixels_high(width: int, browser: Any, tmp_path: Path) -> None:
    """Labels that stay are drawn each by itself: at fractions of a pixel one hides the line above it."""
    file = tmp_path / "page.html"
    file.write_bytes(render(document("large")))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    heights = page.evaluate("[...document.querySelectorAll('tr')].map(row => row.getBoundingClientRect().height)")
    assert [height for height in heights if abs(height - round(height)) > 0.01] == []
    page.close()


def test_a_telephone_number_stays_on_one_line(browser: Any, tmp_path: Path) -> None:
    filing = zeros()
    texts = tuple(Paragraph(text=f"{'字' * count}，电话：010-12345678。", literal=True) for count in range(8, 24))
    report = compose(replace(filing, narrative={**filing.narrative, "preamble": texts}))
    file = tmp_path / "page.html"
    file.write_bytes(render(report))
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(file.as_uri())
    boxes = page.evaluate("[...document.querySelectorAll('.whole')].map(each => each.getClientRects().length)")
    assert boxes == [1] * len(texts)
    page.close()


@pytest.mark.parametrize(("width", "shown"), [(320, 1), (768, 1), (1440, 0)])
def test_a_table_that_scrolls_says_so(width: int, shown: int, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(render(document("large")))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    hints = page.evaluate("[...document.querySelectorAll('.hint')].map(hint => hint.checkVisibility())")
    boxes = page.evaluate("[...document.querySelectorAll('.scroll')].map(box => box.scrollWidth > box.clientWidth)")
    assert hints == boxes
    assert any(hints) == bool(shown)
    page.close()


def test_row_labels_stay_while_the_table_scrolls(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(render(document("large")))
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(file.as_uri())
    label = page.locator("th.label2").filter(has_text="重复申请").first
    before = label.bounding_box()["x"]
    page.evaluate("document.querySelectorAll('.scroll')[1].scrollLeft = 200")
    assert label.bounding_box()["x"] == pytest.approx(before, abs=2)
    page.close()
