"""What a source gives for a cell, as its kind of value."""

from __future__ import annotations

from toolkit.filing.model import Entry, Filing
from toolkit.filing.numerals import entry_of, number_text
from toolkit.form.kinds import Kind, NonNumeric, Numeric, YesNo
from toolkit.location import Location


def entry_for(kind: Kind, value: object, where: Location) -> Entry:
    """``value`` as an entry of that kind: words in their canonical writing, or as they stand where they have none."""
    if not isinstance(kind, NonNumeric):
        return entry_of(value, where)
    if isinstance(value, bool) and isinstance(kind, YesNo):
        return Entry(where=where, text=kind.word(value))
    text = "" if value is None else " ".join(str(value).split())
    return Entry(where=where, text=kind.parsed(text) or text)


def entry_fault(kind: Kind, entry: Entry) -> str:
    """What is wrong with what an entry holds; a blank is nothing wrong.

    Of words the variant that says so. Of numbers ``default`` for text that is none, ``digits`` for one written as text,
    ``decimal`` or ``negative``.
    """
    if isinstance(kind, NonNumeric):
        return kind.variant if entry.text and not kind.parsed(entry.text) else ""
    if entry.number is None:
        return "default" if entry.text else ""
    if entry.text and not entry.dash:
        return "digits"
    return kind.fault(entry.number) if isinstance(kind, Numeric) else ""


def printed_value(kind: Kind, entry: Entry) -> str:
    """What a report prints for an entry that stands for itself."""
    return kind.printed(entry.text) if isinstance(kind, NonNumeric) else displayed_value(entry)


def displayed_value(entry: Entry) -> str:
    """What an entry shows: its number, whatever way it was written, or its text."""
    return entry.text if entry.number is None else number_text(entry.number)


def reported_text(filing: Filing, quantity: str) -> str:
    """What a report of ``filing`` prints for a cell or field; nothing where there is none."""
    number = filing.number(quantity)
    return (
        printed_value(filing.form.kind_of(quantity), filing.entry(quantity)) if number is None else number_text(number)
    )
