"""Text that is last year's: nearly the same words, or last year named as this one (TX-08)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.narrative import paragraphs
from toolkit.rules.places import paragraph_ref, slot_ref
from toolkit.rules.sentences import quoted, sentences

MOST_ALIKE = 0.8
SLOTS = ("overview", "problems")
_WINDOW = 6
_SHORTEST = 60  # characters below which likeness means nothing


def likeness(now: Iterable[str], before: Iterable[str]) -> float:
    """How much of this year's text stood in last year's, from 0 to 1; figures do not count, years least of all."""
    windows, earlier = _windows(now), _windows(before)
    return len(windows & earlier) / len(windows) if windows else 0.0


def check(filing: Filing) -> Iterator[Finding]:
    """Sections one and five against last year's; any paragraph of theirs that tells last year's work as this year's."""
    for slot in SLOTS:
        body = [paragraph for paragraph in paragraphs(filing, slot) if not paragraph.heading]
        yield from _copied(filing, slot, [paragraph.text for paragraph in body])
        for paragraph in body:
            yield from _last_year_named(filing, slot, paragraph)


def _copied(filing: Filing, slot: str, texts: list[str]) -> Iterator[Finding]:
    if not filing.prior or len("".join(texts)) < _SHORTEST:
        return
    share = likeness(texts, filing.prior.narrative.get(slot, ()))
    if share > MOST_ALIKE:
        percent = f"{share:.0%}"
        yield finding("TX-08", [slot_ref(filing, slot)], heading=filing.heading(slot), actual=percent)


def _last_year_named(filing: Filing, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
    """A sentence that sets in with last year and nowhere mentions this one."""
    if filing.year is None:
        return
    last, this = str(filing.year - 1), str(filing.year)
    opening = re.compile(
        rf"(?:（[一二三四五]）[^。]{{0,20}})?{last}年(?:度)?(?:，|来|以来|全年|全[市县区省]|[我本][市县区局委办单]|共)"
    )
    for sentence in sentences(re.sub(r"\s+", "", paragraph.text)):
        if opening.match(sentence) and this not in sentence and not re.search("本年|今年|较|相比|同期", sentence):
            yield finding(
                "TX-08",
                [paragraph_ref(slot, paragraph)],
                variant="year",
                quote=quoted(sentence),
                actual=last,
                expected=this,
            )


def _windows(texts: Iterable[str]) -> set[str]:
    plain = re.sub(r"[\s\d\W_]+", "", "".join(texts))
    return {plain[start : start + _WINDOW] for start in range(max(1, len(plain) - _WINDOW + 1))} if plain else set()
