"""This year's figures against last year's: T2-03, T2-05, T2-07, T3-40, T4-06. Not evaluated without last year's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.filing import Filing
from toolkit.filing.numerals import printed
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.rules.places import cell_refs, in_words

CARRY_RULE = "T3-40"
"""What a figure breaks that differs from the one handed on; reorganisation and the like are reasons for it."""
FACTOR = 100
"""A fee this many times last year's, or last year's this many times this one's, smells of 元 for 万元."""


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each row or column that does not follow from last year's."""
    yield from _documents(filing)
    yield from _fees(filing)
    yield from _carried_in(filing)
    yield from _suits_after_review(filing)


def _documents(filing: Filing) -> Iterator[Finding]:
    """Documents in force: last year's and this year's new ones, less those repealed (2019 counts otherwise)."""
    for quantity, cell in filing.form.cells.items():
        if cell.column != "in_force":
            continue
        row = f"{cell.table}.{cell.row}"
        before = filing.last_year(quantity)
        issued, repealed, in_force = (filing.number(f"{row}.{column}") for column in ("issued", "repealed", "in_force"))
        if before is None or issued is None or repealed is None or in_force is None:
            continue
        values: dict[str, Any] = {
            "row": cell.label.partition("，")[0],
            "before": printed(before),
            "issued": in_words(filing, [f"{row}.issued"], issued),
            "repealed": in_words(filing, [f"{row}.repealed"], repealed),
        }
        if repealed > before + issued:
            cells = cell_refs(filing, (f"{row}.repealed", f"{row}.issued"))
            yield finding("T2-07", cells, actual=printed(repealed), expected=printed(before + issued), **values)
        elif in_force != before + issued - repealed:
            cells = cell_refs(filing, (quantity, f"{row}.issued", f"{row}.repealed"))
            expected = printed(before + issued - repealed)
            yield finding("T2-03", cells, actual=in_words(filing, [quantity], in_force), expected=expected, **values)


def _fees(filing: Filing) -> Iterator[Finding]:
    for quantity, cell in filing.form.cells.items():
        now, before = filing.number(quantity), filing.last_year(quantity)
        if cell.unit != "万元" or not now or not before or now < 0 or before < 0:
            continue
        if now > before * FACTOR or before > now * FACTOR:
            yield finding("T2-05", cell_refs(filing, [quantity]), actual=printed(now), expected=printed(before))


def _carried_in(filing: Filing) -> Iterator[Finding]:
    """What last year handed on, applicant by applicant; the total is told only where no column explains it."""
    broken = {}
    for quantity, cell in filing.form.cells.items():
        if cell.row != "carried_in":
            continue
        now, before = filing.number(quantity), filing.last_year(quantity.replace("carried_in", "carried_out"))
        if now is not None and before is not None and now != before:
            broken[quantity] = (in_words(filing, [quantity], now), printed(before))
    for quantity, (now_text, before_text) in broken.items():
        cell = filing.form.cells[quantity]
        if not broken.keys() & set(cell.of.refs):
            yield finding(
                CARRY_RULE,
                cell_refs(filing, [quantity]),
                column=cell.label.rpartition("，")[2],
                actual=now_text,
                expected=before_text,
            )


def _suits_after_review(filing: Filing) -> Iterator[Finding]:
    suits, reviews = "disputes.litigation_after_reconsideration.total", "disputes.reconsideration.total"
    if suits in filing.form.cells and filing.number(suits) and filing.number(reviews) == filing.last_year(reviews) == 0:
        own = [cell for cell in filing.form.cells[suits].of.refs if filing.number(cell)]
        yield finding("T4-06", cell_refs(filing, (*own, suits, reviews)), actual=printed(filing.number(suits)))
