"""What layers and clipping paths of a PDF hide is not read, and what they show is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.pdffile import A4, FONT, at, ruled, written
from tests.ingest.test_pdf_pages import CELLS, grids, lines, reported, texts

# --- layers --------------------------------------------------------------------------------------

ON, OFF = 100, 101
GROUPS = (b"<< /Type /OCG /Name (on) >>", b"<< /Type /OCG /Name (off) >>")
SHOWN = at(80, 400, "2024")


def layered(
    folder: Path, content: bytes, *objects: bytes, default: bytes = b"/OFF [101 0 R]", page: bytes = A4
) -> Path:
    """A page with a layer that is shown and one that is not; properties /P0 … name the objects from 100 on."""
    every = (*GROUPS, *objects)
    named = b" ".join(b"/P%d %d 0 R" % (place, 100 + place) for place in range(len(every)))
    return written(
        folder,
        content,
        resources=FONT + b" /Properties << " + named + b" >> /XObject << /X 102 0 R >>",
        objects=every,
        page=page,
        catalog=b"/OCProperties << /OCGs [100 0 R 101 0 R] /D << " + default + b" >> >>",
    )


def on(layer: int, content: bytes) -> bytes:
    return b"/OC /P%d BDC " % layer + content + b" EMC "


@pytest.mark.parametrize(
    ("default", "hidden"),
    [
        (b"/OFF [101 0 R]", True),
        (b"", False),
        (b"/BaseState /OFF /ON [100 0 R]", True),
        (b"/BaseState /OFF /ON [101 0 R]", False),
        (b"/OFF [100 0 R]", False),
    ],
)
def test_a_layer_is_read_only_where_it_is_shown(default: bytes, hidden: bool, tmp_path: Path) -> None:
    path = layered(tmp_path, SHOWN + on(1, at(80, 300, "77")), default=default)
    assert lines(path) == (["2024"] if hidden else ["2024", "77"])
    assert reported(path) == ([("IM-16", "有 1 页的文字在隐藏的图层里，如“77”，没有读入。")] if hidden else [])


def test_a_layer_for_print_alone_is_as_the_screen_shows_it(tmp_path: Path) -> None:
    usage = b"<< /Type /OCG /Name (print) /Usage << /View << /ViewState /OFF >> >> >>"
    default = b"/AS [<< /Event /View /OCGs [102 0 R] /Category [/View] >>]"
    path = layered(tmp_path, SHOWN + on(2, at(80, 300, "77")), usage, default=default)
    assert lines(path) == ["2024"]


@pytest.mark.parametrize(
    ("membership", "hidden"),
    [
        (b"/OCGs [100 0 R 101 0 R]", False),
        (b"/OCGs [100 0 R 101 0 R] /P /AllOn", True),
        (b"/OCGs [100 0 R] /P /AnyOff", True),
        (b"/OCGs [101 0 R] /P /AllOff", False),
        (b"/OCGs 101 0 R", True),
        (b"/OCGs []", False),
        (b"/OCGs [100 0 R] /VE [/And 100 0 R [/Not 101 0 R]]", False),
        (b"/OCGs [100 0 R] /VE [/Or 101 0 R [/Not 100 0 R]]", True),
    ],
)
def test_what_belongs_to_several_layers(membership: bytes, hidden: bool, tmp_path: Path) -> None:
    path = layered(tmp_path, SHOWN + on(2, at(80, 300, "77")), b"<< /Type /OCMD " + membership + b" >>")
    assert ("77" not in lines(path)) is hidden


def test_figures_notes_and_marks_within_a_hidden_layer(tmp_path: Path) -> None:
    """What lies within a layer that is not shown is hidden too, until the layer ends; a figure may leave marks open."""
    body = b"/OC /P0 BDC BT /F 10 Tf 5 5 Td (88) Tj ET"
    figure = b"<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /OC 101 0 R /Length %d >>\nstream\n" % len(body)
    note = b"<< /Subtype /FreeText /Rect [80 200 100 220] /V (99) /OC 101 0 R >>"
    content = (
        on(1, at(80, 300, "1") + on(0, at(80, 280, "2")) + b"/Span BMC " + at(80, 260, "3") + b" EMC ")
        + b"q 1 0 0 1 80 100 cm /X Do Q "
        + SHOWN
        + b" EMC EMC "
        + at(80, 50, "2025")
    )
    path = layered(tmp_path, content, figure + body + b"\nendstream", note, page=A4 + b" /Annots [103 0 R]")
    assert lines(path) == ["2024", "2025"]
    assert [message.count("“1238899”") for _, message in reported(path)] == [1]


def test_hidden_figures_and_rules_are_in_no_table(tmp_path: Path) -> None:
    table = ruled(*CELLS) + at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    hidden = at(215, 525, "9") + b"150 500 m 150 540 l S 1 1 1 rg 200 520 100 20 re f "
    assert texts(layered(tmp_path, table + on(1, hidden))) == [[["A", "1"], ["B", "2"]]]


# --- clipping ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "x", "y"),
    [
        (b"0 250 m 400 250 l 0 600 l h W n ", 350, 420),
        (b"0 0 30 842 re 60 350 300 100 re W n ", 38, 400),
        (b"0 250 400 350 re 70 280 60 40 re W* n ", 80, 300),
        (b"0 250 400 350 re 70 320 m 130 320 l 130 280 l 70 280 l h W n ", 80, 300),
        (b"0 380 m 0 500 300 500 300 380 c W n ", 275, 450),
    ],
    ids=["triangle", "two rectangles", "even-odd hole", "hole of the other turn", "curve"],
)
def test_text_outside_of_a_clipping_path_of_any_shape_is_not_read(path: bytes, x: int, y: int, tmp_path: Path) -> None:
    """The hidden text is within the rectangle around the path."""
    content = b"q " + path + SHOWN + at(x, y, "77") + b"Q " + at(80, 100, "2025")
    assert lines(written(tmp_path, content)) == ["2024", "2025"]


def test_round_corners_hide_nothing_of_a_table(tmp_path: Path) -> None:
    corners = (
        b"100 510 m 100 530 l 100 535.5 104.5 540 110 540 c 290 540 l 295.5 540 300 535.5 300 530 c 300 510 l "
        b"300 504.5 295.5 500 290 500 c 110 500 l 104.5 500 100 504.5 100 510 c h W n "
    )
    words = at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    path = written(tmp_path, b"q " + corners + ruled(*CELLS) + words + b"Q")
    assert texts(path) == [[["A", "1"], ["B", "2"]]]


def test_a_number_that_a_slanting_edge_cuts_is_in_doubt(tmp_path: Path) -> None:
    cut = b"q 100 500 m 222 500 l 216 540 l 100 540 l h W n "
    content = ruled(*CELLS) + at(205, 505, "2") + cut + at(205, 525, "10944") + b"Q "
    assert grids(written(tmp_path, content))[0][0][1].uncertain


@pytest.mark.parametrize(("width", "cut"), [(11.2, False), (9.5, True), (7, True)])
def test_a_number_that_its_cell_cuts_within_a_digit_is_in_doubt(width: float, cut: bool, tmp_path: Path) -> None:
    """Two digits are 11.1 points wide; a writer may leave out what is wholly beyond."""
    clip = f"q 205 500 {width} 40 re W n ".encode()
    content = ruled(*CELLS) + at(205, 505, "2") + clip + at(205, 525, "63") + b"Q "
    assert bool(grids(written(tmp_path, content))[0][0][1].uncertain) is cut


# --- rules of dots and dashes --------------------------------------------------------------------


def dotted(mark: str, step: float, *, stroke: bool) -> bytes:
    """The grid of :data:`CELLS` with a mark at every step, ``mark`` being operators at an origin of their own."""
    xs, ys = CELLS
    level = [(xs[0] + n * step, y) for y in ys for n in range(int((xs[-1] - xs[0]) / step) + (not stroke))]
    upright = [(x, ys[0] + n * step) for x in xs for n in range(int((ys[-1] - ys[0]) / step) + (not stroke))]
    marks = [f"q 1 0 0 1 {x} {y} cm {mark} Q" for x, y in level]
    marks += [f"q {'0 1 -1 0' if stroke else '1 0 0 1'} {x} {y} cm {mark} Q" for x, y in upright]
    return "\n".join(marks).encode() + b"\n"


CIRCLE = (
    "0.5 0 m 0.5 0.28 0.28 0.5 0 0.5 c -0.28 0.5 -0.5 0.28 -0.5 0 c "
    "-0.5 -0.28 -0.28 -0.5 0 -0.5 c 0.28 -0.5 0.5 -0.28 0.5 0 c f"
)


@pytest.mark.parametrize(
    ("mark", "step", "stroke"),
    [
        ("-0.25 -0.25 0.5 0.5 re f", 2, False),
        ("-1 -1 2 2 re f", 4, False),
        (CIRCLE, 2, False),
        ("0 0 m 2 0 l S", 4, True),
        ("0 0 m 5 0 l S", 8, True),
        ("0 -0.25 3 0.5 re f", 5, True),
    ],
    ids=["fine dots", "thick dots", "round dots", "short dashes", "long dashes", "filled dashes"],
)
def test_tables_between_dots_and_dashes(mark: str, step: float, stroke: bool, tmp_path: Path) -> None:
    words = at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    assert texts(written(tmp_path, dotted(mark, step, stroke=stroke) + words)) == [[["A", "1"], ["B", "2"]]]


def test_a_dash_pattern_is_a_rule(tmp_path: Path) -> None:
    words = at(105, 525, "A") + at(205, 525, "1") + at(105, 505, "B") + at(205, 505, "2")
    assert texts(written(tmp_path, b"[0 3] 0 d 1 J " + ruled(*CELLS) + words)) == [[["A", "1"], ["B", "2"]]]


def test_a_few_bullets_are_no_rule(tmp_path: Path) -> None:
    bullets = b"".join(b"%d 520 2 2 re f " % x for x in range(205, 221, 4))
    words = at(105, 505, "A") + at(205, 505, "1")
    assert texts(written(tmp_path, ruled([100, 200, 300], [500, 540]) + bullets + words)) == [[["A", "1"]]]


# --- text that is wider than its cell ------------------------------------------------------------


@pytest.mark.parametrize("text", ["so long a label that ends in 2024", "a label of some length 12"])
def test_a_figure_that_ran_over_from_the_cell_before_is_no_figure(text: str, tmp_path: Path) -> None:
    content = ruled(*CELLS) + at(105, 525, text, size=9) + at(105, 505, "B") + at(205, 505, "2")
    (_, over), (_, own) = grids(written(tmp_path, content))[0]
    assert over.uncertain
    assert (own.text, own.uncertain) == ("2", "")


def test_words_that_run_over_are_not_lost_and_no_blank_is_left(tmp_path: Path) -> None:
    content = ruled(*CELLS) + at(105, 525, "a label with too many words in it", size=9) + at(205, 505, "2")
    label, over = grids(written(tmp_path, content))[0][0]
    assert over.text
    assert f"{label.text}{over.text}".replace(" ", "") == "alabelwithtoomanywordsinit"
