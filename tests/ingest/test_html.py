"""A web page is read as it is seen: what is hidden, struck out, raised or typed into fields, by tags and by styles."""

from __future__ import annotations

import re

import pytest

from tests.at_hand import FORMS
from tests.ingest.printed import printed, to_html
from tests.ingest.samples import sample
from toolkit.errors import UnreadableFile
from toolkit.ingest.blocks import SourceCell, SourceGrid, SourceLine
from toolkit.ingest.html import html_blocks
from toolkit.ingest.note_marks import unmarked
from toolkit.ingest.recogniser import filing_of


def cell(inner: str, styles: str = "") -> SourceCell:
    """The second cell of a row, as read."""
    page = f"<style>{styles}</style><table><tr><td>规章</td><td>{inner}</td></tr></table>"
    grid = next(block for block in html_blocks(page) if isinstance(block, SourceGrid))
    return grid.rows[0][1]


def lines(page: str) -> list[str]:
    return [block.text for block in html_blocks(page) if isinstance(block, SourceLine)]


@pytest.mark.parametrize(
    ("inner", "figure"),
    [
        ("33<sup>1</sup>", "33"),
        ("33<sup>[1]</sup>", "33"),
        ("33<sup><a href='#n'>①</a></sup>", "33"),
        ("33<sub>2</sub>", "33"),
        ("33<span style='vertical-align: super'>1</span>", "33"),
        ("33<span class=note>1</span>", "33"),
        ("33①", "33"),
        ("<s>33</s>50", "50"),
        ("<strike>33</strike> 50", "50"),
        ("<del>33</del>50", "50"),
        ("<span style='text-decoration:underline line-through'>33</span>50", "50"),
        ("<span class='old'>33</span>50", "50"),
        ("264<span style='display:none'>9</span>", "264"),
        ("264<i hidden>9</i>", "264"),
        ("264<i style='visibility:hidden'>9</i>", "264"),
        ("264<i style='font-size:0'>9</i>", "264"),
        ("264<i style='opacity:0'>9</i>", "264"),
        ("264<i style='color:transparent'>9</i>", "264"),
        ("264<i style='position:absolute;left:-9999px'>9</i>", "264"),
        ("264<i class=secret>9</i>", "264"),
        ("264<i style='display:inline-block;transform:scale(0)'>9</i>", "264"),
        ("26<i style='display:inline-block;transform:scale(1.05)'>4</i>", "264"),
        ("26<i style='position:relative;top:0;left:2px'>4</i>", "264"),
        ("<b style='background:yellow'>264</b>", "264"),
        ("<b style='color:#fff;background:#c00 none'>264</b>", "264"),
        ("<b style='color:white;background:#fff url(dark.png)'>264</b>", "264"),
        ("2<i class=secret>9</i>64", "264"),
        ("<ruby>6<rp>(</rp><rt>9</rt><rp>)</rp></ruby>", "6"),
        ("264<!--9--><script>9</script><template>9</template><noscript>9</noscript>", "264"),
        ("264<span aria-hidden=true></span>", "264"),
        ("<span aria-hidden=true>264</span>", "264"),
        ("264<b style='display:inline-block;width:0;overflow:hidden'>9</b>", "264"),
        ("33<sup><a href='#n1'>1</a></sup>", "33"),
        ("<a href='/33.html'>33</a>", "33"),
        ("<a href='#'>33</a>", "33"),
        ("<small>33<sup>1</sup></small>", "33"),
        ("26<p hidden>9</p>4", "264"),
        ("26<script>9</script>4", "264"),
        ("<i style='font-size:0'>9<b style='font:12px/1.5 宋体'>264</b></i>", "264"),
        ("264<i style='font:0/0 a'>9</i>", "264"),
        ("<input value=264>", "264"),
        ("<input type=number value=264><input type=hidden value=9><input type=submit value=9>", "264"),
        ("<textarea>264</textarea>", "264"),
        ("<select><option>9<option selected>264</select>", "264"),
        ("<select><option>264<option>9</select>", "264"),
        ("<i style='font-size:0'>9<b style='font-size:12px'>264</b></i>", "264"),
        ("<i style='visibility:hidden'>9<b style='visibility:visible'>264</b></i>", "264"),
        ("264<img src=dot.gif width=1 height=1>", "264"),
    ],
)
def test_a_cell_holds_what_is_seen(inner: str, figure: str) -> None:
    found = cell(inner, ".note{vertical-align:super} .old{text-decoration:line-through} td i.secret{display:none}")
    assert found.uncertain == ""
    assert (unmarked(found.text).text, unmarked(found.text).certain) == (figure, True)


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<sup>33</sup>", "³³"),
        ("3<s>3</s>50", "3〔划去：3〕50"),
        ("<s>33</s>", "〔划去：33〕"),
        ("264<span style='color:#fff'>9</span>", "264〔看不清：9〕"),
        ("264<font color=white>9</font>", "264〔看不清：9〕"),
        ("33<sup style='vertical-align:baseline'>1</sup>", "33〔看不清：1〕"),
        ("<bdo dir=rtl>12</bdo>", "〔看不清：12〕"),
        ("33<a href='#n1'>1</a>", "33〔1〕"),
        ("33<small>1</small>", "33〔1〕"),
        ("33<i style='position:relative;top:-5px'>1</i>", "33〔1〕"),
        ("<b style='background:#000'>12</b>34", "〔看不清：12〕34"),
        ("<b style='color:#123;background-color:rgb(17, 34, 51)'>12</b>34", "〔看不清：12〕34"),
        ("<b style='color:red;background:red'>12</b>34", "〔看不清：12〕34"),
        ("<b style='unicode-bidi:bidi-override;direction:rtl'>12</b>", "〔看不清：12〕"),
        ("<img src=3.png>", "〔图片〕"),
        ("<img src=3.png>4", "〔图片〕4"),
        ("<i class=three></i>4", "〔图片〕4"),
        ("<svg><text>33</text></svg>", "〔图片〕"),
        ("<input value=26>4", "〔26〕4"),
        ("4<select><option>26</select>", "4〔26〕"),
    ],
)
def test_a_cell_whose_figure_nobody_can_tell_is_uncertain(inner: str, words: str) -> None:
    assert cell(inner, ".three::before { content: '3' }").uncertain == words


@pytest.mark.parametrize(
    "inner",
    [
        "1<br>2",
        "<p>1</p><p>2</p>",
        "<span style='display:block'>1</span><span style='display:block'>2</span>",
        "<b style='float:right'>1</b>2",
    ],
)
def test_digits_that_stand_apart_are_not_one_figure(inner: str) -> None:
    assert cell(inner).text == "1\n2"


def test_two_fields_of_one_cell_are_not_one_figure() -> None:
    assert cell("<input value=26><input value=4>").text == "26 4"


def test_white_text_on_a_ground_is_seen() -> None:
    page = "<table><tr style='background:#06c'><td><font color=#fff>规章</font></td><td style='color:#fff'>33</td></tr>"
    grid = next(html_blocks(page))
    assert isinstance(grid, SourceGrid)
    assert [(found.text, found.uncertain) for found in grid.rows[0]] == [("规章", ""), ("33", "")]


def test_hidden_rows_and_cells_take_no_place() -> None:
    page = (
        "<style>.off{display:none}</style><table><tr class=off><td>9</td><td>9</td></tr>"
        "<tbody hidden><tr><td>8</td></tr></tbody><tr><td>规章</td><td class=off>7</td><td>33</td></tr></table>"
    )
    grid = next(html_blocks(page))
    assert isinstance(grid, SourceGrid)
    assert [[(found.text, found.column) for found in row] for row in grid.rows] == [[("规章", 0), ("33", 1)]]


def test_what_stands_in_a_table_outside_its_cells_is_text() -> None:
    page = "<table><caption>（单位：元）</caption>注：<tr><td>规章</td><td>33</td></tr></table>"
    first, second, grid = html_blocks(page)
    assert isinstance(first, SourceLine)
    assert isinstance(second, SourceLine)
    assert (first.text, second.text) == ("（单位：元）", "注：")
    assert isinstance(grid, SourceGrid)


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>新收33<sup>1</sup>件，共10m<sup>2</sup>。</p>", ["新收33¹件，共10m²。"]),
        ("<p>一<p style='visibility:hidden'>（内部批注）<p>二", ["一", "二"]),
        ("<p>办理<ruby>6<rt>liù</rt></ruby>件</p>", ["办理6件"]),
        ("<p>新收<input value=33>件</p>", ["新收33件"]),
        ("<dialog>提示</dialog><dialog open>一</dialog>", ["一"]),
    ],
)
def test_text_is_what_is_seen(page: str, seen: list[str]) -> None:
    assert lines(page) == seen


def test_text_struck_out_is_kept_apart() -> None:
    first, second = html_blocks("<p>新收<s>33</s>50件</p><p style='text-decoration:line-through'>此段删去</p>")
    assert isinstance(first, SourceLine)
    assert isinstance(second, SourceLine)
    assert (first.text, first.struck) == ("新收50件", "33")
    assert (second.text, second.struck) == ("", "此段删去")


@pytest.mark.parametrize("inner", ["<img src=1.png>", "<s>5</s>"])
def test_cells_that_show_no_text_are_not_blank(inner: str) -> None:
    page = to_html(printed(sample("gkgb-2021"))).decode()
    row = re.compile(r"(2\.重复申请</t[dh]>)((?:\s*<td[^>]*>[^<]*</td>){7})")
    changed = row.sub(lambda found: found[1] + f"<td>{inner}</td>" * 7, page)
    assert changed != page
    filing, findings = filing_of(tuple(html_blocks(changed)), FORMS, FORMS.form("gkgb-2021"))
    assert [finding.code for finding in findings if finding.code != "IM-11"] == ["IM-03"] * 7
    assert not filing.entry("applications.not_processed.repeated.business").blank


def test_a_line_that_shows_nothing_is_no_paragraph() -> None:
    page = "<p>一、总体情况<p>&#8203;<p>正文。<p>&#8205;&nbsp;<p>二、主动公开政府信息情况"
    filing, _ = filing_of(tuple(html_blocks(page)), FORMS, FORMS.form("gkgb-2021"))
    assert [paragraph.text for paragraph in filing.narrative["overview"]] == ["正文。"]


def test_a_field_that_stands_alone_belongs_to_the_page() -> None:
    blocks = list(html_blocks("<form><input value=请输入关键词><select><option>本站</select></form><p>正文</p>"))
    assert [(block.aside, block.text) for block in blocks if isinstance(block, SourceLine)][-1] == (False, "正文")
    assert [block.aside for block in blocks] == [True, False]


@pytest.mark.parametrize(
    "styles",
    [
        "@media print { p { display: none } }",
        "@media (max-width: 40em) { p { display: none } }",
        "@media (min-width: 1400px) { p { display: none } }",
        "p { display: none } @media (min-width: 768px) { .b { display: block } }",
        "p { display: none } input:checked ~ .a { display: block }",
        "p { text-indent: -100px }",
        "p:hover { display: none }",
        "p:nth-child(2) { display: none }",
        "p { display: none } p:first-of-type { display: block }",
        ".b { display: none } .b { display: block }",
        "p { display: none !important } p { display: block !important }",
        "p { display: none } .b { display: block }",
        "div > p { display: none }",
        "#c { display: none }",
        "@font-face { font-family: x } /* p { display: none } */",
        "p { font-size: 0 } .b { font-size: 1em } p[class] { font-size: 12px }",
        "p[data-x], p[class=a], p[class^=b], p[class='a,b'], p[class*=''] { display: none }",
        "p:last-child + div, p:empty, p:not(:defined), p::-webkit-scrollbar { display: none }",
        "div:not(.a), .a > b:not([href]) { display: none }",
    ],
)
def test_styles_that_do_not_hide_a_paragraph(styles: str) -> None:
    assert lines(f"<style>{styles}</style><body><p class='a b'>正文</p>") == ["正文"]


@pytest.mark.parametrize(
    "styles",
    [
        "p { display: none }",
        "P.a.b{DISPLAY:NONE}",
        "main p, .x { display: none }",
        "main > .a { visibility: hidden }",
        "#main * { opacity: 0 }",
        "@media screen { .b { display: none } } .b { color: red }",
        "p { display: none !important } .a { display: block }",
        "@media screen and (min-width: 48em), print { .b { display: none } }",
        "@import url(x.css); @page { margin: 0 } .a { display: none }",
        "p[class] { visibility: hidden }",
        "P[CLASS='a b'], [x='a,b'] { display: none }",
        "[class~=b] { opacity: 0 }",
        "[class^='a '][class$=b][class*=' '] { display: none }",
        "[class='A B' i] { font-size: 0 }",
        "#main > p:first-child { display: none }",
        "p:nth-last-child(1):not(:hover) { display: none }",
        r".\62 { display: none }",
    ],
)
def test_styles_that_hide_a_paragraph(styles: str) -> None:
    page = f"<style>{styles}</style><main id=main><p class='a b'>隐藏</p></main><div>正文</div>"
    assert lines(page) == ["正文"]


@pytest.mark.parametrize(
    "styles",
    [
        "p:not(.c) { display: none }",
        "h1 + p { visibility: hidden }",
        "main > input:checked ~ .a { display: none }",
        "p:is(.a, .c) { opacity: 0 }",
        "p:nth-of-type(2n + 1) { text-decoration: line-through }",
        "p::first-line { font-size: 0 }",
        "main:has(p) p { color: transparent }",
    ],
)
def test_a_figure_that_styles_may_hide_is_not_certain(styles: str) -> None:
    assert cell("264<main><p class='a b'>9</p></main>", styles).uncertain == "264\n〔看不清：9〕"


def test_a_figure_hidden_by_an_attribute_is_left_out() -> None:
    assert cell("264<span data-x>9</span>", "span[data-x]{visibility:hidden}") == SourceCell(text="264", column=1)
    assert cell("264<span class='md:off'>9</span>", r".md\:off{display:none}") == SourceCell(text="264", column=1)


def test_text_that_stands_where_a_page_has_its_head_is_read() -> None:
    assert lines("<title>标题</title><style>p{color:red}</style><main><p>一</p></main><p>二") == ["一", "二"]


def test_rules_that_hold_cost_more_than_those_that_are_only_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.ingest.stylesheet.STYLE_COMPARISONS", 150)
    page = "<style>{}</style><body><p>一</p></body>"
    assert lines(page.format("p { color: red }" * 75)) == ["一"]
    assert lines(page.format("p.a { color: red } p { color: red }" * 50)) == ["一"]
    with pytest.raises(UnreadableFile, match="远超"):
        lines(page.format("p { color: red }" * 76))


def test_a_deep_page_is_read_whole_and_one_too_deep_is_refused() -> None:
    assert lines("<font>" * 900 + "<p>正文</p>" + "</font>" * 900 + "<p>末段</p>") == ["正文", "末段"]
    with pytest.raises(UnreadableFile) as caught:
        list(html_blocks("<div>" * 5_000 + "正文" + "</div>" * 5_000, "报告.html"))
    assert caught.value.message.startswith("报告.html 的网页结构层层嵌套")


def test_rows_that_reach_far_are_no_table() -> None:
    page = "<table><tr>" + "<td rowspan=9999>1</td>" * 3_000 + "</tr>" + "<tr></tr>" * 3_000 + "</table>"
    assert not any(isinstance(block, SourceGrid) for block in html_blocks(page))
