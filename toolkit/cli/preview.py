"""``xl-report preview``: the text with its figures, each with the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.form_option import form_option
from toolkit.cli.sources import SOURCE, read

if TYPE_CHECKING:
    from toolkit.filing import Filing, Paragraph
    from toolkit.form import Forms
    from toolkit.location import Location
    from toolkit.narrative import EvaluatedText, Use

_SHORTEST_RANGE = 3


@click.command(options_metavar="[选项]")
@click.argument("source", metavar="文件", type=SOURCE)
@form_option()
def command(source: Path, forms: Forms) -> None:
    """显示正文填上数字以后的样子，并注明每个数字来自哪一格。

    \b
    例：
      xl-report preview 某局2025年填报工作簿.xlsx
    """
    from toolkit.form.form import PREAMBLE

    filing, _ = read(source, forms)
    for slot in filing.form.text_slots:
        heading = "引言" if slot == PREAMBLE else filing.heading(slot)
        for number, paragraph in enumerate(filing.narrative.get(slot, ())):
            if number == 0:
                click.secho(f"{heading}\n", bold=True)
            click.echo("\n".join(_lines(paragraph, filing)) + "\n")


def _lines(paragraph: Paragraph, filing: Filing) -> Iterator[str]:
    from toolkit.narrative import pieces

    parts = pieces(paragraph, filing)
    yield "".join(_shown(piece) for piece in parts)
    for use in {use.name: use for piece in parts for use in piece.uses}.values():
        places = _places(use, filing)
        if places:
            yield f"    {use.name} {use.text}　{places}"
    for piece in parts:
        if piece.problem:
            yield click.style(f"    {piece.expression}：{piece.problem}", fg="red")


def _shown(piece: EvaluatedText) -> str:
    return click.style(piece.text, underline=True) if piece.expression else piece.text


def _places(use: Use, filing: Filing) -> str:
    """``某表!J11:J14；封面!B5``: where its cells stand, each sheet named once."""
    sheets: dict[str, list[str]] = {}
    for cell in use.cells:
        where = _where(cell, filing)
        sheets.setdefault(where.sheet, []).append(where.place)
    return "；".join(
        f"{sheet}{'!' if sheet else ''}{'、'.join(_ranges(tuple(dict.fromkeys(places))))}"
        for sheet, places in sheets.items()
        if any(places)
    )


def _ranges(places: Sequence[str]) -> Iterator[str]:
    """``places`` of one sheet with those that stand one below the other in one, from three on."""
    runs: list[list[str]] = []
    for place in places:
        if runs and _below(runs[-1][-1]) == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        yield from [f"{run[0]}:{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run


def _below(place: str) -> str:
    """The cell below that of an address; nothing for what is none."""
    letters = place.rstrip("0123456789")
    return f"{letters}{int(place[len(letters) :]) + 1}" if letters != place and letters.isalpha() else ""


def _where(cell: str, filing: Filing) -> Location:
    from toolkit.form.references import Family, Slot
    from toolkit.location import NOWHERE
    from toolkit.rules.cell_refs import cover_ref

    slot = Slot.parse(cell)
    if slot and slot.family is Family.COVER:
        return cover_ref(filing, slot.name).where
    if slot and slot.family is Family.INDICATOR:
        return next((own.entry.where for own in filing.indicators if own.name == slot.name), NOWHERE)
    return filing.where(cell)
