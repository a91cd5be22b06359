"""The review of a filing whose cover asks for it: how far it has come, what voids it, what does not count (RV)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from toolkit.filing import Decision, Filing, ReviewRound
from toolkit.filing.content_changes import ContentChange
from toolkit.filing.review import rounds_passed
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.dates import format_chinese_date
from toolkit.form.references import Family, Slot
from toolkit.rules.cell_refs import cell_ref, clipped, cover_ref, heading_ref, slot_ref
from toolkit.rules.review_standing import ReviewStanding, changes_since, standing_of

_LISTED = 3
"""Changes that a message spells out; the finding holds them all."""
_SHORT = 16


def check(filing: Filing) -> Iterator[Finding]:
    """Nothing where nobody asks for review and nobody wrote of one."""
    rounds = filing.review.rounds
    if not filing.for_review:
        if rounds:
            yield finding("RV-08", [round_ref(rounds[0])], count=len(rounds))
        return
    standing = standing_of(filing)
    yield from _state(filing, standing)
    yield from _unsigned(filing.review.unsigned)
    yield from _void(filing, standing)
    yield from _out_of_turn(standing)
    for own in (*standing.valid, *filing.review.unsigned):
        if own.decision is Decision.RETURNED and not own.reason.strip():
            yield finding("RV-06", [round_ref(own)], name=own.name)


def _state(filing: Filing, standing: ReviewStanding) -> Iterator[Finding]:
    """What is missing before there is a clean report."""
    if not standing.missing:
        return
    missing = "、".join(standing.missing)
    if own := standing.returned:
        words: dict[str, Any] = {"name": own.name, "who": who_signed(own), "reason": own.reason or "没有写理由"}
        words |= {"missing": missing, "first": standing.names[0]}
        yield finding("RV-01", [round_ref(own)], variant="returned", severity=Severity.WARNING, **words)
    else:
        yield finding("RV-01", [cover_ref(filing, "for_review")], passed=passed_words(standing), missing=missing)


def _unsigned(rounds: Iterable[ReviewRound]) -> Iterator[Finding]:
    for own in rounds:
        empty = {"轮次": own.name, "审核人": own.reviewer, "结论": own.decision}
        lacking = "、".join(what for what, held in empty.items() if not held)
        variant = "incomplete" if lacking else "default"
        yield finding("RV-02", [round_ref(own)], variant=variant, name=own.name or "这一轮", lacking=lacking)


def _void(filing: Filing, standing: ReviewStanding) -> Iterator[Finding]:
    """What changed since the last signed round; those before it are history once another is signed."""
    signed = filing.review.signed
    if not signed or signed[-1].digest == standing.digest:
        return
    own = signed[-1]
    changes = changes_since(filing, own)
    words: dict[str, Any] = {"name": own.name, "who": who_signed(own), "first": standing.names[0]}
    if changes is None:
        yield finding("RV-03", [round_ref(own)], variant="unknown", **words)
        return
    listed = changes_words(filing, changes)
    refs = [changed_ref(filing, each) for each in changes]
    if own.decision is Decision.RETURNED:
        yield finding("RV-03", refs, variant="returned", severity=Severity.NOTE, changes=listed, **words)
    else:
        yield finding("RV-03", refs, changes=listed, **words)


def changes_words(filing: Filing, changes: Sequence[ContentChange]) -> str:
    """The first of ``changes``, and how many there are."""
    listed = "；".join(_change(filing, each) for each in changes[:_LISTED])
    return f"{listed}；等 {len(changes)} 处" if len(changes) > _LISTED else listed


def _out_of_turn(standing: ReviewStanding) -> Iterator[Finding]:
    for index, own in enumerate(standing.valid):
        before = rounds_passed(standing.names, standing.valid[:index])
        if own.name not in standing.names:
            names = "、".join(standing.names)
            yield finding("RV-05", [round_ref(own)], variant="unknown", name=own.name, names=names)
        elif standing.names.index(own.name) > before:
            yield finding("RV-05", [round_ref(own)], name=own.name, missing=standing.names[before])


def round_ref(own: ReviewRound) -> CellRef:
    """Where a round stands."""
    return CellRef(id="review", where=own.where, label=own.name)


def who_signed(own: ReviewRound) -> str:
    """Who signed a round and when: ``张三，2026年1月18日``."""
    return "，".join(filter(None, (own.reviewer, format_chinese_date(own.day) if own.day else "")))


def passed_words(standing: ReviewStanding) -> str:
    """The rounds that are passed, before those that are missing: ``初审、复审已通过，``; nothing where none is."""
    passed = "、".join(standing.names[: standing.passed])
    return f"{passed}已通过，" if passed else ""


def changed_ref(filing: Filing, change: ContentChange) -> CellRef:
    """Where it stands now."""
    slot = Slot.parse(change.id)
    if change.id in filing.form.cells or change.id in filing.form.fields:
        return cell_ref(filing, change.id)
    if slot and slot.family is Family.COVER:
        return cover_ref(filing, slot.name)
    if slot and slot.family is Family.HEADING:
        return heading_ref(filing, slot.name)
    if slot and slot.family is Family.TEXT and slot.name in filing.form.text_slots:
        return slot_ref(filing, slot.name)
    where = next((own.entry.where for own in filing.indicators if slot and own.name == slot.name), filing.agency.where)
    return CellRef(id=change.id, where=where, label=slot.name if slot else change.id, value=clipped(change.after))


def _change(filing: Filing, change: ContentChange) -> str:
    """``来信，个人：原为“33”，现为“34”``; of a text its first paragraph that is another."""
    label = changed_ref(filing, change).label
    gone, new = change.lines
    if len(change.before.splitlines()) > 1 or len(change.after.splitlines()) > 1:
        before, after = (clipped(lines[0], _SHORT) if lines else "" for lines in (gone, new))
        return f"{label}有 {max(len(gone), len(new))} 段不同（原为“{before}”，现为“{after}”）"
    return f"{label}：原为“{clipped(change.before, _SHORT)}”，现为“{clipped(change.after, _SHORT)}”"
