"""Figures that a sentence gives for something the tables hold too: what is counted, and which names it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.filing import Filing
from toolkit.form import Form
from toolkit.form.phrases.book import Meaning, PhraseBook, PhraseWording, meaning
from toolkit.form.phrases.grammar import FIGURE, SCALE, UNIT
from toolkit.form.phrases.model import SUBJECT
from toolkit.patterns import regex
from toolkit.rules.sentences import clause

_LONGEST = 2_000  # characters of a sentence; what is longer is none
_TEN_THOUSANDS = 4  # 万元 in 元, 1.2万 in ones
_GOVERNMENT = regex("政府|街道办事处|管理委员会|管委会")
_ELSEWHERE = regex(
    r"""
      (?<![较比与]) (?P<year>(?:19|20)\d\d) 年
    | (?P<own>全年|年内|本年)
    | [上下]半年 | [一二三四]季度
    | (?<!\d) (?!12月(?:31日|底|末)) (?!1月1日) \d{1,2}月  # but not the first and last day of a year
    | (?<![较比与同]) (?:去年|上年)
    | (?<!全年) (?<!年内) 累计
    | 近[两三四五\d]年
    | 例如 | 比如
    """,
    re.VERBOSE,
    matches=("2024年受理3件", "上半年", "截至6月", "去年收到", "累计公开", "近三年"),
    misses=("较2024年增长", "截至12月31日", "比去年多", "12月底", "受理申请3件"),
)
"""Of which time a sentence speaks: the last of these before a figure decides."""
_AREA = regex("全[省市县区国镇乡]|全系统|各(?:省|市|县|区|镇|乡|部门|单位)")
"""Words for a whole area, of which only its government's report gives the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """A figure in a sentence, or words for none. Any of ``meanings`` may be the one meant; the first is the usual.

    ``start`` is where the figure begins, or the words for none; ``number`` is in the unit of what is meant. A figure
    given in 万 is rounded: what is meant may be as far from it as ``rounding``.
    """

    start: int
    end: int
    number: Decimal
    words: str
    meanings: tuple[Meaning, ...]
    wording: PhraseWording
    rounding: Decimal = Decimal(0)


def wordings_for(context: str, form: Form) -> tuple[PhraseWording, ...]:
    """The wordings that may be meant in a paragraph; ``context`` is its text, with the sub-head over it."""
    return tuple(wording for wording in form.phrase_book.wordings if wording.about(context))


def figures_stated(sentence: str, wordings: Iterable[PhraseWording], filing: Filing) -> list[StatedFigure]:
    """What ``sentence`` (the author's own words, without blanks) gives in any of ``wordings``, in its order."""
    sentence = sentence[:_LONGEST]
    found: list[StatedFigure] = []
    for wording in wordings:
        for match in matches(wording, sentence):
            reported = any(figure.start == _place(match) for figure in found)
            if (
                not reported
                and _of_this_year(match, filing)
                and (_of_an_area(filing) or not _AREA.search(_up_to(match)))
            ):
                found += figures_of_match(wording, match, filing.form)
    return sorted(found, key=lambda figure: figure.start)


def matches(wording: PhraseWording, sentence: str) -> Iterator[re.Match[str]]:
    """Where ``sentence`` has such words and keeps the conditions for them."""
    if not wording.says("sentence_without", sentence):
        for pattern in wording.patterns:
            yield from (match for match in pattern.finditer(sentence) if _applies(wording, match))


def figures_of_match(wording: PhraseWording, match: re.Match[str], form: Form) -> Iterator[StatedFigure]:
    """What the words that ``match`` found say: one figure, or that there is none of each thing of a list."""
    book = form.phrase_book
    said = {term: book.terms[term].found(match[term]) for term in wording.terms}
    ways = ({term: "+".join(names) for term, names in said.items()},) if wording.counts else _each(said)
    subject = _subject(match.string[: match.start()], book)
    for parts in ways:
        subjects = [each for each in (subject, book.phrases.wider.get(subject)) if each is not None]
        meanings = [meaning(means, {**parts, SUBJECT: each}) for each in subjects for means in wording.phrase.means]
        yield StatedFigure(
            start=_place(match),
            end=match.end(),
            number=_number(match, form, meanings),
            words=match[0],
            meanings=tuple(dict.fromkeys(meanings)),
            wording=wording,
            rounding=_rounding(match),
        )


def unit_of(form: Form, meaning: Meaning) -> str:
    """The unit of the sum of names of the form."""
    return form.declared(form.quantities[meaning[0]].refs[0]).unit


def _applies(wording: PhraseWording, match: re.Match[str]) -> bool:
    around, before = clause(match.string, match.start(), match.end()), match.string[: match.start()]
    return (
        ("clause" not in wording.conditions or wording.says("clause", around))
        and not wording.says("clause_without", around)
        and not wording.says("before_without", before.rpartition("；")[2])
        and not wording.says("not_after", before)
    )


def _of_this_year(match: re.Match[str], filing: Filing) -> bool:
    before = _up_to(match)
    ours = {at for each in filing.form.phrase_book.this_year.finditer(before) for at in range(*each.span())}
    others = [each for each in _ELSEWHERE.finditer(before) if each.start() not in ours]
    return not others or bool(others[-1]["own"]) or others[-1]["year"] == str(filing.year)


def _of_an_area(filing: Filing) -> bool:
    level = filing.form.level(filing.level)
    return level.government if level else bool(_GOVERNMENT.search(filing.agency.value))


def _up_to(match: re.Match[str]) -> str:
    return match.string[: match.end()]


def _place(match: re.Match[str]) -> int:
    return match.start(FIGURE if FIGURE in match.re.groupindex else 0)


def _each(said: dict[str, list[str]]) -> list[dict[str, str]]:
    """The parts for each thing of a list; of several terms one is a list, which may name nothing of the form."""
    longest = max(map(len, said.values()), default=1) if all(said.values()) else 0
    return [{term: names[min(at, len(names) - 1)] for term, names in said.items()} for at in range(longest)]


def _number(match: re.Match[str], form: Form, meanings: Iterable[Meaning]) -> Decimal:
    """The figure in the unit of the first meaning that the form has; zero for words that say none."""
    parts = match.groupdict()
    unit = next((unit_of(form, each) for each in meanings if each[0] in form.quantities), "")
    power = {("元", "万元"): -_TEN_THOUSANDS, ("万元", "元"): _TEN_THOUSANDS}.get((parts.get(UNIT) or "", unit), 0)
    return Decimal(parts.get(FIGURE) or 0).scaleb(_TEN_THOUSANDS if parts.get(SCALE) else power)


def _rounding(match: re.Match[str]) -> Decimal:
    """Half of the last place of a figure in 万: 500 for 1.2万."""
    parts = match.groupdict()
    places = len((parts.get(FIGURE) or "").partition(".")[2])
    return Decimal(5).scaleb(_TEN_THOUSANDS - places - 1) if parts.get(SCALE) else Decimal(0)


def _subject(before: str, book: PhraseBook) -> str:
    """What was named last; brackets give back what was named before them, within them semicolons do."""
    stack, end = [""], -1
    for mark in book.subjects.finditer(before):
        if mark.lastgroup:
            joint = stack[-1] and book.joint.fullmatch(before[end : mark.start()])
            stack[-1] = "" if joint else book.terms[mark.lastgroup].found(mark[0])[0]
            end = mark.end()
        elif mark[0] in "（(":
            stack.append(stack[-1])
        elif len(stack) > 1 and mark[0] in "）)":
            stack.pop()
        elif len(stack) > 1:
            stack[-1] = stack[-2]
    return stack[-1]
