"""Compares a filing with what is read back from a file that was made of it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.authoring.trial_remarks import Remark
from toolkit.filing import Filing
from toolkit.filing.values import reported_text
from toolkit.form import Severity
from toolkit.narrative import paragraphs

_SHOWN = 40


def differences(filing: Filing, back: Filing, *, printed: bool) -> Iterator[Remark]:
    """What of ``filing`` is another thing in ``back``; with ``printed`` only what a report prints."""
    wanted = dict(_parts(filing))
    for name, got in _parts(back):
        if wanted[name] != got:
            yield Remark(where=name, message=f"写的是“{wanted[name]:.{_SHOWN}}”，读回来是“{got:.{_SHOWN}}”")
    yield from _figures(filing, back, printed=printed)
    for slot in filing.form.text_slots:
        yield from _texts(filing, back, slot)
    for piece in back.unplaced:
        yield Remark(where=str(piece.where), message=f"这一处没有读进表式的任何部分：“{piece.text:.{_SHOWN}}”")


def _parts(filing: Filing) -> Iterator[tuple[str, str]]:
    yield "表式", filing.form.id
    yield "机关名称", filing.agency.value
    yield "年度", str(filing.year)
    yield "成文日期", str(filing.issued_on)
    yield "标题", filing.title_text
    for section in filing.form.sections:
        yield section.heading, filing.heading(section.id)


def _figures(filing: Filing, back: Filing, *, printed: bool) -> Iterator[Remark]:
    """Figures that are another; one that a report did not give, and of which reading speaks itself, is only lost."""
    form = filing.form
    for quantity in form.cells if printed else (*form.cells, *form.fields):
        wanted, got = reported_text(filing, quantity), reported_text(back, quantity)
        if wanted != got:
            lost = printed and not got
            message = f"写的是“{wanted}”，没有读回来" if lost else f"写的是“{wanted}”，读回来是“{got}”"
            where = f"{quantity}（{form.label(quantity)}）"
            yield Remark(where=where, message=message, severity=Severity.WARNING if lost else Severity.ERROR)


def _texts(filing: Filing, back: Filing, slot: str) -> Iterator[Remark]:
    """Paragraphs that are others; blanks, which a printed page has for its looks, do not count."""
    wanted, got = (
        [(part.heading, "".join(part.text.split())) for part in paragraphs(each, slot)] for each in (filing, back)
    )
    if wanted != got:
        odd = next((own for own, other in zip(wanted, got, strict=False) if own != other), None)
        quoted = f"，从“{odd[1]:.{_SHOWN}}”起不同" if odd else ""
        yield Remark(where=slot, message=f"文字写了 {len(wanted)} 段，读回来 {len(got)} 段{quoted}")
