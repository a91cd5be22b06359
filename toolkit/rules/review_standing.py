"""How far the review of a filing has come, for what its report says now."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.filing import Decision, Filing, ReviewRound
from toolkit.filing.content_changes import ContentChange, content_changes
from toolkit.filing.review import rounds_passed
from toolkit.narrative.content import content_of, digest_of_filing


@dataclass(frozen=True, kw_only=True)
class ReviewStanding:
    """``digest`` is of what the report says now; ``valid`` are the rounds that were signed over just that.

    The first ``passed`` of the rounds ``names`` are passed.
    """

    digest: str
    names: tuple[str, ...]
    valid: tuple[ReviewRound, ...]
    passed: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The rounds that are still to be passed, in order."""
        return self.names[self.passed :]

    @property
    def returned(self) -> ReviewRound | None:
        """The round that was returned last, while it has not been passed since."""
        last = self.valid[-1] if self.valid else None
        return last if last and last.decision is Decision.RETURNED else None


def standing_of(filing: Filing) -> ReviewStanding:
    """The standing of a filing, whether its cover asks for review or not."""
    digest = digest_of_filing(filing)
    valid, names = filing.review.valid(digest), filing.rounds
    return ReviewStanding(digest=digest, names=names, valid=valid, passed=rounds_passed(names, valid))


def awaited_rounds(filing: Filing) -> tuple[str, ...]:
    """The rounds that are still to be passed for what its report says now; none where its cover asks for no review."""
    return standing_of(filing).missing if filing.for_review else ()


def changes_since(filing: Filing, own: ReviewRound) -> tuple[ContentChange, ...] | None:
    """What the report says otherwise than when a round was signed; None where that was not kept."""
    before = filing.review.contents.get(own.digest)
    return None if before is None else tuple(content_changes(before, content_of(filing)))
