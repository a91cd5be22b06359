"""The six sections and how they are headed: TX-01, TX-02, TX-03, TX-07."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form.model import Section
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.places import NOTICE_YEAR, NUMERALS, cover_ref, heading_ref, paragraph_ref, slot_ref

LONGEST_OVERVIEW = 1000
"""Characters that section one should keep to (武威市 武政办发〔2025〕54号: 原则上不超过一千字)."""

_NONE = r"(?:暂|均|尚|暂时)?(?:没有|无|不存在|未发现)(?:存在)?(?:什么|任何|明显|突出|主要)?(?:的)?"
_NOTHING = regex(
    rf"(?:(?:本年度|今年|目前)?{_NONE}(?:问题|情况|内容)?|(?:(?!整改|改进|解决|措施)[^不没未无有是需]){{0,24}}{_NONE}问题)"
    rf"(?:(?:也)?{_NONE}(?:需要?)?(?:改进|整改)(?:的)?(?:情况|措施|事项|地方)?)?"
)
_DUTIES = {"考核": ("考核",), "评议": ("评议",), "责任追究": ("追究", "问责", "追责")}
_HEAD = 40  # characters in which a run-in sub-head must appear


def check(filing: Filing) -> Iterator[Finding]:
    """Everything about sections, sub-heads, length and headings."""
    yield from _sections(filing)
    yield from _order(filing)
    yield from _subheads(filing)
    yield from _duties(filing)
    yield from _length(filing)
    yield from _headings(filing)


def _sections(filing: Filing) -> Iterator[Finding]:
    for section in filing.form.sections:
        if section.table:
            continue  # a table that is missing is not read: see IM-06
        body = [paragraph for paragraph in paragraphs(filing, section.id) if not paragraph.heading]
        bare = _bare(paragraph.text for paragraph in body)
        if not bare:
            yield finding("TX-01", [slot_ref(filing, section.id)])
        elif section.id != "other" and says_nothing(bare):
            yield finding("TX-01", [paragraph_ref(section.id, body[0])], variant="nothing", actual=body[0].text.strip())


def says_nothing(text: str) -> bool:
    """Whether all that ``text`` says is that there were no problems."""
    return bool(_NOTHING.fullmatch(_bare([text])))


def _order(filing: Filing) -> Iterator[Finding]:
    """A heading of the agency's own that carries the number of another section."""
    for section, actual, expected in _numbers(filing):
        if actual and actual != expected:
            yield finding(
                "TX-01",
                [heading_ref(filing, section.id)],
                variant="order",
                actual=f"{actual}、",
                expected=f"{expected}、",
            )


def _numbers(filing: Filing) -> Iterator[tuple[Section, str, str]]:
    """Each section with the number that its heading carries, if any, and its own."""
    for place, section in enumerate(filing.form.sections):
        number = re.match(rf"[{NUMERALS}]+(?=、)", filing.heading(section.id).strip())
        yield section, number[0] if number else "", NUMERALS[place]


def _subheads(filing: Filing) -> Iterator[Finding]:
    """Each official sub-head stands as a heading or begins a paragraph, and has text."""
    for section in filing.form.sections:
        own = paragraphs(filing, section.id)
        missing = missing_subheads(filing, section)
        if missing:
            yield finding(
                "TX-02",
                [slot_ref(filing, section.id)],
                missing="、".join(f"“{_words(subhead)}”" for subhead in missing),
            )
        for subhead in section.subheads if _asks_for_subheads(filing) else ():
            position = _position(own, subhead)
            if position is not None and _stands_alone(own, position):
                yield finding(
                    "TX-02", [paragraph_ref(section.id, own[position])], variant="empty", subhead=_words(subhead)
                )


def missing_subheads(filing: Filing, section: Section) -> tuple[str, ...]:
    """The official sub-heads that a section with text does not have; earlier reports had none."""
    own = paragraphs(filing, section.id)
    if not own or not _asks_for_subheads(filing):
        return ()
    return tuple(subhead for subhead in section.subheads if _position(own, subhead) is None)


def _asks_for_subheads(filing: Filing) -> bool:
    return filing.year is None or filing.year >= NOTICE_YEAR


def _words(subhead: str) -> str:
    return re.sub(r"^（.*?）", "", subhead)


def _position(own: tuple[Paragraph, ...], subhead: str) -> int | None:
    """Where the sub-head is; “政府信息公开平台建设” is found in “（四）平台建设情况。…” too."""
    key = re.sub(r"^政府(?:信息公开)?", "", _words(subhead))
    heads = (
        paragraph.text if paragraph.heading else re.split("[。：:]", paragraph.text)[0][:_HEAD] for paragraph in own
    )
    return next((place for place, head in enumerate(heads) if key in _bare([head])), None)


def _stands_alone(own: tuple[Paragraph, ...], position: int) -> bool:
    following = own[position + 1] if position + 1 < len(own) else None
    return own[position].heading and (following is None or following.heading)


def _duties(filing: Filing) -> Iterator[Finding]:
    """Item 4 of article 50 asks governments for three results more."""
    level = filing.form.level(filing.level)
    own = paragraphs(filing, "overview")
    if not (level and level.government and own):
        return
    text = "".join(paragraph.text for paragraph in own)
    missing = [duty for duty, words in _DUTIES.items() if not any(word in text for word in words)]
    if missing:
        yield finding(
            "TX-02",
            [slot_ref(filing, "overview")],
            variant="duties",
            level=level.label,
            missing="、".join(missing),
        )


def _length(filing: Filing) -> Iterator[Finding]:
    length = len(_joined(paragraph.text for paragraph in paragraphs(filing, "overview")))
    if length > LONGEST_OVERVIEW:
        yield finding("TX-03", [slot_ref(filing, "overview")], actual=str(length), expected=str(LONGEST_OVERVIEW))


def _headings(filing: Filing) -> Iterator[Finding]:
    for section, number, expected in _numbers(filing):
        actual = filing.heading(section.id)
        misnumbered = number not in ("", expected)  # told by TX-01
        if not misnumbered and _bare([actual]) not in {_bare([official]) for official in _official(section)}:
            yield finding(
                "TX-07", [heading_ref(filing, section.id)], variant="heading", actual=actual, expected=section.heading
            )
    form = filing.form
    official = form.title.format(year=filing.year or "20××")
    if filing.title.value and _yearless(filing.title.value) != _yearless(form.title.format(year=2000)):
        yield finding(
            "TX-07", [cover_ref(filing, "title")], variant="title", actual=filing.title.value, expected=official
        )


def _official(section: Section) -> tuple[str, ...]:
    return (section.heading, *section.aliases)


def _yearless(title: str) -> str:
    """The words of a title: another year in it is a matter of TX-05."""
    return re.sub(r"(?<!\d)\d{1,10}年", "#", _joined([title]))


def _joined(texts: Iterable[str]) -> str:
    return re.sub(r"\s+", "", "".join(texts))


def _bare(texts: Iterable[str]) -> str:
    """Text without blanks and punctuation."""
    return re.sub(r"[\s\W_]+", "", "".join(texts))
