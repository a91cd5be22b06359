"""What "comes back equal" means: form, agency, year, title, date, headings, tables, and text."""

from __future__ import annotations

from toolkit.filing import Filing
from toolkit.narrative import paragraphs


def assert_same(filing: Filing, back: Filing, *, headings: bool = True, text: bool = True) -> None:
    """``back`` was read from a report of ``filing``."""
    assert back.form.id == filing.form.id
    assert (back.agency.value, back.year, back.issued_on) == (filing.agency.value, filing.year, filing.issued_on)
    assert back.title_text == filing.title_text
    for cell in filing.form.cells:
        assert back.number(cell) == filing.number(cell), cell
        entry = back.inputs.get(cell) or back.stated.get(cell)
        assert entry is not None, cell
        assert entry.where, cell
        assert (entry.number or 0) == filing.number(cell), cell
    for section in filing.form.sections:
        if headings:
            assert back.heading(section.id) == filing.heading(section.id)
    for slot in filing.form.text_slots if text else ():
        assert [part.text for part in paragraphs(back, slot)] == [part.text for part in paragraphs(filing, slot)]
