"""Which of what a person sees in a cell is the figure, and when nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.filing.numerals import entry_of
from toolkit.ingest.note_marks import Appearance, Fragment, cell_of, shown, struck, unmarked, without_marks

ROLES = {
    "": Appearance.PLAIN,
    "^": Appearance.RAISED,
    "_": Appearance.LOWERED,
    "~": Appearance.STRUCK,
    "!": Appearance.HIDDEN,
    "?": Appearance.DOUBTFUL,
}


def fragments(*texts: str) -> list[Fragment]:
    """Fragments of texts that begin with the sign of their role."""
    pairs = [(text[0], text[1:]) if text[0] in ROLES else ("", text) for text in texts]
    return [Fragment(text=text, role=ROLES[sign]) for sign, text in pairs]


@pytest.mark.parametrize(
    ("texts", "seen", "figure"),
    [
        (["33", "^1"], "33¹", "33"),
        (["33", "_1"], "33₁", "33"),
        (["33", "^①"], "33①", "33"),
        (["33", "^[1]"], "33[¹]", "33"),
        (["33", "^(1)"], "33⁽¹⁾", "33"),
        (["33", "^注"], "33注", "33"),
        (["~33", "50"], "50", "50"),
        (["33", "~5"], "33", "33"),
        (["~5", "0"], "0", "0"),
        (["!9", "264"], "264", "264"),
        (["1", "!9", "8", "452"], "18452", "18452"),
        (["6", "!liù"], "6", "6"),
    ],
)
def test_the_figure_is_certain(texts: list[str], seen: str, figure: str) -> None:
    cell = cell_of(fragments(*texts), column=2, span=3)
    assert (cell.text, cell.uncertain, cell.column, cell.span) == (seen, "", 2, 3)
    assert unmarked(cell.text).text == figure
    assert unmarked(cell.text).certain


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["^33"], "³³"),
        (["3", "~3", "50"], "3〔划去：3〕50"),
        (["18", "~件", "452"], "18〔划去：件〕452"),
        (["~33"], "〔划去：33〕"),
        (["264", "?9"], "264〔看不清：9〕"),
        (["1", "^2", "3"], "1²3"),
        (["5873", "^.21"], "5873.²¹"),
    ],
)
def test_the_figure_is_uncertain_and_said_in_words(texts: list[str], words: str) -> None:
    assert cell_of(fragments(*texts), column=0).uncertain == words


@pytest.mark.parametrize(("texts"), [["10", "^4"], ["^1", "33"], ["33", "^45"], ["33", "^01"]])
def test_a_raised_number_that_may_be_more_than_a_mark_is_uncertain(texts: list[str]) -> None:
    assert not unmarked(cell_of(fragments(*texts), column=0).text).certain


def test_text_shows_raised_signs_and_nothing_struck() -> None:
    line = fragments("新收33", "^1", "件，", "~退回5件", "共10m", "^2", "!（内部）", "。")
    assert shown(line) == "新收33¹件，共10m²。"
    assert struck(line) == "退回5件"


def test_a_raised_sentence_is_no_mark() -> None:
    assert shown(fragments("^2023年新收33件")) == "2023年新收33件"
    assert shown(fragments("共", "^2023年新收33件")) == "共2023年新收33件"


def test_text_that_is_no_figure_comes_back() -> None:
    for text in ("约33", "33（其中1件）", "无", "", "一" * 100, "-5", "1,033.5"):
        found = unmarked(text)
        assert (found.text, found.mark, found.certain) == (text, "", True)


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("规章①", "规章"),
        ("规章¹（件）", "规章（件）"),
        ("其他[注2]", "其他"),
        ("①规章", "①规章"),
        ("备注", "备注"),
        ("①", "①"),
    ],
)
def test_labels_lose_marks_behind_them_only(label: str, kept: str) -> None:
    assert without_marks(label) == kept


_TEXTS = st.text("0123456789.,¹②*注[]（）件 \u00a0\u202f\u200b", max_size=5)


@given(st.lists(st.builds(Fragment, text=_TEXTS, role=st.sampled_from(Appearance)), max_size=5))
def test_no_figure_has_a_digit_that_is_not_plainly_one_of_it(parts: list[Fragment]) -> None:
    cell = cell_of(parts, column=0)
    found = unmarked(cell.text)
    entry = entry_of(found.text)
    if cell.uncertain or not found.certain or entry.number is None or entry.dash:
        return
    seen = [part for part in parts if part.role is not Appearance.HIDDEN and any(map(str.isdecimal, part.text))]
    plain = [part for part in seen if part.role not in (Appearance.RAISED, Appearance.LOWERED, Appearance.STRUCK)]
    assert {part.role for part in plain} <= {Appearance.PLAIN, Appearance.BESIDE}
    assert len({part.role for part in plain}) == 1
    shown_digits = "".join(filter(str.isdecimal, "".join(part.text for part in plain)))
    digits = "".join(filter(str.isdecimal, found.text))
    assert shown_digits.startswith(digits)
    assert len(shown_digits) - len(digits) <= 6  # the number of a note in brackets, or behind 注


@given(_TEXTS, st.sampled_from([Appearance.STRUCK, Appearance.HIDDEN, Appearance.RAISED]), _TEXTS)
def test_marks_between_digits_are_never_passed_over(before: str, role: Appearance, after: str) -> None:
    parts = [Fragment(text=f"{before}1"), Fragment(text="2", role=role), Fragment(text=f"3{after}")]
    cell = cell_of(parts, column=0)
    joined = role is Appearance.HIDDEN
    assert joined or cell.uncertain or not unmarked(cell.text).certain or entry_of(cell.text).number is None
