"""The hidden sheet 选项: what the ledger is, and the words of every list to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.form import Form
from toolkit.form.excel import column_letters, quoted
from toolkit.ledger.columns import FIRST_ROW, LISTS
from toolkit.ledger.declared import outcomes_of, registers_of
from toolkit.ledger.register import Register, RegisterChoice
from toolkit.workbook.writing.excel_canvas import ExcelCanvas

MARK = "xl-report 台账"
"""Stands in the first cell, by which a ledger is known."""
LAYOUT = 2
"""The version of what stands where; the first had requests alone."""
_OUTCOMES, _FIRST = 2, 6
"""The first columns of the outcomes with what they rest on, and of the lists."""


def write_lists(canvas: ExcelCanvas, form: Form, agency: str, year: int) -> None:
    """The sheet: facts in the first column, then the outcomes of requests, then the lists."""
    page = canvas.page(LISTS)
    facts: tuple[int | str, ...] = (MARK, LAYOUT, form.id, year, agency)
    outcomes = outcomes_of(form)
    basis: dict[str, list[str]] = {
        "大类": [each.kind for each in outcomes],
        "结果": [each.label for each in outcomes],
        "依据": [each.basis for each in outcomes],
        "检索": [f"{each.kind}|{each.label}" for each in outcomes],
    }
    for row, fact in enumerate(facts, start=1):
        page.put(row, 1, fact, "居中")
    columns = [*enumerate(basis.items(), start=_OUTCOMES)]
    columns += [(number, (choice_title, words)) for number, choice_title, words in _columns(form)]
    for number, (title, texts) in columns:
        page.put(1, number, title, "居中")
        for row, text in enumerate(texts, start=2):
            page.put(row, number, text, "居中")
    page.sheet.sheet_state = "hidden"


def lists_of(form: Form, register: Register) -> Mapping[str, str]:
    """Where the words of each choice of a register are, for a cell of its first row."""
    return {
        choice_key: _formula(register, register.choices[choice_key], number)
        for known, choice_key, number in _places(form)
        if known is register
    }


def _places(form: Form) -> Iterator[tuple[Register, str, int]]:
    """Each choice with its first column: of one within another, that of the words under which there are others."""
    number = _FIRST
    for register in registers_of(form):
        for key, choice in register.choices.items():
            yield register, key, number
            number += 2 if choice.within else 1


def _columns(form: Form) -> Iterator[tuple[int, str, list[str]]]:
    for register, key, number in _places(form):
        choice, place = register.choices[key], number
        if choice.within:
            yield place, register.titles[choice.within], [option.under for option in choice.options]
            place += 1
        yield place, register.titles[key], [option.word for option in choice.options]


def _formula(register: Register, choice: RegisterChoice, number: int) -> str:
    lists, letter = quoted(LISTS), column_letters(number)
    if not choice.within:
        return f"OFFSET({lists}!${letter}$2,0,0,COUNTA({lists}!${letter}:${letter})-1,1)"
    over, words = f"${column_letters(register.numbers[choice.within])}{FIRST_ROW}", column_letters(number + 1)
    under = f"{lists}!${letter}:${letter}"
    return f"OFFSET({lists}!${words}$1,MATCH({over},{under},0)-1,0,COUNTIF({under},{over}),1)"
