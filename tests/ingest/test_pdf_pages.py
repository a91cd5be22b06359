"""What a page of a PDF shows, however it is painted: each sign once, in its line, in its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.pdffile import A4, FONT, IMAGE, at, pieces, ruled, turned, written
from toolkit.finding import Finding
from toolkit.ingest.blocks import SourceCell, SourceGrid, SourceLine
from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.page_chrome import without_page_chrome
from toolkit.ingest.pdfpages.paragraphs import blocks_of
from toolkit.ingest.pdfpages.text_lines import TextRow, rows_of

CELLS = ([100, 200, 300], [500, 520, 540])
"""Two rows of two cells."""


def lines(path: Path) -> list[str]:
    return [piece.text for piece in pieces(path) if isinstance(piece, SourceLine)]


def grids(path: Path) -> list[list[list[SourceCell]]]:
    return [[list(row) for row in piece.rows] for piece in pieces(path) if isinstance(piece, SourceGrid)]


def texts(path: Path) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid] for grid in grids(path)]


def reported(path: Path) -> list[tuple[str, str]]:
    return [(piece.code, piece.message) for piece in pieces(path) if isinstance(piece, Finding)]


# --- signs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        at(80, 400, "2024 11") + at(80.4, 400, "2024 11"),
        at(81.5, 398.5, "2024 11", before="0.7 g") + at(80, 400, "2024 11"),
        at(80, 400, "2024 11", before="2 Tr"),
        b"q 1 0 0 1 30 50 cm " + at(50, 350, "2024 11") + b"Q ",
        at(80, 400, "2024 11") + at(700, 400, "9") + at(80, 900, "9"),
        at(80, 400, "2024 11") + at(80, 300, "9", before="3 Tr"),
        at(80, 400, "2024 11") + b"q 0 0 200 200 re W n " + at(80, 300, "9") + b"Q ",
        at(80, 400, "20") + at(91.12, 401, "24 11"),
    ],
    ids=["twice", "shadow", "outlined", "moved", "off the page", "without ink", "clipped", "a little higher"],
)
def test_each_sign_that_shows_is_read_once(content: bytes, tmp_path: Path) -> None:
    assert lines(written(tmp_path, content)) == ["2024 11"]


def test_what_runs_off_the_page_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path, at(566, 400, "a 11 33"))
    assert lines(path) == ["a 11"]  # of 33 only half is on the page
    assert [(code, message.count("“3”")) for code, message in reported(path)] == [("IM-16", 1), ("IM-16", 1)]


def test_a_number_that_is_cut_off_in_a_cell_is_in_doubt(tmp_path: Path) -> None:
    content = ruled(*CELLS) + at(205, 505, "2") + b"q 200 520 20 20 re W n " + at(205, 525, "10944") + b"Q "
    figure = grids(written(tmp_path, content))[0][0][1]
    assert figure.uncertain
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 15 15] /Resources << " + FONT + b" >> /Length %d >>"
    text = b"BT /F 10 Tf 5 5 Td (10944) Tj ET"
    path = written(
        tmp_path,
        ruled(*CELLS) + at(205, 505, "2") + b"q 1 0 0 1 200 520 cm /X Do Q ",
        resources=FONT + b" /XObject << /X 100 0 R >>",
        objects=[form % len(text) + b"\nstream\n" + text + b"\nendstream"],
    )
    assert grids(path)[0][0][1].uncertain


@pytest.mark.parametrize(
    ("page", "content"),
    [
        (b"/MediaBox [100 -200 695 642]", at(180, 200, "2024")),
        (b"/MediaBox [0 0 595 842] /CropBox [50 50 500 800]", at(80, 400, "2024") + at(20, 400, "9")),
        (b"/MediaBox [0 0 595 842] /Rotate 90", turned("0 1 -1 0 300 200", "2024")),
        (b"/MediaBox [0 0 595 842] /Rotate 270", turned("0 -1 1 0 300 600", "2024")),
        (b"/MediaBox [0 0 595 842] /Rotate 180", turned("-1 0 0 -1 300 600", "2024")),
        (A4, turned("0 1 -1 0 300 200", "2024")),
        (A4, turned("0 -1 1 0 300 600", "2024")),
        (A4, turned("-1 0 0 -1 300 600", "2024")),
    ],
    ids=["offset", "cropped", "90", "270", "180", "upwards", "downwards", "upside down"],
)
def test_a_page_is_read_as_it_is_held(page: bytes, content: bytes, tmp_path: Path) -> None:
    assert lines(written(tmp_path, content, page=page)) == ["2024"]


def test_sideways_tables_are_read_and_lines_that_run_otherwise_too(tmp_path: Path) -> None:
    turn = b"q 0 1 -1 0 600 0 cm "
    table = ruled(*CELLS) + at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    path = written(tmp_path, turn + table + b"Q " + at(300, 40, "note"))
    assert texts(path) == [[["A", "1"], ["B", "2"]]]
    assert lines(path) == ["note"]


def test_a_watermark_is_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, at(80, 400, "2024") + turned("0.7 0.7 -0.7 0.7 60 380", "DRAFT", size=40))
    assert lines(path) == ["2024"]
    assert [(code, "“DRAFT”" in message) for code, message in reported(path)] == [("IM-16", True)]


@pytest.mark.parametrize(
    "content",
    [
        at(205, 525, "9", before="1 g"),
        at(205, 525, "9") + b"1 g 203 522 20 15 re f 0 g ",
        at(205, 525, "9") + b"0 g 203 522 20 15 re f ",
        at(205, 525, "9") + b"204 528.5 m 212 528.5 l S ",
    ],
    ids=["white", "covered", "blackened", "struck"],
)
def test_a_figure_that_may_not_show_is_in_doubt(content: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, ruled(*CELLS) + at(105, 525, "A") + at(205, 505, "2") + content)
    (first, _), (_, second) = grids(path)[0]
    figure = grids(path)[0][0][1]
    assert (first.text, first.uncertain) == ("A", "")
    assert figure.uncertain
    assert (second.text, second.uncertain) == ("2", "")
    assert [code for code, _ in reported(path)] == ["IM-16"]


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0.5 rg 200 520 100 20 re f " + at(205, 525, "9", before="0 0 0.5 rg"),
        b"0 g 200 520 100 20 re f 1 g 200 520 100 20 re f " + at(205, 525, "9", before="1 g"),
        b"q /T gs " + at(205, 525, "9") + b"Q ",
        b"q /T gs /X Do Q ",
    ],
    ids=["on its own colour", "white over dark", "transparent", "in a transparent figure"],
)
def test_a_figure_of_the_colour_behind_it_is_in_doubt(content: bytes, tmp_path: Path) -> None:
    resources = FONT + b" /ExtGState << /T << /ca 0.01 >> /F << /ca 1 >> >>"
    figure = b"/F gs " + at(205, 525, "9")
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << " + resources
    form += b" >> /Length %d >>\nstream\n" % len(figure) + figure + b"\nendstream"
    content = ruled(*CELLS) + content + at(205, 505, "2", before="0 g")
    path = written(tmp_path, content, resources=resources + b" /XObject << /X 100 0 R >>", objects=[form])
    first, second = (row[1] for row in grids(path)[0])
    assert first.uncertain
    assert (second.text, second.uncertain) == ("2", "")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (at(205, 525, "9", size=1) + at(206, 525, "12"), True),
        (at(205, 525, "12") + at(207, 525, "7"), True),
        (at(205, 525, "12") + at(205.5, 525, "12"), False),
        (b"q /T gs 0 g 200 520 100 20 re f Q " + at(205, 525, "12", before="0 g"), False),
    ],
    ids=["tiny beside others", "upon one another", "drawn twice", "on a faint ground"],
)
def test_digits_that_nobody_can_tell_apart_are_in_doubt(content: bytes, shown: bool, tmp_path: Path) -> None:
    resources = FONT + b" /ExtGState << /T << /ca 0.05 >> >>"
    path = written(tmp_path, ruled(*CELLS) + at(205, 505, "2") + content, resources=resources)
    figure = grids(path)[0][0][1]
    assert bool(figure.uncertain) is shown
    assert shown or figure.text == "12"


def test_a_seal_leaves_text_readable_and_figures_in_doubt(tmp_path: Path) -> None:
    seal = b"q 60 0 0 60 190 %d cm /P Do Q "
    path = written(
        tmp_path,
        ruled(*CELLS) + at(205, 525, "9") + seal % 500 + at(200, 410, "2024 1 18") + seal % 380,
        resources=FONT + b" /XObject << /P 100 0 R >>",
        objects=[IMAGE % b""],
    )
    assert lines(path) == ["2024 1 18"]
    assert grids(path)[0][0][1].uncertain
    assert [code for code, _ in reported(path)] == []


def test_white_text_on_a_dark_ground_and_under_a_translucent_picture_shows(tmp_path: Path) -> None:
    ground = b"0 0 0.5 rg 200 520 100 20 re f 0 g "
    picture = b"q 595 0 0 842 0 0 cm /P Do Q "
    path = written(
        tmp_path,
        ruled(*CELLS)
        + ground
        + at(205, 525, "9", before="1 g")
        + at(205, 505, "2")
        + at(80, 400, "2024" * 9)
        + picture,
        resources=FONT + b" /XObject << /P 100 0 R >>",
        objects=[IMAGE % b" /SMask 101 0 R", IMAGE % b""],
    )
    assert [[cell.uncertain for cell in row] for row in grids(path)[0]] == [["", ""], ["", ""]]


def test_filled_in_forms_and_typed_notes_are_read(tmp_path: Path) -> None:
    look = b"<< /Type /XObject /Subtype /Form /BBox [0 0 20 15] /Resources << " + FONT + b" >> /Length %d >>"
    shown = b"BT /F 10 Tf 2 3 Td (%b) Tj ET"
    rect = b" /Subtype /%b /Rect [%d %d %d %d]"
    notes = [
        look % len(shown % b"31") + b"\nstream\n" + shown % b"31" + b"\nendstream",
        b"<< " + rect % (b"Widget", 203, 522, 223, 537) + b" /AP << /N 100 0 R >> >>",
        b"<< " + rect % (b"FreeText", 203, 502, 223, 517) + b" /AP << /N << /On 100 0 R >> >> /AS /On >>",
        b"<< " + rect % (b"Widget", 103, 522, 123, 537) + b" /V (A) >>",
        b"<< " + rect % (b"Widget", 103, 502, 123, 517) + b" /F 2 /AP << /N 100 0 R >> >>",
    ]
    page = A4 + b" /Annots [101 0 R 102 0 R 103 0 R 104 0 R]"
    path = written(tmp_path, ruled(*CELLS), page=page, objects=notes)
    assert texts(path) == [[["A", "31"], ["", "31"]]]


# --- lines ---------------------------------------------------------------------------------------


def glyphs(text: str, *, left: float = 0, base: float = 100, size: float = 10, wide: float = 1) -> list[Glyph]:
    """Signs side by side, ``wide`` em squares each."""
    step = size * wide
    boxes = (Box(left + n * step, base - 0.85 * size, left + (n + 1) * step, base + 0.15 * size) for n in range(99))
    return [Glyph(sign, box) for sign, box in zip(text, boxes, strict=False)]


def shown(*signs: list[Glyph]) -> list[str]:
    return [row.text for row in rows_of(glyph for some in signs for glyph in some)]


def test_raised_and_lowered_signs_are_marks_of_their_line() -> None:
    assert shown(glyphs("33"), glyphs("1", left=20, base=96.5, size=6)) == ["33¹"]
    assert shown(glyphs("CO"), glyphs("2", left=20, base=101.5, size=6)) == ["CO₂"]
    assert shown(glyphs("33"), glyphs("14", left=20, size=6)) == ["3314"]


def test_lines_are_distinguished_however_their_signs_are_ordered() -> None:
    upper, lower = glyphs("上行"), glyphs("下行", base=111)
    assert shown(lower[::-1], upper) == ["上行", "下行"]


def test_gaps_are_blanks_and_wide_ones_part_what_stands_apart() -> None:
    one, other = glyphs("12", wide=0.5), glyphs("34", left=14, wide=0.5)
    assert shown(one, other) == ["12 34"]
    assert shown(one, [Glyph(" ", Box(10, 91, 12, 101))], glyphs("34", left=12, wide=0.5)) == ["12 34"]
    assert shown(one, glyphs("34", left=12, wide=0.5)) == ["1234"]
    far = rows_of([*one, *glyphs("34", left=40, wide=0.5)])[0]
    assert [piece.text for piece in far.segments] == ["12", "34"]


def test_radicals_and_punctuation_for_upright_lines_are_plain() -> None:
    assert shown(glyphs("⼀\ue78f⾏︵政︶")) == ["一、行（政）"]


# --- paragraphs and page chrome ------------------------------------------------------------------


def row(text: str, left: float = 80, right: float = 520, page: int = 1, top: float = 400) -> TextRow:
    """A line of text between those edges."""
    wide = (right - left) / max(len(text), 1) / 16
    signs = glyphs(text, left=left, base=top, size=16, wide=wide)
    return rows_of(signs, page)[0]


PAGES = {1: Box(0, 0, 595, 842), 2: Box(0, 0, 595, 842), 3: Box(0, 0, 842, 595)}


def test_wrapped_lines_become_paragraphs_again_over_pages_of_any_shape() -> None:
    rows = [
        row("某市某局", 240, 360),
        row("一、总体情况", 112, 220),
        row("2024年，本局落实各项要求，按时公开政府信", 112),
        row("息，全年公开120条，", 80),
        row("均在期限内，并且按照各项要求一一落实到了", 80, 700, page=3),
        row("位。", 80, 180, page=3),
        row("下一段从这里开始，", 112, 300, page=3),
    ]
    assert [text for _, text in blocks_of(rows, PAGES)] == [
        "某市某局",
        "一、总体情况",
        "2024年，本局落实各项要求，按时公开政府信息，全年公开120条，均在期限内，并且按照各项要求一一落实到了位。",
        "下一段从这里开始，",
    ]


def test_a_title_that_is_the_widest_line_is_no_beginning_of_the_text_below_it() -> None:
    (title,) = rows_of(glyphs("2024年度读书活动的一份小结", left=130, size=22), 1)
    rows = [title, row("现将某市某局一年来的读书活动小结如下。", 112, 410)]
    assert [text for _, text in blocks_of(rows, PAGES)] == [
        "2024年度读书活动的一份小结",
        "现将某市某局一年来的读书活动小结如下。",
    ]


def test_lines_of_a_table_without_rules_keep_their_gaps() -> None:
    parts = [
        *glyphs("规章", left=80, size=16),
        *glyphs("2", left=300, size=16),
        *glyphs("37", left=400, size=16, wide=0.5),
    ]
    assert [text for _, text in blocks_of(rows_of(parts, 1), PAGES)] == ["规章 2 37"]
    title = [glyph for place, sign in enumerate("年度报告") for glyph in glyphs(sign, left=80 + 60 * place, size=16)]
    assert [text for _, text in blocks_of(rows_of(title, 1), PAGES)] == ["年度报告"]


def kept(*rows: TextRow) -> list[str]:
    """What is left of lines on their pages."""
    pages = {page: [each for each in rows if each.page == page] for page in PAGES}
    return [
        each.text
        for pieces in without_page_chrome(pages, PAGES).values()
        for each in pieces
        if isinstance(each, TextRow)
    ]


@pytest.mark.parametrize(
    "text", ["— 1 —", "-12-", "第3页", "第 3 页 共 9 页", "3/9", "1 of 5", "Page 2", "https://www.gov.cn/a.html"]
)
def test_page_numbers_and_addresses_in_a_margin_are_page_chrome(text: str) -> None:
    body = row("一、总体情况")
    assert kept(body, row(text, top=800)) == [body.text]
    assert kept(row(text, top=60), body) == [body.text]
    assert kept(row(text), body) == [row(text).text, body.text]


def test_bare_numbers_are_page_numbers_only_apart_and_where_they_count_up() -> None:
    bodies = [row("一、总体情况", page=page) for page in (1, 2)]
    one, two = row("7", page=1, top=800), row("8", page=2, top=800)
    assert kept(bodies[0], one, bodies[1], two) == ["一、总体情况"] * 2
    assert kept(bodies[0], one, bodies[1], row("9", page=2, top=800)) == ["一、总体情况", "7", "一、总体情况", "9"]
    near = [row("规章", page=page, top=780) for page in (1, 2)]
    assert kept(near[0], one, near[1], two) == ["规章", "7", "规章", "8"]
    assert kept(bodies[0], row("1", top=800)) == ["一、总体情况"]
    assert kept(bodies[0], row("264", top=800)) == ["一、总体情况", "264"]


def test_what_a_browser_prints_above_a_page_is_page_chrome_on_its_own_too() -> None:
    head = [*glyphs("11/25/26, 10:55 PM", left=20, size=8, wide=0.5), *glyphs("某局年度报告", left=250, size=8)]
    foot = [
        *glyphs("file:///a/b.html", left=20, base=830, size=8, wide=0.5),
        *glyphs("1/5", left=500, base=830, size=8),
    ]
    rows = [*rows_of(head, 1), row("一、总体情况"), *rows_of(foot, 1)]
    assert [len(each.segments) for each in rows] == [2, 1, 2]
    assert kept(*rows) == ["一、总体情况"]


def test_running_heads_are_left_out_and_the_title_is_not() -> None:
    title = row("某局2024年度报告", top=150)
    heads = [row("某局2024年度报告", page=page, top=60) for page in (1, 2, 3)]
    other = row("一、总体情况", top=90)
    assert kept(heads[0], other, title, *heads[1:]) == [other.text, title.text]


def test_figures_that_stand_at_one_height_on_each_page_are_no_running_head() -> None:
    figures = [row(str(number), page=page, top=90) for page, number in ((1, 18452), (2, 3917), (3, 264))]
    assert kept(*figures) == ["18452", "3917", "264"]


# --- tables --------------------------------------------------------------------------------------


def test_a_row_that_a_page_cut_in_two_is_closed(tmp_path: Path) -> None:
    open_below = ruled([100, 200, 300], [500, 540])[:-1]
    cut = b"100 480 m 100 500 l S 200 480 m 200 500 l S 300 480 m 300 500 l S "
    path = written(tmp_path, open_below + b"\n" + cut + at(105, 510, "A") + at(105, 485, "B") + at(205, 485, "2"))
    assert texts(path) == [[["A", ""], ["B", "2"]]]


def test_tables_below_one_another_do_not_draw_each_others_rules(tmp_path: Path) -> None:
    upper, lower = ruled([100, 200, 300], [500, 520]), ruled([100, 202, 302.5], [400, 420])
    words = at(105, 505, "A") + at(205, 505, "1") + at(105, 405, "B") + at(207, 405, "2")
    assert texts(written(tmp_path, upper + lower + words)) == [[["A", "1"]], [["B", "2"]]]


def test_what_stands_in_no_cell_of_a_table_is_a_line(tmp_path: Path) -> None:
    steps = ruled([100, 200], [500, 540]) + b"200 500 m 300 500 l S 200 520 m 300 520 l S 300 500 m 300 520 l S "
    path = written(tmp_path, steps + at(105, 505, "A") + at(205, 505, "1") + at(205, 526, "beside"))
    assert texts(path) == [[["A"], ["1"]]]
    assert lines(path) == ["beside"]


def test_a_cell_is_not_blank_where_a_figure_of_its_row_is_in_no_cell(tmp_path: Path) -> None:
    rules = (
        ruled([100, 200, 230], [500, 520, 540]) + b"300 500 m 300 520 l S 230 500 m 300 500 l S 230 520 m 300 520 l S "
    )
    path = written(tmp_path, rules + at(105, 525, "A") + at(250, 525, "9") + at(105, 505, "B") + at(250, 505, "2"))
    upper, lower = grids(path)[0]
    assert upper[1].uncertain
    assert [cell.uncertain for cell in lower] == ["", "", ""]
    assert lines(path) == ["9"]


def test_a_frame_around_the_page_is_no_table(tmp_path: Path) -> None:
    frame = ruled([50, 550], [50, 700, 800])
    text = b"".join(at(60, 400 - 12 * place, "so much text " * 6) for place in range(8))
    inner = ruled(*CELLS) + at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    path = written(tmp_path, frame + at(60, 750, "title") + inner + text)
    assert texts(path) == [[["A", "1"], ["B", "2"]]]
    assert lines(path)[0] == "title"
    assert "".join(lines(path)).count("so much text") == 48


def test_cells_with_frames_of_their_own_are_a_table(tmp_path: Path) -> None:
    frames = b"".join(ruled([x, x + 90], [y, y + 15]) for x in (100, 194) for y in (500, 519))
    words = at(105, 523, "A") + at(199, 523, "1") + at(105, 504, "B") + at(199, 504, "2")
    assert texts(written(tmp_path, frames + words)) == [[["A", "1"], ["B", "2"]]]


def test_spans_and_columns(tmp_path: Path) -> None:
    rules = b"100 500 m 300 500 l S 100 520 m 300 520 l S 100 540 m 300 540 l S 100 500 m 100 540 l S "
    rules += b"300 500 m 300 540 l S 200 500 m 200 520 l S "
    path = written(tmp_path, rules + at(105, 525, "A") + at(105, 505, "1") + at(205, 505, "2"))
    found = [[(cell.text, cell.column, cell.span) for cell in row] for row in grids(path)[0]]
    assert found == [[("A", 0, 2)], [("1", 0, 1), ("2", 1, 1)]]


def test_a_number_on_two_lines_or_over_a_rule_is_never_made_one_or_two(tmp_path: Path) -> None:
    wide = ([100, 200, 300], [500, 530, 560])
    across = at(190, 535, "10944")
    stacked = at(105, 517, "109") + at(105, 505, "44")
    (left, right), (below, _) = grids(written(tmp_path, ruled(*wide) + across + stacked))[0]
    assert left.uncertain
    assert right.uncertain
    assert below.text == "109\n44"
    beyond = grids(written(tmp_path, ruled(*wide) + at(290, 535, "10944")))[0][0][1]
    assert beyond.uncertain


def test_a_cell_with_a_picture_is_not_blank(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ruled(*CELLS) + b"q 15 0 0 15 205 522 cm /P Do Q " + at(205, 505, "2"),
        resources=FONT + b" /XObject << /P 100 0 R >>",
        objects=[IMAGE % b""],
    )
    assert [cell.uncertain for cell in grids(path)[0][0]] == ["", "〔图片〕"]


def test_a_picture_behind_the_page_is_in_no_cell(tmp_path: Path) -> None:
    middle = ([200, 300, 400], [411, 431, 451])
    path = written(
        tmp_path,
        b"q 595 0 0 842 0 0 cm /P Do Q " + ruled(*middle) + at(305, 416, "2") + at(80, 300, "2024 " * 9),
        resources=FONT + b" /XObject << /P 100 0 R >>",
        objects=[IMAGE % b""],
    )
    assert [cell.uncertain for row in grids(path)[0] for cell in row] == ["", "", "", ""]


def test_a_page_that_is_a_picture_is_reported_by_its_number(tmp_path: Path) -> None:
    text = at(80, 400, "2024 " * 12)
    path = written(
        tmp_path,
        text,
        b"q 595 0 0 842 0 0 cm /P Do Q ",
        resources=FONT + b" /XObject << /P 100 0 R >>",
        objects=[IMAGE % b""],
    )
    assert [(code, "第 2 页" in message) for code, message in reported(path)] == [("IM-14", True)]
