"""Where the agency's name and the date stand below a report without a seal (GB/T 9704-2012, 7.3.5.2)."""

from __future__ import annotations

from toolkit.characters import ems
from toolkit.patterns import regex
from toolkit.render.page import CHARACTERS
from toolkit.render.title_lines import balance_lines

# Between Chinese and digits or Latin all programs leave a quarter of a character.
_SEAM = regex(r"(?<=[0-9A-Za-z])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[0-9A-Za-z])")


def signature_lines(agency: str) -> tuple[str, ...]:
    """The agency's name as signed: on one line if that leaves two characters on the right."""
    return balance_lines(agency, CHARACTERS - 4)


def right_blanks(agency: str, date: str) -> tuple[float, float]:
    """The blanks right of the agency's name and of the date, in characters.

    The name stands two characters from the right and the date begins two characters further in than the name; is the
    date the longer one, the date stands two from the right and the name moves left with it.
    """
    name, day = max(_width(line) for line in signature_lines(agency)), _width(date)
    if not date or not agency:
        return 2.0, 2.0
    if day > name:
        return 2.0 + day + 2.0 - name, 2.0
    return 2.0, name - day


def _width(text: str) -> float:
    return ems(text) + len(_SEAM.findall(text)) / 4
