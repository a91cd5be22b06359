"""Charts show the numbers of the filing and no others, in every format, and are no part of what a report says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree, html

from tests.at_hand import FORMS
from tests.browser import violations
from tests.command_line import succeeds
from tests.conftest import Convert
from tests.forms.made_up import FORMS as ALL_FORMS
from tests.forms.test_every_form import assert_same, example
from tests.generators.rule_book import PLACE
from tests.ingest.samples import sample
from tests.regenerate import BLANK
from tests.required import require_fonts
from tests.workbook_reading.surgery import Package
from toolkit.charts.data import ChartData, charts_of, shown
from toolkit.document.compose import compose
from toolkit.errors import InvalidFiling, OutputError
from toolkit.filing import Entry, Filing
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.render.chart_svg import chart_drawing, chart_svg
from toolkit.workbook.plan import plan_of
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.chart_sheet import chart_places, shown_chart
from toolkit.workbook.writing.next_year import prior_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DENIED = "applications.denied.third_party.research"


@cache
def filing() -> Filing:
    """The statutory form with a year before it, and one cell that was not read."""
    this = replace(sample("gkgb-2021"), charts=True)
    halves = {name: replace(entry, number=int(entry.number or 0) // 2) for name, entry in _counts(this)}
    last = replace(this, year=(this.year or 0) - 1, inputs={**this.inputs, **halves})
    inputs = {name: entry for name, entry in this.inputs.items() if name != DENIED}
    return replace(this, prior=prior_of(last), inputs=inputs)


def _counts(this: Filing) -> Iterator[tuple[str, Entry]]:
    return ((name, entry) for name, entry in this.inputs.items() if isinstance(entry.number, int))


@cache
def workbook() -> bytes:
    return build_workbook(filing().form, filing=filing())


def by_id(of: Filing) -> dict[str, ChartData]:
    return {chart.id: chart for chart in charts_of(of)}


def column(of: Filing, table: str, rows: list[str], column: str = "total") -> tuple[object, ...]:
    return tuple(of.number(f"{table}.{row}.{column}") for row in rows)


def test_numbers_are_those_of_the_cells() -> None:
    this, charts = filing(), by_id(filing())
    assert list(charts) == ["requests", "outcomes", "applicants", "disputes"]
    year, last = charts["requests"].series
    rows = ["received", "carried_in", "carried_out"]
    assert (year.name, last.name) == (f"{this.year}年", f"{(this.year or 0) - 1}年")
    assert year.values == column(this, "applications", rows)
    assert last.values == tuple(this.last_year(f"applications.{row}.total") for row in rows)
    kinds = ["natural_person", "business", "research", "nonprofit", "legal_service", "other"]
    assert charts["applicants"].labels == ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    [applicants] = charts["applicants"].series
    assert applicants.values == tuple(this.number(f"applications.received.{kind}") for kind in kinds)
    assert [series.name for series in charts["disputes"].series] == ["行政复议", "直接起诉", "复议后起诉"]
    assert charts["disputes"].series[0].values == tuple(
        this.number(f"disputes.reconsideration.{result}") for result in ("upheld", "corrected", "other", "pending")
    )


def test_a_group_is_the_sum_of_its_rows_and_unknown_with_any_of_them() -> None:
    outcomes = by_id(filing())["outcomes"]
    values = dict(zip(outcomes.labels, outcomes.series[0].values, strict=True))
    assert values["不予公开"] is None
    parts = ("not_held", "needs_creation", "still_unclear")
    assert values["无法提供"] == sum(filing().number(f"applications.unavailable.{part}.total") or 0 for part in parts)
    drawing = chart_drawing(outcomes, 640)
    assert len(drawing.bars) == sum(bool(value) for value in values.values())
    assert "不予公开 —" in outcomes.alternative


def test_a_year_without_figures_has_no_chart() -> None:
    nothing = replace(filing(), prior=None, inputs={name: Entry(number=0) for name in filing().form.numeric_inputs})
    assert not by_id(nothing)
    assert not by_id(replace(nothing, inputs={}))
    assert b"<figure" not in FORMATS["html"].renderer()(compose(nothing))


@pytest.mark.parametrize("chart", [pytest.param(chart, id=chart.id) for chart in charts_of(filing())])
def test_drawing_holds_each_number_once_and_bars_in_proportion(chart: ChartData) -> None:
    root = etree.fromstring(str(chart_svg(chart)).encode())
    texts = [text.text for text in root.iter("{*}text")]
    numbers = [shown(value) for place in range(len(chart.labels)) for value in (s.values[place] for s in chart.series)]
    assert [text for text in texts if text in numbers] == numbers
    assert root.get("aria-label") == chart.alternative
    drawing = chart_drawing(chart, 460)
    samples = len(chart.series) if len(chart.series) > 1 else 0
    values = (series.values[place] for place in range(len(chart.labels)) for series in chart.series)
    known = list(zip([value for value in values if value], drawing.bars[samples:], strict=True))
    longest = max(bar.width for _, bar in known)
    assert all(abs(bar.width - longest * float(value / chart.most)) < 1.6 for value, bar in known)
    assert all(text.x >= 0 for text in drawing.texts)


def cached(part: bytes) -> list[list[str | None]]:
    """The numbers kept in a chart's part, by series; None for what has no bar."""
    found = []
    for series in etree.fromstring(part).iter(f"{C}ser"):
        [numbers] = series.iter(f"{C}numCache")
        points = {int(p.get("idx", "")): p.findtext(f"{C}v") for p in numbers.iter(f"{C}pt")}
        [count] = numbers.iter(f"{C}ptCount")
        found.append([points.get(place) for place in range(int(count.get("val", "")))])
    return found


def expected(chart: ChartData) -> list[list[str | None]]:
    return [[None if value is None else shown(value) for value in series.values] for series in chart.series]


def test_charts_of_the_word_document_are_native_and_hold_their_data() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].renderer()(compose(filing())))) as package:
        for number, chart in enumerate(charts_of(filing()), start=1):
            assert cached(package.read(f"word/charts/chart{number}.xml")) == expected(chart)
            book = openpyxl.load_workbook(
                io.BytesIO(package.read(f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"))
            )
            [_, *rows] = book.worksheets[0].iter_rows(values_only=True)
            assert [row[0] for row in rows] == list(chart.labels)
            assert [list(values) for values in zip(*(row[1:] for row in rows), strict=True)] == [
                list(series.values) for series in chart.series
            ]
        assert f"word/charts/chart{number + 1}.xml" not in package.namelist()


def test_charts_of_the_workbook_are_bound_to_cells_that_hold_the_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook()), data_only=True)["图表"]
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        for number, chart in enumerate(charts_of(filing()), start=1):
            part = package.read(f"xl/charts/chart{number}.xml")
            assert cached(part) == expected(chart)
            for series, numbers in zip(etree.fromstring(part).iter(f"{C}ser"), expected(chart), strict=True):
                reference = series.findtext(f"{C}val/{C}numRef/{C}f", "").rpartition("!")[2]
                held = [cell.value for [cell] in sheet[reference.replace("$", "")]]
                assert [None if value == "#N/A" else str(value) for value in held] == numbers


def test_a_blank_workbook_draws_nothing() -> None:
    with zipfile.ZipFile(PLACE.parent / "gkgb-2021" / BLANK) as package:
        parts = [package.read(f"xl/charts/chart{number}.xml") for number in (1, 2, 3, 4)]
    assert all(value is None for part in parts for series in cached(part) for value in series)
    labels = [axis for part in parts for axis in etree.fromstring(part).iter(f"{C}cat")]
    assert labels
    assert not any(point.findtext(f"{C}v") for axis in labels for point in axis.iter(f"{C}pt"))


def test_a_workbook_without_figures_draws_nothing_though_the_cover_asks() -> None:
    form = FORMS.form("gkgb-2021")
    asked = replace(sample("gkgb-2021"), charts=True, inputs=dict.fromkeys(form.inputs, Entry()))
    values, plan = CachedValues(asked), plan_of(form)
    for place in chart_places(plan):
        chart = shown_chart(plan, values, place)
        assert not any(chart.labels)
        assert all(value is None for series in chart.series for value in series.values)


def test_there_are_none_unless_the_cover_asks() -> None:
    document = compose(replace(filing(), charts=False))
    assert not any(table.charts for table in document.tables)
    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].renderer()(document))) as package:
        assert not [name for name in package.namelist() if "chart" in name]


def test_the_choice_goes_with_the_workbook_and_the_data(tmp_path: Path) -> None:
    for name, content in (("填报.xlsx", workbook()), ("数据.json", filing_to_json(filing()).encode())):
        (tmp_path / name).write_bytes(content)
        found, findings = read_any(tmp_path / name, FORMS)
        assert found.charts
        assert "WB-18" not in {each.code for each in findings}


def test_a_word_that_is_not_in_the_list_is_reported(tmp_path: Path) -> None:
    path, package = tmp_path / "填报.xlsx", Package.of(workbook())
    [own] = list(package.tree(package.part_of("封面")).iterfind(".//{*}c[@r='B11']//{*}t"))
    own.text = "要"
    path.write_bytes(package.to_bytes())
    found, findings = read_workbook(path, FORMS)
    assert not found.charts
    [strange] = [each for each in findings if each.code == "WB-10"]
    assert "“要”不是列表中的选项" in strange.message


def test_a_form_without_charts_has_none_to_ask_for() -> None:
    asked = filing_to_json(replace(example("bijiben-2023"), charts=True))
    with pytest.raises(InvalidFiling) as caught:
        filing_from_json(asked.encode(), "数据.json", ALL_FORMS)
    assert caught.value.mistakes == ("cover.charts：这种表式没有图表",)
    assert "图表" not in plan_of(ALL_FORMS.form("bijiben-2023")).sheets


@pytest.mark.parametrize("wanted", ["docx", "html", pytest.param("pdf", marks=pytest.mark.scale)])
@pytest.mark.parametrize("form", ["gkgb-2021", "records-2025"])
def test_a_report_with_charts_reads_back_equal(form: str, wanted: str, tmp_path: Path) -> None:
    this = replace(example(form), charts=True)
    assert by_id(this)
    path = tmp_path / f"报告.{wanted}"
    path.write_bytes(FORMATS[wanted].renderer()(compose(this)))
    back, findings = read_any(path, ALL_FORMS)
    assert_same(back, this)
    assert [each.code for each in findings if each.blocks] == []


def test_the_page_says_each_chart_in_words() -> None:
    page: Any = html.fromstring(FORMATS["html"].renderer()(compose(filing())).decode())
    said = page.xpath("//figure/svg/@aria-label")
    assert said == [chart.alternative for chart in charts_of(filing())]
    names = [text.text for svg in page.iter("svg") for text in svg.iter("text")]
    assert {"新收申请", "商业企业", "结果维持"} <= set(names)


def test_the_poster_holds_the_figures_by_section() -> None:
    this = filing()
    root = etree.fromstring(FORMATS["poster"].renderer()(compose(this)))
    texts = ["".join(map(str, text.itertext())) for text in root.iter("{*}text")]
    assert texts[:2] == [this.agency.value, f"{this.title_text}图解"]
    for name in this.form.highlights:
        total = this.form.quantities[name]
        unit = this.form.declared(total.refs[0]).unit
        assert texts[texts.index(name) + 1] == shown(total.value(this.number)) + unit
    drawn = "、".join(texts)
    for chart in charts_of(this):
        place = texts.index(chart.heading)
        numbers = [shown(value) for bar in zip(*(s.values for s in chart.series), strict=True) for value in bar]
        after = [text for text in texts[place + 1 :] if text in numbers]
        assert after[: len(numbers)] == numbers
    headed = [section.id for section in this.form.sections if this.heading(section.id) in drawn]
    assert headed == ["disclosure", "applications", "disputes"]


def test_the_page_shows_the_poster_where_the_cover_asks_for_pictures() -> None:
    page: Any = html.fromstring(FORMATS["html"].renderer()(compose(filing())).decode())
    own = etree.fromstring(FORMATS["poster"].renderer()(compose(filing())))
    [shown_there] = page.xpath("//aside/details/svg")
    assert [text.text_content() for text in shown_there.iter("text")] == [
        "".join(map(str, text.itertext())) for text in own.iter("{*}text")
    ]
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert b"<aside" not in FORMATS["html"].renderer()(compose(replace(filing(), charts=False)))


def test_a_form_that_declares_nothing_to_see_has_no_poster() -> None:
    with pytest.raises(OutputError, match="没有写明图解里画哪些数"):
        FORMATS["poster"].renderer()(compose(example("bijiben-2023")))


def test_the_poster_is_written_as_svg_and_png(tmp_path: Path) -> None:
    require_fonts()
    source = tmp_path / "数据.json"
    source.write_text(filing_to_json(example("gkgb-2021")), encoding="utf-8")
    succeeds("render", source, "--to", "poster", "-o", tmp_path / "图")
    files = sorted((tmp_path / "图").iterdir())
    assert [path.name.partition("（")[2] for path in files] == ["图解）.png", "图解）.svg"]
    assert files[0].read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_a_page_with_charts_is_accessible(width: int, browser: Any, axe: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(FORMATS["html"].renderer()(compose(filing())))
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(path.as_uri())
    page.click("summary")
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_office_shows_them(soffice: Convert, tmp_path: Path) -> None:
    """In the workbook and in the Word document, with their labels and their numbers."""
    import pdfplumber

    book, word = tmp_path / "填报.xlsx", tmp_path / "报告.docx"
    book.write_bytes(workbook())
    word.write_bytes(FORMATS["docx"].renderer()(compose(filing())))
    for path, wanted in ((book, "本年"), (word, f"{filing().year}年")):
        with pdfplumber.open(soffice(path, "pdf")) as shown_as:
            text = "".join("".join(page.extract_text().split()) for page in shown_as.pages)
        assert wanted in text
        for chart in charts_of(filing()):
            assert all(label in text for label in chart.labels)
            assert all(shown(value) in text for series in chart.series for value in series.values)
