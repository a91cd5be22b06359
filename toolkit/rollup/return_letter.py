"""The letter with which a unit's filing goes back to it: what is wrong, and what is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.document.blocks import Document, ReportParagraph
from toolkit.form.dates import format_chinese_date

LISTED = 30
"""Faults that a letter spells out; the marked workbook has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter:
    """What a letter says. ``report`` is what the filing is for, ``file`` what it is called.

    ``errors`` are sentences, each on one; ``warnings`` is how many more things the unit should look at. ``reply_to``
    is whom it may ask, ``due`` until when it must report if that day is still to come.
    """

    sender: str
    recipient: str
    report: str
    file: str
    errors: Sequence[str]
    warnings: int
    due: dt.date | None
    reply_to: str
    day: dt.date


def letter(content: ReturnLetter, marked: str) -> Document:
    """The letter as a document; ``marked`` is the name of the workbook that goes with it, if one does."""
    return Document(
        agency=content.sender,
        title=f"关于退回{content.report}填报材料的函",
        year=content.day.year,
        preamble=(ReportParagraph(text=f"{content.recipient}：", flush=True),),
        blocks=tuple(ReportParagraph(text=text) for text in _paragraphs(content, marked)),
        issued_on=content.day,
    )


def _paragraphs(content: ReturnLetter, marked: str) -> Iterator[str]:
    file = f"（{content.file}）" if content.file else ""
    yield (
        f"贵单位报送的{content.report}填报材料{file}收悉。经审核，有以下 {len(content.errors)} 处需要改正，"
        "现予退回，请改正后重新报送："
    )
    for number, error in enumerate(content.errors[:LISTED], start=1):
        yield f"{number}．{error}"
    if (rest := len(content.errors) - LISTED) > 0:
        yield f"其余 {rest} 处{f'见“{marked}”' if marked else '请用本工具检查后一并改正'}。"
    if marked:
        yield f"以上各处已在随函附上的“{marked}”中逐格标明，可以直接在其中改正。"
    if content.warnings:
        yield f"另有 {content.warnings} 处提醒，请一并核对；确有理由的可以不改。"
    until = f"请于{format_chinese_date(content.due)}前" if content.due and content.due >= content.day else "请尽快"
    yield f"{until}重新报送。{content.reply_to}感谢支持。"
    yield "特此函告。"
