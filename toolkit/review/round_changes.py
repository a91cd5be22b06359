"""What a report says otherwise than when it was last reviewed, as far as that was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.filing.content_changes import ContentChange
from toolkit.form.references import Family, Slot
from toolkit.location import Location
from toolkit.narrative.content import HEADING_MARK
from toolkit.review.passage_changes import passage_changes
from toolkit.review.passages import PrintedPassage
from toolkit.rules.review_rounds import changed_ref
from toolkit.rules.review_standing import changes_since

_SUBHEAD = "小标题："


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """A figure, a clause or a paragraph by its ``label``, as it was and as it is; either may be empty."""

    label: str
    where: Location
    before: str
    after: str


def changes_since_last_round(filing: Filing) -> tuple[RoundChange, ...] | None:
    """What changed since the last round was signed: none where nothing did, or where none was; None where what was
    signed then was not kept."""
    signed = filing.review.signed
    changes = changes_since(filing, signed[-1]) if signed else ()
    return None if changes is None else tuple(part for each in changes for part in _parts(filing, each))


def _parts(filing: Filing, change: ContentChange) -> Iterator[RoundChange]:
    ref, slot = changed_ref(filing, change), Slot.parse(change.id)
    if slot is None or slot.family is not Family.TEXT:
        yield RoundChange(label=ref.label, where=ref.where, before=change.before, after=change.after)
        return
    before, after = (_passages(slot, ref.label, text) for text in (change.before, change.after))
    edits = [edit for each in passage_changes(before, after) for edit in each.replaced]
    for was, now in edits or [_lines(change)]:
        yield RoundChange(label=ref.label, where=ref.where, before=was, after=now)


def _passages(slot: Slot, label: str, text: str) -> list[PrintedPassage]:
    lines = (line.removeprefix(HEADING_MARK) for line in text.splitlines())
    return [PrintedPassage(text=line, slot=slot, section=label, label=label) for line in lines]


def _lines(change: ContentChange) -> tuple[str, str]:
    """The paragraphs of which the words are the same, and the looks another: blanks, signs, what is a sub-head."""
    gone, new = ("\n".join(lines).replace(HEADING_MARK, _SUBHEAD) for lines in change.lines)
    return gone, new
