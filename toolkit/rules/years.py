"""The years that a report names for itself, and who signs it: TX-05."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.characters import compact
from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.places import clipped, cover_ref, paragraph_ref

_TITLE_YEAR = regex(r"(?<!\d)(\d{2,10})年")
_PERIOD_YEARS = (
    regex(r"(?<!\d)(\d{1,10})年0?1月0?1日"),
    regex(r"(?<!\d)(\d{1,10})年12月31日"),
    regex(r"(?<!\d)(\d{1,10})年度?(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?报告"),
)
_SIGNATURE = regex(r"\w{2,28}(?:局|厅|委员会|委|政府|办公室|办公厅|办事处|管委会|中心|大队|支队|分局|院|署)")


def check(filing: Filing) -> Iterator[Finding]:
    """The year in the title, in the period covered, and the agency's name below the text."""
    if filing.year is not None:
        yield from _title(filing, str(filing.year))
        yield from _period(filing, str(filing.year))
    if filing.source is Source.REPORT:
        yield from _signature(filing)


def _title(filing: Filing, year: str) -> Iterator[Finding]:
    wrong = [found for found in _TITLE_YEAR.findall(compact(filing.title.value)) if found != year]
    if wrong:
        cells = [cover_ref(filing, "title")]
        yield finding("TX-05", cells, variant="title", severity=Severity.ERROR, actual=wrong[0], expected=year)


def _period(filing: Filing, year: str) -> Iterator[Finding]:
    """Both ends of the period, wherever the opening states it; “202020年12月31日” is wrong too."""
    for slot in ("preamble", "overview"):
        for paragraph in paragraphs(filing, slot):
            named = [found for pattern in _PERIOD_YEARS for found in pattern.findall(compact(paragraph.text))]
            wrong = [found for found in dict.fromkeys(named) if found != year]
            if wrong and (slot == "preamble" or "统计" in paragraph.text):
                yield finding(
                    "TX-05",
                    [paragraph_ref(slot, paragraph)],
                    variant="period",
                    quote=clipped(paragraph.text),
                    actual="、".join(wrong),
                    expected=year,
                )


def _signature(filing: Filing) -> Iterator[Finding]:
    """A published report's last line, where it is an agency's name, is this agency's."""
    last = next(reversed(paragraphs(filing, "other")), None)
    line = re.sub(r"\s+", "", last.text) if last else ""
    if last and _SIGNATURE.fullmatch(line) and filing.agency.value and line != re.sub(r"\s+", "", filing.agency.value):
        yield finding(
            "TX-05",
            [paragraph_ref("other", last)],
            variant="signature",
            actual=line,
            expected=filing.agency.value,
        )
