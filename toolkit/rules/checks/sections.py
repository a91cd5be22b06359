"""The parts of a report: each there, in order, with something to say, under its official heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.chinese_numerals import TO_TEN, counted
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.model import Section
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.cell_refs import cover_ref, heading_ref, paragraph_ref, slot_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, unknown_sections
from toolkit.rules.checks.written_text import WrittenText
from toolkit.rules.live_checks import BAD, OK, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant

_NONE = r"(?:暂|均|尚|暂时)?(?:没有|无|不存在|未发现)(?:存在)?(?:什么|任何|明显|突出|主要)?(?:的)?"
_NO_PROBLEM = rf"(?:本年度|今年|目前)?{_NONE}(?:问题|情况|内容)?"
_WHERE_NO_PROBLEM = rf"(?:(?!整改|改进|解决|措施)[^不没未无有是需]){{0,24}}{_NONE}问题"
_NO_REMEDY = rf"也?{_NONE}(?:需要?)?(?:改进|整改)的?(?:情况|措施|事项|地方)?"
_NOTHING = regex(
    rf"(?:{_NO_PROBLEM}|{_WHERE_NO_PROBLEM})(?:{_NO_REMEDY})?",
    matches=("本年度没有问题", "暂无", "各项工作不存在问题也没有需要改进的情况"),
    misses=("存在问题", "没有及时公开的问题", "整改后不存在问题"),
    whole=True,
)
_BARE_NOTHING = ("无", "无。")


def reports_no_problems(text: str) -> bool:
    """Whether all that ``text`` says is that there were no problems."""
    return bool(_NOTHING.fullmatch(letters_of([text])))


@dataclass(frozen=True, kw_only=True)
class SectionsComplete(FormCheck):
    """Each section of text has some, and none is headed with the number of another.

    Those of ``not_only_nothing`` may not just say that there was nothing.
    """

    not_only_nothing: tuple[str, ...] = ()

    stage = Stage.PARTS
    variants = ("nothing", "order")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section, one a heading. A table that is missing was not read, which is another matter."""
        for section in _of_text(listing.sections(filing.form)):
            body = [paragraph for paragraph in paragraphs(filing, section.id) if not paragraph.heading]
            words = letters_of(paragraph.text for paragraph in body)
            if not words:
                yield listing.finding(filing, [slot_ref(filing, section.id)])
            elif section.id in self.not_only_nothing and reports_no_problems(words):
                cells = [paragraph_ref(section.id, body[0])]
                yield listing.finding(filing, cells, variant="nothing", actual=body[0].text.strip())
        for section, actual, expected in _numbers(filing):
            if actual and actual != expected:
                cells, own, official = [heading_ref(filing, section.id)], f"{actual}、", f"{expected}、"
                yield listing.finding(filing, cells, variant="order", actual=own, expected=official)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Sections that the form does not have."""
        return unknown_sections("not_only_nothing", self.not_only_nothing, form)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """Each section of text holds at least one paragraph."""
        for section in _of_text(listing.sections(book.filing.form)):
            rows = book.rows(f"narrative.{section.id}")
            if rows is None:
                continue
            needed = section.id in self.not_only_nothing
            text, kind = rows.areas["text"], rows.areas["kind"]
            formula = f'SUMPRODUCT((LEN(TRIM({text}))>0)*ISERROR(FIND("{book.subhead}",{kind}))'
            formula += "".join(f'*({text}<>"{nothing}")' for nothing in _BARE_NOTHING if needed) + ")"
            own = book.filing.narrative.get(section.id, ())
            body = [paragraph.text.strip() for paragraph in own if not paragraph.heading]
            count = sum(1 for text in body if text and not (needed and text in _BARE_NOTHING))
            nothing_written = f"SUMPRODUCT(LEN(TRIM({text}))*1)=0"
            wrong = f'IF({nothing_written},"{OPEN}","{BAD}")'
            written = any(paragraph.text.strip() for paragraph in own)
            yield CheckLine(
                code=listing.listed.code,
                rule=f"“{section.heading}”应有正文" + ("，不能只写“无”" if needed else ""),
                left=FormulaValue(formula=formula, shown=count),
                right=constant("至少 1 段"),
                state=FormulaValue(
                    formula=f'IF({formula}>0,"{OK}",{wrong})', shown=OK if count else BAD if written else OPEN
                ),
                severity=constant(listing.listed.severity.label),
                cell_addresses=(rows.first,),
                marks=False,
                unwritten=FormulaValue(formula=f"IF({nothing_written},1,0)", shown=int(not written)),
            )


@dataclass(frozen=True, kw_only=True)
class OfficialHeadings(FormCheck):
    """Headings and the title are worded as the form words them."""

    stage = Stage.REPORT
    variants = ("title",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a heading. A wrong number is for ``sections_complete``, another year for ``own_report``."""
        for section, number, expected in _numbers(filing):
            actual = filing.heading(section.id)
            misnumbered = number not in ("", expected)
            if not misnumbered and letters_of([actual]) not in {
                letters_of([official]) for official in _official(section)
            }:
                cells = [heading_ref(filing, section.id)]
                yield listing.finding(filing, cells, actual=actual, expected=section.heading)
        title, official = filing.title.value, filing.form.title
        if title and _yearless(title) != _yearless(official.format(year=2000)):
            cells, expected = [cover_ref(filing, "title")], official.format(year=filing.year or "20××")
            yield listing.finding(filing, cells, variant="title", actual=title, expected=expected)


@dataclass(frozen=True, kw_only=True)
class Length(FormCheck):
    """A section of at most ``most`` and, if it has any text, at least ``least`` characters, blanks left out."""

    most: int | None = None
    least: int = 0

    stage = Stage.PARTS

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section."""
        for slot in listing.slots:
            length = len(_joined(paragraph.text for paragraph in paragraphs(filing, slot)))
            cells, actual = [slot_ref(filing, slot)], str(length)
            if self.most is not None and length > self.most:
                yield listing.finding(filing, cells, actual=actual, expected=str(self.most))
            elif 0 < length < self.least:
                yield listing.finding(filing, cells, variant="short", actual=actual, expected=str(self.least))

    def mistakes(self, form: Form) -> Iterator[str]:
        """No bound at all, and one above the other."""
        if self.most is None and not self.least:
            yield "most：应写明最多多少字（most）或最少多少字（least）"
        elif self.most is not None and self.least > self.most:
            yield f"least：最少 {self.least} 字，多于最多的 {self.most} 字"

    def own_variants(self) -> tuple[str, ...]:
        """Whether it can be too short."""
        return ("short",) if self.least else ()

    def asks(self, form: Form) -> str:
        """How long it must be."""
        least = f"不少于 {self.least} 字" if self.least else ""
        return "、".join(filter(None, (least, "" if self.most is None else f"不超过 {self.most} 字")))

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """How long the text of each section is, with its figures; only of what is asked for beside the form."""
        for section in listing.sections(book.filing.form) if listing.basis else ():
            text = WrittenText.of(book, section.id)
            most = "" if self.most is None else f",{text.length.formula}<={self.most}"
            held = self.least <= int(text.length.shown) <= (self.most or int(text.length.shown))
            bounds = f"{self.least or ''}—{self.most or ''}"
            yield text.line(listing, text.length, bounds, f"AND({text.length.formula}>={self.least}{most})", held)


def _of_text(sections: Iterable[Section]) -> Iterator[Section]:
    return (section for section in sections if section.holds_text)


def _numbers(filing: Filing) -> Iterator[tuple[Section, str, str]]:
    """Each section with the number that its heading carries, if any, and its own where headings are numbered so."""
    for place, section in enumerate(filing.form.sections, start=1):
        if _number(section.heading):
            yield section, _number(filing.heading(section.id)), counted(place)
        else:
            yield section, "", ""


def _number(heading: str) -> str:
    number = re.match(rf"[{TO_TEN}]+(?=、)", heading.strip())
    return number[0] if number else ""


def _official(section: Section) -> tuple[str, ...]:
    return (section.heading, *section.aliases)


def _yearless(title: str) -> str:
    """The words of a title without its year."""
    return re.sub(r"(?<!\d)\d{1,10}年", "#", _joined([title]))


def _joined(texts: Iterable[str]) -> str:
    return re.sub(r"\s+", "", "".join(texts))


def letters_of(texts: Iterable[str]) -> str:
    """Text without blanks and punctuation."""
    return re.sub(r"[\s\W_]+", "", "".join(texts))
