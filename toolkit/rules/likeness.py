"""Text that is last year's: nearly the same words, or another year named as this one (TX-08)."""

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
_OPENING = re.compile(
    r"(?:（[一二三四五]）[^。]{0,20})?(?<!\d)(?P<year>20\d\d)年(?:度)?"
    r"(?:，(?P<on>.{0,12})|(?P<since>来|以来)|全年|全[市县区省]|[我本][市县区局委办厅院镇乡单机街部]|共)"
)
_RELATED = re.compile("本年|今年|较|相比|同期")
_ABOVE = re.compile("国务院|国家|中央|中共|全国|党的|上级|省委|省政府|省人民政府|市委|《|修订")
_PLANS = re.compile("将|拟|计划|下一步|继续|进一步|争取|力争|着力|重点")
_NO_LETTERS = re.compile(r"[\s\d\W_]+")
_WINDOW = 6
_SHORTEST = 60  # characters below which likeness means nothing


def likeness(now: Iterable[str], before: Iterable[str]) -> float:
    """How much of this year's text stood in last year's, from 0 to 1; figures do not count, years least of all."""
    return share(windows(now), windows(before))


def windows(texts: Iterable[str]) -> frozenset[str]:
    """Every run of a few letters in ``texts``, figures and punctuation left out."""
    plain = _NO_LETTERS.sub("", "".join(texts))
    runs = range(max(1, len(plain) - _WINDOW + 1)) if plain else ()
    return frozenset(plain[start : start + _WINDOW] for start in runs)


def share(now: frozenset[str], before: frozenset[str]) -> float:
    """How many of the windows ``now`` are among those ``before``, from 0 to 1."""
    return len(now & before) / len(now) if now else 0.0


def check(filing: Filing) -> Iterator[Finding]:
    """Sections one and five against last year's; any paragraph that tells another year's work as this year's."""
    for slot in (*SLOTS, "other"):
        body = [paragraph for paragraph in paragraphs(filing, slot) if not paragraph.heading]
        if slot in SLOTS:
            yield from _copied(filing, slot, [paragraph.text for paragraph in body])
        for paragraph in body:
            yield from _other_year_named(filing, slot, paragraph)


def _copied(filing: Filing, slot: str, texts: list[str]) -> Iterator[Finding]:
    if not filing.prior or len("".join(texts)) < _SHORTEST:
        return
    share = likeness(texts, filing.prior.narrative.get(slot, ()))
    if share > MOST_ALIKE:
        percent = f"{share:.0%}"
        yield finding("TX-08", [slot_ref(filing, slot)], heading=filing.heading(slot), actual=percent)


def _other_year_named(filing: Filing, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
    """A sentence that sets in with another year as if it were this one, and nowhere mentions this one.

    Next year may be planned for; what goes on since an earlier year, or was done by others in it, may be told.
    """
    if filing.year is None:
        return
    this = str(filing.year)
    for sentence in sentences(re.sub(r"\s+", "", paragraph.text)):
        opening = _OPENING.match(sentence)
        if opening is None or this in sentence or _RELATED.search(sentence):
            continue
        years = int(opening["year"]) - filing.year
        planned = years == 1 and (slot != "overview" or _PLANS.search(sentence))
        going_on = years != -1 and opening["since"]
        if not (planned or going_on or _ABOVE.search(opening["on"] or "")):
            yield finding(
                "TX-08",
                [paragraph_ref(slot, paragraph)],
                variant="year",
                quote=quoted(sentence),
                actual=opening["year"],
                expected=this,
            )
