"""Figures in the text against the tables: TX-04. Figures that an expression put there are not asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.filing import Filing
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form.expression import Lookup, Number
from toolkit.form.form import PREAMBLE
from toolkit.form.phrases.book import Meaning, PhraseWording
from toolkit.patterns import regex
from toolkit.rules.cell_refs import cell_refs, in_words, paragraph_ref, written_paragraphs
from toolkit.rules.chinese_numbers import with_digits
from toolkit.rules.sentences import own_words, quoted, sentences
from toolkit.rules.stated_figures import StatedFigure, figures_stated, unit_of, wordings_for

_TEN_THOUSANDS, _UNIT_SLIP = "万元", 10_000  # where 元 may be meant
_RUN_IN = regex("（[一二三四五六七八九十]+）[^。：]{1,30}")  # a sub-head that begins its own paragraph
_SHARE = regex(r"[，（(、]?(?P<about>约)?占(?:比)?[^，。；\d]{0,12}?(?P<about2>约)?(?P<p>\d{1,9}(?:\.\d{1,9})?)%")
_GROWTH = regex(
    r"""
    [，（(] [^，。；\d]{0,6}
    (?: 同比 | [较比与] (?:上年|去年|上一年|\d{4}年) (?:同期|相比)? )
    [^，。；\d]{0,6}?
    (?P<way>增长|上升|增加|下降|减少|回落|降低) 了? (?P<about>约)?
    (?P<p>\d{1,9}(?:\.\d{1,9})?) (?=(?P<unit>%?))
    """,
    re.VERBOSE,
    matches=("，同比增长12.5%", "（较上年下降约3%", "，与2024年相比减少了5件"),
    misses=("同比增长12%", "，同比持平", "，增长12%"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    """What the text says, and what the tables give for each thing that it may mean."""

    meaning: Meaning
    actual: str
    given: Mapping[str, str]  # figures by what they are called
    unit: str = ""
    variant: str = "default"


def check(filing: Filing) -> Iterator[Finding]:
    """A warning for each figure of the text that no reading of the sentence finds in the tables."""
    over = ""  # the sub-head last passed
    for slot, paragraph in written_paragraphs(filing):
        text = with_digits(own_words(paragraph, filing))
        run_in = _RUN_IN.match(text)
        over = text if paragraph.heading else run_in[0] if run_in else over
        if slot != PREAMBLE:
            reported = bool(filing.form.phrase_book.heads.search(over))
            wordings = wordings_for(f"{over}\n{text}" if reported else text, filing.form)
            for sentence in sentences(text):
                yield from _sentence(filing, paragraph_ref(slot, paragraph), sentence, wordings)


def _sentence(filing: Filing, place: CellRef, sentence: str, wordings: Iterable[PhraseWording]) -> Iterator[Finding]:
    for figure in figures_stated(sentence, wordings, filing):
        for slip in _slips(filing, sentence, figure):
            refs = [ref for name in slip.meaning for ref in filing.form.quantities[name].refs]
            yield finding(
                "TX-04",
                [place, *cell_refs(filing, refs)],
                variant=slip.variant,
                quote=quoted(_part(sentence, figure)),
                given="、".join(f"“{label}”是 {value}{slip.unit}" for label, value in slip.given.items()),
                actual=slip.actual,
                expected=" 或 ".join(dict.fromkeys(slip.given.values())),
            )


def _part(sentence: str, figure: StatedFigure) -> str:
    """What stands between semicolons around the figure: enough to find the sentence, and to read it."""
    start = sentence.rfind("；", 0, figure.start) + 1
    end = sentence.find("；", figure.end)
    return sentence[start : end if end >= 0 else len(sentence)]


def _slips(filing: Filing, sentence: str, figure: StatedFigure) -> Iterator[_Slip]:
    """The figure itself, and the share or the growth that follows it; none while one that may be meant is not known."""
    if any(_unknown(filing, meaning) for meaning in figure.meanings):
        return
    own = [meaning for meaning in figure.meanings if _value(filing, meaning, filing.number) is not None]
    if not own:
        return
    values = [_value(filing, meaning, filing.number) for meaning in own]
    if not any(value is not None and abs(Decimal(value) - figure.number) <= figure.rounding for value in values):
        given: dict[str, str] = {}
        for meaning, value in zip(own, values, strict=True):
            words = in_words(filing, [ref for name in meaning for ref in filing.form.quantities[name].refs], value)
            if words not in given.values():
                given[_label(meaning)] = words
        unit = unit_of(filing.form, own[0])
        slipped = unit == _TEN_THOUSANDS and Decimal(values[0] or 0) in (
            figure.number * _UNIT_SLIP,
            figure.number / _UNIT_SLIP,
        )
        yield _Slip(
            meaning=own[0],
            actual=quoted(figure.words),
            given=given,
            unit=f" {unit}",
            variant="unit" if slipped else "default",
        )
    after = sentence[figure.end :]
    share, growth = _SHARE.match(after), _GROWTH.match(after)
    if share:
        yield from _share_slip(filing, figure, own, share)
    if growth and after.startswith(unit := growth["unit"] or unit_of(filing.form, own[0]), growth.end()):
        yield from _growth_slip(filing, own, growth, unit)


def _share_slip(filing: Filing, figure: StatedFigure, own: list[Meaning], match: re.Match[str]) -> Iterator[_Slip]:
    """The share of all handled or received, of the table's figure or of the text's own."""
    parts = [figure.number, *(_value(filing, meaning, filing.number) for meaning in own)]
    wholes = [_value(filing, meaning, filing.number) for meaning in figure.wording.share_of]
    shares = [Fraction(part) / Fraction(whole) * 100 for part in parts if part is not None for whole in wholes if whole]
    unknown = any(_unknown(filing, meaning) for meaning in figure.wording.share_of)
    if shares and not unknown and not any(_agrees(match, share) for share in shares):
        of_table = Fraction(parts[1] or 0) / Fraction(next(whole for whole in wholes if whole)) * 100
        yield _Slip(
            meaning=own[0],
            actual=f"{match['p']}%",
            given={f"{_label(own[0])}占比": f"{_rounded(of_table, match['p'])}%"},
        )


def _growth_slip(filing: Filing, own: list[Meaning], match: re.Match[str], unit: str) -> Iterator[_Slip]:
    """Growth against last year in ``unit``, where that is known; of the first reading that has both years."""
    sign = 1 if match["way"] in ("增长", "上升", "增加") else -1
    changes = []
    for meaning in own:
        now, before = _value(filing, meaning, filing.number), _value(filing, meaning, filing.last_year)
        if now is not None and before is not None and (before or unit != "%"):
            difference = Fraction(now) - Fraction(before)
            changes.append(difference / Fraction(before) * 100 if unit == "%" else difference)
    if changes and not any(_agrees(match, sign * change) for change in changes):
        change = changes[0]
        truth = f"{'增长' if change >= 0 else '下降'}{_rounded(abs(change), match['p'])}{match['unit']}"
        yield _Slip(
            meaning=own[0],
            actual=f"{match['way']}{match['p']}{match['unit']}",
            given={f"{_label(own[0])}与上年相比": truth},
        )


def _value(filing: Filing, meaning: Meaning, lookup: Lookup) -> Number | None:
    """The sum of the names; None where the form has not all of them, or a figure is missing."""
    quantities = filing.form.quantities
    values = [quantities[name].value(lookup) if name in quantities else None for name in meaning]
    known = [value for value in values if value is not None]
    return sum(known, 0) if len(known) == len(values) else None


def _unknown(filing: Filing, meaning: Meaning) -> bool:
    """Whether the form has all of the names, but not every figure is there."""
    return all(name in filing.form.quantities for name in meaning) and _value(filing, meaning, filing.number) is None


def _label(meaning: Meaning) -> str:
    return "加".join(name.replace("_", "—") for name in meaning)


def _agrees(match: re.Match[str], exact: Fraction) -> bool:
    """Within half a unit of the last place printed; within a whole one where the text says 约."""
    places = len(match["p"].partition(".")[2])
    about = any(match.groupdict().get(name) for name in ("about", "about2"))
    return abs(Fraction(match["p"]) - exact) <= Fraction(1 if about else Fraction(1, 2), 10**places)


def _rounded(exact: Fraction, like: str) -> str:
    """``exact`` with as many decimals as ``like``, rounded half up."""
    places = len(like.partition(".")[2])
    scaled = (exact * 10**places * 2 + 1) // 2
    return f"{Decimal(int(scaled)).scaleb(-places):f}"
