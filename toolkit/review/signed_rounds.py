"""Whether the workbook that a published report is held against is itself what was signed in its rounds of review."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.rules.review_rounds import changes_words, round_ref, who_signed
from toolkit.rules.review_standing import ReviewStanding, changes_since, standing_of


def signing_findings(filing: Filing, standing: ReviewStanding, carried: str | None) -> Iterator[Finding]:
    """That the report was changed since the last round was signed, or that rounds are missing that its cover asks for.

    ``carried`` is the digest in the published file. Nothing of a workbook that nobody signed or wants signed.
    """
    signed = filing.review.signed
    if signed and signed[-1].digest != standing.digest:
        last = signed[-1]
        changes = changes_since(filing, last)
        listed = "当时的内容没有保存，说不出改了哪里" if changes is None else changes_words(filing, changes)
        variant = "file" if carried == last.digest else "default"
        yield finding("PB-09", [round_ref(last)], variant=variant, name=last.name, who=who_signed(last), changes=listed)
    elif filing.for_review and standing.missing:
        yield finding("PB-09", map(round_ref, standing.valid), variant="missing", missing="、".join(standing.missing))


def signing_words(filing: Filing) -> str:
    """Who signed what the workbook says now, in Chinese; nothing where nobody did."""
    valid = standing_of(filing).valid
    rounds = "；".join(f"{own.name}（{who_signed(own)}）{own.decision or ''}" for own in valid)
    return f"工作簿的签认：{rounds}，签认以后没有改动。" if valid else ""
