"""What changed between two texts and between two sets of figures, without any file in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.samples import sample
from tests.review.published import FORM
from toolkit.filing import Entry, Filing, Source
from toolkit.form.references import Family, Slot
from toolkit.review.figure_changes import FigureState, compare_figures
from toolkit.review.passage_changes import passage_changes
from toolkit.review.passages import PrintedPassage
from toolkit.review.plain_text import plain_text

CLAUSES = st.text(alphabet="甲乙丙丁12 a-“”", min_size=1, max_size=12).filter(lambda text: bool(plain_text(text)))
TEXTS = st.lists(CLAUSES.map(lambda clause: f"{clause}。"), min_size=1, max_size=12)


def _passages(*texts: str) -> list[PrintedPassage]:
    return [PrintedPassage(text=text, slot=Slot(Family.TEXT, "a"), section="甲", label=f"第{text}段") for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("收到 33 件，其中：“甲”", "收到33件,其中:「甲」"),
        ("ＡＢＣ——详见", "ABC－详见"),
        ("e-mail", "email"),
        ("等等……", "等等..."),
        ("信\u200b息", "信息"),
    ],
)
def test_looks_are_no_part_of_a_text(one: str, other: str) -> None:
    assert plain_text(one) == plain_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1 23", "123"), ("m²", "m2"), ("①", "1"), ("0468-33", "046833"), ("-5", "5"), ("\u202e12", "12"), ("。", ".")],
)
def test_what_may_mean_something_else_is_another_text(one: str, other: str) -> None:
    assert plain_text(one) != plain_text(other)


@given(TEXTS)
def test_where_paragraphs_end_is_no_change(clauses: list[str]) -> None:
    assert passage_changes(_passages("".join(clauses)), _passages(*clauses)) == ()


def test_nor_is_it_within_a_clause() -> None:
    assert passage_changes(_passages("收到", "申请 3", "件。"), _passages("收到申请3件。")) == ()


@given(TEXTS, st.data())
def test_a_paragraph_that_is_gone_is_the_one_named(texts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(texts) - 1))
    own = [f"{number}号{text}" for number, text in enumerate(texts)]
    changes = passage_changes(_passages(*own, "完。"), _passages(*own[:place], *own[place + 1 :], "完。"))
    assert [(each.passage.text, each.edits, each.added) for each in changes] == [(own[place], (), False)]
    back = passage_changes(_passages(*own[:place], *own[place + 1 :], "完。"), _passages(*own, "完。"))
    assert [(each.found, each.added) for each in back] == [(own[place], True)]


def test_a_clause_is_named_in_its_paragraph_though_paragraphs_were_joined() -> None:
    before = _passages("一季度收到3件，办结3件。", "二季度收到4件。")
    after = _passages("一季度收到5件，办结3件。二季度收到4件。")
    (only,) = passage_changes(before, after)
    assert (only.passage, only.edits) == (before[0], (("一季度收到3件，", "一季度收到5件，"),))


def test_each_figure_that_is_another_is_named_and_no_other() -> None:
    own = sample(FORM)
    read = _as_read(own)
    for cell in own.form.cells:
        changed = {cell: Entry(number=1_234_567)}
        if cell in own.form.derived:
            other = replace(read, stated={**read.stated, **changed})
        else:
            other = replace(read, inputs={**read.inputs, **changed})
        different = [each.id for each in compare_figures(own, other) if each.state is not FigureState.SAME]
        assert different == [cell]


def test_each_figure_that_is_not_there_is_unread_and_no_other() -> None:
    own = sample(FORM)
    read = _as_read(own)
    for cell in (*list(own.form.derived)[:5], *list(own.form.inputs)[:5]):
        other = replace(read, stated=_without(read.stated, cell), inputs=_without(read.inputs, cell))
        states = {each.id: each.state for each in compare_figures(own, other)}
        assert [key for key, state in states.items() if state is FigureState.UNREAD] == [cell]


def _without(entries: Mapping[str, Entry], cell: str) -> Mapping[str, Entry]:
    return {key: entry for key, entry in entries.items() if key != cell}


def _as_read(filing: Filing) -> Filing:
    """The filing as one reads it from its report, sums and all."""
    stated = {cell: Entry(number=filing.number(cell)) for cell in filing.form.derived}
    return replace(filing, source=Source.REPORT, stated=stated)
