"""Note marks (¹, ①, *), struck and hidden text: kept apart from the figures beside which they stand.

Structure (superscripts, deletions, ruby) becomes plain Unicode that shows what the page shows: a raised 1 is "¹", never
a digit. What a person would take for the figure is then decided from the text alone, the same for every reader.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from toolkit.characters import DASHES, nfkc, subscript, superscript, without_format, without_hidden
from toolkit.filing.numerals import NARROW, TURNED
from toolkit.ingest.blocks import SourceCell
from toolkit.patterns import regex


class Appearance(StrEnum):
    """What a fragment of text is to a person who looks at it."""

    PLAIN = "plain"
    RAISED = "raised"
    LOWERED = "lowered"
    STRUCK = "struck"  # crossed out, or a deletion that is still shown
    HIDDEN = "hidden"  # not shown at all; ruby too, which only says how a character sounds
    BESIDE = "beside"  # may be a mark where other digits stand beside it: small print, a link to a note
    DOUBTFUL = "doubtful"  # undecidable: text in the colour of paper, say
    PICTURE = "picture"  # shows what no text says; its own text is never read


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A stretch of text of one role."""

    text: str
    role: Appearance = Appearance.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkedFigure:
    """A figure without its note mark.

    ``mark`` is what was taken away, empty for none; ``grouped`` says that blanks between thousands were. ``certain`` is
    False where digits may belong to a mark, or to another figure; then ``text`` is all of it as shown.
    """

    text: str
    mark: str = ""
    grouped: bool = False
    certain: bool = True


_SMALL_ROLES = (Appearance.RAISED, Appearance.LOWERED)
_CUTTING = (Appearance.STRUCK, Appearance.PICTURE)
_LARGEST_MARK = 20  # a raised number beyond it may be cents or an exponent
_LONGEST_MARK = 6
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
_SMALL_DIGITS = str.maketrans(_SMALL, "01234567890123456789")
_RING = "①-⑳⑴-⒇⓪-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿"
_SIGN = "*＊※#＃△▲†‡★☆"
_NUMBERED = rf"(?:[1-9]\d?|[{_SMALL}]{{1,2}}|[一二三四五六七八九十]{{1,2}}|[{_RING}]|[{_SIGN}])"
_RAISED = rf"[⁽₍]?[{_SMALL}]{{1,2}}[⁾₎]?"
_BRACKETED = rf"[{_RING}]|[{_SIGN}]{{1,3}}|[\[［【〔](?:注?{_NUMBERED}|注)[\]］】〕]|[（(]注{_NUMBERED}?[）)]"
_MARK = rf"(?:{_RAISED}|{_BRACKETED}|注{_NUMBERED}?)"
_LABEL_MARK = regex(
    rf"(?:{_BRACKETED}|注{_NUMBERED})$",
    matches=("甲类①", "总数*", "乙类[注1]", "总数注2"),
    misses=("（一）甲类", "总数", "附注"),
)
_LONGEST_LABEL_MARK = 8
_MARKS = regex(
    rf"{_MARK}(?:[,，、]?{_MARK}){{0,2}}$",
    matches=("33①", "33*", "33[1]", "33注1、注2", "33⁽¹⁾"),
    misses=("33", "33件", "33（含修订）"),
)
_LEADING = regex(r"[*＊※](?=\d)")
_SMALL_NUMBER = regex(rf"[{_SMALL}]+")
_BASE = regex(r"[+-]?\d{1,30}(?:[,，.．]\d{1,30}){0,10}")
_PARTING = f"{NARROW}'’"
_THOUSANDS = regex(rf"([+-]?[1-9]\d{{0,2}})([{_PARTING}])\d{{3}}(?:\2\d{{3}}){{0,8}}(?:[.．]\d{{1,30}})?")
_LONGEST_FIGURE = 60


def unspaced(text: str) -> str:
    """``text`` without blanks and without characters that nobody sees."""
    return "".join(without_hidden(text).split())


def shown(fragments: Iterable[Fragment]) -> str:
    """The text that ``fragments`` show: raised and lowered digits as such signs, struck and hidden text left out."""
    parts = [part for part in _merged(fragments) if part.role not in _CUTTING]
    marks = any(part.text.strip() for part in parts if part.role not in _SMALL_ROLES)  # else nothing is marked
    return "".join(_as_shown(part) if marks else part.text for part in parts)


def struck(fragments: Iterable[Fragment]) -> str:
    """The text that ``fragments`` show crossed out."""
    return "".join(part.text for part in fragments if part.role is Appearance.STRUCK).strip()


def cell_of(fragments: Iterable[Fragment], *, column: int, span: int = 1) -> SourceCell:
    """The cell that ``fragments`` fill, uncertain where it cannot be known which digits are its figure."""
    parts = _merged(fragments)
    if all(part.role is Appearance.PLAIN for part in parts):
        return SourceCell(text="".join(part.text for part in parts).strip(), column=column, span=span)
    uncertain = "" if _is_certain(parts) else _in_words(parts)
    return SourceCell(text=shown(parts).strip(), column=column, span=span, uncertain=uncertain, struck=struck(parts))


def unmarked(text: str) -> UnmarkedFigure:
    """``text`` of a cell of figures without note marks behind (or ``*``, ``※`` before) its figure.

    Text that holds no figure comes back as it is, for :func:`~toolkit.filing.numerals.entry_of` to judge.
    """
    whole = text.strip()
    if len(whole) > _LONGEST_FIGURE or (whole.isascii() and whole.isdecimal()):
        return UnmarkedFigure(text=whole)
    if TURNED.search(whole) and _has_digits(whole):
        return UnmarkedFigure(text=whole, certain=False)
    plain = without_format(whole).strip()
    before = _LEADING.match(plain)
    rest = plain[before.end() :] if before else plain
    behind = _MARKS.search(rest)
    base = rest[: behind.start()].rstrip() if behind else rest
    mark = (before[0] if before else "") + (behind[0] if behind else "")
    joined = _joined(base)
    figure = joined or base
    if not (_BASE.fullmatch(figure) or figure in DASHES):
        return UnmarkedFigure(text=whole, certain=not _digit_like(plain))
    certain = not _digit_like(base) and not (behind and _may_be_number(figure, behind[0]))
    if not certain:
        return UnmarkedFigure(text=whole, certain=False)
    return UnmarkedFigure(text=figure, mark=mark, grouped=bool(joined))


def without_marks(label: str) -> str:
    """A label without raised and lowered digits, and without a note mark at its end; ① before it stays."""
    text = _SMALL_NUMBER.sub("", label)
    behind = _LABEL_MARK.search(text[-_LONGEST_LABEL_MARK:])
    kept = text[: len(text) - len(behind[0])] if behind else text
    return kept if kept.strip() else text


def _merged(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Neighbours of one role in one, hidden ones left out."""
    visible = tuple(part for part in fragments if part.text and part.role is not Appearance.HIDDEN)
    if len(visible) < 2:
        return visible
    runs = groupby(visible, key=attrgetter("role"))
    return tuple(Fragment(text="".join(part.text for part in run), role=role) for role, run in runs)


def _as_shown(part: Fragment) -> str:
    if part.role not in _SMALL_ROLES or len(part.text.strip()) > _LONGEST_MARK:
        return part.text
    return superscript(part.text) if part.role is Appearance.RAISED else subscript(part.text)


def _is_certain(parts: Iterable[Fragment]) -> bool:
    """Whether there is no figure; or all its digits stand together, and others are no more than a mark beside them."""
    seen = [part for part in parts if part.role in _CUTTING or _has_digits(part.text)]
    roles = [role for role, _ in groupby(part.role for part in seen)]
    small = [part.text.strip() for part in seen if part.role in _SMALL_ROLES]
    if Appearance.PICTURE not in roles and not any(_has_digits(part.text) for part in seen):
        return True
    figures = roles.count(Appearance.PLAIN) + roles.count(Appearance.BESIDE)
    return (
        figures == 1
        and not {Appearance.DOUBTFUL, Appearance.PICTURE} & set(roles)
        and all(len(text) <= _LONGEST_MARK and "." not in text for text in small)
    )


def _has_digits(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _in_words(parts: Iterable[Fragment]) -> str:
    """The text with what is crossed out or in doubt said in words."""
    words = {
        Appearance.STRUCK: "〔划去：{}〕",
        Appearance.DOUBTFUL: "〔看不清：{}〕",
        Appearance.BESIDE: "〔{}〕",
        Appearance.PICTURE: "〔图片〕",
    }
    return "".join(words.get(part.role, "{}").format(_as_shown(part)) for part in parts).strip()


def _joined(base: str) -> str:
    """A number whose thousands are set apart by narrow blanks or apostrophes, joined; empty for any other text."""
    found = _THOUSANDS.fullmatch(base)
    return base.replace(found[2], "") if found else ""


def _may_be_number(figure: str, marks: str) -> bool:
    """Whether a raised number may be an exponent, cents, or anything but the number of a note."""
    numbers = [found.translate(_SMALL_DIGITS) for found in _SMALL_NUMBER.findall(marks)]
    return any(number.startswith("0") or int(number) > _LARGEST_MARK or figure == "10" for number in numbers)


def _digit_like(text: str) -> bool:
    """Whether ``text`` holds a sign that is no digit but would become one when its width is made plain."""
    return any(not sign.isdecimal() and _has_digits(nfkc(sign)) for sign in text) or any(
        unicodedata.category(sign) == "Co" for sign in text
    )
