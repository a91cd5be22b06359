"""The form's own sentences, kept as text: they agree with the tables, and each figure changed by hand is found."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from tests.at_hand import FORMS
from tests.narrative.sample import used_values
from tests.profiles import examples
from tests.strategies import filings
from toolkit.filing import Filing, Paragraph
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.narrative import evaluate, value_of
from toolkit.rules import figures_in_text
from toolkit.rules.checks import checks_of

_FIGURE = re.compile(r"(?<![-\d.])\d+(?:\.\d+)?(?=件|项|万?元)")
_FEES = "信息处理费概述"


def reported(filing: Filing, name: str, text: str) -> list[Finding]:
    """What the rules on text and tables say of ``text`` where the form's drafts have that sentence."""
    slot = "other" if name == _FEES else "overview"
    head = () if name == _FEES else (Paragraph(text="（二）依申请公开", heading=True),)
    broken = replace(filing, narrative={slot: (*head, Paragraph(text=text))})
    fees = (listing for listing in checks_of(filing.form) if listing.listed.code == "TX-06")
    return [*figures_in_text.check(broken), *(each for listing in fees for each in listing.run(broken))]


def other_than(filing: Filing, figure: str) -> str:
    """Another figure that nothing in the tables can be."""
    return str(int(sum((abs(Decimal(entry.number or 0)) for entry in filing.inputs.values()), Decimal(figure))) + 1)


@pytest.mark.parametrize("form", FORMS.available)
def test_every_figure_of_every_sentence(form: str) -> None:
    @settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def check(filing: Filing) -> None:
        for name in filing.form.sentences:
            text = evaluate(f"{{{{ {name} }}}}", filing)
            assert reported(filing, name, text) == []
            uses = [value_of(use.name, filing) for use in used_values(f"{{{{ {name} }}}}", filing)]
            for figure in _FIGURE.finditer(text):
                new = other_than(filing, figure[0])
                [slip] = reported(filing, name, text[: figure.start()] + new + text[figure.end() :])
                cells = tuple(ref.id for ref in slip.cells[1:])
                assert cells in {use.cells for use in uses if use and number_text(use.number) == figure[0]}, slip.text
                assert new in slip.actual

    check()


@pytest.mark.parametrize("form", FORMS.available)
def test_sentences_that_say_there_was_none(form: str) -> None:
    @settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def check(filing: Filing) -> None:
        nothing = replace(
            filing, inputs={quantity: replace(filing.entry(quantity), number=0) for quantity in filing.form.inputs}
        )
        for name in filing.form.sentences:
            text = evaluate(f"{{{{ {name} }}}}", nothing)
            assert reported(nothing, name, text) == []
            uses = [value_of(use.name, filing) for use in used_values(f"{{{{ {name} }}}}", filing)]
            some = any(use.number for use in uses if use and not use.name.startswith("规章"))  # then unmentioned
            assert bool(reported(filing, name, text)) == some, text

    check()
