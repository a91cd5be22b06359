"""What text calls cells: by the name of the row and the label of the column, as a name can hold it."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from tests.tables import form_of, raw_form


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("电话", "新收_电话"),
        ("金额（单位：万元）", "新收_金额"),
        ("移动客户端/小程序", "新收_移动客户端_小程序"),
        ("Partial Grants / Denials (%)", "新收_Partial_Grants_Denials"),
        ("（一）", "新收_一"),
    ],
)
def test_a_name_holds_the_label_of_its_column(label: str, name: str) -> None:
    raw = raw_form("matrix", [label], ["甲"])
    raw["tables"][0]["blocks"][0]["rows"][0]["name"] = "新收"
    assert name in form_of(raw).quantities


def test_each_cell_is_called_by_the_first_name_that_means_it_alone() -> None:
    form = FORMS.form("gkgb-2021")
    assert form.text_names.keys() == {*form.cells, *form.fields}
    assert form.text_names["disclosure.fees.amount"] == "行政事业性收费"  # 收费 means the same
    assert form.text_names["applications.denied.state_secret.natural_person"] == "属于国家秘密_自然人"
