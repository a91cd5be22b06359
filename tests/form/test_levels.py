"""A level is named by its id or its label; a label that means two is no name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from toolkit.errors import ReportError
from toolkit.form.levels import level_named

FORM = FORMS.form("gkgb-2021")
OTHER = replace(FORM, id="another", levels=(replace(FORM.levels[0], id="elsewhere"),))


def test_an_id_and_a_label_name_the_same() -> None:
    level = FORM.levels[2]
    assert level_named(level.id, [FORM]) == level_named(level.label, [FORM]) == level.id


def test_what_is_no_level_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ReportError, match=f"可用的层级：{FORM.levels[0].id}"):
        level_named("没有的层级", [FORM])


def test_a_label_that_two_forms_use_otherwise_asks_for_the_id() -> None:
    with pytest.raises(ReportError, match=f"请写编号：{FORM.levels[0].id}、elsewhere"):
        level_named(FORM.levels[0].label, [FORM, OTHER])
    assert level_named("elsewhere", [FORM, OTHER]) == "elsewhere"
