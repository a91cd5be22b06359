"""The rounds of review in a workbook: those that are signed, and those that were only written on 审核.

The metadata sheet says what was signed; the row of a signed round must still say the same (RV-04).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.filing import Decision, Review, ReviewRound
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.model import Severity
from toolkit.form.round_names import are_round_names, joined_names, split_names
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.plan import REVIEW_TITLES, Region
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import CellReader, cell_text
from toolkit.workbook.reading.cover_values import CoverValues
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.source_workbook import Valueless

_ID = "review"
_TYPED = tuple(role for role in REVIEW_TITLES if role != "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the sheet: what it says, and what of it could not be read."""

    index: int
    own: ReviewRound
    findings: tuple[Finding, ...]


def review_of(
    contents: CellReader, binding: Binding, cover: CoverValues, meta: Metadata | None
) -> tuple[Review, tuple[Finding, ...]]:
    """The review, and what is wrong with what staff wrote of it."""
    kept = meta.review if meta else Review()
    region = binding.regions.get(_ID)
    names, of_names = _names(cover, binding)
    rows = list(_rows(contents, region)) if region else []
    signed, of_signed = _signed(kept.signed, rows)
    review = Review(names=names, rounds=(*signed, *(row.own for row in rows)), contents=kept.contents)
    return review, (*of_names, *of_signed, *(each for row in rows for each in row.findings))


def _names(cover: CoverValues, binding: Binding) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The office's own rounds; none where they are those of the form."""
    text, usual = cover.text("review.names"), binding.plan.form.rounds
    names = split_names(text.value)
    if not names or names == usual:
        return (), ()
    if are_round_names(names):
        return names, ()
    ref = CellRef(id="review.names", where=text.where, label="审核轮次", value=text.value)
    words = {"actual": text.value, "expected": joined_names(usual)}
    return (), (finding("RV-07", [ref], variant="names", severity=Severity.ERROR, **words),)


def _signed(kept: Sequence[ReviewRound], rows: list[_Row]) -> tuple[list[ReviewRound], list[Finding]]:
    """``kept`` with their places; their rows are taken out of ``rows``, and so are those that say something else."""
    found: list[ReviewRound] = []
    missing: list[tuple[int, ReviewRound]] = []
    for index, own in enumerate(kept):
        row = next((each for each in rows if _words(each.own) == _words(own)), None)
        if row:
            rows.remove(row)
            found.append(replace(own, where=row.own.where))
        else:
            missing.append((index, own))
            found.append(own)
    findings = []
    for index, own in missing:
        row = next((each for each in rows if each.index == index), None)
        if row:
            rows.remove(row)
            ref = CellRef(id=_ID, where=row.own.where, label=own.name, value=_words(row.own))
            findings.append(finding("RV-04", [ref], actual=_words(row.own), expected=_words(own)))
        else:
            ref = CellRef(id=_ID, where=own.where, label=own.name)
            findings.append(finding("RV-04", [ref], variant="gone", expected=_words(own)))
    return found, findings


def _words(own: ReviewRound) -> str:
    """What a round says, for people and for comparing."""
    parts = (own.name, own.reviewer, own.role, own.day and own.day.isoformat(), own.decision, own.opinion, own.reason)
    return "，".join(" ".join(str(part).split()) for part in parts if part)


def _rows(contents: CellReader, region: Region) -> Iterator[_Row]:
    for index in contents.rows(region):
        places = {role: region.cell_address(role, index) for role in _TYPED}
        texts = {role: contents.text(places[role], _ID, REVIEW_TITLES[role]) for role in _TYPED if role != "day"}
        content = contents.at(places["day"], _ID, REVIEW_TITLES["day"])
        day_text = "" if isinstance(content, Valueless) else cell_text(content)
        if not any(texts.values()) and not day_text:
            continue
        decision_text = texts.pop("decision")
        day = date_of(content, contents.book.epoch) if day_text else None
        decision = next((each for each in Decision if each == decision_text), None)
        faults = []
        for role, read, actual in (("day", day, day_text), ("decision", decision, decision_text)):
            if actual and read is None:
                ref = CellRef(id=_ID, where=places[role].where, label=REVIEW_TITLES[role], value=actual)
                faults.append(finding("RV-07", [ref], variant=role, actual=actual))
        own = ReviewRound(**texts, day=day, decision=decision, where=places["name"].where)
        yield _Row(index=index, own=own, findings=tuple(faults))
