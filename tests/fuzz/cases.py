"""Filings with anything in any place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.rules.cases import filing
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Prior, Source, Text, Unplaced, Waiver
from toolkit.filing.numerals import entry_of
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form
from toolkit.location import Location

BASE = filing()
IDS = (*BASE.form.cells, *BASE.form.fields)
FRAGMENTS = (
    *(
        "{{",
        "}}",
        "{{ 新收申请 }}",
        "{{ 新收申请 | 同比 }}",
        "{{ 予以公开 | 占比('办理总计') }}",
        "{{ 依申请公开概述 }}",
    ),
    *("{{ a.b() }}", "{% for x in y %}", "{# #}", "{{ 年度 ~ 1 }}", "{{", " | ", "'", '"', "\\"),
    *(
        "2025年",
        "2024年",
        "去年",
        "新收",
        "申请33件",
        "行政许可",
        "增长",
        "下降",
        "%",
        "12.5",
        "１２",
        "一千二百",
        "万元",
        "件",
        "，",
        "。",
    ),
    *(
        "13912345678",
        "110101199003077774",
        "（一）",
        "1.",
        "=1+1",
        "<script>",
        "&amp;",
        "#let x",
        "]]>",
        "\x00",
        "\x1b[2J",
        "\u202e",
        "𠮷",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=8).map("".join)
VALUES = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
    TEXTS,
    st.sampled_from((None, "", "-", "—", "/", "无", "0", "0.0", "1,234", "12件", "1e9", "∞")),
)
PARAGRAPHS = st.builds(
    Paragraph,
    text=TEXTS,
    heading=st.booleans(),
    literal=st.booleans(),
    where=st.sampled_from(("", "一 总体情况!B5", "坏")).map(Location.parse),
)


def entries() -> st.SearchStrategy[Entry]:
    return st.builds(entry_of, VALUES, st.sampled_from(("", "三 申请办理!D7", "表三第4行")).map(Location.parse))


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """A few fields of a filing with anything in them that a reader could have put there."""
    some = draw(st.sets(st.sampled_from(sorted(_PLACES)), max_size=4))
    return {place: draw(_PLACES[place]) for place in sorted(some)}


def changed(fields: dict[str, Any]) -> Filing:
    """The consistent filing with ``fields`` changed; ``inputs`` only where they are given."""
    inputs = {**BASE.inputs, **fields.get("inputs", {})}
    return replace(BASE, **{**fields, "inputs": inputs})


def texts() -> st.SearchStrategy[Text]:
    return st.builds(Text, value=TEXTS, where=st.sampled_from(("", "封面!B3")).map(Location.parse))


def _priors(form: Form | None) -> st.SearchStrategy[Prior]:
    """Last year on ``form`` (None: this year's), with figures that it has."""
    known = BASE.form if form is None else form
    return st.builds(
        Prior,
        form=st.just(form),
        year=st.sampled_from((2024, 2023, 1, dt.MAXYEAR)),
        numbers=st.dictionaries(st.sampled_from((*known.cells, *known.fields)), _NUMBERS, max_size=8),
        indicators=st.dictionaries(TEXTS, _NUMBERS, max_size=2),
        narrative=st.dictionaries(st.sampled_from(("overview", "other")), st.lists(TEXTS, max_size=2).map(tuple)),
    )


_NUMBERS = st.one_of(st.integers(-9, 10**9), st.decimals("-9", "1000000", places=2), st.just(Decimal("0.10")))
_PLACES: dict[str, st.SearchStrategy[Any]] = {
    "source": st.sampled_from(Source),
    "inputs": st.dictionaries(st.sampled_from(IDS), entries(), max_size=5),
    "agency": texts(),
    "year": st.one_of(st.none(), st.integers(-5, 99999)),
    "level": st.one_of(st.none(), st.sampled_from([level.id for level in BASE.form.levels])),
    "title": texts(),
    "issued_on": st.one_of(st.none(), st.dates()),
    "contact": texts(),
    "stated": st.dictionaries(st.sampled_from(IDS), entries(), max_size=4),
    "headings": st.dictionaries(st.sampled_from([each.id for each in BASE.form.sections]), texts(), max_size=3),
    "indicators": st.lists(
        st.builds(Indicator, name=TEXTS, entry=entries(), unit=TEXTS, prior=st.one_of(st.none(), _NUMBERS)), max_size=3
    ).map(tuple),
    "narrative": st.dictionaries(
        st.sampled_from(("preamble", "overview", "problems", "other")),
        st.lists(PARAGRAPHS, max_size=4).map(tuple),
        max_size=4,
    ),
    "waivers": st.lists(
        st.builds(
            Waiver,
            code=st.one_of(TEXTS, st.sampled_from(sorted(catalogue()))),
            reason=TEXTS,
            cells=st.lists(st.one_of(TEXTS, st.sampled_from(IDS)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    "unplaced": st.lists(st.builds(Unplaced, text=TEXTS), max_size=2).map(tuple),
    "prior": st.one_of(*(_priors(form) for form in (None, BASE.form, FORMS.form("gkgb-2019")))),
}
