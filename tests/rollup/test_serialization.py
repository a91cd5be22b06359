"""What the store keeps comes back as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from toolkit.errors import UnreadableFile
from toolkit.rollup.serialization import figures_of, numbers_of, packed_figures, packed_numbers

NUMBERS = st.integers(0, 10**15) | st.decimals(0, 10**9, places=4)


@given(form=st.sampled_from(sorted(FORMS.available)), data=st.data())
def test_figures_come_back_exactly(form: str, data: st.DataObject) -> None:
    """Blanks stay blank, decimals as they were entered."""
    numbers = data.draw(st.dictionaries(st.sampled_from(FORMS.form(form).inputs), NUMBERS))
    for back in (figures_of(packed_figures(FORMS.form(form), numbers), FORMS), numbers_of(packed_numbers(numbers))):
        assert {quantity: str(number) for quantity, number in back.items()} == {
            quantity: str(number) for quantity, number in numbers.items()
        }


def test_nothing_comes_back_as_nothing() -> None:
    assert figures_of("", FORMS) == {}


def test_figures_of_a_form_that_had_other_cells_are_refused() -> None:
    """Put on the cells of today they would be other figures."""
    form = FORMS.form("gkgb-2021")
    packed = packed_figures(form, {form.inputs[0]: Decimal("1.5")})
    _, order = packed.partition("[")[0].split(" ")
    with pytest.raises(UnreadableFile, match="旧版表式"):
        figures_of(packed.replace(order, "00000000"), FORMS)
