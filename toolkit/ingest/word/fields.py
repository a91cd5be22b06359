"""Fields of a Word file: their codes are no text, their results are; a table of contents is none of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from toolkit.ingest.word.numerals import numeral
from toolkit.ingest.word.package import W
from toolkit.ingest.word.styles import is_on, number, value
from toolkit.patterns import regex

_KIND = regex(r"\s*([A-Za-z]{1,20})")
_RINGED = regex(r"\\ac\([^,，()]{1,3}[,，]([^()]{1,4})\)")
_WITH_SOUND = regex(r"\\ad\(\\s\\up\d{1,3}\([^()]{0,60}\)[,，]([^()]{1,20})\)")
_MOST_CHOICES = 1_000
_NUMBERS = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"})


@dataclass(slots=True)
class _Open:
    """A field that has begun and not ended."""

    form: etree._Element | None  # a form field's settings
    code: list[str] = field(default_factory=list)
    resulting: bool = False
    hides: bool = True  # its code; or all of it, if it is a table of contents
    refers: bool = False  # its result is the number of a note


class Fields:
    """Follows a story's fields through its runs, paragraph after paragraph; all is text with ``followed`` False."""

    def __init__(self, *, followed: bool = True) -> None:
        self._followed = followed
        self._open: list[_Open] = []
        self._hiding = self._referring = 0

    @property
    def unclosed(self) -> bool:
        """Whether a field is open."""
        return bool(self._open)

    @property
    def shows(self) -> bool:
        """Whether text at this place is to be read: within no code, and in no table of contents."""
        return not self._followed or not self._hiding

    @property
    def refers(self) -> bool:
        """Whether text at this place is the number of a note that stands elsewhere."""
        return bool(self._referring)

    def code(self, text: str) -> None:
        """Take in a piece of a field's code."""
        if self._open and not self._open[-1].resulting:
            self._open[-1].code.append(text)

    def turn(self, character: etree._Element) -> str | None:
        """Follow a ``w:fldChar``; what a field that ends here shows by itself, None where that is not known."""
        turn = character.get(f"{W}fldCharType")
        if turn == "begin":
            self._open.append(_Open(character.find(f"{W}ffData")))
            self._hiding += 1
        elif turn == "separate" and self._open and not self._open[-1].resulting:
            begun, code = self._open[-1], "".join(self._open[-1].code)
            begun.resulting, begun.hides, begun.refers = True, is_contents(code), is_reference(code)
            self._hiding -= not begun.hides
            self._referring += begun.refers
        elif turn == "end" and self._open:
            ended = self._open.pop()
            self._hiding -= ended.hides
            self._referring -= ended.refers
            return _setting(ended.form) or ("" if ended.resulting else field_text("".join(ended.code)))
        return ""


def is_contents(code: str) -> bool:
    """Whether a field of that code is a table of contents."""
    return _kind(code) in ("TOC", "TOA", "INDEX")


def is_reference(code: str) -> bool:
    """Whether a field of that code shows the number of a note."""
    return _kind(code) == "NOTEREF"


def holds_contents(control: etree._Element) -> bool:
    """Whether a content control holds a table of contents, with its title, and nothing else."""
    gallery = value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
    if gallery != "Table of Contents" or next(control.iter(f"{W}tbl"), None) is not None:
        return False
    codes = [*(code.text or "" for code in control.iter(f"{W}instrText"))]
    return any(is_contents(code) for code in [*codes, *(f.get(f"{W}instr", "") for f in control.iter(f"{W}fldSimple"))])


def field_text(code: str) -> str | None:
    """What a field without a result shows; None where only Word could compute it."""
    if _kind(code) in _NUMBERS:
        return None
    if _kind(code) != "EQ":
        return ""
    plain = re.sub(r"\s+", "", code)
    if sounded := _WITH_SOUND.search(plain):
        return sounded[1]
    ringed = _RINGED.search(plain)
    digits = ringed[1] if ringed else ""
    if re.fullmatch(r"[1-9]|1\d|20", digits, re.ASCII):
        return numeral(int(digits), "decimalEnclosedCircle")
    return digits if digits.isalpha() else None


def _kind(code: str) -> str:
    found = _KIND.match(code)
    return found[1].upper() if found else ""


def _setting(form: etree._Element | None) -> str:
    """What a check box or a list to choose from of an old form shows."""
    if form is None:
        return ""
    box, choice = form.find(f"{W}checkBox"), form.find(f"{W}ddList")
    if box is not None:
        state = box.find(f"{W}checked")
        return "☑" if is_on(box.find(f"{W}default") if state is None else state) else "☐"
    if choice is None:
        return ""
    entries = [value(entry) for entry in choice.iterchildren(f"{W}listEntry")]
    place = number(choice.find(f"{W}result"), number(choice.find(f"{W}default"), 0, _MOST_CHOICES), _MOST_CHOICES)
    return entries[place] if place < len(entries) else ""
