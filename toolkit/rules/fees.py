"""Section six on the 信息处理费, and its three figures among themselves and with the text: TX-06."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from toolkit.filing import Filing, Paragraph, Source
from toolkit.filing.numerals import printed
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form.expression import Number, Relation, State, parse_relation
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.places import NOTICE_YEAR, cell_ref, cell_refs, paragraph_ref, slot_ref
from toolkit.rules.sentences import own_words, quoted, sentences

NOTICES, CHARGED, RECEIVED = (f"processing_fee.{part}" for part in ("notices", "charged", "received"))
SECTION = "other"

NO_MORE_THAN_CHARGED: Relation = parse_relation(f"{RECEIVED} <= {CHARGED}", lambda name: (name,))
ANNOUNCED: Relation = parse_relation(f"required {NOTICES} if {CHARGED} > 0", lambda name: (name,))

TOPIC = regex(r"处理费|收费|收取费用")
_NONE = regex(r"(?:未|没有|无|不)(?:发生|产生|向[^，。；]{0,10})?(?:收取|收费|收(?!到))")
_NO_NOTICE = regex(r"(?:未|没有)(?:新)?(?:发出|发放|开具)[^，。；、]{0,40}?收费通知")
FIGURES = (
    (NOTICES, regex(r"收费通知[^，。；：\d]{0,8}(\d{1,15})件")),
    (
        CHARGED,
        regex(
            r"(?:通知|应收|合计|总)[^，。；\d]{0,14}?(?<!实收)(?<!收取)(?:总额|金额|费用)[^，。；\d]{0,4}(\d{1,15}(?:\.\d{1,9})?)(万?)元"
        ),
    ),
    (RECEIVED, regex(r"(?:实际收取|实收|(?<!实际)收取)[^，。；\d]{0,20}?(\d{1,15}(?:\.\d{1,9})?)(万?)元")),
)


def check(filing: Filing) -> Iterator[Finding]:
    """Section six speaks of the fee; its three figures are there, fit one another, and the text agrees with them.

    The fee exists since 2021 (国办函〔2020〕109号); an earlier report need not speak of it.
    """
    exists = not _too_early(filing)
    text = paragraphs(filing, SECTION)
    if exists and text and not any(TOPIC.search(paragraph.text) for paragraph in text):
        yield finding("TX-06", [slot_ref(filing, SECTION)])
    if NOTICES in filing.form.fields:
        if exists and filing.source is not Source.REPORT:
            yield from blanks(filing)
        if exists:
            yield from _among_themselves(filing)
        for paragraph in filing.narrative.get(SECTION, ()):
            yield from _against_text(filing, paragraph)


def blanks(filing: Filing) -> Iterator[Finding]:
    """The figures that are not there. A published report need not print them; the workbook made from it must."""
    if _too_early(filing):
        return
    missing = [each for each in (NOTICES, CHARGED, RECEIVED) if each in filing.form.fields and filing.entry(each).blank]
    for variant, fields in (
        ("blank", [field for field in missing if field not in filing.unread]),
        ("unread", [field for field in missing if field in filing.unread]),
    ):
        if fields:
            names = "、".join(f"“{filing.form.label(field)}”" for field in fields)
            yield finding("TX-06", cell_refs(filing, fields), variant=variant, names=names)


def _too_early(filing: Filing) -> bool:
    return filing.year is not None and filing.year < NOTICE_YEAR


def _among_themselves(filing: Filing) -> Iterator[Finding]:
    more, announced = (each.evaluate(filing.number, None) for each in (NO_MORE_THAN_CHARGED, ANNOUNCED))
    if more.state is State.VIOLATED:
        values: dict[str, Any] = {"actual": printed(more.left), "expected": printed(more.right)}
        yield finding("TX-06", cell_refs(filing, (RECEIVED, CHARGED)), variant="more", **values)
    elif announced.state is State.VIOLATED and announced.left is not None:  # a blank is told as one
        refs = cell_refs(filing, (NOTICES, CHARGED))
        yield finding("TX-06", refs, variant="unannounced", actual=printed(announced.right))


def _against_text(filing: Filing, paragraph: Paragraph) -> Iterator[Finding]:
    for sentence in sentences(own_words(paragraph, filing)):
        whole = sentence.partition("其中")[0]
        received = filing.number(RECEIVED)
        if received and _NONE.search(whole):
            yield _disagreement(filing, paragraph, sentence, RECEIVED, "没有收取")
        none = _NO_NOTICE.search(whole)
        if none and filing.number(NOTICES):
            yield _disagreement(filing, paragraph, sentence, NOTICES, none[0])
        for field, pattern in FIGURES:
            match = pattern.search(whole)
            known = filing.number(field)
            if match and known is not None and amount(match) not in _accepted(filing, field, known):
                yield _disagreement(filing, paragraph, sentence, field, match[0])


def amount(match: re.Match[str]) -> Decimal:
    """The number that one of :data:`FIGURES` found, in its field's unit."""
    ten_thousands = match.re.groups > 1 and match[2] == "万"
    return Decimal(match[1]).scaleb(4 if ten_thousands else 0)


def _accepted(filing: Filing, field: str, known: Number) -> tuple[Number | None, ...]:
    """“收取…元” may also mean what was charged, where nobody says 实际."""
    return (known, filing.number(CHARGED)) if field == RECEIVED else (known,)


def _disagreement(filing: Filing, paragraph: Paragraph, sentence: str, field: str, actual: str) -> Finding:
    return finding(
        "TX-06",
        [paragraph_ref(SECTION, paragraph), cell_ref(filing, field)],
        variant="text",
        quote=quoted(sentence),
        label=filing.form.label(field),
        actual=actual,
        expected=printed(filing.number(field)),
    )
