"""Each reader's own matters: encodings, page chrome, hidden text, tracked changes, escapes."""

from __future__ import annotations

import pytest

from toolkit.ingest.blocks import Block, SourceCell, SourceGrid, SourceLine, collect_blocks
from toolkit.ingest.encoding import BROKEN, decoded
from toolkit.ingest.html import html_blocks
from toolkit.ingest.text import text_blocks

SECTIONS = "<p>一、总体情况</p><p>正文。</p><p>二、主动公开</p><p>三、收到和处理</p>"


def lines(blocks: object, aside: bool = False) -> list[str]:
    assert hasattr(blocks, "__iter__")
    return [block.text for block in blocks if isinstance(block, SourceLine) and block.aside == aside]


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, SourceGrid)
    return [[cell.text for cell in row] for row in block.rows]


@pytest.mark.parametrize(
    "content",
    [
        "规章".encode(),
        b"\xef\xbb\xbf" + "规章".encode(),
        "规章".encode("gbk"),
        "﻿规章".encode("utf-16-le"),
        "﻿规章".encode("utf-16-be"),
    ],
    ids=["utf-8", "marked", "gbk", "utf-16-le", "utf-16-be"],
)
def test_any_encoding(content: bytes) -> None:
    assert decoded(content) == "规章"


def test_a_declared_encoding_is_followed_only_where_it_fits() -> None:
    assert decoded('<meta charset="gb2312">规章'.encode()).endswith("规章")
    assert decoded('<meta charset="big5">規章'.encode("big5")).endswith("規章")
    assert decoded('<meta charset="no-such">规章'.encode("gbk")).endswith("规章")
    assert decoded('<meta charset="hex">规章'.encode("gbk")).endswith("规章")


@pytest.mark.parametrize("name", ["oem", "mbcs", "utf-16", "iso-8859-1", "windows-1252", "utf-7", "x" * 20, "gb_2312"])
def test_a_declaration_that_cannot_be_true_is_not_followed(name: str) -> None:
    assert decoded(f'<meta charset="{name}">规章制发件数'.encode("gbk")).endswith("规章制发件数")
    assert decoded(f'<meta charset="{name}">规章制发件数'.encode()).endswith("规章制发件数")


def test_who_sends_a_page_may_say_its_encoding() -> None:
    assert decoded("規章製發件數".encode("big5"), "BIG5") == "規章製發件數"


TEXT = "一、总体情况\n2021年，通过政府网站公开政府信息666条，本局微信公众号发布433条。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16-le", "utf-16-be"])
def test_one_broken_character_leaves_the_others_whole(encoding: str) -> None:
    whole = TEXT.encode(encoding)
    assert decoded(whole) == TEXT
    place = TEXT.index("号")
    start = len(TEXT[:place].encode(encoding))
    spoilt = whole[: start + 1] + (b"\xff" if "16" not in encoding else b"\xdc") + whole[start + 2 :]
    if encoding == "utf-16-be":
        spoilt = whole[:start] + b"\xdc" + whole[start + 1 :]
    assert decoded(spoilt) == TEXT[:place] + BROKEN + TEXT[place + 1 :]


def test_a_short_rest_of_another_encoding_is_broken_and_nothing_else() -> None:
    mixed = TEXT.encode() + "版权所有".encode("gbk")
    text = decoded(mixed)
    assert text.startswith(TEXT)
    assert BROKEN in text[len(TEXT) :]


def test_a_page_that_prints_broken_characters_is_left_as_it_is() -> None:
    assert decoded("公众���发布".encode()) == "公众���发布"


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "gb18030", "utf-16-le"])
def test_a_mark_of_byte_order_decides(encoding: str) -> None:
    assert decoded("\ufeff规章".encode(encoding)) == "规章"


def test_what_surrounds_the_report_is_aside() -> None:
    page = f"<ul><li>首页</li></ul><h1>某局2024年政府信息公开年度报告</h1><div>{SECTIONS}</div><p>版权所有</p>"
    blocks = list(html_blocks(page))
    assert lines(blocks, aside=True) == ["首页", "某局2024年政府信息公开年度报告", "版权所有"]
    assert lines(blocks)[0] == "一、总体情况"
    assert next(block.level for block in blocks if isinstance(block, SourceLine) and "报告" in block.text) == 1


def test_navigation_and_footers_are_aside_wherever_they_are() -> None:
    blocks = list(html_blocks(f"<body><nav><a>一、总体情况</a></nav>{SECTIONS}<footer>下载</footer></body>"))
    assert lines(blocks, aside=True) == ["一、总体情况", "下载"]


def test_hidden_text_and_programs_are_not_read() -> None:
    page = "<script>1</script><style>2</style><p hidden>3</p><p style='display: none'>4</p><!--5--><p>6</p>"
    assert lines(html_blocks(page)) == ["6"]


def test_inline_markup_does_not_cut_a_line_and_blocks_do() -> None:
    page = "<p>政府<b>信息</b>\n公开<br>第二行</p><div>第三<span>行</span><p>第四行</p>第五行</div>"
    assert lines(html_blocks(page)) == ["政府信息公开", "第二行", "第三行", "第四行", "第五行"]


def test_tables_that_lay_out_a_page_are_text() -> None:
    inner = "<table><tr><td>规章</td><td>1</td></tr></table>"
    blocks = list(html_blocks(f"<table><tr><td>栏目</td><td><p>正文。</p>{inner}</td></tr></table>"))
    assert lines(blocks) == ["栏目", "正文。"]
    assert texts(blocks[-1]) == [["规章", "1"]]
    long = "很长的正文。" * 100
    assert lines(html_blocks(f"<table><tr><td>左</td><td>{long}</td></tr></table>")) == ["左", long]


def test_cells_know_their_column_under_spans() -> None:
    page = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    grid = next(html_blocks(page))
    assert isinstance(grid, SourceGrid)
    assert [[cell.column for cell in row] for row in grid.rows] == [[0, 1], [1, 2]]


def test_markdown_shows_what_it_escapes() -> None:
    source = r"""# 标题

**重点** 有 5\*3 件\_

- - -

| 规章 | 1\|2 |
|---|:-:|
| 许可 | 3 |

<table><tr><td>甲</td><td>4</td></tr></table>
"""
    first, second, pipes, table = text_blocks(source, marked_down=True)
    assert isinstance(first, SourceLine)
    assert (first.text, first.level) == ("标题", 1)
    assert isinstance(second, SourceLine)
    assert (second.text, str(second.where)) == ("重点 有 5*3 件_", "第3行")
    assert [row[:2] for row in texts(pipes)] == [["规章", "1|2"], ["许可", "3"]]
    assert texts(table) == [["甲", "4"]]


def test_text_tables_in_both_manners() -> None:
    stacked, line, rows = text_blocks("\t规章\n\t1\n\n\t许可\n\t\n正文\n甲\t1\n乙\t2")
    assert texts(stacked) == [["规章", "1"], ["许可", ""]]
    assert isinstance(line, SourceLine)
    assert (line.text, str(line.where)) == ("正文", "第6行")
    assert texts(rows) == [["甲", "1"], ["乙", "2"]]


def test_a_tab_before_text_is_an_indent() -> None:
    long = "很长的正文，" * 20
    source = f"\t一、总体情况\n\t{long}\n\t\t\t某市某局\n\n\t\t2025年1月20日\n某市某局\t2025年1月20日"
    expected = ["一、总体情况", long, "某市某局", "2025年1月20日", "某市某局\t2025年1月20日"]
    assert lines(text_blocks(source)) == expected


def test_radicals_are_the_characters_that_they_look_like() -> None:
    cells = (
        SourceCell(text="⾏政许可", column=0),
        SourceCell(text="①", column=1),
        SourceCell(text="三\ue78f︵本年︶", column=2),
    )
    blocks, _ = collect_blocks([SourceLine(text="⼯作⻓期 朗 ２０２１"), SourceGrid(rows=(cells,))], "a.txt")
    assert lines(blocks) == ["工作长期 朗 ２０２１"]
    assert texts(blocks[1]) == [["行政许可", "①", "三、（本年）"]]


def test_cells_of_markdown_are_seen_as_cells_of_a_page() -> None:
    rows = ("许可 | <img src='a.png'>", "处罚 | 12<sup>1</sup>", "强制 | <s>5</s>", "收费 | 7")
    (grid,) = text_blocks("\n".join(["| 甲 | 乙 |", "|---|---|", *(f"| {row} |" for row in rows)]), marked_down=True)
    page = "".join(f"<tr><td>{row.replace(' | ', '</td><td>')}</td></tr>" for row in ("甲 | 乙", *rows))
    (same,) = html_blocks(f"<table>{page}</table>")
    assert isinstance(grid, SourceGrid)
    assert isinstance(same, SourceGrid)
    shown = [[(cell.text, cell.uncertain, cell.struck) for cell in row] for row in grid.rows]
    assert shown == [[(cell.text, cell.uncertain, cell.struck) for cell in row] for row in same.rows]
    assert shown[1][1][1]
