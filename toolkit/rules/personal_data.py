"""Personal data about to be published: PD-01.

The agency's own address, e-mail, landline and contact numbers belong there; what is meant are numbers of persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form.form import PREAMBLE
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.cell_refs import cover_ref, paragraph_ref

_ID_NUMBER = regex(
    r"""
    (?<![\dA-Za-z])
    [1-9]\d{5}                                                    # the area
    (?:19|20)\d{2} (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01])      # the day of birth
    \d{3} [\dXx]                                                  # a serial number, a check digit
    (?![\dA-Za-z])
    """,
    re.VERBOSE,
    matches=("身份证11010519491231002X", "110105194912310021。"),
    misses=("110105194913310021", "1101051949123100212", "91110105194912310021"),
)
_MOBILE = regex(r"(?<!\d)(?<!\d-)1[3-9]\d(?:[ -]?)\d{4}(?:[ -]?)\d{4}(?!-?\d)")
_CARD = regex(r"(?<!\d)(?:62|4\d|5[1-5]|3[57])(?:[ -]?\d){14,17}(?!\d)")
_CONTACT = regex(r"(?:电话|传真|联系|热线|手机|咨询)[^。；]{0,20}$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each number of a person in the text, shown with its middle hidden."""
    for slot in (PREAMBLE, *(section.id for section in filing.form.sections)):
        for paragraph in paragraphs(filing, slot):
            # The paragraph itself must not travel with the finding: its number would.
            ref = CellRef(id=f"narrative.{slot}", where=paragraph_ref(slot, paragraph).where)
            yield from _found(paragraph.text, ref, contact=slot == PREAMBLE)
    contact = cover_ref(filing, "contact")
    yield from _found(contact.value, CellRef(id=contact.id, where=contact.where, label=contact.label), contact=True)


def _found(text: str, ref: CellRef, *, contact: bool) -> Iterator[Finding]:
    numbers = [("id_number", match[0]) for match in _ID_NUMBER.finditer(text) if valid_id_number(match[0])]
    rest = _ID_NUMBER.sub(lambda match: "※" * len(match[0]), text)
    numbers += [("card", match[0]) for match in _CARD.finditer(rest) if valid_card(match[0])]
    rest = _CARD.sub(lambda match: "※" * len(match[0]), rest)
    for match in _MOBILE.finditer(rest):
        if not (contact and (_CONTACT.search(rest[: match.start()]) or ref.id == "cover.contact")):
            numbers.append(("default", match[0]))
    for variant, number in numbers:
        yield finding("PD-01", [ref], variant=variant, actual=_masked(number))


def valid_id_number(number: str) -> bool:
    """Whether the last character is the checksum of the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def valid_card(number: str) -> bool:
    """Whether the digits pass the Luhn check of bank cards."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    return sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(digits)) % 10 == 0


def _masked(number: str) -> str:
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
