"""Text in every layout comes back whole; spoilt, it gives no figure that does not stand there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

import pytest

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.layouts import MARKED, UNMARKED, one_line, paged, text_of
from tests.ingest.printed import Printed, printed
from tests.ingest.samples import sample
from tests.ingest.variants import zeros
from tests.sizes import sampled
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.ingest.labels import is_figure
from toolkit.ingest.recogniser import filing_of
from toolkit.ingest.text import text_blocks

LAYOUTS = {**MARKED, **UNMARKED}
FORM = "gkgb-2021"
Read = tuple[Filing, tuple[Finding, ...]]


def read(text: str, form: str | None = None) -> Read:
    return filing_of(tuple(text_blocks(text)), FORMS, FORMS.form(form) if form else None)


def laid_out(layout: str, report: Printed | None = None) -> str:
    return text_of(report or printed(sample(FORM)), LAYOUTS[layout])


@pytest.mark.parametrize("form", FORMS.available)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_comes_back_whole(layout: str, form: str) -> None:
    filing = sample(form)
    back, findings = read(text_of(printed(filing), LAYOUTS[layout]))
    assert_same(filing, back)
    assert findings == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_page_numbers_between_the_lines_are_left_out(layout: str) -> None:
    back, findings = read("\n".join(paged(laid_out(layout).split("\n"))))
    assert_same(sample(FORM), back)
    assert findings == ()


@pytest.mark.parametrize("layout", MARKED)
def test_marked_blanks_are_blank_cells(layout: str) -> None:
    filing = sample(FORM)
    back, _ = read(laid_out(layout, zeros("")(printed(filing))))
    entries = {cell: entry for cell, entry in {**back.inputs, **back.stated}.items() if cell in filing.form.cells}
    read_in = {cell for cell, entry in entries.items() if not entry.blank}
    assert read_in <= {cell for cell in filing.form.cells if filing.number(cell) != 0}
    assert all(entries[cell].number == filing.number(cell) for cell in read_in)
    blank = entries.keys() - read_in
    assert {filing.number(cell) for cell in blank} == {0}
    assert len(blank) > 40


def test_everything_in_one_line_is_read_by_its_blanks() -> None:
    filing = sample(FORM)
    back, findings = read(one_line(laid_out("blanks")))
    assert_same(filing, back)
    assert findings == ()


def test_figures_without_blanks_between_are_not_read() -> None:
    text = re.sub(r"\s", "", laid_out("blanks"))
    back, _ = read(text, FORM)
    assert (dict(back.inputs), dict(back.stated)) == ({}, {})


def test_markdown_is_read_under_any_name() -> None:
    text = "\n".join(
        f"## {line}" if line[:2] in ("一、", "二、") else line for line in laid_out("Markdown").split("\n")
    )
    back, findings = read(text)
    assert_same(sample(FORM), back)
    assert findings == ()


Spoil = Callable[[random.Random, list[str], int, int], None]


def drop_line(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    del lines[chance.randrange(start, stop)]


def repeat_line(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    place = chance.randrange(start, stop)
    lines.insert(place, lines[place])


def insert_page_number(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    number = chance.randrange(2, 9)
    lines.insert(chance.randrange(start, stop), chance.choice([f"{number}", f"- {number} -"]))


def join_lines(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    place = chance.randrange(start, stop - 1)
    lines[place : place + 2] = [f"{lines[place]} {lines[place + 1]}"]


def split_line(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    place = chance.randrange(start, stop)
    pieces = lines[place].split(" ")
    cut = chance.randrange(1, len(pieces) + 1)
    lines[place : place + 1] = [" ".join(pieces[:cut]), *([" ".join(pieces[cut:])] if pieces[cut:] else [])]


def swap_label_and_figure(chance: random.Random, lines: list[str], start: int, stop: int) -> None:
    places = [
        place
        for place in range(start, stop - 1)
        if is_figure(lines[place].strip("| \t")) != is_figure(lines[place + 1].strip("| \t"))
    ]
    if places:
        place = chance.choice(places)
        lines[place : place + 2] = reversed(lines[place : place + 2])


SPOILS: Mapping[str, Spoil] = {
    "a line lost": drop_line,
    "a line twice": repeat_line,
    "a page number in": insert_page_number,
    "two lines in one": join_lines,
    "a line in two": split_line,
    "a label and a figure swapped": swap_label_and_figure,
}


@pytest.mark.parametrize("seed", sampled(range(12), 3))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_spoilt_text_gives_no_figure_of_another_cell(layout: str, seed: int) -> None:
    chance = random.Random(f"{layout} {seed}")
    filing = sample(chance.choice(FORMS.available))
    lines = text_of(printed(filing), LAYOUTS[layout]).split("\n")
    for spoil in chance.choices(list(SPOILS.values()), k=chance.choice([1, 1, 2])):
        start = next(place for place, line in enumerate(lines) if line.startswith("二、")) + 1
        stop = next(place for place, line in enumerate(lines) if line.startswith("五、"))
        spoil(chance, lines, start, stop)
    back, _ = read("\n".join(lines), filing.form.id)
    entries = {**back.inputs, **back.stated}
    wrong = {cell: entry.number for cell, entry in entries.items() if entry.number not in (None, filing.number(cell))}
    assert wrong == {}


def lines_of(*texts: str) -> str:
    """A report whose 表三 and 表四 are the sample's, and whose 表二 are ``texts``."""
    text = laid_out("cells").split("\n")
    start = next(place for place, line in enumerate(text) if line.startswith("二、"))
    stop = next(place for place, line in enumerate(text) if line.startswith("三、收到"))
    return "\n".join([*text[: start + 1], *texts, *text[stop:]])


def cells_read(filing: Filing, table: str) -> set[str]:
    return {cell for cell in (*filing.inputs, *filing.stated) if cell.startswith(f"{table}.")}


def test_figures_copied_before_their_labels_are_not_read() -> None:
    """The order in which some programs copy a PDF: each row's figures above its label."""
    text = lines_of(
        *("第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        *("2", "1", "37", "规章", "41", "13", "256", "行政规范性文件"),
        *("第二十条第（六）项", "信息内容", "本年处理决定数量", "3917", "行政处罚", "264", "行政强制"),
    )
    back, findings = read(text, FORM)
    assert cells_read(back, "disclosure") == set()
    assert any("不是一一相接" in finding.message for finding in findings)


def test_labels_copied_before_all_figures_are_not_read() -> None:
    heads = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    back, _ = read(lines_of(*heads, "规章", "行政规范性文件", "41", "13", "256"), FORM)
    assert cells_read(back, "disclosure") == set()


def test_columns_in_another_order_on_lines_of_their_own_are_not_read() -> None:
    """Heads that wrap are copied in the order of their first lines."""
    heads = ("信息内容", "现行有效件数", "本年制发件数", "本年废止件数")
    back, findings = read(lines_of(*heads, "规章", "37", "2", "1"), FORM)
    assert cells_read(back, "disclosure") == set()
    assert any("先后与表式不同" in finding.message for finding in findings)


def replaced(text: str, row: str, figures: list[str]) -> str:
    """``text`` with other figures, a line each, behind the label ``row``."""
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if row in line) + 1
    stop = next(n for n in range(place, len(lines)) if not is_figure(lines[n]))
    return "\n".join([*lines[:place], *figures, *lines[stop:]])


ROW = [
    str(sample(FORM).number(f"applications.granted.{column}"))
    for column, _ in sample(FORM).form.table("applications").columns
]


def test_a_page_number_in_the_place_of_a_blank_makes_a_row_uncertain() -> None:
    figures = [*ROW[:2], *ROW[3:5], "5", *ROW[5:]]
    back, findings = read(replaced(laid_out("cells"), "予以公开", figures), FORM)
    assert {cell for cell in cells_read(back, "applications") if ".granted." in cell} == set()
    assert [finding.code for finding in findings] == ["IM-02"]
    assert "合计不等于各数之和" in findings[0].message


def test_a_page_number_beyond_a_full_row_is_left_out_where_the_sums_tell_it() -> None:
    back, findings = read(replaced(laid_out("cells"), "予以公开", [*ROW, "5"]), FORM)
    assert_same(sample(FORM), back)
    assert findings == ()


def test_bare_page_numbers_in_the_text_put_rows_without_sums_in_doubt() -> None:
    text = laid_out("cells").replace("（二）依申请公开\n", "3\n（二）依申请公开\n", 1)
    back, _ = read(text, FORM)
    assert cells_read(back, "disclosure") == set()
    assert len(cells_read(back, "applications")) == 175


def test_a_wrong_sum_on_one_line_is_read_as_printed() -> None:
    """Label and figures on one line: nothing can have come in between."""
    figures = " ".join(ROW)
    text = laid_out("blanks").replace(figures, " ".join([*ROW[:-1], "1"]), 1)
    back, findings = read(text, FORM)
    stated = back.stated["applications.granted.total"].number
    assert (stated, findings) == (1, ())
